/**
 * Faults as RFC 9457 problems.
 * Promise: the status follows from the kind of fault; `kind`, `remedy` and `problems` are those of `--json`, and
 * `exitCode` is what the command line would have ended with.
 * Does not: write a response; the filter does.
 */
import { HttpException } from '@nestjs/common';
import { describeFailure, type Failure } from '../failure.js';
import { exitCodes } from '../exit-codes.js';
import { TaskFailure } from './batch-processes.js';

export interface Problem extends Failure {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly exitCode: number | null;
}

/** What only HTTP can do wrong: a token, a size, a kind of content, a name that is not there. */
export class RequestFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'RequestFault';
  }
}

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'A token is needed',
  403: 'Refused',
  404: 'Not there',
  405: 'Not done here',
  413: 'Too large',
  415: 'No kind of extract',
  421: 'Asked under another name',
  423: 'The company is locked',
  500: 'Our fault',
  503: 'Not now',
};

/** Seconds after which it may go well. */
export const retryAfter: Readonly<Record<number, number>> = { 423: 30, 503: 30 };

export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof RequestFault) {
    return problem(
      thrown.status,
      { kind: 'request', message: thrown.message, remedy: thrown.remedy, problems: [] },
      null,
    );
  }
  if (thrown instanceof TaskFailure) return ofFailure(thrown.failure, thrown.exitCode);
  if (thrown instanceof HttpException) {
    const remedy = 'The page api/docs lists what can be asked.';
    return problem(thrown.getStatus(), { kind: 'request', message: thrown.message, remedy, problems: [] }, null);
  }
  const { failure, exitCode } = describeFailure(thrown);
  return ofFailure(failure, exitCode);
}

function ofFailure(failure: Failure, exitCode: number): Problem {
  return problem(statusOf(failure.kind, exitCode), failure, exitCode);
}

function statusOf(kind: string, exitCode: number): number {
  if (exitCode === exitCodes.locked) return 423;
  if (exitCode === exitCodes.unreachable || kind === 'interrupted') return 503;
  // Definitions are the operator's: whoever sent the request can change nothing about them.
  return kind === 'usage' ? 400 : 500;
}

function problem(status: number, failure: Failure, exitCode: number | null): Problem {
  const title = titles[status] ?? 'The request failed';
  return { type: `urn:tieout:${failure.kind}`, title, status, detail: failure.message, ...failure, exitCode };
}
