/**
 * What one extract may cost us: every bound a reader keeps, with its default.
 * Promise: a file beyond a bound is refused as a `FileProblem` while it is read, before memory or disk is spent on it.
 * Does not: hold the limits of Sage's fields; those are definitions.
 */

export interface ReadLimits {
  /** Rows of one chunk given out by `rows()`; fewer for very wide tables. */
  readonly rowsPerChunkMax: number;
  /** Columns of one table; Excel's own bound. */
  readonly columnsMax: number;
  /** Line breaks in one quoted CSV cell. */
  readonly cellLineBreaksMax: number;
  /** Characters of one CSV or workbook cell. */
  readonly cellCharactersMax: number;
  /** Characters of one CSV row. */
  readonly rowCharactersMax: number;
  /** Inflated bytes of all parts of a workbook together. */
  readonly inflatedBytesMax: number;
  /** Inflated ÷ packed bytes of a workbook; asked once it is larger than `inflationRatioFromBytes`. */
  readonly inflationRatioMax: number;
  readonly inflationRatioFromBytes: number;
  /** Parts of a workbook. */
  readonly partsMax: number;
  /** Merged ranges of one sheet. */
  readonly mergedRangesMax: number;
  /** Distinct texts of a workbook. */
  readonly sharedTextsMax: number;
  /** Characters of all rows a workbook or JSON file unfolds to: one long text may be named by a million cells. */
  readonly spooledCharactersMax: number;
  /** Rows × columns of one table. */
  readonly tableCellsMax: number;
  /** Levels of nested objects and arrays in JSON. */
  readonly jsonDepthMax: number;
  /** Characters of one JSON string. */
  readonly jsonStringCharactersMax: number;
  /** Characters of one JSON record (an object with all its lines). */
  readonly jsonRecordCharactersMax: number;
  /** A table smaller than this is kept in memory instead of a temporary file. */
  readonly memorySpoolCharactersMax: number;
}

const CELLS_PER_CHUNK_MAX = 500_000;

/** Rows that a table of this width gives out at once. */
export function rowsPerChunk(limits: ReadLimits, width: number): number {
  return Math.max(1, Math.min(limits.rowsPerChunkMax, Math.floor(CELLS_PER_CHUNK_MAX / Math.max(1, width))));
}

const MEGA = 1024 * 1024;

export const READ_LIMITS: ReadLimits = {
  rowsPerChunkMax: 2_000,
  columnsMax: 16_384,
  cellLineBreaksMax: 50,
  cellCharactersMax: 100_000,
  rowCharactersMax: 4 * MEGA,
  inflatedBytesMax: 512 * MEGA,
  inflationRatioMax: 200,
  inflationRatioFromBytes: 20 * MEGA,
  partsMax: 10_000,
  mergedRangesMax: 50_000,
  sharedTextsMax: 5_000_000,
  spooledCharactersMax: 2_048 * MEGA,
  tableCellsMax: 1_000_000_000,
  jsonDepthMax: 20,
  jsonStringCharactersMax: 10 * MEGA,
  jsonRecordCharactersMax: 64 * MEGA,
  memorySpoolCharactersMax: 5 * MEGA,
};
