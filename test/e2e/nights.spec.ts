/**
 * The inbox and the nights of the service, with real processes: what is claimed, where it goes, that a night is run
 * once by one of many, and that a kill in the middle loses nothing.
 */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../src/store/migrate.js';
import type { Issue } from '../../src/core/nouns.js';
import { BatchHome, csv } from '../support/batch-home.js';
import { RunningService } from '../support/running-service.js';
import { repositoryFolder } from '../support/source-tree.js';

jest.setTimeout(180_000);

const cron = '30 1 * * *';
let home: BatchHome;
let inbox: string;
let definitions: string;
const services: RunningService[] = [];

beforeAll(async () => {
  home = await BatchHome.open();
  await migrate(home.url);
  inbox = join(home.path, 'inbox/demo');
  mkdirSync(inbox, { recursive: true });
  definitions = join(home.path, 'definitions');
  for (const part of ['rules', 'mappings'])
    cpSync(join(repositoryFolder, part), join(definitions, part), { recursive: true });
  const profile = join(definitions, 'mappings/companies/demo.json');
  const text = readFileSync(profile, 'utf8').replace('"nightly": null', `"nightly": { "cron": "${cron}" }`);
  writeFileSync(profile, text);
});

afterAll(async () => {
  for (const service of services) await service.end('SIGKILL');
  await home.remove();
});

it('a run without a path claims the inbox, and puts every file where it belongs', async () => {
  put({ 'accounts.csv': accounts('5000'), 'broken.xlsx': 'PK\u0003\u0004 no workbook' });
  put({ '.hidden.csv': 'x', '~$open.xlsx': 'x', 'coming.csv.part': 'x', 'notes.txt': 'x' });
  const growing = join(inbox, 'growing.csv');
  const writer = setInterval(() => appendFileSync(growing, accounts('1')), 50);
  const run = await home.tieout(['run', '--json']);
  clearInterval(writer);
  expect(run.stderr).toContain('growing.csv is still being written');
  rmSync(growing);
  const { batch, datasets } = run.json<{ batch: string; datasets: { files: { name: string }[] }[] }>();
  expect({ code: run.code, files: datasets.flatMap(({ files }) => files.map(({ name }) => name)) }).toEqual({
    code: 3,
    files: ['accounts.csv'],
  });
  expect(filesIn('archive', batch)).toEqual(['accounts.csv']);
  expect(filesIn('refused', batch)).toEqual(['broken.xlsx', 'broken.xlsx.issues.json']);
  const issues = JSON.parse(readFileSync(join(inbox, 'refused', batch, 'broken.xlsx.issues.json'), 'utf8')) as Issue[];
  expect(issues).toEqual([expect.objectContaining({ file: 'broken.xlsx', severity: 'error' })]);
  expect(filesIn('.')).toEqual(['.hidden.csv', 'coming.csv.part', 'notes.txt', '~$open.xlsx']);
  expect(filesIn('claimed')).toEqual([]);
});

it('a dry run, and a run that fails, leave the inbox as it was', async () => {
  put({ 'accounts.csv': accounts('5001') });
  expect((await home.tieout(['run', '--dry-run', '--json'])).code).toBe(0);
  expect((await home.tieout(['run', '--dataset', 'moons', '--json'])).code).toBe(2);
  expect(filesIn('.')).toContain('accounts.csv');
  expect(filesIn('claimed')).toEqual([]);
});

it('what a killed run had claimed is run as it was meant', async () => {
  const claimed = join(inbox, 'claimed', '01900000-0000-7000-8000-000000000001');
  mkdirSync(claimed, { recursive: true });
  writeFileSync(join(claimed, '.claim.json'), '{"asOf":"2026-01-31"}\n');
  writeFileSync(join(claimed, 'accounts.csv'), accounts('5002'));
  const run = await home.tieout(['run', '--json']);
  expect(run.stderr).toContain('was interrupted');
  const found = await home.query(`select batch::text, as_of from tieout.batch where as_of = '2026-01-31'`);
  expect(found).toMatchObject([{ batch: '01900000-0000-7000-8000-000000000001' }]);
  expect(filesIn('claimed')).toEqual([]);
  expect(filesIn('archive', '01900000-0000-7000-8000-000000000001')).toEqual(['accounts.csv']);
});

