/**
 * The rows of a workbook's table as they are given out: as wide as the table, cells of merged ranges told.
 * Promise: from plain data alone, so that another thread gives out the same.
 */
import type { CellProblem, RawRow } from '../core/nouns.js';
import { columnLetter } from './excel-values.js';
import type { MergedRange } from './xlsx-sheet.js';

/** `merges` sorted by their top row. */
export interface TableShape {
  readonly headerRow: number;
  readonly width: number;
  readonly rowsMax: number;
  readonly merges: readonly MergedRange[];
}

export async function* tableRows(
  rows: AsyncIterable<readonly RawRow[]>,
  { headerRow, width, merges }: TableShape,
): AsyncGenerator<readonly RawRow[]> {
  const sweep = new MergeSweep(merges.filter((merge) => merge.bottom > headerRow && merge.left < width));
  for await (const chunk of rows) yield chunk.map((row) => finish(row, width, sweep.at(row.row)));
}

function finish(row: RawRow, width: number, covering: readonly MergedRange[]): RawRow {
  if (row.cells.length === width && covering.length === 0) return row;
  const cells = row.cells.slice(0, width);
  const problems = (row.problems ?? []).filter(({ index }) => index < width);
  const extra = row.cells.findIndex((cell, index) => index >= width && cell !== null);
  if (extra !== -1) problems.push(outsideTable(row, extra));
  for (const merge of covering) {
    const right = Math.min(merge.right, width - 1);
    for (let index = merge.left; index <= right; index++) {
      if (row.row === merge.top && index === merge.left) continue;
      problems.push(merged(row.row, index, merge, cells[index] ?? ''));
      cells[index] = null;
    }
  }
  return problems.length === 0 ? { row: row.row, cells } : { row: row.row, cells, problems };
}

function outsideTable(row: RawRow, index: number): CellProblem {
  return {
    index,
    letter: columnLetter(index),
    code: 'row.too-many-cells',
    value: row.cells[index] ?? '',
    message: `Cell ${columnLetter(index)}${row.row} stands right of the table, under no header. Remove it.`,
  };
}

/** The merged ranges over a row, for rows asked in ascending order. */
class MergeSweep {
  private next = 0;
  private active: MergedRange[] = [];

  /** `merges` sorted by their top row. */
  constructor(private readonly merges: readonly MergedRange[]) {}

  at(row: number): readonly MergedRange[] {
    if (this.active.length > 0) this.active = this.active.filter((merge) => merge.bottom >= row);
    for (; this.next < this.merges.length && this.merges[this.next]!.top <= row; this.next++) {
      const merge = this.merges[this.next]!;
      if (merge.bottom >= row) this.active.push(merge);
    }
    return this.active;
  }
}

function merged(row: number, index: number, merge: MergedRange, value: string): CellProblem {
  return {
    index,
    code: 'cell.merged',
    value,
    message:
      `Cell ${columnLetter(index)}${row} is merged into ${merge.reference} and has no value of its own. ` +
      'Undo the merging and fill every cell.',
  };
}
