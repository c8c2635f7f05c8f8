/**
 * One script of batches on PostgreSQL and on the memory store: the same rows, the same books, the same counts, the same
 * reasons. What the memory store leaves out, warnings over a whole batch and before-images, is not compared.
 */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import Papa from 'papaparse';
import type pg from 'pg';
import type { Catalog } from '../../src/core/catalog.js';
import type { Value } from '../../src/core/nouns.js';
import type { LoadedDocument } from '../../src/core/ports.js';
import type { BatchFacts } from '../../src/core/work.js';
import { connect } from '../../src/store/connect.js';
import { migrate } from '../../src/store/migrate.js';
import { company } from '../support/company-cases.js';
import { damage, damaged } from '../support/damaged-documents.js';
import { GROUND } from '../support/source-documents.js';
import { plainFiles } from '../support/law-runner.js';
import { matchFile, repositoryCatalog, type MemoryFile } from '../support/memory-extracts.js';
import { MemoryStore, type MemoryRun } from '../support/memory-store.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';
import { PostgresStore } from '../support/postgres-store.js';

jest.setTimeout(180_000);

const samples = fileURLToPath(new URL('../../samples/', import.meta.url));
let database: TestDatabase;
let client: pg.Client;
let catalog: Catalog;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  client = await connect(database.url);
  catalog = await repositoryCatalog();
});

afterAll(async () => {
  await client.end();
  await database.stop();
});

function sampleFile(path: string, dataset = basename(path, '.csv')): MemoryFile {
  const { data } = Papa.parse<Record<string, string>>(readFileSync(samples + path, 'utf8').replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: true,
  });
  return { name: basename(path), dataset, rows: data };
}

function sampleFolder(folder: string): MemoryFile[] {
  return readdirSync(samples + folder)
    .filter((name) => name.endsWith('.csv'))
    .map((name) => sampleFile(`${folder}/${name}`));
}

/** The same company in both stores; `run` fails where they differ. */
class Pair {
  readonly memory: MemoryStore;
  readonly postgres: PostgresStore;

  constructor(
    name: string,
    private readonly definitions: Catalog = catalog,
  ) {
    this.memory = new MemoryStore(definitions.tables);
    this.postgres = new PostgresStore(client, name);
  }

  async run(files: readonly MemoryFile[], facts: Partial<BatchFacts> = {}): Promise<void> {
    const all: BatchFacts = { asOf: '2026-11-23', origin: 'procore', accept: 'auto', ...facts };
    const sheets = () => files.map((file) => matchFile(this.definitions, file));
    const one = await this.memory.run(this.definitions, sheets(), all);
    const two = await this.postgres.run(this.definitions, sheets(), all);
    expect(two.differences).toEqual([]);
    expect(two.summary).toEqual(published(one.summary, two.summary));
    expect(await this.postgres.issues(two.batch)).toEqual(memoryIssues(this.memory, one.batch));
    expect(await this.postgres.rows(this.definitions.tables)).toEqual(memoryRows(this.memory));
    expect(await this.postgres.standing()).toEqual(memoryStanding(this.memory));
    expect(await this.postgres.crosswalk()).toEqual(memoryCrosswalk(this.memory));
    const { fingerprint } = this.definitions;
    expect(asKnown(await this.postgres.loaded(fingerprint))).toEqual(asKnown(memoryLoaded(this.memory, fingerprint)));
  }

  async accept(dataset: string, document: string): Promise<void> {
    this.memory.books.accept(dataset, document);
    await this.postgres.accept(dataset, document);
  }

  outcomes(): string[] {
    return [...new Set(this.memory.books.versions.map((entry) => entry.outcome))].sort();
  }
}

/** The product leaves out measures that only the report shows. */
function published(mine: MemoryRun['summary'], theirs: MemoryRun['summary']): MemoryRun['summary'] {
  return mine.map((entry, at) => ({
    ...entry,
    amounts: Object.fromEntries(
      Object.entries(entry.amounts).filter(([measure]) => measure in (theirs[at]?.amounts ?? {})),
    ),
  }));
}

function memoryRows(store: MemoryStore): Map<string, Record<string, Value>> {
  const found = new Map<string, Record<string, Value>>();
  for (const table of store.tables.definitions.values()) {
    for (const stored of store.tables.all(table.table)) {
      const row: Record<string, Value> = { document: stored.document, hash: stored.hash };
      for (const column of table.columns) {
        const value = store.tables.read(table.table, stored, column.name);
        if (value !== null && value !== '') row[column.name] = value;
      }
      found.set(`${table.table} ${table.key.map((part) => String(row[part] ?? '')).join('|')}`, row);
    }
  }
  return found;
}

function memoryLoaded({ books }: MemoryStore, definitions: string): Map<string, LoadedDocument> {
  const all = [...books.documents].flatMap(([name, { delivered }]): [string, LoadedDocument][] => {
    const [dataset] = name.split('\u0001') as [string];
    const found = delivered === null ? null : books.loadedAs(dataset, definitions, delivered.hash);
    return found === null ? [] : [[`${dataset} ${found.key}`, found]];
  });
  return new Map(all);
}

