/**
 * A company's books and Sage tables in memory, behind the ports of the machine: the fake that passes the contract of
 * PostgreSQL (test/db/store-contract.spec.ts) and lets a property run thousands of batches.
 * Promise: one object is one company's whole state; `copy` starts another world from it.
 * Does not: run SQL transactions: a batch that throws leaves a store that must be thrown away.
 */
import type { Catalog } from '../../src/core/catalog.js';
import type { Spill } from '../../src/core/group-rows.js';
import type { MatchedSheet } from '../../src/core/match-sheet.js';
import type { Issue, RawRow, SageTable } from '../../src/core/nouns.js';
import type { LoadedDocument, LookupPort } from '../../src/core/ports.js';
import type { ReadTotals } from '../../src/core/read-totals.js';
import { runBatch, type BatchPorts } from '../../src/core/run-batch.js';
import type { BatchFacts, KnownDocument, Values } from '../../src/core/work.js';
import { MemoryBooks } from './memory-books.js';
import { MemorySink } from './memory-sink.js';
import { MemoryTables, SEPARATOR } from './memory-tables.js';

const ENTITIES = {
  vendor: { table: 'apm_master__vendor', code: 'vendor', name: 'name' },
  job: { table: 'jcm_master__job', code: 'job', name: 'description' },
  commitment: { table: 'jcm_master__commitment', code: 'commitment', name: 'description' },
} as const;

type Entity = keyof typeof ENTITIES;

export interface MemoryRun {
  readonly batch: string;
  readonly read: ReadonlyMap<string, ReadTotals>;
  readonly summary: ReturnType<MemoryBooks['summary']>;
}

export class MemoryStore implements LookupPort {
  readonly tables: MemoryTables;
  readonly books: MemoryBooks;
  private batches: number;

  constructor(definitions: ReadonlyMap<string, SageTable>, from?: MemoryStore) {
    this.tables = new MemoryTables(definitions, from?.tables);
    this.books = new MemoryBooks(from?.books);
    this.batches = from?.batches ?? 0;
  }

  copy(): MemoryStore {
    return new MemoryStore(this.tables.definitions, this);
  }

  /** One batch of these sheets, from opened extracts to books. */
  async run(catalog: Catalog, sheets: readonly MatchedSheet[], facts: BatchFacts): Promise<MemoryRun> {
    const batch = `batch ${++this.batches}`;
    const read = await runBatch(catalog, sheets, facts, this.ports(catalog, batch));
    return { batch, read, summary: this.books.summary(batch, catalog.datasets) };
  }

  ports(catalog: Catalog, batch: string): BatchPorts {
    const issue = async (entry: Issue): Promise<void> => {
      this.books.issues.push({ batch, issue: entry, outcome: entry.severity === 'error' ? 'held' : 'warned' });
    };
    const context = { batch, definitions: catalog.fingerprint, tables: this.tables, books: this.books };
    return {
      lookups: this,
      spill: () => new MemorySpill(),
      carried: async (dataset) => this.books.carried(dataset),
      accepted: async (dataset) => this.books.accepted(dataset),
      sink: (dataset) => new MemorySink(context, dataset),
      issue,
      threads: () => null,
      progress: () => undefined,
      stopIfAsked: () => undefined,
    };
  }

  // -------------------------------------------------------------------------------------------------- look-ups

  async rows(
    table: string,
    keyColumns: readonly string[],
    take: readonly string[],
    keys: readonly (readonly string[])[],
  ): Promise<Map<string, Values[]>> {
    const index = this.tables.by(table, keyColumns);
    const found = new Map<string, Values[]>();
    for (const key of keys) {
      const text = key.join(SEPARATOR);
      const asked = key.map((part, at) => (keyColumns[at]!.endsWith('@caseless') ? part.toLowerCase() : part));
      const rows = index.get(asked.join(SEPARATOR));
      if (rows === undefined) continue;
      found.set(
        text,
        rows.map((row) => {
          const values: Values = {};
          for (const column of take) {
            const value = this.tables.read(table, row, column);
            if (value !== null && value !== '') values[column] = value;
          }
          return values;
        }),
      );
    }
    return found;
  }

  async max(
    table: string,
    keyColumns: readonly string[],
    column: string,
    keys: readonly (readonly string[])[],
  ): Promise<Map<string, number>> {
    const index = this.tables.by(table, keyColumns);
    return new Map(
      keys.flatMap((key): [string, number][] => {
        const rows = index.get(key.join(SEPARATOR));
        if (rows === undefined) return [];
        return [
          [key.join(SEPARATOR), Math.max(...rows.map((row) => Number(this.tables.read(table, row, column) ?? 0)))],
        ];
      }),
    );
  }

  async anyRow(table: string): Promise<boolean> {
    return this.tables.all(table).length > 0;
  }

  async candidates(table: string, column: string, where: Readonly<Record<string, string>>): Promise<string[]> {
    const fitting = this.tables
      .all(table)
      .filter((row) =>
        Object.entries(where).every(([name, value]) => String(this.tables.read(table, row, name) ?? '') === value),
      );
    return [...new Set(fitting.map((row) => String(this.tables.read(table, row, column) ?? '')))].sort().slice(0, 500);
  }

  async crosswalk(entity: Entity, by: 'name' | 'id', texts: readonly string[]): Promise<Map<string, string[]>> {
    const { table, code, name } = ENTITIES[entity];
    const found = new Map<string, string[]>();
    for (const text of texts) {
      const codes = new Set(this.books.crosswalk.get([entity, by, text].join(SEPARATOR)));
      if (by === 'name') {
        for (const row of this.tables.all(table)) {
          if (String(this.tables.read(table, row, name) ?? '').toLowerCase() === text)
            codes.add(String(row.values[code]));
        }
      }
      if (codes.size > 0) found.set(text, [...codes].sort());
    }
    return found;
  }

  async names(entity: Entity): Promise<{ code: string; name: string }[]> {
    const { table, code, name } = ENTITIES[entity];
    return this.tables
      .all(table)
      .map((row) => ({ code: String(row.values[code]), name: String(this.tables.read(table, row, name) ?? '') }))
      .filter((entry) => entry.name !== '')
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  async known(dataset: string, keys: readonly string[]): Promise<Map<string, KnownDocument>> {
    return new Map(
      keys.flatMap((key): [string, KnownDocument][] => {
        const entry = this.books.known(dataset, key);
        return entry === null ? [] : [[key, entry]];
      }),
    );
  }

  async loadedAs(
    dataset: string,
    definitions: string,
    hashes: readonly string[],
  ): Promise<Map<string, LoadedDocument>> {
    return new Map(
      hashes.flatMap((hash): [string, LoadedDocument][] => {
        const entry = this.books.loadedAs(dataset, definitions, hash);
        return entry === null ? [] : [[hash, entry]];
      }),
    );
  }
}

/** Rows by partition, as they went. */
export class MemorySpill implements Spill {
  private readonly partitions = new Map<number, { source: number; row: RawRow }[]>();

  add(partition: number, source: number, row: RawRow): void {
    const entries = this.partitions.get(partition) ?? [];
    entries.push({ source, row });
    this.partitions.set(partition, entries);
  }

  async settle(): Promise<void> {}

  async *read(partition: number): AsyncGenerator<{ source: number; row: RawRow }> {
    yield* this.partitions.get(partition) ?? [];
  }

  async handover(): Promise<null> {
    return null;
  }
}
