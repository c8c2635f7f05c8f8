/**
 * The special documents among commitment change orders: excluded, held, and waiting for a commitment nobody delivers.
 */
import { addChangeOrder, changeOrderRows } from './commitments.mjs';

export function specialChangeOrders(book) {
  const base = (job, at = 0) => book.project(job).commitments.filter((c) => c.kind === 'Subcontract')[at];
  const change = (commitment, number, text, cents) => {
    const { subJob, code, type } = commitment.lines[0];
    return { number, item: 1, subJob, code, type, text, cents };
  };
  const pending = addChangeOrder(
    base('26-102'),
    'Skylight, price pending',
    [change(base('26-102'), 1, 'Skylight', 310_000)],
    '2026-11-12',
    'Pending',
  );
  book.note(
    'commitment-change-orders',
    `${pending.commitment.number} ${pending.number}`,
    'excluded',
    'change order in status Pending',
  );
  const priced = book.model.projects
    .flatMap((project) => project.commitments)
    .find((commitment) => commitment.method === 'unit' && commitment.kind === 'Subcontract');
  const line = priced.lines[0];
  const raised = addChangeOrder(
    priced,
    'Price increase',
    [
      {
        ...change(priced, 1, 'Price increase', 0),
        quantity: 100,
        uom: line.uom,
        unitCost: line.unitCost + 10_000,
        cents: line.unitCost + 10_000,
      },
    ],
    '2026-11-04',
  );
  book.note(
    'commitment-change-orders',
    `${priced.number} ${raised.number}`,
    'held',
    'it changes the unit cost of item 1; in Sage a change order may only change its quantity',
  );
  book.patch('commitment-change-orders', null, () =>
    changeOrderRows({
      number: '001',
      commitment: { number: 'SC-26110-077', project: book.project('26-110') },
      title: 'Added drains',
      status: 'Approved',
      created: '2026-11-09',
      approved: '2026-11-13',
      lines: [{ number: 1, item: 1, subJob: '', code: '01-500', type: 'M', text: 'Drains', cents: 90_000 }],
    }),
  );
  book.note(
    'commitment-change-orders',
    'SC-26110-077 001',
    'waiting',
    'the commitment SC-26110-077 is in no file and not in Sage',
  );
}
