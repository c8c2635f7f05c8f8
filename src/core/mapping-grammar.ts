/**
 * The grammar of `rules/<dataset>.rules.json` and `mappings/<dataset>.mapping.json`, as read from the files.
 * Promise: what stands here is all a mapping can say; `catalog.ts` refuses anything else before a row is read.
 * Does not: evaluate anything.
 */
import type { DateShift } from './dates.js';
import type { IssueCode, Kind, Outcome, Severity, Value } from './nouns.js';

// ---------------------------------------------------------------------------------------------------- rules

export type RuleAction = 'set' | 'exclude' | 'exclude-line' | 'list' | 'hold' | 'warn' | 'wait';

export interface RuleDefinition {
  readonly id: string;
  readonly on: 'document' | 'line';
  readonly do: RuleAction;
  readonly code: IssueCode;
  /** Why, in the accountant's words; printed in reports. */
  readonly because: string;
  /** Ids of the reference rules it implements, such as `C-03`. */
  readonly source: string;
  /** json-rules-engine conditions: `{ all | any | not }` of `{ fact, operator, value }`. */
  readonly when: unknown;
  /** Text with `{column}` placeholders. */
  readonly message: string;
  /** The column an issue points at. */
  readonly column?: string;
  readonly allowed?: readonly string[];
  /** The look-up whose `nearest` values the issue shows. */
  readonly nearest?: string;
  /** `set` only: the column set and the fact its value comes from. */
  readonly set?: { readonly column: string; readonly from?: string; readonly value?: Value };
  /**
   * `exclude` only: what it means for a document that is loaded already. `withdrawn` holds it, `left` leaves it as Sage
   * has it, `ignored` goes on comparing.
   */
  readonly afterLoading?: 'withdrawn' | 'left' | 'ignored';
  readonly examples: readonly { readonly given: Readonly<Record<string, Value>>; readonly fires: boolean }[];
}

export interface RulesFile {
  readonly dataset: string;
  readonly rules: readonly RuleDefinition[];
}

// ------------------------------------------------------------------------------------------------- mappings

/** Presence tests: `commitment_line_number` present, `!change_order_number` absent. All must hold. */
export type Presence = readonly string[];

export interface LookupDefinition {
  readonly on: 'document' | 'line';
  readonly table: string;
  /**
   * Table column → our column, derived value, or a value of an earlier look-up (`commitment.vendor`). `'…'` in quotes
   * is a literal.
   */
  readonly key: Readonly<Record<string, string>>;
  readonly take: readonly string[];
  readonly when?: Presence;
  /** The key names no unique row: exactly one must match. */
  readonly unique?: { readonly code: IssueCode; readonly message: string };
  /** The largest `take[0]` of the rows of this key, instead of a row. */
  readonly max?: true;
  /** Dotted numbers: `1.1.2`, else `1.1`, else `1` (detail lines bill their parent). Names the key column. */
  readonly parentOf?: string;
  /** What a missing row means; absent: nothing. */
  readonly missing?: {
    readonly outcome: 'waiting' | 'held';
    readonly code: IssueCode;
    readonly message: string;
    readonly column?: string;
    /** Only when the table has any row at all (a master that was never loaded is not checked). */
    readonly ifLoaded?: true;
    /** Suggest near values of this table column among the rows that match the other key columns. */
    /** The table column to suggest from; where the key does not have it, the value of `column` is compared with it. */
    readonly nearest?: string;
    /** Only rows with these texts are suggested: no group codes. */
    readonly among?: Readonly<Record<string, string>>;
  };
}

/** A vendor, project or commitment given by name or Procore id instead of by code. */
export interface ResolveDefinition {
  /** Column to fill when it is absent. */
  readonly column: string;
  readonly entity: 'vendor' | 'job' | 'commitment';
  readonly byName?: string;
  readonly byId?: string;
  /** What is not found is no reason to wait: a new company has no code yet. */
  readonly optional?: true;
}

