/**
 * Rows → groups of one document each. A first pass counts the rows of each key; in the second a document leaves as
 * soon as it is whole, or, where too many would wait for that, all rows are put aside and come back by partition.
 * Promise: rows of one document may stand anywhere in the file; never more than a budget of rows, or one document, is
 * kept in memory; a row whose key cannot be read becomes a document of its own.
 * Does not: read a cell beyond the key, or know where the spill lives.
 */
import type { RawRow, RowRange } from './nouns.js';
import { TurnStarts, type TurnStart } from './turn-starts.js';
import type { ParsedRow } from './work.js';

/** Rows of documents that are not whole yet and may wait in memory: some 50 MB. */
const ROWS_OPEN_MAX = 50_000;

/** Some 10 MB: each thread holds one. */
const ROWS_PER_PARTITION = 12_000;

/** Temporary files by partition. Rows go and come back as delivered, in their order. */
export interface Spill {
  add(partition: number, source: number, row: RawRow): void;
  /** Writes what was added, where it is much. */
  settle(): Promise<void>;
  read(partition: number): AsyncIterable<{ source: number; row: RawRow }>;
  /** Where another thread finds all that was written; null where it cannot. */
  handover(): Promise<string | null>;
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
  /** By source: a document is whole within its file. Empty where it is known to be whole without. */
  readonly rows: readonly ReadonlyMap<string, number>[];
  readonly twins: Set<string>;
  readonly total: number;
  /** Rows of each document stand together. */
  readonly isContiguous: boolean;
  /** They do not, and are too many to wait in memory until they are whole: all are put aside first. */
  readonly mustBePutAside: boolean;
  /** Null where they do not stand together, or cannot be read from there. */
  readonly turns: readonly TurnStart[] | null;
}

/** All rows of one document as delivered, in their order. */
export interface DeliveredGroup {
  readonly source: number;
  /** Null for a row whose key cannot be read: it stands alone. */
  readonly key: string | null;
  readonly rows: readonly RawRow[];
}

export async function countKeys(sources: readonly RowSource[], rowsOpenMax = ROWS_OPEN_MAX): Promise<KeyCounts> {
  const rows: Map<string, number>[] = [];
  const turns = new TurnStarts();
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
  const isContiguous = turns.found !== null;
  const mustBePutAside = !isContiguous && total > rowsOpenMax;
  return {
    rows: isContiguous || mustBePutAside ? [] : rows,
    twins,
    total,
    isContiguous,
    mustBePutAside,
    turns: canShare ? turns.found : null,
  };
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
async function* runsOf(source: RowSource, index: number, range?: RowRange): AsyncGenerator<DeliveredGroup> {
  let key: string | null = null;
  let rows: RawRow[] = [];
  for await (const chunk of source.rows(range)) {
    for (const row of chunk) {
      const own = source.keyOf(row);
      if (rows.length > 0 && (own === null || own !== key)) {
        yield { source: index, key, rows };
        rows = [];
      }
      key = own;
      rows.push(row);
    }
  }
  if (rows.length > 0) yield { source: index, key, rows };
}

/** Second pass where rows need not be put aside: documents in the order in which they become whole. */
export async function* groupsInPassing(
  sources: readonly RowSource[],
  { isContiguous, rows }: KeyCounts,
): AsyncGenerator<DeliveredGroup> {
  for (const [index, source] of sources.entries()) {
    if (isContiguous) {
      yield* runsOf(source, index);
      continue;
    }
    const open = new OpenGroups(index, source, rows[index]!);
    for await (const chunk of source.rows()) yield* open.takeAll(chunk);
  }
}

/** A document that is not whole yet. */
interface OpenGroup {
  readonly key: string;
  readonly rows: RawRow[];
  readonly rowsInAll: number;
}

/** Documents of one source that are not whole yet. */
class OpenGroups {
  private readonly groups = new Map<string, OpenGroup>();
  private last: OpenGroup | null = null;

  /** `counts`: rows of each document in all. */
  constructor(
    private readonly index: number,
    private readonly source: RowSource,
    private readonly counts: ReadonlyMap<string, number>,
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
    if (key === null) return { source: this.index, key, rows: [row] };
    const open = this.last?.key === key ? this.last : this.openOf(key);
    open.rows.push(row);
    this.last = open;
    if (open.rows.length < open.rowsInAll) return null;
    this.groups.delete(key);
    this.last = null;
    return { source: this.index, key, rows: open.rows };
  }

  private openOf(key: string): OpenGroup {
    const known = this.groups.get(key);
    if (known !== undefined) return known;
    const open: OpenGroup = { key, rows: [], rowsInAll: this.counts.get(key)! };
    this.groups.set(key, open);
    return open;
  }
}

/** Rows that were put aside, and the partitions that hold them. */
export interface PutAside {
  readonly spill: Spill;
  readonly partitions: readonly number[];
}

/**
 * Second pass of many rows in any order: all of them go to the spill, each document to one partition. Null where they
 * need not; `onRows` is told how many went, and may throw to end the work.
 */
export async function putAside(
  sources: readonly RowSource[],
  { total, mustBePutAside }: KeyCounts,
  spill: Spill,
  onRows: (rows: number) => void = () => undefined,
): Promise<PutAside | null> {
  if (!mustBePutAside) return null;
  const partitions = Math.max(1, Math.ceil(total / ROWS_PER_PARTITION));
  const written = new Set<number>();
  let count = 0;
  for (const [index, source] of sources.entries()) {
    for await (const chunk of source.rows()) {
      for (const row of chunk) {
        const partition = partitionOf(source.keyOf(row) ?? String(row.row), partitions);
        written.add(partition);
        spill.add(partition, index, row);
      }
      await spill.settle();
      onRows((count += chunk.length));
    }
  }
  return { spill, partitions: [...written].sort((a, b) => a - b) };
}

/** The documents of one partition, in the order in which they become whole. */
export async function groupsOfPartition(
  sources: readonly RowSource[],
  spill: Pick<Spill, 'read'>,
  partition: number,
): Promise<DeliveredGroup[]> {
  const known = sources.map(() => new Map<string, SpilledGroup>());
  const all: SpilledGroup[] = [];
  let place = 0;
  for await (const { source, row } of spill.read(partition)) {
    place++;
    const key = sources[source]!.keyOf(row);
    const group = (key === null ? undefined : known[source]!.get(key)) ?? { source, key, rows: [], last: 0 };
    if (group.last === 0) {
      all.push(group);
      if (key !== null) known[source]!.set(key, group);
    }
    group.rows.push(row);
    group.last = place;
  }
  return all.sort((a, b) => a.last - b.last);
}

/** `last`: place of its last row. */
interface SpilledGroup extends DeliveredGroup {
  readonly rows: RawRow[];
  last: number;
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
