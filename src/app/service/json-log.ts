/**
 * The log of the service: one JSON object a line, on stderr, where everything goes that is no answer.
 * Promise: `time`, `level`, `message`, and the batch and company wherever one is meant; no secret: neither headers nor
 * bodies are ever logged.
 * Does not: rotate or ship; journald or the container does.
 */
import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

export type Log = Pick<Logger, 'info' | 'warn' | 'error' | 'debug' | 'child'>;

export function createLog(level: 'info' | 'warn'): Log {
  const settings = {
    level,
    messageKey: 'message',
    base: { service: 'tieout', pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  // Written at once: the last lines before an end are those that are needed.
  return pino(settings, pino.destination({ dest: 2, sync: true }));
}

/** What Nest itself says goes the same way; its start-up lines only say which routes there are. */
export class NestLog implements LoggerService {
  constructor(private readonly lines: Log) {}

  log(message: unknown, ...rest: unknown[]): void {
    this.lines.debug({ context: rest.at(-1) }, String(message));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.lines.warn({ context: rest.at(-1) }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    const text = message instanceof Error ? (message.stack ?? message.message) : String(message);
    this.lines.error({ context: rest.at(-1) }, text);
  }
}