export type DerivedDefinition = {
  readonly name: string;
  readonly on: 'document' | 'line';
  readonly kind: Kind;
  readonly when?: Presence;
} & (
  | { readonly add: readonly string[] } // money or numbers; a leading '-' subtracts; absent counts 0
  | { readonly multiply: readonly [string, string] } // quantity × unit-cost → money; null when one is absent
  | { readonly sum: string } // over the lines, on documents
  | { readonly count: string } // lines where the named value is present
  | { readonly firstOf: readonly string[] }
  // by the text of a value, one of several names; absent for any other text
  | { readonly choose: Readonly<Record<string, string>>; readonly by: string }
  // the latest (dates) or largest among the lines that have the same value of another name, on lines
  | { readonly latest: string; readonly among: string }
  | { readonly value: Value }
  | { readonly pattern: string } // '{commitment_number}-{invoice_number}', or '@apInvoiceNumber' of the profile
  | { readonly transform: string; readonly from: string; readonly args?: readonly Value[] }
  | { readonly table: string; readonly from: string } // rules/tables
  | { readonly itemNumber: string } // Sage item number from a line identity column
  | { readonly nextAfter: string; readonly within: string } // next free number per document family, in document order
  | { readonly division: string } // first section of a code
  // a date moved by years and months, then days; a day the month does not have becomes its last
  | ({ readonly shift: string } & DateShift)
);

/** A column's value: a name, or one of these. */
export type ColumnExpression =
  | string
  | { readonly value: Value }
  | { readonly sum: string }
  // value (or sum) only where all lines of the group agree
  | { readonly agree: string; readonly with: readonly string[]; readonly sum?: true }
  | { readonly from: string; readonly cut?: number; readonly transform?: string }
  | { readonly firstOf: readonly string[] }
  | { readonly join: string } // the group's different values, blank-separated
  | { readonly table: string; readonly from: string }
  | { readonly ordinal: true }
  | { readonly times: number; readonly of: string }; // hours (hundredths) in a column of four decimals: times 100

export interface TargetDefinition {
  readonly table: string;
  readonly per: 'document' | 'line' | 'group';
  /** `insert` a row of our own (masters: insert or update); `update` columns of a row another dataset owns. */
  readonly op?: 'insert' | 'update';
  readonly when?: Presence;
  /** A profile switch that must be true. */
  readonly if?: string;
  readonly columns: Readonly<Record<string, ColumnExpression>>;
  /** Columns Sage keeps once the row exists; a differing value is listed, never written. */
  readonly ownedBySage?: readonly string[];
  /** `per: document` over lines: the one line whose values count. */
  readonly pick?: { readonly where: Readonly<Record<string, Value>>; readonly latest: string };
  /** `update` only where this target column would not go back (an earlier or blank value never replaces). */
  readonly onlyForward?: string;
  /** Columns whose values one document alone may have in Sage, where the table's key does not say so: an AR invoice. */
  readonly numberedBy?: readonly string[];
  /** The target whose rows decide `loaded` against `summarized`. Default: the last `line` or `group` target. */
  readonly countsRows?: true;
}

export interface SummarizeDefinition {
  readonly strategy: 'profile' | 'by';
  readonly by?: readonly string[];
  readonly coding?: readonly string[];
  readonly commitmentLine?: string;
  readonly amount: string;
}

/** Lines one row stands for: line column → row column, a leading '-' turns the sign. */
export interface ExpandDefinition {
  readonly when: Presence;
  readonly lines: readonly Readonly<Record<string, string>>[];
}

/** Parts of a job cost coding, and the commitment and item it belongs to; Sage's tables name all but `item` so. */
export const CODING_PARTS = ['commitment', 'item', 'job', 'extra', 'cost_code', 'category'] as const;

