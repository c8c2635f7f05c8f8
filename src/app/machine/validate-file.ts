/**
 * `tieout validate`: the real path on one file, rolled back. Issues of severity error, or a file that stops, are
 * problems.
 * Promise: an annotated workbook shows what was checked, the kept copy; a file no workbook can be made of is said so.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { v4 as uuid } from 'uuid';
import type { Catalog } from '../../core/catalog.js';
import { FileProblem } from '../../core/faults.js';
import type { MatchedSheet } from '../../core/match-sheet.js';
import type { DatasetSummary, Issue } from '../../core/nouns.js';
import { annotateWorkbook, refuseAnnotation } from '../../io/annotate-workbook.js';
import type { ProgressSink, RunRequest, ValidatedDataset, ValidateRequest, ValidateResult } from '../engine.js';
import { lineArraysOf } from './open-files.js';
import { runOneBatch, type BatchOutcome, type RunnerSettings } from './batch-runner.js';

export async function validateFile(
  client: Client,
  catalog: Catalog,
  request: ValidateRequest,
  settings: RunnerSettings,
  progress: ProgressSink,
  signal: AbortSignal,
): Promise<ValidateResult> {
  if (request.annotate !== null) await refuseAnnotation(request.file, request.annotate);
  const reportFolder = join(settings.home, 'tmp', `validate-${uuid()}`);
  const result = await runOneBatch(
    client,
    catalog,
    dryRunOf(request, reportFolder),
    settings,
    progress,
    signal,
  ).finally(() => rm(reportFolder, { recursive: true, force: true }));
  const issues = ownIssues(result);
  const annotated =
    request.annotate === null
      ? null
      : await annotate(request.annotate, { catalog, request, result, issues, settings, progress });
  return {
    file: request.file,
    sha256: result.openedSheets[0]!.stored?.sha256 ?? null,
    definitions: catalog.fingerprint,
    status: hasProblems(result, issues) ? 'problems' : 'clean',
    datasets: sheetsOf(result).map((sheet) => validatedDataset(result, sheet)),
    issues,
    annotated,
  };
}

/** The real path, rolled back, with nothing that earlier batches left open. */
function dryRunOf(request: ValidateRequest, reportFolder: string): RunRequest {
  return {
    company: request.company,
    paths: [request.file],
    dataset: request.dataset,
    set: request.set,
    accept: 'auto',
    origin: 'procore',
    asOf: request.asOf,
    dryRun: true,
    carryIn: false,
    oneFile: true,
    reportFolder,
  };
}

function sheetsOf(result: BatchOutcome): MatchedSheet[] {
  return result.openedSheets.flatMap((file) => file.sheets);
}

/** Issues of the file, and those of the batch that name no file. */
function ownIssues(result: BatchOutcome): Issue[] {
  const all = sheetsOf(result).length === 0;
  return result.issues.filter((issue) => issue.file === null || all || issue.file === result.openedSheets[0]!.name);
}

function hasProblems({ files, summary }: BatchOutcome, issues: readonly Issue[]): boolean {
  return files.stopped > 0 || issues.some((issue) => issue.severity === 'error') || summary.status === 'out-of-balance';
}

function validatedDataset({ summary }: BatchOutcome, sheet: MatchedSheet): ValidatedDataset {
  const counts = summary.datasets.find((entry) => entry.dataset === sheet.dataset.name)?.documents;
  return {
    dataset: sheet.dataset.name,
    sheet: sheet.source.sheet,
    rows: sheet.rowsRead,
    documents: counts?.read ?? 0,
    byOutcome: counts === undefined ? {} : documentsByOutcome(counts),
  };
}

function documentsByOutcome(counts: DatasetSummary['documents']): ValidatedDataset['byOutcome'] {
  return {
    loaded: counts.inserted + counts.updated,
    unchanged: counts.unchanged,
    held: counts.held,
    waiting: counts.waiting,
    excluded: counts.excluded,
  };
}

interface Checked {
  readonly catalog: Catalog;
  readonly request: ValidateRequest;
  readonly result: BatchOutcome;
  readonly issues: readonly Issue[];
  readonly settings: RunnerSettings;
  readonly progress: ProgressSink;
}

/** Gives the path written, null where the file cannot be opened at all. */
async function annotate(output: string, checked: Checked): Promise<string | null> {
  const { catalog, request, result, issues, settings, progress } = checked;
  const opened = result.openedSheets[0]!;
  if (opened.stored === null) {
    progress.warn('There is no annotated workbook, because the file cannot be read.');
    return null;
  }
  const validation = result.summary.batch;
  const tempFolder = join(settings.home, 'tmp', validation);
  progress.report({ stage: 'annotate', rows: 0, rowsTotal: null });
  try {
    await annotateWorkbook({
      file: request.file,
      kept: opened.stored.path,
      output,
      tempFolder,
      issues,
      lineArrays: lineArraysOf(catalog),
      columns: opened.sheets[0]?.match.indexes ?? new Map(),
      validation,
      definitions: catalog.fingerprint,
    });
    return output;
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    progress.warn(`There is no annotated workbook, because the file cannot be opened. ${error.message}`);
    return null;
  } finally {
    await rm(tempFolder, { recursive: true, force: true });
  }
}
