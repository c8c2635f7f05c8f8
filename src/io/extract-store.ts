/**
 * Keeps every delivered file as delivered, addressed by its sha256, under the home folder.
 * Promise: a file is copied whole before anything reads it, so a source that changes meanwhile cannot reach a batch.
 * Does not: interpret content, or store paths in the database.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StoredExtract {
  readonly sha256: string;
  readonly bytes: number;
  readonly path: string;
}

export class ExtractStore {
  constructor(private readonly folder: string) {}

  async keep(path: string, temporaryName: string): Promise<StoredExtract> {
    await mkdir(this.folder, { recursive: true });
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
      await pipeline(createReadStream(path), fingerprint, createWriteStream(temporary));
      const sha256 = hash.digest('hex');
      const kept = this.pathOf(sha256);
      await mkdir(join(this.folder, sha256.slice(0, 2)), { recursive: true });
      if (!(await exists(kept))) await rename(temporary, kept);
      return { sha256, bytes, path: kept };
    } finally {
      await rm(temporary, { force: true });
    }
  }

  pathOf(sha256: string): string {
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
