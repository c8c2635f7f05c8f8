/**
 * Groups of rows → chunks that are judged together.
 * Promise: the same chunks in the same order however many threads share them.
 * Does not: judge.
 */
import { compareText } from './derive-values.js';
import {
  groupsBetween,
  groupsInPassing,
  groupsOfPartition,
  keylessKey,
  type DeliveredGroup,
  type KeyCounts,
  type PutAside,
  type RowSource,
  type Spill,
} from './group-rows.js';
import type { RawRow } from './nouns.js';
import { ROWS_PER_CHUNK_MAX, type TurnStart } from './turn-starts.js';
import type { ParsedRow, RowGroup } from './work.js';

/** Documents judged together. */
export type Chunk = readonly RowGroup[];

export interface CutOptions {
  /** All in one chunk, in the order of their keys: documents that are given numbers. */
  readonly inKeyOrder: boolean;
}

/** Chunks of all delivered rows; copies of a document in several files are judged together, last. */
export async function* cutChunks(
  sources: readonly RowSource[],
  counts: KeyCounts,
  aside: PutAside | null,
  { inKeyOrder }: CutOptions,
): AsyncGenerator<Chunk> {
  const chunks = aside === null ? cutPassing(sources, counts) : cutPutAside(sources, counts, aside);
  if (!inKeyOrder) {
    yield* chunks;
    return;
  }
  const all: RowGroup[] = [];
  for await (const chunk of chunks) for (const group of chunk) all.push(group);
  if (all.length > 0) yield inOrder(all);
}

async function* cutPassing(sources: readonly RowSource[], counts: KeyCounts): AsyncGenerator<Chunk> {
  const twins: DeliveredGroup[] = [];
  yield* chunksOf(withoutTwins(groupsInPassing(sources, counts), counts, twins), sources);
  yield* chunkOfTwins(twins, sources);
}

/** Chunks of rows that were put aside, partition by partition. */
async function* cutPutAside(
  sources: readonly RowSource[],
  counts: KeyCounts,
  { spill, partitions }: PutAside,
): AsyncGenerator<Chunk> {
  const twins: DeliveredGroup[] = [];
  for (const partition of partitions) {
    const groups = await groupsOfPartition(sources, spill, partition);
    yield* chunksOf(withoutTwins(groups, counts, twins), sources);
  }
  yield* chunkOfTwins(twins, sources);
}

async function* withoutTwins(
  groups: AsyncIterable<DeliveredGroup> | Iterable<DeliveredGroup>,
  counts: KeyCounts,
  twins: DeliveredGroup[],
): AsyncGenerator<DeliveredGroup> {
  for await (const group of groups) {
    if (group.key !== null && counts.twins.has(group.key)) twins.push(group);
    else yield group;
  }
}

function* chunkOfTwins(twins: readonly DeliveredGroup[], sources: readonly RowSource[]): Generator<Chunk> {
  if (twins.length > 0) yield twins.map((group) => toBeParsed(group, sources, true));
}

async function* chunksOf(
  groups: AsyncIterable<DeliveredGroup> | Iterable<DeliveredGroup>,
  sources: readonly RowSource[],
): AsyncGenerator<Chunk> {
  let open: RowGroup[] = [];
  let rows = 0;
  for await (const group of groups) {
    open.push(toBeParsed(group, sources));
    rows += group.rows.length;
    if (rows < ROWS_PER_CHUNK_MAX) continue;
    yield open;
    open = [];
    rows = 0;
  }
  if (open.length > 0) yield open;
}

/** One of the threads that share a dataset. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** What one thread judges at a time, by its place among the turns of all threads. */
export interface Turn {
  readonly place: number;
  readonly chunks: AsyncIterable<Chunk>;
}

/** The turns of one thread, where it is known where each begins: no row of the others is read. */
export function* cutTurns(sources: readonly RowSource[], starts: readonly TurnStart[], share: Share): Generator<Turn> {
  for (const place of placesOf(starts, share)) {
    yield { place, chunks: chunksOf(groupsBetween(sources, starts[place]!, starts[place + 1] ?? null), sources) };
  }
}

/** The turns of one thread, each a partition of rows that were put aside. No document is in several files. */
export function* cutPartitions(
  sources: readonly RowSource[],
  spill: Pick<Spill, 'read'>,
  partitions: readonly number[],
  share: Share,
): Generator<Turn> {
  for (const place of placesOf(partitions, share)) {
    yield { place, chunks: chunksOfPartition(sources, spill, partitions[place]!) };
  }
}

async function* chunksOfPartition(
  sources: readonly RowSource[],
  spill: Pick<Spill, 'read'>,
  partition: number,
): AsyncGenerator<Chunk> {
  yield* chunksOf(await groupsOfPartition(sources, spill, partition), sources);
}

function placesOf(all: readonly unknown[], { index, of }: Share): number[] {
  return [...all.keys()].filter((place) => place % of === index);
}

function toBeParsed(group: DeliveredGroup, sources: readonly RowSource[], twin = false): RowGroup {
  return new ParsedOnDemand(group, sources[group.source]!, twin);
}

/** Rows are parsed when they are first asked for: those of a document that came again as it was loaded never are. */
class ParsedOnDemand implements RowGroup {
  readonly key: string;
  readonly keyless: boolean;
  readonly carried = null;
  readonly firstRow: ParsedRow;
  readonly rowNumbers: readonly number[];
  readonly deliveredHash: string | null;
  private parsed: readonly ParsedRow[] | null = null;

  constructor(
    private readonly delivered: DeliveredGroup,
    private readonly source: RowSource,
    readonly twin: boolean,
  ) {
    const { key, rows } = delivered;
    this.firstRow = source.parse(rows[0]!);
    this.key = key ?? keylessKey(this.firstRow);
    this.keyless = key === null;
    this.rowNumbers = numbersOf(rows);
    this.deliveredHash = key === null || twin ? null : source.deliveredHash(rows);
  }

  get rows(): readonly ParsedRow[] {
    this.parsed ??= this.parse();
    return this.parsed;
  }

  private parse(): ParsedRow[] {
    const { rows } = this.delivered;
    const parsed = [this.firstRow];
    for (let at = 1; at < rows.length; at++) parsed.push(this.source.parse(rows[at]!));
    return parsed;
  }
}

function numbersOf(rows: readonly RawRow[]): number[] {
  const numbers: number[] = [];
  for (const { row } of rows) numbers.push(row);
  return numbers;
}

/** Chunks of groups that are parsed already; copies of one document last, together. */
export function* cutParsed(groups: readonly RowGroup[], inKeyOrder: boolean): Generator<Chunk> {
  if (inKeyOrder) {
    yield inOrder(groups);
    return;
  }
  let open: RowGroup[] = [];
  let rows = 0;
  for (const group of groups) {
    if (group.twin) continue;
    open.push(group);
    rows += group.rows.length;
    if (rows < ROWS_PER_CHUNK_MAX) continue;
    yield open;
    open = [];
    rows = 0;
  }
  yield [...open, ...groups.filter(({ twin }) => twin)];
}

function inOrder(groups: readonly RowGroup[]): RowGroup[] {
  return [...groups].sort((a, b) => compareKeys(a.key, b.key));
}

/** `SC-1|2` before `SC-1|10`: digits compare as numbers, and no two keys are equal. */
export function compareKeys(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || compareText(a, b);
}
