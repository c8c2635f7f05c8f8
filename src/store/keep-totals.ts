/**
 * Sage's own totals move with what was inserted: each column that the dictionary keeps grows by the staged rows' sum.
 * Promise: only what is staged is added, so a total that somebody else keeps right stays right.
 * Does not: check a total against all that adds to it (`reconcile-totals` does).
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { SageTable, TotalKept } from '../core/nouns.js';
import { stagedColumns, stageTable, type StagedTarget } from './create-stage.js';
import { numberedJoin, quote, sageTable } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import {
  addedExpression,
  columnNames,
  isCounted,
  throughColumn,
  throughJoin,
  totalConditions,
  type ReadColumn,
} from './total-meaning.js';

export async function keepTotals(
  context: StageContext,
  dataset: CompiledDataset,
  { target, table, index }: StagedTarget,
): Promise<void> {
  const staged = new Set(stagedColumns(target, table));
  for (const total of table.totals.filter((entry) => isCounted(entry, dataset))) {
    const adds = Object.entries(total.add).filter(([, from]) => columnNames(from).some((name) => staged.has(name)));
    if (adds.length === 0) continue;
    await moveTotal(context, dataset, index, { total, adds, read: (name) => readStaged(name, staged, table) });
  }
}

interface MovedTotal {
  readonly total: TotalKept;
  /** Columns of the total's row, each with the expression that is added to it. */
  readonly adds: readonly (readonly [column: string, from: string])[];
  readonly read: ReadColumn;
}

async function moveTotal(
  context: StageContext,
  dataset: CompiledDataset,
  index: number,
  { total, adds, read }: MovedTotal,
): Promise<void> {
  const keys = Object.values(total.key);
  const where = totalConditions(total, dataset, read);
  const grown = adds.map(([column], i) => `${quote(column)} = coalesce(t.${quote(column)}, 0) + d.v${i}`);
  const sums = adds.map(([, from], i) => `sum(${addedExpression(from, read)}) as v${i}`);
  await context.client.query(
    `update ${sageTable(total.to)} t
     set ${grown.join(', ')}
     from (select ${keys.map((from, i) => `${read(from)} as k${i}`).join(', ')}, ${sums.join(', ')}
           from ${stageTable(index)} s ${throughJoin(total, read)}
           ${where.length > 0 ? `where ${where.join(' and ')}` : ''}
           group by ${keys.map((_, i) => i + 1).join(', ')}) d
     where t.tieout_company = $1 and ${numberedJoin(Object.keys(total.key), 't', 'd')}`,
    [context.company],
  );
}

/** A column of the staged row, of the row it goes through, or the column's default where the mapping leaves it out. */
function readStaged(name: string, staged: ReadonlySet<string>, table: SageTable): string {
  const through = throughColumn(name);
  if (through !== null) return through;
  if (staged.has(name)) return `s.${quote(name)}`;
  const column = table.columns.find((entry) => entry.name === name);
  return column?.type === 'text' ? "''" : '0';
}
