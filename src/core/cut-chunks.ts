/**
 * Groups of rows → chunks that are judged together, parsed.
 * Promise: the same chunks in the same order however many threads share them, for where one ends depends on the rows
 * before it alone; each belongs to a turn, and the turns follow each other in one order for everybody.
 * Does not: judge, or parse what another thread takes.
 */
import { compareText } from './derive-values.js';
import {
  groupRows,
  groupsBetween,
  keylessKey,
  SECTION_END,
  type DeliveredGroup,
  type KeyCounts,
  type RowSource,
  type Spill,
} from './group-rows.js';
import { ROWS_PER_CHUNK_MAX, type TurnStart } from './turn-starts.js';
import type { RowGroup } from './work.js';

/** One of the threads that share a dataset. */
export interface Share {
  readonly index: number;
  readonly of: number;
}

/** Groups judged together. Turns are taken in the order of their numbers; `ends`: the turn has no further chunk. */
export interface Chunk {
  readonly turn: number;
  readonly groups: readonly RowGroup[];
  readonly ends: boolean;
}

export interface CutOptions {
  /** All in one chunk, in the order of their keys: documents that are given numbers. */
  readonly inKeyOrder: boolean;
  /** Copies in several files are judged together, last: a batch that has some is not shared. */
  readonly share?: Share;
  /** Rows of open documents kept in memory. */
  readonly rowsOpenMax?: number;
}

/**
 * Chunks of delivered rows. What never went to the spill is a turn a chunk, taken by the threads one after the other;
 * each partition of the spill is one turn, and only the thread that takes it puts its rows aside.
 */
export class ChunkCutter {
  /** How many turns there are, of all threads; known once `chunks` has ended. */
  turns = 0;
  private readonly share: Share;
  private readonly twins: DeliveredGroup[] = [];
  private open: DeliveredGroup[] = [];
  private rows = 0;
  /** Of the spill; -1 before it. */
  private partition = -1;

  constructor(
    private readonly sources: readonly RowSource[],
    private readonly counts: KeyCounts,
    private readonly spill: Spill,
    private readonly options: CutOptions,
  ) {
    this.share = options.share ?? { index: 0, of: 1 };
  }

  async *chunks(): AsyncGenerator<Chunk> {
    const { turns } = this.counts;
    if (this.share.of > 1 && turns !== null) yield* this.ownTurns(turns);
    else yield* this.allTurns();
  }

  /** Reads no row of the others' turns. */
  private async *ownTurns(turns: readonly TurnStart[]): AsyncGenerator<Chunk> {
    for (this.turns = this.share.index; this.turns < turns.length; this.turns += this.share.of) {
      const [start, next] = [turns[this.turns]!, turns[this.turns + 1] ?? null];
      for await (const group of groupsBetween(this.sources, this.counts, start, next)) this.open.push(group);
      yield this.cut(true);
    }
    this.turns = turns.length;
  }

  private async *allTurns(): AsyncGenerator<Chunk> {
    const isOwnPartition = (partition: number): boolean => this.isOwn(partition);
    const { rowsOpenMax } = this.options;
    for await (const group of groupRows(this.sources, this.counts, this.spill, isOwnPartition, rowsOpenMax)) {
      if (group === SECTION_END) yield* this.endSection();
      else yield* this.take(group);
    }
    this.open.push(...this.twins);
    if (this.open.length === 0) return;
    const last = this.cut(true);
    yield this.options.inKeyOrder ? { ...last, groups: inOrder(last.groups) } : last;
  }

  private *take(group: DeliveredGroup): Generator<Chunk> {
    const { inKeyOrder } = this.options;
    if (group.twin && !inKeyOrder) {
      this.twins.push(group);
      return;
    }
    const isOwn = this.isOwn(this.partition < 0 ? this.turns : this.partition);
    if (isOwn) this.open.push(group);
    this.rows += group.rows.length;
    if (inKeyOrder || this.rows < ROWS_PER_CHUNK_MAX) return;
    if (isOwn) yield this.cut(this.partition < 0);
    this.rows = 0;
    if (this.partition < 0) this.turns++;
  }

  private *endSection(): Generator<Chunk> {
    if (this.options.inKeyOrder) return;
    const isOwn = this.isOwn(this.partition < 0 ? this.turns : this.partition);
    if (this.partition >= 0 || this.rows > 0) {
      if (isOwn) yield this.cut(true);
      this.turns++;
    }
    this.rows = 0;
    this.partition++;
  }

  private isOwn(place: number): boolean {
    return place % this.share.of === this.share.index;
  }

  private cut(ends: boolean): Chunk {
    const groups = this.open.map((group) => this.parse(group));
    this.open = [];
    this.rows = 0;
    return { turn: this.turns, groups, ends };
  }

  private parse({ source, key, rows, twin }: DeliveredGroup): RowGroup {
    const parsed = rows.map((row) => this.sources[source]!.parse(row));
    return key === null
      ? { key: keylessKey(parsed[0]!), keyless: true, carried: null, rows: parsed, twin: false }
      : { key, keyless: false, carried: null, rows: parsed, twin };
  }
}

/** Chunks of groups that are parsed already; copies of one document last, together. */
export function* cutParsed(groups: readonly RowGroup[], inKeyOrder: boolean): Generator<Chunk> {
  if (inKeyOrder) {
    yield { turn: 0, groups: inOrder(groups), ends: true };
    return;
  }
  let open: RowGroup[] = [];
  let rows = 0;
  let turn = 0;
  for (const group of groups) {
    if (group.twin) continue;
    open.push(group);
    rows += group.rows.length;
    if (rows < ROWS_PER_CHUNK_MAX) continue;
    yield { turn: turn++, groups: open, ends: true };
    open = [];
    rows = 0;
  }
  yield { turn, groups: [...open, ...groups.filter(({ twin }) => twin)], ends: true };
}

function inOrder(groups: readonly RowGroup[]): RowGroup[] {
  return [...groups].sort((a, b) => compareKeys(a.key, b.key));
}

/** `SC-1|2` before `SC-1|10`: digits compare as numbers, and no two keys are equal. */
export function compareKeys(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true }) || compareText(a, b);
}
