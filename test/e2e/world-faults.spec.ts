/**
 * The world fails a run: a full disk, no connection, a lock, a file that changes under it. Each ends in a fault or an
 * issue with its remedy; nothing is half loaded, and the next run is fine.
 */
import { appendFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import type { BatchSummary, Issue } from '../../src/core/nouns.js';
import { AS_OF, BatchHome, csv, dumpSage, queryUrl, readBatch } from '../support/batch-home.js';
import { SmallDisk } from '../support/small-disk.js';
import type { TieoutRun } from '../support/run-tieout.js';

jest.setTimeout(180_000);

let home: BatchHome;
beforeAll(async () => {
  home = await BatchHome.open();
  await home.batch({ 'accounts.csv': csv('account,title', '1000,Cash') });
});
afterAll(() => home.remove());

const accounts = (from: number, count: number, note = ''): string =>
  ['account,title,note', ...Array.from({ length: count }, (_, at) => `${from + at},Account ${from + at},${note}`)].join(
    '\n',
  );

const run = (path: string, env: Record<string, string> = {}): Promise<TieoutRun> =>
  home.tieout(['run', path, '--as-of', AS_OF, '--json'], { env });

function expectFault(failed: TieoutRun, code: number, seen: RegExp): void {
  const { status, fault } = failed.json<{
    status: string;
    fault: { kind: string; message: string; remedy: string };
  }>();
  expect({ code: failed.code, status, message: fault.message }).toEqual({
    code,
    status: 'failed',
    message: expect.stringMatching(seen),
  });
  expect(fault.remedy).toMatch(/^[A-Z].*\.$/);
  expect(failed.stderr).not.toMatch(/^\s+at .*:\d+/m);
}

const loadedAccounts = async (): Promise<number> =>
  (await home.query<{ count: number }>('select count(*)::int as count from sage.glm_master__account'))[0]!.count;

const inserted = (done: TieoutRun): number =>
  done.json<BatchSummary>().datasets.reduce((sum, { documents }) => sum + documents.inserted, 0);

describe('the disk of TIEOUT_HOME', () => {
  let disk: SmallDisk | null;
  beforeAll(() => {
    disk = SmallDisk.mount(4);
  });
  afterAll(() => disk?.remove());

  it('full before the file is kept: exit 6, nothing loaded, and the next run is fine', async () => {
    if (disk === null) return;
    const filler = disk.fill(60_000);
    const delivered = home.deliver({ 'accounts.csv': accounts(100_000, 5_000) });
    const before = await dumpSage(home.url);
    expectFault(await run(delivered, { TIEOUT_HOME: disk.path }), 6, /^The disk .*is full \(ENOSPC\)/);
    expect(await dumpSage(home.url)).toEqual(before);
    rmSync(filler);
    const next = await run(delivered, { TIEOUT_HOME: disk.path });
    expect({ code: next.code, inserted: inserted(next) }).toEqual({ code: 0, inserted: 5_000 });
  });

  it('full when the reports are written: exit 6, the batch is whole, and the next run has its reports', async () => {
    if (disk === null) return;
    const before = await loadedAccounts();
    const filler = disk.fill(40_000);
    const delivered = home.deliver({ 'accounts.csv': accounts(200_000, 50) });
    expectFault(await run(delivered, { TIEOUT_HOME: disk.path }), 6, /^The disk .*is full \(ENOSPC\)/);
    expect(await loadedAccounts()).toBe(before + 50);
    rmSync(filler);
    const next = await run(delivered, { TIEOUT_HOME: disk.path });
    expect({ code: next.code, unchanged: next.json<BatchSummary>().datasets[0]!.documents.unchanged }).toEqual({
      code: 0,
      unchanged: 50,
    });
    expect(statSync(next.json<BatchSummary>().reports.xlsx!).size).toBeGreaterThan(1_000);
  });

  it('read-only: exit 2 that names the variable', async () => {
    if (disk === null) return;
    disk.remount('ro');
    const delivered = home.deliver({ 'accounts.csv': accounts(300_000, 5) });
    const before = await loadedAccounts();
    expectFault(await run(delivered, { TIEOUT_HOME: disk.path }), 2, /may not write|read-only/);
    expectFault(await run(delivered, { TIEOUT_HOME: disk.path, TIEOUT_DATABASE_URL: '' }), 2, /may not|read-only/);
    expect(await loadedAccounts()).toBe(before);
    disk.remount('rw');
    expect((await run(delivered, { TIEOUT_HOME: disk.path })).code).toBe(0);
  });
});

describe("the database's own disk", () => {
  it('full: exit 6, rolled back, and the next run is fine', async () => {
    const [{ folder } = { folder: '' }] = await home.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const owner = statSync(folder, { throwIfNoEntry: false });
    const disk = owner === undefined ? null : SmallDisk.mount(40, `,uid=${owner.uid},gid=${owner.gid},mode=700`);
    if (disk === null) return;
    const name = `tieout_full_${process.pid}`;
    try {
      await home.query(`create tablespace ${name} location '${disk.path}'`);
      await home.query(`create database ${name} template template0 tablespace ${name}`);
      const url = new URL(home.url);
      url.pathname = `/${name}`;
      const small = { TIEOUT_DATABASE_URL: url.href };
      expect((await run(home.deliver({ 'accounts.csv': accounts(1_000, 5) }), small)).code).toBe(0);
      const before = await dumpSage(url.href);
      const delivered = home.deliver({ 'accounts.csv': accounts(100_000, 60_000) });
      expectFault(await run(delivered, small), 6, /^The database's disk is full/);
      expect(await dumpSage(url.href)).toEqual(before);
      disk.remount('size=1000m');
      expect(inserted(await run(delivered, small))).toBe(60_000);
    } finally {
      await home.query(`drop database if exists ${name} with (force)`);
      await home.query(`drop tablespace if exists ${name}`);
      disk.remove();
    }
  });
});

describe('the database', () => {
  it('out of connections: exit 6, and the next run is fine', async () => {
    const role = `tieout_few_${process.pid}`;
    await home.query(`create role ${role} login password 'few' connection limit 0`);
    try {
      const url = new URL(home.url);
      await home.query(`grant all on database ${url.pathname.slice(1)} to ${role}`);
      await home.query(`grant ${new URL(home.url).username} to ${role}`);
      [url.username, url.password] = [role, 'few'];
      const delivered = home.deliver({ 'accounts.csv': accounts(400_000, 5) });
      const before = await loadedAccounts();
      expectFault(await run(delivered, { TIEOUT_DATABASE_URL: url.href }), 6, /too many connections/);
      expect(await loadedAccounts()).toBe(before);
      await home.query(`alter role ${role} connection limit -1`);
      expect((await run(delivered, { TIEOUT_DATABASE_URL: url.href })).code).toBe(0);
    } finally {
      await home.query(`drop owned by ${role}`);
      await home.query(`drop role ${role}`);
    }
  });

  it('with the lock held by another session: exit 7 that says whose, and the next run is fine', async () => {
    const holder = new pg.Client({ connectionString: home.url, application_name: 'the holder' });
    await holder.connect();
    const delivered = home.deliver({ 'accounts.csv': accounts(500_000, 5) });
    try {
      await holder.query(`select pg_advisory_lock(hashtextextended('tieout:demo', 0))`);
      const before = await loadedAccounts();
      expectFault(await run(delivered), 7, /^Company demo is locked by session \d+ .*the holder.*waited for 10 s/);
      expect(await loadedAccounts()).toBe(before);
    } finally {
      await holder.end();
    }
    expect((await run(delivered)).code).toBe(0);
  });
});

describe('a file that changes while it is read', () => {
  const ROWS = 10_000;
  /** Some 40 MB, so that copying it takes much longer than the pause between two changes. */
  const sound = accounts(1_000_000, ROWS, 'x'.repeat(4_000));

  /** Runs, and does something to the file again and again until the run is over. */
  async function meddled(meddle: (path: string) => void): Promise<TieoutRun> {
    const folder = home.deliver({ 'accounts.csv': sound });
    const timer = setInterval(() => meddle(join(folder, 'accounts.csv')), 2);
    try {
      return await home.tieout(['run', join(folder, 'accounts.csv'), '--as-of', AS_OF, '--json', '--dry-run']);
    } finally {
      clearInterval(timer);
    }
  }

  const expectRefused = (done: TieoutRun): void => {
    const { code, issues } = readBatch(done);
    const found = issues.map(({ code: issue, message }: Issue) => [issue, message]);
    expect({ code, found }).toEqual({
      code: 4,
      found: [['file.unreadable', expect.stringMatching(/was written to while it was read.* rename it/)]],
    });
  };

  it('because it grows is refused', async () => {
    expectRefused(await meddled((path) => appendFileSync(path, '9,Late\n')));
  });

  it('because it is cut is refused', async () => {
    let length = sound.length;
    expectRefused(await meddled((path) => truncateSync(path, (length -= 100))));
  });

  it('because it is replaced or removed is read as it was, or is gone', async () => {
    let turn = 0;
    const replaced = await meddled((path) => {
      const other = join(path, '..', 'other.tmp');
      writeFileSync(other, accounts(1_000, (turn++ % 2) + 7));
      renameSync(other, path);
    });
    expect([7, 8, ROWS]).toContain(readBatch(replaced).summary.datasets[0]!.rows.read);
    const removed = await meddled((path) => rmSync(path, { force: true }));
    // Gone before the command looked, before it was opened, or behind its back.
    if (removed.code === 2) return expectFault(removed, 2, /^No such file or folder/);
    const { summary, issues } = readBatch(removed);
    if (removed.code === 4) return expect(issues.map(({ code }) => code)).toEqual(['file.unreadable']);
    return expect(summary.datasets[0]!.rows.read).toBe(ROWS);
  });
});

it('a database that is not there is exit 6', async () => {
  const url = new URL(home.url);
  url.pathname = '/tieout_nowhere';
  expectFault(await run(home.deliver({}), { TIEOUT_DATABASE_URL: url.href }), 6, /cannot be used/);
  expect(await queryUrl(home.url, `select 1 from pg_database where datname = 'tieout_nowhere'`)).toEqual([]);
});
