/**
 * What the dictionary of Sage's tables means by a total: whether it is counted, which rows, what of them, and through
 * which row they find it. As SQL, for the writer of totals (`keep-totals`) and for those who read them again
 * (`reconcile-totals`, `reconcile-books`, `coding-sums`).
 * Promise: one reading of the dictionary, so that the two can differ in what they add up, never in what a total is.
 * Does not: run anything, or say whether staged or stored rows are read: the caller's `read` does.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { TotalKept } from '../core/nouns.js';
import { quote, sageTable, textLiteral } from './sage-sql.js';

/** A column named in the dictionary as the SQL that reads it; names of the row a total goes through are `through.…`. */
export type ReadColumn = (name: string) => string;

export function isCounted(total: TotalKept, { profile }: CompiledDataset): boolean {
  return total.countedWith === null || profile.countedOnArrival[total.countedWith] !== false;
}

/** Conditions a row must meet to be counted. */
export function totalConditions(total: TotalKept, dataset: CompiledDataset, read: ReadColumn): string[] {
  const conditions = Object.entries(total.when).map(([column, values]) =>
    values.includes('<any>')
      ? `coalesce(${read(column)}::text, '') <> ''`
      : `${read(column)}::text in (${values.map(textLiteral).join(', ')})`,
  );
  const settings = dataset.profile as unknown as Readonly<Record<string, unknown>>;
  if (total.unlessProfile !== null && !settings[total.unlessProfile]) {
    conditions.push(`coalesce(${read(total.through === null ? 'extra' : 'through.extra')}, '') = ''`);
  }
  return conditions;
}

/** What a row adds: columns joined by + and -, absent as zero. */
export function addedExpression(expression: string, read: ReadColumn): string {
  return `(${expression.replace(/[a-z_][a-z0-9_]*/g, (name) => `coalesce(${read(name)}, 0)`)})`;
}

/** Columns of `amount - approved_commitment_co_amount`. */
export function columnNames(expression: string): string[] {
  return expression.match(/[a-z_][a-z0-9_]*/g) ?? [];
}

/** Columns of its own row that a total reads: `by` tells where it is kept and whether it counts, `added` is added. */
export interface ColumnsRead {
  readonly by: Set<string>;
  readonly added: Set<string>;
}

export function columnsRead(totals: readonly TotalKept[], dataset: CompiledDataset): ColumnsRead {
  const by = new Set<string>();
  const note: ReadColumn = (name) => {
    if (throughColumn(name) === null) by.add(name);
    return '';
  };
  for (const total of totals) {
    Object.values(total.key).forEach(note);
    totalConditions(total, dataset, note);
    throughJoin(total, note);
  }
  return { by, added: new Set(totals.flatMap(({ add }) => Object.values(add).flatMap(columnNames))) };
}

/** The join to the row a total goes through, as `th`; empty where it goes straight. */
export function throughJoin({ through }: TotalKept, read: ReadColumn): string {
  if (through === null) return '';
  const same = Object.entries(through.key).map(([column, from]) => `th.${quote(column)} = ${read(from)}`);
  return `join ${sageTable(through.table)} th on th.tieout_company = $1 and ${same.join(' and ')}`;
}

/** A column of the row a total goes through, `through.name`; null for a column of the row itself. */
export function throughColumn(name: string): string | null {
  return name.startsWith('through.') ? `th.${quote(name.slice('through.'.length))}` : null;
}