/** Batches have other names in each store. */
function asKnown(loaded: ReadonlyMap<string, LoadedDocument>): Record<string, unknown> {
  return Object.fromEntries([...loaded].map(([name, { loadedBatch: _, ...entry }]) => [name, entry]));
}

function memoryStanding(store: MemoryStore): Record<string, unknown> {
  return Object.fromEntries(
    [...store.books.documents].map(([name, entry]) => [
      name.replace('\u0001', ' '),
      {
        state: entry.state,
        source_hash: entry.sourceHash,
        target_hash: entry.targetHash,
        digest: entry.digest,
        rows_excluded: entry.rowsExcluded,
        amounts_excluded: entry.amountsExcluded,
        reason_code: entry.reasonCode,
        content: entry.content === null ? null : (JSON.parse(entry.content) as unknown),
        file: entry.file,
        accepted: entry.accepted,
        loaded: entry.loadedBatch !== null,
      },
    ]),
  );
}

function memoryIssues(store: MemoryStore, batch: string): string[] {
  return store.books.issues
    .filter((entry) => entry.batch === batch && entry.outcome !== 'warned')
    .map(({ outcome, issue }) =>
      [outcome, issue.code, issue.dataset, issue.document, issue.file, issue.row, issue.column]
        .filter((part) => part !== null)
        .join(' '),
    )
    .sort();
}

function memoryCrosswalk(store: MemoryStore): string[] {
  return [...store.books.crosswalk]
    .flatMap(([name, codes]) => codes.map((code) => [...name.split('\u0001'), code].join(' ').toLowerCase()))
    .sort();
}

describe('memory and PostgreSQL', () => {
  it('agree on the ground of the samples, again, and on samples of every outcome', async () => {
    const pair = new Pair('samples');
    await pair.run(sampleFolder('ground'));
    await pair.run(sampleFolder('ground'));
    const datasets = [
      'companies',
      'project-cost-codes',
      'budgets',
      'budget-changes',
      'commitments',
      'commitment-change-orders',
      'subcontractor-invoices',
    ];
    for (const outcome of ['accepted', 'held', 'waiting', 'excluded']) {
      const files = datasets.flatMap((dataset) =>
        readdirSync(`${samples}${dataset}`).includes(outcome)
          ? readdirSync(`${samples}${dataset}/${outcome}`)
              .filter((name) => name.endsWith('.csv'))
              .slice(0, 4)
              .map((name) => ({ ...sampleFile(`${dataset}/${outcome}/${name}`, dataset), name: `${dataset} ${name}` }))
          : [],
      );
      await pair.run(files.filter((file) => matchFile(catalog, file).match.missing.length === 0));
    }
    await pair.run([]);
    expect(pair.outcomes()).toEqual(['excluded', 'held', 'loaded', 'unchanged', 'waiting']);
  });

  it('agree on generated companies, two nights each, copies and damage among them', async () => {
    const nights = fc.record({ first: company, changes: fc.array(damage, { minLength: 1, maxLength: 3 }) });
    for (const [index, { first, changes }] of fc.sample(nights, { numRuns: 12, seed: 20_261_123 }).entries()) {
      const pair = new Pair(`generated-${index}`);
      await pair.run(plainFiles(GROUND, 'ground'));
      const second = changes.reduce(damaged, first);
      await pair.run([...plainFiles(first, 'first'), ...plainFiles(second.slice(0, 2), 'copy')]);
      await pair.run(plainFiles(second, 'second'));
      await pair.run([]);
    }
  });

  it('agree on approval, on documents that take one Sage number, and on adoption from Sage', async () => {
    const number = await repositoryCatalog({ invoiceIdentity: 'commitment+number' });
    const pair = new Pair('numbers', number);
    await pair.run(plainFiles(GROUND, 'ground'));
    const order = (commitment: string): MemoryFile['rows'][number] => ({
      commitment_number: commitment,
      project_number: '26-101',
      type: 'Subcontract',
      title: 'Work',
      vendor_code: 'ACME',
      status: 'Approved',
      line_number: '1',
      cost_code: '03-300',
      cost_type: 'S',
      amount: '10.00',
      invoiced_to_date: '4.00',
      retainage_held_to_date: '0.40',
    });
    const bill = (commitment: string, invoice: string): MemoryFile['rows'][number] => ({
      commitment_number: commitment,
      invoice_number: invoice,
      billing_date: '2026-10-20',
      status: 'Approved',
      line_number: '1',
      commitment_line_number: '1',
      cost_code: '03-300',
      cost_type: 'S',
      work_completed_this_period: '1.00',
    });
    await pair.run([{ name: 'sage.csv', dataset: 'commitments', rows: [order('SC-1')] }], { origin: 'sage' });
    await pair.run([{ name: 'orders.csv', dataset: 'commitments', rows: [order('SC-2')] }], { accept: 'manual' });
    await pair.accept('commitments', 'SC-2');
    await pair.run([], { accept: 'manual' });
    const bills = {
      name: 'bills.csv',
      dataset: 'subcontractor-invoices',
      rows: [bill('SC-1', '1'), bill('SC-2', '1'), bill('SC-2', '2')],
    };
    await pair.run([bills]);
    await pair.run([{ ...bills, rows: bills.rows.slice(0, 1) }]);
    expect(pair.memory.books.issues.map((entry) => entry.issue.code)).toContain('document.number-used');
  });
});
