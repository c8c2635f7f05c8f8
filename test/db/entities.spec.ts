/**
 * The entities of our books against the tables that the migrations make.
 * Promise: TypeORM, asked what it would change, finds nothing; a column added to one side alone fails here.
 */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { createDataSource } from '../../src/store/data-source.js';
import { books } from '../../src/store/entities/books.js';
import { migrate } from '../../src/store/migrate.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let source: DataSource;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  source = await createDataSource(database.url, { entities: books }).initialize();
});

afterAll(async () => {
  await source.destroy();
  await database.stop();
});

/** What TypeORM would run to make the tables what the entities say. */
async function drift(): Promise<string[]> {
  const { upQueries } = await source.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

it('say what the migrations made', async () => {
  expect(await drift()).toEqual([]);
});

it('cover every table of the schema', async () => {
  const tables = await source.query<{ table_name: string }[]>(
    `select table_name from information_schema.tables
     where table_schema = 'tieout' and table_type = 'BASE TABLE' and table_name <> 'migration' order by 1`,
  );
  expect(books.map(({ options }) => options.tableName).sort()).toEqual(tables.map((row) => row.table_name));
});

it('see a column that only the database has, and one that only they have', async () => {
  await source.query('alter table tieout.equation add column extra text');
  await source.query('alter table tieout.crosswalk drop column note');
  try {
    const queries = (await drift()).join('\n');
    expect(queries).toContain('DROP COLUMN "extra"');
    expect(queries).toContain('ADD "note" text');
  } finally {
    await source.query('alter table tieout.equation drop column extra');
    await source.query('alter table tieout.crosswalk add column note text');
  }
});
