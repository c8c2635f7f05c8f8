/**
 * `tieout validate`: the real path on one file, rolled back. Issues of severity error, or a file that stops, are problems.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { Catalog } from '../../core/catalog.js';
import type { ProgressSink, ValidatedDataset, ValidateRequest, ValidateResult } from '../engine.js';
import { runOneBatch, type RunnerSettings } from './batch-runner.js';

export async function validateFile(
  client: Client, catalog: Catalog, request: ValidateRequest, settings: RunnerSettings, progress: ProgressSink, signal: AbortSignal,
): Promise<ValidateResult> {
  const result = await runOneBatch(client, catalog, {
    company: request.company, paths: [request.file], dataset: request.dataset, set: request.set, accept: 'auto', origin: 'procore',
    asOf: request.asOf, dryRun: true, carryIn: false, reportFolder: join(tmpdir(), `tieout-validate-${process.pid}`),
  }, settings, progress, signal);
  const own = result.openedSheets.flatMap((file) => file.sheets);
  const issues = result.issues.filter((issue) => issue.file === null || own.length === 0 || issue.file === result.openedSheets[0]!.name);
  const datasets: ValidatedDataset[] = own.map((sheet) => {
    const counts = result.summary.datasets.find((entry) => entry.dataset === sheet.dataset.name)?.documents;
    return {
      dataset: sheet.dataset.name, sheet: sheet.source.sheet, rows: sheet.rowsRead, documents: counts?.read ?? 0,
      byOutcome: counts === undefined ? {} : {
        loaded: counts.inserted + counts.updated, unchanged: counts.unchanged, held: counts.held, waiting: counts.waiting, excluded: counts.excluded,
      },
    };
  });
  const problems = result.files.stopped > 0 || issues.some((issue) => issue.severity === 'error') || result.summary.status === 'out-of-balance';
  return {
    file: request.file, sha256: createHash('sha256').update(await readFile(request.file)).digest('hex'), definitions: catalog.fingerprint,
    status: problems ? 'problems' : 'clean', datasets, issues, annotated: null,
  };
}
