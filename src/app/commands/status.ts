/**
 * `tieout status`: a company on one screen.
 * Promise: says what is known and `–` for what is not; exit 0 whatever stands there.
 * Does not: reconcile; `tieout reconcile` does.
 */
import type { CompanyStatus } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { textTable } from '../text-table.js';
import type { CommandContext, Output } from './verb.js';

export interface StatusArguments {
  readonly company?: string;
}

export async function statusCommand(context: CommandContext, args: StatusArguments, output: Output): Promise<number> {
  const status = await context.engine.status(args.company ?? context.config.company);
  output.result(status, () => statusText(status));
  return exitCodes.done;
}

function statusText({ company, definitions, database, lastBatch, open, newestExtracts }: CompanyStatus): string {
  const last = lastBatch === null ? 'none yet' : `${lastBatch.batch} ${lastBatch.started} ${lastBatch.status}`;
  const states = Object.entries(open).map(([state, number]) => `${number} ${state}`);
  const lines = [
    `company      ${company}`,
    `definitions  ${definitions}`,
    `database     ${database === 'url' ? 'by TIEOUT_DATABASE_URL' : 'embedded, under TIEOUT_HOME'}`,
    `last batch   ${last}`,
    `open         ${states.length === 0 ? 'nothing' : states.join(', ')}`,
  ];
  if (newestExtracts.length > 0) {
    const rows = newestExtracts.map(({ dataset, file, receivedAt }) => [dataset, file, receivedAt]);
    lines.push('', textTable(['dataset', 'newest extract', 'received'], rows));
  }
  return lines.join('\n');
}
