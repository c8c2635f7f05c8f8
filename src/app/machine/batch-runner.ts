/**
 * One batch from a request to files on disk: lock, one SQL transaction around the machine, verdict, reports.
 * Promise: success means tied out; out of balance, stopped or killed, nothing of the batch is kept.
 * Does not: hold domain logic (core) or SQL (store).
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Catalog } from '../../core/catalog.js';
import type { CompiledDataset } from '../../core/compile-dataset.js';
import { UsageFault } from '../../core/faults.js';
import type { BatchSummary, Equation, Issue } from '../../core/nouns.js';
import type { ReconciliationReport } from '../../core/report-model.js';
import { runBatch, type BatchPorts } from '../../core/run-batch.js';
import type { BatchFacts } from '../../core/work.js';
import { ExtractStore } from '../../io/extract-store.js';
import { FileSpill } from '../../io/file-spill.js';
import {
  acceptedDocuments,
  carriedDocuments,
  closeBatch,
  datasetsCarried,
  openBatch,
  writeFiles,
  type BatchFileRow,
  type BatchRow,
} from '../../store/batch-books.js';
import { buildReport } from '../../store/build-report.js';
import { PgDatasetSink } from '../../store/dataset-sink.js';
import { equation } from '../../store/equation.js';
import { PgLookups } from '../../store/lookups.js';
import { reconcileBatch } from '../../store/reconcile-batch.js';
import { refreshStatistics } from '../../store/refresh-statistics.js';
import type { StageContext } from '../../store/stage-context.js';
import { summarizeBatch } from '../../store/summarize-batch.js';
import { writeIssues } from '../../store/write-issues.js';
import type { ProgressSink, RunRequest, RunResult } from '../engine.js';
import { conditionsOf, repeatNewest, type RepeatedAnswer } from './repeat-batch.js';
import { JudgeThreads } from './judge-threads.js';
import { heapGuard } from './keep-heap-small.js';
import { makeFolder } from './make-folder.js';
import { hasStopped, listExtracts, openFiles, refuseUnknownConstants, type OpenedFiles } from './open-files.js';
import { sweepLeftovers } from './sweep-leftovers.js';
import type { ThreadUse } from './thread-use.js';
import { writeReports } from './write-reports.js';

export interface RunnerSettings {
  readonly home: string;
  /** Folder of the definitions, for threads that compile them too. */
  readonly definitions: string;
  readonly threads: ThreadUse;
  readonly now: () => Date;
}

export interface BatchOutcome extends RunResult {
  readonly report: ReconciliationReport | null;
  readonly openedSheets: OpenedFiles['files'];
}

/** Runs on an open session that holds the company's lock. The caller ends the session. */
export async function runOneBatch(
  client: Client,
  catalog: Catalog,
  request: RunRequest,
  settings: RunnerSettings,
  progress: ProgressSink,
  signal: AbortSignal,
): Promise<BatchOutcome> {
  const started = settings.now();
  const row: BatchRow = {
    company: request.company,
    batch: request.batch ?? uuid(),
    asOf: request.asOf ?? businessDate(started, catalog.profile.timeZone),
    origin: request.origin,
    accept: request.accept ?? catalog.profile.acceptance,
    definitions: catalog.fingerprint,
    startedAt: started.toISOString(),
  };
  progress.begin?.(row.batch);
  if (request.dataset !== null && !catalog.dataset.has(request.dataset)) {
    throw new UsageFault(`There is no dataset "${request.dataset}".`, {
      remedy: `Name one of ${[...catalog.dataset.keys()].join(', ')}.`,
    });
  }
  refuseUnknownConstants(request.set, catalog);
  const tempFolder = join(settings.home, 'tmp', row.batch);
  await makeFolder(tempFolder, 'TIEOUT_HOME');
  await sweepLeftovers(settings.home);
  // Before the batch: once it is kept, its report must have a place.
  if (request.reportFolder !== null) await makeFolder(request.reportFolder, '--report');
  const paths = request.oneFile === true ? request.paths : await listExtracts(request.paths);
  const opened = await openFiles(paths, new ExtractStore(join(settings.home, 'extracts')), {
    catalog,
    dataset: request.dataset,
    constants: request.set,
    tempFolder,
    batch: row.batch,
  });
  let threads: JudgeThreads | null = null;
  try {
    const conditions = conditionsOf(row, request, opened);
    const work: BatchWork = {
      catalog,
      row,
      opened,
      tempFolder,
      dryRun: request.dryRun,
      carryIn: request.carryIn ?? true,
      settings,
      progress,
      signal,
      conditions,
    };
    const repeated = request.dryRun ? null : await repeatNewest(client, catalog, row, conditions);
    if (repeated !== null) return await answerAgain(repeated, request, work);
    threads = startThreads(opened, request, settings);
    return await inTransaction(client, request, { ...work, threads });
  } finally {
    await threads?.close();
    await opened.close();
    await rm(tempFolder, { recursive: true, force: true });
  }
}

