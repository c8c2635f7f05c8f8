/**
 * One company's books and Sage tables in PostgreSQL, with the same face as the memory store: for the contract of the
 * two.
 * Promise: runs batches through the product's own sink, look-ups, summary and reconciliation, each in a transaction.
 * Does not: open files or write reports (the product's batch runner does).
 */
import type { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Catalog } from '../../src/core/catalog.js';
import type { MatchedSheet } from '../../src/core/match-sheet.js';
import type { DatasetSummary, Equation, SageTable, Value } from '../../src/core/nouns.js';
import { runBatch } from '../../src/core/run-batch.js';
import type { LoadedDocument } from '../../src/core/ports.js';
import type { BatchFacts } from '../../src/core/work.js';
import { acceptedDocuments, carriedDocuments, openBatch } from '../../src/store/batch-books.js';
import { PgDatasetSink } from '../../src/store/dataset-sink.js';
import { PgLookups } from '../../src/store/lookups.js';
import { reconcileBatch } from '../../src/store/reconcile-batch.js';
import { readExpression, readValue, sageTable } from '../../src/store/sage-sql.js';
import type { StageContext } from '../../src/store/stage-context.js';
import { summarizeBatch } from '../../src/store/summarize-batch.js';
import { writeIssues } from '../../src/store/write-issues.js';
import { MemorySpill } from './memory-store.js';

export interface PostgresRun {
  readonly batch: string;
  readonly summary: Omit<DatasetSummary, 'files'>[];
  readonly differences: Equation[];
}

export class PostgresStore {
  constructor(
    private readonly client: Client,
    private readonly company: string,
  ) {}

  async run(catalog: Catalog, sheets: readonly MatchedSheet[], facts: BatchFacts): Promise<PostgresRun> {
    const { client, company } = this;
    const row = {
      company,
      batch: uuid(),
      ...facts,
      definitions: catalog.fingerprint,
      startedAt: '2026-11-23T12:00:00Z',
    };
    const { batch, origin, definitions } = row;
    const sequence = { issue: 0, alteration: 0 };
    const context: StageContext = {
      client,
      company,
      batch,
      origin,
      definitions,
      sequence,
      countIssue: () => undefined,
    };
    await client.query('begin');
    await openBatch(client, row, null);
    const totals = await runBatch(catalog, sheets, facts, {
      lookups: new PgLookups(client, company, catalog.tables),
      spill: () => new MemorySpill(),
      carried: (dataset) => carriedDocuments(client, company, dataset),
      accepted: (dataset) => acceptedDocuments(client, company, dataset),
      sink: (dataset) => new PgDatasetSink(context, dataset, () => undefined),
      issue: (issue) => writeIssues(context, [{ issue, outcome: issue.severity === 'error' ? 'held' : 'warned' }]),
      threads: () => null,
      progress: () => undefined,
      stopIfAsked: () => undefined,
    });
    const summary = await summarizeBatch(client, row, catalog.datasets, []);
    const equations = await reconcileBatch(client, row, catalog.datasets, totals, 0);
    await client.query('commit');
    return {
      batch,
      summary: summary.map(({ dataset, rows, documents, amounts }) => ({ dataset, rows, documents, amounts })),
      differences: equations.filter((entry) => !entry.holds),
    };
  }

  async accept(dataset: string, document: string): Promise<void> {
    await this.client.query(
      'update tieout.document set accepted = true where tieout_company = $1 and dataset = $2 and document = $3',
      [this.company, dataset, document],
    );
  }

  /** Every row of every table: table and key → its values, document and row hash. */
  async rows(tables: ReadonlyMap<string, SageTable>): Promise<Map<string, Record<string, Value>>> {
    const found = new Map<string, Record<string, Value>>();
    for (const table of tables.values()) {
      const columns = table.columns.map((column) => readExpression(table, column.name));
      const { rows } = await this.client.query<unknown[]>({
        rowMode: 'array',
        text: `select t.tieout_document, t.tieout_row_hash, ${columns.join(', ')}
               from ${sageTable(table.table)} t
               where tieout_company = $1`,
        values: [this.company],
      });
      for (const [document, hash, ...values] of rows) {
        const row: Record<string, Value> = { document: document as string, hash: hash as string };
        for (const [at, column] of table.columns.entries()) {
          const value = readValue(column.type, values[at]);
          if (value !== null) row[column.name] = value;
        }
        found.set(`${table.table} ${table.key.map((part) => String(row[part] ?? '')).join('|')}`, row);
      }
    }
    return found;
  }

  /** Where each document stands. */
  async standing(): Promise<Record<string, unknown>> {
    const { rows } = await this.client.query<Record<string, unknown>>(
      `select dataset || ' ' || document as name, state, source_hash, target_hash, digest, rows_excluded,
         amounts_excluded::text[]::float8[] as amounts_excluded, reason_code, content, file, accepted,
         loaded_batch is not null as loaded
       from tieout.document
       where tieout_company = $1`,
      [this.company],
    );
    return Object.fromEntries(rows.map(({ name, ...entry }) => [name, entry]));
  }

  /** All documents that would be known by their rows, by document. */
  async loaded(definitions: string): Promise<Map<string, LoadedDocument>> {
    const { rows } = await this.client.query<{ dataset: string; hashes: string[] }>(
      `select dataset, array_agg(delivered_hash) as hashes
       from tieout.document
       where tieout_company = $1 and delivered_hash is not null
       group by 1`,
      [this.company],
    );
    const lookups = new PgLookups(this.client, this.company, new Map());
    const found = new Map<string, LoadedDocument>();
    for (const { dataset, hashes } of rows) {
      for (const entry of (await lookups.loadedAs(dataset, definitions, hashes)).values()) {
        found.set(`${dataset} ${entry.key}`, entry);
      }
    }
    return found;
  }

  /** What held or kept waiting in one batch, as texts. */
  async issues(batch: string): Promise<string[]> {
    const { rows } = await this.client.query<{ text: string }>(
      `select concat_ws(' ', outcome, code, dataset, document, file, "row", "column") as text from tieout.issue
       where tieout_company = $1 and batch = $2 and outcome <> 'warned'`,
      [this.company, batch],
    );
    return rows.map((row) => row.text).sort();
  }

  /** Procore ids and the codes they stand for. */
  async crosswalk(): Promise<string[]> {
    const { rows } = await this.client.query<{ text: string }>(
      `select concat_ws(' ', entity, by, source, code) as text from tieout.crosswalk where tieout_company = $1`,
      [this.company],
    );
    return rows.map((row) => row.text.toLowerCase()).sort();
  }
}
