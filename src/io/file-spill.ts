/**
 * Rows put aside in temporary files by partition, until those of a document stand together. Promise: a row comes back
 * as it went.
 * Does not: keep more than a write buffer in memory.
 */
import { createReadStream } from 'node:fs';
import { appendFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Spill } from '../core/group-rows.js';
import type { RawRow } from '../core/nouns.js';

const BUFFER_CHARACTERS = 1 << 22;

/** JSON leaves them bare, and readline ends a line at them. */
const LINE_SEPARATORS = /[\u2028\u2029]/g;
const escaped = (character: string): string => (character === '\u2028' ? '\\u2028' : '\\u2029');

export class FileSpill implements Spill {
  private readonly buffers = new Map<number, string[]>();
  private buffered = 0;

  constructor(private readonly folder: string) {}

  add(partition: number, source: number, row: RawRow): void {
    const line = JSON.stringify([source, row]).replace(LINE_SEPARATORS, escaped);
    const buffer = this.buffers.get(partition);
    if (buffer === undefined) this.buffers.set(partition, [line]);
    else buffer.push(line);
    this.buffered += line.length;
  }

  async settle(): Promise<void> {
    if (this.buffered > BUFFER_CHARACTERS) await this.flush();
  }

  async *read(partition: number): AsyncGenerator<{ source: number; row: RawRow }> {
    await this.flush();
    const lines = createInterface({ input: createReadStream(this.pathOf(partition), 'utf8'), crlfDelay: Infinity });
    for await (const line of lines) {
      const [source, row] = JSON.parse(line) as [number, RawRow];
      yield { source, row };
    }
    await rm(this.pathOf(partition), { force: true });
  }

  async handover(): Promise<string> {
    await this.flush();
    return this.folder;
  }

  private async flush(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const [partition, lines] of this.buffers) {
      if (lines.length > 0) await appendFile(this.pathOf(partition), `${lines.join('\n')}\n`);
    }
    this.buffers.clear();
    this.buffered = 0;
  }

  private pathOf(partition: number): string {
    return join(this.folder, `partition-${partition}.ndjson`);
  }
}
