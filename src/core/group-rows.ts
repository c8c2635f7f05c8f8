/**
 * Rows → groups of one document each. A first pass counts the rows of each key; in the second a document leaves as soon
 * as it is whole.
 * Promise: rows of one document may stand anywhere in the file; never more than a budget of rows is kept in memory,
 * the rest waits in partitions of a spill; a row whose key cannot be read becomes a document of its own.
 * Does not: read a cell beyond the key, or know where the spill lives.
 */
import type { RawRow, RowRange } from './nouns.js';
import { TurnStarts, type TurnStart } from './turn-starts.js';
import type { ParsedRow } from './work.js';

/** Rows kept in memory before open documents go to the spill: some 40 MB of rows. */
const ROWS_OPEN_MAX = 50_000;

/** Temporary files by partition. Rows are written as delivered and parsed again when they come back. */
export interface Spill {
  write(partition: number, source: number, rows: readonly RawRow[]): Promise<void>;
  read(partition: number): AsyncIterable<{ source: number; row: RawRow }>;
}

/** One matched sheet of this batch: its rows, and what turns them into keys and values. */
export interface RowSource {
  /** All of them, or, where ranges can be read, some. */
  rows(range?: RowRange): AsyncIterable<readonly RawRow[]>;
  readonly readsRanges: boolean;
  /** All of them, of which `keyOf` is right, and nothing else. */
  keyRows(): AsyncIterable<readonly RawRow[]>;
  keyOf(row: RawRow): string | null;
  parse(row: RawRow): ParsedRow;
  /** Of all rows of a document: see `RowGroup`. */
  deliveredHash(rows: readonly RawRow[]): string | null;
}

/** First pass: rows per key over all files, and keys that more than one file holds. */
export interface KeyCounts {
  /** By source: a document is whole within its file. */
  readonly rows: readonly ReadonlyMap<string, number>[];
  readonly twins: Set<string>;
  readonly total: number;
  /** Null where rows of one document do not stand together, or cannot be read from there. */
  readonly turns: readonly TurnStart[] | null;
}

/** All rows of one document as delivered, in their order. */
export interface DeliveredGroup {
  readonly source: number;
  /** Null for a row whose key cannot be read: it stands alone. */
  readonly key: string | null;
  readonly rows: readonly RawRow[];
  /** Another file of the batch holds the key too. */
  readonly twin: boolean;
}

export async function countKeys(sources: readonly RowSource[], rowsOpenMax = ROWS_OPEN_MAX): Promise<KeyCounts> {
  const rows: Map<string, number>[] = [];
  const turns = new TurnStarts(rowsOpenMax);
  const twins = new Set<string>();
  const seenBefore = new Set<string>();
  let total = 0;
  for (const [index, source] of sources.entries()) {
    const own = await keysOf(source, (row, count, isNew) => turns.take({ source: index, row }, count, isNew));
    total += own.total;
    rows.push(own.rows);
    if (sources.length === 1) continue;
    for (const key of own.rows.keys()) {
      if (seenBefore.has(key)) twins.add(key);
      seenBefore.add(key);
    }
  }
  const canShare = twins.size === 0 && sources.every(({ readsRanges }) => readsRanges);
  return { rows, twins, total, turns: canShare ? turns.found : null };
}

/** Rows of one key that stand together, from `row` on; `isNew` where none stood before. */
type OnRun = (row: number, count: number, isNew: boolean) => void;

async function keysOf(source: RowSource, onRun: OnRun): Promise<{ rows: Map<string, number>; total: number }> {
  const rows = new Map<string, number>();
  let total = 0;
  // Rows of a document mostly stand together: one entry a run of them.
  let last: string | null = null;
  let first = 0;
  let run = 0;
  const note = (): void => {
    if (run === 0) return;
    const before = last === null ? undefined : rows.get(last);
    if (last !== null) rows.set(last, (before ?? 0) + run);
    onRun(first, run, before === undefined);
    run = 0;
  };
  for await (const chunk of source.keyRows()) {
    total += chunk.length;
    for (const row of chunk) {
      const key = source.keyOf(row);
      // One without a key stands alone.
      if (key !== last || key === null) {
        note();
        last = key;
        first = row.row;
      }
      run++;
    }
  }
  note();
  return { rows, total };
}

/** The documents from one turn's start to the next, where the rows of each stand together. */
export async function* groupsBetween(
  sources: readonly RowSource[],
  from: TurnStart,
  until: TurnStart | null,
): AsyncGenerator<DeliveredGroup> {
  const last = until ?? { source: sources.length - 1, row: Infinity };
  for (let index = from.source; index <= last.source; index++) {
    const range = { from: index === from.source ? from.row : 0, until: index === last.source ? last.row : Infinity };
    yield* runsOf(sources[index]!, index, range);
  }
}

