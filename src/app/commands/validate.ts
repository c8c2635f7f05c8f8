/**
 * `tieout validate FILE`: what these definitions say of one file.
 * Promise: nothing is written but the annotated workbook asked for; issues come in the order of the file.
 * Does not: decide what an issue is.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageFault } from '../../core/faults.js';
import type { Issue } from '../../core/nouns.js';
import type { ValidateResult } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { count } from '../text-table.js';
import type { CommandContext, Output } from './verb.js';

export interface ValidateArguments {
  readonly file: string;
  readonly company?: string;
  readonly dataset?: string;
  readonly set?: Readonly<Record<string, string>>;
  readonly asOf?: string;
  readonly annotate?: string;
}

/** A terminal shows this many issues; `--json` and the annotated workbook have all. */
const issuesShownMax = 50;

export async function validateCommand(
  context: CommandContext,
  args: ValidateArguments,
  output: Output,
): Promise<number> {
  if (!existsSync(args.file)) {
    throw new UsageFault(`No such file: ${args.file}`, { remedy: 'Give a file that exists.' });
  }
  if (args.annotate !== undefined && !args.annotate.toLowerCase().endsWith('.xlsx')) {
    throw new UsageFault(`--annotate writes a workbook: ${args.annotate} must end in .xlsx.`, {
      remedy: 'Name an .xlsx file.',
    });
  }
  const request = {
    company: args.company ?? context.config.company,
    file: resolve(args.file),
    dataset: args.dataset ?? null,
    set: args.set ?? {},
    asOf: args.asOf ?? null,
    annotate: args.annotate === undefined ? null : resolve(args.annotate),
  };
  const result = await context.engine.validate(request, output.progress, context.signal);
  output.result(result, () => validateText(result));
  return result.status === 'clean' ? exitCodes.done : exitCodes.problemsFound;
}

function validateText(result: ValidateResult): string {
  const lines = result.issues.slice(0, issuesShownMax).map(issueText);
  const left = result.issues.length - lines.length;
  if (left > 0) lines.push(`… and ${count(left, 'more issue')}: --json lists all.`);
  for (const { dataset, sheet, rows, documents, byOutcome } of result.datasets) {
    const outcomes = Object.entries(byOutcome).map(([outcome, number]) => `${number} ${outcome}`);
    const name = sheet === null ? dataset : `${dataset} (${sheet})`;
    const colon = outcomes.length > 0 ? ': ' : '';
    lines.push(`${name}: ${count(rows, 'row')}, ${count(documents, 'document')}${colon}${outcomes.join(', ')}`);
  }
  if (result.annotated !== null) lines.push(`Annotated workbook: ${result.annotated}`);
  lines.push(
    result.status === 'clean' ? 'Nothing stands in the way.' : `${count(result.issues.length, 'issue')} found.`,
  );
  return lines.join('\n');
}

/** `Invoices!F17 error amount.unreadable: …`, as near to the cell as is known. */
function issueText(issue: Issue): string {
  const place =
    issue.cell ?? (issue.row === null ? null : `row ${issue.row}${issue.column === null ? '' : ` ${issue.column}`}`);
  const nearest = issue.nearest?.length ? ` Nearest: ${issue.nearest.join(', ')}.` : '';
  return `${place ?? issue.file ?? 'file'}: ${issue.severity} ${issue.code}: ${issue.message}${nearest}`;
}
