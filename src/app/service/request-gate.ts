/**
 * Before and after every request, also those Nest does not know: name and origin, a service that is being stopped, one
 * log line.
 * Promise: the line has method, path, status and time, never headers, query values or bodies; health checks that went
 * well are not logged.
 * Does not: ask for the token; the guard does, where a route needs it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkOrigin, type AccessRules } from './access.js';
import { problemOf, RequestFault } from './problem.js';
import { sendProblem } from './problem.filter.js';
import type { Log } from './json-log.js';

export class RequestGate {
  private readonly open = new Set<ServerResponse>();
  private onIdle: (() => void) | null = null;

  constructor(
    private readonly rules: AccessRules,
    private readonly log: Log,
    private readonly stopping: AbortSignal,
  ) {}

  readonly middleware = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    this.follow(request, response);
    response.setHeader('x-content-type-options', 'nosniff');
    response.setHeader('cache-control', 'no-store');
    try {
      checkOrigin(request, this.rules);
      if (this.stopping.aborted)
        throw new RequestFault(503, 'The service is being stopped.', 'Ask again when it is back.');
    } catch (fault) {
      sendProblem(request, response, problemOf(fault));
      return;
    }
    next();
  };

  /** When no answer is under way. */
  idle(): Promise<void> {
    if (this.open.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.onIdle = resolve;
    });
  }

  private follow(request: IncomingMessage, response: ServerResponse): void {
    const startedAt = performance.now();
    const path = (request.url ?? '').split('?')[0];
    this.open.add(response);
    response.once('close', () => {
      this.open.delete(response);
      if (this.open.size === 0) this.onIdle?.();
      const ms = Math.round(performance.now() - startedAt);
      const line = { method: request.method, path, status: response.statusCode, ms, whole: response.writableFinished };
      if (path?.startsWith('/health/') !== true || response.statusCode >= 400) this.log.info(line, 'request');
    });
  }
}
