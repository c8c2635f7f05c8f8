/**
 * Whatever was thrown, as a problem.
 * Promise: a body that was not read is not read on: the connection closes after the answer.
 * Does not: log the request; the access line does.
 */
import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { problemOf, retryAfter } from './problem.js';
import type { Log } from './json-log.js';

/** Time to read the answer before the connection goes. */
const closeAfterMs = 1_000;

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const problem = problemOf(thrown);
    if (problem.status === 500) {
      const stack = thrown instanceof Error ? thrown.stack : undefined;
      this.log.error({ kind: problem.kind, exitCode: problem.exitCode, stack }, problem.detail);
    }
    sendProblem(http.getRequest<IncomingMessage>(), http.getResponse<ServerResponse>(), problem);
  }
}

export function sendProblem(
  request: IncomingMessage,
  response: ServerResponse,
  problem: ReturnType<typeof problemOf>,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const wait = retryAfter[problem.status];
  response.statusCode = problem.status;
  response.setHeader('content-type', 'application/problem+json; charset=utf-8');
  if (problem.status === 401) response.setHeader('www-authenticate', 'Bearer realm="tieout"');
  if (wait !== undefined) response.setHeader('retry-after', String(wait));
  if (!request.complete) {
    response.setHeader('connection', 'close');
    const { socket } = request;
    response.once('finish', () => setTimeout(() => socket.destroy(), closeAfterMs).unref());
  }
  response.end(`${JSON.stringify(problem)}\n`);
}
