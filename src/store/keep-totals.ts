/**
 * Sage's own totals move with what was inserted: each column that the dictionary keeps grows by the staged rows' sum.
 * Promise: only what is staged is added, so a total that somebody else keeps right stays right.
 * Does not: check a total against all that adds to it (`reconcile-totals` does).
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { SageTable, TotalKept } from '../core/nouns.js';
import { stagedColumns, stageTable, type StagedTarget } from './create-stage.js';
import { analyze } from './refresh-statistics.js';
import { columnList, numberedJoin, quote, sageTable } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import {
  addedExpression,
  columnNames,
  columnsRead,
  isCounted,
  throughColumn,
  throughJoin,
  totalConditions,
  type ReadColumn,
} from './total-meaning.js';

/** Columns of a table of totals that grow with something else that is staged. */
export interface AddedBeside {
  readonly to: string;
  readonly keys: readonly string[];
  readonly columns: readonly string[];
  /** SQL: `k0, k1, …` and what is added to each column, `v0, v1, …`. */
  readonly rows: string;
}

/** Gives whether `beside` moved too, with the totals of its table. */
export async function keepTotals(
  context: StageContext,
  dataset: CompiledDataset,
  { target, table, index }: StagedTarget,
  beside: AddedBeside | null = null,
): Promise<boolean> {
  const staged = new Set(stagedColumns(target, table));
  const read: ReadColumn = (name) => readStaged(name, staged, table);
  const moved = new Map<string, MovedRow>();
  const counted = table.totals.filter((entry) => isCounted(entry, dataset));
  for (const total of counted) {
    const adds = Object.entries(total.add).filter(([, from]) => columnNames(from).some((name) => staged.has(name)));
    if (adds.length === 0) continue;
    const place = JSON.stringify([total.to, total.key, total.through]);
    const row: MovedRow = moved.get(place) ?? { total, sums: new Map(), when: [] };
    moved.set(place, row);
    const when = totalConditions(total, dataset, read).join(' and ');
    row.when.push(when);
    for (const [column, from] of adds) {
      const filter = when === '' ? '' : ` filter (where ${when})`;
      const sum = `coalesce(sum(${addedExpression(from, read)})${filter}, 0)`;
      row.sums.set(column, [...(row.sums.get(column) ?? []), sum]);
    }
  }
  const isOnRow = ({ total }: MovedRow): boolean =>
    total.to === beside?.to && Object.keys(total.key).join() === beside.keys.join();
  const host = [...moved.values()].find(isOnRow);
  const rows =
    moved.size > 1 ? await addUpOnce(context, { target, table, index }, counted, dataset) : stageTable(index);
  for (const row of moved.values()) await moveRow(context, rows, row, read, row === host ? beside : null);
  return host !== undefined;
}

/**
 * The staged rows added up by all that the totals tell them apart by: six totals of a distribution then read a fifth of
 * the rows. Gives the table to read; the stage itself where its key is among that, for then nothing would add up.
 */
async function addUpOnce(
  { client }: StageContext,
  { target, table, index }: StagedTarget,
  totals: readonly TotalKept[],
  dataset: CompiledDataset,
): Promise<string> {
  const stage = stageTable(index);
  const staged = new Set(stagedColumns(target, table));
  const read = columnsRead(totals, dataset);
  const by = [...read.by].filter((name) => staged.has(name));
  const added = [...read.added].filter((name) => staged.has(name));
  if (table.key.every((name) => read.by.has(name)) || added.some((name) => read.by.has(name))) return stage;
  const sums = added.map((name) => `sum(${quote(name)}) as ${quote(name)}`);
  await client.query(`drop table if exists ${ADDED_UP}`);
  await client.query(
    `create temp table ${ADDED_UP} as
     select ${[columnList(by), ...sums].join(', ')}
     from ${stage}
     group by ${columnList(by)}`,
  );
  await analyze(client, [ADDED_UP]);
  return ADDED_UP;
}

const ADDED_UP = 'added_up';

/** Totals that stand on one row: moved together, for each update writes the whole row anew. */
interface MovedRow {
  /** The first of them: all have its table, key and way. */
  readonly total: TotalKept;
  /** Column of the total's row → what is added to it. */
  readonly sums: Map<string, string[]>;
  /** Conditions of each; '' takes every row. */
  readonly when: string[];
}

async function moveRow(
  context: StageContext,
  rows: string,
  { total, sums, when }: MovedRow,
  read: ReadColumn,
  beside: AddedBeside | null,
): Promise<void> {
  const keys = Object.values(total.key);
  const names = [...sums.keys(), ...(beside?.columns ?? [])];
  const grown = names.map((column, i) => `${quote(column)} = coalesce(t.${quote(column)}, 0) + d.v${i}`);
  const added = [...sums.values()].map((parts, i) => `${parts.join(' + ')} as v${i}`);
  const where = when.includes('') ? '' : `where (${when.join(') or (')})`;
  const own = `select ${keys.map((from, i) => `${read(from)} as k${i}`).join(', ')}, ${added.join(', ')}
           from ${rows} s ${throughJoin(total, read)}
           ${where}
           group by ${keys.map((_, i) => i + 1).join(', ')}`;
  await context.client.query(
    `update ${sageTable(total.to)} t
     set ${grown.join(', ')}
     from (${beside === null ? own : withBeside(own, sums.size, beside)}) d
     where t.tieout_company = $1 and ${numberedJoin(Object.keys(total.key), 't', 'd')}`,
    [context.company],
  );
}

/** For a profile that counts none of the totals it would move with. */
export async function moveAlone({ client, company }: StageContext, beside: AddedBeside): Promise<void> {
  const grown = beside.columns.map((column, i) => `${quote(column)} = coalesce(t.${quote(column)}, 0) + d.v${i}`);
  await client.query(
    `update ${sageTable(beside.to)} t
     set ${grown.join(', ')}
     from (${beside.rows}) d
     where t.tieout_company = $1 and ${numberedJoin(beside.keys, 't', 'd')}`,
    [company],
  );
}

/** Both by the same keys; a key that one of them lacks adds nothing there. */
function withBeside(own: string, count: number, { keys, columns, rows }: AddedBeside): string {
  const k = keys.map((_, i) => `k${i}`).join(', ');
  const ours = Array.from({ length: count }, (_, i) => `coalesce(o.v${i}, 0) as v${i}`);
  const theirs = columns.map((_, i) => `coalesce(b.v${i}, 0) as v${count + i}`);
  return `select ${k}, ${[...ours, ...theirs].join(', ')} from (${own}) o full join (${rows}) b using (${k})`;
}

/** A column of the staged row, of the row it goes through, or the column's default where the mapping leaves it out. */
function readStaged(name: string, staged: ReadonlySet<string>, table: SageTable): string {
  const through = throughColumn(name);
  if (through !== null) return through;
  if (staged.has(name)) return `s.${quote(name)}`;
  const column = table.columns.find((entry) => entry.name === name);
  return column?.type === 'text' ? "''" : '0';
}
