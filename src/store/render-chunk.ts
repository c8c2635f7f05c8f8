/**
 * Judged documents of one dataset → what will be staged of them: COPY text, and what else their batch writes.
 * Promise: made from the documents alone, without a session, so that the thread that judged them can make it; plain
 * data whose texts may be handed over to another thread without copying them.
 * Does not: number anything (copies, issues, alterations): only the batch knows what came before.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { hashText } from '../core/fingerprint.js';
import type { WorkDocument } from '../core/work.js';
import { codingRows, STAGED_CODING } from './coding-sums.js';
import { copyText, type CopyValue } from './copy-rows.js';
import { stagedColumns } from './create-stage.js';
import { crosswalkEntry, type CrosswalkEntry } from './crosswalk.js';
import { VERSION_COLUMNS, versionRow } from './document-version.js';
import { copyValue, documentMark } from './sage-sql.js';
import { alterationRows } from './write-alterations.js';
import { documentOutcomes, type IssueOutcome } from './write-issues.js';
import { prerequisiteRows } from './write-prerequisites.js';

/** Columns of `stage_document` as they are copied. */
export const STAGED_DOCUMENT = [...VERSION_COLUMNS, 'content', 'digest', 'delivered_hash', 'codes'] as const;

export interface RenderedChunk {
  /** COPY text in the order of `STAGED_DOCUMENT`, each as the first copy. */
  readonly documents: Uint8Array | null;
  /** COPY text of each target, in the order of `targetColumns`; null where no row is staged. */
  readonly targets: readonly (Uint8Array | null)[];
  readonly codings: Uint8Array | null;
  readonly issues: readonly IssueOutcome[];
  readonly alterations: readonly (readonly CopyValue[])[];
  readonly prerequisites: readonly (readonly string[])[];
  readonly crosswalk: readonly CrosswalkEntry[];
}

export function renderChunk(documents: readonly WorkDocument[], dataset: CompiledDataset): RenderedChunk {
  return {
    documents: copyText(
      STAGED_DOCUMENT,
      documents.map((document) => {
        const row = versionRow(document, dataset);
        return STAGED_DOCUMENT.map((column) => row[column]);
      }),
    ),
    targets: dataset.mapping.targets.map((_, index) => targetText(documents, dataset, index)),
    codings: copyText(STAGED_CODING, codingRows(documents, dataset)),
    issues: documents.flatMap(documentOutcomes),
    alterations: alterationRows(documents),
    prerequisites: prerequisiteRows(documents),
    crosswalk: documents.flatMap((document) => crosswalkEntry(document, dataset) ?? []),
  };
}

/** The buffers of a rendered chunk: what can be handed over whole. */
export function buffersOf({ documents, targets, codings }: RenderedChunk): ArrayBuffer[] {
  return [documents, ...targets, codings].flatMap((bytes) => (bytes === null ? [] : (bytes.buffer as ArrayBuffer)));
}

export function targetColumns(dataset: CompiledDataset, index: number): string[] {
  const target = dataset.mapping.targets[index]!;
  return [...stagedColumns(target, dataset.tables.get(target.table)!), 'tieout_document', 'tieout_row_hash'];
}

function targetText(documents: readonly WorkDocument[], dataset: CompiledDataset, index: number): Uint8Array | null {
  const target = dataset.mapping.targets[index]!;
  const table = dataset.tables.get(target.table)!;
  const columns = stagedColumns(target, table);
  const rows: CopyValue[][] = [];
  for (const document of documents) {
    const mark = documentMark(dataset.name, document.key);
    for (const row of document.targets) {
      if (row.target !== index) continue;
      const values = columns.map((column) => copyValue(table, column, row.values[column] ?? null));
      rows.push([...values, mark, hashText(values.join('\u0001')).slice(0, 32)]);
    }
  }
  return copyText(targetColumns(dataset, index), rows);
}
