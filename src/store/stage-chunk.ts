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

export async function stageChunk(context: StageContext, dataset: CompiledDataset, chunk: RenderedChunk): Promise<void> {
  const copy = async (table: string, columns: readonly string[], bytes: Uint8Array | null): Promise<void> => {
    if (bytes !== null) await copyBytes(context.client, table, columns, bytes);
  };
  await copy('stage_document', STAGED_DOCUMENT, chunk.documents);
  for (const [index, bytes] of chunk.targets.entries()) {
    await copy(stageTable(index), targetColumns(dataset, index), bytes);
  }
  await copy('stage_coding', STAGED_CODING, chunk.codings);
  await writeIssues(context, chunk.issues);
  await writeAlterations(context, chunk.alterations);
  await writePrerequisites(context, chunk.prerequisites);
}

/**
 * How often each document was staged before in this batch. Rows stand in the order they came in: the table was made in
 * this transaction, and nothing was deleted from it yet.
 */
export async function numberCopies({ client }: StageContext): Promise<void> {
  await client.query(
    `update stage_document s
     set copy = c.copy
     from (
       select ctid, row_number() over (partition by document order by ctid) - 1 as copy
       from stage_document
       where document in (select document from stage_document group by 1 having count(*) > 1)) c
     where s.ctid = c.ctid and c.copy > 0`,
  );
}
