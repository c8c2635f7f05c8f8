/**
 * A snapshot replaces the one before: what it no longer holds is cleared, for the documents that load (INTERFACE §5).
 * Promise: only columns the dataset writes, only on rows of the same document (the job of a forecast), each with its
 * before-image and an alteration that names it.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { columnList, jsonObject, keyJoin, quote, sageTable } from './sage-sql.js';
import { stageTable, type StagedTarget } from './create-stage.js';
import type { StageContext } from './stage-context.js';

/** Gives how many rows were cleared. */
export async function clearReplaced(
  context: StageContext,
  dataset: CompiledDataset,
  { target, table, index }: StagedTarget,
): Promise<number> {
  const { client, company, batch } = context;
  const scope = table.key.filter((column) => dataset.mapping.identity.includes(String(target.columns[column])));
  const columns = Object.keys(target.columns).filter((column) => !table.key.includes(column));
  const stage = stageTable(index);
  const keys = columnList(table.key, 't');
  const values = columns.map((column) => `('${column}', t.${quote(column)}::text)`).join(', ');
  const gone = (joined = ''): string => `
    from ${sageTable(table.table)} t
    join (select distinct ${columnList(scope)}, tieout_document from ${stage}) d on ${keyJoin(scope, 't', 'd')}
    ${joined}
    where t.tieout_company = $1 and (${columns.map((column) => `t.${quote(column)} is not null`).join(' or ')})
      and not exists (select 1 from ${stage} s where ${keyJoin(table.key, 's', 't')})`;
  await client.query(
    `insert into tieout.row_change (tieout_company, batch, target_table, target_key, before_image)
     select $1, $2::uuid, $3, ${jsonObject(table.key, 't')}, ${jsonObject(columns, 't')} ${gone()}`,
    [company, batch, table.table],
  );
  const listed = await client.query(
    `insert into tieout.alteration
       (tieout_company, batch, sequence, dataset, document, "column", kind, because, before, after, file, sheet, rows)
     select $1, $2::uuid, $3 + row_number() over (order by ${keys}, c.name), v.dataset, v.document, c.name, 'cleared',
       array_to_string(array_remove(array[${table.key.map((key) => `t.${quote(key)}::text`).join(', ')}], ''), ' ')
         || ' is not in the newest file, which replaces the one before',
       c.value, null, v.file, v.sheet, '{}'
     ${gone(`join stage_document v on v.dataset || ':' || v.document = d.tieout_document
    join lateral (values ${values}) c(name, value) on c.value is not null`)}`,
    [company, batch, context.sequence.alteration],
  );
  context.sequence.alteration += listed.rowCount ?? 0;
  const cleared = await client.query(
    `update ${sageTable(table.table)} r set ${columns.map((column) => `${quote(column)} = null`).join(', ')}
     from (select ${keys} ${gone()}) g
     where r.tieout_company = $1 and ${keyJoin(table.key, 'r', 'g')}`,
    [company],
  );
  return cleared.rowCount ?? 0;
}
