/**
 * One batch from opened extracts to a verdict, over ports. Reads top to bottom.
 * Promise: datasets go in prerequisite order whatever the files are called; what earlier batches left open is judged
 * again by name; nothing is kept when a control total does not agree.
 * Does not: open files, SQL transactions or reports; it has no clock.
 */
import { countKeys, groupRows, type Spill } from './group-rows.js';
import type { Catalog } from './catalog.js';
import type { CompiledDataset } from './compile-dataset.js';
import { declaredTotals } from './declared-totals.js';
import { compareKeys, judgeDataset } from './judge-dataset.js';
import type { MatchedSheet } from './match-sheet.js';
import { MetDocuments, type Replaced } from './met-documents.js';
import type { CarriedGroup, LookupPort, StagedFinding } from './ports.js';
import { carriedRows } from './carried-rows.js';
import type { Issue } from './nouns.js';
import type { BatchFacts, RowGroup, WorkDocument } from './work.js';

/** What this batch read of a dataset. */
export interface ExtractRead {
  /** Files brought it, and none of them stopped: what is not in them is not in the source. */
  readonly isWhole: boolean;
}

/** Where judged documents of a dataset go. One per dataset and batch. */
export interface DatasetSink {
  begin(): Promise<void>;
  stage(documents: readonly WorkDocument[]): Promise<void>;
  check(extract: ExtractRead): Promise<StagedFinding[]>;
  /** `contents` are the delivered rows of documents that a finding holds. */
  apply(findings: readonly StagedFinding[], contents: ReadonlyMap<string, string>): Promise<void>;
  /** Publishes; `read` is what the readers counted, for the control totals. */
  publish(read: ReadTotals): Promise<void>;
  contentOf(document: WorkDocument): string;
}

export interface BatchPorts {
  readonly lookups: LookupPort;
  readonly spill: () => Spill;
  readonly carried: (dataset: string) => Promise<CarriedGroup[]>;
  readonly accepted: (dataset: string) => Promise<ReadonlySet<string>>;
  readonly sink: (dataset: CompiledDataset) => DatasetSink;
  readonly issue: (issue: Issue) => Promise<void>;
  readonly progress: (event: Progress) => void;
  /** Throws when the run was told to stop. */
  readonly stopIfAsked: () => void;
}

export interface Progress {
  readonly stage: string;
  readonly dataset: string | null;
  readonly rows: number;
  readonly rowsTotal: number | null;
}

/** What passed through the machine, counted as it was read: the first side of the control totals. */
export interface ReadTotals {
  rows: number;
  rowsCarried: number;
  documents: number;
  documentsCarried: number;
  /** Cents by measure, exact. */
  amounts: bigint[];
  amountsCarried: bigint[];
  /** Open documents of earlier batches that were not judged again, and what stands for them. */
  replaced: readonly Replaced[];
  /** Rows by file name, as the reader saw them. */
  rowsByFile: Map<string, number>;
}

export async function runBatch(
  catalog: Catalog,
  sheets: readonly MatchedSheet[],
  batch: BatchFacts,
  ports: BatchPorts,
): Promise<Map<string, ReadTotals>> {
  const totals = new Map<string, ReadTotals>();
  for (const dataset of catalog.datasets) dataset.numbers.clear();
  for (const dataset of catalog.datasets) forgetLookups(dataset);
  for (const dataset of catalog.datasets) {
    ports.stopIfAsked();
    const own = sheets.filter((sheet) => sheet.dataset.name === dataset.name);
    const carried = await ports.carried(dataset.name);
    if (own.length === 0 && carried.length === 0) continue;
    totals.set(dataset.name, await runDataset(catalog, dataset, own, carried, batch, ports));
  }
  return totals;
}

