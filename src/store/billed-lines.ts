/**
 * What source lines bill of each commitment line. Where lines of one coding are merged, the line charged in Sage is not
 * the line that was billed in Procore; the commitment's own lines keep what was billed.
 * Promise: from what the source lines came to by coding, so that it is exact whatever was merged.
 */
import type { AddedBeside } from './keep-totals.js';
import { LOADED_CODING, LOADING } from './loaded-coding.js';

/** SQL: staged invoices by commitment line, in cents of gross and retainage. */
export const BILLED_LINES = `
  select s.commitment, s.item::integer as line, sum(s.amount) as amount, sum(s.retainage) as retainage
  from ${LOADED_CODING} s
  where s.item <> ''
  group by 1, 2`;

/** SQL: documents that bill the commitment line `b.commitment`, `b.line`, as marks in their order. */
export const BILLING_DOCUMENTS = `(
  select array_agg(distinct d.dataset || ':' || d.document order by d.dataset || ':' || d.document)
  from ${LOADING}
  where s.commitment = b.commitment and s.item = b.line::text)`;

/** What moves beside the totals of commitment lines: each update writes the whole row anew, so they move together. */
export const BILLED: AddedBeside = {
  to: 'jcm_master__commitment_item',
  keys: ['commitment', 'item_number'],
  columns: ['amount_billed', 'retainage_billed'],
  rows: `select commitment as k0, line as k1, amount / 100.0 as v0, retainage / 100.0 as v1 from (${BILLED_LINES}) b`,
};
