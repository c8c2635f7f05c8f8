/**
 * Where the data folder lies and who owns it.
 * Promise: everything is under the home folder. Only when root may not use a user namespace and the account PostgreSQL
 * then runs under cannot enter home (`/root/…`) do the data move to `/var/lib/tieout/<home's hash>`, with a link at
 * their usual place; programs that account cannot reach are copied beside them once.
 * Does not: make the data; see `data-folder.ts`.
 */
import { createHash } from 'node:crypto';
import { chown, cp, lchown, lstat, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { canReach, type Account } from './account.js';
import { programPath, type Binaries } from './binaries.js';

/** The files of one embedded database. */
export interface Place {
  readonly home: string;
  /** The data folder as everybody names it; may be a link. */
  readonly data: string;
  /** Folder of marks, one for each process that uses the server. */
  readonly clients: string;
  readonly lock: string;
  readonly links: string;
}

const refugeRoot = '/var/lib/tieout';

export function placeOf(home: string): Place {
  return {
    home,
    data: join(home, 'postgres'),
    clients: join(home, 'postgres-clients'),
    lock: join(home, 'postgres.lock'),
    links: join(home, 'postgres-lib'),
  };
}

/** Owner of the data folder; null when there is none. */
export async function dataOwner(place: Place): Promise<{ uid: number; gid: number } | null> {
  return stat(place.data).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => null,
  );
}

/** The folder in which new data are made so that `account` can reach them. */
export async function parentForData(place: Place, account: Account): Promise<string> {
  if (account.uid === null || account.gid === null || canReach(place.home, account.uid, account.gid)) return place.home;
  const name = createHash('sha256').update(place.home).digest('hex').slice(0, 12);
  const refuge = join(refugeRoot, name);
  await mkdir(refuge, { recursive: true, mode: 0o755 });
  return refuge;
}

/** The programs themselves, or a copy of them that `account` can reach. */
export async function reachableBinaries(binaries: Binaries, account: Account): Promise<Binaries> {
  const { uid, gid } = account;
  if (uid === null || gid === null || canReach(dirname(programPath(binaries, 'postgres')), uid, gid)) return binaries;
  const root = join(refugeRoot, `postgresql-${binaries.version}`);
  const isThere = await lstat(root).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    const making = `${root}.${process.pid}`;
    await mkdir(refugeRoot, { recursive: true, mode: 0o755 });
    await cp(binaries.root, making, { recursive: true, verbatimSymlinks: true });
    await rename(making, root).catch(() => rm(making, { recursive: true, force: true }));
  }
  return { ...binaries, root };
}

/** Gives what root made to `account`; nothing to do for the other kinds, which own what they make. */
export async function giveTo(account: Account, path: string): Promise<void> {
  if (account.uid !== null && account.gid !== null) await chown(path, account.uid, account.gid);
}

/**
 * Gives a whole tree to `account` where root owns it: data made in a user namespace before, when that was still
 * allowed.
 */
export async function giveTreeTo(account: Account, folder: string): Promise<void> {
  const { uid, gid } = account;
  if (uid === null || gid === null || (await stat(folder)).uid === uid) return;
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  }
  await chown(folder, uid, gid);
}
