/**
 * Makes the data folder, once, and writes the settings the server starts with.
 * Promise: the folder appears at its place complete (made beside it, then renamed), with its random password in a file
 * of mode 0600 inside it, so a killed `initdb` leaves only a folder that the next start sweeps away. Our settings live
 * in `tieout.conf`, written anew at each start; `postgresql.conf` includes it first and stays the operator's.
 * Does not: start anything. The caller holds the lock.
 */
import { randomBytes } from 'node:crypto';
import {
  appendFile,
  mkdir,
  readFile,
  readdir,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { TransientFault, UsageFault } from '../../core/faults.js';
import { runProgram, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import { explainTrouble } from './explain-trouble.js';
import { newMark } from './folder-lock.js';
import { giveTo, parentForData, type Place } from './place.js';

export const databaseUser = 'tieout';
const passwordFile = 'tieout.password';
const settingsFile = 'tieout.conf';
const makingPrefix = 'postgres.making-';

/** Whether there is a data folder this version can start. Throws a `UsageFault` for one that it cannot. */
export async function hasDataFolder(place: Place, major: string): Promise<boolean> {
  const names = await readdir(place.data).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (names === null) {
    await refuseLostLink(place);
    return false;
  }
  if (names.length === 0) {
    await rmdir(place.data);
    return false;
  }
  const found = await readFile(join(place.data, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  if (found === major && names.includes(passwordFile)) return true;
  if (found === null || found === major) throw foreignFolder(place);
  throw new UsageFault(`The embedded database under ${place.data} was made by PostgreSQL ${found}; this is ${major}.`, {
    remedy: 'Use the tieout that made it, or dump the data with it, move the folder away and load them into a new one.',
  });
}

/** Makes the data folder. Takes 0.7 s, most of it `initdb`. */
export async function makeDataFolder(place: Place, account: Account, binaries: Binaries): Promise<void> {
  const parent = await parentForData(place, account);
  const final = join(parent, 'postgres');
  await sweepHalfMade(parent);
  // Killed between the last two steps below: only the link is missing.
  if (final !== place.data && (await hasDataFolder({ ...place, data: final }, binaries.major))) {
    return symlink(final, place.data);
  }
  const making = join(parent, `${makingPrefix}${newMark()}`);
  await mkdir(making, { mode: 0o700 });
  try {
    await giveTo(account, making);
    await initialise(making, account, binaries);
    await rename(join(making, 'data'), final);
    if (final !== place.data) await symlink(final, place.data);
  } finally {
    await rm(making, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The password of the database user; made once with the data folder. */
export async function readPassword(place: Place): Promise<string> {
  return (await readFile(join(place.data, passwordFile), 'utf8')).trim();
}

/** The port the server last listened on, so that a URL somebody noted down goes on working; null when unknown. */
export async function lastPort(place: Place): Promise<number | null> {
  const text = await readFile(join(place.data, settingsFile), 'utf8').catch(() => '');
  const port = /^port = (\d+)$/m.exec(text)?.[1];
  return port === undefined ? null : Number(port);
}

export async function writeSettings(place: Place, account: Account, port: number): Promise<void> {
  const path = join(await realpath(place.data), settingsFile);
  const lines = Object.entries({ ...settings(), port: String(port) }).map(([name, value]) => `${name} = ${value}`);
  lines.unshift('# Written by tieout at each start. Settings of your own go to the end of postgresql.conf.');
  await writeFile(path, `${lines.join('\n')}\n`, { mode: 0o600, flush: true });
  await giveTo(account, path);
}

/**
 * For one batch at a time on a machine that does other things too. Parallel hash joins are off because they need more
 * shared memory than the 64 MB a container gives; without a standby no write-ahead log needs more than `minimal`. A
 * batch writes that log faster than 4 MB of buffers, the default, are emptied.
 */
function settings(): Record<string, string> {
  return {
    listen_addresses: `'127.0.0.1'`,
    unix_socket_directories: `''`,
    max_connections: '40',
    shared_buffers: '128MB',
    wal_buffers: '16MB',
    work_mem: '32MB',
    maintenance_work_mem: '128MB',
    fsync: 'on',
    synchronous_commit: 'on',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
    io_method: 'sync',
    enable_parallel_hash: 'off',
    timezone: `'UTC'`,
    log_timezone: `'UTC'`,
    lc_messages: `'C'`,
    log_checkpoints: 'off',
    // Windows cannot notice a client that went away and refuses to start with the setting.
    ...(process.platform === 'win32' ? {} : { client_connection_check_interval: '500ms' }),
  };
}

async function initialise(making: string, account: Account, binaries: Binaries): Promise<void> {
  const data = join(making, 'data');
  const password = join(making, 'password');
  await writeFile(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true });
  await giveTo(account, password);
  const { code, output } = await runProgram(account, binaries, 'initdb', [
    '-D',
    data,
    '-U',
    databaseUser,
    `--pwfile=${password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  if (code !== 0) {
    throw (
      explainTrouble(output, dirname(making)) ??
      new TransientFault('The embedded database could not be made.', {
        remedy: 'Read the problems below, mend what they name and repeat the command.',
        problems: output.trim().split('\n').slice(-5),
      })
    );
  }
  await rename(password, join(data, passwordFile));
  await appendFile(join(data, 'postgresql.conf'), `\ninclude_if_exists = '${settingsFile}'\n`, { flush: true });
}

/** What a killed start left. Its `initdb` may still be running for a moment; what stays is swept the next time. */
async function sweepHalfMade(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(makingPrefix)) continue;
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Data that were moved (see `place.ts`) to a disk that is not here now must not be replaced by empty ones. */
async function refuseLostLink(place: Place): Promise<void> {
  const target = await readlink(place.data).catch(() => null);
  if (target === null) return;
  throw new UsageFault(`${place.data} points to ${target}, which is gone.`, {
    remedy: `Bring that folder back, or delete the link to begin with an empty database.`,
  });
}

async function foreignFolder(place: Place): Promise<UsageFault> {
  const { uid } = await stat(place.data);
  return new UsageFault(`${place.data} (owner ${uid}) holds files, but not tieout's database.`, {
    remedy: 'Move that folder away, or set TIEOUT_HOME to another folder.',
  });
}
