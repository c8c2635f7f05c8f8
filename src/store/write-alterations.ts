/**
 * Values that rules and cleaning changed into the books: each alteration of a document that loads or is unchanged.
 * Promise: none is made without being listed. Does not: list those of documents that stay open.
 */
import type { WorkDocument } from '../core/work.js';
import { copyRecords, numberArray, type CopyValue } from './copy-rows.js';
import type { StageContext } from './stage-context.js';

export async function writeAlterations(context: StageContext, documents: readonly WorkDocument[]): Promise<void> {
  await copyRecords(
    context.client,
    'tieout.alteration',
    documents
      .filter(({ outcome }) => outcome === 'loaded' || outcome === 'unchanged')
      .flatMap((document) => alterationRows(context, document)),
  );
}

function alterationRows(context: StageContext, document: WorkDocument): Record<string, CopyValue>[] {
  return document.alterations.map((note) => ({
    tieout_company: context.company,
    batch: context.batch,
    sequence: ++context.sequence.alteration,
    dataset: document.dataset,
    document: document.key,
    column: note.column,
    kind: note.kind,
    because: note.because,
    before: note.before,
    after: note.after,
    file: document.source.file,
    sheet: document.source.sheet,
    rows: numberArray(note.rows),
  }));
}
