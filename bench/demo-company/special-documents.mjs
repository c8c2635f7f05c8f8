/**
 * Documents of the demo batch that must not simply load: on purpose, each with its outcome and the reason.
 * Promise: one fault each; nothing right hangs on a wrong one unless the list says so.
 * Does not: touch anything the list does not name.
 */
import { openBook } from './special-book.mjs';
import { specialChangeOrders } from './special-change-orders.mjs';
import { excludedCommitments, heldCommitments, waitingCommitments } from './special-commitments.mjs';
import { specialInvoices } from './special-invoices.mjs';
import { makeSpecialMasters } from './special-masters.mjs';
import { unusualDocuments } from './special-unusual.mjs';

/**
 * Adds the special documents to the model (before its rows are made) and returns what is to be done to the rows after,
 * and the list of expectations.
 */
export function addSpecialDocuments(model) {
  const book = openBook(model);
  makeSpecialMasters(book);
  unusualDocuments(book);
  excludedCommitments(book);
  heldCommitments(book);
  waitingCommitments(book);
  specialChangeOrders(book);
  specialInvoices(book);
  return {
    notes: book.notes,
    finish(rows) {
      for (const { dataset, matches, apply } of book.patches) {
        if (matches === null) rows[dataset].push(...[apply()].flat());
        else for (const row of rows[dataset].filter(matches)) apply(row);
      }
    },
  };
}
