/** Chunks of a dataset: the same documents in the same chunks and order, however many threads share them. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cutChunks, cutPartitions, cutTurns, type Chunk, type Turn } from '../../src/core/cut-chunks.js';
import { countKeys, putAside, type RowSource } from '../../src/core/group-rows.js';
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
    deliveredHash: () => null,
  };
}

/** Each chunk as its documents and their rows. */
function told(groups: Chunk): string {
  return groups.map((group) => `${group.key}:${group.rows.map(({ row }) => row).join()}`).join(' ');
}

async function alone(sources: readonly RowSource[], rowsOpenMax: number): Promise<string[]> {
  const counts = await countKeys(sources, rowsOpenMax);
  const chunks: string[] = [];
  const aside = await putAside(sources, counts, new MemorySpill());
  for await (const chunk of cutChunks(sources, counts, aside, { inKeyOrder: false })) {
    chunks.push(told(chunk));
  }
  return chunks;
}

/** Chunks of all threads by their places; null where the documents cannot be shared. */
async function sharedBy(of: number, sources: readonly RowSource[], rowsOpenMax: number): Promise<string[] | null> {
  const counts = await countKeys(sources, rowsOpenMax);
  const { turns, twins } = counts;
  if (twins.size > 0) return null;
  if (turns !== null) return inPlaces(of, (index) => cutTurns(sources, turns, { index, of }));
  const aside = await putAside(sources, counts, new MemorySpill());
  if (aside === null) return null;
  return inPlaces(of, (index) => cutPartitions(sources, aside.spill, aside.partitions, { index, of }));
}

async function inPlaces(of: number, turns: (index: number) => Iterable<Turn>): Promise<string[]> {
  const places: string[][] = [];
  for (let index = 0; index < of; index++) {
    for (const { place, chunks } of turns(index)) {
      places[place] = [];
      for await (const chunk of chunks) places[place].push(told(chunk));
    }
  }
  return places.flat();
}

/** Two files: the keys of the second are others. */
function filesOf(keys: readonly (string | null)[], readsRanges: boolean): RowSource[] {
  const half = keys.length >> 1;
  const second = keys.slice(half).map((key) => (key === null ? null : `${key}b`));
  return [sourceOf(keys.slice(0, half), 500, readsRanges), sourceOf(second, 500, readsRanges)];
}

describe('chunks', () => {
  it('hold every row once, and are the same however many share them', async () => {
    const shared = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 2_500 })), {
          minLength: 1,
          maxLength: 12,
          selector: ([key]) => key,
        }),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 3_000 }),
        fc.integer({ min: 2, max: 4 }),
        async (documents, mixed, readsRanges, rowsOpenMax, of) => {
          const keys = documents.flatMap(([key, rows]) =>
            Array.from({ length: rows }, (): string | null => (key === 40 ? null : `D${key}`)),
          );
          const spread = mixed ? keys.map((_, at) => keys[(at * 7919) % keys.length]!) : keys;
          const files = filesOf(spread, readsRanges);
          const chunks = await alone(files, rowsOpenMax);
          const together = await sharedBy(of, files, rowsOpenMax);
          if (together !== null) expect(together).toEqual(chunks);
          if (together !== null) shared[mixed ? 1 : 0]!++;
          const seen = chunks.flatMap((text) => text.split(' ').flatMap((group) => group.split(':')[1]!.split(',')));
          const rows = spread.map((_, at) => (at < spread.length >> 1 ? at : at - (spread.length >> 1)) + 2);
          expect(seen.map(Number).sort((a, b) => a - b)).toEqual(rows.sort((a, b) => a - b));
        },
      ),
      { numRuns: 40 },
    );
    expect(shared.every((cases) => cases > 0)).toBe(true);
  });

  it('of documents that stand together are read by the thread that judges them alone', async () => {
    const keys = Array.from({ length: 20_000 }, (_, at) => `D${Math.floor(at / 7)}`);
    const files = filesOf(keys, true);
    const { turns } = await countKeys(files);
    expect(turns!.length).toBe(5);
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
    let rowsJudged = 0;
    for (const { chunks } of cutTurns(watched, turns!, { index: 1, of: 2 })) {
      for await (const chunk of chunks) for (const { rows } of chunk) rowsJudged += rows.length;
    }
    expect([rowsRead, rowsJudged > 7_000]).toEqual([rowsJudged, true]);
  });
});
