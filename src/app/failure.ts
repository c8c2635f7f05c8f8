/**
 * Whatever was thrown, as what an operator reads: kind, message, remedy, problems, exit code (INTERFACE §2).
 * Promise: the loss of the database and a full disk, wherever they are met, are faults with exit 6; a stranger's error
 * is an internal one with exit 1; no database URL is ever printed.
 * Does not: print.
 */
import type { CommanderError } from 'commander';
import { TieoutFault } from '../core/faults.js';
import { explainDatabaseError } from '../store/database-trouble.js';
import { explainDiskError } from './disk-trouble.js';
import { exitCodes } from './exit-codes.js';

/** `fault` of the failure JSON. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly remedy: string;
  readonly problems: readonly unknown[];
}

export interface FailureAndExit {
  readonly failure: Failure;
  readonly exitCode: number;
  /** With those of its causes; null where there is nothing behind the message. */
  readonly stack: string | null;
}

export function describeFailure(thrown: unknown): FailureAndExit {
  const fault = thrown instanceof TieoutFault ? thrown : (explainDatabaseError(thrown) ?? explainDiskError(thrown));
  if (fault !== null) {
    const { kind, message, remedy, problems, exitCode } = fault;
    return { failure: { kind, message: withoutUrls(message), remedy, problems }, exitCode, stack: stackOf(fault) };
  }
  if (isCommanderError(thrown)) {
    return { failure: usageFailure(thrown.message), exitCode: exitCodes.usage, stack: null };
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    failure: {
      kind: 'internal',
      message: withoutUrls(error.message || error.name),
      remedy: 'This is our fault: report it with the log. TIEOUT_DEBUG=1 adds the stack.',
      problems: [],
    },
    exitCode: exitCodes.internal,
    stack: stackOf(error),
  };
}

/** The reason of an abort by a signal of the system. */
export class Interruption extends Error {
  constructor(readonly signalName: NodeJS.Signals) {
    super(`Stopped by ${signalName}`);
    this.name = 'Interruption';
  }
}

/** SIGINT or SIGTERM came before the work was done. */
export function describeInterruption(signal: NodeJS.Signals): FailureAndExit {
  const failure = {
    kind: 'interrupted',
    message: `Stopped by ${signal}; nothing of it was kept.`,
    remedy: 'Give the same command again.',
    problems: [],
  };
  return { failure, exitCode: signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated, stack: null };
}

export function failureText({ message, remedy, problems }: Failure, colour: boolean): string {
  const label = colour ? '\u001b[31mtieout:\u001b[39m' : 'tieout:';
  return [`${label} ${message}`, ...problems.map((problem) => `  ${problemText(problem)}`), remedy, ''].join('\n');
}

function problemText(problem: unknown): string {
  return typeof problem === 'string' ? problem : JSON.stringify(problem);
}

/** By its code, so that faults can be described without loading commander. */
function isCommanderError(thrown: unknown): thrown is CommanderError {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('commander.');
}

/**
 * commander writes `error: unknown command 'rnu'` and on a second line `(Did you mean run?)`; `(outputHelp)` when no
 * verb came.
 */
function usageFailure(text: string): Failure {
  const message = text === '(outputHelp)' ? 'no verb given' : text;
  const [first = '', second = ''] = message.replace(/^error: /, '').split('\n');
  const guess = /^\((.*)\)$/.exec(second.trim())?.[1];
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`;
  return {
    kind: 'usage',
    message: /[.?]$/.test(sentence) ? sentence : `${sentence}.`,
    remedy: guess === undefined ? '"tieout --help" lists the verbs, "tieout <verb> --help" their options.' : guess,
    problems: [],
  };
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : '';
  return withoutUrls(error.stack ?? '') + cause;
}

function withoutUrls(text: string): string {
  return text.replace(/\bpostgres(?:ql)?:\/\/\S+/gi, 'postgresql://…');
}
