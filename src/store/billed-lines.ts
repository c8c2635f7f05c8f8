/**
 * What source lines bill of each commitment line. Where lines of one coding are merged, the line charged in Sage is not
 * the line that was billed in Procore; the commitment's own lines keep what was billed.
 * Promise: from what the source lines came to by coding, so that it is exact whatever was merged.
 */
import type { StageContext } from './stage-context.js';

/** SQL: sums of staged documents that load, by coding, each with its document. */
const LOADING = `stage_coding s
  join stage_document d on d.document = s.document and d.outcome = 'loaded' and d.copy = 0`;

/** SQL: staged invoices by commitment line, in cents of gross and retainage. */
export const BILLED_LINES = `
  select s.commitment, s.item::integer as line, sum(s.amount) as amount, sum(s.retainage) as retainage
  from ${LOADING}
  where s.item <> ''
  group by 1, 2`;

/** SQL: documents that bill the commitment line `b.commitment`, `b.line`, as marks in their order. */
export const BILLING_DOCUMENTS = `(
  select array_agg(distinct d.dataset || ':' || d.document order by d.dataset || ':' || d.document)
  from ${LOADING}
  where s.commitment = b.commitment and s.item = b.line::text)`;

export async function addBilledLines({ client, company }: StageContext): Promise<void> {
  await client.query(
    `update sage.jcm_master__commitment_item i
     set amount_billed = i.amount_billed + b.amount / 100.0, retainage_billed = i.retainage_billed + b.retainage / 100.0
     from (${BILLED_LINES}) b
     where i.tieout_company = $1 and i.commitment = b.commitment and i.item_number = b.line`,
    [company],
  );
}
