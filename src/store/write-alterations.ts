/**
 * Values that rules and cleaning changed into the books: each alteration of a document that loads or is unchanged.
 * Promise: none is made without being listed. Does not: list those of documents that stay open.
 */
import type { WorkDocument } from '../core/work.js';
import { copyRows } from './copy-rows.js';
import { numberArray, type CopyValue } from './copy-text.js';
import type { StageContext } from './stage-context.js';

const COLUMNS = ['dataset', 'document', 'column', 'kind', 'because', 'before', 'after', 'file', 'sheet', 'rows'];

/** In the order of `COLUMNS`. */
export function alterationRows(documents: readonly WorkDocument[]): CopyValue[][] {
  const rows: CopyValue[][] = [];
  for (const { dataset, key, source, outcome, alterations } of documents) {
    if (outcome !== 'loaded' && outcome !== 'unchanged') continue;
    for (const { column, kind, because, before, after, rows: altered } of alterations) {
      const place = [source.file, source.sheet, numberArray(altered)];
      rows.push([dataset, key, column, kind, because, before, after, ...place]);
    }
  }
  return rows;
}

export async function writeAlterations(
  { client, company, batch, sequence }: StageContext,
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  if (rows.length === 0) return;
  await copyRows(
    client,
    'tieout.alteration',
    ['tieout_company', 'batch', 'sequence', ...COLUMNS],
    rows.map((row) => [company, batch, ++sequence.alteration, ...row]),
  );
}
