/** The embedded database with real processes: shared, killed, half-made, in folders only root may enter. */
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { TransientFault, UsageFault } from '../../src/core/faults.js';
import { attachEmbedded, embeddedUrl, stopEmbedded } from '../../src/store/embedded-postgres.js';
import { findBinaries } from '../../src/store/embedded/binaries.js';
import { isMarkAlive, newMark, withFolderLock } from '../../src/store/embedded/folder-lock.js';
import { startWordOf } from '../../src/store/embedded/process-identity.js';

jest.setTimeout(60_000);

const isRoot = process.geteuid?.() === 0;
const loader = new URL('../support/ts-loader.mjs', import.meta.url).href;
const clientScript = fileURLToPath(new URL('../support/embedded-client.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tieout embedded '));
const home = join(folder, 'a home');
const started: ChildProcess[] = [];

interface ClientProcess {
  readonly process: ChildProcess;
  answer(): Promise<{ url?: string; fault?: string }>;
  finish(): Promise<void>;
}

/** In a process group of its own, so that a kill can take its `initdb` along. */
function startClient(at: string, account = 'auto'): ClientProcess {
  const child = spawn(process.execPath, ['--import', loader, clientScript, at, account], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  started.push(child);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  const line = new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text);
    });
    child.once('exit', () => resolve(text));
  });
  return {
    process: child,
    answer: async () => JSON.parse(await line) as { url?: string; fault?: string },
    finish: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

async function kill(client: ClientProcess, group = false): Promise<void> {
  const ended = new Promise<void>((resolve) => {
    client.process.once('exit', () => resolve());
  });
  process.kill(group ? -client.process.pid! : client.process.pid!, 'SIGKILL');
  await ended;
}

function serverPid(at: string): number | null {
  const file = join(at, 'postgres', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : null;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}

async function isGone(at: string): Promise<boolean> {
  for (let tries = 0; tries < 500; tries += 1) {
    if ((await embeddedUrl(at)) === null) return true;
    await sleep(10);
  }
  return false;
}

beforeAll(async () => {
  // Two processes make it together; everything below uses what they made.
  const [one, two] = [startClient(home), startClient(home)];
  const [first, second] = [await one.answer(), await two.answer()];
  expect(first.url).toMatch(/^postgres:\/\/tieout:[\w-]{32}@127\.0\.0\.1:\d+\/postgres$/);
  expect(second).toEqual(first);
  await one.finish();
  await query(first.url!, 'create table kept (n int); insert into kept values (7)');
  await two.finish();
  expect(await isGone(home)).toBe(true);
}, 60_000);

afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});

afterAll(async () => {
  await stopEmbedded(home).catch(() => false);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe('sharing one server', () => {
  it('stays while anybody uses it, and is stopped by the last', async () => {
    const [one, two] = [await attachEmbedded(home), await attachEmbedded(home)];
    expect(two.url).toBe(one.url);
    await one.release();
    await one.release();
    expect(await query(two.url, 'select n from kept')).toEqual([{ n: 7 }]);
    const begun = performance.now();
    await two.release();
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await isGone(home)).toBe(true);
  });

  it('gives the next command a server that takes connections, even while the last one is stopping it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const server = await attachEmbedded(home);
      expect(await query(server.url, 'select n from kept')).toEqual([{ n: 7 }]);
      void server.release();
    }
    expect(await isGone(home)).toBe(true);
  });

  it('keeps its port, unless somebody took it', async () => {
    const first = await attachEmbedded(home);
    await first.release();
    await isGone(home);
    const again = await attachEmbedded(home);
    expect(again.url).toBe(first.url);
    await again.release();
    await isGone(home);
    const port = Number(new URL(first.url).port);
    const squatter = await new Promise<Server>((resolve) => {
      const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
    });
    const moved = await attachEmbedded(home);
    expect(new URL(moved.url).port).not.toBe(String(port));
    await moved.release();
    squatter.close();
  });

  it('keeps running for `db up`, refuses `db down` while in use, and stops then', async () => {
    const up = await attachEmbedded(home, { keep: true });
    await up.release();
    expect(await embeddedUrl(home)).toBe(up.url);
    const user = startClient(home);
    expect((await user.answer()).url).toBe(up.url);
    const refusal = await stopEmbedded(home).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(TransientFault);
    expect(refusal).toMatchObject({ exitCode: 7, message: expect.stringContaining(String(user.process.pid)) });
    await user.finish();
    expect(await embeddedUrl(home)).toBe(up.url);
    expect(await stopEmbedded(home)).toBe(true);
    expect(await stopEmbedded(home)).toBe(false);
    expect(await embeddedUrl(home)).toBeNull();
  });

  it('is not reachable without its password, and the password only by its owner', async () => {
    const server = await attachEmbedded(home);
    const wrong = new URL(server.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(home, 'postgres', 'tieout.password')).mode & 0o077).toBe(0);
    expect(await query(server.url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    await server.release();
  });
});

