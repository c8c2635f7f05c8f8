/**
 * Small random companies: masters that may be missing, commitments, change orders, invoices, budgets and their changes,
 * and random damage, as documents of text cells.
 * Promise: every value that a generator gives shrinks to less: fewer documents, fewer lines, no damage, small amounts.
 * Does not: know what the machine makes of them (law-oracles does).
 */
import fc from 'fast-check';
import { formatCents } from '../../src/core/money.js';
import { damage, damaged } from './damaged-documents.js';
import { document, LATER_MASTERS, type Cells, type SourceDocument } from './source-documents.js';

// ------------------------------------------------------------------------------------------------- generators

/** Extra, cost code and cost type of a line. The last ones are not on the job, or never will be. */
const CODINGS = [
  ['', '03-300', 'S'],
  ['', '03-350', 'S'],
  ['', '03-300', 'M'],
  ['A', '03-300', 'S'],
  ['', '05-120', 'S'],
  ['', '01-310', 'L'],
  ['B', '03-300', 'L'],
  ['', '03-000', 'S'],
  ['', '09-910', 'S'],
] as const;

const LINE_NUMBERS = ['1', '2', '3', '10', '1.1', '1.2', '2.10', 'A1', '4a', '01', '1.01'] as const;

const coding = fc.oneof({ weight: 9, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(CODINGS.length - 1) });
const cents = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: -9_000, max: 0 }) },
);
const small = fc.option(fc.integer({ min: 0, max: 500 }), { nil: 0, freq: 3 });
const lineNumbers = (maxLength: number): fc.Arbitrary<string[]> =>
  fc.shuffledSubarray([...LINE_NUMBERS], { minLength: 1, maxLength });
const mostly = <T>(usual: T, ...rare: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...rare) });

const commitmentLine = fc.record({
  coding,
  cents,
  taxed: fc.option(fc.integer({ min: 0, max: 300 }), { nil: null, freq: 4 }),
  counted: fc.boolean(),
});

const commitment = fc.record({
  number: fc.nat(3),
  vendor: mostly(0, 1, 2, 3),
  names: mostly<Naming>('code', 'name', 'id'),
  job: mostly(0, 1),
  isOrder: fc.boolean(),
  status: mostly('Approved', 'Draft', 'Complete', 'Received'),
  numbers: lineNumbers(4),
  lines: fc.array(commitmentLine, { minLength: 4, maxLength: 4 }),
});

const changeLine = fc.record({ changes: fc.option(fc.nat(3), { nil: null, freq: 2 }), coding, cents });

const changeOrder = fc.record({
  commitment: fc.nat(3),
  number: fc.constantFrom('1', '2', '01', '10', '001'),
  status: mostly('Approved', 'Draft', 'Rejected'),
  numbers: lineNumbers(3),
  lines: fc.array(changeLine, { minLength: 3, maxLength: 3 }),
});

const invoiceLine = fc.record({
  bills: fc.constantFrom('line', 'line', 'line', 'coding', 'change'),
  pick: fc.nat(3),
  otherCoding: mostly(false, true),
  work: cents,
  stored: small,
  previous: small,
  moved: small,
  held: small,
  released: small,
  tax: small,
  isIdle: mostly(false, true),
});

const invoice = fc.record({
  commitment: fc.nat(3),
  number: fc.constantFrom('1', '2', 'INV-7', '0001'),
  saysVendor: fc.constantFrom<Naming | null>(null, 'code', 'name', 'id'),
  saysDue: fc.constantFrom('no', 'no', 'right', 'wrong'),
  status: mostly('Approved', 'Draft', 'Pending Owner Approval', 'Void'),
  numbers: lineNumbers(5),
  lines: fc.array(invoiceLine, { minLength: 5, maxLength: 5 }),
});

const budget = fc.record({
  job: mostly(0, 1),
  lines: fc.uniqueArray(coding, { minLength: 1, maxLength: 3 }),
  cents: fc.array(cents, { minLength: 3, maxLength: 3 }),
});

const budgetChange = fc.record({
  number: fc.nat(2),
  from: coding,
  to: coding,
  cents,
  asTransfer: fc.boolean(),
  status: mostly('Approved', 'Draft'),
});

