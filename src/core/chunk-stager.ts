/**
 * Judged chunks of one dataset into its sink, in the order they come.
 * Promise: the database takes a chunk while the next one is judged, and never more than one waits; what the database
 * refused is thrown before whatever followed from it.
 */
import type { JudgedChunk } from './judged-chunk.js';
import type { MetDocuments } from './met-documents.js';
import { addTotals, type ReadTotals } from './read-totals.js';
import type { DatasetSink } from './run-batch.js';

export class ChunkStager {
  private staged = Promise.resolve();

  /** `met` and `read` take note of every chunk. `onChunk` may throw to end the work. */
  constructor(
    private readonly sink: DatasetSink,
    private readonly met: MetDocuments,
    private readonly read: ReadTotals,
    private readonly onChunk: () => void,
  ) {}

  async takeAll(chunks: AsyncIterable<JudgedChunk>): Promise<void> {
    try {
      for await (const chunk of chunks) await this.take(chunk);
    } catch (error) {
      // What the database refused of the chunk before is the cause; after it every question fails.
      await this.staged;
      throw error;
    }
  }

  /** Waits for the last of them. */
  end(): Promise<void> {
    return this.staged;
  }

  private async take({ sightings, read, rendered }: JudgedChunk): Promise<void> {
    for (const sighting of sightings) this.met.take(sighting);
    addTotals(this.read, read);
    await this.staged;
    this.staged = this.sink.stage(rendered);
    // Whoever awaits it next is told.
    this.staged.catch(() => undefined);
    this.onChunk();
  }
}
