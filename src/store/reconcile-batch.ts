/**
 * The control totals of a batch: what the readers counted, what the books say, and what a second reading of Sage's
 * tables finds. Runs inside the transaction that publishes; nothing is kept when one equation fails.
 * Promise: every actual is read again from the tables with SQL of its own, sharing nothing with what wrote them.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { formatCents } from '../core/money.js';
import type { Equation } from '../core/nouns.js';
import type { ReadTotals } from '../core/run-batch.js';
import type { BatchRow } from './batch-books.js';
import { codingEquation } from './coding-sums.js';
import { addedExpression, isCounted, totalConditions } from './publish-dataset.js';
import { quote, sageTable } from './sage-sql.js';

export async function reconcileBatch(
  client: Client,
  batch: BatchRow,
  datasets: readonly CompiledDataset[],
  totals: ReadonlyMap<string, ReadTotals>,
  toleranceCents: number,
): Promise<Equation[]> {
  const equations: Equation[] = [];
  for (const dataset of datasets) {
    const read = totals.get(dataset.name);
    if (read === undefined) continue;
    equations.push(...(await accounted(client, batch, dataset, read)));
    equations.push(...(await loadedAgain(client, batch, dataset, toleranceCents)));
    equations.push(...(await dimensions(client, batch, dataset)));
    equations.push(...(await codingEquation(client, batch, dataset)));
  }
  const ran = datasets.filter((dataset) => totals.has(dataset.name));
  equations.push(
    ...(await keptTotals(
      client,
      batch,
      datasets,
      new Set(ran.flatMap(({ mapping }) => mapping.targets.map(({ table }) => table))),
    )),
  );
  return equations;
}

/** The company as it stands: everything ever loaded against the tables, and every total Sage keeps. */
export async function companyEquations(
  client: Client,
  company: string,
  datasets: readonly CompiledDataset[],
  toleranceCents: number,
): Promise<Equation[]> {
  const equations: Equation[] = [];
  const all = { company, batch: null };
  for (const dataset of datasets) {
    if (dataset.mapping.reload !== 'hold' && dataset.mapping.reload !== 'append') continue;
    equations.push(
      ...(await loadedAgain(client, all, dataset, toleranceCents)),
      ...(await dimensions(client, all, dataset)),
      ...(await codingEquation(client, all, dataset)),
    );
  }
  equations.push(
    ...(await keptTotals(
      client,
      all,
      datasets,
      new Set(datasets.flatMap(({ mapping }) => mapping.targets.map(({ table }) => table))),
    )),
  );
  return equations;
}

/** A batch, or with null all of them. */
interface Scope {
  readonly company: string;
  readonly batch: string | null;
}

function equation(
  name: string,
  dataset: string | null,
  expected: string,
  actual: string,
  holds = expected === actual,
): Equation {
  return { name, dataset, expected, actual, holds };
}

/** read + carried in = loaded + summarized + unchanged + held + waiting + excluded, in rows, documents and cents. */
async function accounted(
  client: Client,
  batch: BatchRow,
  dataset: CompiledDataset,
  read: ReadTotals,
): Promise<Equation[]> {
  const result = await client.query<Record<string, string>>(
    `select count(*) as documents, coalesce(sum(rows_loaded + rows_summarized + rows_unchanged + rows_held + rows_waiting + rows_excluded), 0) as rows
     from tieout.document_version where tieout_company = $1 and batch = $2 and dataset = $3`,
    [batch.company, batch.batch, dataset.name],
  );
  const row = result.rows[0]!;
  const equations = [
    equation('rows-accounted', dataset.name, String(read.rows + read.rowsCarried), row['rows']!),
    equation('documents-accounted', dataset.name, String(read.documents + read.documentsCarried), row['documents']!),
  ];
  for (const [index, measure] of dataset.measures.entries()) {
    const at = `[${index + 1}]`;
    const sums = await client.query<{ sum: string }>(
      `select coalesce(sum(amounts${at}), 0) as sum from tieout.document_version where tieout_company = $1 and batch = $2 and dataset = $3`,
      [batch.company, batch.batch, dataset.name],
    );
    equations.push(
      equation(
        `${measure}-accounted`,
        dataset.name,
        formatCents(read.amounts[index]! + read.amountsCarried[index]!),
        formatCents(BigInt(sums.rows[0]!.sum)),
      ),
    );
  }
  return equations;
}

