/**
 * A lock between processes made of a folder: whoever brings the folder into being holds it.
 * Promise: one holder at a time; a holder that was killed is noticed and its lock taken over; nobody can ever remove a
 * living holder's lock. The folder holds one file named after its owner and appears together with it (by renaming), so
 * there is no moment with a lock and no owner; taking over deletes exactly the dead owner's file, which only one can
 * do.
 * Does not: keep order among those who wait.
 */
import { readdir, rename, rm, rmdir, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TransientFault } from '../../core/faults.js';
import { makeFolders } from './make-folders.js';
import { isSameProcess, startWordOf } from './process-identity.js';

const pollMs = 15;
let marksMade = 0;

/** A word that names this process, and this use within it: `<pid>-<start>-<n>`. */
export function newMark(): string {
  marksMade += 1;
  return `${process.pid}-${startWordOf(process.pid) ?? 'x'}-${marksMade}`;
}

/** Whether the process that made the mark is alive. Words that are no marks are not. */
export function isMarkAlive(mark: string): boolean {
  const [pid, startWord] = mark.split('-');
  return pid !== undefined && startWord !== undefined && isSameProcess(Number(pid), startWord);
}

/** Runs `work` while holding the lock at `folder`. Waits for it up to `waitMs`, then throws a `TransientFault`. */
export async function withFolderLock<T>(folder: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  const mark = newMark();
  await acquire(folder, mark, Date.now() + waitMs);
  try {
    return await work();
  } finally {
    await release(folder, mark);
  }
}

async function acquire(folder: string, mark: string, deadline: number): Promise<void> {
  const offered = `${folder}.${mark}`;
  // Node's own recursive `mkdir` calls a read-only file system a folder that is not there.
  await makeFolders(offered);
  await writeFile(join(offered, mark), '');
  try {
    while (!(await tryRename(offered, folder))) {
      const cleared = await takeFromDead(folder);
      if (Date.now() > deadline) throw lockedByAnother(folder, await ownerOf(folder));
      await sleep(cleared ? 1 : pollMs);
    }
  } catch (error) {
    await rm(offered, { recursive: true, force: true });
    throw error;
  }
}

/** Renaming onto a folder that holds anything fails on every system; on Windows onto any folder. */
async function tryRename(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    const taken = process.platform === 'win32' ? ['ENOTEMPTY', 'EEXIST', 'EPERM', 'EACCES'] : ['ENOTEMPTY', 'EEXIST'];
    if (taken.includes(code)) return false;
    throw error;
  }
}

/** True when a dead owner's lock was cleared, or the lock is just being given back. */
async function takeFromDead(folder: string): Promise<boolean> {
  const owner = await ownerOf(folder);
  if (owner !== null && isMarkAlive(owner)) return false;
  if (owner !== null) await unlink(join(folder, owner)).catch(() => undefined);
  await rmdir(folder).catch(() => undefined);
  await sweepOffers(folder);
  return true;
}

/** Folders of processes that died while they waited. */
async function sweepOffers(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix) || isMarkAlive(name.slice(prefix.length))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

async function ownerOf(folder: string): Promise<string | null> {
  return readdir(folder).then(
    (names) => names[0] ?? null,
    () => null,
  );
}

async function release(folder: string, mark: string): Promise<void> {
  await unlink(join(folder, mark)).catch(() => undefined);
  await rmdir(folder).catch(() => undefined);
}

function lockedByAnother(folder: string, owner: string | null): TransientFault {
  const who = owner === null ? 'another process' : `process ${owner.split('-')[0]}`;
  return new TransientFault(`The embedded database under ${dirname(folder)} is being started or stopped by ${who}.`, {
    remedy: 'Wait until that process is done and repeat the command.',
  });
}
