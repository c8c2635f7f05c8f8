/** Chunks of a dataset: the same documents in the same chunks and order, however many threads share them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChunkCutter, type Chunk, type Share } from '../../src/core/cut-chunks.js';
import { countKeys, type RowSource } from '../../src/core/group-rows.js';
import type { RawRow } from '../../src/core/nouns.js';
import type { ParsedRow, SourceRef } from '../../src/core/work.js';
import { MemorySpill } from '../support/memory-store.js';

const source: SourceRef = { file: 'f.csv', sha256: '', sheet: null, headers: {}, columns: new Set() };

/** Rows whose only cell is the key of their document; null where it cannot be read. */
function sourceOf(keys: readonly (string | null)[], rowsAtOnce: number): RowSource {
  const rows = keys.map((key, at): RawRow => ({ row: at + 2, cells: [key] }));
  return {
    async *rows() {
      for (let at = 0; at < rows.length; at += rowsAtOnce) yield rows.slice(at, at + rowsAtOnce);
    },
    keyOf: ({ cells }) => cells[0]!,
    parse: ({ row, cells }) => ({ row, source, textOf: () => cells[0]! }) as unknown as ParsedRow,
  };
}

async function chunksOf(
  rows: RowSource,
  rowsOpenMax: number,
  share: Share,
): Promise<{ chunks: Chunk[]; turns: number }> {
  const counts = await countKeys([rows]);
  const cutter = new ChunkCutter([rows], counts, new MemorySpill(), { inKeyOrder: false, share, rowsOpenMax });
  const chunks: Chunk[] = [];
  for await (const chunk of cutter.chunks()) chunks.push(chunk);
  return { chunks, turns: cutter.turns };
}

/** Chunks of all threads in the order of their turns, as the documents and rows in each. */
async function sharedBy(of: number, rows: RowSource, rowsOpenMax: number): Promise<string[]> {
  const shares = await Promise.all(
    Array.from({ length: of }, (_, index) => chunksOf(rows, rowsOpenMax, { index, of })),
  );
  const turns = new Set(shares.map((share) => share.turns));
  expect(turns.size).toBe(1);
  const chunks = shares.flatMap((share) => share.chunks);
  for (const chunk of chunks) expect(chunk.turn).toBeLessThan([...turns][0]!);
  // Each turn is one thread's, and it says when the turn ends.
  for (const turn of new Set(chunks.map((chunk) => chunk.turn))) {
    const own = chunks.filter((chunk) => chunk.turn === turn);
    expect(own.map(({ ends }) => ends)).toEqual(own.map((_, at) => at === own.length - 1));
    expect(shares.filter((share) => share.chunks.some((chunk) => chunk.turn === turn))).toHaveLength(1);
  }
  return chunks
    .sort((a, b) => a.turn - b.turn)
    .map(({ groups }) => groups.map((group) => `${group.key}:${group.rows.map(({ row }) => row).join()}`).join(' '))
    .filter((text) => text !== '');
}

describe('chunks', () => {
  it('are the same however many share them, and hold every row once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 2_500 })), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 2, max: 4 }),
        async (documents, mixed, rowsOpenMax, of) => {
          const keys = documents.flatMap(([key, rows]) =>
            Array.from({ length: rows }, (): string | null => (key === 40 ? null : `D${key}`)),
          );
          if (mixed) keys.sort((a, b) => (a ?? '').length - (b ?? '').length || -1);
          const spread = mixed ? keys.map((_, at) => keys[(at * 7919) % keys.length]!) : keys;
          const rows = sourceOf(spread, 500);
          const alone = await sharedBy(1, rows, rowsOpenMax);
          expect(await sharedBy(of, rows, rowsOpenMax)).toEqual(alone);
          const seen = alone.flatMap((text) => text.split(' ').flatMap((group) => group.split(':')[1]!.split(',')));
          expect(seen.map(Number).sort((a, b) => a - b)).toEqual(spread.map((_, at) => at + 2));
        },
      ),
      { numRuns: 30 },
    );
  });
});
