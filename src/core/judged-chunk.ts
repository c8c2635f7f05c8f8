/**
 * Chunks of rows → judged chunks: what is remembered of their documents, what was counted, and what will be staged.
 * Promise: plain data, the same in whichever thread it is made; nothing of a judged document lives on but this.
 */
import type { Chunk } from './cut-chunks.js';
import { judgeChunk, type JudgeContext } from './judge-dataset.js';
import type { MetDocuments } from './met-documents.js';
import { totalsOf, type ReadTotals } from './read-totals.js';
import type { Sighting, Sightings } from './sightings.js';
import type { WorkDocument } from './work.js';

export interface JudgedChunk {
  readonly sightings: readonly Sighting[];
  readonly read: ReadTotals;
  /** What the sink made of the documents. */
  readonly rendered: unknown;
}

/** Makes what will be staged. */
export interface Renderer {
  render(documents: readonly WorkDocument[]): unknown;
}

export async function* judgeDelivered(
  chunks: AsyncIterable<Chunk>,
  context: JudgeContext,
  sightings: Sightings,
  renderer: Renderer,
): AsyncGenerator<JudgedChunk> {
  for await (const groups of chunks) {
    if (groups.length > 0) yield judgedChunk(await judgeChunk(groups, context), context, sightings, renderer);
  }
}

export function judgedChunk(
  documents: readonly WorkDocument[],
  { dataset }: JudgeContext,
  sightings: Sightings,
  renderer: Renderer,
): JudgedChunk {
  return {
    sightings: documents.map((document) => sightings.of(document)),
    read: totalsOf(documents, dataset),
    rendered: renderer.render(documents),
  };
}

/** What earlier batches left open: a newer delivery supersedes it, so each is met before it is rendered. */
export async function* judgeCarried(
  chunks: Iterable<Chunk>,
  context: JudgeContext,
  met: MetDocuments,
  renderer: Renderer,
): AsyncGenerator<JudgedChunk> {
  for (const groups of chunks) {
    if (groups.length === 0) continue;
    const documents = await judgeChunk(groups, context);
    for (const document of documents) met.meet(document);
    yield { sightings: [], read: totalsOf(documents, context.dataset), rendered: renderer.render(documents) };
  }
}
