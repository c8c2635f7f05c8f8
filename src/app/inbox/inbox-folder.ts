/**
 * The inbox of a company as files: what is there, what is claimed for a batch, where it goes afterwards.
 * Promise: a file changes its place by one rename, so of two processes one gets it, and a kill at any moment leaves it
 * in exactly one place; a file that is still being written is left alone.
 * Does not: read a file, or know whether its batch was kept.
 */
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunRequest } from '../engine.js';
import { listExtracts } from '../machine/open-files.js';

/** Options of the run that claimed, so that whoever finds the claim runs it as it was meant. */
export type ClaimOptions = Pick<RunRequest, 'dataset' | 'set' | 'accept' | 'origin' | 'asOf'>;

export interface Claim {
  /** The id of its batch. */
  readonly batch: string;
  readonly folder: string;
  readonly options: ClaimOptions;
}

/** What a file looked like when it was claimed. */
export type Look = string;

/** Younger files are looked at again before they are taken. */
const settledAfterMs = 2_000;
const optionsFile = '.claim.json';

export class InboxFolder {
  constructor(readonly path: string) {}

  /** Settled extracts, by name, with how they look; `growing`: names of those still being written. */
  async look(signal: AbortSignal): Promise<{ settled: Map<string, Look>; growing: string[] }> {
    const first = await this.looks();
    const isYoung = [...first.values()].some(({ changedMs }) => Date.now() - changedMs < settledAfterMs);
    if (isYoung) await sleep(settledAfterMs, undefined, { signal });
    const second = isYoung ? await this.looks() : first;
    const settled = new Map<string, Look>();
    const growing: string[] = [];
    for (const [name, { look }] of second) {
      if (first.get(name)?.look === look) settled.set(name, look);
      else growing.push(name);
    }
    return { settled, growing };
  }

  /** Moves the files into a folder of the batch. A file that another process took first is not there. */
  async claim(batch: string, names: Iterable<string>, options: ClaimOptions): Promise<Claim> {
    const folder = join(this.path, 'claimed', batch);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, optionsFile), `${JSON.stringify(options)}\n`);
    for (const name of names) await moveIfThere(join(this.path, name), join(folder, name));
    return { batch, folder, options };
  }

  /** Claims of processes that are gone, oldest first. */
  async claims(): Promise<Claim[]> {
    const names = await readdir(join(this.path, 'claimed')).catch(() => []);
    const claims = names.sort().map(async (batch): Promise<Claim> => {
      const folder = join(this.path, 'claimed', batch);
      return { batch, folder, options: await readOptions(folder) };
    });
    return Promise.all(claims);
  }

  async rename(claim: Claim, batch: string): Promise<Claim> {
    const folder = join(this.path, 'claimed', batch);
    await rename(claim.folder, folder);
    return { ...claim, batch, folder };
  }

  /** The batch was kept: each file to `archive/<batch>`, and what it refused as a whole to `refused/<batch>`. */
  async putAway(claim: Claim, taken: ReadonlySet<string>, issuesOf: (name: string) => Promise<string>): Promise<void> {
    for (const name of await filesOf(claim)) {
      const folder = join(this.path, taken.has(name) ? 'archive' : 'refused', claim.batch);
      await mkdir(folder, { recursive: true });
      if (!taken.has(name)) await writeFile(join(folder, `${name}.issues.json`), await issuesOf(name));
      await moveIfThere(join(claim.folder, name), join(folder, name));
    }
    await rm(claim.folder, { recursive: true, force: true });
  }

  /** Nothing was kept: the files go back. One whose name was delivered anew meanwhile stays; false then. */
  async giveBack(claim: Claim): Promise<boolean> {
    const delivered = new Set(await readdir(this.path));
    const names = await filesOf(claim);
    if (names.some((name) => delivered.has(name))) return false;
    for (const name of names) await moveIfThere(join(claim.folder, name), join(this.path, name));
    await rm(claim.folder, { recursive: true, force: true });
    return true;
  }

  /** A file that went on growing after it was claimed is delivered again, to be read whole. */
  async giveBackChanged(claim: Claim, looks: ReadonlyMap<string, Look>): Promise<string[]> {
    const changed: string[] = [];
    const delivered = new Set(await readdir(this.path));
    for (const name of await filesOf(claim)) {
      const now = await lookOf(join(claim.folder, name));
      if (now === null || now.look === looks.get(name) || delivered.has(name)) continue;
      await moveIfThere(join(claim.folder, name), join(this.path, name));
      changed.push(name);
    }
    return changed;
  }

  private async looks(): Promise<Map<string, { look: Look; changedMs: number }>> {
    const looks = new Map<string, { look: Look; changedMs: number }>();
    for (const path of await listExtracts([this.path])) {
      const found = await lookOf(path);
      if (found !== null) looks.set(basename(path), found);
    }
    return looks;
  }
}

/** Size and time of the content. `changedMs` is the time of the last change of anything, which no copy can set back. */
async function lookOf(path: string): Promise<{ look: Look; changedMs: number } | null> {
  const found = await stat(path).catch(() => null);
  return found === null ? null : { look: `${found.size} ${found.mtimeMs}`, changedMs: found.ctimeMs };
}

async function filesOf(claim: Claim): Promise<string[]> {
  return (await readdir(claim.folder)).filter((name) => name !== optionsFile).sort();
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}

/** A claim that was killed before its options were written holds no file yet. */
async function readOptions(folder: string): Promise<ClaimOptions> {
  const none: ClaimOptions = { dataset: null, set: {}, accept: null, origin: 'procore', asOf: null };
  const text = await readFile(join(folder, optionsFile), 'utf8').catch(() => '');
  return text.endsWith('\n') ? { ...none, ...(JSON.parse(text) as Partial<ClaimOptions>) } : none;
}
