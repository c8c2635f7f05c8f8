/**
 * Staged rows of one dataset → the `sage` schema, Sage's own totals, and our books; all in the open SQL transaction.
 * Promise: transactions are inserted once, masters updated only where their row differs and with their before-image kept;
 * a total moves by exactly what was inserted. Does not: commit, or decide what is staged.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { TargetDefinition } from '../core/mapping-grammar.js';
import type { SageTable, TotalKept } from '../core/nouns.js';
import { quote, sageTable } from './sage-sql.js';
import { stagedColumns, stageTable, VERSION_COLUMNS, type StageContext } from './stage-documents.js';

/** `superseded` are keys of open documents that a newer delivery replaced under another key. */
export async function publishDataset(
  context: StageContext,
  dataset: CompiledDataset,
  superseded: readonly string[],
): Promise<boolean> {
  let wrote = false;
  for (const [index, target] of dataset.mapping.targets.entries()) {
    const table = dataset.tables.get(target.table)!;
    const rows =
      target.op === 'update'
        ? await updateColumns(context, target, table, index)
        : await insertRows(context, dataset, target, table, index);
    if (rows > 0) wrote = true;
    if (rows > 0 && target.op !== 'update' && dataset.mapping.reload !== 'update')
      await keepTotals(context, dataset, target, table, index);
  }
  if (dataset.mapping.summarize?.strategy === 'profile') await addBilledLines(context, dataset);
  await writeBooks(context, dataset, superseded);
  return wrote;
}

async function insertRows(
  context: StageContext,
  dataset: CompiledDataset,
  target: TargetDefinition,
  table: SageTable,
  index: number,
): Promise<number> {
  const { client } = context;
  const columns = stagedColumns(target, table);
  const names = columns.map(quote).join(', ');
  const stamp = ['$1', '$2::uuid', '$3'];
  const updates = columns.filter((column) => !table.key.includes(column));
  const same = `t.tieout_company = $1 and ${table.key.map((key) => `t.${quote(key)} = s.${quote(key)}`).join(' and ')}`;
  if (dataset.mapping.reload === 'update') {
    await client.query(
      `insert into tieout.row_change (tieout_company, batch, target_table, target_key, before_image)
       select $1, $2::uuid, $3, jsonb_build_object(${table.key.map((key) => `'${key}', t.${quote(key)}`).join(', ')}),
         jsonb_build_object(${[...updates, 'tieout_batch', 'tieout_document'].map((column) => `'${column}', t.${quote(column)}`).join(', ')})
       from ${stageTable(index)} s join ${sageTable(table.table)} t on ${same} where t.tieout_row_hash <> s.tieout_row_hash`,
      [context.company, context.batch, table.table],
    );
  }
  const conflict =
    dataset.mapping.reload !== 'update'
      ? ''
      : `on conflict (tieout_company, ${table.key.map(quote).join(', ')}) do update set
    ${[...updates.map(quote), 'tieout_batch', 'tieout_document', 'tieout_row_hash'].map((name) => `${name} = excluded.${name}`).join(', ')}
    where ${sageTable(table.table)}.tieout_row_hash <> excluded.tieout_row_hash`;
  // Two contracts of one customer bring the customer twice: one row, from the first document by key.
  const keys = table.key.map(quote).join(', ');
  const distinct = dataset.mapping.reload === 'update' ? `distinct on (${keys}) ` : '';
  const ordered = dataset.mapping.reload === 'update' ? ` order by ${keys}, tieout_document collate "C"` : '';
  const result = await client.query(
    `insert into ${sageTable(table.table)} (tieout_company, tieout_batch, tieout_origin, ${names}, tieout_document, tieout_row_hash)
     select ${distinct}${stamp.join(', ')}, ${names}, tieout_document, tieout_row_hash from ${stageTable(index)}${ordered} ${conflict}`,
    [context.company, context.batch, context.origin],
  );
  return result.rowCount ?? 0;
}