/** Where the money of a line goes by its source: for the job tree, and for the control total `amount-by-coding`. */
export interface CodingDefinition {
  readonly columns: Readonly<
    Partial<Record<(typeof CODING_PARTS)[number], string | { readonly firstOf: readonly string[] }>>
  >;
  /** Line value, cents. */
  readonly amount: string;
  /** Line value, cents: what an invoice holds back of it. */
  readonly retainage?: string;
  /** The column of the job tree that it is Procore's side of. */
  readonly shows?: 'original_estimate' | 'approved_changes' | 'original_commitment' | 'approved_cos' | 'invoiced';
  /** A profile switch that must be true for it to show. */
  readonly if?: string;
  /** What a second reading of the tables must find on each coding. */
  readonly again?: Reconciled;
}

/** A sum of columns over rows that a batch wrote: `amount - tax`. */
export interface Reconciled {
  readonly table: string;
  readonly sum: string;
}

export interface ReportDefinition {
  /** Its name on page 1; without it the title of the schema. */
  readonly label?: string;
  /** Where it stands on page 1: the smaller, the higher; those without follow in load order. */
  readonly place?: number;
  /** The section that lists its loaded rows. */
  readonly listedIn?: 'vendors' | 'jobs' | 'register';
  /** Measure → its name on page 1, in the order shown. */
  readonly measures?: Readonly<Record<string, string>>;
}

export interface MappingDefinition {
  readonly dataset: string;
  readonly system: 'sage';
  /** Datasets that must be loaded before this one. */
  readonly needs: readonly string[];
  /**
   * What a document that is loaded already may still do: `update` masters field by field; `hold` any change; `append`
   * new lines; `replace` a snapshot.
   */
  readonly reload: 'update' | 'hold' | 'append' | 'replace';
  /** What to do instead of changing a loaded document, for the message that holds it: `enter another budget change`. */
  readonly correction?: string;
  /** Documents are judged in the order of their keys (needed where one document takes numbers from another). */
  readonly inKeyOrder?: true;
  readonly resolve?: readonly ResolveDefinition[];
  /** Column → mask of the profile, or decision table. */
  readonly codes: Readonly<Record<string, string | { readonly table: string }>>;
  /** One source row that stands for several lines (a transfer `from_…`/`to_…`). */
  readonly expand?: readonly ExpandDefinition[];
  readonly derive: readonly DerivedDefinition[];
  readonly lookups: Readonly<Record<string, LookupDefinition>>;
  /** Columns and values that make the document's key in our books (after look-ups). */
  readonly identity: readonly string[];
  /** Measure → line value. */
  readonly measures: Readonly<Record<string, string>>;
  readonly summarize?: SummarizeDefinition;
  readonly targets: readonly TargetDefinition[];
  /** Measure → what a second reading of the tables must find: a sum over rows this batch wrote; or why none is made. */
  readonly reconcile: Readonly<Record<string, Reconciled | { readonly none: string }>>;
  readonly coding?: CodingDefinition;
  /** Procore ids that stand for the code this dataset loads, so that other extracts may name it by id. */
  readonly crosswalk?: {
    readonly entity: 'vendor' | 'job' | 'commitment';
    readonly code: string;
    readonly ids: readonly string[];
  };
  /** Names shown in lists and the action list: columns or look-up values. */
  readonly show?: { readonly vendor?: string; readonly job?: string; readonly title?: string };
  /** How the reconciliation report shows it. */
  readonly report?: ReportDefinition;
  /** Checks on totals of the whole batch, by name (see store/total-checks). */
  readonly totalChecks?: readonly string[];
}

/** What judging one document came to. */
export interface Reason {
  readonly outcome: Exclude<Outcome, 'loaded' | 'unchanged'> | 'warned';
  readonly severity: Severity;
  readonly code: IssueCode;
  readonly message: string;
  readonly column: string | null;
  /** 1-based file row; null: the whole document. */
  readonly row: number | null;
  readonly value: string | null;
  /** Of a cell that no column names: its letters in the workbook. */
  readonly letter?: string | undefined;
  readonly allowed: readonly string[] | null;
  readonly nearest: readonly string[] | null;
  /** Rule id, when a rule said so. */
  readonly rule: string | null;
  /** A row that waits names what for: table and key. */
  readonly waitsFor: { readonly table: string; readonly key: readonly string[] } | null;
}
