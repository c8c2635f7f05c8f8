/**
 * Where the turns begin in which a dataset is judged, found while its rows are counted.
 * Why: a thread that knows where its turns begin reads nothing else of the file.
 * Promise: the turns are those of `cut-chunks`; where it would cut them otherwise, there are none.
 */

/** Rows judged together: large enough that a look-up question is cheap, small enough to stay in cache. */
export const ROWS_PER_CHUNK_MAX = 4_000;

/** A row, by the place of its source among all and its number there. */
export interface TurnStart {
  readonly source: number;
  readonly row: number;
}

export class TurnStarts {
  private starts: TurnStart[] | null = [];
  private rows = 0;

  /** Rows of one document that stand together; `isNew` where none of it stood before. In the order of the files. */
  take(start: TurnStart, rows: number, isNew: boolean): void {
    if (!isNew) this.starts = null;
    if (this.starts === null) return;
    if (this.rows === 0) this.starts.push(start);
    this.rows += rows;
    if (this.rows >= ROWS_PER_CHUNK_MAX) this.rows = 0;
  }

  get found(): readonly TurnStart[] | null {
    return this.starts;
  }
}
