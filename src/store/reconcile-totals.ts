/**
 * Sage's own totals, for every row this batch touched: the column against the sum of everything that adds to it.
 * Promise: from the stored rows of all batches, where the writer (`keep-totals`) added staged rows to what was there.
 * Does not: check a column that a mapping fills itself.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { Equation, SageTable, TotalKept } from '../core/nouns.js';
import { equation, type Scope } from './equation.js';
import { numberedJoin, quote, sageTable } from './sage-sql.js';
import type { StoredRows } from './stored-rows.js';
import { addedExpression, isCounted, throughColumn, throughJoin, totalConditions } from './total-meaning.js';

/** Columns of one table that are totals, found by the same key, and all that adds to them. */
interface KeptTable {
  readonly to: string;
  readonly keys: readonly string[];
  readonly columns: string[];
  readonly parts: Map<string, KeptPart>;
}

/** What the rows of one table add to them, read once for all columns. */
interface KeptPart {
  readonly from: SageTable;
  /** SQL: `k0, k1, …` of a row. */
  readonly keys: string;
  /** SQL: the join to the row they go through. */
  readonly through: string;
  /** Column → SQL of what a row adds to it, by condition ('' takes every row). */
  readonly added: Map<string, { readonly when: string; readonly sum: string }[]>;
}

/** `touched`: tables the batch may have written to; totals that none of them adds to are left alone. */
export async function keptTotals(
  client: Client,
  scope: Scope,
  datasets: readonly CompiledDataset[],
  touched: ReadonlySet<string>,
  stored: StoredRows,
): Promise<Equation[]> {
  // The dictionary and the profile are the same in all of them.
  const [dataset] = datasets;
  if (dataset === undefined) return [];
  const filled = columnsFilled(datasets);
  const equations: Equation[] = [];
  for (const kept of keptTables(dataset)) {
    const fed = (column: string): boolean =>
      [...kept.parts.values()].some(({ from, added }) => touched.has(from.table) && added.has(column));
    const columns = kept.columns.filter((column) => fed(column) && !filled.has(`${kept.to}.${column}`));
    if (columns.length > 0) equations.push(...(await equationsOf(client, scope, kept, columns, stored)));
  }
  return equations;
}

/** `table.column` of everything that mappings fill. */
function columnsFilled(datasets: readonly CompiledDataset[]): Set<string> {
  const targets = datasets.flatMap(({ mapping }) => mapping.targets);
  return new Set(targets.flatMap(({ table, columns }) => Object.keys(columns).map((column) => `${table}.${column}`)));
}

function keptTables(dataset: CompiledDataset): KeptTable[] {
  const tables = new Map<string, KeptTable>();
  const totals = [...dataset.tables.values()].flatMap((table) => table.totals.map((total) => ({ table, total })));
  for (const { table, total } of totals.filter((entry) => isCounted(entry.total, dataset))) {
    const keys = Object.keys(total.key);
    const place = JSON.stringify([total.to, keys]);
    const kept: KeptTable = tables.get(place) ?? { to: total.to, keys, columns: [], parts: new Map() };
    tables.set(place, kept);
    addPart(kept, dataset, table, total);
  }
  return [...tables.values()];
}

function addPart(kept: KeptTable, dataset: CompiledDataset, table: SageTable, total: TotalKept): void {
  const read = (name: string): string => throughColumn(name) ?? `s.${quote(name)}`;
  const keys = Object.values(total.key)
    .map((from, i) => `${read(from)} as k${i}`)
    .join(', ');
  const through = throughJoin(total, read);
  const when = totalConditions(total, dataset, read).join(' and ');
  const place = JSON.stringify([table.table, keys, through]);
  const part: KeptPart = kept.parts.get(place) ?? { from: table, keys, through, added: new Map() };
  kept.parts.set(place, part);
  for (const [column, from] of Object.entries(total.add)) {
    if (!kept.columns.includes(column)) kept.columns.push(column);
    part.added.set(column, [...(part.added.get(column) ?? []), { when, sum: addedExpression(from, read) }]);
  }
}