/** Loaded by the books = what the tables hold of this batch, read again. */
async function loadedAgain(
  client: Client,
  batch: Scope,
  dataset: CompiledDataset,
  toleranceCents: number,
): Promise<Equation[]> {
  const equations: Equation[] = [];
  for (const [measure, { table, sum }] of Object.entries(dataset.mapping.reconcile)) {
    const index = dataset.measures.indexOf(measure) + 1;
    const books = await client.query<{ cents: string }>(
      `select coalesce(sum(amounts[${index}] - amounts_excluded[${index}] - amounts_unchanged[${index}]), 0) as cents
       from tieout.document_version where tieout_company = $1 and ($2::uuid is null or batch = $2) and dataset = $3 and outcome = 'loaded'`,
      [batch.company, batch.batch, dataset.name],
    );
    const tables = await client.query<{ cents: string }>(
      isUpdateTarget(dataset, table)
        ? updatedSum(dataset, table, sum)
        : `select coalesce(sum((${sumExpression(sum)}) * 100), 0)::bigint as cents from ${sageTable(table)} t
           where t.tieout_company = $1 and ($2::uuid is null or t.tieout_batch = $2::uuid) and t.tieout_document like $3`,
      [batch.company, batch.batch, isUpdateTarget(dataset, table) ? dataset.name : `${dataset.name}:%`],
    );
    const expected = BigInt(books.rows[0]!.cents);
    const actual = BigInt(tables.rows[0]!.cents);
    const difference = expected > actual ? expected - actual : actual - expected;
    equations.push(
      equation(
        `${measure}-loaded`,
        dataset.name,
        formatCents(expected),
        formatCents(actual),
        difference <= BigInt(toleranceCents),
      ),
    );
  }
  return equations;
}

function isUpdateTarget(dataset: CompiledDataset, table: string): boolean {
  return dataset.mapping.targets.some((target) => target.table === table && target.op === 'update');
}

/** Rows another dataset owns carry no batch of ours: they are found by the keys in the lineage of this batch's documents. */
function updatedSum(dataset: CompiledDataset, table: string, sum: string): string {
  const definition = dataset.tables.get(table)!;
  const key = definition.key.map((column) => `t.${quote(column)}::text`).join(` || '|' || `);
  return `select coalesce(sum((${sumExpression(sum)}) * 100), 0)::bigint as cents from ${sageTable(table)} t
    where t.tieout_company = $1 and ${key} in (select entry ->> 0 from tieout.document_version v, jsonb_array_elements(v.lineage -> '${table}') entry
      where v.tieout_company = $1 and v.batch = $2::uuid and v.dataset = $3 and v.outcome = 'loaded')`;
}

/** `amount - tax` → quoted columns, absent as zero. */
function sumExpression(text: string): string {
  return text.replace(/[a-z_][a-z0-9_]*/g, (name) => `coalesce(t.${quote(name)}, 0)`);
}

/** Per vendor and job: groups whose loaded amount differs between books and tables. None may. */
async function dimensions(client: Client, batch: Scope, dataset: CompiledDataset): Promise<Equation[]> {
  const equations: Equation[] = [];
  const entry = Object.entries(dataset.mapping.reconcile)[0];
  if (entry === undefined || isUpdateTarget(dataset, entry[1].table)) return equations;
  const [measure, { table, sum }] = entry;
  const index = dataset.measures.indexOf(measure) + 1;
  const definition = dataset.tables.get(table)!;
  for (const dimension of ['vendor', 'job'] as const) {
    if (
      dataset.mapping.show?.[dimension] === undefined ||
      !definition.columns.some((column) => column.name === dimension)
    )
      continue;
    const result = await client.query<{ differing: string }>(
      `select count(*) as differing from (
         select ${dimension} as member, sum(amounts[${index}] - amounts_excluded[${index}] - amounts_unchanged[${index}]) as cents from tieout.document_version
           where tieout_company = $1 and ($2::uuid is null or batch = $2) and dataset = $3 and outcome = 'loaded' group by 1) b
       full join (select t.${quote(dimension)} as member, sum((${sumExpression(sum)}) * 100)::bigint as cents from ${sageTable(table)} t
           where t.tieout_company = $1 and ($2::uuid is null or t.tieout_batch = $2::uuid) and t.tieout_document like $4 group by 1) s on coalesce(s.member, '') = coalesce(b.member, '')
       where coalesce(b.cents, 0) <> coalesce(s.cents, 0)`,
      [batch.company, batch.batch, dataset.name, `${dataset.name}:%`],
    );
    equations.push(equation(`${measure}-by-${dimension}`, dataset.name, '0', result.rows[0]!.differing));
  }
  return equations;
}

