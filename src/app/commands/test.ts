/**
 * `tieout test`: the examples of the definitions and the samples against their goldens.
 * Promise: every failure names the example or sample and shows what differs.
 * Does not: overwrite a golden that differs without `--force`.
 */
import { UsageFault } from '../../core/faults.js';
import type { TestResult } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { count } from '../text-table.js';
import type { CommandContext, Output } from './verb.js';

export interface TestArguments {
  readonly only?: string;
  readonly update?: boolean;
  readonly force?: boolean;
}

export async function testCommand(context: CommandContext, args: TestArguments, output: Output): Promise<number> {
  if (args.force && !args.update) {
    throw new UsageFault('--force goes with --update only.', { remedy: 'Give both to overwrite goldens that differ.' });
  }
  const request = { only: args.only ?? null, update: args.update ?? false, force: args.force ?? false };
  const result = await context.engine.test(request, output.progress, context.signal);
  if (result.passed + result.failed === 0 && request.only !== null) {
    throw new UsageFault(`No example or sample has "${request.only}" in its name.`, {
      remedy: 'Give another --only, or none.',
    });
  }
  output.result({ status: result.failed === 0 ? 'passed' : 'failures', ...result }, () => testText(result));
  return result.failed === 0 ? exitCodes.done : exitCodes.problemsFound;
}

/** Enough to see what it is; `--json` has the whole. */
const DIFF_LINES_MAX = 40;

function shownDiff(diff: string): string[] {
  const lines = diff.split('\n');
  const more = lines.length - DIFF_LINES_MAX;
  return [...lines.slice(0, DIFF_LINES_MAX), ...(more > 0 ? [`… and ${more} more lines; --json has all`] : [])];
}

function testText({ passed, failed, failures, updated }: TestResult): string {
  const lines = failures.flatMap(({ name, message, diff }) => [
    `FAILED ${name}: ${message}`,
    ...(diff === null ? [] : shownDiff(diff)),
  ]);
  lines.push(...updated.map((file) => `written ${file}`));
  lines.push(`${count(passed, 'example')} passed, ${failed} failed.`);
  return lines.join('\n');
}
