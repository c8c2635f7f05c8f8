/**
 * A cell of several lines, where the schema names the column that continues it (`continuedIn`): an address typed into
 * one cell becomes the two lines that Sage has for it.
 * Promise: nothing is lost, and nothing is parted where the other column has a value of its own; each parting is told.
 * Does not: guess where a line would end that has no line break.
 */
import type { Column } from './nouns.js';
import type { Values } from './work.js';

export interface PartedCell {
  readonly column: string;
  readonly into: string;
  readonly before: string;
  readonly after: string;
}

/** Changes `values`; null where nothing was parted. */
export function partLines(
  columns: readonly Column[],
  values: Values,
  textOf: (column: string) => string | null,
): readonly PartedCell[] | null {
  let parted: PartedCell[] | null = null;
  for (const { name, continuedIn: into } of columns) {
    if (into === null || values[name] == null || values[into] != null) continue;
    const lines = linesOf(textOf(name) ?? '');
    if (lines.length < 2) continue;
    const [first, ...rest] = lines as [string, ...string[]];
    values[name] = first;
    values[into] = rest.join(' ');
    (parted ??= []).push({ column: name, into, before: lines.join(' ⏎ '), after: `${first} | ${rest.join(' ')}` });
  }
  return parted;
}

/** As the cell parser cleans a text, line by line. */
function linesOf(text: string): string[] {
  return text
    .split(/[\r\n]+/)
    .map((line) =>
      line
        .replace(/\s*\t+\s*/g, ' ')
        .replace(/[\u0000-\u001f\u007f-\u009f\u200b\ufeff]/g, '')
        .trim(),
    )
    .filter((line) => line !== '');
}
