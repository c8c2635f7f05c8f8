/**
 * A fresh, empty database for a spec file: on the server of TIEOUT_TEST_DATABASE_URL, else on one embedded PostgreSQL
 * that all spec files share (made once in the system's temporary folder, stopped by the last that uses it).
 * Promise: each call gives a database of its own, dropped by `stop`. `startInstalledServer` runs a PostgreSQL
 * installed on this machine, for the versions we promise besides the embedded one.
 * Does not: migrate.
 */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { attachEmbedded } from '../../src/store/embedded-postgres.js';

export interface TestDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

const installedRoot = '/usr/lib/postgresql';

export async function startServer(): Promise<TestDatabase> {
  const given = process.env['TIEOUT_TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') return freshDatabase(given, () => Promise.resolve());
  const server = await attachEmbedded(sharedHome());
  await neverWaitForTheDisk(server.url);
  return freshDatabase(server.url, () => server.release());
}

/** Major versions installed on this machine, newest first. */
export function installedVersions(): string[] {
  if (!existsSync(installedRoot)) return [];
  const isComplete = (name: string): boolean => existsSync(join(installedRoot, name, 'bin', 'postgres'));
  return readdirSync(installedRoot).filter(isComplete).sort().reverse();
}

/** A server of its own in a temporary folder; as root it runs as the user `postgres`. */
export async function startInstalledServer(version = installedVersions()[0] ?? ''): Promise<TestDatabase> {
  const bin = join(installedRoot, version, 'bin');
  const folder = mkdtempSync(join(tmpdir(), 'tieout-pg-'));
  const data = join(folder, 'data');
  const account = accountToRunAs();
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid ?? account.uid);
  const password = randomBytes(12).toString('hex');
  const passwordFile = join(folder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const init = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'tieout',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...account, cwd: '/', encoding: 'utf8' },
  );
  if (init.status !== 0) throw new Error(`initdb failed: ${init.stderr}`);
  const port = await freePort();
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const args = ['-D', data, ...settings.flatMap((each) => ['-c', each])];
  const server = spawn(join(bin, 'postgres'), args, { ...account, cwd: '/', stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => {
    server.once('exit', () => resolve());
  });
  await waitUntilReady(data);
  return {
    url: `postgres://tieout:${password}@127.0.0.1:${port}/postgres`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One home for all spec files of this user and this PostgreSQL, so that `initdb` runs once and not per file. */
function sharedHome(): string {
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    optionalDependencies: Record<string, string>;
  };
  const version = Object.values(manifest.optionalDependencies)[0] ?? 'x';
  return join(tmpdir(), `tieout-test-${userInfo().username}-${version}`);
}

async function freshDatabase(serverUrl: string, release: () => Promise<void>): Promise<TestDatabase> {
  const name = `tieout_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, `create database ${name} encoding 'UTF8' template template0`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    stop: async () => {
      await onServer(serverUrl, `drop database ${name} with (force)`);
      await release();
    },
  };
}

/** No test here outlives a power cut. */
async function neverWaitForTheDisk(serverUrl: string): Promise<void> {
  await onServer(serverUrl, 'alter system set fsync to off');
  await onServer(serverUrl, 'select pg_reload_conf()');
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function accountToRunAs(): { uid?: number; gid?: number } {
  if (process.geteuid?.() !== 0) return {};
  const idOf = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  const [uid, gid] = [idOf('-u'), idOf('-g')];
  return { uid, gid };
}

async function waitUntilReady(data: string): Promise<void> {
  for (let tries = 0; tries < 1_000; tries += 1) {
    const file = join(data, 'postmaster.pid');
    if (existsSync(file) && /^ready/m.test(readFileSync(file, 'utf8'))) return;
    await sleep(20);
  }
  throw new Error('the server did not become ready within 20 s');
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
