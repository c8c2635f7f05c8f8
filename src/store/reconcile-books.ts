/**
 * The equations of the books: what the readers counted against the documents judged, and what the books call loaded
 * against Sage's tables, in all and by vendor and job.
 * Promise: amounts of the tables are summed from their rows; rows another dataset owns are found by the lineage.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { measuresReadAgain } from '../core/measures-read-again.js';
import { formatCents } from '../core/money.js';
import type { Equation } from '../core/nouns.js';
import type { ReadTotals } from '../core/read-totals.js';
import type { BatchRow } from './batch-books.js';
import { equation, type Scope } from './equation.js';
import { marksOf, quote, sageTable, textLiteral } from './sage-sql.js';
import { addedExpression } from './total-meaning.js';

/** read + carried in = loaded + summarized + unchanged + held + waiting + excluded, in rows, documents and cents. */
export async function accounted(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
  read: ReadTotals,
): Promise<Equation[]> {
  const result = await client.query<{ documents: string; rows: string }>(
    `select count(*) as documents,
       coalesce(sum(rows_loaded + rows_summarized + rows_unchanged
         + rows_held + rows_waiting + rows_excluded), 0) as rows
     from tieout.document_version
     where tieout_company = $1 and batch = $2 and dataset = $3`,
    [batch.company, batch.batch, dataset.name],
  );
  const { documents, rows } = result.rows[0]!;
  const equations = [
    equation('rows-accounted', dataset.name, String(read.rows + read.rowsCarried), rows),
    equation('documents-accounted', dataset.name, String(read.documents + read.documentsCarried), documents),
  ];
  for (const [index, measure] of dataset.measures.entries()) {
    const expected = formatCents(read.amounts[index]! + read.amountsCarried[index]!);
    const actual = formatCents(await amountJudged(client, batch, dataset, index));
    equations.push(equation(`${measure}-accounted`, dataset.name, expected, actual));
  }
  return equations;
}

async function amountJudged(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
  measure: number,
): Promise<bigint> {
  const result = await client.query<{ sum: string }>(
    `select coalesce(sum(amounts[${measure + 1}]), 0) as sum
     from tieout.document_version
     where tieout_company = $1 and batch = $2 and dataset = $3`,
    [batch.company, batch.batch, dataset.name],
  );
  return BigInt(result.rows[0]!.sum);
}

/** Loaded by the books = what the tables hold of this batch, read again. */
export async function loadedAgain(
  client: Client,
  scope: Scope,
  dataset: CompiledDataset,
  toleranceCents: number,
): Promise<Equation[]> {
  const { name } = dataset;
  const read = async (sql: string, by: string): Promise<bigint> => {
    const result = await client.query<{ cents: string }>(sql, [scope.company, scope.batch, by]);
    return BigInt(result.rows[0]!.cents);
  };
  const equations: Equation[] = [];
  for (const { measure, table, sum } of measuresReadAgain(dataset.mapping)) {
    const expected = await read(loadedInBooks(dataset, measure), name);
    const actual = isUpdateTarget(dataset, table)
      ? await read(updatedInTable(dataset, table, sum), name)
      : await read(loadedInTable(table, sum), marksOf(name));
    const difference = expected > actual ? expected - actual : actual - expected;
    const holds = difference <= BigInt(toleranceCents);
    equations.push(equation(`${measure}-loaded`, name, formatCents(expected), formatCents(actual), holds));
  }
  return equations;
}

function loadedInBooks(dataset: CompiledDataset, measure: string): string {
  return `select coalesce(sum(${loadedCents(dataset, measure)}), 0) as cents
          from tieout.document_version
          where tieout_company = $1 and ($2::uuid is null or batch = $2) and dataset = $3 and outcome = 'loaded'`;
}

function loadedInTable(table: string, sum: string): string {
  return `select coalesce(sum(${addedExpression(sum, ofTable)} * 100), 0)::bigint as cents
          from ${sageTable(table)} t
          where t.tieout_company = $1 and ($2::uuid is null or t.tieout_batch = $2::uuid)
            and t.tieout_document like $3`;
}

/** Rows another dataset owns carry no batch of ours: they are found by the keys in the lineage of our documents. */
function updatedInTable(dataset: CompiledDataset, table: string, sum: string): string {
  const key = dataset.tables.get(table)!.key.map((column) => `t.${quote(column)}::text`);
  return `select coalesce(sum(${addedExpression(sum, ofTable)} * 100), 0)::bigint as cents
          from ${sageTable(table)} t
          where t.tieout_company = $1
            and ${key.join(` || '|' || `)} in (
              select entry ->> 0
              from tieout.document_version v, jsonb_array_elements(v.lineage -> ${textLiteral(table)}) entry
              where v.tieout_company = $1 and v.batch = $2::uuid and v.dataset = $3 and v.outcome = 'loaded')`;
}

/** Per vendor and job: groups whose loaded amount differs between books and tables. None may. */
export async function loadedByDimension(client: Client, scope: Scope, dataset: CompiledDataset): Promise<Equation[]> {
  const [first] = measuresReadAgain(dataset.mapping);
  if (first === undefined || isUpdateTarget(dataset, first.table)) return [];
  const { measure, table, sum } = first;
  const columns = dataset.tables.get(table)!.columns.map((column) => column.name);
  const equations: Equation[] = [];
  for (const dimension of ['vendor', 'job'] as const) {
    if (dataset.mapping.show?.[dimension] === undefined || !columns.includes(dimension)) continue;
    const result = await client.query<{ differing: string }>(
      `select count(*) as differing
       from (select ${dimension} as member, sum(${loadedCents(dataset, measure)}) as cents
             from tieout.document_version
             where tieout_company = $1 and ($2::uuid is null or batch = $2)
               and dataset = $3 and outcome = 'loaded'
             group by 1) b
       full join (select t.${quote(dimension)} as member, sum(${addedExpression(sum, ofTable)} * 100)::bigint as cents
                  from ${sageTable(table)} t
                  where t.tieout_company = $1 and ($2::uuid is null or t.tieout_batch = $2::uuid)
                    and t.tieout_document like $4
                  group by 1) s
         on coalesce(s.member, '') = coalesce(b.member, '')
       where coalesce(b.cents, 0) <> coalesce(s.cents, 0)`,
      [scope.company, scope.batch, dataset.name, marksOf(dataset.name)],
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
