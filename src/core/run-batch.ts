/**
 * One batch from opened extracts to a verdict, over ports. Reads top to bottom.
 * Promise: datasets go in prerequisite order whatever the files are called; what earlier batches left open is judged
 * again by name; nothing is kept when a control total does not agree.
 * Does not: open files, SQL transactions or reports; it has no clock.
 */
import type { Catalog } from './catalog.js';
import { carriedRows } from './carried-rows.js';
import { ChunkStager } from './chunk-stager.js';
import type { CompiledDataset } from './compile-dataset.js';
import { compareKeys, cutChunks, cutParsed } from './cut-chunks.js';
import { declaredTotals } from './declared-totals.js';
import { countKeys, putAside, type KeyCounts, type PutAside, type Spill } from './group-rows.js';
import { judgeChunk, type JudgeContext } from './judge-dataset.js';
import { judgeCarried, judgeDelivered, type JudgedChunk } from './judged-chunk.js';
import type { MatchedSheet } from './match-sheet.js';
import { MetDocuments } from './met-documents.js';
import type { Issue } from './nouns.js';
import type { CarriedGroup, LookupPort, StagedFinding } from './ports.js';
import { emptyTotals, type ReadTotals } from './read-totals.js';
import type { TurnStart } from './turn-starts.js';
import type { BatchFacts, RowGroup, WorkDocument } from './work.js';

/** What this batch read of a dataset. */
export interface ExtractRead {
  /** Files brought it, and none of them stopped: what is not in them is not in the source. */
  readonly isWhole: boolean;
}

/** Where judged documents of a dataset go. One per dataset and batch. */
export interface DatasetSink<Rendered = unknown> {
  begin(): Promise<void>;
  /** What will be staged of judged documents: plain data, made in the thread that judged them. */
  render(documents: readonly WorkDocument[]): Rendered;
  stage(rendered: Rendered): Promise<void>;
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
  /** Threads that judge what was delivered of a dataset; null where that is done here. */
  readonly threads: (delivered: Delivered) => AsyncIterable<JudgedChunk> | null;
  readonly issue: (issue: Issue) => Promise<void>;
  readonly progress: (event: Progress) => void;
  /** Throws when the run was told to stop. */
  readonly stopIfAsked: () => void;
}

/** The delivered rows of a dataset, and what is needed to judge them elsewhere. */
export interface Delivered {
  readonly dataset: CompiledDataset;
  readonly sheets: readonly MatchedSheet[];
  /** Rows in all, and how several threads can share them; null: only one can judge them. */
  readonly rows: number;
  readonly shares: Shares | null;
  /** Ways of naming what earlier batches left open, and what of it has no key, in the order it is met in. */
  readonly namings: ReadonlySet<string>;
  readonly keyless: readonly CarriedGroup[];
  readonly batch: BatchFacts;
  readonly accepted: ReadonlySet<string>;
}

/** Turns of its files, or partitions of rows that were put aside, and where those are: see `Spill`. */
export type Shares =
  { readonly turns: readonly TurnStart[] } | { readonly spill: string; readonly partitions: readonly number[] };

