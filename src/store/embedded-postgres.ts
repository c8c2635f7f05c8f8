/**
 * A real PostgreSQL that needs no installation, under `<home>/postgres`, shared by every tieout process of that home.
 * Promise: the first process makes and starts it, later ones attach, the last one to let go stops it without waiting
 * for the end. Processes that were killed do not count and leave nothing that hinders the next. Start and stop are
 * decided under one lock, so nobody attaches to a server that is being stopped.
 * Does not: connect, migrate, or read the environment. Two containers must not share a home at the same time.
 */
import { mkdir, readdir, realpath, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TransientFault, UsageFault } from '../core/faults.js';
import { chooseAccount, type AccountChoice } from './embedded/account.js';
import { findBinaries } from './embedded/binaries.js';
import { databaseUser, hasDataFolder, makeDataFolder, readPassword } from './embedded/data-folder.js';
import { explainTrouble } from './embedded/explain-trouble.js';
import { isMarkAlive, newMark, withFolderLock } from './embedded/folder-lock.js';
import { makeFolders } from './embedded/make-folders.js';
import { dataOwner, giveTreeTo, placeOf, reachableBinaries, type Place } from './embedded/place.js';
import {
  beginStop,
  findServer,
  settledServer,
  startServer,
  waitUntilGone,
  type RunningServer,
} from './embedded/server.js';

export interface EmbeddedServer {
  /** With the password. */
  readonly url: string;
  /** Lets go; the last one stops the server. Never throws; waits for the server no longer than 150 ms. */
  release(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Leave the server running after the last process, until `stopEmbedded`. */
  readonly keep?: boolean;
  readonly account?: AccountChoice;
}

/** Somebody else may be making the data folder or recovering after a crash. */
const lockWaitMs = 310_000;
const releaseLockWaitMs = 2_000;
const stopLookMs = 150;
const stopWaitMs = 60_000;
/** Mark of `keep` among the clients. */
const keepMark = 'keep';

/** Attaches to the database under `home`, making and starting it as needed. */
export async function attachEmbedded(home: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  try {
    await makeHome(home);
    const place = placeOf(await realpath(home));
    const mark = newMark();
    const url = await withFolderLock(place.lock, lockWaitMs, () => attachLocked(place, mark, options));
    let released: Promise<void> | null = null;
    return { url, release: () => (released ??= releaseMark(place, mark)) };
  } catch (error) {
    throw explainTrouble(error, home) ?? error;
  }
}

async function makeHome(home: string): Promise<void> {
  await makeFolders(home).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new UsageFault(`${home} cannot be made.`, { remedy: 'Set TIEOUT_HOME to a folder of your own.', cause });
  });
}

/** The URL, with its password, of the database that runs under `home`; null when none runs. */
export async function embeddedUrl(home: string): Promise<string | null> {
  try {
    const place = placeOf(await realpath(home));
    const server = await findServer(place);
    return server === null ? null : await urlOf(place, server);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw explainTrouble(error, home) ?? error;
  }
}

/** Stops the database under `home` and waits for its end. False when none ran. Refused while other processes use it. */
export async function stopEmbedded(home: string): Promise<boolean> {
  try {
    const place = placeOf(await realpath(home));
    return await withFolderLock(place.lock, lockWaitMs, async () => {
      const clients = await livingClients(place);
      if (clients.length > 0) throw stillUsed(clients);
      await unlink(join(place.clients, keepMark)).catch(() => undefined);
      const server = await settledServer(place);
      if (server === null) return false;
      await beginStop(place, server);
      if (await waitUntilGone(place, stopWaitMs)) return true;
      throw new TransientFault('The embedded database is still writing its data to disk.', {
        remedy: 'Wait a minute and repeat.',
      });
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw explainTrouble(error, home) ?? error;
  }
}

async function attachLocked(place: Place, mark: string, options: EmbeddedOptions): Promise<string> {
  await mkdir(place.clients, { recursive: true });
  await livingClients(place);
  await writeFile(join(place.clients, mark), '');
  try {
    const server = (await settledServer(place)) ?? (await makeAndStart(place, options.account));
    if (options.keep === true) await writeFile(join(place.clients, keepMark), '');
    return await urlOf(place, server);
  } catch (error) {
    await unlink(join(place.clients, mark)).catch(() => undefined);
    throw error;
  }
}

async function makeAndStart(place: Place, choice: AccountChoice = 'auto'): Promise<RunningServer> {
  const found = await findBinaries(place.links);
  const account = chooseAccount(place.home, await dataOwner(place), found, choice);
  const binaries = await reachableBinaries(found, account);
  if (!(await hasDataFolder(place, binaries.major))) await makeDataFolder(place, account, binaries);
  else await giveTreeTo(account, await realpath(place.data));
  return startServer(place, account, binaries);
}

async function releaseMark(place: Place, mark: string): Promise<void> {
  try {
    await withFolderLock(place.lock, releaseLockWaitMs, async () => {
      await unlink(join(place.clients, mark));
      if ((await livingClients(place)).length > 0 || (await isKept(place))) return;
      const server = await findServer(place);
      if (server !== null) await beginStop(place, server);
    });
    // A container ends with its first process and takes the server with it: give a quick stop the time to be a clean
    // one.
    await waitUntilGone(place, (await findServer(place))?.status === 'stopping' ? stopLookMs : 0);
  } catch {
    // The home folder may be gone, or locked by a start that will not need us. A server left over is stopped by the
    // next client.
    await unlink(join(place.clients, mark)).catch(() => undefined);
  }
}

/** Marks of the processes that use the server; those of dead ones are swept away. `keep` is not among them. */
async function livingClients(place: Place): Promise<string[]> {
  const living: string[] = [];
  for (const name of await readdir(place.clients).catch(() => [])) {
    if (isMarkAlive(name)) living.push(name);
    else if (name !== keepMark) await unlink(join(place.clients, name)).catch(() => undefined);
  }
  return living;
}

async function isKept(place: Place): Promise<boolean> {
  return (await readdir(place.clients)).includes(keepMark);
}

async function urlOf(place: Place, server: RunningServer): Promise<string> {
  return `postgres://${databaseUser}:${await readPassword(place)}@127.0.0.1:${server.port}/postgres`;
}

function stillUsed(clients: readonly string[]): TransientFault {
  const pids = [...new Set(clients.map((mark) => mark.split('-')[0]))].join(', ');
  return new TransientFault(`The embedded database is in use by tieout process ${pids}.`, {
    remedy: 'Wait until it is done, or end it, and repeat.',
    lock: true,
  });
}
