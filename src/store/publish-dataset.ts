/**
 * Staged rows of one dataset → the `sage` schema, Sage's own totals, and our books; all in the open SQL transaction.
 * Promise: transactions are inserted once, masters updated only where their row differs and with their before-image
 * kept; a total moves by exactly what was inserted. Does not: commit, or decide what is staged.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { Replaced } from '../core/met-documents.js';
import { BILLED } from './billed-lines.js';
import { writeDocuments } from './document-books.js';
import { keepTotals, moveAlone } from './keep-totals.js';
import { insertRows, updateRows } from './publish-rows.js';
import { clearReplaced } from './replace-snapshot.js';
import type { StageContext } from './stage-context.js';

/** Gives whether a row of Sage's tables changed. `replaced`: open documents that newer deliveries stand for. */
export async function publishDataset(
  context: StageContext,
  dataset: CompiledDataset,
  replaced: readonly Replaced[],
): Promise<boolean> {
  const { reload, summarize, targets } = dataset.mapping;
  let wrote = false;
  let beside = summarize?.strategy === 'profile' ? BILLED : null;
  for (const [index, target] of targets.entries()) {
    const staged = { target, table: dataset.tables.get(target.table)!, index };
    const cleared = reload === 'replace' && target.op === 'update' ? await clearReplaced(context, dataset, staged) : 0;
    const rows =
      cleared +
      (target.op === 'update'
        ? await updateRows(context, staged)
        : await insertRows(context, staged, reload === 'update'));
    if (rows === 0) continue;
    wrote = true;
    if (target.op === 'update' || reload === 'update') continue;
    if (await keepTotals(context, dataset, staged, beside)) beside = null;
  }
  if (beside !== null) await moveAlone(context, beside);
  await writeDocuments(context, dataset, replaced);
  return wrote;
}
