/**
 * A home and a database of its own for batches run by the built command line, and what they left in the tables.
 * Promise: the business date is the same on every machine; `remove` takes away database, home and files.
 * Does not: judge what a batch came to.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { BatchSummary, DatasetSummary, Issue } from '../../src/core/nouns.js';
import { startServer, type TestDatabase } from './postgres-by-url.js';
import { runTieout, type TieoutOptions, type TieoutRun } from './run-tieout.js';

/** The business date of all batches that tests run. */
export const AS_OF = '2026-11-23';

/** A header and rows as a file. */
export function csv(...rows: string[]): string {
  return `${rows.join('\n')}\n`;
}

export interface RanBatch {
  readonly code: number | null;
  readonly stderr: string;
  readonly summary: BatchSummary;
  readonly issues: readonly Issue[];
  /** Throws when the batch had nothing of it. */
  dataset(name: string): DatasetSummary;
  /** Codes of the issues of a document, in the order found. */
  codesOf(document: string): string[];
}

export class BatchHome {
  private batches = 0;
  readonly path = mkdtempSync(join(tmpdir(), 'tieout-batches-'));

  private constructor(private readonly database: TestDatabase) {}

  /** Without a server: the one that all spec files share. */
  static async open(server: () => Promise<TestDatabase> = startServer): Promise<BatchHome> {
    return new BatchHome(await server());
  }

  get url(): string {
    return this.database.url;
  }

  /** Any verb, with this home and database. */
  tieout(args: readonly string[], options: TieoutOptions = {}): Promise<TieoutRun> {
    return runTieout(args, { ...options, home: this.path, env: { TIEOUT_DATABASE_URL: this.url, ...options.env } });
  }

  /** A folder with the files given: what one night delivers. */
  deliver(files: Readonly<Record<string, string | Uint8Array>>): string {
    const folder = join(this.path, 'delivered', String(++this.batches));
    mkdirSync(folder, { recursive: true });
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return folder;
  }

  /** Delivers the files and runs them as one batch. */
  async batch(files: Readonly<Record<string, string | Uint8Array>>, ...options: string[]): Promise<RanBatch> {
    return this.run(this.deliver(files), ...options);
  }

  async run(path: string, ...options: string[]): Promise<RanBatch> {
    return readBatch(await this.tieout(['run', path, '--as-of', AS_OF, '--json', ...options]));
  }

  query<T extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    return queryUrl<T>(this.url, sql, values);
  }

  async remove(): Promise<void> {
    await this.database.stop();
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** What `run --json` printed, with the issues from the file beside the report. Throws when it printed a failure. */
export function readBatch(run: TieoutRun): RanBatch {
  const summary = run.json<BatchSummary>();
  if (summary.reports === undefined) throw new Error(`The run failed with ${run.code}: ${run.stdout}`);
  const issues = JSON.parse(readFileSync(summary.reports.issues!, 'utf8')) as Issue[];
  return {
    code: run.code,
    stderr: run.stderr,
    summary,
    issues,
    dataset: (name) => {
      const found = summary.datasets.find((entry) => entry.dataset === name);
      if (found === undefined) throw new Error(`The batch has no ${name}: ${JSON.stringify(issues, null, 1)}`);
      return found;
    },
    codesOf: (document) => issues.filter((issue) => issue.document === document).map((issue) => issue.code),
  };
}

export async function queryUrl<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table of the `sage` schema as text, ordered: table → rows; without the columns named. */
export async function dumpSage(url: string, without: readonly string[] = []): Promise<Record<string, string[]>> {
  const tables = await queryUrl<{ name: string }>(
    url,
    `select table_name as name from information_schema.tables where table_schema = 'sage' order by 1`,
  );
  const parts = tables.map(
    ({ name }) => `select '${name}' as name, (to_jsonb(t) - $1::text[])::text as row from sage."${name}" t`,
  );
  const rows = await queryUrl<{ name: string; row: string }>(
    url,
    `select name, row from (${parts.join(' union all ')}) r order by name, row collate "C"`,
    [without],
  );
  const dump: Record<string, string[]> = Object.fromEntries(tables.map(({ name }) => [name, []]));
  for (const { name, row } of rows) dump[name]!.push(row);
  return dump;
}

/** How many rows the `sage` schema holds. */
export function rowsIn(dump: Readonly<Record<string, readonly string[]>>): number {
  return Object.values(dump).reduce((sum, rows) => sum + rows.length, 0);
}