// ------------------------------------------------------------------------------------------------ kept totals

/** Sage's own totals, for every row this batch touched: the column against the sum of everything that adds to it. */
async function keptTotals(
  client: Client,
  batch: Scope,
  datasets: readonly CompiledDataset[],
  touched: ReadonlySet<string>,
): Promise<Equation[]> {
  const profile = datasets[0];
  if (profile === undefined) return [];
  const written = new Map<string, Set<string>>();
  for (const dataset of datasets) {
    for (const target of dataset.mapping.targets) {
      const columns = written.get(target.table) ?? new Set<string>();
      for (const column of Object.keys(target.columns)) columns.add(column);
      written.set(target.table, columns);
    }
  }
  const parts = new Map<string, { to: string; column: string; sources: string[]; keys: string[]; fresh: boolean }>();
  for (const table of profile.tables.values()) {
    for (const total of table.totals) {
      if (!isCounted(total, profile)) continue;
      const keys = Object.keys(total.key);
      const read = (name: string): string =>
        name.startsWith('through.') ? `th.${quote(name.slice(8))}` : `s.${quote(name)}`;
      const where = ['s.tieout_company = $1', ...totalConditions(total, profile, read)];
      const through =
        total.through === null
          ? ''
          : `join ${sageTable(total.through.table)} th on th.tieout_company = $1 and ` +
            Object.entries(total.through.key)
              .map(([column, from]) => `th.${quote(column)} = s.${quote(from)}`)
              .join(' and ');
      for (const [column, from] of Object.entries(total.add)) {
        if (written.get(total.to)?.has(column)) continue;
        const slot = `${total.to}.${column}`;
        const part = parts.get(slot) ?? { to: total.to, column, sources: [], keys, fresh: false };
        part.fresh ||= touched.has(table.table);
        part.sources
          .push(`select ${keys.map((key, i) => `${read(total.key[key]!)} as k${i}`).join(', ')}, ${addedExpression(from, read)} as v, ($2::uuid is null or s.tieout_batch = $2::uuid) as fresh
          from ${sageTable(table.table)} s ${through} where ${where.join(' and ')}`);
        parts.set(slot, part);
      }
    }
  }
  const equations: Equation[] = [];
  for (const part of parts.values()) if (part.fresh) equations.push(...(await keptTotal(client, batch, part)));
  return equations;
}

async function keptTotal(
  client: Client,
  batch: Scope,
  part: { to: string; column: string; sources: string[]; keys: string[] },
): Promise<Equation[]> {
  const keys = part.keys.map((_, i) => `k${i}`).join(', ');
  const result = await client.query<{
    touched: string;
    expected: string | null;
    actual: string | null;
    differing: string;
  }>(
    `with parts as (${part.sources.join(' union all ')}),
       sums as (select ${keys}, sum(v) as v from parts group by ${keys} having bool_or(fresh))
     select count(*) as touched, sum(sums.v)::text as expected, sum(t.${quote(part.column)})::text as actual,
       count(*) filter (where t.${quote(part.column)} is distinct from sums.v) as differing
     from sums left join ${sageTable(part.to)} t on t.tieout_company = $1 and ${part.keys.map((key, i) => `t.${quote(key)} = sums.k${i}`).join(' and ')}`,
    [batch.company, batch.batch],
  );
  const row = result.rows[0]!;
  if (row.touched === '0') return [];
  return [
    equation(`total:${part.to}.${part.column}`, null, row.expected ?? '0', row.actual ?? '0', row.differing === '0'),
  ];
}
