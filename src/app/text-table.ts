/**
 * Lists for a terminal.
 * Promise: columns line up, numbers to the right; no trailing blanks, so that a diff of two lists shows what changed.
 * Does not: know how wide the terminal is: a cut line hides what it was asked for.
 */

type Cell = string | number;

/** `rightAligned` names columns of text that holds numbers; numbers always go right. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
  rightAligned: readonly string[] = [],
): string {
  const right = header.map(
    (name, index) => rightAligned.includes(name) || rows.every((row) => typeof row[index] === 'number'),
  );
  const widths = header.map((name, index) =>
    rows.reduce((width, row) => Math.max(width, String(row[index] ?? '').length), name.length),
  );
  const line = (cells: readonly Cell[]) =>
    widths
      .map((width, index) => {
        const cell = String(cells[index] ?? '');
        return right[index] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(header), ...rows.map(line)].join('\n');
}

/** `1 row`, `2 rows`. */
export function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}