/** Rows of one key that stand together are a document; one without a key stands alone. */
async function* runsOf(source: RowSource, index: number, range: RowRange): AsyncGenerator<DeliveredGroup> {
  let key: string | null = null;
  let rows: RawRow[] = [];
  for await (const chunk of source.rows(range)) {
    for (const row of chunk) {
      const own = source.keyOf(row);
      if (rows.length > 0 && (own === null || own !== key)) {
        yield { source: index, key, rows, twin: false };
        rows = [];
      }
      key = own;
      rows.push(row);
    }
  }
  if (rows.length > 0) yield { source: index, key, rows, twin: false };
}

/** Second pass: whole documents, in the order in which they become whole, then those of the spill. */
export async function* groupRows(
  sources: readonly RowSource[],
  counts: KeyCounts,
  spill: Spill,
  rowsOpenMax = ROWS_OPEN_MAX,
): AsyncGenerator<DeliveredGroup> {
  const partitions = Math.max(1, Math.ceil((counts.total / rowsOpenMax) * 2));
  const spilled = new SpilledGroups(sources, counts, spill, partitions);
  for (const [index, source] of sources.entries()) {
    const open = new OpenGroups(index, source, counts, spilled);
    for await (const chunk of source.rows()) {
      yield* open.takeAll(chunk);
      await open.settle(rowsOpenMax);
    }
  }
  yield* spilled.groups();
}

/** A document that is not whole yet. */
interface OpenGroup {
  readonly key: string;
  readonly rows: RawRow[];
  readonly rowsInAll: number;
}

/** Documents of one source that are not whole yet. Null stands for one whose rows went to the spill. */
class OpenGroups {
  private readonly groups = new Map<string, OpenGroup | null>();
  private readonly late: { key: string; row: RawRow }[] = [];
  private last: OpenGroup | null = null;
  private rows = 0;

  constructor(
    private readonly index: number,
    private readonly source: RowSource,
    private readonly counts: KeyCounts,
    private readonly spilled: SpilledGroups,
  ) {}

  /** The documents these rows complete. No promise a row: a million of them would cost more than the work. */
  *takeAll(rows: readonly RawRow[]): Generator<DeliveredGroup> {
    for (const row of rows) {
      const group = this.take(row);
      if (group !== null) yield group;
    }
  }

  private take(row: RawRow): DeliveredGroup | null {
    const key = this.source.keyOf(row);
    if (key === null) return { source: this.index, key, rows: [row], twin: false };
    const open = this.last?.key === key ? this.last : this.openOf(key);
    if (open === null) {
      this.late.push({ key, row });
      return null;
    }
    open.rows.push(row);
    this.rows++;
    if (open.rows.length < open.rowsInAll) {
      this.last = open;
      return null;
    }
    this.groups.delete(key);
    this.last = null;
    this.rows -= open.rowsInAll;
    return wholeGroup(this.index, key, open.rows, this.counts);
  }

  private openOf(key: string): OpenGroup | null {
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const open: OpenGroup = { key, rows: [], rowsInAll: this.counts.rows[this.index]!.get(key)! };
    this.groups.set(key, open);
    return open;
  }

  /** Writes what a chunk left for the spill, and everything that is open once it is more than the budget. */
  async settle(rowsMax: number): Promise<void> {
    for (const { key, row } of this.late) await this.spilled.write(key, this.index, [row]);
    this.late.length = 0;
    if (this.rows <= rowsMax) return;
    for (const [key, group] of this.groups) {
      if (group === null) continue;
      await this.spilled.write(key, this.index, group.rows);
      this.groups.set(key, null);
    }
    this.last = null;
    this.rows = 0;
  }
}

class SpilledGroups {
  private readonly begun = new Set<number>();

  constructor(
    private readonly sources: readonly RowSource[],
    private readonly counts: KeyCounts,
    private readonly spill: Spill,
    private readonly partitions: number,
  ) {}

  async write(key: string, source: number, rows: readonly RawRow[]): Promise<void> {
    const partition = partitionOf(key, this.partitions);
    this.begun.add(partition);
    await this.spill.write(partition, source, rows);
  }

  async *groups(): AsyncGenerator<DeliveredGroup> {
    for (const partition of this.begun) yield* this.groupsOf(partition);
  }

  private async *groupsOf(partition: number): AsyncGenerator<DeliveredGroup> {
    const groups = this.sources.map(() => new Map<string, RawRow[]>());
    for await (const { source, row } of this.spill.read(partition)) {
      const key = this.sources[source]!.keyOf(row)!;
      const own = groups[source]!;
      const group = own.get(key) ?? [];
      group.push(row);
      if (group.length < this.counts.rows[source]!.get(key)!) {
        own.set(key, group);
        continue;
      }
      own.delete(key);
      yield wholeGroup(source, key, group, this.counts);
    }
  }
}

function partitionOf(key: string, partitions: number): number {
  let hash = 2166136261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
  return (hash >>> 0) % partitions;
}

/** A row without a readable key is known by its place in its file. */
export function keylessKey(row: ParsedRow): string {
  return `?${row.source.file}#${row.source.sheet ?? ''}#${row.row}`;
}

function wholeGroup(source: number, key: string, rows: RawRow[], counts: KeyCounts): DeliveredGroup {
  rows.sort((a, b) => a.row - b.row);
  return { source, key, rows, twin: counts.twins.has(key) };
}
