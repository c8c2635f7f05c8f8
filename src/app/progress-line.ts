/**
 * Progress for whoever watches: stage, rows done, rows per second, on stderr.
 * Promise: one line that updates on a terminal; elsewhere plain lines, at most one every two seconds; `finish` leaves
 * the cursor on a clean line. The rate is that of the stage.
 * Does not: estimate an end: batches are too short and stages too unlike.
 */
import type { Progress, ProgressSink } from './engine.js';

export interface ProgressScreen {
  write(text: string): void;
  /** Null where lines cannot be rewritten. */
  readonly columns: number | null;
  /** Milliseconds, of a clock that never goes back. */
  now(): number;
}

const millisecondsBetweenLines = 2_000;
const millisecondsBetweenUpdates = 100;
const clearLine = '\r\u001b[2K';

export class ProgressLine implements ProgressSink {
  private stage = '';
  private stageStartedAt = 0;
  /** Null before the first report. */
  private printedAt: number | null = null;
  private pending: string | null = null;
  private updating = false;

  constructor(private readonly screen: ProgressScreen) {}

  report(progress: Progress): void {
    const now = this.screen.now();
    if (progress.stage !== this.stage) {
      this.stage = progress.stage;
      this.stageStartedAt = now;
    }
    this.pending = progressText(progress, now - this.stageStartedAt);
    if (this.isDue(now)) this.print(now);
  }

  warn(message: string): void {
    this.clear();
    this.screen.write(`${message}\n`);
  }

  /** All went well: prints what was held back, and gives the line free. */
  finish(): void {
    if (this.screen.columns === null && this.pending !== null) this.print(this.screen.now());
    this.abandon();
  }

  /** Gives the line free. */
  abandon(): void {
    this.pending = null;
    this.clear();
  }

  /** A plain line comes no sooner than two seconds after the start: most batches are done by then. */
  private isDue(now: number): boolean {
    const plain = this.screen.columns === null;
    if (this.printedAt === null) {
      this.printedAt = now;
      return !plain;
    }
    return now - this.printedAt >= (plain ? millisecondsBetweenLines : millisecondsBetweenUpdates);
  }

  private print(now: number): void {
    const text = this.pending ?? '';
    this.pending = null;
    this.printedAt = now;
    if (this.screen.columns === null) {
      this.screen.write(`${text}\n`);
    } else {
      this.updating = true;
      this.screen.write(clearLine + text.slice(0, Math.max(0, this.screen.columns - 1)));
    }
  }

  private clear(): void {
    if (this.updating) this.screen.write(clearLine);
    this.updating = false;
  }
}

/** `--quiet`: warnings go too, for whoever asked for silence reads the summary. */
export const silentProgress: ProgressSink = { report: () => undefined, warn: () => undefined };

/** `read 12,000 of 50,000 rows, 24,000 rows/s`. No rate before a tenth of a second: it would be noise. */
export function progressText({ stage, rows, rowsTotal }: Progress, milliseconds: number): string {
  const done = rowsTotal === null ? decimal(rows) : `${decimal(rows)} of ${decimal(rowsTotal)}`;
  const rate = milliseconds < 100 || rows === 0 ? '' : `, ${decimal(Math.round((rows * 1000) / milliseconds))} rows/s`;
  return `${stage} ${done} rows${rate}`;
}

function decimal(number: number): string {
  return number.toLocaleString('en-US');
}
