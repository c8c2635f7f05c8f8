/**
 * Every type of the machine, in the order a row meets them. No code lives here.
 * Promise: a word means one thing everywhere; units stand in the name (`amountCents`), absence is `null`.
 * Does not: import anything, or know of Nest, TypeORM, pg, papaparse or exceljs.
 */

// ---------------------------------------------------------------------------------------------------- cells

/**
 * How a cell's text becomes a value. Values in memory:
 * `text`, `code`, `choice` string · `date` ISO `YYYY-MM-DD` string · `boolean` boolean · `integer` number ·
 * `money` whole cents · `quantity`, `unit-cost`, `percent`, `rate` whole ten-thousandths · `hours` whole hundredths.
 * All numbers are safe integers; a larger one is an issue on its cell.
 */
export type Kind =
  | 'text'
  | 'code'
  | 'choice'
  | 'date'
  | 'boolean'
  | 'integer'
  | 'money'
  | 'quantity'
  | 'unit-cost'
  | 'percent'
  | 'rate'
  | 'hours';

export type Value = string | number | boolean | null;

/**
 * One row as delivered. `cells[i]` belongs to `header[i]`; `null` is an absent cell. `row` is 1-based as the file shows
 * it.
 */
export interface RawRow {
  readonly row: number;
  readonly cells: readonly (string | null)[];
  /** Trouble the reader saw in a cell (formula error, merged cell …); the cell itself is then `null`. */
  readonly problems?: readonly CellProblem[];
}

export interface CellProblem {
  readonly index: number;
  /** Of a cell under no header, which no column names: its letters in the workbook. */
  readonly letter?: string;
  readonly code: IssueCode;
  readonly value: string;
  readonly message: string;
}

/**
 * A header cell as delivered. `scope` is set by JSON only: whether the name was found on the object or on its lines.
 */
export interface HeaderCell {
  readonly name: string;
  /** Spreadsheet column letter (`F`), `null` outside workbooks. */
  readonly letter: string | null;
  readonly scope: 'header' | 'line' | null;
}

/** Rows by their numbers: `from` and what follows, up to but without `until`. */
export interface RowRange {
  readonly from: number;
  readonly until: number;
}

/** One table of an extract: a CSV file, one sheet of a workbook, or a JSON document flattened to lines. */
export interface Sheet {
  /** Sheet name; `null` for CSV and JSON. */
  readonly name: string | null;
  readonly header: readonly HeaderCell[];
  /** 1-based row of the header, `0` for JSON. */
  readonly headerRow: number;
  /** Data rows in chunks, blank rows left out. May be called several times and gives the same rows each time. */
  rows(): AsyncIterable<readonly RawRow[]>;
  /** Some of them, without reading what stands before. Absent where the reader cannot go to a row. */
  readonly rowsIn?: (range: RowRange) => AsyncIterable<readonly RawRow[]>;
  /**
   * All rows, of which only the cells of these columns are right: a row that agrees in them with the one before may
   * share its cells, where `mayStandFor` says of that one that it may. Absent where it is not quicker than `rows`.
   */
  readonly keyRows?: (
    columns: readonly number[],
    mayStandFor: (row: RawRow) => boolean,
  ) => AsyncIterable<readonly RawRow[]>;
  /** The reader's own, plain data: another thread gives out ranges of the same rows from it. Absent where none can. */
  readonly plan?: unknown;
}

/**
 * What the reader noticed about the file itself: hidden rows, sheets left out. Never fatal; fatal trouble is a
 * `FileProblem`.
 */
export interface FileNote {
  readonly sheet: string | null;
  readonly code: IssueCode;
  readonly message: string;
}

/** An open extract. `close` removes what the reader spooled. */
export interface OpenExtract {
  readonly sheets: readonly Sheet[];
  readonly notes: readonly FileNote[];
  close(): Promise<void>;
}

// --------------------------------------------------------------------------------------------------- issues

export type IssueCode = string;
export type Severity = 'error' | 'warning';