/** Bytes of our own heap in use before it is collected while threads have theirs. */
const HEAP_BESIDE_THREADS = 100 * 1024 * 1024;

/** Of a row of an extract, at the least: a smaller file need not be counted to know that it has too few. */
const BYTES_PER_ROW_MIN = 75;

function startThreads(
  { files }: OpenedFiles,
  { company }: RunRequest,
  { definitions, threads }: RunnerSettings,
): JudgeThreads | null {
  let largest = 0;
  let expected: string | null = null;
  for (const { stored, sheets } of files) {
    if (sheets.length === 0 || stored === null || stored.bytes <= largest) continue;
    largest = stored.bytes;
    expected = sheets[0]!.dataset.name;
  }
  const isWorthIt = threads.count > 0 && largest >= threads.rowsMin * BYTES_PER_ROW_MIN;
  if (expected === null || !isWorthIt || !JudgeThreads.canStart) return null;
  return new JudgeThreads(threads, { definitions, company, expected });
}

/** One batch whose files are open and recognised. */
export interface BatchWork {
  readonly catalog: Catalog;
  readonly row: BatchRow;
  readonly opened: OpenedFiles;
  readonly tempFolder: string;
  readonly dryRun: boolean;
  readonly carryIn?: boolean;
  readonly settings: RunnerSettings;
  readonly progress: ProgressSink;
  readonly signal: AbortSignal;
  /** For large datasets; null where none is worth it. */
  readonly threads?: JudgeThreads | null;
  /** What the answer depends on besides the database; null where no answer may be repeated. */
  readonly conditions: string | null;
}

export interface JudgedBatch {
  readonly summary: BatchSummary;
  readonly equations: Equation[];
  readonly issues: Issue[];
}

/** Judges, publishes, reconciles and closes the books. The SQL transaction is open, and the caller's to end. */
export async function judgeBatch(client: Client, work: BatchWork): Promise<JudgedBatch> {
  const judged = await judge(client, work);
  await refreshStatistics(
    client,
    work.catalog.datasets.filter(({ name }) => judged.totals.has(name)),
  );
  const { summary, equations } = await verdict(client, work, judged);
  work.progress.report({ stage: 'report', rows: 0, rowsTotal: null });
  await closeBatch(client, work.row, summary, equations, judged.wrote());
  return { summary, equations, issues: judged.issues };
}

/** The newest batch was the same: its answer, its reports under this batch's name. */
async function answerAgain(repeated: RepeatedAnswer, request: RunRequest, work: BatchWork): Promise<BatchOutcome> {
  const { summary, issues, report } = repeated;
  summary.seconds = secondsSince(work);
  summary.reports = await writeReports(reportFolderOf(request, work), report, issues);
  for (const sheet of work.opened.files.flatMap((file) => file.sheets)) {
    const { file, sheet: name } = sheet.source;
    sheet.stopped = issues.some(
      (issue) => issue.code === 'file.control-total-differs' && issue.file === file && issue.sheet === name,
    );
  }
  return { summary, issues, files: countFiles(work.opened), report, openedSheets: work.opened.files };
}

