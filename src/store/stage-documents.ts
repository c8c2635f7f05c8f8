/**
 * Takes judged documents of one dataset into temporary tables by COPY, and what judging left besides into the books.
 * Promise: nothing is written to the `sage` schema here; what is staged is exactly what publish will write.
 * Does not: decide, publish or commit.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { hashText } from '../core/fingerprint.js';
import type { TargetDefinition } from '../core/mapping-grammar.js';
import type { WorkDocument } from '../core/work.js';
import { copyRecords, copyRows } from './copy-rows.js';
import { stagedColumns, stageTable } from './create-stage.js';
import { versionRow } from './document-version.js';
import { copyValue, documentMark } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import { writeAlterations } from './write-alterations.js';
import { documentOutcomes, writeIssues } from './write-issues.js';
import { writePrerequisites } from './write-prerequisites.js';

/** `copies`: how often each document was staged before in this batch; counted on. */
export async function stageDocuments(
  context: StageContext,
  dataset: CompiledDataset,
  documents: readonly WorkDocument[],
  copies: Map<string, number>,
): Promise<void> {
  await copyDocuments(context, dataset, documents, copies);
  for (const [index, target] of dataset.mapping.targets.entries()) {
    await copyTargets(context, dataset, target, index, documents);
  }
  await writeIssues(context, documents.flatMap(documentOutcomes));
  await writeAlterations(context, documents);
  await writePrerequisites(context, documents);
}

async function copyDocuments(
  context: StageContext,
  dataset: CompiledDataset,
  documents: readonly WorkDocument[],
  copies: Map<string, number>,
): Promise<void> {
  const rows = documents.map((document) => {
    const copy = copies.get(document.key) ?? 0;
    copies.set(document.key, copy + 1);
    return versionRow(document, dataset, copy);
  });
  await copyRecords(context.client, 'stage_document', rows);
}

async function copyTargets(
  context: StageContext,
  dataset: CompiledDataset,
  target: TargetDefinition,
  index: number,
  documents: readonly WorkDocument[],
): Promise<void> {
  const table = dataset.tables.get(target.table)!;
  const columns = stagedColumns(target, table);
  const rows = documents.flatMap((document) => {
    const mark = documentMark(dataset.name, document.key);
    return document.targets
      .filter((row) => row.target === index)
      .map((row) => {
        const values = columns.map((column) => copyValue(table, column, row.values[column] ?? null));
        return [...values, mark, hashText(values.join('\u0001')).slice(0, 32)];
      });
  });
  if (rows.length === 0) return;
  await copyRows(context.client, stageTable(index), [...columns, 'tieout_document', 'tieout_row_hash'], rows);
}
