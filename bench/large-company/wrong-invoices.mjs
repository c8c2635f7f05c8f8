/**
 * Invoices as people get them wrong, one way after the other.
 * Promise: each way ends in one outcome, named beside it, whatever the invoice.
 */
const every = (rows, change) => rows.map((row) => ({ ...row, ...change(row) }));
const last = (rows, change) => rows.map((row, at) => (at === rows.length - 1 ? { ...row, ...change(row) } : row));

export const WRONGS = [
  { name: 'unknown-vendor', outcome: 'held', make: (rows) => every(rows, () => ({ vendor_code: 'V9999' })) },
  {
    name: 'unknown-commitment',
    outcome: 'waiting',
    make: (rows) => every(rows, () => ({ commitment_number: 'SC-999' })),
  },
  {
    name: 'amount-unreadable',
    outcome: 'held',
    make: (rows) => last(rows, () => ({ work_completed_this_period: 'tbd' })),
  },
  { name: 'date-unreadable', outcome: 'held', make: (rows) => every(rows, () => ({ billing_date: '31/31/2026' })) },
  { name: 'due-differs', outcome: 'held', make: (rows) => every(rows, () => ({ current_payment_due: '1.00' })) },
  { name: 'draft', outcome: 'excluded', make: (rows) => every(rows, () => ({ status: 'Draft' })) },
  { name: 'unknown-line', outcome: 'waiting', make: (rows) => last(rows, () => ({ commitment_line_number: '99' })) },
  { name: 'line-twice', outcome: 'held', make: (rows) => [...rows, rows[0]] },
  { name: 'status-unknown', outcome: 'held', make: (rows) => every(rows, () => ({ status: 'Perhaps' })) },
  {
    name: 'cents-halved',
    outcome: 'held',
    make: (rows) => last(rows, () => ({ retainage_held_this_period: '0.125' })),
  },
];

/** The `number`-th wrong invoice made of a sound one. */
export function wrongInvoice(rows, number) {
  return WRONGS[number % WRONGS.length].make(rows);
}
