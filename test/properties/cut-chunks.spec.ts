/** Chunks of a dataset: the same documents in the same chunks and order, however many threads share them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ChunkCutter, type Chunk, type Share } from '../../src/core/cut-chunks.js';
import { countKeys, type RowSource } from '../../src/core/group-rows.js';
import type { RawRow, RowRange } from '../../src/core/nouns.js';
import type { ParsedRow, SourceRef } from '../../src/core/work.js';
import { MemorySpill } from '../support/memory-store.js';

const source: SourceRef = { file: 'f.csv', sha256: '', sheet: null, headers: {}, columns: new Set() };

/** Rows whose only cell is the key of their document; null where it cannot be read. */
function sourceOf(keys: readonly (string | null)[], rowsAtOnce: number, readsRanges: boolean): RowSource {
  const all = keys.map((key, at): RawRow => ({ row: at + 2, cells: [key] }));
  async function* rows(range?: RowRange): AsyncGenerator<RawRow[]> {
    const asked = range === undefined ? all : all.filter(({ row }) => row >= range.from && row < range.until);
    for (let at = 0; at < asked.length; at += rowsAtOnce) yield asked.slice(at, at + rowsAtOnce);
  }
  return {
    rows,
    readsRanges,
    keyRows: () => rows(),
    keyOf: ({ cells }) => cells[0]!,
    parse: ({ row, cells }) => ({ row, source, textOf: () => cells[0]! }) as unknown as ParsedRow,
  };
}

async function chunksOf(
  sources: readonly RowSource[],
  rowsOpenMax: number,
  share: Share,
): Promise<{ chunks: Chunk[]; turns: number }> {
  const counts = await countKeys(sources, rowsOpenMax);
  const cutter = new ChunkCutter(sources, counts, new MemorySpill(), { inKeyOrder: false, share, rowsOpenMax });
  const chunks: Chunk[] = [];
  for await (const chunk of cutter.chunks()) chunks.push(chunk);
  return { chunks, turns: cutter.turns };
}

/** Chunks of all threads in the order of their turns, as the documents and rows in each. */
async function sharedBy(of: number, sources: readonly RowSource[], rowsOpenMax: number): Promise<string[]> {
  const shares = await Promise.all(
    Array.from({ length: of }, (_, index) => chunksOf(sources, rowsOpenMax, { index, of })),
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

/** Two files: the keys of the second are others. */
function filesOf(keys: readonly (string | null)[], readsRanges: boolean): RowSource[] {
  const half = keys.length >> 1;
  const second = keys.slice(half).map((key) => (key === null ? null : `${key}b`));
  return [sourceOf(keys.slice(0, half), 500, readsRanges), sourceOf(second, 500, readsRanges)];
}

describe('chunks', () => {
  it('are the same however many share them, and hold every row once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 2_500 })), { minLength: 1, maxLength: 12 }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 2, max: 4 }),
        async (documents, mixed, readsRanges, rowsOpenMax, of) => {
          const keys = documents.flatMap(([key, rows]) =>
            Array.from({ length: rows }, (): string | null => (key === 40 ? null : `D${key}`)),
          );
          if (mixed) keys.sort((a, b) => (a ?? '').length - (b ?? '').length || -1);
          const spread = mixed ? keys.map((_, at) => keys[(at * 7919) % keys.length]!) : keys;
          const files = filesOf(spread, readsRanges);
          const alone = await sharedBy(1, files, rowsOpenMax);
          expect(await sharedBy(of, files, rowsOpenMax)).toEqual(alone);
          const seen = alone.flatMap((text) => text.split(' ').flatMap((group) => group.split(':')[1]!.split(',')));
          const rows = spread.map((_, at) => (at < spread.length >> 1 ? at : at - (spread.length >> 1)) + 2);
          expect(seen.map(Number).sort((a, b) => a - b)).toEqual(rows.sort((a, b) => a - b));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('of documents that stand together are read by the thread that judges them alone', async () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `D${Math.floor(at / 7)}`);
    const files = filesOf(keys, true);
    const counts = await countKeys(files);
    expect(counts.turns!.length).toBe(5);
    let rowsRead = 0;
    const watched = files.map((file): RowSource => ({
      ...file,
      async *rows(range) {
        for await (const chunk of file.rows(range)) {
          rowsRead += chunk.length;
          yield chunk;
        }
      },
    }));
    const cutter = new ChunkCutter(watched, counts, new MemorySpill(), {
      inKeyOrder: false,
      share: { index: 1, of: 2 },
    });
    let rowsJudged = 0;
    for await (const { groups } of cutter.chunks()) for (const { rows } of groups) rowsJudged += rows.length;
    expect([rowsRead, rowsJudged > 8_000]).toEqual([rowsJudged, true]);
  });
});
