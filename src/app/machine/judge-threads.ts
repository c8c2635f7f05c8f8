/**
 * The threads that judge a large dataset for a batch, seen from the batch: hands out the shares, answers what they ask
 * of the database, and gives the judged chunks out in the order in which one thread alone would have made them.
 * Why: judging costs three times what the database needs to take the same rows, and a second core stands idle.
 * Promise: the order of the chunks is that of their turns, whichever thread was faster; the first trouble, theirs or
 * the database's, is thrown as it is, and `close` leaves no thread behind.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { TransientFault } from '../../core/faults.js';
import type { JudgedChunk } from '../../core/judged-chunk.js';
import type { LookupPort } from '../../core/ports.js';
import type { Delivered } from '../../core/run-batch.js';
import type { FromThread, JudgeJob, ThreadSettings, ToThread } from './judge-messages.js';
import { errorOf } from './thread-failure.js';
import type { ThreadUse } from './thread-use.js';

const ENTRY = fileURLToPath(new URL('./judge-thread.js', import.meta.url));

/** Half of what V8 takes by itself: the rest would only be filled with garbage. */
const LIMITS = { maxYoungGenerationSizeMb: 24 };

/** The judged chunks of a turn that wait to be taken, and the thread that waits for leave to judge further ones. */
interface JudgedTurn {
  readonly chunks: JudgedChunk[];
  readonly thread: Worker;
  isOver: boolean;
}

export interface JudgeWork {
  readonly lookups: LookupPort;
  readonly fingerprint: string;
}

export class JudgeThreads {
  private readonly threads: Worker[];
  private judged = new Map<number, JudgedTurn>();
  private failure: { readonly error: unknown } | null = null;
  private wake: () => void = () => undefined;
  private work: JudgeWork | null = null;
  private answering = Promise.resolve();
  private closed = false;

  /** Starts the threads: they compile the definitions while the batch counts its rows. */
  constructor(
    private readonly use: ThreadUse,
    settings: ThreadSettings,
  ) {
    this.threads = Array.from(
      { length: use.count },
      () => new Worker(ENTRY, { workerData: settings, resourceLimits: LIMITS }),
    );
    for (const thread of this.threads) {
      thread.on('message', (message: FromThread) => this.hear(thread, message));
      thread.on('error', (error) => this.fail(memoryFault(error)));
      thread.on('exit', () => {
        if (!this.closed) this.fail(new Error('A thread that judged for the batch ended by itself.'));
      });
    }
  }

  /** False where the engine runs from its sources: there is no thread to start. */
  static get canStart(): boolean {
    return existsSync(ENTRY);
  }

  /** Null where the rows are few, or no thread can read only its own: then none is kept for a further dataset. */
  judge(delivered: Delivered, work: JudgeWork): AsyncIterable<JudgedChunk> | null {
    if (this.closed || delivered.rows < this.use.rowsMin) return null;
    const chunks = this.share(delivered, work);
    // Each holds some 60 MB, and whoever judges alone needs them for rows that wait.
    if (chunks === null) this.close().catch((error: unknown) => this.fail(error));
    return chunks;
  }

  private share(delivered: Delivered, work: JudgeWork): AsyncIterable<JudgedChunk> | null {
    const { dataset, shares, namings, keyless, batch, accepted } = delivered;
    if (shares === null) return null;
    const sheets = delivered.sheets.map((sheet) => sheet.handover);
    this.work = work;
    this.judged = new Map();
    const { fingerprint } = work;
    for (const [index, thread] of this.threads.entries()) {
      const share = { index, of: this.threads.length };
      const asked = { namings, keyless, batch, accepted };
      const job: JudgeJob = { dataset: dataset.name, sheets, shares, ...asked, fingerprint, share };
      say(thread, { kind: 'job', job });
    }
    return this.inOrder('turns' in shares ? shares.turns.length : shares.partitions.length);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }

  private async *inOrder(turns: number): AsyncGenerator<JudgedChunk> {
    for (let place = 0; place < turns;) {
      if (this.failure !== null) throw this.failure.error;
      const turn = this.judged.get(place);
      const chunk = turn?.chunks.shift();
      if (chunk !== undefined) {
        yield chunk;
        say(turn!.thread, { kind: 'more' });
      } else if (turn?.isOver === true) {
        this.judged.delete(place);
        place++;
      } else await new Promise<void>((resolve) => (this.wake = resolve));
    }
    if (this.failure !== null) throw this.failure.error;
  }

  private turn(place: number, thread: Worker): JudgedTurn {
    const turn = this.judged.get(place) ?? { chunks: [], thread, isOver: false };
    this.judged.set(place, turn);
    return turn;
  }

  private hear(thread: Worker, message: FromThread): void {
    switch (message.kind) {
      case 'question':
        // One after the other: the session takes one statement at a time.
        this.answering = this.answering.then(() => this.answer(thread, message.question));
        this.answering.catch((error: unknown) => this.fail(error));
        return;
      case 'chunk':
        this.turn(message.place, thread).chunks.push(message.chunk);
        break;
      case 'turn':
        this.turn(message.place, thread).isOver = true;
        break;
      case 'failed':
        this.fail(errorOf(message.failure));
    }
    this.wake();
  }

  private async answer(thread: Worker, { id, method, args }: Extract<FromThread, { kind: 'question' }>['question']) {
    const { lookups } = this.work!;
    const ask = lookups[method].bind(lookups) as (...given: readonly unknown[]) => Promise<unknown>;
    say(thread, { kind: 'answer', id, answer: await ask(...args) });
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.wake();
  }
}

function say(thread: Worker, message: ToThread): void {
  thread.postMessage(message);
}

function memoryFault(error: Error & { readonly code?: string }): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new TransientFault('A thread that judged for the batch ran out of memory.', {
    remedy: 'Run it again with TIEOUT_THREADS=0, or on a machine with more memory; nothing was written.',
    cause: error,
  });
}
