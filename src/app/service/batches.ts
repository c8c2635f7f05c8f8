/**
 * The batches of the service: starts them, tells of them, and answers for them.
 * Promise: every batch that begins also ends in the feed and in the log, with its id.
 * Does not: know HTTP, or decide when a night is due.
 */
import { v7 as uuid } from 'uuid';
import type { NightRequest, ReconcileRequest, RunRequest } from '../engine.js';
import type { BatchFeed } from './batch-feed.js';
import { TaskFailure, type BatchProcesses } from './batch-processes.js';
import type { BatchTask, RanBatch, TaskMessage } from './batch-task.js';
import type { Log } from './json-log.js';

export class Batches {
  constructor(
    private readonly processes: BatchProcesses,
    private readonly feed: BatchFeed,
    private readonly log: Log,
  ) {}

  isBusy(company: string): boolean {
    return this.processes.isBusy(company);
  }

  async run(request: RunRequest): Promise<RanBatch> {
    const batch = request.batch ?? uuid();
    const [ran] = await this.perform({ kind: 'run', request: { ...request, batch } }, 'upload', batch);
    if (ran === undefined) throw new Error('A batch ended without an answer.');
    return ran;
  }

  /** The batches that were run, the night's own last. */
  night(request: NightRequest): Promise<readonly RanBatch[]> {
    return this.perform({ kind: 'night', request }, 'night', null);
  }

  async report(request: ReconcileRequest, path: string): Promise<void> {
    await this.processes.perform({ kind: 'report', request, path });
  }

  private async perform(task: BatchTask, by: 'upload' | 'night', given: string | null): Promise<readonly RanBatch[]> {
    const { company } = task.request;
    let batch = given;
    const hear = (message: TaskMessage): void => {
      if (message.kind === 'begin') batch = message.batch;
      if (batch !== null) this.tell(message, batch, company, by);
      else if (message.kind === 'warning') this.log.warn({ company }, message.message);
    };
    try {
      return await this.processes.perform(task, hear);
    } catch (thrown) {
      if (thrown instanceof TaskFailure) this.tellFailure(thrown, batch, company);
      throw thrown;
    }
  }

  private tell(message: TaskMessage, batch: string, company: string, by: 'upload' | 'night'): void {
    const about = { batch, company };
    if (message.kind === 'begin') {
      this.log.info({ ...about, by }, 'batch begins');
      this.feed.tell({ event: 'begin', ...about, by });
    } else if (message.kind === 'progress') {
      const { stage, dataset = null, rows, rowsTotal } = message;
      this.feed.tell({ event: 'progress', ...about, stage: stage.split(' ')[0] ?? stage, dataset, rows, rowsTotal });
    } else if (message.kind === 'warning') {
      this.log.warn(about, message.message);
      this.feed.tell({ event: 'warning', ...about, message: message.message });
    } else if (message.kind === 'ended') {
      for (const { summary, exitCode } of message.batches) {
        const { status, seconds } = summary;
        const end = { batch: summary.batch, company, status, exitCode, seconds };
        this.log.info({ ...end, issues: summary.issues.total }, 'batch ended');
        this.feed.tell({ event: 'end', ...end });
      }
    }
  }

  private tellFailure({ failure, exitCode }: TaskFailure, batch: string | null, company: string): void {
    const level = failure.kind === 'interrupted' ? 'warn' : 'error';
    this.log[level]({ batch, company, exitCode, kind: failure.kind, remedy: failure.remedy }, failure.message);
    if (batch !== null) this.feed.tell({ event: 'end', batch, company, status: 'failed', exitCode, fault: failure });
  }
}