function reportFolderOf(request: RunRequest, { settings, row }: BatchWork): string {
  return request.reportFolder ?? join(settings.home, 'reports', row.batch);
}

/** A workbook of which one sheet stopped was read and stopped. */
function countFiles({ files }: OpenedFiles): RunResult['files'] {
  return {
    read: files.filter((file) => !file.stopped && !file.sheets.every((sheet) => sheet.stopped)).length,
    stopped: files.filter(hasStopped).length,
  };
}

function secondsSince(work: Pick<BatchWork, 'settings' | 'row'>): number {
  return Math.round((work.settings.now().getTime() - new Date(work.row.startedAt).getTime()) / 10) / 100;
}

async function inTransaction(client: Client, request: RunRequest, work: BatchWork): Promise<BatchOutcome> {
  const { row } = work;
  await client.query('begin');
  let ended = false;
  try {
    const { summary, equations, issues } = await judgeBatch(client, work);
    const report = await buildReport(client, row.company, row.batch, work.catalog);
    if (summary.status === 'out-of-balance' || request.dryRun) await client.query('rollback');
    else await client.query('commit');
    ended = true;
    if (summary.status === 'out-of-balance') await keepDifferences(client, row, summary, equations);
    summary.reports = await writeReports(reportFolderOf(request, work), report, issues);
    return { summary, issues, files: countFiles(work.opened), report, openedSheets: work.opened.files };
  } finally {
    if (!ended) await client.query('rollback').catch(() => undefined);
  }
}

interface Judged {
  readonly totals: Awaited<ReturnType<typeof runBatch>>;
  readonly issues: Issue[];
  readonly files: BatchFileRow[];
  wrote(): boolean;
}

async function judge(client: Client, work: BatchWork): Promise<Judged> {
  const { catalog, row, opened, progress, signal } = work;
  const issues: Issue[] = [];
  let wrote = false;
  const context: StageContext = {
    client,
    company: row.company,
    batch: row.batch,
    origin: row.origin,
    definitions: row.definitions,
    sequence: { issue: 0, alteration: 0 },
    countIssue: (issue) => {
      issues.push(issue);
    },
  };
  await openBatch(client, row, work.conditions);
  await writeIssues(
    context,
    opened.issues.map((issue) => ({ issue, outcome: issue.severity === 'error' ? 'held' : 'warned' })),
  );
  const open = work.carryIn === false ? new Set<string>() : await datasetsCarried(client, row.company);
  let spills = 0;
  const keepHeapSmall = work.threads == null ? heapGuard() : heapGuard(HEAP_BESIDE_THREADS);
  const lookups = new PgLookups(client, row.company, catalog.tables);
  const { fingerprint } = catalog;
  const { tempFolder } = work;
  const ports: BatchPorts = {
    lookups,
    spill: () => new FileSpill(join(tempFolder, `spill-${++spills}`)),
    carried: async (dataset) => (open.has(dataset) ? carriedDocuments(client, row.company, dataset) : []),
    accepted: (dataset) => acceptedDocuments(client, row.company, dataset),
    sink: (dataset: CompiledDataset) =>
      new PgDatasetSink(context, dataset, () => {
        wrote = true;
      }),
    threads: (delivered) => work.threads?.judge(delivered, { lookups, fingerprint }) ?? null,
    issue: (issue) => writeIssues(context, [{ issue, outcome: issue.severity === 'error' ? 'held' : 'warned' }]),
    progress: (event) => {
      keepHeapSmall();
      progress.report({
        stage: event.dataset === null ? event.stage : `${event.stage} ${event.dataset}`,
        ...(event.dataset === null ? {} : { dataset: event.dataset }),
        rows: event.rows,
        rowsTotal: event.rowsTotal,
      });
    },
    stopIfAsked: () => signal.throwIfAborted(),
  };
  const facts: BatchFacts = {
    asOf: row.asOf,
    origin: row.origin === 'sage' ? 'sage' : 'procore',
    accept: row.accept === 'manual' ? 'manual' : 'auto',
  };
  const totals = await runBatch(
    catalog,
    opened.files.flatMap((file) => file.sheets),
    facts,
    ports,
  );
  // What they hold is wanted by the report.
  await work.threads?.close();
  const files = fileRows(opened);
  await writeFiles(client, row, files);
  return { totals, issues, files, wrote: () => wrote };
}

