/**
 * Takes judged documents of one dataset into temporary tables by COPY, and what judging left besides into the books.
 * Promise: nothing is written to the `sage` schema here; what is staged is exactly what publish will write.
 * Does not: decide, publish or commit.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { STAGED_CODING } from './coding-sums.js';
import { copyBytes } from './copy-rows.js';
import { stageTable } from './create-stage.js';
import { STAGED_DOCUMENT, targetColumns, type RenderedChunk } from './render-chunk.js';
import type { StageContext } from './stage-context.js';
import { writeAlterations } from './write-alterations.js';
import { writeIssues } from './write-issues.js';
import { writePrerequisites } from './write-prerequisites.js';

/** `copies`: how often each document was staged before in this batch; counted on. */
export async function stageChunk(
  context: StageContext,
  dataset: CompiledDataset,
  chunk: RenderedChunk,
  copies: Map<string, number>,
): Promise<void> {
  const copy = async (table: string, columns: readonly string[], bytes: Uint8Array | null): Promise<void> => {
    if (bytes !== null) await copyBytes(context.client, table, columns, bytes);
  };
  await copy('stage_document', STAGED_DOCUMENT, numberCopies(chunk, copies));
  for (const [index, bytes] of chunk.targets.entries()) {
    await copy(stageTable(index), targetColumns(dataset, index), bytes);
  }
  await copy('stage_coding', STAGED_CODING, chunk.codings);
  await writeIssues(context, chunk.issues);
  await writeAlterations(context, chunk.alterations);
  await writePrerequisites(context, chunk.prerequisites);
}

/** Each line as the copy that it is; all are the first where no document was staged before. */
function numberCopies({ keys, documents }: RenderedChunk, copies: Map<string, number>): Uint8Array | null {
  const numbers = keys.map((key) => {
    const copy = copies.get(key) ?? 0;
    copies.set(key, copy + 1);
    return copy;
  });
  if (documents === null || numbers.every((copy) => copy === 0)) return documents;
  const lines = new TextDecoder().decode(documents).split('\n');
  return new TextEncoder().encode(
    lines.map((line, at) => (at < numbers.length ? `${numbers[at]!}${line.slice(1)}` : line)).join('\n'),
  );
}
