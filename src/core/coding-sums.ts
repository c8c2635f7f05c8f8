/**
 * What the source lines of a loaded document come to, by job cost coding: Procore's side of the job tree, and of the
 * control total that proves that no cent reached another cost code.
 * Promise: taken from the lines themselves, not from the rows they were mapped or merged into.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { firstOf } from './derive-values.js';
import { CODING_PARTS, type CodingDefinition } from './mapping-grammar.js';
import { addCents } from './money.js';
import type { Values, WorkDocument, WorkLine } from './work.js';

/** `parts` in the order of `CODING_PARTS`; '' where the line has none. */
export interface CodingSum {
  readonly parts: readonly string[];
  cents: number;
  /** Of retainage; 0 where the dataset has none. */
  retainage: number;
}

/** Empty for a document that is not loaded by this batch, and for a dataset whose lines have no coding. */
export function codingSums(document: WorkDocument, dataset: CompiledDataset): CodingSum[] {
  const { coding } = dataset.mapping;
  if (coding === undefined || document.outcome !== 'loaded') return [];
  const sums = new Map<string, CodingSum>();
  for (const line of loadedLines(document, dataset)) {
    const parts = CODING_PARTS.map((part) => textOf(coding.columns[part], line.values, document.values));
    const key = parts.join('\u0001');
    const cents = (line.values[coding.amount] ?? 0) as number;
    const retainage = coding.retainage === undefined ? 0 : ((line.values[coding.retainage] ?? 0) as number);
    const sum = sums.get(key);
    if (sum === undefined) {
      sums.set(key, { parts, cents, retainage });
      continue;
    }
    sum.cents = addCents(sum.cents, cents);
    sum.retainage = addCents(sum.retainage, retainage);
  }
  return [...sums.values()];
}

/** Lines that this batch loads: of a budget that was loaded before, only the new ones. */
function loadedLines(document: WorkDocument, dataset: CompiledDataset): readonly WorkLine[] {
  const lines = document.lines.filter((line) => line.excludedBy === null);
  if (dataset.mapping.reload !== 'append') return lines;
  const rows = new Set(document.targets.flatMap((target) => target.rows));
  return lines.filter((line) => rows.has(line.row));
}

function textOf(from: CodingDefinition['columns']['job'], line: Values, header: Values): string {
  if (from === undefined) return '';
  const names = typeof from === 'string' ? [from] : from.firstOf;
  const value = firstOf(names, line) ?? firstOf(names, header);
  return value === null ? '' : String(value);
}
