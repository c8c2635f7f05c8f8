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

/** SQL: the documents that bill each of `lines` (`commitment`, `line`), as marks in their order. */
export const billingDocuments = (lines: string): string => `
  select b.commitment, b.line,
    array_agg(distinct d.dataset || ':' || d.document order by d.dataset || ':' || d.document) as documents
  from ${LOADING}
  join ${lines} b on b.commitment = s.commitment and b.line = nullif(s.item, '')::integer
  group by 1, 2`;

/** What moves beside the totals of commitment lines: each update writes the whole row anew, so they move together. */
export const BILLED: AddedBeside = {
  to: 'jcm_master__commitment_item',
  keys: ['commitment', 'item_number'],
  columns: ['amount_billed', 'retainage_billed'],
  rows: `select commitment as k0, line as k1, amount / 100.0 as v0, retainage / 100.0 as v1 from (${BILLED_LINES}) b`,
};
