/**
 * The port between the process (commands, later HTTP and the schedule) and the machine: what may be asked, what is
 * answered.
 * Promise: plain data in and out, amounts as text with two decimals, instants as ISO text in UTC; troubles are thrown
 * as `TieoutFault`, data troubles are `Issue`s in the answer. An engine opens the database when a method first needs
 * it.
 * Does not: print, read the environment, or know exit codes.
 */
import type { BatchSummary, Issue, Outcome } from '../core/nouns.js';
import type { ReconciliationReport } from '../core/report-model.js';
import type { BatchEnd, IssueChoice } from '../store/batch-record.js';
import type { CompanySchedule } from './machine/check-schedules.js';

/** Token under which Nest gives the engine. */
export const ENGINE = Symbol('Engine');

export interface Engine {
  /** One batch, end to end. An aborted `signal` rolls it back and throws the signal's reason. */
  run(request: RunRequest, progress: ProgressSink, signal: AbortSignal): Promise<RunResult>;
  /** Batches that a killed process left in the inbox, and the night that is due, if one is. */
  night(request: NightRequest, progress: ProgressSink, signal: AbortSignal): Promise<NightResult>;
  /** Whether `night` would find something to do; false while the company is locked. Notes a schedule that is new. */
  isNightDue(request: NightRequest): Promise<boolean>;
  /** Companies whose profile has a schedule. A `DefinitionFault` when one is wrong. */
  schedules(): Promise<readonly CompanySchedule[]>;
  /** Schema, rules and mapping on one file; writes nothing to the tables. */
  validate(request: ValidateRequest, progress: ProgressSink, signal: AbortSignal): Promise<ValidateResult>;
  /** Compiles every definition file. Wrong definitions are the answer here, not a fault. Needs no database. */
  check(): Promise<CheckResult>;
  /** Runs every example and every sample. Needs no database. */
  test(request: TestRequest, progress: ProgressSink, signal: AbortSignal): Promise<TestResult>;
  reconcile(request: ReconcileRequest): Promise<ReconcileResult>;
  /** Newest first. */
  batches(company: string, limit: number): Promise<BatchLine[]>;
  /** How a batch of any company ended; null: none has ended under this id. */
  batch(batch: string): Promise<BatchEnd | null>;
  /** Its issues, in the order they were found; `total` counts all that the choice fits. */
  issues(batch: string, choice: IssueChoice): Promise<{ issues: Issue[]; total: number }>;
  /** Whether the database answers, and has the newest migration. */
  isMigrated(): Promise<boolean>;
  documents(filter: DocumentFilter): Promise<DocumentLine[]>;
  status(company: string): Promise<CompanyStatus>;
  readonly database: DatabaseControl;
  /** Lets go of everything held: connections, temporary files. The database is closed after it. */
  close(): Promise<void>;
}

export interface DatabaseControl {
  /** Starts the embedded database when no URL is set, and migrates; it stays up until `down`. */
  up(): Promise<{ url: string }>;
  /**
   * The URL in force, with its password, of a database that is up: asked for by name, to open the tables with other
   * tools.
   */
  url(): Promise<string>;
  /** Stops the embedded database; a `UsageFault` when a URL is set, for that one is not ours. */
  down(): Promise<void>;
}

/** Called often: a sink limits its own output. */
export interface ProgressSink {
  report(progress: Progress): void;
  /** One line for whoever watches: a file left out, a lock waited for. */
  warn(message: string): void;
  /** A batch begins, under this id. */
  begin?(batch: string): void;
}

export interface Progress {
  /** In the infinitive, as it is printed: `read`, `judge`, `publish`, `reconcile`, `report`. */
  readonly stage: string;
  /** The dataset, where the stage is about one; it stands in `stage` too. */
  readonly dataset?: string;
  /** Rows done in this stage. */
  readonly rows: number;
  /** Rows there are in all, null while that is unknown. */
  readonly rowsTotal: number | null;
}

/** All paths absolute. */
export interface RunRequest {
  readonly company: string;
  /** The id the batch is to have; without it a new one. */
  readonly batch?: string;
  /** Files and folders; empty: the company's inbox. */
  readonly paths: readonly string[];
  /** Null: recognised per file. */
  readonly dataset: string | null;
  /** Constant columns: column → text. */
  readonly set: Readonly<Record<string, string>>;
  /** Null: the profile decides. */
  readonly accept: 'auto' | 'manual' | null;
  readonly origin: 'procore' | 'sage';
  /** Business date `YYYY-MM-DD`; null: today in the company's time zone. */
  readonly asOf: string | null;
  readonly dryRun: boolean;
  /** False: only the files given are judged, not what earlier batches left open. */
  readonly carryIn?: boolean;
  /** True: the path is one file and no folder is looked into. */
  readonly oneFile?: boolean;
  /** Null: `reports/<batch>` under the home folder. */
  readonly reportFolder: string | null;
}

