/**
 * `tieout reconcile [BATCH]`: the tie-out of a batch, or of the company as it stands.
 * Promise: `--json` alone prints the report; with a format that makes a file it prints where the file is.
 * Does not: count anything: verdict and open items are the report's.
 */
import type { ReconciliationReport } from '../../core/report-model.js';
import type { ReconcileResult, ReportFormat } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import type { CommandContext, Output } from './verb.js';

export interface ReconcileArguments {
  readonly batch?: string;
  readonly company?: string;
  readonly format?: ReportFormat;
}

export async function reconcileCommand(
  context: CommandContext,
  args: ReconcileArguments,
  output: Output,
): Promise<number> {
  const format = args.format ?? (output.json ? 'json' : 'text');
  const request = { company: args.company ?? context.config.company, batch: args.batch ?? null, format };
  const result = await context.engine.reconcile(request);
  output.result(result.path === null ? result.report : { format, path: result.path }, () => reconcileText(result));
  return reconcileExitCode(result.report);
}

function reconcileText({ report, text, path }: ReconcileResult): string {
  return text ?? (path === null ? JSON.stringify(report, null, 2) : `${report.head.sentence}\n${path}`);
}

function reconcileExitCode({ head, openItems }: ReconciliationReport): number {
  if (!head.tiedOut) return exitCodes.outOfBalance;
  const open = openItems.held.closing.count + openItems.waiting.closing.count;
  return open > 0 ? exitCodes.doneWithOpenDocuments : exitCodes.done;
}
