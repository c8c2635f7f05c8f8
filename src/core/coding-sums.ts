/**
 * What the source lines of a loaded document come to, by job cost coding: Procore's side of the job tree, and of the
 * control total that proves that no cent reached another cost code.
 * Promise: taken from the lines themselves, not from the rows they were mapped or merged into.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { CODING_PARTS, type CodingDefinition, type MappingDefinition } from './mapping-grammar.js';
import { addCents } from './money.js';
import { linesLeft } from './subjects.js';
import { firstReaderOf, readerOf } from './value-access.js';
import type { Values, WorkDocument, WorkLine } from './work.js';

const SEPARATOR = '\u0001';

/** `parts` in the order of `CODING_PARTS`; '' where the line has none. */
export interface CodingSum {
  readonly parts: readonly string[];
  cents: number;
  /** Of retainage; 0 where the dataset has none. */
  retainage: number;
}

export type SumCodings = (lines: readonly WorkLine[], header: Values) => CodingSum[];

/** Empty for a document that is not loaded by this batch, and for a dataset whose lines have no coding. */
export function codingSums(document: WorkDocument, dataset: CompiledDataset): CodingSum[] {
  if (dataset.sumCodings === null || document.outcome !== 'loaded') return [];
  return dataset.sumCodings(loadedLines(document, dataset), document.values);
}

export function compileCodingSums({ coding }: MappingDefinition): SumCodings | null {
  if (coding === undefined) return null;
  const readers = CODING_PARTS.map((part) => firstReaderOf(namesOf(coding.columns[part])));
  const centsOf = readerOf(coding.amount);
  const retainageOf = coding.retainage === undefined ? null : readerOf(coding.retainage);
  return (lines, header) => {
    const sums = new Map<string, CodingSum>();
    const parts = readers.map(() => '');
    for (const { values } of lines) {
      let key = '';
      for (let at = 0; at < readers.length; at++) {
        const read = readers[at]!;
        parts[at] = String(read(values) ?? read(header) ?? '');
        key += at === 0 ? parts[at]! : SEPARATOR + parts[at]!;
      }
      const cents = (centsOf(values) ?? 0) as number;
      const retainage = (retainageOf?.(values) ?? 0) as number;
      const sum = sums.get(key);
      if (sum === undefined) {
        sums.set(key, { parts: [...parts], cents, retainage });
        continue;
      }
      sum.cents = addCents(sum.cents, cents);
      sum.retainage = addCents(sum.retainage, retainage);
    }
    return [...sums.values()];
  };
}

/** Lines that this batch loads: of a budget that was loaded before, only the new ones. */
function loadedLines(document: WorkDocument, dataset: CompiledDataset): readonly WorkLine[] {
  const lines = linesLeft(document);
  if (dataset.mapping.reload !== 'append') return lines;
  const rows = new Set(document.targets.flatMap((target) => target.rows));
  return lines.filter((line) => rows.has(line.row));
}

function namesOf(from: CodingDefinition['columns']['job']): readonly string[] {
  if (from === undefined) return [];
  return typeof from === 'string' ? [from] : from.firstOf;
}
