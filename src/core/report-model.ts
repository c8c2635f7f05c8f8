/**
 * The reconciliation report as data: one model, five formats, the same numbers (INTERFACE §7).
 * Promise: everything a renderer prints stands here; renderers add layout, never arithmetic on the ledger.
 * Amounts are signed whole cents (`…Cents`), hours whole hundredths under the same name; `null` means "not known" and
 * prints as `–`.
 * Does not: read the database; `store/build-report.ts` fills it from the books and the re-read tables.
 */
import type { Equation, Issue } from './nouns.js';

export interface ReconciliationReport {
  head: ReportHead;
  measures: MeasureRow[];
  equations: Equation[];
  actions: ActionRow[];
  openItems: OpenItems;
  excluded: ExcludedRow[];
  vendors: VendorNode[];
  jobs: JobNode[];
  register: InvoiceRegister[];
  alterations: Alteration[];
  mergedLines: MergedLine[];
  billedAgainstCharged: BilledAgainstCharged[];
  warnings: Issue[];
  files: ReportFile[];
  hashTotals: HashTotal[];
  /**
   * Sections cut at `reportDetailRows`: section → rows there are in all. The full rows come from `reconcile --format
   * csv`.
   */
  cutSections: Record<string, number>;
}

/** In place of a batch's id, where the report is of everything that is in the tables. */
export const AS_IT_STANDS = 'the company as it stands';

export interface ReportHead {
  company: string;
  companyName: string;
  /** The batch's id, or `AS_IT_STANDS`. */
  batch: string;
  status: string;
  dryRun: boolean;
  /** ISO instants; `asOf` is the business date. */
  startedAt: string;
  finishedAt: string;
  asOf: string;
  definitions: string;
  toleranceCents: number;
  openMonths: string;
  preparedBy: string;
  approvedBy: string | null;
  newestExtracts: { dataset: string; file: string; receivedAt: string }[];
  /** Instant of the last Sage read-back, null when there was none. */
  sageReadBack: string | null;
  tiedOut: boolean;
  /** What the tables lack; 0 where they have too much. */
  shortByCents: number;
  /** "Tied out." or "Short by 1,234.00." or "Over by 1,234.00." */
  sentence: string;
}

/** Page 1: one row per measure. Count columns count documents. */
export interface MeasureRow {
  measure: string;
  label: string;
  dataset: string;
  unit: 'money' | 'count' | 'hours';
  /** The section that lists its loaded rows; null where none does. */
  listedIn: 'vendors' | 'jobs' | 'register' | null;
  count: number;
  procore: number;
  carriedIn: number;
  excluded: number;
  held: number;
  waiting: number;
  toLoad: number;
  loaded: number;
  unchanged: number;
  /** Sage − Procore. */
  difference: number;
  filed: number | null;
  postedInSage: number | null;
  notYetPosted: number | null;
}

export interface ActionRow {
  who: 'accountant' | 'project manager' | 'administrator' | 'vendor desk' | 'nobody, it waits';
  amountCents: number | null;
  dataset: string;
  document: string;
  vendor: string | null;
  job: string | null;
  file: string | null;
  /** `Sheet!F17`, or `row 17` for CSV. */
  place: string | null;
  code: string;
  reason: string;
  toType: string | null;
  ageDays: number;
}

export interface OpenItems {
  held: OpenItemFlow;
  waiting: OpenItemFlow;
  /** The same by dataset, of those that have anything open or had it before. */
  datasets: { dataset: string; held: OpenItemFlow; waiting: OpenItemFlow }[];
  rows: {
    dataset: string;
    document: string;
    state: 'held' | 'waiting';
    code: string;
    reason: string;
    amountCents: number | null;
    sinceBatch: string;
    ageDays: number;
  }[];
}

/** opening + new − loaded − withdrawn = closing, in documents and cents; ages in days of the closing ones. */
export interface OpenItemFlow {
  opening: CountAndCents;
  new: CountAndCents;
  loaded: CountAndCents;
  withdrawn: CountAndCents;
  closing: CountAndCents;
  ages: { '0-1': CountAndCents; '2-7': CountAndCents; '8-30': CountAndCents; '>30': CountAndCents };
}
export interface CountAndCents {
  count: number;
  cents: number;
}

export interface ExcludedRow {
  dataset: string;
  rule: string;
  because: string;
  documents: number;
  rows: number;
  amountCents: number;
  documentsListed: string[];
}

/** Procore beside loaded beside Sage. `sage` is null without a read-back. */
export interface ThreeWay {
  procoreCents: number | null;
  loadedCents: number;
  sageCents: number | null;
}

/** Vendor → commitment → line. `line` null: the commitment's total; `commitment` null: the vendor's. */
export interface VendorNode {
  vendor: string;
  vendorName: string;
  commitment: string | null;
  title: string | null;
  line: number | null;
  description: string | null;
  original: ThreeWay;
  approvedChanges: ThreeWay;
  revised: ThreeWay;
  billedToDate: ThreeWay;
  /** Hundredths of a percent of revised; null when revised is 0. */
  billedPercentHundredths: number | null;
  retainageHeld: ThreeWay;
  paid: ThreeWay;
  balance: ThreeWay;
}

/** Job → extra → cost code → category. Deeper parts null on subtotals; extra '' is the base job. */
export interface JobNode {
  job: string;
  jobName: string;
  extra: string | null;
  costCode: string | null;
  category: string | null;
  description: string | null;
  originalEstimate: ThreeWay;
  approvedChanges: ThreeWay;
  totalEstimate: ThreeWay;
  originalCommitment: ThreeWay;
  approvedCommitmentChanges: ThreeWay;
  revisedCommitment: ThreeWay;
  invoiced: ThreeWay;
  openCommitment: ThreeWay;
}

/** In the order of Sage's AP posting journal: vendor, invoice, distributions. */
export interface InvoiceRegister {
  vendor: string;
  vendorName: string;
  invoice: string;
  description: string;
  invoiceDate: string;
  accountingDate: string | null;
  amountCents: number;
  retainageCents: number;
  taxCents: number;
  netCents: number;
  releasesRetainage: boolean;
  distributions: {
    sequence: number;
    commitment: string | null;
    commitmentLine: number | null;
    job: string;
    extra: string;
    costCode: string;
    category: string;
    description: string;
    amountCents: number;
    retainageCents: number;
    source: SourceRows[];
  }[];
}

export interface SourceRows {
  file: string;
  sheet: string | null;
  rows: number[];
}

export interface Alteration {
  dataset: string;
  document: string;
  column: string;
  kind: 'cut' | 're-formatted' | 'defaulted' | 'resolved' | 'kept' | 'cleared';
  because: string;
  before: string | null;
  after: string | null;
  rows: number;
  source: SourceRows | null;
}

export interface MergedLine {
  vendor: string;
  invoice: string;
  sequence: number;
  commitment: string;
  coding: string;
  amountCents: number;
  retainageCents: number;
  lines: {
    file: string;
    row: number;
    line: string;
    commitmentLine: number | null;
    description: string;
    amountCents: number;
    retainageCents: number;
  }[];
}

export interface BilledAgainstCharged {
  commitment: string;
  line: number;
  description: string;
  billedCents: number;
  chargedCents: number;
  differenceCents: number;
}

export interface ReportFile {
  name: string;
  sha256: string;
  dataset: string;
  sheets: string[];
  rows: number;
  bytes: number;
  note: string | null;
}

/** A sum of something that is no amount (invoice numbers' digits, vendor count …): proof that nothing was swapped. */
export interface HashTotal {
  dataset: string;
  label: string;
  source: string;
  target: string;
  holds: boolean;
}
