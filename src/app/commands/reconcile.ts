/**
 * `tieout reconcile [BATCH]`: the tie-out of a batch, or of the company as it stands.
 * Promise: `--json` prints the report as JSON; a workbook is a file, and what is printed is where it is.
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
  // A format that fits a terminal is JSON where JSON is asked for; a workbook stays a workbook.
  const format = output.json && args.format !== 'xlsx' ? 'json' : (args.format ?? 'text');
  const request = { company: args.company ?? context.config.company, batch: args.batch ?? null, format };
  const result = await context.engine.reconcile(request);
  output.result(answerOf(result, format), () => reconcileText(result));
  return reconcileExitCode(result.report);
}

/** The report as INTERFACE §2 writes it, money as text; of a workbook, where it is. */
function answerOf({ text, path }: ReconcileResult, format: ReportFormat): unknown {
  return format === 'json' && text !== null ? (JSON.parse(text) as unknown) : { format, path };
}

function reconcileText({ report, text, path }: ReconcileResult): string {
  return text ?? (path === null ? JSON.stringify(report, null, 2) : `${report.head.sentence}\n${path}`);
}

function reconcileExitCode({ head, openItems }: ReconciliationReport): number {
  if (!head.tiedOut) return exitCodes.outOfBalance;
  const open = openItems.held.closing.count + openItems.waiting.closing.count;
  return open > 0 ? exitCodes.doneWithOpenDocuments : exitCodes.done;
}