/** Why a cell, row or document was held, waits, was excluded or was warned of. Data, never thrown. */
export interface Issue {
  readonly dataset: string | null;
  readonly file: string | null;
  readonly sheet: string | null;
  readonly row: number | null;
  /** Our column name; `header` is the name as the file spells it; `cell` like `Invoices!F17` in a workbook. */
  readonly column: string | null;
  readonly cell: string | null;
  readonly header: string | null;
  readonly document: string | null;
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly value: string | null;
  readonly message: string;
  readonly allowed: readonly string[] | null;
  readonly nearest: readonly string[] | null;
}

// ---------------------------------------------------------------------------------------------- definitions

/** One column of a dataset, from `rules/<dataset>.schema.json`. */
export interface Column {
  readonly name: string;
  readonly kind: Kind;
  readonly level: 'header' | 'line';
  readonly aliases: readonly string[];
  /** For `choice`: canonical value → other spellings (compared without case, spaces and punctuation). */
  readonly choices: Readonly<Record<string, readonly string[]>> | null;
  /** The column that takes what follows the first line break of a cell, where it is absent. */
  readonly continuedIn: string | null;
  /** `9.2`: at most so many digits before and after the point; null where nothing is said. */
  readonly digits: string | null;
  readonly description: string;
}

/** How rows become documents. */
export interface DocumentShape {
  readonly is: string;
  /** Parts of the key; of each part the first column that has a value counts. */
  readonly key: readonly (readonly string[])[];
  /**
   * Columns that tell the lines of one document apart; tried in order, the first whose columns are all present. Empty:
   * one line only.
   */
  readonly lineKeys: readonly (readonly string[])[];
  /** JSON: names of the arrays that hold the lines. */
  readonly lines: readonly string[];
}

export interface DatasetSchema {
  readonly dataset: string;
  readonly title: string;
  readonly document: DocumentShape;
  readonly columns: readonly Column[];
  readonly column: ReadonlyMap<string, Column>;
  /** Each entry: at least one of these columns must be in the file. */
  readonly requiredColumns: readonly (readonly string[])[];
  /** Checks one typed row (absent values left out). Null when it holds. */
  readonly check: (row: Record<string, Value>) => readonly SchemaProblem[] | null;
}

export interface SchemaProblem {
  readonly column: string;
  readonly code: IssueCode;
  readonly message: string;
  readonly allowed: readonly string[] | null;
}

// -------------------------------------------------------------------------------------------- Sage's tables

export type SageType = 'text' | 'money' | 'units' | 'percent' | 'integer' | 'bigint' | 'boolean' | 'date' | 'time';

/** `mappings/sage/tables/<table>.json`: one table of Sage 300 CRE as we picture it. */
export interface SageTable {
  readonly table: string;
  readonly sageName: string;
  readonly description: string;
  readonly evidence: string;
  readonly key: readonly string[];
  readonly columns: readonly SageColumn[];
  readonly foreignKeys: readonly {
    readonly columns: readonly string[];
    readonly table: string;
    readonly references: readonly string[];
  }[];
  readonly indexes: readonly (readonly string[])[];
  /** Totals of other tables that a new row of this table adds to. */
  readonly totals: readonly TotalKept[];
}

export interface SageColumn {
  readonly name: string;
  readonly sageName: string;
  readonly type: SageType;
  /** Characters, for `text`. */
  readonly length: number | null;
  /** Digits before the point that Sage takes, where they are fewer than the column holds. */
  readonly digits?: number;
  readonly notNull: boolean;
  readonly default: Value;
  readonly note: string | null;
}

/** A new row of the owning table adds `add` (a column, or column × sign) to columns of the row named by `key`. */
export interface TotalKept {
  readonly event: string;
  /** Column = one of values; all must hold. */
  readonly when: Readonly<Record<string, readonly string[]>>;
  readonly to: string;
  /** Target key column → column of the owning table, or of a joined parent as `commitment_item.job`. */
  readonly key: Readonly<Record<string, string>>;
  /** Target column → column of the owning table that is added. */
  readonly add: Readonly<Record<string, string>>;
  /** Row to read key columns from when they are not on the owning table. */
  readonly through: { readonly table: string; readonly key: Readonly<Record<string, string>> } | null;
  /** The dataset whose `countedOnArrival` decides; null: always counted. */
  readonly countedWith: string | null;
  /** Only where the profile says so. */
  readonly unlessProfile: string | null;
}

// -------------------------------------------------------------------------------------------------- profile

