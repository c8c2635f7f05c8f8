/** One run at a time for each company: waiting, naming the holder, and letting go when the holder dies. */
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type pg from 'pg';
import { InvariantFault, TransientFault } from '../../src/core/faults.js';
import { lockCompany } from '../../src/store/company-lock.js';
import { connect } from '../../src/store/connect.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';

jest.setTimeout(60_000);

let database: TestDatabase;
const sessions: pg.Client[] = [];

async function open(): Promise<pg.Client> {
  const session = await connect(database.url);
  sessions.push(session);
  return session;
}

beforeAll(async () => {
  database = await startServer();
});

afterEach(async () => {
  for (const session of sessions.splice(0)) await session.end();
});

afterAll(() => database.stop());

it('lets one session in, and the next when it lets go', async () => {
  const [one, two] = [await open(), await open()];
  const first = await lockCompany(one, 'demo');
  let isIn = false;
  const second = lockCompany(two, 'demo').then((lock) => {
    isIn = true;
    return lock;
  });
  await new Promise((resolve) => {
    setTimeout(resolve, 200);
  });
  expect(isIn).toBe(false);
  await first.release();
  await (await second).release();
  await expect(first.release()).rejects.toBeInstanceOf(InvariantFault);
});

it('keeps companies apart, and survives a rollback', async () => {
  const [one, two] = [await open(), await open()];
  const demo = await lockCompany(one, 'demo');
  await (await lockCompany(two, 'other', 100)).release();
  await one.query('begin');
  await one.query('rollback');
  await expect(lockCompany(two, 'demo', 100)).rejects.toBeInstanceOf(TransientFault);
  await demo.release();
});

it('says who holds it and since when, with exit code 7', async () => {
  const [one, two] = [await open(), await open()];
  const pid = (await one.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0]!.pid;
  await lockCompany(one, 'demo');
  const fault = await lockCompany(two, 'demo', 100).catch((error: unknown) => error);
  expect(fault).toMatchObject({
    exitCode: 7,
    message: expect.stringContaining(`session ${pid} of the database (tieout`),
  });
  expect((fault as Error).message).toMatch(/connected since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ, idle/);
  const { rows } = await two.query('show lock_timeout');
  expect(rows).toEqual([{ lock_timeout: '0' }]);
});

it('is free again within a second after its holder was killed in the middle of a query', async () => {
  const script = `
    const pg = require('pg');
    const client = new pg.Client({ connectionString: process.argv[1] });
    client.connect().then(async () => {
      await client.query('set client_connection_check_interval = 500');
      await client.query("select pg_advisory_lock(hashtextextended('tieout:demo', 0))");
      console.log('held');
      await client.query('select pg_sleep(60)');
    });`;
  const holder = spawn(process.execPath, ['-e', script, database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  await once(holder.stdout, 'data');
  holder.kill('SIGKILL');
  const begun = performance.now();
  await (await lockCompany(await open(), 'demo')).release();
  expect(performance.now() - begun).toBeLessThan(2_000);
});