describe('after a kill', () => {
  it('starts again when the server was killed, with all that was committed', async () => {
    const client = startClient(home);
    const { url } = await client.answer();
    const session = new pg.Client({ connectionString: url });
    session.on('error', () => undefined);
    await session.connect();
    const lost = session.query('select pg_sleep(60)').catch(() => 'lost');
    await query(url!, 'insert into kept values (8)');
    process.kill(serverPid(home)!, 'SIGKILL');
    const next = await attachEmbedded(home);
    expect(await query(next.url, 'select sum(n)::int as n from kept')).toEqual([{ n: 15 }]);
    await query(next.url, 'delete from kept where n = 8');
    expect(await lost).toBe('lost');
    await session.end().catch(() => undefined);
    await client.finish();
    await next.release();
    expect(await isGone(home)).toBe(true);
  });

  it('does not count clients that were killed: the next one attaches and stops the server', async () => {
    const client = startClient(home);
    const { url } = await client.answer();
    const pid = serverPid(home);
    await kill(client);
    const next = await attachEmbedded(home);
    expect(next.url).toBe(url);
    expect(serverPid(home)).toBe(pid);
    await next.release();
    expect(await isGone(home)).toBe(true);
    expect(readdirSync(join(home, 'postgres-clients'))).toEqual([]);
  });

  it('makes the data folder again when the first attempt died in the middle', async () => {
    const fresh = join(folder, 'half made');
    await mkdir(join(fresh, 'postgres'), { recursive: true });
    const client = startClient(fresh);
    await untilHalfMade(fresh);
    await kill(client, true);
    const server = await attachEmbedded(fresh);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.release();
    await isGone(fresh);
    expect(readdirSync(fresh).sort()).toEqual(['postgres', 'postgres-clients']);
  });

  it('starts although the pid left behind belongs to somebody else now', async () => {
    const lines = [process.pid, join(home, 'postgres'), '1', '1', '', '', '', ''];
    await writeFile(join(home, 'postgres', 'postmaster.pid'), lines.join('\n'));
    expect(await embeddedUrl(home)).toBeNull();
    const server = await attachEmbedded(home);
    expect(await query(server.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.release();
    await isGone(home);
  });

  it('takes the lock over from a dead process, and from a living one only when it lets go', async () => {
    const lock = join(folder, 'lock');
    await mkdir(lock);
    writeFileSync(join(lock, '999999999-1-1'), '');
    const order: string[] = [];
    const first = withFolderLock(lock, 5_000, async () => {
      order.push('first in');
      await sleep(100);
      order.push('first out');
    });
    const second = withFolderLock(lock, 5_000, () => Promise.resolve(void order.push('second in')));
    await Promise.all([first, second]);
    expect(order.join()).toMatch(/^(first in,first out,second in|second in,first in,first out)$/);
    await withFolderLock(lock, 5_000, async () => {
      await expect(withFolderLock(lock, 50, () => Promise.resolve())).rejects.toBeInstanceOf(TransientFault);
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('lock'))).toEqual([]);
  });

  it('lets one of many in at a time', async () => {
    const lock = join(folder, 'busy lock');
    let inside = 0;
    let seen = 0;
    await Promise.all(
      Array.from({ length: 20 }, () =>
        withFolderLock(lock, 20_000, async () => {
          inside += 1;
          expect(inside).toBe(1);
          await sleep(1);
          seen += 1;
          inside -= 1;
        }),
      ),
    );
    expect(seen).toBe(20);
  });

  it('knows a process by its pid and its start', () => {
    expect(isMarkAlive(newMark())).toBe(true);
    expect(isMarkAlive(`${process.pid}-1-1`)).toBe(process.platform === 'win32');
    expect(isMarkAlive('keep')).toBe(false);
    expect(startWordOf(999_999_999)).toBeNull();
  });
});

describe('as root', () => {
  const itAsRoot = isRoot ? it : it.skip;

  itAsRoot('runs in a folder only root may enter, in a user namespace or moved out of it', async () => {
    const closed = mkdtempSync(join(realpathSync(tmpdir()), 'tieout closed '));
    try {
      const inNamespace = await attachEmbedded(join(closed, 'one'));
      expect(await query(inNamespace.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await inNamespace.release();
      await isGone(join(closed, 'one'));
      const moved = await attachEmbedded(join(closed, 'two'), { account: 'user' });
      expect(await query(moved.url, 'select 1 as one')).toEqual([{ one: 1 }]);
      await moved.release();
      await isGone(join(closed, 'two'));
      const elsewhere = realpathSync(join(closed, 'two', 'postgres'));
      expect(elsewhere).toMatch(/^\/var\/lib\/tieout\//);
      rmSync(join(elsewhere, '..'), { recursive: true });
      await expect(attachEmbedded(join(closed, 'two'))).rejects.toThrow(/which is gone/);
    } finally {
      rmSync(closed, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

describe('what cannot be', () => {
  it('says so for data of another PostgreSQL', async () => {
    const old = join(folder, 'old');
    await mkdir(join(old, 'postgres'), { recursive: true });
    await writeFile(join(old, 'postgres', 'PG_VERSION'), '15\n');
    await expect(attachEmbedded(old)).rejects.toThrow(/made by PostgreSQL 15; this is 18/);
    expect(readdirSync(old).sort()).toEqual(['postgres', 'postgres-clients']);
  });

  it('says so for a folder of something else', async () => {
    const strange = join(folder, 'strange');
    await mkdir(join(strange, 'postgres'), { recursive: true });
    await writeFile(join(strange, 'postgres', 'notes.txt'), 'mine');
    const fault = await attachEmbedded(strange).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(UsageFault);
    expect(fault).toMatchObject({
      message: expect.stringContaining('holds files'),
      remedy: expect.stringContaining('TIEOUT_HOME'),
    });
  });

  it('says so when home is a file', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(attachEmbedded(file)).rejects.toThrow(/is no folder/);
  });

  it('says so, with the log, when the server does not start', async () => {
    const conf = join(home, 'postgres', 'postgresql.conf');
    const before = await readFile(conf, 'utf8');
    await writeFile(conf, `${before}\nnonsense = 1\n`);
    const fault = await attachEmbedded(home).catch((error: unknown) => error);
    await writeFile(conf, before);
    expect(fault).toBeInstanceOf(TransientFault);
    expect(fault).toMatchObject({
      exitCode: 6,
      problems: expect.arrayContaining([expect.stringContaining('nonsense')]),
    });
    expect(readdirSync(join(home, 'postgres-clients'))).toEqual([]);
  });
});

describe('the programs', () => {
  it('get their links and their right to execute back when npm ran no install script', async () => {
    const fake = join(folder, 'package');
    await mkdir(join(fake, 'native', 'bin'), { recursive: true });
    await mkdir(join(fake, 'native', 'lib'));
    await writeFile(join(fake, 'package.json'), '{ "version": "18.4.0-beta.17" }');
    await writeFile(join(fake, 'native', 'lib', 'libx.so.1.2'), 'x');
    const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' }];
    await writeFile(join(fake, 'native', 'pg-symlinks.json'), JSON.stringify(links));
    for (const name of ['initdb', 'postgres', 'pg_ctl']) {
      await writeFile(join(fake, 'native', 'bin', name), '', { mode: 0o644 });
    }
    const found = await findBinaries(join(folder, 'links'), fake);
    expect(found).toMatchObject({ major: '18', version: '18.4.0-beta.17', environment: {} });
    expect(readFileSync(join(fake, 'native', 'lib', 'libx.so'), 'utf8')).toBe('x');
    expect(statSync(join(fake, 'native', 'bin', 'initdb')).mode & 0o111).not.toBe(0);
    await findBinaries(join(folder, 'links'), fake);
  });
});

async function untilHalfMade(at: string): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    const making = existsSync(at) ? readdirSync(at).find((name) => name.startsWith('postgres.making-')) : undefined;
    if (making !== undefined && existsSync(join(at, making, 'data', 'postgresql.conf'))) return;
    await sleep(2);
  }
  throw new Error('initdb was never seen at work');
}
