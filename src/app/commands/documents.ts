/**
 * `tieout documents`: where documents stand, and why.
 * Promise: the list says when it was cut by `--limit`.
 * Does not: change a state.
 */
import { shownKey } from '../../core/fill-message.js';
import type { DocumentLine, DocumentState } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { textTable } from '../text-table.js';
import type { CommandContext, Output } from './verb.js';

export interface DocumentsArguments {
  readonly company?: string;
  readonly state?: readonly DocumentState[];
  readonly dataset?: string;
  readonly limit: number;
}

export async function documentsCommand(
  context: CommandContext,
  args: DocumentsArguments,
  output: Output,
): Promise<number> {
  const company = args.company ?? context.config.company;
  const filter = { company, states: args.state ?? [], dataset: args.dataset ?? null, limit: args.limit };
  // One more than asked for tells a full list from a cut one.
  const found = await context.engine.documents({ ...filter, limit: args.limit + 1 });
  const documents = found.slice(0, args.limit);
  const cut = found.length > documents.length;
  output.result({ company, documents, cut }, () =>
    documents.length === 0 ? 'No such document.' : documentsText(documents),
  );
  if (cut) output.hint(`There are more than ${args.limit}: raise --limit, or narrow with --state and --dataset.`);
  return exitCodes.done;
}

function documentsText(documents: readonly DocumentLine[]): string {
  const rows = documents.map(({ dataset, document, state, amount, since, code, message }) => [
    dataset,
    shownKey(document),
    state,
    amount ?? '',
    since.slice(0, 10),
    code ?? '',
    message ?? '',
  ]);
  return textTable(['dataset', 'document', 'state', 'amount', 'since', 'code', 'reason'], rows, ['amount']);
}
