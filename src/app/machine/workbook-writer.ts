/**
 * Writes the report workbook, in a thread of its own where there is one: the page and the JSON are made meanwhile.
 * Promise: whatever keeps the workbook from being written is thrown as it is; `close` leaves no thread behind.
 */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ReconciliationReport } from '../../core/report-model.js';
import { errorOf } from './thread-failure.js';
import type { WorkbookAnswer, WorkbookJob } from './workbook-thread.js';

const ENTRY = fileURLToPath(new URL('./workbook-thread.js', import.meta.url));

export class WorkbookWriter {
  private readonly thread: Worker | null;

  /** `threads` 0, or run from the sources: written here. */
  constructor(threads: number) {
    this.thread = threads > 0 && existsSync(ENTRY) ? new Worker(ENTRY) : null;
    // Told by `write`; before it nobody listens.
    this.thread?.on('error', () => undefined);
  }

  async write(report: ReconciliationReport, path: string): Promise<void> {
    if (this.thread === null) {
      const { writeReportWorkbook } = await import('../../io/report/report-xlsx.js');
      return writeReportWorkbook(report, path);
    }
    const answered = once(this.thread, 'message') as Promise<[WorkbookAnswer]>;
    const ended = once(this.thread, 'exit').then(() => {
      throw new Error('The thread that writes the report workbook ended by itself.');
    });
    ended.catch(() => undefined);
    this.thread.postMessage({ report, path } satisfies WorkbookJob);
    const [failure] = await Promise.race([answered, ended]);
    if (failure !== null) throw errorOf(failure);
  }

  async close(): Promise<void> {
    await this.thread?.terminate();
  }
}