async function runDataset(
  catalog: Catalog,
  dataset: CompiledDataset,
  delivered: readonly MatchedSheet[],
  carried: readonly CarriedGroup[],
  batch: BatchFacts,
  ports: BatchPorts,
): Promise<ReadTotals> {
  // 1. Count the rows of each key, so that documents can leave as soon as they are whole.
  ports.progress({ stage: 'counting', dataset: dataset.name, rows: 0, rowsTotal: null });
  const { sheets, counts } = await sheetsThatAddUp(delivered, ports);
  // 2. Judge what was delivered, then what earlier batches left open and no file of this batch brings.
  const sink = ports.sink(dataset);
  await sink.begin();
  const read = emptyTotals(dataset);
  const groups = carriedRows(
    [...carried].sort((a, b) => compareKeys(b.batch, a.batch)),
    dataset,
  );
  const met = new MetDocuments(dataset, groups);
  const isWhole = sheets.length > 0 && sheets.length === delivered.length;
  const context = {
    dataset,
    batch,
    lookups: ports.lookups,
    accepted: await ports.accepted(dataset.name),
    definitions: catalog.fingerprint,
  };
  // The database takes a chunk while the next one is judged; never more than one waits.
  let staged = Promise.resolve();
  const stage = async (documents: readonly WorkDocument[]): Promise<void> => {
    ports.stopIfAsked();
    for (const document of documents) {
      met.meet(document);
      tally(read, document);
    }
    await staged;
    staged = sink.stage(documents);
    // Whoever awaits it next is told.
    staged.catch(() => undefined);
    ports.progress({
      stage: 'judging',
      dataset: dataset.name,
      rows: read.rows + read.rowsCarried,
      rowsTotal: counts.total,
    });
  };
  const judgeAll = (groups: AsyncIterable<RowGroup>): Promise<void> =>
    judgeDataset(groups, context, stage).catch(async (error: unknown) => {
      // What the database refused of the chunk before is the cause; after it every question fails.
      await staged;
      throw error;
    });
  await judgeAll(groupRows(sheets, counts, ports.spill()));
  const { open, replaced } = met.settle(isWhole);
  read.replaced = replaced;
  await judgeAll(each(open));
  await staged;
  // 3. Whole-dataset checks, then publish.
  ports.progress({ stage: 'publishing', dataset: dataset.name, rows: read.rows, rowsTotal: counts.total });
  const findings = [...met.findings(), ...(await sink.check({ isWhole }))];
  const left = open.filter((group) => !met.isSuperseded(group));
  await sink.apply(findings, await heldContents(findings, sheets, counts, left, context, ports, sink));
  await sink.publish(read);
  forgetLookups(dataset);
  return read;
}

/** Before a batch too: what a failed one was told may have been rolled back. */
function forgetLookups(dataset: CompiledDataset): void {
  for (const step of [...dataset.plan, ...dataset.latePlan]) if (step.kind === 'lookup') step.forget();
}

async function* each(groups: readonly RowGroup[]): AsyncGenerator<RowGroup> {
  yield* groups;
}

/**
 * A sheet that does not add up to its own total row is short of something: nobody can say of which document, so it
 * stops whole.
 */
async function sheetsThatAddUp(
  delivered: readonly MatchedSheet[],
  ports: BatchPorts,
): Promise<{ sheets: readonly MatchedSheet[]; counts: Awaited<ReturnType<typeof countKeys>> }> {
  const counts = await countKeys(delivered);
  for (const sheet of delivered) {
    const issues = await declaredTotals(sheet);
    sheet.stopped = issues.some((issue) => issue.severity === 'error');
    for (const issue of issues) await ports.issue(issue);
  }
  const sheets = delivered.filter((sheet) => !sheet.stopped);
  return { sheets, counts: sheets.length === delivered.length ? counts : await countKeys(sheets) };
}

function emptyTotals(dataset: CompiledDataset): ReadTotals {
  return {
    rows: 0,
    rowsCarried: 0,
    documents: 0,
    documentsCarried: 0,
    amounts: dataset.measures.map(() => 0n),
    amountsCarried: dataset.measures.map(() => 0n),
    replaced: [],
    rowsByFile: new Map(),
  };
}

function tally(read: ReadTotals, document: WorkDocument): void {
  const carried = document.group.carried !== null;
  const rows = document.rowNumbers.length;
  if (carried) {
    read.rowsCarried += rows;
    read.documentsCarried++;
  } else {
    read.rows += rows;
    read.documents++;
    const { file } = document.source;
    read.rowsByFile.set(file, (read.rowsByFile.get(file) ?? 0) + rows);
  }
  for (const [index, cents] of document.amounts.entries()) {
    if (carried) read.amountsCarried[index]! += BigInt(cents);
    else read.amounts[index]! += BigInt(cents);
  }
}

/** Rows as delivered of documents that only a whole-dataset check holds: read once more, which is rare. */
async function heldContents(
  findings: readonly StagedFinding[],
  sheets: readonly MatchedSheet[],
  counts: Awaited<ReturnType<typeof countKeys>>,
  carried: readonly RowGroup[],
  context: Parameters<typeof judgeDataset>[1],
  ports: BatchPorts,
  sink: DatasetSink,
): Promise<Map<string, string>> {
  const held = new Set(findings.flatMap((finding) => finding.hold));
  if (held.size === 0) return new Map();
  const found = new Map<string, WorkDocument>();
  const keep = async (documents: readonly WorkDocument[]): Promise<void> => {
    for (const document of documents) {
      const first = found.get(document.key);
      if (!held.has(document.key) || document.copyOf !== null) continue;
      if (first === undefined) found.set(document.key, document);
      else if (!first.rivals.includes(document.group)) first.rivals = [...first.rivals, document.group];
    }
  };
  await judgeDataset(groupRows(sheets, counts, ports.spill()), context, keep);
  await judgeDataset(each(carried), context, keep);
  return new Map([...found].map(([key, document]) => [key, sink.contentOf(document)]));
}
