/**
 * The earlier batch `samples/evening`: one job as it stood the evening before, and two documents that cannot load yet.
 * Promise: what it shares with the demo batch is equal there, and what waits in it loads with the demo batch.
 * Does not: run without its own few masters; a folder means its own files.
 */
import { money, percentOf } from './amounts.mjs';
import { invoiceRows } from './billing.mjs';
import { commitmentRows } from './commitments.mjs';
import { csvBytes } from './file-forms.mjs';
import { columns } from './nightly-files.mjs';

export const EVENING_JOB = '26-108';

/** Needs the model and the rows of the demo batch. Gives { files, notes }. */
export function evening({ model, rows }) {
  const project = model.projects.find((candidate) => candidate.number === EVENING_JOB);
  const first = project.commitments[0];
  const late = model.vendors.find((vendor) => vendor.kind === first.vendor.kind && vendor !== first.vendor);
  const [line] = first.lines;
  const waiting = {
    number: `SC-${EVENING_JOB.replace('-', '')}-090`,
    kind: 'Subcontract',
    project,
    vendor: late,
    title: 'Punch list, south side',
    status: 'Approved',
    executed: 'Yes',
    method: 'amount',
    retainage: 10,
    date: '2026-11-19',
    lines: [{ ...line, text: `${line.text}, repairs`, cents: 1_465_000 }],
  };
  const cents = percentOf(line.cents, 3);
  const invoice = {
    number: 'E-2001',
    commitment: first,
    date: '2026-11-21',
    accounting: '',
    periodStart: '2026-11-01',
    periodEnd: '2026-11-30',
    status: 'Approved',
    type: 'Work, Materials and Retention',
    final: false,
    lines: [{ line, work: cents, moved: 0, presently: 0, previously: 0, held: percentOf(cents, 10), released: 0 }],
  };
  const division = `${line.code.slice(0, 2)}-000`;
  const only = (dataset, keep) => plain(rows[dataset].filter(keep));
  const files = new Map([
    ['standard-categories.csv', plain(rows['standard-categories'])],
    ['standard-cost-codes.csv', only('standard-cost-codes', (row) => [division, line.code].includes(row.cost_code))],
    ['projects.csv', only('projects', (row) => row.project_number === EVENING_JOB)],
    [
      'project-cost-codes.csv',
      only(
        'project-cost-codes',
        (row) => row.project_number === EVENING_JOB && row.sub_job === line.subJob && row.cost_code === line.code,
      ),
    ],
    ['commitments.csv', plain(commitmentRows(waiting))],
    ['subcontractor-invoices.csv', plain(invoiceRows(invoice))],
  ]);
  return {
    files,
    notes: [
      [
        `commitment ${waiting.number}, ${money(waiting.lines[0].cents)}`,
        `its vendor ${late.code} comes with nightly/companies.csv`,
      ],
      [`invoice E-2001, ${money(cents)}`, `its commitment ${first.number} comes with nightly/commitments.csv`],
    ],
  };
}

function plain(rows) {
  const used = Object.keys(rows[0]).filter((column) => rows.some((row) => row[column] !== ''));
  return csvBytes(rows, { columns: columns(used.join(', ')) });
}
