/**
 * What happens to batches, for whoever watches (server-sent events) and for the log.
 * Promise: whoever begins to watch hears first of the batches that run; the order of one batch is kept.
 * Does not: keep history: the books have it.
 */
import { concat, from, Subject, type Observable } from 'rxjs';
import type { BatchSummary } from '../../core/nouns.js';
import type { Failure } from '../failure.js';

export interface BatchEvent {
  readonly event: 'begin' | 'progress' | 'warning' | 'end';
  readonly batch: string;
  readonly company: string;
  /** What began it. */
  readonly by?: 'upload' | 'night';
  readonly stage?: string;
  readonly dataset?: string | null;
  /** Rows done in this stage. */
  readonly rows?: number;
  /** Null while that is unknown. */
  readonly rowsTotal?: number | null;
  readonly message?: string;
  readonly status?: BatchSummary['status'];
  readonly exitCode?: number;
  readonly seconds?: number;
  readonly fault?: Failure;
}

export class BatchFeed {
  private readonly subject = new Subject<BatchEvent>();
  /** The newest event of each batch that runs. */
  private readonly running = new Map<string, BatchEvent>();

  tell(event: BatchEvent): void {
    if (event.event === 'end') this.running.delete(event.batch);
    else if (event.event !== 'warning') this.running.set(event.batch, event);
    this.subject.next(event);
  }

  /** Null: it does not run here. */
  of(batch: string): BatchEvent | null {
    return this.running.get(batch) ?? null;
  }

  watch(): Observable<BatchEvent> {
    return concat(from([...this.running.values()]), this.subject);
  }

  close(): void {
    this.subject.complete();
  }
}
