/**
 * Starts, watches and stops the one server of a data folder.
 * Promise: it listens on 127.0.0.1 only and outlives whoever started it; a server that crashed or was killed is started
 * again as soon as its last backend is gone; a server that is just starting or stopping is waited for. Whether one
 * lives is read from `postmaster.pid` and checked against the process table, so a pid that went to somebody else does
 * not count.
 * Does not: decide when to stop; the caller holds the lock.
 */
import type { ChildProcess } from 'node:child_process';
import { open, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransientFault } from '../../core/faults.js';
import { directAccount, runProgram, startProgram, type Account } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import { lastPort, writeSettings } from './data-folder.js';
import { explainTrouble } from './explain-trouble.js';
import type { Place } from './place.js';
import { isPostgresOf } from './process-identity.js';

export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  readonly status: 'starting' | 'ready' | 'stopping';
}

type Attempt = { readonly server: RunningServer } | { readonly log: string };

const pollMs = 5;
/** How long backends of a killed server may hold its shared memory. */
const staleWaitMs = 10_000;
/** Recovery after a crash replays at most `max_wal_size`; a stop writes at most `shared_buffers`. */
const settleWaitMs = 300_000;
const answerWaitMs = 2_000;
const logSizeMax = 10_000_000;
/** No process has this pid, on any system. */
const nobodysPid = 2_147_483_646;
const isWindows = process.platform === 'win32';

/** The server of this data folder as `postmaster.pid` tells, null when none lives. */
export async function findServer(place: Place): Promise<RunningServer | null> {
  const lines = await readPidFile(place);
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!(pid > 0)) return null;
  const folder = await realpath(place.data).catch(() => null);
  if (folder === null || !isPostgresOf(pid, folder)) return null;
  const word = lines[7]?.trim() ?? '';
  const status = word === 'ready' || word === 'standby' ? 'ready' : word === 'stopping' ? 'stopping' : 'starting';
  return { pid, port, status };
}

/**
 * A server that takes connections: the one that lives, or null once one that was stopping is gone. Its own word is not
 * enough: one that was killed this moment is still in the process table.
 */
export async function settledServer(place: Place): Promise<RunningServer | null> {
  const deadline = Date.now() + settleWaitMs;
  for (;;) {
    const server = await findServer(place);
    if (server === null || (server.status === 'ready' && (await answers(server.port)))) return server;
    if (Date.now() > deadline) throw notSettled(place, server);
    await sleep(pollMs);
  }
}

/** Starts a server. Retries while a killed predecessor still lets go, and when another program took the port. */
export async function startServer(place: Place, account: Account, binaries: Binaries): Promise<RunningServer> {
  const deadline = Date.now() + staleWaitMs;
  for (;;) {
    await writeSettings(place, account, await freePort(await lastPort(place)));
    await disownPidFile(place);
    const attempt = await tryStart(place, account, binaries);
    if ('server' in attempt) return attempt.server;
    const mayPass = /memory block .* is still in use|lock file "postmaster\.pid" (already|is empty)/.test(attempt.log);
    const portTaken = /Address already in use/.test(attempt.log);
    if (!(mayPass || portTaken) || Date.now() > deadline) throw startFailed(place, attempt.log);
    await sleep(mayPass ? 100 : 0);
    const other = await settledServer(place);
    if (other !== null) return other;
  }
}

/** Tells the server to end every session and stop; comes back once it has begun to, within milliseconds. */
export async function beginStop(place: Place, server: RunningServer): Promise<void> {
  if (isWindows) {
    const args = ['stop', '-D', await realpath(place.data), '-m', 'fast', '-W'];
    await runProgram(directAccount, await findBinaries(place.links), 'pg_ctl', args);
  } else {
    process.kill(server.pid, 'SIGINT');
  }
  // Whoever takes the lock next must not read "ready" from a server that is on its way out.
  for (let waited = 0; waited < 5_000; waited += 1) {
    const now = await findServer(place);
    if (now === null || now.status === 'stopping') return;
    await sleep(1);
  }
}

/** Whether the server is gone within `waitMs`. */
export async function waitUntilGone(place: Place, waitMs: number): Promise<boolean> {
  for (const deadline = Date.now() + waitMs; ;) {
    if ((await findServer(place)) === null) return true;
    if (Date.now() > deadline) return false;
    await sleep(pollMs);
  }
}