const world = fc.record({
  masters: fc.subarray(LATER_MASTERS.map((_, index) => index)),
  commitments: fc.uniqueArray(commitment, { minLength: 1, maxLength: 3, selector: (entry) => entry.number }),
  changeOrders: fc.uniqueArray(changeOrder, {
    maxLength: 3,
    selector: (entry) => `${entry.commitment} ${entry.number}`,
  }),
  invoices: fc.uniqueArray(invoice, { maxLength: 3, selector: (entry) => `${entry.commitment} ${entry.number}` }),
  budgets: fc.uniqueArray(budget, { maxLength: 2, selector: (entry) => entry.job }),
  budgetChanges: fc.uniqueArray(budgetChange, { maxLength: 2, selector: (entry) => entry.number }),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

/** Documents of a case, undamaged. */
export const soundCompany: fc.Arbitrary<readonly SourceDocument[]> = world.map(documentsOf);

/** Documents of a case, some of them damaged. */
export const company: fc.Arbitrary<readonly SourceDocument[]> = fc
  .record({ world, damages: fc.array(damage, { maxLength: 2 }) })
  .map(({ world: sound, damages }) => damages.reduce(damaged, documentsOf(sound)));

/**
 * A second delivery of the same company, some of it changed since, and perhaps every master that was missing; `twice`
 * stands in another file of the first night too.
 */
export const twoNights = fc
  .record({
    first: company,
    changes: fc.array(damage, { maxLength: 2 }),
    gone: fc.array(fc.nat(20), { maxLength: 2 }),
    again: fc.array(fc.nat(20), { maxLength: 2 }),
    differences: fc.array(damage, { maxLength: 1 }),
    arrives: fc.boolean(),
  })
  .map(({ first, changes, gone, again, differences, arrives }) => ({
    first,
    second: [
      ...(arrives ? LATER_MASTERS.filter((master) => !first.includes(master)) : []),
      ...changes.reduce(damaged, first).filter((_, index) => !gone.includes(index)),
    ],
    twice: differences.reduce(damaged, first).filter((_, index) => again.includes(index)),
  }));

// -------------------------------------------------------------------------------------- from picks to documents

const JOBS = ['26-101', '26-102'] as const;
const VENDORS = ['ACME', 'BOLT', 'CEDAR', 'NOBODY'] as const;

/** A vendor by the code, by the name, or by Procore's id. */
type Naming = 'code' | 'name' | 'id';

function vendorCells(index: number, naming: Naming): Cells {
  const code = VENDORS[index]!;
  return {
    vendor_code: naming === 'code' ? code : null,
    vendor_name: naming === 'name' ? `${code} Works` : null,
    vendor_id: naming === 'id' ? `id-${code}` : null,
  };
}

function codingCells(index: number): Cells {
  const [sub_job, cost_code, cost_type] = CODINGS[index]!;
  return { sub_job, cost_code, cost_type };
}

function documentsOf(picks: World): readonly SourceDocument[] {
  const all = [
    ...picks.masters.map((index) => LATER_MASTERS[index]!),
    ...picks.commitments.map(commitmentDocument),
    ...picks.changeOrders.map((entry) => changeOrderDocument(entry, picks)),
    ...picks.invoices.map((entry) => invoiceDocument(entry, picks)),
    ...picks.budgets.map((entry) =>
      document(
        'budgets',
        JOBS[entry.job]!,
        entry.lines.map((index, at) => ({
          project_number: JOBS[entry.job]!,
          ...codingCells(index),
          description: `Budget ${at}`,
          original_budget_amount: formatCents(entry.cents[at]!),
        })),
      ),
    ),
    ...picks.budgetChanges.map(budgetChangeDocument),
  ];
  return all.filter((entry, index) => all.findIndex((other) => other.id === entry.id) === index);
}

function commitmentDocument(entry: World['commitments'][number]): SourceDocument {
  const number = `SC-${entry.number}`;
  return document(
    'commitments',
    number,
    entry.numbers.map((line, at) => {
      const { coding: index, cents: amount, taxed, counted } = entry.lines[at]!;
      return {
        commitment_number: number,
        project_number: JOBS[entry.job]!,
        type: entry.isOrder ? 'Purchase Order' : 'Subcontract',
        title: `Work ${entry.number}`,
        ...vendorCells(entry.vendor, entry.names),
        status: entry.status,
        date: '2026-09-01',
        retainage_percent: '10',
        line_number: line,
        ...codingCells(index),
        description: `Line ${line}`,
        quantity: counted ? '2' : null,
        uom: counted ? 'EA' : null,
        unit_cost: counted ? formatCents(Math.trunc(amount / 2)) : null,
        amount: formatCents(counted ? Math.trunc(amount / 2) * 2 : amount),
        tax_code: taxed === null ? null : 'CITY',
        tax_amount: taxed === null ? null : formatCents(taxed),
      };
    }),
  );
}

/** The commitment an index means: a generated one, or one that never comes. */
function commitmentOf(index: number, picks: World): World['commitments'][number] | undefined {
  return picks.commitments.find((entry) => entry.number === index) ?? (index === 3 ? undefined : picks.commitments[0]);
}

function changeOrderDocument(entry: World['changeOrders'][number], picks: World): SourceDocument {
  const changed = commitmentOf(entry.commitment, picks);
  const commitmentNumber = changed === undefined ? 'SC-9' : `SC-${changed.number}`;
  return document(
    'commitment-change-orders',
    `${commitmentNumber} ${entry.number}`,
    entry.numbers.map((line, at) => {
      const { changes, coding: index, cents: amount } = entry.lines[at]!;
      const changedAt = changes === null || changed === undefined ? null : changes % changed.numbers.length;
      return {
        commitment_number: commitmentNumber,
        change_order_number: entry.number,
        title: `Change ${entry.number}`,
        status: entry.status,
        created_date: '2026-10-01',
        line_number: line,
        commitment_line_number: changedAt === null ? null : changed!.numbers[changedAt]!,
        ...codingCells(changedAt === null ? index : changed!.lines[changedAt]!.coding),
        description: `Change line ${line}`,
        amount: formatCents(amount),
      };
    }),
  );
}

function invoiceDocument(entry: World['invoices'][number], picks: World): SourceDocument {
  const billed = commitmentOf(entry.commitment, picks);
  const changes = picks.changeOrders.filter((change) => commitmentOf(change.commitment, picks) === billed);
  const lines = entry.numbers.map((line, at) => invoiceCells(entry.lines[at]!, line, billed, changes[0]));
  const due = entry.numbers.reduce(
    (sum, _, at) => {
      const { work, moved, stored, previous, held, released, isIdle } = entry.lines[at]!;
      return isIdle ? sum : sum + work + moved + stored - previous - held + released;
    },
    entry.saysDue === 'wrong' ? 1 : 0,
  );
  return document(
    'subcontractor-invoices',
    `${VENDORS[billed?.vendor ?? 0]!} ${entry.number}`,
    lines.map((cells) => ({
      ...(entry.saysVendor === null ? {} : vendorCells(billed?.vendor ?? 0, entry.saysVendor)),
      invoice_number: entry.number,
      commitment_number: billed === undefined ? 'SC-9' : `SC-${billed.number}`,
      billing_date: '2026-10-20',
      status: entry.status,
      current_payment_due: entry.saysDue === 'no' ? null : formatCents(due),
      ...cells,
    })),
  );
}

function invoiceCells(
  line: World['invoices'][number]['lines'][number],
  number: string,
  billed: World['commitments'][number] | undefined,
  change: World['changeOrders'][number] | undefined,
): Cells {
  const money = (amount: number): string => formatCents(line.isIdle ? 0 : amount);
  const at = billed === undefined ? 0 : line.pick % billed.numbers.length;
  const changeAt = change === undefined ? 0 : line.pick % change.numbers.length;
  const isChange = line.bills === 'change' && change !== undefined;
  const changed = change?.lines[changeAt];
  const changedAt =
    changed === undefined || changed.changes === null || billed === undefined
      ? null
      : changed.changes % billed.numbers.length;
  const index = isChange
    ? changedAt === null
      ? changed!.coding
      : billed!.lines[changedAt]!.coding
    : (billed?.lines[at]!.coding ?? 0);
  return {
    line_number: number,
    commitment_line_number: line.bills === 'line' || billed === undefined ? (billed?.numbers[at] ?? '1') : null,
    change_order_number: isChange ? change.number : null,
    change_order_line_number: isChange ? change.numbers[changeAt]! : null,
    ...codingCells(line.otherCoding ? (index + 1) % CODINGS.length : index),
    description: `Bill ${number}`,
    work_completed_this_period: money(line.work),
    materials_presently_stored: money(line.stored),
    materials_previously_stored: money(line.previous),
    materials_moved: money(line.moved),
    retainage_held_this_period: money(line.held),
    retainage_released_this_period: money(line.released),
    tax_amount: line.tax === 0 ? null : formatCents(line.tax),
  };
}

function budgetChangeDocument(entry: World['budgetChanges'][number]): SourceDocument {
  const [from, to] = [codingCells(entry.from), codingCells(entry.to)];
  const cells: Cells = {
    project_number: '26-101',
    change_number: `BC-${entry.number}`,
    date: '2026-10-02',
    status: entry.status,
  };
  const rows = entry.asTransfer
    ? [
        {
          ...cells,
          from_sub_job: from['sub_job']!,
          from_cost_code: from['cost_code']!,
          from_cost_type: from['cost_type']!,
          to_sub_job: to['sub_job']!,
          to_cost_code: to['cost_code']!,
          to_cost_type: to['cost_type']!,
          amount: formatCents(entry.cents),
          line_number: '1',
        },
      ]
    : [
        { ...cells, ...from, amount: formatCents(-entry.cents), line_number: '1' },
        { ...cells, ...to, amount: formatCents(entry.cents), line_number: '2' },
      ];
  return document('budget-changes', `BC-${entry.number}`, rows);
}
