/**
 * Extract files in a folder of their own, and what a reader gives for them.
 * Promise: every file and every spool is gone after the suite. Does not: know formats.
 */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileProblem } from '../../src/core/faults.js';
import type { HeaderCell, OpenExtract, RawRow, Sheet } from '../../src/core/nouns.js';
import { openExtract, type OpenExtractOptions } from '../../src/io/open-extract.js';

export interface ReadSheet {
  readonly name: string | null;
  readonly header: string[];
  readonly headerCells: readonly HeaderCell[];
  readonly headerRow: number;
  readonly rows: RawRow[];
  readonly chunkSizes: number[];
}

export class ExtractFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'tieout-readers-'));
  private count = 0;

  write(name: string, content: string | Buffer): string {
    const path = join(this.path, `${++this.count}-${name}`);
    writeFileSync(path, content);
    return path;
  }

  open(name: string, content: string | Buffer, options: Partial<OpenExtractOptions> = {}): Promise<OpenExtract> {
    return openExtract(this.write(name, content), { name, lineArrays: [], tempFolder: this.spoolFolder, ...options });
  }

  /** Opens, reads every sheet twice (both passes must agree) and closes. */
  async read(
    name: string,
    content: string | Buffer,
    options: Partial<OpenExtractOptions> = {},
  ): Promise<{ sheets: ReadSheet[]; notes: OpenExtract['notes'] }> {
    const extract = await this.open(name, content, options);
    const sheets: ReadSheet[] = [];
    for (const sheet of extract.sheets) {
      const read = await readSheet(sheet);
      const again = await readSheet(sheet);
      if (JSON.stringify(read) !== JSON.stringify(again)) throw new Error(`Two passes over ${name} differ.`);
      sheets.push(read);
    }
    await extract.close();
    return { sheets, notes: extract.notes };
  }

  async readOne(name: string, content: string | Buffer, options: Partial<OpenExtractOptions> = {}): Promise<ReadSheet> {
    const { sheets } = await this.read(name, content, options);
    if (sheets.length !== 1) throw new Error(`${name} has ${sheets.length} sheets.`);
    return sheets[0]!;
  }

  /** The problem that stops the file, while it is opened or read. */
  async problem(
    name: string,
    content: string | Buffer,
    options: Partial<OpenExtractOptions> = {},
  ): Promise<FileProblem> {
    try {
      await this.read(name, content, options);
    } catch (error) {
      if (error instanceof FileProblem) return error;
      throw error;
    }
    throw new Error(`${name} was read without a problem.`);
  }

  get spoolFolder(): string {
    return join(this.path, 'spool');
  }

  get spools(): string[] {
    try {
      return readdirSync(this.spoolFolder);
    } catch {
      return [];
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export async function readSheet(sheet: Sheet): Promise<ReadSheet> {
  const rows: RawRow[] = [];
  const chunkSizes: number[] = [];
  for await (const chunk of sheet.rows()) {
    chunkSizes.push(chunk.length);
    rows.push(...chunk);
  }
  const header = sheet.header.map(({ name }) => name);
  return { name: sheet.name, header, headerCells: sheet.header, headerRow: sheet.headerRow, rows, chunkSizes };
}
