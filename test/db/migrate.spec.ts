/** Sessions, migrations and the generated tables against a real PostgreSQL. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { DefinitionFault, TransientFault, UsageFault } from '../../src/core/faults.js';
import type { SageColumn, SageTable } from '../../src/core/nouns.js';
import { connect } from '../../src/store/connect.js';
import { explainDatabaseError } from '../../src/store/database-trouble.js';
import { readSageTables } from '../../src/store/generate-sage-migration.js';
import { migrate } from '../../src/store/migrate.js';
import { changeTables } from '../../src/store/sage-ddl.js';
import { installedVersions, startInstalledServer, startServer, type TestDatabase } from '../support/postgres-by-url.js';

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), 'tieout migrations '));
const catalogLines = readFileSync(new URL('./catalog-lines.sql', import.meta.url), 'utf8');
let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await startServer();
  client = await connect(database.url);
});

afterAll(async () => {
  await client.end();
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
});

function addMigration(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql);
}

async function countOf(sql: string): Promise<number> {
  return Number((await client.query<{ count: string }>(`select count(*) from ${sql}`)).rows[0]?.count);
}

describe('a session', () => {
  it('has no limits on statements, speaks UTC and ISO, and is ended soon after its owner dies', async () => {
    const { rows } = await client.query(`
      select current_setting('timezone') as zone, current_setting('statement_timeout') as timeout,
             current_setting('client_connection_check_interval') as check, current_setting('application_name') as name,
             date '2024-02-29' as day, 1.10::numeric as amount, 9007199254740993::bigint as big`);
    expect(rows[0]).toEqual({
      zone: 'UTC',
      timeout: '0',
      check: process.platform === 'win32' ? '0' : '500ms',
      name: 'tieout',
      day: '2024-02-29',
      amount: '1.10',
      big: '9007199254740993',
    });
  });

  it.each([
    ['nobody listens', 'postgres://u:s3cret@127.0.0.1:1/x', /127\.0\.0\.1:1\/x.*ECONNREFUSED/],
    ['the host is unknown', 'postgres://u:s3cret@no-such-host.invalid/x', /no-such-host\.invalid/],
  ])('that cannot be opened because %s is a fault without the password', async (_, url, message) => {
    const fault = await connect(url).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(TransientFault);
    expect(fault).toMatchObject({ exitCode: 6, message: expect.stringMatching(message) });
    expect(JSON.stringify([fault, String((fault as Error).cause), (fault as Error).stack])).not.toContain('s3cret');
  });

  it('names what is wrong with user, database or URL', async () => {
    const changed = (change: (url: URL) => void): string => {
      const url = new URL(database.url);
      change(url);
      return url.href;
    };
    await expect(
      connect(
        changed((url) => {
          url.password = 'wrong-one';
        }),
      ),
    ).rejects.toMatchObject({
      exitCode: 6,
      remedy: expect.stringContaining('password'),
      message: expect.not.stringContaining('wrong-one'),
    });
    await expect(
      connect(
        changed((url) => {
          url.pathname = '/nowhere';
        }),
      ),
    ).rejects.toMatchObject({
      exitCode: 6,
      remedy: expect.stringContaining('Create that database'),
    });
    await expect(connect('postgres://u:p@ss:w0rd@host:port/x')).rejects.toBeInstanceOf(UsageFault);
  });

  it('that is lost in the middle is a fault that may be repeated', async () => {
    const victim = await connect(database.url);
    const pid = (await victim.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]?.pid;
    const lost = victim.query('select pg_sleep(60)').catch((error: unknown) => error);
    await client.query('select pg_terminate_backend($1)', [pid]);
    expect(explainDatabaseError(await lost)).toMatchObject({ exitCode: 6 });
    const after = await victim.query('select 1').catch((error: unknown) => error);
    expect(explainDatabaseError(after)).toMatchObject({ exitCode: 6 });
    const ours = await client.query('select nonsense').catch((error: unknown) => error);
    expect(explainDatabaseError(ours)).toBeNull();
  });
});

describe('migrations', () => {
  it('run once, in order, even when two processes begin together', async () => {
    addMigration('0000-schemas.sql', '-- note: schemas.\ncreate schema if not exists tieout; create schema sage;');
    addMigration(
      '0001-things.sql',
      `-- note: things.
      create table sage.thing (n int); insert into sage.thing values (1); select ';';`,
    );
    const [one, two] = await Promise.all([migrate(database.url, { folder }), migrate(database.url, { folder })]);
    expect([...one, ...two].map((name) => name.slice(0, 4)).sort()).toEqual(['0000', '0001']);
    expect(await countOf('sage.thing')).toBe(1);
    addMigration('0002-more.sql', '-- note: more.\ninsert into sage.thing values (2);');
    expect(await migrate(database.url, { folder })).toHaveLength(1);
  });

  it('cost one small query when nothing is due', async () => {
    const begun = performance.now();
    expect(await migrate(database.url, { folder, client })).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(100);
  });

  it('that fail leave nothing of themselves, and run when they are mended', async () => {
    addMigration('0003-bad.sql', '-- note: bad.\ninsert into sage.thing values (3); select nonsense;');
    await expect(migrate(database.url, { folder })).rejects.toThrow(/nonsense/);
    expect(await countOf('sage.thing')).toBe(2);
    addMigration('0003-bad.sql', '-- note: mended.\ninsert into sage.thing values (3);');
    expect(await migrate(database.url, { folder })).toEqual([expect.stringMatching(/^0003-bad/)]);
    expect(await countOf('sage.thing')).toBe(3);
  });

  it('without a note, or misnamed, or with a number twice, are refused', async () => {
    addMigration('0004-silent.sql', 'select 1;');
    await expect(migrate(database.url, { folder })).rejects.toBeInstanceOf(DefinitionFault);
    addMigration('0004-silent.sql', '-- note: speaks.\nselect 1;');
    addMigration('0004-twin.sql', '-- note: twin.\nselect 1;');
    addMigration('5-short.sql', '-- note: short.\nselect 1;');
    await expect(migrate(database.url, { folder })).rejects.toMatchObject({
      problems: [expect.stringContaining('5-short.sql'), expect.stringContaining('0004-twin.sql')],
    });
    for (const name of ['0004-silent.sql', '0004-twin.sql', '5-short.sql']) rmSync(join(folder, name));
  });

  it('of a newer version keep this one out', async () => {
    await client.query(`insert into tieout.migration ("timestamp", name)
      values (1000000009999, '9999-future-1000000009999')`);
    await expect(migrate(database.url, { folder })).rejects.toThrow(/newer tieout/);
    await client.query('delete from tieout.migration where "timestamp" = 1000000009999');
  });

  it('of this package run on an empty database', async () => {
    const fresh = await startServer();
    try {
      expect((await migrate(fresh.url))[0]).toMatch(/^0000-schemas/);
      expect(await migrate(fresh.url)).toEqual([]);
    } finally {
      await fresh.stop();
    }
  });
});

describe('the tables of the dictionary', () => {
  const tablesFolder = fileURLToPath(new URL('../../mappings/sage/tables', import.meta.url));

  it('can be made, and altering comes to the same tables as making', async () => {
    const tables = await readSageTables(tablesFolder);
    const older = tables.slice(1).map(ageTable);
    const made = await catalogAfter([[], tables]);
    expect(await catalogAfter([[], older, tables])).toEqual(made);
    expect(made.length).toBeGreaterThan(500);
    expect(await catalogAfter([[], tables, []])).toEqual([]);
  });

  it('can be made by an installed PostgreSQL too', async () => {
    const version = installedVersions()[0];
    if (version === undefined) return;
    const installed = await startInstalledServer(version);
    try {
      await migrate(installed.url);
      const session = await connect(installed.url);
      const { rows } = await session.query<{ count: string }>('select count(*) from tieout.migration');
      expect(Number(rows[0]?.count)).toBeGreaterThan(0);
      await session.end();
    } finally {
      await installed.stop();
    }
  });
});

/** Another key, column, length, default, index and comment: as an earlier dictionary may have had them. */
function ageTable(table: SageTable, index: number): SageTable {
  const [first, ...others] = table.columns;
  const keyNames = new Set(table.key);
  const kept = [first!, ...others.filter((column, at) => keyNames.has(column.name) || at % 7 !== 0)];
  const columns = kept.map((column) => ({
    ...column,
    note: 'older',
    ...(column.type === 'text' && (column.length ?? 0) > 1 ? { length: column.length! - 1 } : {}),
    ...(column.type === 'money' ? { default: null, notNull: false } : {}),
  }));
  const gone: SageColumn = {
    name: 'gone_by_now',
    sageName: 'Gone',
    type: 'units',
    length: null,
    notNull: false,
    default: null,
    note: null,
  };
  const names = new Set(columns.map((column) => column.name));
  return {
    ...table,
    columns: [...columns, gone],
    key: index % 3 === 0 ? [...table.key].reverse() : table.key,
    indexes: index % 2 === 0 ? [[gone.name]] : table.indexes.filter((each) => each.every((name) => names.has(name))),
    foreignKeys: [],
    totals: table.totals,
  };
}

/** What stands in schema `sage` after going from one dictionary to the next, as sorted lines; rolled back. */
async function catalogAfter(dictionaries: readonly (readonly SageTable[])[]): Promise<string[]> {
  const steps = dictionaries.slice(1).map((tables, index) => changeTables(dictionaries[index]!, tables));
  const statements = steps.flatMap((step) => step.statements);
  await client.query('begin');
  try {
    await client.query('drop schema if exists sage cascade; create schema sage');
    for (const statement of statements) await client.query(statement);
    const { rows } = await client.query<{ line: string }>(catalogLines);
    return rows.map((row) => row.line);
  } finally {
    await client.query('rollback');
  }
}
