/**
 * Tables of fixed width for a terminal.
 * Promise: figures line up on their last digit (a parenthesis hangs out to the right), long texts wrap inside
 * their column, and no line is wider than asked for unless what cannot wrap is. A row of one text alone is a
 * heading across the table.
 * Does not: colour.
 */
import { cleanText } from './format-amount.js';

export interface TextColumn {
  readonly head: string;
  readonly align: 'left' | 'right';
  /** Texts that may wrap when the table is too wide, and how much room they get beside the others that may. */
  readonly wraps?: number;
}

const GAP = 2;
const WRAP_MIN = 14;

export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  widthMax = 120,
): string {
  const clean = rows.map((row) => row.map((text) => cleanText(text)));
  const widths = widthsOf(columns, clean, widthMax);
  const heads = columns.map((column) => column.head);
  const body = clean
    .map((row, at) => (row.length === 1 ? headingLines(row[0] as string, at) : lineUp(columns, row, widths)))
    .flat();
  return [
    ...lineUp(columns, heads, widths),
    widths.map((width) => '-'.repeat(width)).join(' '.repeat(GAP)),
    ...body,
  ].join('\n');
}

function headingLines(text: string, at: number): string[] {
  return at === 0 ? [text] : ['', text];
}

/** Breaks a text at spaces into lines of at most `width`; a word longer than that is cut. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((part) => piecesOf(part, width))) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function piecesOf(word: string, width: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < word.length; at += width) pieces.push(word.slice(at, at + width));
  return pieces.length === 0 ? [''] : pieces;
}

function widthsOf(columns: readonly TextColumn[], rows: readonly (readonly string[])[], widthMax: number): number[] {
  const natural = columns.map((column, index) =>
    rows.reduce(
      (widest, row) => Math.max(widest, row.length === 1 ? 0 : cellWidth(column, row[index] ?? '')),
      Math.max(...(column.wraps === undefined ? [cellWidth(column, column.head)] : wordsOf(column.head))),
    ),
  );
  const room = widthMax - GAP * (columns.length - 1);
  let share = Math.max(...natural);
  let widths = natural;
  while (share > WRAP_MIN && widths.reduce((sum, width) => sum + width, 0) > room) {
    share -= 1;
    widths = natural.map((width, index) => narrowed(width, columns[index]?.wraps, share));
  }
  return widths;
}

/** The widest columns give way first: every wrapping column gets its share, and no more than it needs. */
function narrowed(natural: number, weight: number | undefined, share: number): number {
  return weight === undefined ? natural : Math.min(natural, Math.max(WRAP_MIN, Math.floor(share * weight)));
}

function wordsOf(text: string): number[] {
  return text.split(' ').map((word) => word.length);
}

/** Figures keep a place on the right for the closing parenthesis of a negative. */
function cellWidth(column: TextColumn, text: string): number {
  return column.align === 'right' && !text.endsWith(')') ? text.length + 1 : text.length;
}

function lineUp(columns: readonly TextColumn[], texts: readonly string[], widths: readonly number[]): string[] {
  const cells = columns.map((column, index) => {
    const text = texts[index] ?? '';
    const width = widths[index] ?? 0;
    if (column.align === 'right') return [(text.endsWith(')') ? text : `${text} `).padStart(width)];
    return text.length <= width ? [text] : wrapText(text, width);
  });
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    cells
      .map((lines, index) =>
        columns[index]?.align === 'right'
          ? (lines[at] ?? '').padStart(widths[index] ?? 0)
          : (lines[at] ?? '').padEnd(widths[index] ?? 0),
      )
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}