/** Columns of rows another dataset owns (a forecast on a category, insurance on a vendor). */
async function updateColumns(
  context: StageContext,
  target: TargetDefinition,
  table: SageTable,
  index: number,
): Promise<number> {
  const columns = Object.keys(target.columns).filter((column) => !table.key.includes(column));
  const same = `t.tieout_company = $1 and ${table.key.map((key) => `t.${quote(key)} = s.${quote(key)}`).join(' and ')}`;
  const differs = `(${columns.map((column) => `t.${quote(column)}`).join(', ')}) is distinct from (${columns.map((column) => `coalesce(s.${quote(column)}, t.${quote(column)})`).join(', ')})`;
  await context.client.query(
    `insert into tieout.row_change (tieout_company, batch, target_table, target_key, before_image)
     select $1, $2::uuid, $3, jsonb_build_object(${table.key.map((key) => `'${key}', t.${quote(key)}`).join(', ')}),
       jsonb_build_object(${columns.map((column) => `'${column}', t.${quote(column)}`).join(', ')})
     from ${stageTable(index)} s join ${sageTable(table.table)} t on ${same} where ${differs}`,
    [context.company, context.batch, table.table],
  );
  const result = await context.client.query(
    `update ${sageTable(table.table)} t set ${columns.map((column) => `${quote(column)} = coalesce(s.${quote(column)}, t.${quote(column)})`).join(', ')}
     from ${stageTable(index)} s where ${same} and ${differs}`,
    [context.company],
  );
  return result.rowCount ?? 0;
}

// ---------------------------------------------------------------------------------------------------- totals

async function keepTotals(
  context: StageContext,
  dataset: CompiledDataset,
  target: TargetDefinition,
  table: SageTable,
  index: number,
): Promise<void> {
  const staged = new Set(stagedColumns(target, table));
  for (const total of table.totals) {
    if (!isCounted(total, dataset)) continue;
    const keys = Object.entries(total.key);
    const adds = Object.entries(total.add).filter(([, from]) => columnNames(from).some((name) => staged.has(name)));
    if (adds.length === 0) continue;
    const read = (name: string): string => stagedExpression(name, staged, table);
    const where = totalConditions(total, dataset, read);
    const through =
      total.through === null
        ? ''
        : `join ${sageTable(total.through.table)} th on th.tieout_company = $1 and ` +
          Object.entries(total.through.key)
            .map(([column, from]) => `th.${quote(column)} = ${read(from)}`)
            .join(' and ');
    await context.client.query(
      `update ${sageTable(total.to)} t set ${adds.map(([column], i) => `${quote(column)} = coalesce(t.${quote(column)}, 0) + d.v${i}`).join(', ')}
       from (select ${keys.map(([, from], i) => `${read(from)} as k${i}`).join(', ')}, ${adds.map(([, from], i) => `sum(${addedExpression(from, read)}) as v${i}`).join(', ')}
         from ${stageTable(index)} s ${through} ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
         group by ${keys.map((_, i) => i + 1).join(', ')}) d
       where t.tieout_company = $1 and ${keys.map(([column], i) => `t.${quote(column)} = d.k${i}`).join(' and ')}`,
      [context.company],
    );
  }
}

/** Columns of `amount - approved_commitment_co_amount`. */
function columnNames(expression: string): string[] {
  return expression.match(/[a-z_][a-z0-9_]*/g) ?? [];
}

/** What a total adds: columns joined by + and -, absent as zero. */
export function addedExpression(expression: string, read: (name: string) => string): string {
  return `(${expression.replace(/[a-z_][a-z0-9_]*/g, (name) => `coalesce(${read(name)}, 0)`)})`;
}

/** A column of the staged row, of the row it goes through, or the column's default where the mapping leaves it out. */
export function stagedExpression(name: string, staged: ReadonlySet<string>, table: SageTable): string {
  if (name.startsWith('through.')) return `th.${quote(name.slice(8))}`;
  if (staged.has(name)) return `s.${quote(name)}`;
  const column = table.columns.find((entry) => entry.name === name);
  return column?.type === 'text' ? "''" : '0';
}

export function isCounted(total: TotalKept, dataset: CompiledDataset): boolean {
  return total.countedWith === null || dataset.profile.countedOnArrival[total.countedWith] !== false;
}

export function totalConditions(total: TotalKept, dataset: CompiledDataset, read: (name: string) => string): string[] {
  const conditions = Object.entries(total.when).map(([column, values]) =>
    values.includes('<any>')
      ? `coalesce(${read(column)}::text, '') <> ''`
      : `${read(column)}::text in (${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')})`,
  );
  if (total.unlessProfile !== null && !(dataset.profile as unknown as Record<string, unknown>)[total.unlessProfile]) {
    conditions.push(`coalesce(${read(total.through === null ? 'extra' : 'through.extra')}, '') = ''`);
  }
  return conditions;
}

