/**
 * What a row of this file looks like: how many cells, and how its first cell is built. Learnt from the first rows.
 * Promise: a line inside a quoted cell is taken for a row only when it has as many cells as rows of this file have, and
 * begins as they begin: `SC-102` as `SC-101`, never prose.
 * Does not: refuse anything; stray-quotes does.
 */

export interface RowLook {
  /** Cells of the header. */
  readonly fieldCount: number;
  /** Cells of the shortest row seen, and of most. */
  readonly cellsMin: number;
  readonly cellsUsual: number;
  /** How the first cells are built, where they are codes: `SC-101` is `A-9`. */
  readonly shapes: ReadonlySet<string>;
}

export function rowLookOf(fieldCount: number, sample: readonly (readonly string[])[]): RowLook {
  const counts = new Map<number, number>();
  for (const row of sample) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const usual = [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? fieldCount;
  const firsts = sample.map((row) => shapeOf(row[0] ?? '')).filter((shape) => shape !== null);
  const cellsMin = [...counts.keys()].reduce((least, count) => Math.min(least, count), fieldCount);
  return { fieldCount, cellsMin, cellsUsual: usual, shapes: new Set(firsts) };
}

/**
 * Whether one of the lines after the first is a row, of a record whose quotes are taken for plain text. `cells` are
 * those of the record as it is read: a damaged one may be shorter than any.
 */
export function holdsLikelyRow(lines: readonly string[], delimiter: string, cells: number, look: RowLook): boolean {
  const cellsMin = Math.max(2, Math.min(look.cellsMin, cells));
  // Where rows were swallowed, the first of them is whole as well.
  if (lines[0]!.split(delimiter).length < cellsMin) return false;
  return lines.slice(1).some((line) => looksLikeRow(line.split(delimiter), cellsMin, look));
}

function looksLikeRow(parts: readonly string[], cellsMin: number, look: RowLook): boolean {
  if (parts.length < cellsMin) return false;
  // A delimiter before a space may be prose: such a row may well seem too wide.
  if (parts.filter((part, index) => index === 0 || !part.startsWith(' ')).length > look.fieldCount) return false;
  const shape = shapeOf(parts[0]!);
  if (shape === null || !look.shapes.has(shape)) return false;
  // A word in capitals may begin a line of prose.
  return shape.includes('9') || parts.length === look.cellsUsual || parts.length === look.fieldCount;
}

/** Null for what is no code: small letters, several words, nothing. */
function shapeOf(text: string): string | null {
  const code = text.trim();
  if (code === '' || code.length > 40 || !/^[\p{Lu}\d\-./_#]+$/u.test(code)) return null;
  return code.replace(/\p{Lu}+/gu, 'A').replace(/\d+/g, '9');
}
