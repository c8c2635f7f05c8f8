/**
 * A document while the machine works on it: what is known so far, and what was decided.
 * Promise: plain data; absent values are `undefined`, never `null`, so that a schema check sees what the file said.
 * Does not: decide anything.
 */
import type { Reason } from './mapping-grammar.js';
import type { Outcome, Value } from './nouns.js';
import type { PartedCell } from './part-lines.js';

export type Values = Record<string, Value>;

/** The file a document came from, as issues and lineage name it. */
export interface SourceRef {
  readonly file: string;
  readonly sha256: string;
  readonly sheet: string | null;
  /** Our column → header text and spreadsheet letter of the file. */
  readonly headers: Readonly<Record<string, { readonly header: string; readonly letter: string | null }>>;
  /** Columns the file has at all: absent is not blank. */
  readonly columns: ReadonlySet<string>;
}

/** One row after parsing. `texts` are the delivered texts by column, kept so that the row can be judged again. */
export interface ParsedRow {
  readonly row: number;
  readonly source: SourceRef;
  readonly values: Values;
  /** Delivered text of a column; null when the row has none. */
  textOf(column: string): string | null;
  readonly problems: Reason[] | null;
  /** Those of `problems` that the reader saw in the file itself, whatever the definitions say. */
  readonly delivered: readonly Reason[] | null;
  /** Columns whose cell could not be read. */
  readonly unreadable: readonly string[] | null;
  /** Cells of several lines that were parted into two columns. */
  readonly parted: readonly PartedCell[] | null;
}

/**
 * All rows of one business object, from one extract. `key` is the text the rows were grouped by; keyless rows stand
 * alone.
 */
export interface RowGroup {
  readonly key: string;
  readonly keyless: boolean;
  readonly carried: CarriedFrom | null;
  /** Of a delivered document parsed when they are asked for. */
  readonly rows: readonly ParsedRow[];
  readonly firstRow: ParsedRow;
  /** In the file, in their order. */
  readonly rowNumbers: readonly number[];
  /** Hash of the texts of its rows as delivered, whatever their order; null where it is not asked for. */
  readonly deliveredHash: string | null;
  /** The same key also came in another file of its batch. */
  readonly twin: boolean;
}

/** Where a document that an earlier batch left open stands in our books. */
export interface CarriedFrom {
  readonly key: string;
  readonly batch: string;
  /** Of a row without a key: documents that stood beside it in its file, the first of them by key. */
  readonly beside?: readonly string[];
}

export interface WorkLine {
  readonly row: number;
  readonly values: Values;
  /** Columns whose cell could not be read, as on its row. */
  readonly unreadable: readonly string[] | null;
  excludedBy: Reason | null;
}

/** A value changed on its way: listed in the report, never silent. */
export interface AlterationNote {
  readonly column: string;
  readonly kind: 'cut' | 're-formatted' | 'defaulted' | 'resolved' | 'kept' | 'cleared';
  readonly because: string;
  readonly before: string | null;
  readonly after: string | null;
  rows: number[];
}

/** What our books say of a document. */
export interface KnownDocument {
  readonly key: string;
  readonly state: 'loaded' | 'held' | 'waiting' | 'ready' | 'excluded';
  readonly sourceHash: string;
  readonly targetHash: string | null;
  /** Batch that loaded it, null when it never was. */
  readonly loadedBatch: string | null;
  /** Header and line digest of the loaded version, for naming a difference. */
  readonly digest: Digest | null;
  /** Rows excluded on their own in the loaded version, and their cents by measure. */
  readonly rowsExcluded: number;
  readonly amountsExcluded: readonly number[];
  /** Fingerprint of the definitions it was judged under. */
  readonly definitions: string;
}

/** Enough of a loaded version to name what changed: header texts, amounts and coding per line identity. */
export interface Digest {
  readonly header: Readonly<Record<string, string>>;
  readonly lines: Readonly<Record<string, string>>;
  /** Columns of the file that had a value: what a later file does not carry at all has not changed. */
  readonly columns?: readonly string[];
  /** Line column → hash of its values, for what is neither money nor coding. */
  readonly texts?: Readonly<Record<string, string>>;
}

export interface TargetRow {
  readonly target: number;
  readonly table: string;
  readonly values: Values;
  /** Source rows, ascending. */
  readonly rows: readonly number[];
}

export interface WorkDocument {
  readonly dataset: string;
  /** Key in our books. Known after look-ups; until then the group's key. */
  key: string;
  readonly group: RowGroup;
  readonly source: SourceRef;
  readonly values: Values;
  readonly lines: WorkLine[];
  reasons: Reason[];
  alterations: AlterationNote[];
  /** `row:column` (`*` for the header) of codes that did not fit their mask or table. */
  failedCodes: Set<string> | null;
  readonly rowNumbers: readonly number[];
  /** Per measure, in the order of the mapping: all rows, rows excluded on their own, rows with an unreadable cell. */
  amounts: number[];
  amountsExcluded: number[];
  /** Lines of a document that is added to (a budget): those loaded before. */
  amountsUnchanged: number[];
  rowsUnchanged: number;
  unreadable: number[];
  known: KnownDocument | null;
  sourceHash: string;
  targetHash: string | null;
  /** By which the same rows are known when they come again: that of its group, where it stands as it was loaded. */
  deliveredHash: string | null;
  outcome: Outcome;
  /** The file that holds the copy that counts, when this one is an equal twin. */
  copyOf: string | null;
  /** Why none of its copies may load, and the other copies, which are kept with it. */
  differs: string | null;
  rivals: readonly RowGroup[];
  action: 'inserted' | 'updated' | null;
  targets: TargetRow[];
}

/** What a batch fixes for all its documents: the core knows no other clock and no other settings. */
export interface BatchFacts {
  readonly asOf: string;
  readonly origin: 'procore' | 'sage';
  readonly accept: 'auto' | 'manual';
}
