/**
 * A disk of a few megabytes, to be filled or made read-only by tests.
 * Promise: `null` where this user may not mount one (only root on Linux may), after saying so; `remove` unmounts it.
 * Does not: survive the tests.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class SmallDisk {
  private constructor(readonly path: string) {}

  static mount(megabytes: number, options = ''): SmallDisk | null {
    const path = mkdtempSync(join(tmpdir(), 'tieout-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m${options}`, 'tieout-test', path], {
        stdio: 'ignore',
      });
      return new SmallDisk(path);
    } catch {
      rmSync(path, { recursive: true });
      process.stderr.write('A small disk cannot be mounted by this user: what needs one is left out.\n');
      return null;
    }
  }

  /** `size=64m`, `ro`, `rw` … */
  remount(option: string): void {
    execFileSync('mount', ['-o', `remount,${option}`, this.path]);
  }

  /** Takes what is free but for so many bytes. Give the space back by removing the file named. */
  fill(bytesLeft: number): string {
    const { bavail, bsize } = statfsSync(this.path);
    const filler = join(this.path, 'filler');
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - bytesLeft), 1));
    return filler;
  }

  remove(): void {
    execFileSync('umount', ['--lazy', this.path]);
    rmSync(this.path, { recursive: true });
  }
}
