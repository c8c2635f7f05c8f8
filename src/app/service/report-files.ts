/**
 * The files of a batch's report.
 * Promise: one that is gone is made again from the books, in a process of its own; a name that is not ours is not
 * there, so no path leaves the folder.
 * Does not: render.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine, ReportFormat } from '../engine.js';
import type { Batches } from './batches.js';
import { RequestFault } from './problem.js';

interface ReportKind {
  readonly file: string;
  readonly type: string;
  /** Null: it cannot be made again. */
  readonly format: ReportFormat | null;
}

const kinds: readonly ReportKind[] = [
  { file: 'reconciliation.html', type: 'text/html; charset=utf-8', format: 'html' },
  {
    file: 'reconciliation.xlsx',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    format: 'xlsx',
  },
  { file: 'reconciliation.json', type: 'application/json; charset=utf-8', format: 'json' },
  { file: 'reconciliation.csv', type: 'text/csv; charset=utf-8', format: 'csv' },
  { file: 'issues.json', type: 'application/json; charset=utf-8', format: null },
];

export interface ReportFile {
  readonly name: string;
  readonly type: string;
  readonly handle: FileHandle;
  readonly bytes: number;
}

export class ReportFiles {
  constructor(
    private readonly home: string,
    private readonly engine: Engine,
    private readonly batches: Batches,
  ) {}

  async open(batch: string, name: string): Promise<ReportFile> {
    // `html` stands for the one file that ends so.
    const kind = kinds.find(({ file, format }) => file === name || format === name || file === `${name}.json`);
    if (kind === undefined) {
      const names = kinds.map(({ file }) => file).join(', ');
      throw new RequestFault(404, 'There is no such report.', `Ask for one of ${names}.`);
    }
    const path = join(this.home, 'reports', batch, kind.file);
    const handle = (await openIfThere(path)) ?? (await this.made(batch, kind, path));
    return { name: kind.file, type: kind.type, handle, bytes: (await handle.stat()).size };
  }

  private async made(batch: string, { file, format }: ReportKind, path: string): Promise<FileHandle> {
    const end = await this.engine.batch(batch);
    if (end === null || end.status === 'out-of-balance' || format === null) {
      const what = end === null ? `There is no batch ${batch}.` : `Batch ${batch} has no ${file}.`;
      throw new RequestFault(404, what, 'See what api/v1/batches lists, and the issues of a batch.');
    }
    await this.batches.report({ company: end.company, batch, format }, path);
    return open(path, 'r');
  }
}

function openIfThere(path: string): Promise<FileHandle | null> {
  return open(path, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}
