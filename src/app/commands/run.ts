/**
 * `tieout run`: one batch.
 * Promise: paths are made absolute and looked for before the machine starts; the exit code follows from the summary
 * alone.
 * Does not: print what `batchSummaryText` does not say.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageFault } from '../../core/faults.js';
import type { BatchSummary } from '../../core/nouns.js';
import { batchSummaryText } from '../../io/report/batch-summary-text.js';
import type { RunResult } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import type { CommandContext, Output } from './verb.js';

export interface RunArguments {
  readonly paths: readonly string[];
  readonly company?: string;
  readonly dataset?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly accept?: 'auto' | 'manual';
  readonly origin?: 'sage';
  readonly asOf?: string;
  readonly dryRun?: boolean;
  readonly report?: string;
}

export async function runCommand(context: CommandContext, args: RunArguments, output: Output): Promise<number> {
  const request = {
    company: args.company ?? context.config.company,
    paths: existingPaths(args.paths),
    dataset: args.dataset ?? null,
    set: args.set ?? {},
    accept: args.accept ?? null,
    origin: args.origin ?? ('procore' as const),
    asOf: args.asOf ?? null,
    dryRun: args.dryRun ?? false,
    reportFolder: args.report === undefined ? null : resolve(args.report),
  };
  const result = await context.engine.run(request, output.progress, context.signal);
  output.result(result.summary, () => batchSummaryText(result.summary));
  return runExitCode(result);
}

/** INTERFACE §1, from the worst down. A re-run has the exit code of the first, for its counts are the same. */
export function runExitCode({ summary, files }: Pick<RunResult, 'summary' | 'files'>): number {
  if (summary.status === 'out-of-balance') return exitCodes.outOfBalance;
  if (files.read === 0 && files.stopped > 0) return exitCodes.problemsFound;
  if (summary.status === 'failed') return exitCodes.internal;
  return files.stopped > 0 || hasOpenDocuments(summary) ? exitCodes.doneWithOpenDocuments : exitCodes.done;
}

function hasOpenDocuments(summary: BatchSummary): boolean {
  return summary.datasets.some(
    ({ documents, rows }) => documents.held + documents.waiting + rows.held + rows.waiting > 0,
  );
}

function existingPaths(paths: readonly string[]): string[] {
  const missing = paths.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    throw new UsageFault(`No such file or folder: ${missing.join(', ')}`, {
      remedy: 'Give files or folders that exist; nothing was read.',
    });
  }
  return paths.map((path) => resolve(path));
}
