/**
 * What can be wrong with the size of a CSV row: problems of one row, and faults that refuse the file.
 * Promise: each says what was seen, what is allowed and what to do.
 */
import { FileProblem } from '../core/faults.js';
import type { CellProblem } from '../core/nouns.js';
import type { ReadLimits } from './read-limits.js';

export function tooManyCells(cells: readonly (string | null)[], extra: number, width: number): CellProblem {
  return {
    index: extra,
    code: 'row.too-many-cells',
    value: cells[extra] ?? '',
    message: `The row has ${cells.length} cells, the header ${width}; a text with the delimiter in it needs quotes.`,
  };
}

export function tooFewCells(delivered: number, width: number): CellProblem {
  return {
    index: delivered,
    code: 'row.too-few-cells',
    value: '',
    message: `The row ends after ${delivered} of ${width} cells; a text with a line break needs quotes.`,
  };
}

export function cellTooLong(row: number, column: number, text: string, limits: ReadLimits): FileProblem {
  return new FileProblem(
    'file.cell-too-long',
    `Row ${row}, column ${column + 1} holds ${text.length} characters; at most ${limits.cellCharactersMax} are read.`,
    'Check that the file is CSV with cells parted by comma, semicolon or tab; shorten the text at its source.',
    { row },
  );
}

export function refuseSize(names: readonly string[], row: number, limits: ReadLimits): void {
  if (names.length <= limits.columnsMax) return;
  throw new FileProblem(
    'file.too-many-columns',
    `The header in row ${row} has ${names.length} columns; at most ${limits.columnsMax} are read.`,
    'Check that the file is CSV with one row per line; export it again.',
    { row },
  );
}
