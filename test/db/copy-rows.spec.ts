/** Bulk rows: what goes in comes out, trouble is thrown, and the session goes on afterwards. */
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type pg from 'pg';
import { InvariantFault } from '../../src/core/faults.js';
import { connect } from '../../src/store/connect.js';
import { explainDatabaseError } from '../../src/store/database-trouble.js';
import { copyRows, openCopy } from '../../src/store/copy-rows.js';
import type { CopyValue } from '../../src/store/copy-text.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';

jest.setTimeout(60_000);

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await startServer();
  client = await connect(database.url);
  await client.query('create table "odd name" (n int, "limit" text, amount numeric(18,2), flag boolean)');
  await client.query('create table narrow (n int, code varchar(3))');
});

afterAll(async () => {
  await client.end();
  await database.stop();
});

async function roundTrip(rows: readonly (readonly CopyValue[])[]): Promise<unknown[][]> {
  await client.query('delete from "odd name"');
  const copy = openCopy(client, 'public.odd name', ['n', 'limit', 'amount', 'flag']);
  for (const row of rows) await copy.write(row);
  expect(await copy.end()).toBe(rows.length);
  const sql = 'select * from "odd name" order by n';
  return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
}

it('gives any text back as it was', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }).map((value) => value.replaceAll('\u0000', '')),
    fc.constantFrom('', '\\N', '\\.', '\\', '\t', 'a\nb', 'a\r\nb', '\\n', 'back\\temp\\new', '😀', 'null'),
  );
  const columns = fc.array(fc.tuple(fc.option(text), fc.option(fc.boolean())), { maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(columns, async (cells) => {
      const rows = cells.map(([value, flag], index) => [index, value, '-12.30', flag] as const);
      expect(await roundTrip(rows)).toEqual(rows.map((row) => [...row]));
    }),
    { numRuns: 50 },
  );
});

it('takes more than the line can hold at once, in order', async () => {
  const rows = Array.from({ length: 50_000 }, (_, n) => [n, 'x'.repeat(n % 200), n, n % 2 === 0] as const);
  const found = await roundTrip(rows);
  expect(found).toHaveLength(50_000);
  expect(found[49_999]).toEqual([49_999, 'x'.repeat(199), '49999.00', false]);
  expect(await roundTrip([])).toEqual([]);
});

it('takes a piece larger than its buffer', async () => {
  const long = 'é\t'.repeat(200_000);
  const rows = [
    [1, long, null, null],
    [2, long, null, null],
  ];
  expect(await roundTrip(rows)).toEqual(rows);
});

it('throws what the server refuses, and leaves the session usable', async () => {
  const copy = openCopy(client, 'narrow', ['n', 'code']);
  const fault = await (async () => {
    for (let n = 0; n < 500_000; n += 1) await copy.write([n, n === 5_000 ? 'too long' : 'abc']);
    await copy.end();
  })().catch((error: unknown) => error);
  expect(fault).toMatchObject({ code: '22001', where: expect.stringContaining('line 5001, column code') });
  expect(explainDatabaseError(fault)).toBeNull();
  await copy.abort();
  const missing = openCopy(client, 'no_such', ['n']);
  await expect(
    (async () => {
      await missing.write([1]);
      await missing.end();
    })(),
  ).rejects.toMatchObject({ code: '42P01' });
  expect((await client.query('select count(*)::int as n from narrow')).rows).toEqual([{ n: 0 }]);
});

it('gives the session back when the rows themselves throw', async () => {
  const rows = function* (): Generator<CopyValue[]> {
    yield [1, 'abc'];
    throw new Error('no more');
  };
  await expect(copyRows(client, 'narrow', ['n', 'code'], rows())).rejects.toThrow('no more');
  await expect(copyRows(client, 'narrow', ['n', 'code'], [[1, 'a\u0000']])).rejects.toBeInstanceOf(InvariantFault);
  await client.query('begin');
  expect(
    await copyRows(
      client,
      'narrow',
      ['n', 'code'],
      [
        [1, 'abc'],
        [2, null],
      ],
    ),
  ).toBe(2);
  await client.query('rollback');
});

it('keeps nothing when it is given up', async () => {
  const copy = openCopy(client, 'narrow', ['n', 'code']);
  for (let n = 0; n < 20_000; n += 1) await copy.write([n, 'abc']);
  await copy.abort();
  await copy.abort();
  expect((await client.query('select count(*)::int as n from narrow')).rows).toEqual([{ n: 0 }]);
});

it('refuses NUL and rows of the wrong width', async () => {
  const copy = openCopy(client, 'narrow', ['n', 'code']);
  expect(() => copy.write([1, 'a\u0000'])).toThrow(InvariantFault);
  expect(() => copy.write([1])).toThrow(/1 values .* 2 columns/);
  await copy.abort();
});

it('ends with a fault when the line breaks', async () => {
  const other = await connect(database.url);
  const pid = (await other.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
  const copy = openCopy(other, 'narrow', ['n', 'code']);
  const fault = await (async () => {
    for (let n = 0; ; n += 1) {
      await copy.write([n, 'abc']);
      if (n === 50_000) await client.query('select pg_terminate_backend($1)', [pid]);
    }
  })().catch((error: unknown) => error);
  expect(explainDatabaseError(fault)).toMatchObject({ exitCode: 6 });
  await copy.abort();
});
