/**
 * Removes what killed runs have left: their folders under `tmp/`, and files of `extracts/` that were never kept.
 * Promise: only what nobody has touched for a day, for a younger one may be of a run under way; never throws.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

const LEFT_MS = 24 * 60 * 60 * 1000;

export async function sweepLeftovers(home: string): Promise<void> {
  await sweep(join(home, 'tmp'), () => true);
  await sweep(join(home, 'extracts'), (name) => name.startsWith('.incoming-'));
}

async function sweep(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!isOurs(name)) continue;
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found === null || Date.now() - found.mtimeMs < LEFT_MS) continue;
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}
