/**
 * Staged rows of one target → its table: new rows inserted, or columns of rows another dataset owns updated.
 * Promise: a row that is changed leaves its before-image in `tieout.row_change`; one that is the same is not written.
 */
import { columnList, jsonObject, keyJoin, quote, sageTable } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import { stagedColumns, stageTable, type StagedTarget } from './create-stage.js';

/** Gives how many rows were written. With `replace`, a row that is there already takes the values that differ. */
export async function insertRows(context: StageContext, staged: StagedTarget, replace: boolean): Promise<number> {
  return replace ? await upsertRows(context, staged) : await insertNewRows(context, staged);
}

async function insertNewRows(context: StageContext, { target, table, index }: StagedTarget): Promise<number> {
  const names = columnList(stagedColumns(target, table));
  const result = await context.client.query(
    `insert into ${sageTable(table.table)}
       (tieout_company, tieout_batch, tieout_origin, ${names}, tieout_document, tieout_row_hash)
     select $1, $2::uuid, $3, ${names}, tieout_document, tieout_row_hash
     from ${stageTable(index)}`,
    [context.company, context.batch, context.origin],
  );
  return result.rowCount ?? 0;
}

async function upsertRows(context: StageContext, staged: StagedTarget): Promise<number> {
  const { target, table, index } = staged;
  const columns = stagedColumns(target, table);
  const names = columnList(columns);
  const keys = columnList(table.key);
  const changing = [...columns.filter((column) => !table.key.includes(column)), 'tieout_batch', 'tieout_document'];
  await keepBeforeImages(context, staged, changing, 't.tieout_row_hash <> s.tieout_row_hash');
  // Two contracts of one customer bring the customer twice: one row, from the first document by key.
  const result = await context.client.query(
    `insert into ${sageTable(table.table)}
       (tieout_company, tieout_batch, tieout_origin, ${names}, tieout_document, tieout_row_hash)
     select distinct on (${keys}) $1, $2::uuid, $3, ${names}, tieout_document, tieout_row_hash
     from ${stageTable(index)}
     order by ${keys}, tieout_document collate "C"
     on conflict (tieout_company, ${keys}) do update
     set ${[...changing, 'tieout_row_hash'].map((column) => `${quote(column)} = excluded.${quote(column)}`).join(', ')}
     where ${sageTable(table.table)}.tieout_row_hash <> excluded.tieout_row_hash`,
    [context.company, context.batch, context.origin],
  );
  return result.rowCount ?? 0;
}

/** Columns of rows another dataset owns (a forecast on a category, insurance on a vendor). Gives how many changed. */
export async function updateRows(context: StageContext, staged: StagedTarget): Promise<number> {
  const { target, table, index } = staged;
  const columns = Object.keys(target.columns).filter((column) => !table.key.includes(column));
  // What is staged as absent stays as it is.
  const given = columns.map((column) => `coalesce(s.${quote(column)}, t.${quote(column)})`);
  const differs = `(${columnList(columns, 't')}) is distinct from (${given.join(', ')})`;
  await keepBeforeImages(context, staged, columns, differs);
  const result = await context.client.query(
    `update ${sageTable(table.table)} t
     set ${columns.map((column, at) => `${quote(column)} = ${given[at]}`).join(', ')}
     from ${stageTable(index)} s
     where t.tieout_company = $1 and ${keyJoin(table.key, 't', 's')} and ${differs}`,
    [context.company],
  );
  return result.rowCount ?? 0;
}

/** What `columns` of the rows that are about to change hold now. */
async function keepBeforeImages(
  context: StageContext,
  { table, index }: StagedTarget,
  columns: readonly string[],
  differs: string,
): Promise<void> {
  await context.client.query(
    `insert into tieout.row_change (tieout_company, batch, target_table, target_key, before_image)
     select $1, $2::uuid, $3, ${jsonObject(table.key, 't')}, ${jsonObject(columns, 't')}
     from ${stageTable(index)} s
     join ${sageTable(table.table)} t on t.tieout_company = $1 and ${keyJoin(table.key, 't', 's')}
     where ${differs}`,
    [context.company, context.batch, table.table],
  );
}
