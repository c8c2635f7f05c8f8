/**
 * Batches as child processes of the service.
 * Promise: the service's own event loop and memory stay free of rows; one child for each company, so that uploads wait
 * for their turn here and not as processes; a child that was killed is a fault that may be repeated; `stop` leaves
 * none.
 * Does not: know HTTP.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { TransientFault } from '../../core/faults.js';
import { batchEnvironment } from '../config.js';
import { exitCodes } from '../exit-codes.js';
import { NODE_FLAGS } from '../node-flags.js';
import type { Failure } from '../failure.js';
import type { BatchTask, RanBatch, StopMessage, TaskEnd, TaskMessage } from './batch-task.js';
import type { Log } from './json-log.js';

/** A task that failed in its process, as that process described it. */
export class TaskFailure extends Error {
  constructor(
    readonly failure: Failure,
    readonly exitCode: number,
  ) {
    super(failure.message);
    this.name = 'TaskFailure';
  }
}

/** As long as `run` waits for the company's lock. */
const turnWaitMs = 10_000;
const entry = fileURLToPath(new URL('./batch-worker.js', import.meta.url));

export class BatchProcesses {
  private readonly children = new Set<ChildProcess>();
  private readonly busy = new Map<string, Promise<TaskEnd>>();
  private stopping: NodeJS.Signals | null = null;

  constructor(private readonly log: Log) {}

  isBusy(company: string): boolean {
    return this.busy.has(company);
  }

  /** One task of a company, after those before it. Rejects with a `TaskFailure` as its process described it. */
  async perform(task: BatchTask, hear: (message: TaskMessage) => void = () => undefined): Promise<readonly RanBatch[]> {
    const end = task.kind === 'report' ? await this.inProcess(task, hear) : await this.inTurn(task, hear);
    if (end.kind === 'failed') throw new TaskFailure(end.failure, end.exitCode);
    return end.batches;
  }

  /** Every child rolls back and ends; one that does not within the time is killed, and PostgreSQL rolls back. */
  async stop(signal: NodeJS.Signals, graceMs: number): Promise<void> {
    this.stopping = signal;
    const children = [...this.children];
    for (const child of children) if (child.connected) child.send({ kind: 'stop', signal } satisfies StopMessage);
    const ended = Promise.all(children.map((child) => (hasEnded(child) ? null : once(child, 'exit'))));
    await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
    for (const child of this.children) child.kill('SIGKILL');
  }

  /** Reports may be made at any time; what writes waits for its turn. */
  private async inTurn(task: BatchTask, hear: (message: TaskMessage) => void): Promise<TaskEnd> {
    const { company } = task.request;
    await this.turn(company);
    const running = this.inProcess(task, hear);
    this.busy.set(company, running);
    try {
      return await running;
    } finally {
      this.busy.delete(company);
    }
  }

  private async turn(company: string): Promise<void> {
    const deadline = performance.now() + turnWaitMs;
    for (let before = this.busy.get(company); before !== undefined; before = this.busy.get(company)) {
      await Promise.race([before, sleep(deadline - performance.now(), undefined, { ref: false })]);
      if (performance.now() >= deadline) {
        throw new TransientFault(`A batch of company ${company} is under way; waited for ${turnWaitMs / 1000} s.`, {
          remedy: 'Wait until it is done and repeat.',
          lock: true,
        });
      }
    }
  }

  private async inProcess(task: BatchTask, hear: (message: TaskMessage) => void): Promise<TaskEnd> {
    if (this.stopping !== null) return interrupted;
    const child = fork(entry, [], {
      execArgv: [...NODE_FLAGS],
      env: batchEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.children.add(child);
    child.stderr
      ?.setEncoding('utf8')
      .on('data', (text: string) => this.log.warn({ stderr: text.trim() }, 'batch process'));
    let end: TaskEnd | null = null;
    child.on('message', (message: TaskMessage) => {
      if (message.kind === 'ended' || message.kind === 'failed') end = message;
      hear(message);
    });
    child.on('error', (error) => this.log.error({ error: error.message }, 'a batch process could not be reached'));
    child.send(task);
    // 'close' comes after the last message; 'exit' may come before it.
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    this.children.delete(child);
    if (end !== null) return end;
    return this.stopping !== null ? interrupted : died(code, signal);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

const interrupted: TaskEnd = {
  kind: 'failed',
  exitCode: exitCodes.terminated,
  failure: {
    kind: 'interrupted',
    message: 'The service is being stopped; nothing of it was kept.',
    remedy: 'Deliver it again when the service is back.',
    problems: [],
  },
};

function died(code: number | null, signal: NodeJS.Signals | null): TaskEnd {
  const message = `The process of the batch ended by ${signal ?? `exit ${code}`} before it could answer.`;
  const remedy = 'Deliver it again; what was kept already is then unchanged. See whether memory ran out.';
  return {
    kind: 'failed',
    exitCode: exitCodes.unreachable,
    failure: { kind: 'transient', message, remedy, problems: [] },
  };
}