export interface RunResult {
  readonly summary: BatchSummary;
  readonly issues: readonly Issue[];
  /** `stopped`: files that gave one issue instead of rows (unreadable, no such dataset, required column missing). */
  readonly files: { readonly read: number; readonly stopped: number };
}

export interface NightRequest {
  readonly company: string;
  /** Who asks, as the books name it: a host and a process. */
  readonly by: string;
}

export interface NightResult {
  /** The night that was run, as ISO instant; null: none was due. */
  readonly dueAt: string | null;
  /** Every batch that was run, the night's own last. */
  readonly batches: readonly RunResult[];
}

export interface ValidateRequest {
  readonly company: string;
  readonly file: string;
  readonly dataset: string | null;
  readonly set: Readonly<Record<string, string>>;
  readonly asOf: string | null;
  /** Where the user's own workbook goes back with bad cells filled and noted; null: not asked for. */
  readonly annotate: string | null;
}

export interface ValidateResult {
  readonly file: string;
  /** Null when the file could not be read. */
  readonly sha256: string | null;
  readonly definitions: string;
  /** `problems`: an issue of severity error, or the file stopped as a whole. */
  readonly status: 'clean' | 'problems';
  readonly datasets: readonly ValidatedDataset[];
  readonly issues: readonly Issue[];
  /** Absolute path of the annotated workbook written. */
  readonly annotated: string | null;
}

export interface ValidatedDataset {
  readonly dataset: string;
  readonly sheet: string | null;
  readonly rows: number;
  readonly documents: number;
  /** Documents by what these definitions would do with them, as far as one file can tell. */
  readonly byOutcome: Readonly<Partial<Record<Outcome, number>>>;
}

export interface CheckResult {
  /** Fingerprint of the definitions; null when they do not compile. */
  readonly definitions: string | null;
  readonly problems: readonly DefinitionProblem[];
  /** What was read, as it is printed: `datasets`, `rules`, `tables`, `mappings`, `profiles`, `layouts` → how many. */
  readonly counts: Readonly<Record<string, number>>;
}

/** `file` relative to the definitions folder, `line` and `column` from 1. */
export interface DefinitionProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface TestRequest {
  /** Only examples and samples whose name holds this text. */
  readonly only: string | null;
  /** Write goldens that are missing; with `force` also those that differ. */
  readonly update: boolean;
  readonly force: boolean;
}

export interface TestResult {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly TestFailure[];
  /** Goldens written, relative to the package. */
  readonly updated: readonly string[];
}

export interface TestFailure {
  readonly name: string;
  readonly message: string;
  /** Lines of `- expected` and `+ actual`; null where nothing can be compared. */
  readonly diff: string | null;
}

export type ReportFormat = 'text' | 'json' | 'csv' | 'xlsx' | 'html';

export interface ReconcileRequest {
  readonly company: string;
  /** Null: the company as it stands. */
  readonly batch: string | null;
  readonly format: ReportFormat;
}

export interface ReconcileResult {
  readonly report: ReconciliationReport;
  /** The rendered report, for formats that fit a terminal. */
  readonly text: string | null;
  /** Absolute path of the rendered report, for formats that need a file. */
  readonly path: string | null;
}

export interface BatchLine {
  readonly batch: string;
  /** ISO instant, UTC. */
  readonly started: string;
  /** Null while it runs, or when it was killed. */
  readonly seconds: number | null;
  readonly status: string;
  readonly asOf: string;
  readonly datasets: readonly string[];
  readonly documents: Readonly<Record<Outcome, number>>;
  readonly dryRun: boolean;
  /** The batch whose answer this one repeated: same files, definitions and masters. */
  readonly repeats: string | null;
}

export const documentStates = [
  'held',
  'waiting',
  'ready',
  'accepted',
  'loaded',
  'filed',
  'posted',
  'withdrawn',
  'excluded',
] as const;
export type DocumentState = (typeof documentStates)[number];

export interface DocumentFilter {
  readonly company: string;
  /** Empty: every state. */
  readonly states: readonly DocumentState[];
  readonly dataset: string | null;
  readonly limit: number;
}

export interface DocumentLine {
  readonly dataset: string;
  readonly document: string;
  readonly state: DocumentState;
  /** Issue code of the reason, null for documents that are well. */
  readonly code: string | null;
  readonly message: string | null;
  readonly amount: string | null;
  /** ISO instant since when it is in this state. */
  readonly since: string;
  readonly batch: string;
}

export interface CompanyStatus {
  readonly company: string;
  readonly definitions: string;
  readonly database: 'embedded' | 'url';
  readonly lastBatch: BatchLine | null;
  /** Open documents: state → how many. */
  readonly open: Readonly<Partial<Record<DocumentState, number>>>;
  readonly newestExtracts: readonly { readonly dataset: string; readonly file: string; readonly receivedAt: string }[];
}