/**
 * `mappings/companies/<company>.json`. Every limit and choice a company may change; see docs/PROFILE in the file
 * itself.
 */
/** When the service runs a company's inbox by itself, in the company's time zone. */
export interface NightlySchedule {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string;
}

export interface Profile {
  readonly company: string;
  readonly name: string;
  readonly sageVersion: string;
  readonly timeZone: string;
  /** Null or absent: no batch starts by itself. */
  readonly nightly?: NightlySchedule | null;
  readonly masks: Readonly<Record<string, MaskSpec>>;
  readonly sourceDelimiters: readonly string[];
  readonly dateOrder: 'MDY' | 'DMY' | 'YMD';
  readonly absentTexts: readonly string[];
  readonly vendorTypesTaken: 'all' | readonly string[];
  readonly vendorsWithoutTypeTaken: boolean;
  readonly insuranceOwner: 'sage' | 'procore';
  readonly summarization: Summarization;
  readonly acceptance: 'auto' | 'manual';
  readonly countedOnArrival: Readonly<Record<string, boolean>>;
  /** `'all'` or months as `YYYY-MM`. */
  readonly openMonths: 'all' | readonly string[];
  readonly holdFutureDates: boolean;
  readonly accountingDateFrom: string | null;
  readonly changeOrderDateFrom: string | null;
  readonly invoiceIdentity: 'vendor+number' | 'commitment+number';
  readonly apInvoiceNumber: string;
  /** `{invoice}` where the file says nothing. */
  readonly arInvoiceNumber?: string;
  readonly retainageRelease: 'negative-retainage' | 'hold';
  readonly sendInvoiceTax: boolean;
  readonly pccoPostsEstimateChange: boolean;
  readonly jobTotalsIncludeExtras: boolean;
  readonly onTitleTooLong: 'hold' | 'cut';
  readonly budgetCodePattern: string;
  readonly toleranceCents: number;
  readonly reportDetailRows: number;
  readonly warningsAsHolds: readonly IssueCode[];
  readonly fullExtract: readonly string[];
  readonly apLayout: string;
}

/** A code format: `mask` such as `99-999` (9 a digit, A a letter, X either), or a length. */
export interface MaskSpec {
  readonly mask?: string;
  readonly length?: number;
  readonly case?: 'upper' | 'keep';
}

export interface Summarization {
  readonly strategy: 'none' | 'per-commitment' | 'per-commitment-line' | 'per-coding';
  readonly onMixedCoding: 'split' | 'commitment-line' | 'hold';
  readonly onSeveralCommitmentLines: 'largest' | 'split' | 'hold';
}

// ---------------------------------------------------------------------------------------------- the batch

export type Outcome = 'loaded' | 'unchanged' | 'held' | 'waiting' | 'excluded';

export interface MeasureCounts {
  read: string;
  carried: string;
  loaded: string;
  unchanged: string;
  held: string;
  waiting: string;
  excluded: string;
  unreadableRows: number;
}

/** `run --json` (INTERFACE §2). Money is text with two decimals. */
export interface BatchSummary {
  batch: string;
  company: string;
  status: 'tied-out' | 'held' | 'unchanged' | 'out-of-balance' | 'failed';
  dryRun: boolean;
  definitions: string;
  asOf: string;
  datasets: DatasetSummary[];
  tieOut: { balanced: boolean; equations: Equation[]; differences: Equation[] };
  issues: { total: number; byCode: Record<IssueCode, number> };
  reports: {
    html: string | null;
    xlsx: string | null;
    json: string | null;
    issues: string | null;
    sageFiles: string[];
  };
  seconds: number;
}

export interface DatasetSummary {
  dataset: string;
  files: { name: string; sha256: string; rows: number }[];
  rows: {
    read: number;
    carried: number;
    loaded: number;
    summarized: number;
    unchanged: number;
    held: number;
    waiting: number;
    excluded: number;
  };
  documents: {
    read: number;
    carried: number;
    inserted: number;
    updated: number;
    unchanged: number;
    held: number;
    waiting: number;
    excluded: number;
  };
  amounts: Record<string, MeasureCounts>;
}

/** A named control total: what must be, what a second reading found. */
export interface Equation {
  name: string;
  dataset: string | null;
  expected: string;
  actual: string;
  holds: boolean;
}
