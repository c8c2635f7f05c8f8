/**
 * The book that special documents are entered in: the model they are added to, what the list says of each, and what is
 * to be done to rows once they are made.
 * Promise: one stream of random numbers, so that the order of entries decides every figure.
 */
import { addInvoice } from './billing.mjs';
import { commitmentNumber } from './commitments.mjs';
import { needCode } from './masters.mjs';
import { seededRandom } from './seeded-random.mjs';

export function openBook(model) {
  const book = {
    model,
    random: seededRandom(model.seed * 31 + 40),
    notes: [],
    patches: [],
    note(dataset, document, outcome, because) {
      book.notes.push({ dataset, document, outcome, because });
    },
    patch(dataset, matches, apply) {
      book.patches.push({ dataset, matches, apply });
    },
    project: (number) => model.projects.find((project) => project.number === number),
  };
  return book;
}

/** A further subcontract of a job, to a vendor of the trade (one who works there already, if any), on the base job. */
export function further(book, projectNumber, trade, title, lines, { status = 'Approved', unit = null } = {}) {
  const project = book.project(projectNumber);
  const subcontracts = project.commitments.filter((commitment) => commitment.kind === 'Subcontract');
  const vendor =
    subcontracts.find((commitment) => commitment.vendor.trade === trade)?.vendor ??
    book.model.vendors.find((candidate) => candidate.trade === trade);
  const codes = Object.keys(vendor.kind.scopes);
  const commitment = {
    number: commitmentNumber('SC', project, subcontracts.length + 1),
    kind: 'Subcontract',
    project,
    vendor,
    title,
    status,
    executed: status === 'Draft' ? 'No' : 'Yes',
    method: unit === null ? 'amount' : 'unit',
    retainage: 10,
    date: '2026-09-01',
    changeOrders: [],
    invoices: [],
    lines: lines.map(([text, cents], index) => ({
      number: index + 1,
      subJob: '',
      code: codes[index % codes.length],
      type: 'S',
      text,
      cents,
      ...unit?.[index],
    })),
  };
  for (const line of commitment.lines) needCode(project, '', line.code, line.type);
  project.commitments.push(commitment);
  return commitment;
}

/** The row of a line of a commitment; without a line, every row. */
export const rowOf = (commitment, line) => (row) =>
  row.commitment_number === commitment.number && (line === undefined || row.line_number === String(line));

/** A line of an invoice with a tenth of its work held. */
export const work = (line, cents, more = {}) => ({
  line,
  work: cents,
  moved: 0,
  presently: 0,
  previously: 0,
  held: Math.round(cents / 10),
  released: 0,
  ...more,
});

export function bill(book, commitment, date, lines, more = {}) {
  const invoice = addInvoice(book.random, commitment, date, lines, false, more.type);
  return Object.assign(invoice, { accounting: '', status: 'Approved' }, more);
}

export const invoiceName = (invoice) => `${invoice.commitment.vendor.code} ${invoice.number}`;