function fileRows(opened: OpenedFiles): BatchFileRow[] {
  return opened.files.flatMap((file, ordinal): BatchFileRow[] => {
    if (file.stored === null) return [];
    const common = { ordinal, name: file.name, sha256: file.stored.sha256, bytes: file.stored.bytes };
    if (file.sheets.length === 0) {
      const note = file.stopped ? 'stopped' : 'no records';
      return [{ ...common, sheet: null, dataset: null, rows: 0, constants: {}, note }];
    }
    return file.sheets.map((sheet) => ({
      ...common,
      sheet: sheet.source.sheet,
      constants: Object.fromEntries(sheet.match.constants),
      ...(sheet.stopped
        ? { dataset: null, rows: 0, note: 'stopped' }
        : { dataset: sheet.dataset.name, rows: sheet.rowsRead, note: null }),
    }));
  });
}

async function verdict(
  client: Client,
  work: BatchWork,
  judged: Judged,
): Promise<{ summary: BatchSummary; equations: Equation[] }> {
  const { catalog, row, dryRun } = work;
  const datasets = await summarizeBatch(client, row, catalog.datasets, judged.files);
  const equations = [
    ...(await reconcileBatch(client, row, catalog.datasets, judged.totals, catalog.profile.toleranceCents)),
    ...fileEquations(judged),
  ];
  const differences = equations.filter((equation) => !equation.holds);
  const byCode: Record<string, number> = {};
  for (const issue of judged.issues) byCode[issue.code] = (byCode[issue.code] ?? 0) + 1;
  const open =
    datasets.some(({ documents }) => documents.held + documents.waiting > 0) || work.opened.files.some(hasStopped);
  const moved = datasets.some(({ documents }) => documents.inserted + documents.updated > 0);
  const status = differences.length > 0 ? 'out-of-balance' : open ? 'held' : moved ? 'tied-out' : 'unchanged';
  const summary: BatchSummary = {
    batch: row.batch,
    company: row.company,
    status,
    dryRun,
    definitions: row.definitions,
    asOf: row.asOf,
    datasets,
    tieOut: { balanced: differences.length === 0, equations, differences },
    issues: { total: judged.issues.length, byCode },
    reports: { html: null, xlsx: null, json: null, issues: null, sageFiles: [] },
    seconds: secondsSince(work),
  };
  return { summary, equations };
}

/** Every data row a reader handed over is in a document of the books. */
function fileEquations(judged: Judged): Equation[] {
  const equations: Equation[] = [];
  for (const [dataset, read] of judged.totals) {
    for (const [file, rows] of read.rowsByFile) {
      const delivered = judged.files
        .filter((entry) => entry.name === file && entry.dataset === dataset)
        .reduce((sum, entry) => sum + entry.rows, 0);
      equations.push(equation(`rows-read:${file}`, dataset, String(delivered), String(rows)));
    }
  }
  return equations;
}

/** Nothing of the batch was kept but the fact that it was out of balance, and where. */
async function keepDifferences(
  client: Client,
  row: BatchRow,
  summary: BatchSummary,
  equations: readonly Equation[],
): Promise<void> {
  await client.query('begin');
  await openBatch(client, row, null);
  await closeBatch(client, row, summary, equations, false);
  await client.query('commit');
}

/** The company's own day: a batch at 01:00 UTC still belongs to yesterday in Chicago. */
export function businessDate(now: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}
