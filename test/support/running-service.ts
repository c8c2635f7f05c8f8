/**
 * `tieout serve` as a real process on a free port.
 * Promise: `start` waits until it listens; `end` waits until it is gone and says how it ended; what it logged can be
 * read line by line.
 * Does not: know what an answer should be.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ownEnvironment } from './run-tieout.js';
import { repositoryFolder } from './source-tree.js';

export const apiToken = 'a-token-of-the-tests-1234567890';

export interface ServiceOptions {
  readonly home: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  json<T = Record<string, never>>(): T;
}

export class RunningService {
  private logged = '';

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.logged += text;
    });
  }

  static async start({ home, args = [], env = {} }: ServiceOptions): Promise<RunningService> {
    const child = spawn(join(repositoryFolder, 'bin/tieout.js'), ['serve', '--port', '0', '--json', ...args], {
      cwd: home,
      env: { ...ownEnvironment(), TIEOUT_HOME: home, TIEOUT_API_TOKEN: apiToken, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that all of it can be killed at once.
      detached: true,
    });
    let stdout = '';
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.setEncoding('utf8');
    for await (const text of child.stdout) {
      stdout += String(text);
      if (stdout.endsWith('}\n')) break;
    }
    const { url } = JSON.parse(stdout || '{}') as { url?: string };
    if (url === undefined) throw new Error(`The service does not listen: ${stdout}${stderr}`);
    return new RunningService(child, url);
  }

  /** Lines of the log so far. */
  get log(): Record<string, unknown>[] {
    return this.logged
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async ask(path: string, init: RequestInit = {}, token: string | null = apiToken): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (token !== null) headers.set('authorization', `Bearer ${token}`);
    const response = await fetch(this.url + path, { ...init, headers });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: <T>() => JSON.parse(text) as T };
  }

  deliver(name: string, body: string | Uint8Array, words: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const type = name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
    const query = new URLSearchParams({ name, ...words });
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    return this.ask(`/api/v1/extracts?${query}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: bytes as NonNullable<RequestInit['body']>,
    });
  }

  /** Events of all batches, until `enough` says so. */
  async watch(enough: (event: string, data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>[]> {
    const headers = { authorization: `Bearer ${apiToken}` };
    const response = await fetch(`${this.url}/api/v1/batches/events`, { headers });
    const seen: Record<string, unknown>[] = [];
    let text = '';
    for await (const chunk of response.body!) {
      text += Buffer.from(chunk).toString('utf8');
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = /^event: (.*)$/m.exec(block)?.[1];
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (event === undefined || data === undefined) continue;
        seen.push({ event, ...(JSON.parse(data) as object) });
        if (enough(event, JSON.parse(data) as Record<string, unknown>)) return seen;
      }
    }
    return seen;
  }

  /** Its exit code, null where the signal itself ended it. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill(signal);
      await ended;
    }
    return this.child.exitCode;
  }

  /** The service and the process of its batch, as when the machine goes down. */
  async crash(): Promise<void> {
    const ended = once(this.child, 'exit');
    process.kill(-this.child.pid!, 'SIGKILL');
    await ended;
  }
}
