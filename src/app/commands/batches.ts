/**
 * `tieout batches`: the latest batches of a company, newest first.
 * Promise: instants in UTC, as they stand in the books.
 * Does not: judge them.
 */
import type { BatchLine } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { textTable } from '../text-table.js';
import type { CommandContext, Output } from './verb.js';

const outcomes = ['loaded', 'unchanged', 'held', 'waiting', 'excluded'] as const;

export interface BatchesArguments {
  readonly company?: string;
  readonly limit: number;
}

export async function batchesCommand(context: CommandContext, args: BatchesArguments, output: Output): Promise<number> {
  const company = args.company ?? context.config.company;
  const batches = await context.engine.batches(company, args.limit);
  output.result({ company, batches }, () =>
    batches.length === 0 ? `No batch of ${company} yet.` : batchesText(batches),
  );
  return exitCodes.done;
}

function batchesText(batches: readonly BatchLine[]): string {
  const rows = batches.map(({ batch, started, seconds, status, asOf, documents, dryRun, repeats }) => [
    batch,
    started.slice(0, 19).replace('T', ' '),
    seconds === null ? '–' : seconds.toFixed(1),
    dryRun ? `${status} (dry run)` : status,
    asOf,
    ...outcomes.map((outcome) => documents[outcome]),
    repeats ?? '',
  ]);
  return textTable(['batch', 'started (UTC)', 'seconds', 'status', 'as of', ...outcomes, 'repeats'], rows, ['seconds']);
}
