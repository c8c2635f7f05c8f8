/**
 * stdout for answers, stderr for everything else.
 * Promise: under `--json` stdout carries exactly one JSON document, a failure included.
 * Does not: exit: bytes still in a pipe would be lost.
 */
import type { Output } from './commands/verb.js';
import type { TerminalSettings } from './config.js';
import type { ProgressSink } from './engine.js';
import { failureText, type Failure } from './failure.js';
import { ProgressLine, silentProgress } from './progress-line.js';

export interface OutputChoices {
  readonly json: boolean;
  readonly quiet: boolean;
  /** False under `--no-color`. */
  readonly colour: boolean;
}

export class TerminalOutput implements Output {
  readonly json: boolean;
  readonly progress: ProgressSink;
  readonly quiet: boolean;
  private readonly colour: boolean;
  private readonly line: ProgressLine | null;
  private answered = false;

  constructor(choices: OutputChoices, settings: TerminalSettings) {
    const rewritable = process.stderr.isTTY && !settings.ci && process.stderr.columns > 0;
    this.json = choices.json;
    this.quiet = choices.quiet;
    this.colour = choices.colour && settings.colour && process.stderr.isTTY;
    this.line = choices.quiet
      ? null
      : new ProgressLine({
          write: (text) => process.stderr.write(text),
          columns: rewritable ? process.stderr.columns : null,
          now: () => performance.now(),
        });
    this.progress = this.line ?? silentProgress;
  }

  result(value: unknown, text: () => string): void {
    this.line?.finish();
    this.answered = true;
    process.stdout.write(this.json ? jsonDocument(value) : endedByNewline(text()));
  }

  hint(text: string): void {
    if (!this.quiet) this.progress.warn(text);
  }

  /** The one thing `--quiet` does not silence. After an answer (the closing failed) it goes to stderr alone. */
  failure(failure: Failure, stack: string | null): void {
    this.line?.abandon();
    if (this.json && !this.answered) process.stdout.write(jsonDocument({ status: 'failed', fault: failure }));
    process.stderr.write(failureText(failure, this.colour));
    if (stack !== null) process.stderr.write(`${stack}\n`);
  }

  close(): void {
    this.line?.abandon();
  }
}

function jsonDocument(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function endedByNewline(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
