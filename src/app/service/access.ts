/**
 * Who may ask: the name the service was asked under, where a browser comes from, and the token.
 * Promise: on loopback only loopback names are answered, so that no web page reaches the service by a name of its own
 * (DNS rebinding); a browser of another origin is refused; tokens are compared in constant time.
 * Does not: know users: there is one token.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RequestFault } from './problem.js';

export interface AccessRules {
  /** Null: none is asked for, by `--no-token`. */
  readonly token: string | null;
  /** Names, without port, the service may be asked under; null: any. */
  readonly hosts: readonly string[] | null;
}

export const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Throws for a name or an origin that is not ours. */
export function checkOrigin(request: IncomingMessage, rules: AccessRules): void {
  const { host = '', origin } = request.headers;
  if (rules.hosts !== null && !rules.hosts.includes(nameOf(host))) {
    throw new RequestFault(
      421,
      'The service is not known under the name it was asked by.',
      'Ask by 127.0.0.1 or localhost, or start the service with --allow-host NAME.',
    );
  }
  const isForeign = origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host.toLowerCase());
  if (isForeign || request.headers['sec-fetch-site'] === 'cross-site') {
    throw new RequestFault(
      403,
      'A web page of another origin asked.',
      'Ask from a program, or from the service itself.',
    );
  }
}

/** Throws unless the token of the header is ours. */
export function checkToken(request: IncomingMessage, { token }: AccessRules): void {
  if (token === null) return;
  const given = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return;
  throw new RequestFault(
    401,
    given === undefined ? 'The request carries no token.' : 'The token is not that of this service.',
    'Send "Authorization: Bearer <token>" with TIEOUT_API_TOKEN, or what the file api-token in TIEOUT_HOME holds.',
  );
}

/** Of one length, whatever is compared. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function nameOf(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}
