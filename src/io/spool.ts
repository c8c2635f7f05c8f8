/**
 * Rows put aside while a file is read once, to be given out as often as asked.
 * Promise: the same rows each time; a small table stays in memory, a larger one goes to a temporary file only its owner
 * can read, which `remove` deletes; what a hostile file unfolds to is bounded.
 * Does not: know workbooks or JSON.
 */
import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { FileProblem, InvariantFault } from '../core/faults.js';
import type { CellProblem, RawRow } from '../core/nouns.js';
import type { ReadLimits } from './read-limits.js';

/** A row as a line of text: a run of absent cells is its length, so that one cell far to the right costs nothing. */
type SpooledRow = [row: number, cells: (string | number)[], problems?: CellProblem[]];

const FLUSH_CHARACTERS = 1024 * 1024;
const LINES_PER_PARSE = 500;

/** What several spools of one file may hold together. */
export class SpoolBudget {
  private characters = 0;

  constructor(private readonly limits: ReadLimits) {}

  spend(characters: number): void {
    this.characters += characters;
    if (this.characters <= this.limits.spooledCharactersMax) return;
    throw new FileProblem(
      'file.too-large',
      `The rows of the file unfold to more than ${this.limits.spooledCharactersMax} characters.`,
      'Split the extract into several files, or deliver it as CSV.',
    );
  }
}

export class Spool {
  private lines: string[] = [];
  private pendingCharacters = 0;
  private file: { path: string; handle: FileHandle } | null = null;
  private finished = false;
  private removed = false;
  rowCount = 0;

  constructor(
    private readonly tempFolder: string,
    private readonly limits: ReadLimits,
    private readonly budget: SpoolBudget,
  ) {}

  /** Puts a row aside. Call `drain` now and then. */
  add(row: number, cells: readonly (string | null)[], problems: readonly CellProblem[] | null): void {
    const packed: SpooledRow = problems === null ? [row, pack(cells)] : [row, pack(cells), [...problems]];
    const line = JSON.stringify(packed);
    this.budget.spend(line.length);
    this.lines.push(line);
    this.pendingCharacters += line.length + 1;
    this.rowCount++;
  }

  /** Writes what has gathered once it is worth a write. */
  async drain(): Promise<void> {
    const threshold = this.file === null ? this.limits.memorySpoolCharactersMax : FLUSH_CHARACTERS;
    if (this.pendingCharacters > threshold) await this.flush();
  }

  async finish(): Promise<void> {
    this.finished = true;
    if (this.file === null) return;
    await this.flush();
    await this.file.handle.close();
  }

  /** Every row in order, its cells filled up with `null` to `width`; longer rows keep their cells. */
  async *rows(width: number, rowsMax: number): AsyncGenerator<RawRow[]> {
    if (this.removed)
      throw new InvariantFault('Rows were asked of a closed extract.', { remedy: 'Report this as a defect.' });
    yield* rowsOf(this.file === null ? batchesOf(this.lines) : linesOf(this.file.path), width, rowsMax);
  }

  async remove(): Promise<void> {
    this.lines = [];
    this.removed = true;
    if (this.file === null) return;
    const { path, handle } = this.file;
    this.file = null;
    if (!this.finished) await handle.close();
    await rm(path, { force: true });
  }

  private async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    if (this.file === null) {
      await mkdir(this.tempFolder, { recursive: true });
      const path = join(this.tempFolder, `spool-${randomUUID()}.ndjson`);
      this.file = { path, handle: await open(path, 'wx', 0o600) };
    }
    const text = `${this.lines.join('\n')}\n`;
    this.lines = [];
    this.pendingCharacters = 0;
    await this.file.handle.writeFile(text, 'utf8');
  }
}

async function* rowsOf(
  batches: AsyncIterable<string[]> | Iterable<string[]>,
  width: number,
  rowsMax: number,
): AsyncGenerator<RawRow[]> {
  let chunk: RawRow[] = [];
  for await (const lines of batches) {
    for (const spooled of JSON.parse(`[${lines.join(',')}]`) as SpooledRow[]) {
      chunk.push(unpack(spooled, width));
      if (chunk.length < rowsMax) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

function* batchesOf(lines: readonly string[]): Generator<string[]> {
  for (let at = 0; at < lines.length; at += LINES_PER_PARSE) yield lines.slice(at, at + LINES_PER_PARSE);
}

async function* linesOf(path: string): AsyncGenerator<string[]> {
  let rest = '';
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
}

function pack(cells: readonly (string | null)[]): (string | number)[] {
  const packed: (string | number)[] = [];
  let absent = 0;
  for (const cell of cells) {
    if (cell === null) {
      absent++;
      continue;
    }
    if (absent > 0) packed.push(absent);
    absent = 0;
    packed.push(cell);
  }
  return packed;
}

function unpack([row, packed, problems]: SpooledRow, width: number): RawRow {
  const cells: (string | null)[] = [];
  for (const item of packed) {
    if (typeof item === 'string') cells.push(item);
    else for (let absent = 0; absent < item; absent++) cells.push(null);
  }
  while (cells.length < width) cells.push(null);
  return problems === undefined ? { row, cells } : { row, cells, problems };
}