/**
 * SQL: `k0, k1, …`, for each column the value `v0` that a row adds, and for each flag whether it is a row of the batch
 * that counts, `f0`. Rows of other batches that add nothing are left out.
 */
function partSql(part: KeptPart, rows: string, columns: readonly string[], flags: readonly Flag[]): string {
  const { keys, through, added } = part;
  const values = columns.map((column, i) => {
    const terms = added.get(column) ?? [];
    if (terms.length === 0) return `null::numeric as v${i}`;
    const sums = terms.map(({ when, sum }) => (when === '' ? sum : `case when ${when} then ${sum} else 0 end`));
    return `(${sums.join(' + ')})::numeric as v${i}`;
  });
  const fresh = flags.map((flag, i) => `s.fresh and (${flag.get(part)!}) as f${i}`);
  const terms = columns.flatMap((column) => added.get(column) ?? []);
  const adds = new Set(terms.map(({ sum }) => `${sum} <> 0`));
  return `select ${[keys, ...values, ...fresh].join(', ')} from ${rows} s ${through}
          where (${anyOf(terms)}) and (${['s.fresh', ...adds].join(' or ')})`;
}

/** Of each part, SQL of which rows count. */
type Flag = ReadonlyMap<KeptPart, string>;

/** Columns to which the same rows add share a flag: `at` gives its place. */
function flagsOf(parts: readonly KeptPart[], columns: readonly string[]): { flags: Flag[]; at: number[] } {
  const flags = columns.map((column) => new Map(parts.map((part) => [part, anyOf(part.added.get(column) ?? [])])));
  const texts = flags.map((flag) => JSON.stringify([...flag.values()]));
  const distinct = [...new Set(texts)];
  return {
    flags: distinct.map((text) => flags[texts.indexOf(text)]!),
    at: texts.map((text) => distinct.indexOf(text)),
  };
}

function anyOf(terms: readonly { readonly when: string }[]): string {
  if (terms.length === 0) return 'false';
  return terms.some(({ when }) => when === '')
    ? 'true'
    : [...new Set(terms.map(({ when }) => `(${when})`))].join(' or ');
}

/** No equation for a column where the batch touched no row that adds to it. */
async function equationsOf(
  client: Client,
  scope: Scope,
  { to, keys, parts }: KeptTable,
  columns: readonly string[],
  stored: StoredRows,
): Promise<Equation[]> {
  const sumKeys = keys.map((_, i) => `k${i}`).join(', ');
  const { flags, at } = flagsOf([...parts.values()], columns);
  const asked: string[] = [];
  for (const part of parts.values()) asked.push(partSql(part, await stored.of(part.from), columns, flags));
  const sums = [...columns.map((_, i) => `sum(v${i}) as v${i}`), ...flags.map((_, i) => `bool_or(f${i}) as f${i}`)];
  const found = columns.map((column, i) => {
    const total = `t.${quote(column)}`;
    const flag = `f${at[i]}`;
    return `count(*) filter (where ${flag}), sum(sums.v${i}) filter (where ${flag})::text,
      sum(${total}) filter (where ${flag})::text,
      count(*) filter (where ${flag} and ${total} is distinct from sums.v${i})`;
  });
  const result = await client.query<(string | null)[]>({
    rowMode: 'array',
    text: `with parts as (${asked.join(' union all ')}),
        sums as (select ${sumKeys}, ${sums.join(', ')} from parts group by ${sumKeys}
                 having ${flags.map((_, i) => `bool_or(f${i})`).join(' or ')})
      select ${found.join(', ')}
      from sums
      left join ${sageTable(to)} t on t.tieout_company = $1 and ${numberedJoin(keys, 't', 'sums')}`,
    values: [scope.company],
  });
  return columns.flatMap((column, i) => {
    const [touched, expected, actual, differing] = result.rows[0]!.slice(i * 4, i * 4 + 4);
    if (touched === '0') return [];
    return [equation(`total:${to}.${column}`, null, expected ?? '0', actual ?? '0', differing === '0')];
  });
}
