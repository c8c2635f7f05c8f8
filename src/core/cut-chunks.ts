/**
 * Groups of rows → chunks that are judged together.
 * Promise: the same chunks in the same order however many threads share them.
 * Does not: judge.
 */
import { compareText } from './derive-values.js';
import {
  groupRows,
  groupsBetween,
  keylessKey,
  type DeliveredGroup,
  type KeyCounts,
  type RowSource,
  type Spill,
} from './group-rows.js';
import { ROWS_PER_CHUNK_MAX, type TurnStart } from './turn-starts.js';
import type { ParsedRow, RowGroup } from './work.js';

/** Documents judged together. */
export type Chunk = readonly RowGroup[];

export interface CutOptions {
  /** All in one chunk, in the order of their keys: documents that are given numbers. */
  readonly inKeyOrder: boolean;
  /** Rows of open documents kept in memory. */
  readonly rowsOpenMax?: number;
}

/** Chunks of all delivered rows; copies of a document in several files are judged together, last. */
export async function* cutChunks(
  sources: readonly RowSource[],
  counts: KeyCounts,
  spill: Spill,
  { inKeyOrder, rowsOpenMax }: CutOptions,
): AsyncGenerator<Chunk> {
  const twins: DeliveredGroup[] = [];
  let open: DeliveredGroup[] = [];
  let rows = 0;
  for await (const group of groupRows(sources, counts, spill, rowsOpenMax)) {
    if (group.twin && !inKeyOrder) {
      twins.push(group);
      continue;
    }
    open.push(group);
    rows += group.rows.length;
    if (inKeyOrder || rows < ROWS_PER_CHUNK_MAX) continue;
    yield toBeParsed(open, sources);
    open = [];
    rows = 0;
  }
  open.push(...twins);
  if (open.length === 0) return;
  const last = toBeParsed(open, sources);
  yield inKeyOrder ? inOrder(last) : last;
}

/** One of the threads that share a dataset. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** A chunk by its place among those of all threads. */
export interface Turn {
  readonly place: number;
  readonly groups: Chunk;
}

/** The chunks of one thread, where it is known where each begins: no row of the others is read. */
export async function* cutTurns(
  sources: readonly RowSource[],
  starts: readonly TurnStart[],
  { index, of }: Share,
): AsyncGenerator<Turn> {
  for (let place = index; place < starts.length; place += of) {
    const open: DeliveredGroup[] = [];
    for await (const group of groupsBetween(sources, starts[place]!, starts[place + 1] ?? null)) open.push(group);
    yield { place, groups: toBeParsed(open, sources) };
  }
}

function toBeParsed(groups: readonly DeliveredGroup[], sources: readonly RowSource[]): RowGroup[] {
  return groups.map((group) => new ParsedOnDemand(group, sources[group.source]!));
}

/** Rows are parsed when they are first asked for: those of a document that came again as it was loaded never are. */
class ParsedOnDemand implements RowGroup {
  readonly key: string;
  readonly keyless: boolean;
  readonly carried = null;
  readonly twin: boolean;
  readonly firstRow: ParsedRow;
  readonly rowNumbers: readonly number[];
  readonly deliveredHash: string | null;
  private parsed: readonly ParsedRow[] | null = null;

  constructor(
    private readonly delivered: DeliveredGroup,
    private readonly source: RowSource,
  ) {
    const { key, rows, twin } = delivered;
    this.firstRow = source.parse(rows[0]!);
    this.key = key ?? keylessKey(this.firstRow);
    this.keyless = key === null;
    this.twin = key !== null && twin;
    this.rowNumbers = rows.map(({ row }) => row);
    this.deliveredHash = key === null || twin ? null : source.deliveredHash(rows);
  }

  get rows(): readonly ParsedRow[] {
    this.parsed ??= this.delivered.rows.map((row, at) => (at === 0 ? this.firstRow : this.source.parse(row)));
    return this.parsed;
  }
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
