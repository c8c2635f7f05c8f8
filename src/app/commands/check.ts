/**
 * `tieout check`: do the definitions compile?
 * Promise: every problem of every file at once, as `file:line:column: message`.
 * Does not: need a database.
 */
import type { CheckResult } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { count } from '../text-table.js';
import type { CommandContext, Output } from './verb.js';

export type CheckArguments = Readonly<Record<string, never>>;

export async function checkCommand({ engine }: CommandContext, _args: CheckArguments, output: Output): Promise<number> {
  const result = await engine.check();
  const sound = result.problems.length === 0;
  output.result({ status: sound ? 'sound' : 'problems', ...result }, () => checkText(result));
  return sound ? exitCodes.done : exitCodes.problemsFound;
}

export function checkText({ definitions, problems, counts }: CheckResult): string {
  const lines = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);
  // Where a file is wrong no dataset is compiled, so there is no number of them and of their rules.
  const read = Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([what, number]) => `${number} ${what}`)
    .join(', ');
  lines.push(problems.length > 0 ? `${count(problems.length, 'problem')} in ${read}.` : `Sound: ${read}.`);
  if (definitions !== null) lines.push(`Definitions ${definitions}`);
  return lines.join('\n');
}
