/**
 * Makes a folder that a setting names, or says which setting to change.
 * Promise: what comes back can be written to. Does not: remove it.
 */
import { access, constants } from 'node:fs/promises';
import { UsageFault } from '../../core/faults.js';
import { makeFolders } from '../../store/embedded/make-folders.js';

/** `setting` is what the operator typed the folder into: a variable or an option. */
export async function makeFolder(path: string, setting: string): Promise<void> {
  try {
    await makeFolders(path);
    await access(path, constants.W_OK);
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'EEXIST' || code === 'ENOTDIR') {
      throw new UsageFault(`${path} is a file or lies under one, and a folder is needed.`, {
        remedy: `Set ${setting} to a folder.`,
        cause,
      });
    }
    throw new UsageFault(`This user may not write to ${path} (${code}).`, {
      remedy: `Set ${setting} to a folder of your own, or make that one writable.`,
      cause,
    });
  }
}