/** What source lines billed of each commitment line: charged and billed differ where lines of one coding are merged. */
async function addBilledLines(context: StageContext, dataset: CompiledDataset): Promise<void> {
  const grouped = dataset.mapping.targets.findIndex((target) => target.per === 'group');
  await context.client.query(
    `update sage.jcm_master__commitment_item i set amount_billed = i.amount_billed + b.amount / 100.0, retainage_billed = i.retainage_billed + b.retainage / 100.0
     from (${billedLines(grouped)}) b where i.tieout_company = $1 and i.commitment = b.commitment and i.item_number = b.line`,
    [context.company],
  );
}

/** Staged invoices by commitment line: documents, and cents of gross and retainage. */
export function billedLines(groupedTarget: number): string {
  return `select c.commitment, (entry ->> 2)::int as line, sum((entry ->> 4)::bigint) as amount, sum((entry ->> 5)::bigint) as retainage,
      array_agg(distinct c.tieout_document order by c.tieout_document) as documents
    from stage_document d
    join (select tieout_document, min(commitment) as commitment from ${stageTable(groupedTarget)} group by 1) c
      on c.tieout_document = d.dataset || ':' || d.document
    cross join lateral jsonb_array_elements(d.lines) entry
    where d.outcome = 'loaded' group by 1, 2`;
}

// ----------------------------------------------------------------------------------------------------- books

async function writeBooks(
  context: StageContext,
  dataset: CompiledDataset,
  superseded: readonly string[],
): Promise<void> {
  const { client, company, batch, definitions } = context;
  const columns = VERSION_COLUMNS.map(quote).join(', ');
  await client.query(
    `insert into tieout.document_version (tieout_company, batch, ${columns}) select $1, $2::uuid, ${columns} from stage_document`,
    [company, batch],
  );
  await client.query(
    `delete from tieout.document where tieout_company = $1 and dataset = $2
     and (document in (select previous_key from stage_document) or document = any($3))`,
    [company, dataset.name, superseded],
  );
  await client.query(
    `delete from tieout.prerequisite p using stage_document s where p.tieout_company = $1 and p.dataset = s.dataset and p.document = s.document
     and s.outcome <> 'waiting'`,
    [company],
  );
  await client.query(
    `insert into tieout.document as d (tieout_company, dataset, document, state, batch, definitions, loaded_batch, source_hash, target_hash, digest,
       rows_excluded, amounts_excluded, open_since_batch, open_since, reason_code, reason, content, file, sheet, sha256, vendor, job, amount)
     select $1, s.dataset, s.document,
       case when s.reason_code = 'approval.pending' then 'ready' when s.outcome in ('held', 'waiting', 'excluded') then s.outcome else 'loaded' end,
       $2::uuid, $3, case when s.outcome = 'loaded' then $2::uuid end,
       case when s.outcome = 'loaded' then s.source_hash end, case when s.outcome = 'loaded' then s.target_hash end, s.digest,
       s.rows_excluded, s.amounts_excluded,
       case when s.outcome in ('held', 'waiting') then $2::uuid end, case when s.outcome in ('held', 'waiting') then now() end,
       s.reason_code, s.reason, s.content, s.file, s.sheet, s.sha256, s.vendor, s.job, s.amounts[1]
     from stage_document s where s.copy = 0
     on conflict (tieout_company, dataset, document) do update set
       state = excluded.state, batch = excluded.batch, definitions = excluded.definitions,
       loaded_batch = coalesce(d.loaded_batch, excluded.loaded_batch),
       source_hash = case when excluded.state = 'loaded' then coalesce(excluded.source_hash, d.source_hash) else d.source_hash end,
       target_hash = case when excluded.state = 'loaded' then coalesce(excluded.target_hash, d.target_hash) else d.target_hash end,
       digest = coalesce(excluded.digest, d.digest),
       rows_excluded = case when excluded.state = 'loaded' then excluded.rows_excluded else d.rows_excluded end,
       amounts_excluded = case when excluded.state = 'loaded' then excluded.amounts_excluded else d.amounts_excluded end,
       open_since_batch = case when excluded.open_since is null then null else coalesce(d.open_since_batch, excluded.open_since_batch) end,
       open_since = case when excluded.open_since is null then null else coalesce(d.open_since, excluded.open_since) end,
       reason_code = excluded.reason_code, reason = excluded.reason, content = excluded.content,
       file = excluded.file, sheet = excluded.sheet, sha256 = excluded.sha256, vendor = excluded.vendor, job = excluded.job, amount = excluded.amount`,
    [company, batch, definitions],
  );
}