export interface Progress {
  readonly stage: string;
  readonly dataset: string | null;
  readonly rows: number;
  readonly rowsTotal: number | null;
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
  const open = [...carried].sort((a, b) => compareKeys(b.batch, a.batch));
  const met = new MetDocuments(dataset, carriedRows(open, dataset));
  const isWhole = sheets.length > 0 && sheets.length === delivered.length;
  const context = {
    dataset,
    batch,
    lookups: ports.lookups,
    accepted: await ports.accepted(dataset.name),
    definitions: catalog.fingerprint,
  };
  const stager = new ChunkStager(sink, met, read, () => {
    ports.stopIfAsked();
    const rows = read.rows + read.rowsCarried;
    ports.progress({ stage: 'judging', dataset: dataset.name, rows, rowsTotal: counts.total });
  });
  const { total: rows } = counts;
  const keyless = open.filter((group) => group.keyless);
  const work = { dataset, sheets, rows, namings: met.sightings.asked, keyless, batch, accepted: context.accepted };
  const inKeyOrder = dataset.mapping.inKeyOrder === true;
  const aside = await putAside(sheets, counts, ports.spill(), (sorted) => {
    ports.stopIfAsked();
    ports.progress({ stage: 'sorting', dataset: dataset.name, rows: sorted, rowsTotal: counts.total });
  });
  const shares = mayBeShared(dataset, counts) ? await sharesOf(counts, aside) : null;
  const here = (): AsyncIterable<JudgedChunk> =>
    judgeDelivered(cutChunks(sheets, counts, aside, { inKeyOrder }), context, met.sightings, sink);
  await stager.takeAll(ports.threads({ ...work, shares }) ?? here());
  const settled = met.settle(isWhole);
  read.replaced = settled.replaced;
  await stager.takeAll(judgeCarried(cutParsed(settled.open, inKeyOrder), context, met, sink));
  await stager.end();
  // 3. Whole-dataset checks, then publish.
  ports.progress({ stage: 'publishing', dataset: dataset.name, rows: read.rows, rowsTotal: counts.total });
  const findings = [...met.findings(), ...(await sink.check({ isWhole }))];
  const left = settled.open.filter((group) => !met.isSuperseded(group));
  await sink.apply(findings, await heldContents(findings, sheets, counts, left, context, ports, sink));
  await sink.publish(read);
  forgetLookups(dataset);
  return read;
}

/** Before a batch too: what a failed one was told may have been rolled back. */
export function forgetLookups(dataset: CompiledDataset): void {
  for (const step of [...dataset.plan, ...dataset.latePlan]) if (step.kind === 'lookup') step.forget();
}

/** Documents that are given numbers are judged by one, and so are copies in several files. */
function mayBeShared({ mapping, latePlan }: CompiledDataset, { twins }: KeyCounts): boolean {
  return !mapping.inKeyOrder && latePlan.length === 0 && twins.size === 0;
}

async function sharesOf({ turns }: KeyCounts, aside: PutAside | null): Promise<Shares | null> {
  if (aside === null) return turns === null ? null : { turns };
  const spill = await aside.spill.handover();
  return spill === null ? null : { spill, partitions: aside.partitions };
}

/**
 * A sheet that does not add up to its own total row is short of something: nobody can say of which document, so it
 * stops whole.
 */
async function sheetsThatAddUp(
  delivered: readonly MatchedSheet[],
  ports: BatchPorts,
): Promise<{ sheets: readonly MatchedSheet[]; counts: KeyCounts }> {
  const counts = await countKeys(delivered);
  for (const sheet of delivered) {
    const issues = await declaredTotals(sheet);
    sheet.stopped = issues.some((issue) => issue.severity === 'error');
    for (const issue of issues) await ports.issue(issue);
  }
  const sheets = delivered.filter((sheet) => !sheet.stopped);
  return { sheets, counts: sheets.length === delivered.length ? counts : await countKeys(sheets) };
}

/** Rows as delivered of documents that only a whole-dataset check holds: read once more, which is rare. */
async function heldContents(
  findings: readonly StagedFinding[],
  sheets: readonly MatchedSheet[],
  counts: KeyCounts,
  carried: readonly RowGroup[],
  context: JudgeContext,
  ports: BatchPorts,
  sink: DatasetSink,
): Promise<Map<string, string>> {
  const held = new Set(findings.flatMap((finding) => finding.hold));
  if (held.size === 0) return new Map();
  const found = new Map<string, WorkDocument>();
  const keep = (document: WorkDocument): void => {
    const first = found.get(document.key);
    if (!held.has(document.key) || document.copyOf !== null) return;
    if (first === undefined) found.set(document.key, document);
    else if (!first.rivals.includes(document.group)) first.rivals = [...first.rivals, document.group];
  };
  const inKeyOrder = context.dataset.mapping.inKeyOrder === true;
  const aside = await putAside(sheets, counts, ports.spill(), () => ports.stopIfAsked());
  const delivered = cutChunks(sheets, counts, aside, { inKeyOrder });
  for await (const groups of delivered) for (const document of await judgeChunk(groups, context)) keep(document);
  for (const groups of cutParsed(carried, inKeyOrder)) {
    for (const document of await judgeChunk(groups, context)) keep(document);
  }
  return new Map([...found].map(([key, document]) => [key, sink.contentOf(document)]));
}
