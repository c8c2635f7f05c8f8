/**
 * The special documents among subcontractor invoices: one wrong cell or one missing prerequisite each.
 */
import { asTyped } from './as-typed.mjs';
import { bill, invoiceName, work } from './special-book.mjs';

export function specialInvoices(book) {
  const base = (job) => book.project(job).commitments.find((c) => c.kind === 'Subcontract' && c.method === 'amount');
  const odd = (job, cents, outcome, why, column, value, more = {}) => {
    const commitment = base(job);
    const lines = [work(commitment.lines[0], cents), work(commitment.lines[1], cents / 2)];
    const invoice = bill(book, commitment, '2026-11-18', lines, more);
    if (column !== undefined) {
      book.patch(
        'subcontractor-invoices',
        (row) =>
          row.invoice_number === invoice.number &&
          row.commitment_number === commitment.number &&
          (more.line === undefined || row.line_number === more.line),
        (row) => {
          row[column] = value;
        },
      );
    }
    const vendor = column === 'vendor_code' ? value : commitment.vendor.code;
    book.note('subcontractor-invoices', `${vendor} ${invoice.number}`, outcome, why);
  };
  odd('26-101', 62_000, 'excluded', 'invoice in status Under Review', undefined, undefined, { status: 'Under Review' });
  const other = base('26-103').vendor.code;
  odd('26-102', 44_000, 'held', `the vendor ${other} is not the vendor of its commitment`, 'vendor_code', other);
  wrongCoding(book);
  odd('26-104', 51_000, 'held', 'the billing date 11/31/2026 does not exist', 'billing_date', asTyped('11/31/2026'));
  odd(
    '26-105',
    29_000,
    'waiting',
    'the commitment SC-26105-099 is in no file and not in Sage',
    'commitment_number',
    'SC-26105-099',
  );
  odd(
    '26-107',
    36_000,
    'held',
    'current payment due is 500.00, gross less retainage is 486.00',
    'current_payment_due',
    '500.00',
  );
  odd(
    '26-109',
    24_000,
    'waiting',
    'its line 1 bills commitment line 44, which the commitment does not have',
    'commitment_line_number',
    '44',
    { line: '1' },
  );
  book.note(
    'subcontractor-invoices',
    'PENHALLO *',
    'warned',
    'general liability insurance expired on 2026-09-30 (vendor)',
  );
  book.note('subcontractor-invoices', 'HOLLISFO *', 'warned', 'no insurance is on file (vendor)');
}

/** Its code stands on the job, but it is the code of another line of the commitment. */
function wrongCoding(book) {
  const commitment = book.model.projects
    .flatMap((project) => project.commitments)
    .find(
      (candidate) =>
        candidate.kind === 'Subcontract' &&
        candidate.method === 'amount' &&
        candidate.status === 'Approved' &&
        candidate.lines.some((line) => line.code !== candidate.lines[0].code),
    );
  const [line] = commitment.lines;
  const { code } = commitment.lines.find((other) => other.code !== line.code);
  const invoice = bill(book, commitment, '2026-11-18', [work(line, 38_000)]);
  book.patch(
    'subcontractor-invoices',
    (row) => row.invoice_number === invoice.number && row.commitment_number === commitment.number,
    (row) => {
      row.cost_code = code;
    },
  );
  book.note(
    'subcontractor-invoices',
    invoiceName(invoice),
    'held',
    `line 1 is coded ${code}, line 1 of ${commitment.number} is coded ${line.code}`,
  );
}