it('a new schedule missed nothing; a missed night is run once, by one of two services on one inbox', async () => {
  put({ 'accounts.csv': accounts('5003') });
  const first = await start();
  await until(async () => (await nights()).length === 1);
  expect(await nights()).toMatchObject([{ outcome: 'scheduled' }]);
  expect(await first.end()).toBe(0);

  await missNights();
  const before = await batches();
  // The second has a home of its own, as on another machine.
  const otherHome = mkdtempSync(join(tmpdir(), 'tieout-other-'));
  try {
    const both = await Promise.all([start(), start(otherHome)]);
    await until(async () => (await nights()).some(({ outcome }) => outcome === 'tied-out'));
    // Whoever came second has looked as well.
    await both[0].ask('/health/ready');
    await sleep(1_000);
    await until(async () => both.every((service) => isAtRest(service)));
    const after = await batches();
    expect(after).toHaveLength(before.length + 1);
    expect(await nights()).toMatchObject([{ outcome: 'tied-out', batch: after.at(-1) }, { outcome: 'scheduled' }]);
    expect(filesIn('archive', after.at(-1)!)).toEqual(['accounts.csv']);
    const ran = both.map(({ log }) => log.filter((line) => line['message'] === 'batch ended').length);
    expect(ran.sort()).toEqual([0, 1]);
    const ready = (await both[0].ask('/health/ready')).json<{ schedules: { company: string; next: string }[] }>();
    expect(ready.schedules).toMatchObject([{ company: 'demo', next: expect.stringMatching(/T0[89]:30:00/) }]);
    for (const service of both) expect(await service.end()).toBe(0);
  } finally {
    rmSync(otherHome, { recursive: true, force: true });
  }
});

it('a night that is killed in its middle is run when the service is back, with the files it had claimed', async () => {
  put({ 'vendors.csv': csv('vendor_code,name', 'KILLED,Killed in the night') });
  await missNights();
  const before = await batches();
  const blocker = new pg.Client({ connectionString: home.url });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('lock table sage.apm_master__vendor in access exclusive mode');
  const killed = await start();
  await until(async () => (await home.query(waitingForTable)).length > 0);
  const [claim = ''] = filesIn('claimed');
  expect(filesIn('claimed', claim)).toContain('vendors.csv');
  await killed.crash();
  await blocker.end();
  expect(await batches()).toEqual(before);

  const next = await start();
  await until(async () => (await nights()).filter(({ outcome }) => outcome === 'tied-out').length === 1);
  const after = await batches();
  expect(after).toHaveLength(before.length + 1);
  expect(filesIn('archive', after.at(-1)!)).toEqual(['vendors.csv']);
  expect(filesIn('claimed')).toEqual([]);
  expect(await home.query(`select 1 from sage.apm_master__vendor where vendor = 'KILLED'`)).toHaveLength(1);
  expect(await next.end()).toBe(0);
});

const waitingForTable = `select 1 from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock' and wait_event = 'relation'`;

function accounts(account: string): string {
  return csv('account,title', `${account},Job cost`);
}

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(inbox, name), text);
}

/** Files, and folders that are not the inbox's own; nothing where there is no such folder. */
function filesIn(...folders: string[]): string[] {
  const path = join(inbox, ...folders);
  const own = ['claimed', 'archive', 'refused'];
  return existsSync(path)
    ? readdirSync(path)
        .filter((name) => !own.includes(name))
        .sort()
    : [];
}

async function start(ownHome = home.path): Promise<RunningService> {
  const env = {
    TIEOUT_DATABASE_URL: home.url,
    TIEOUT_DEFINITIONS: definitions,
    TIEOUT_INBOX: join(home.path, 'inbox'),
  };
  const service = await RunningService.start({ home: ownHome, env });
  services.push(service);
  return service;
}

/** As if the service had been away for three nights. */
async function missNights(): Promise<void> {
  await home.query('delete from tieout.night');
  await home.query(
    `insert into tieout.night (tieout_company, due_at, schedule, taken_by, taken_at, ended_at, outcome)
     values ('demo', now() - interval '3 days', $1, 'test', now(), now(), 'scheduled')`,
    [`${cron} America/Los_Angeles`],
  );
}

function nights(): Promise<{ batch: string | null; outcome: string | null }[]> {
  return home.query('select batch::text, outcome from tieout.night order by due_at desc');
}

async function batches(): Promise<string[]> {
  const rows = await home.query<{ batch: string }>('select batch::text from tieout.batch order by started_at');
  return rows.map(({ batch }) => batch);
}

/** Every batch that began has ended. */
function isAtRest(service: RunningService): boolean {
  const count = (message: string): number => service.log.filter((line) => line['message'] === message).length;
  return count('batch begins') === count('batch ended');
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(100);
}
