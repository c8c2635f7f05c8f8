/** The edges of the service without a process: names, origins, tokens, words of a delivery, faults as problems. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkOrigin, checkToken, isLoopback, loopbackNames } from '../../src/app/service/access.js';
import { findApiToken } from '../../src/app/service/api-token.js';
import { TaskFailure } from '../../src/app/service/batch-processes.js';
import { problemOf, RequestFault } from '../../src/app/service/problem.js';
import { queryFields, readUpload } from '../../src/app/service/upload-request.js';
import { DefinitionFault, InvariantFault, TransientFault, UsageFault } from '../../src/core/faults.js';
import { repositoryFolder } from '../support/source-tree.js';
import { NO_THREADS } from '../../src/app/machine/thread-use.js';

const asked = (headers: Record<string, string>): IncomingMessage => ({ headers }) as unknown as IncomingMessage;
const config = {
  databaseUrl: null,
  home: 'h',
  inbox: 'i',
  company: 'demo',
  definitions: repositoryFolder,
  threads: NO_THREADS,
};

describe('who is let in', () => {
  const rules = { token: 'the-token-of-this-service', hosts: loopbackNames };

  it.each(['127.0.0.1:7300', 'localhost', 'LOCALHOST:80', '[::1]:7300'])('by the name %s', (host) => {
    expect(() => checkOrigin(asked({ host }), rules)).not.toThrow();
  });

  it.each(['evil.example', '127.0.0.1.evil.example:7300', '192.168.1.5:7300', ''])('not by the name "%s"', (host) => {
    expect(() => checkOrigin(asked({ host }), rules)).toThrow(RequestFault);
    expect(() => checkOrigin(asked({ host }), { ...rules, hosts: null })).not.toThrow();
  });

  it('a page of ours and no other', () => {
    const host = 'localhost:7300';
    expect(() => checkOrigin(asked({ host, origin: 'http://localhost:7300' }), rules)).not.toThrow();
    for (const origin of ['null', 'http://localhost:8080', 'https://evil.example'])
      expect(() => checkOrigin(asked({ host, origin }), rules)).toThrow(/another origin/);
    expect(() => checkOrigin(asked({ host, 'sec-fetch-site': 'cross-site' }), rules)).toThrow(/another origin/);
  });

  it('with the token, whole', () => {
    expect(() => checkToken(asked({ authorization: `Bearer ${rules.token}` }), rules)).not.toThrow();
    expect(() => checkToken(asked({ authorization: `bearer  ${rules.token}` }), rules)).not.toThrow();
    for (const authorization of ['', `Basic ${rules.token}`, 'Bearer ', 'Bearer the-token', `Bearer ${rules.token}x`])
      expect(() => checkToken(asked({ authorization }), rules)).toThrow(RequestFault);
    expect(() => checkToken(asked({}), { ...rules, token: null })).not.toThrow();
  });

  it('only loopback is loopback', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost'].filter(isLoopback)).toHaveLength(4);
    expect(['0.0.0.0', '::', '10.0.0.1', '127.evil', 'example.com'].filter(isLoopback)).toEqual([]);
  });
});

describe('the token of its own', () => {
  it('is made once, for its owner alone', async () => {
    const home = mkdtempSync(join(tmpdir(), 'tieout-token-'));
    try {
      const [first, second] = await Promise.all([findApiToken(null, home), findApiToken(null, home)]);
      expect(first).toEqual(second);
      expect(readFileSync(join(home, 'api-token'), 'utf8')).toBe(`${first.token}\n`);
      expect(statSync(join(home, 'api-token')).mode & 0o777).toBe(0o600);
      expect(first.token.length).toBeGreaterThan(30);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it('gives way to that of the environment, which must be long', async () => {
    expect(await findApiToken('0123456789abcdef', 'nowhere')).toEqual({ token: '0123456789abcdef', file: null });
    await expect(findApiToken('short', 'nowhere')).rejects.toBeInstanceOf(UsageFault);
  });
});

describe('the words of a delivery', () => {
  const read = (query: string) => readUpload(queryFields(`/api/v1/extracts?${query}`), config);

  it('are those of the command line', () => {
    expect(read('')).toEqual({
      company: 'demo',
      dataset: null,
      set: {},
      accept: null,
      origin: 'procore',
      asOf: null,
      dryRun: false,
      reportFolder: null,
    });
    expect(
      read(
        'company=standard&dataset=budgets&set=a=1&set=b=x=y&accept=manual&origin=sage&as-of=2026-01-31&dry-run=true',
      ),
    ).toEqual({
      company: 'standard',
      dataset: 'budgets',
      set: { a: '1', b: 'x=y' },
      accept: 'manual',
      origin: 'sage',
      asOf: '2026-01-31',
      dryRun: true,
      reportFolder: null,
    });
    expect(read('asOf=2026-01-31&dry_run=0')).toMatchObject({ asOf: '2026-01-31', dryRun: false });
  });

  it.each([
    'colour=red',
    'company=nobody',
    'company=..%2Fdemo',
    'as-of=31.01.2026',
    'set=novalue',
    'set=a=1&set=a=2',
    'dry-run=maybe',
    'accept=all',
    'as-of=2026-01-31&asOf=2026-01-31',
  ])('refuses %s', (query) => {
    let thrown: unknown = null;
    try {
      read(query);
    } catch (fault) {
      thrown = fault;
    }
    expect(problemOf(thrown)).toMatchObject({ status: 400, kind: 'usage' });
  });
});

describe('a fault as a problem', () => {
  const remedy = 'Do this.';
  it.each([
    [400, new UsageFault('m', { remedy })],
    [500, new DefinitionFault('m', { remedy, problems: ['rules/x.json:1:1: wrong'] })],
    [503, new TransientFault('m', { remedy })],
    [423, new TransientFault('m', { remedy, lock: true })],
    [500, new InvariantFault('m', { remedy })],
    [415, new RequestFault(415, 'm', remedy)],
    [503, new TaskFailure({ kind: 'interrupted', message: 'm', remedy, problems: [] }, 143)],
    [423, new TaskFailure({ kind: 'transient', message: 'm', remedy, problems: [] }, 7)],
  ])('has the status %i', (status, fault) => {
    expect(problemOf(fault)).toMatchObject({ status, detail: 'm', remedy });
  });

  it('shows no stranger the stack, nor a database its password', () => {
    const problem = problemOf(new Error('postgres://user:secret@host/db failed'));
    expect(problem).toMatchObject({ status: 500, kind: 'internal' });
    expect(JSON.stringify(problem)).not.toContain('secret');
  });
});
