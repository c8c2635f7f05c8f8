/**
 * The service as a process of its own: who is let in, what a delivery answers, what is shown of a batch, and how it
 * ends in the middle of one.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { BatchSummary, Issue } from '../../src/core/nouns.js';
import { AS_OF, BatchHome, csv } from '../support/batch-home.js';
import { nightlyFolder } from '../support/demo-night.js';
import { makeHome } from '../support/run-tieout.js';
import { RunningService, type Answer } from '../support/running-service.js';

jest.setTimeout(180_000);

type Page = BatchSummary & {
  readonly issues: { readonly items: readonly Issue[] };
  readonly links: Readonly<Record<string, string>>;
  readonly exitCode: number;
};

interface Problem {
  readonly status: number;
  readonly kind: string;
  readonly detail: string;
  readonly remedy: string;
}

const accounts = csv('account,title', '5000,Job cost');
let home: BatchHome;
let service: RunningService;
let locked: Promise<Answer>;

const start = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<RunningService> =>
  RunningService.start({ home: home.path, args, env: { TIEOUT_DATABASE_URL: home.url, ...env } });

beforeAll(async () => {
  home = await BatchHome.open();
  service = await start(['--upload-max', '1']);
  const client = await connected();
  await client.query(`select pg_advisory_lock(hashtextextended('tieout:standard', 0))`);
  // Ten seconds of waiting, while the others are at work.
  locked = service.deliver('accounts.csv', accounts, { company: 'standard' }).finally(() => client.end());
});

afterAll(async () => {
  await service.end();
  await home.remove();
});

describe('who is let in', () => {
  it('health asks for no token, the API for the one that is set', async () => {
    expect((await service.ask('/health/live', {}, null)).json()).toEqual({ status: 'live' });
    expect((await service.ask('/health/ready', {}, null)).json()).toMatchObject({
      status: 'ready',
      database: 'reachable',
      migrations: 'current',
    });
    const refused = await service.ask('/api/v1/batches', {}, null);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await service.ask('/api/v1/batches', {}, 'another-token-of-some-length')).status).toBe(401);
    expect((await service.ask('/api/v1/batches')).json()).toEqual({ company: 'demo', batches: [] });
  });

  it('nobody by a name that is not of this machine, and no page of another origin', async () => {
    expect(await statusUnder('evil.example')).toBe(421);
    expect(await statusUnder('localhost')).toBe(200);
    expect((await service.ask('/api/v1/batches', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });

  it('the page and the description of the API come from the service itself', async () => {
    expect((await service.ask('/api/docs', {}, null)).text).toContain('swagger-ui-bundle.js');
    expect((await service.ask('/api/docs/swagger-ui-bundle.js', {}, null)).status).toBe(200);
    const { paths } = (await service.ask('/api/openapi.json', {}, null)).json<{ paths: object }>();
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/v1/extracts', '/api/v1/batches', '/api/v1/batches/{batch}/reports/{name}']),
    );
  });

  it('another address is listened to only with a token of the environment', async () => {
    const env = { TIEOUT_DATABASE_URL: home.url };
    const open = await home.tieout(['serve', '--host', '0.0.0.0', '--port', '0', '--json'], { env });
    expect({ code: open.code, fault: open.json<{ fault: Problem }>().fault }).toMatchObject({
      code: 2,
      fault: { kind: 'usage', remedy: expect.stringContaining('TIEOUT_API_TOKEN') },
    });
    const taken = await home.tieout(['serve', '--port', new URL(service.url).port, '--json'], { env });
    expect({ code: taken.code, fault: taken.json<{ fault: Problem }>().fault }).toMatchObject({
      code: 2,
      fault: { remedy: expect.stringContaining('--port') },
    });
  });
});

describe('a delivery', () => {
  it('answers what `run --json` prints, whatever the file is', async () => {
    const other = await BatchHome.open();
    try {
      for (const name of ['.csv', '.xlsx', '.json'].map(smallestOfNight)) {
        const printed = await other.run(join(nightlyFolder, name));
        const answer = await service.deliver(name, readFileSync(join(nightlyFolder, name)), { 'as-of': AS_OF });
        expect({ name, status: answer.status }).toEqual({ name, status: 201 });
        const page = answer.json<Page>();
        expect(page.exitCode).toBe(printed.code);
        expect(page.issues.items).toEqual(printed.issues);
        expect(plain(page)).toEqual(plain(printed.summary));
        expect(answer.headers.get('location')).toBe(page.links['self']);
      }
    } finally {
      await other.remove();
    }
  });

  it('as a form may hold several files and the words of the command line', async () => {
    const form = new FormData();
    form.append('as-of', AS_OF);
    form.append('dry-run', 'true');
    form.append('file', new Blob([csv('account,title', '6000,Überstunden')]), 'konten — März.csv');
    form.append('file', new Blob([csv('vendor_type,description', 'SUB,Subcontractor')]), 'vendor-types.csv');
    const answer = await service.ask('/api/v1/extracts', { method: 'POST', body: form });
    expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({
      status: 200,
      location: null,
    });
    const page = answer.json<Page>();
    expect(page).toMatchObject({ dryRun: true, asOf: AS_OF });
    expect(page.datasets.flatMap(({ files }) => files.map(({ name }) => name)).sort()).toEqual([
      'konten — März.csv',
      'vendor-types.csv',
    ]);
  });

  it('that cannot be read answers 422 with its issues', async () => {
    const answer = await service.deliver('broken.xlsx', 'PK\u0003\u0004 no workbook');
    expect(answer.status).toBe(422);
    const page = answer.json<Page>();
    expect(page).toMatchObject({ exitCode: 4, files: { read: 0, stopped: 1 } });
    expect(page.issues.items[0]).toMatchObject({ file: 'broken.xlsx', severity: 'error' });
  });

  it.each([
    [400, 'an unknown word', { name: 'a.csv', colour: 'red' }, 'text/csv', accounts],
    [400, 'an unknown company', { name: 'a.csv', company: 'nobody' }, 'text/csv', accounts],
    [400, 'a day that is none', { name: 'a.csv', 'as-of': '2026-02-30' }, 'text/csv', accounts],
    [400, 'a form without a file', {}, 'multipart/form-data; boundary=x', '--x--\r\n'],
    [415, 'a picture', { name: 'a.png' }, 'image/png', accounts],
    [415, 'what curl sends when no type is said', { name: 'a.csv' }, 'application/x-www-form-urlencoded', accounts],
    [413, 'more than the service takes', { name: 'a.csv' }, 'text/csv', 'x'.repeat(1_100_000)],
  ])('answers %i to %s', async (status, _what, words, type, body) => {
    const path = `/api/v1/extracts?${new URLSearchParams(words as Record<string, string>)}`;
    const answer = await service.ask(path, { method: 'POST', headers: { 'content-type': type }, body });
    expect(answer.status).toBe(status);
    expect(answer.json<Problem>()).toMatchObject({ status, remedy: expect.stringMatching(/./) });
  });

  it('leaves no file behind', async () => {
    await locked;
    expect(readdirSync(join(home.path, 'tmp'))).toEqual([]);
  });

  it('of a locked company answers 423, and says when to come again', async () => {
    const answer = await locked;
    expect({ status: answer.status, wait: answer.headers.get('retry-after') }).toEqual({ status: 423, wait: '30' });
    expect(answer.json<Problem>().detail).toMatch(/^Company standard is locked by/);
  });
});

describe('a batch', () => {
  it('is shown with its issues and reports, and in events', async () => {
    const events = service.watch((event) => event === 'end');
    await sleep(200);
    const wrong = csv('account,title', '5000,Job cost', ',No account');
    const { batch, links, issues } = (await service.deliver('accounts.csv', wrong, { 'as-of': AS_OF })).json<Page>();
    const seen = await events;
    expect(seen[0]).toEqual({ event: 'begin', batch, company: 'demo', by: 'upload' });
    expect(seen).toContainEqual(
      expect.objectContaining({
        event: 'progress',
        batch,
        stage: 'judging',
        dataset: 'gl-accounts',
        rows: 2,
        rowsTotal: 2,
      }),
    );
    expect(seen.at(-1)).toMatchObject({ event: 'end', batch, status: 'held', exitCode: 3 });
    expect(service.log.find((line) => line['message'] === 'batch ended' && line['batch'] === batch)).toMatchObject({
      level: 'info',
      status: 'held',
      exitCode: 3,
    });

    const list = (await service.ask('/api/v1/batches?limit=1')).json<{ batches: { batch: string }[] }>();
    expect(list.batches.map((line) => line.batch)).toEqual([batch]);
    expect((await service.ask(links['self']!)).json()).toMatchObject({ batch, status: 'held' });
    expect((await service.ask(links['issues']!)).json()).toMatchObject({
      total: issues.total,
      issues: issues.items,
    });
    const one = await service.ask(`${links['issues']}?severity=error&limit=1`);
    expect(one.json<{ issues: Issue[] }>().issues).toHaveLength(1);
    expect((await service.ask(links['events']!)).text).toContain('event: end');
  });

  it('has its report in four forms; one that is not there is made', async () => {
    const { reports, links } = (await service.deliver('accounts.csv', accounts, { 'as-of': AS_OF })).json<Page>();
    const types = {
      html: /^text\/html/,
      xlsx: /spreadsheetml/,
      json: /^application\/json/,
      issues: /^application\/json/,
    };
    for (const [name, type] of Object.entries(types)) {
      const answer = await service.ask(reports[name as keyof typeof types]!);
      expect({ name, status: answer.status }).toEqual({ name, status: 200 });
      expect(answer.headers.get('content-type')).toMatch(type);
    }
    const table = await service.ask(`${links['self']}/reports/reconciliation.csv`);
    expect({ status: table.status, type: table.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/csv; charset=utf-8',
    });
    expect((await service.ask(`${links['self']}/reports/..%2Fapi-token`)).status).toBe(404);
    expect((await service.ask('/api/v1/batches/00000000-0000-7000-8000-000000000000')).status).toBe(404);
  });
});

describe('stopped in the middle of a batch', () => {
  it('answers 503, keeps nothing and exits 0', async () => {
    const own = await start();
    const blocker = await connected();
    await blocker.query('begin');
    await blocker.query('lock table sage.apm_master__vendor in access exclusive mode');
    const before = (await home.query('select 1 from tieout.batch')).length;
    const delivery = own.deliver('companies.csv', csv('vendor_code,name', 'NEW,New vendor'));
    await untilBlocked();
    const ended = own.end('SIGTERM');
    await blocker.end();
    const answer = await delivery;
    expect({ code: await ended, status: answer.status, kind: answer.json<Problem>().kind }).toEqual({
      code: 0,
      status: 503,
      kind: 'interrupted',
    });
    expect(await home.query('select 1 from tieout.batch')).toHaveLength(before);
    expect(own.log.at(-1)).toMatchObject({ message: 'the service has stopped' });
  });

  it('by SIGINT exits 130', async () => {
    const own = await start();
    expect(await own.end('SIGINT')).toBe(130);
  });
});

it('an embedded database that is killed under the service is started again by whoever needs it', async () => {
  const own = makeHome();
  const embedded = await RunningService.start({ home: own.path });
  try {
    const postmaster = readFileSync(join(own.path, 'postgres/postmaster.pid'), 'utf8').split('\n')[0];
    process.kill(Number(postmaster), 'SIGKILL');
    expect((await embedded.deliver('accounts.csv', accounts)).status).toBe(201);
    const list = (await embedded.ask('/api/v1/batches')).json<{ batches: { status: string }[] }>();
    expect(list.batches).toMatchObject([{ status: 'tied-out' }]);
  } finally {
    expect(await embedded.end()).toBe(0);
    await own.remove();
  }
});

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: home.url });
  await client.connect();
  return client;
}

function smallestOfNight(end: string): string {
  const names = readdirSync(nightlyFolder).filter((name) => name.endsWith(end) && !name.startsWith('.'));
  const bytes = (name: string): number => statSync(join(nightlyFolder, name)).size;
  return names.sort((one, other) => bytes(one) - bytes(other))[0]!;
}

/** A batch waits for a table. */
async function untilBlocked(): Promise<void> {
  for (;;) {
    const waiting = await home.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
    await sleep(50);
  }
}

/** Without what is of one run, and the paths. */
function plain(summary: BatchSummary | Page): object {
  const { company, status, dryRun, definitions, asOf, datasets, tieOut, issues } = summary;
  return { company, status, dryRun, definitions, asOf, datasets, tieOut, total: issues.total, byCode: issues.byCode };
}

function statusUnder(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(service.url);
    request({ host: '127.0.0.1', port, path: '/health/live', headers: { host: `${host}:${port}` } }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    })
      .on('error', reject)
      .end();
  });
}
