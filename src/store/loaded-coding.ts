/**
 * What the staged documents that load came to by coding, added up once for all who ask: the checks of totals, the
 * books, and what moves with the commitment lines.
 * Promise: as the stage stands; made anew when a check has held documents.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { CODING_PARTS } from '../core/mapping-grammar.js';
import { analyze } from './refresh-statistics.js';
import { columnList } from './sage-sql.js';
import type { StageContext } from './stage-context.js';

/** SQL: sums of staged documents that load, by coding, each with its document. */
export const LOADING = `stage_coding s
  join stage_document d on d.document = s.document and d.outcome = 'loaded' and d.copy = 0`;

/** The temporary table: a row a coding, cents of gross and retainage. */
export const LOADED_CODING = 'loaded_coding';

export async function sumCodings({ client }: StageContext, dataset: CompiledDataset): Promise<void> {
  const parts = columnList(CODING_PARTS, 's');
  await client.query(`drop table if exists ${LOADED_CODING}`);
  await client.query(
    `create temp table ${LOADED_CODING} as
     select ${parts}, sum(s.amount)::bigint as amount, sum(s.retainage)::bigint as retainage
     from ${LOADING}
     group by ${parts}`,
  );
  if (dataset.mapping.coding !== undefined) await analyze(client, [LOADED_CODING]);
}
