/**
 * The equations of the books: what the readers counted against the documents judged, and what the books call loaded
 * against Sage's tables, in all and by vendor and job.
 * Promise: amounts of the tables are summed from their rows; rows another dataset owns are found by the lineage.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { measuresReadAgain, type MeasureReadAgain } from '../core/measures-read-again.js';
import { formatCents } from '../core/money.js';
import type { Equation } from '../core/nouns.js';
import type { ReadTotals } from '../core/read-totals.js';
import type { BatchRow } from './batch-books.js';
import { equation, type Scope } from './equation.js';
import { quote, sageTable, textLiteral } from './sage-sql.js';
import { DIMENSIONS, type StoredRows } from './stored-rows.js';
import { addedExpression } from './total-meaning.js';

/** read + carried in = loaded + summarized + unchanged + held + waiting + excluded, in rows, documents and cents. */
export async function accounted(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
  read: ReadTotals,
): Promise<Equation[]> {
  const sums = dataset.measures.map((_, index) => `coalesce(sum(amounts[${index + 1}]), 0)`);
  const result = await client.query<string[]>({
    rowMode: 'array',
    text: `select ${[
      'count(*)',
      `coalesce(sum(rows_loaded + rows_summarized + rows_unchanged
         + rows_held + rows_waiting + rows_excluded), 0)`,
      ...sums,
    ].join(', ')}
     from tieout.document_version
     where tieout_company = $1 and batch = $2 and dataset = $3`,
    values: [batch.company, batch.batch, dataset.name],
  });
  const [documents, rows, ...amounts] = result.rows[0]!;
  const equations = [
    equation('rows-accounted', dataset.name, String(read.rows + read.rowsCarried), rows!),
    equation('documents-accounted', dataset.name, String(read.documents + read.documentsCarried), documents!),
  ];
  for (const [index, measure] of dataset.measures.entries()) {
    const expected = formatCents(read.amounts[index]! + read.amountsCarried[index]!);
    equations.push(equation(`${measure}-accounted`, dataset.name, expected, formatCents(BigInt(amounts[index]!))));
  }
  return equations;
}

/** Loaded by the books = what the tables hold of this batch, read again. */
export async function loadedAgain(
  client: Client,
  scope: Scope,
  dataset: CompiledDataset,
  toleranceCents: number,
  stored: StoredRows,
): Promise<Equation[]> {
  const { name, mapping, tables } = dataset;
  const again = measuresReadAgain(mapping);
  if (again.length === 0) return [];
  const expectations = await loadedInBooks(client, scope, dataset, again);
  const read = async (sql: string, values: readonly unknown[]): Promise<bigint> => {
    const result = await client.query<{ cents: string }>(sql, [...values]);
    return BigInt(result.rows[0]!.cents);
  };
  const equations: Equation[] = [];
  for (const [index, { measure, table, sum }] of again.entries()) {
    const expected = expectations[index]!;
    const actual = isUpdateTarget(dataset, table)
      ? await read(updatedInTable(dataset, table, sum), [scope.company, scope.batch, name])
      : await read(loadedInTable(await stored.of(tables.get(table)!), sum), [name]);
    const difference = expected > actual ? expected - actual : actual - expected;
    const holds = difference <= BigInt(toleranceCents);
    equations.push(equation(`${measure}-loaded`, name, formatCents(expected), formatCents(actual), holds));
  }
  return equations;
}

/** Cents of each measure that the books call loaded. */
async function loadedInBooks(
  client: Client,
  scope: Scope,
  dataset: CompiledDataset,
  again: readonly MeasureReadAgain[],
): Promise<bigint[]> {
  const result = await client.query<string[]>({
    rowMode: 'array',
    text: `select ${again.map(({ measure }) => `coalesce(sum(${loadedCents(dataset, measure)}), 0)`).join(', ')}
           from tieout.document_version
           where tieout_company = $1 and ($2::uuid is null or batch = $2) and dataset = $3 and outcome = 'loaded'`,
    values: [scope.company, scope.batch, dataset.name],
  });
  return result.rows[0]!.map(BigInt);
}

function loadedInTable(rows: string, sum: string): string {
  return `select coalesce(sum(${addedExpression(sum, ofTable)} * 100), 0)::bigint as cents
          from ${rows} t
          where t.fresh and t.dataset = $1`;
}

/** Rows another dataset owns carry no batch of ours: they are found by the keys in the lineage of our documents. */
function updatedInTable(dataset: CompiledDataset, table: string, sum: string): string {
  const key = dataset.tables.get(table)!.key.map((column) => `t.${quote(column)}::text`);
  return `select coalesce(sum(${addedExpression(sum, ofTable)} * 100), 0)::bigint as cents
          from ${sageTable(table)} t
          where t.tieout_company = $1
            and ${key.join(` || '|' || `)} in (
              select entry ->> 0
              from tieout.document_version v, json_array_elements(v.lineage -> ${textLiteral(table)}) entry
              where v.tieout_company = $1 and v.batch = $2::uuid and v.dataset = $3 and v.outcome = 'loaded')`;
}

/** Per vendor and job: groups whose loaded amount differs between books and tables. None may. */
export async function loadedByDimension(
  client: Client,
  scope: Scope,
  dataset: CompiledDataset,
  stored: StoredRows,
): Promise<Equation[]> {
  const [first] = measuresReadAgain(dataset.mapping);
  if (first === undefined || isUpdateTarget(dataset, first.table)) return [];
  const { measure, table, sum } = first;
  const columns = dataset.tables.get(table)!.columns.map((column) => column.name);
  const rows = await stored.of(dataset.tables.get(table)!);
  const equations: Equation[] = [];
  for (const dimension of DIMENSIONS) {
    if (dataset.mapping.show?.[dimension] === undefined || !columns.includes(dimension)) continue;
    const result = await client.query<{ differing: string }>(
      `select count(*) as differing
       from (select ${dimension} as member, sum(${loadedCents(dataset, measure)}) as cents
             from tieout.document_version
             where tieout_company = $1 and ($2::uuid is null or batch = $2)
               and dataset = $3 and outcome = 'loaded'
             group by 1) b
       full join (select t.${quote(dimension)} as member, sum(${addedExpression(sum, ofTable)} * 100)::bigint as cents
                  from ${rows} t
                  where t.fresh and t.dataset = $3
                  group by 1) s
         on coalesce(s.member, '') = coalesce(b.member, '')
       where coalesce(b.cents, 0) <> coalesce(s.cents, 0)`,
      [scope.company, scope.batch, dataset.name],
    );
    equations.push(equation(`${measure}-by-${dimension}`, dataset.name, '0', result.rows[0]!.differing));
  }
  return equations;
}

function isUpdateTarget(dataset: CompiledDataset, table: string): boolean {
  return dataset.mapping.targets.some((target) => target.table === table && target.op === 'update');
}

/** SQL: cents of a document version that this batch loaded, without those excluded or loaded before. */
function loadedCents(dataset: CompiledDataset, measure: string): string {
  const at = `[${dataset.measures.indexOf(measure) + 1}]`;
  return `amounts${at} - amounts_excluded${at} - amounts_unchanged${at}`;
}

function ofTable(column: string): string {
  return `t.${quote(column)}`;
}
