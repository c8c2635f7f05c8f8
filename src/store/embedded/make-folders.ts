/**
 * Makes a folder and those above it, one after the other.
 * Promise: it ends. Node's recursive `mkdir` does not where a folder stands and says of everything in it that it is not
 * there, as `/proc` does: it goes up and down for ever.
 * Does not: say whose setting named the folder; the callers do.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** As `mkdir` with `recursive`: a folder that stands already is no trouble. Throws what the file system says. */
export async function makeFolders(path: string): Promise<void> {
  if (await isFolder(path)) return;
  await makeOne(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolders(dirname(path));
    await makeOne(path);
  });
}

/** Another process may make it at the same time. */
async function makeOne(path: string): Promise<void> {
  await mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST' || !(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
