/**
 * Keeps every delivered file as delivered, addressed by its sha256, under the home folder.
 * Promise: a file is copied whole before anything reads it, so a source that changes later cannot reach a batch; one
 * that changes while it is copied is refused, for half of it may be of yesterday. One that is replaced or removed
 * meanwhile is taken as it was. What is no regular file, or may not be read, is a `FileProblem`; nothing is waited for.
 * Does not: interpret content, or store paths in the database.
 */
import { createHash } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { FileProblem } from '../core/faults.js';

export interface StoredExtract {
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
}

export class ExtractStore {
  constructor(private readonly folder: string) {}

  async keep(path: string, temporaryName: string): Promise<StoredExtract> {
    await mkdir(this.folder, { recursive: true });
    const source = await openDelivered(path);
    const temporary = join(this.folder, `.incoming-${temporaryName}`);
    const hash = createHash('sha256');
    let bytes = 0;
    const fingerprint = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        bytes += chunk.length;
        done(null, chunk);
      },
    });
    try {
      const before = await lookOf(source);
      await pipeline(bytesOf(source, path), fingerprint, createWriteStream(temporary));
      if (before !== (await lookOf(source))) throw changedMeanwhile(path);
      const sha256 = hash.digest('hex');
      const kept = this.pathOf(sha256);
      await mkdir(join(this.folder, sha256.slice(0, 2)), { recursive: true });
      if (!(await exists(kept))) await rename(temporary, kept);
      return { sha256, bytes, path: kept };
    } finally {
      await source.close();
      await rm(temporary, { force: true });
    }
  }

  pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

/** Without waiting: a named pipe would be waited for until somebody writes into it. */
async function openDelivered(path: string): Promise<FileHandle> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = await file.stat();
    if (found.isFile()) return file;
    const what = found.isDirectory() ? 'a folder' : 'a pipe or device';
    throw new FileProblem(
      'file.unreadable',
      `${basename(path)} is ${what}, and only a file can be kept as it was delivered.`,
      'Save what is to be read as a file, and give that.',
    );
  } catch (error) {
    await file?.close();
    throw error instanceof FileProblem ? error : unreadable(path, error);
  }
}

/** Size and time of the last change: equal only when nobody wrote in between. */
async function lookOf(file: FileHandle): Promise<string> {
  const { size, mtimeNs } = await file.stat({ bigint: true });
  return `${size} ${mtimeNs}`;
}

function changedMeanwhile(path: string): FileProblem {
  return new FileProblem(
    'file.unreadable',
    `${basename(path)} was written to while it was read, so it is not whole.`,
    'Let its sender finish, or write it under another name and rename it then, and run again.',
  );
}

async function* bytesOf(file: FileHandle, path: string): AsyncGenerator<Buffer> {
  try {
    for await (const bytes of file.createReadStream({ autoClose: false })) yield bytes as Buffer;
  } catch (error) {
    throw unreadable(path, error);
  }
}

const REASONS: Readonly<Record<string, readonly [reason: string, remedy: string]>> = {
  EACCES: ['this user may not read it', 'Let the user that runs tieout read it, and run again.'],
  EPERM: ['this user may not read it', 'Let the user that runs tieout read it, and run again.'],
  ENOENT: ['it is gone, or a link that leads nowhere', 'Deliver the file itself, or remove the link.'],
  ELOOP: ['it is a link that leads to itself', 'Deliver the file itself, or remove the link.'],
};

function unreadable(path: string, error: unknown): FileProblem {
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
  const [reason, remedy] = REASONS[code] ?? ['the disk does not give it out', 'Copy it anew, and run again.'];
  return new FileProblem('file.unreadable', `${basename(path)} cannot be read: ${reason} (${code}).`, remedy, {
    cause: error,
  });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