async function tryStart(place: Place, account: Account, binaries: Binaries): Promise<Attempt> {
  const data = await realpath(place.data);
  const logPath = join(data, 'tieout.log');
  await rotateLog(logPath);
  const log = await open(logPath, 'a', 0o600);
  try {
    const { size } = await log.stat();
    const start = isWindows ? startByControl : startDirectly;
    const server = await readyOrExited(place, start(account, binaries, data, log.fd));
    if (server !== null) return { server };
    return { log: (await readFile(logPath)).subarray(size).toString('utf8') };
  } finally {
    await log.close();
  }
}

/**
 * Without `pg_ctl` between us we see at once when it ends, and need not wait for the next of its tenths of a second.
 */
function startDirectly(account: Account, binaries: Binaries, data: string, logFd: number): () => boolean {
  return exitFlag(startProgram(account, binaries, 'postgres', ['-D', data], logFd));
}

/** On Windows `pg_ctl` takes away the rights of an administrator, with which the server would refuse to run. */
function startByControl(account: Account, binaries: Binaries, data: string, logFd: number): () => boolean {
  const args = ['start', '-D', data, '-w', '-l', join(data, 'tieout.log')];
  const child = startProgram(account, binaries, 'pg_ctl', args, logFd);
  let failed = false;
  child.on('exit', (code) => {
    failed = code !== 0;
  });
  child.on('error', () => {
    failed = true;
  });
  return () => failed;
}

function exitFlag(child: ChildProcess): () => boolean {
  let exited = false;
  child.on('exit', () => {
    exited = true;
  });
  child.on('error', () => {
    exited = true;
  });
  return () => exited;
}

async function readyOrExited(place: Place, hasExited: () => boolean): Promise<RunningServer | null> {
  const deadline = Date.now() + settleWaitMs;
  for (;;) {
    const exited = hasExited();
    const server = await findServer(place);
    if (server?.status === 'ready') return server;
    if (exited) return null;
    if (Date.now() > deadline) throw notSettled(place, server);
    await sleep(pollMs);
  }
}

/**
 * A pid file whose process is gone may name a pid that lives again as another program, or as a zombie, and PostgreSQL
 * would refuse to start. It gets a pid nobody has; the rest stays, so PostgreSQL still checks the shared memory it
 * names.
 */
async function disownPidFile(place: Place): Promise<void> {
  const lines = await readPidFile(place);
  if (lines.length < 2 || (await findServer(place)) !== null) return;
  lines[0] = String(nobodysPid);
  await writeFile(join(place.data, 'postmaster.pid'), lines.join('\n'));
}

async function readPidFile(place: Place): Promise<string[]> {
  const text = await readFile(join(place.data, 'postmaster.pid'), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text === '' ? [] : text.split('\n');
}

/** Asks whether it would encrypt: the smallest question a PostgreSQL answers (`S` or `N`), before anybody logs in. */
function answers(port: number): Promise<boolean> {
  const question = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: answerWaitMs }, () => socket.write(question));
    const conclude = (isAlive: boolean) => (): void => {
      socket.destroy();
      resolve(isAlive);
    };
    socket.once('data', conclude(true));
    for (const event of ['error', 'timeout', 'close']) socket.once(event, conclude(false));
  });
}

/** The port asked for when it is free, else any free one. */
async function freePort(wanted: number | null): Promise<number> {
  return (wanted === null ? null : await listenOnce(wanted)) ?? (await listenOnce(0)) ?? 0;
}

function listenOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}

async function rotateLog(path: string): Promise<void> {
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  if (size > logSizeMax) await rename(path, `${path}.1`);
}

function startFailed(place: Place, log: string): Error {
  const known = explainTrouble(log, place.data);
  if (known !== null) return known;
  return new TransientFault(`The embedded database under ${place.data} does not start.`, {
    remedy: `Read ${join(place.data, 'tieout.log')}, mend what it names and repeat the command.`,
    problems: log.trim().split('\n').slice(-5),
  });
}

function notSettled(place: Place, server: RunningServer | null): TransientFault {
  const seen = server === null ? 'does not start' : `has been ${server.status} for ${settleWaitMs / 60_000} minutes`;
  return new TransientFault(`The embedded database under ${place.data} ${seen}.`, {
    remedy: `Read ${join(place.data, 'tieout.log')} and repeat the command.`,
  });
}
