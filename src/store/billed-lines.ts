/**
 * What source lines bill of each commitment line. Where lines of one coding are merged, the line charged in Sage is not
 * the line that was billed in Procore; the commitment's own lines keep what was billed.
 * Promise: from the staged documents' lines, so that it is exact whatever was merged.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { stageTable } from './create-stage.js';
import type { StageContext } from './stage-context.js';

export async function addBilledLines(context: StageContext, dataset: CompiledDataset): Promise<void> {
  const grouped = dataset.mapping.targets.findIndex((target) => target.per === 'group');
  await context.client.query(
    `update sage.jcm_master__commitment_item i
     set amount_billed = i.amount_billed + b.amount / 100.0, retainage_billed = i.retainage_billed + b.retainage / 100.0
     from (${billedLines(grouped)}) b
     where i.tieout_company = $1 and i.commitment = b.commitment and i.item_number = b.line`,
    [context.company],
  );
}

/** SQL: staged invoices by commitment line, with their documents and cents of gross and retainage. */
export function billedLines(groupedTarget: number): string {
  return `select c.commitment, (entry ->> 2)::int as line,
            sum((entry ->> 4)::bigint) as amount, sum((entry ->> 5)::bigint) as retainage,
            array_agg(distinct c.tieout_document order by c.tieout_document) as documents
          from stage_document d
          join (select tieout_document, min(commitment) as commitment from ${stageTable(groupedTarget)} group by 1) c
            on c.tieout_document = d.dataset || ':' || d.document
          cross join lateral jsonb_array_elements(d.lines) entry
          where d.outcome = 'loaded'
          group by 1, 2`;
}
