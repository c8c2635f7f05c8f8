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
import { addedExpression, isCounted, throughColumn, throughJoin, totalConditions } from './total-meaning.js';

/** A column that is a total, and all that adds to it. */
interface KeptColumn {
  readonly to: string;
  readonly column: string;
  readonly keys: readonly string[];
  readonly parts: KeptPart[];
}

/** What the rows of one table add to it: SQL that gives `k0, k1, …`, the value `v`, and whether the row is `fresh`. */
interface KeptPart {
  readonly from: string;
  readonly sql: string;
}

/** `touched`: tables the batch may have written to; totals that none of them adds to are left alone. */
export async function keptTotals(
  client: Client,
  scope: Scope,
  datasets: readonly CompiledDataset[],
  touched: ReadonlySet<string>,
): Promise<Equation[]> {
  // The dictionary and the profile are the same in all of them.
  const [dataset] = datasets;
  if (dataset === undefined) return [];
  const filled = columnsFilled(datasets);
  const equations: Equation[] = [];
  for (const kept of keptColumns(dataset)) {
    const concerned = kept.parts.some(({ from }) => touched.has(from));
    if (!concerned || filled.has(`${kept.to}.${kept.column}`)) continue;
    equations.push(...(await keptTotal(client, scope, kept)));
  }
  return equations;
}

/** `table.column` of everything that mappings fill. */
function columnsFilled(datasets: readonly CompiledDataset[]): Set<string> {
  const targets = datasets.flatMap(({ mapping }) => mapping.targets);
  return new Set(targets.flatMap(({ table, columns }) => Object.keys(columns).map((column) => `${table}.${column}`)));
}

function keptColumns(dataset: CompiledDataset): KeptColumn[] {
  const kept = new Map<string, KeptColumn>();
  const totals = [...dataset.tables.values()].flatMap((table) => table.totals.map((total) => ({ table, total })));
  for (const { table, total } of totals.filter((entry) => isCounted(entry.total, dataset))) {
    for (const [column, added] of Object.entries(total.add)) {
      const slot = `${total.to}.${column}`;
      const found = kept.get(slot) ?? { to: total.to, column, keys: Object.keys(total.key), parts: [] };
      found.parts.push({ from: table.table, sql: partSql(dataset, table, total, added) });
      kept.set(slot, found);
    }
  }
  return [...kept.values()];
}

function partSql(dataset: CompiledDataset, table: SageTable, total: TotalKept, added: string): string {
  const read = (name: string): string => throughColumn(name) ?? `s.${quote(name)}`;
  const keys = Object.values(total.key).map((from, i) => `${read(from)} as k${i}`);
  const where = ['s.tieout_company = $1', ...totalConditions(total, dataset, read)];
  return `select ${keys.join(', ')}, ${addedExpression(added, read)} as v,
            ($2::uuid is null or s.tieout_batch = $2::uuid) as fresh
          from ${sageTable(table.table)} s ${throughJoin(total, read)}
          where ${where.join(' and ')}`;
}

interface KeptSums {
  readonly touched: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly differing: string;
}

/** No equation where the batch touched no row that adds to the column. */
async function keptTotal(client: Client, scope: Scope, { to, column, keys, parts }: KeptColumn): Promise<Equation[]> {
  const sumKeys = keys.map((_, i) => `k${i}`).join(', ');
  const total = `t.${quote(column)}`;
  const result = await client.query<KeptSums>(
    `with parts as (${parts.map(({ sql }) => sql).join(' union all ')}),
       sums as (select ${sumKeys}, sum(v) as v
                from parts
                group by ${sumKeys}
                having bool_or(fresh))
     select count(*) as touched, sum(sums.v)::text as expected, sum(${total})::text as actual,
       count(*) filter (where ${total} is distinct from sums.v) as differing
     from sums
     left join ${sageTable(to)} t
       on t.tieout_company = $1 and ${numberedJoin(keys, 't', 'sums')}`,
    [scope.company, scope.batch],
  );
  const { touched, expected, actual, differing } = result.rows[0]!;
  if (touched === '0') return [];
  return [equation(`total:${to}.${column}`, null, expected ?? '0', actual ?? '0', differing === '0')];
}
