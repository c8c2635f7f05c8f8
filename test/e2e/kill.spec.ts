/**
 * Nights that are killed again and again, the process, its database or both, at any moment: nothing is ever half done,
 * and the first undisturbed run comes to the tables, files and report of a night that nobody disturbed.
 * The moments follow the seed that is printed: spread over the parts of a run, so that few kills meet all of it.
 * TIEOUT_KILLS sets how many (0: none), TIEOUT_KILL_LINES the invoice lines of the night, TIEOUT_KILL_SEED the moments.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { BatchSummary } from '../../src/core/nouns.js';
import { queryUrl } from '../support/batch-home.js';
import { seededNumbers } from '../support/demo-night.js';
import { LargeNight } from '../support/large-night.js';
import type { TieoutRun } from '../support/run-tieout.js';
import { rowsOf, tableMarks, withoutRun } from '../support/table-marks.js';

/** Kills that one database bears before it gets its undisturbed run. */
const KILLS_PER_NIGHT = 5;
const BEFORE_KEPT = 0.85;
const KINDS = ['run', 'server', 'session', 'power'] as const;

interface Kill {
  readonly kind: (typeof KINDS)[number];
  /** Part of an undisturbed run that is over, 0 to 1. */
  readonly moment: number;
}

interface Night {
  readonly tables: Record<string, string>;
  readonly extracts: readonly string[];
  readonly report: string;
  readonly issues: string;
}

const seed = Number(process.env['TIEOUT_KILL_SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['TIEOUT_KILLS'] ?? 4);
const lines = Number(process.env['TIEOUT_KILL_LINES'] ?? 6_000);
const next = seededNumbers(seed);
jest.setTimeout(300_000 + kills * 60_000);

let night: LargeNight;
let evening: Record<string, string>;
let undisturbed: Night;
/** The report of whoever asks a second time: what was loaded is unchanged. */
let askedAgain: string;
let typicalMs: number;
/** Part of a run after which its batch is kept and only reports are written. */
let keptFrom = 1;
const met = new Map<string, number>();

/** It brings a server of its own, so the leg by URL would only do the same again. */
const here = process.env['TIEOUT_TEST_DATABASE_URL'] || kills === 0 ? it.skip : it;

beforeAll(async () => {
  if (here === it.skip) return;
  say(`seed ${seed}, ${kills} kills, ${lines} invoice lines`);
  night = await LargeNight.prepare(lines);
  evening = await tableMarks(await night.revive(), night.parents);
  await night.reset();
  const startedAt = performance.now();
  const watch = setInterval(() => {
    if (keptFrom === 1 && existsSync(join(night.path, 'reports'))) keptFrom = performance.now() - startedAt;
  }, 10);
  const first = await night.tieout(night.command);
  clearInterval(watch);
  if (keptFrom !== 1) keptFrom /= first.milliseconds;
  typicalMs = first.milliseconds;
  undisturbed = await nightOf(first);
  askedAgain = (await nightOf(await night.tieout(night.command))).report;
  say(`an undisturbed night takes ${(typicalMs / 1000).toFixed(1)} s, its batch is kept after ${keptFrom.toFixed(2)}`);
});
afterAll(async () => {
  if (here === it.skip) return;
  say([...met].map(([what, count]) => `${what}: ${count}`).join(', '));
  await night.remove();
});

here(`after ${kills} kills, some in a row, every night is that of a night that was never disturbed`, async () => {
  const planned = plan();
  while (planned.length > 0) {
    const startedAt = performance.now();
    const series = planned.splice(0, KILLS_PER_NIGHT).sort((a, b) => a.moment - b.moment);
    await night.reset();
    const borne: Kill[] = [];
    let done = false;
    while (series.length > 0 && !done) {
      borne.push(series[0]!);
      done = await disturb(series.shift()!);
    }
    // What was kept needs no further kill: those left over find another night.
    planned.unshift(...series);
    await expectUndisturbed(await night.tieout(night.command), borne);
    say(`${kills - planned.length} kills done, the last ${borne.length} in ${secondsSince(startedAt)} s`);
  }
});

/**
 * Kinds in turn, moments spread over all of a run, in an order in which each night meets all parts of it. Most come
 * before the batch is kept: what follows only writes reports, and each such kill costs two whole runs.
 */
function plan(): Kill[] {
  const planned = Array.from({ length: kills }, (_, index): Kill & { rank: number } => {
    const part = (index + next()) / kills;
    const moment =
      part < BEFORE_KEPT
        ? (part / BEFORE_KEPT) * keptFrom
        : keptFrom + ((part - BEFORE_KEPT) / (1 - BEFORE_KEPT)) * (1 - keptFrom);
    return { kind: KINDS[index % KINDS.length]!, moment, rank: next() };
  });
  return planned.sort((a, b) => a.rank - b.rank);
}

/** True when the batch was kept all the same. */
async function disturb(kill: Kill): Promise<boolean> {
  const killed = await runAndKill(kill);
  count(killed.signal === null && killed.code === 3 ? `${kill.kind} too late` : kill.kind);
  expectSaid(killed, kill);
  const url = await night.revive();
  await sessionsGone(url);
  const done = await expectAllOrNothing(url, kill);
  expectWholeFiles();
  return done;
}

async function runAndKill({ kind, moment }: Kill): Promise<TieoutRun> {
  const url = kind === 'session' ? await night.revive() : '';
  let over = false;
  let killing: Promise<void> = Promise.resolve();
  const started = (pid: number): void => {
    killing = sleep(moment * typicalMs).then(async () => {
      if (over) return;
      if (kind === 'session') await killSession(url);
      else if (kind !== 'run') killIfThere(night.postmaster);
      if (kind === 'run' || kind === 'power') killIfThere(pid);
    });
  };
  const run = await night.tieout(night.command, { started });
  over = true;
  await killing;
  return run;
}

/** The server ends all sessions when one of its processes is killed, and recovers by itself. */
async function killSession(url: string): Promise<void> {
  const sessions = await queryUrl<{ pid: number }>(
    url,
    `select pid from pg_stat_activity where application_name = 'tieout' and datname = 'postgres'`,
  ).catch(() => []);
  for (const { pid } of sessions) killIfThere(pid);
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** A killed run has said nothing or all; one that lost its database says so, and what to do. */
function expectSaid(killed: TieoutRun, kill: Kill): void {
  if (killed.stdout === '') {
    expect({ kill, signal: killed.signal }).toEqual({ kill, signal: 'SIGKILL' });
    return;
  }
  if (killed.code === 3 || killed.signal !== null) {
    expect(killed.json<BatchSummary>().tieOut.balanced).toBe(true);
    return;
  }
  const { status, fault } = killed.json<{ status: string; fault: { kind: string; message: string; remedy: string } }>();
  const { kind, message } = fault;
  expect({ kill, code: killed.code, status, kind, message }).toEqual({
    kill,
    code: 6,
    status: 'failed',
    kind: 'transient',
    message: expect.not.stringContaining('undefined'),
  });
  expect(fault.remedy).toMatch(/^[A-Z].*\.$/);
  expect(killed.stderr).not.toMatch(/^\s+at .*:\d+/m);
}

/** Those of a killed process are ended within half a second; on a busy machine the server is a little later. */
async function sessionsGone(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [row] = await queryUrl<{ left: number }>(
      url,
      `select count(*)::int as left from pg_stat_activity where application_name = 'tieout' and datname = 'postgres'`,
    );
    if (row!.left === 0) return;
    await sleep(100);
  }
  throw new Error('The session of a killed run was still there after a minute.');
}

/** The tables are those of the evening or those of the morning. */
async function expectAllOrNothing(url: string, kill: Kill): Promise<boolean> {
  const marks = await tableMarks(url, night.parents);
  const done = marks['tieout.batch'] !== evening['tieout.batch'];
  count(done ? 'after the commit' : 'before the commit');
  expect({ kill, done, marks }).toEqual({ kill, done, marks: done ? undisturbed.tables : evening });
  return done;
}

/** What stands under its own name in the home is whole. */
function expectWholeFiles(): void {
  for (const path of filesIn('extracts').filter((name) => !name.includes('.incoming-'))) {
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(path.endsWith(sha256)).toBe(true);
  }
  for (const path of filesIn('reports').filter((name) => !name.endsWith('.part'))) {
    const bytes = readFileSync(path);
    if (path.endsWith('.json')) expect(() => JSON.parse(bytes.toString()) as unknown).not.toThrow();
    else if (path.endsWith('.html')) expect(bytes.subarray(-20).toString()).toContain('</html>');
    // The directory at the end of a zip.
    else expect(bytes.subarray(-22, -18).toString('latin1')).toBe('PK\x05\x06');
  }
}

async function expectUndisturbed(run: TieoutRun, series: readonly Kill[]): Promise<void> {
  const came = await nightOf(run);
  const [repeated] = await queryUrl(await night.revive(), 'select 1 from tieout.batch where repeats is not null');
  const seen = { series, ...came, report: came.report === (repeated ? askedAgain : undisturbed.report) };
  expect(seen).toEqual({ series, ...undisturbed, report: true });
  // The machine may be busier now, or less busy, than when the first night was measured.
  if (!repeated) typicalMs = (typicalMs + run.milliseconds) / 2;
  count(repeated ? 'nights whose report was asked for again' : 'nights begun anew');
}

/** All that a finished night has left. */
async function nightOf(run: TieoutRun): Promise<Night> {
  expect({ code: run.code, stderr: run.code === 3 ? '' : run.stdout + run.stderr }).toEqual({ code: 3, stderr: '' });
  const { reports, tieOut } = run.json<BatchSummary>();
  expect(tieOut.balanced).toBe(true);
  const url = await night.revive();
  const tables = await tableMarks(url, night.parents);
  for (const [table, mark] of Object.entries(undisturbed?.tables ?? tables)) {
    if (tables[table] !== mark) say(`${table} differs, for instance ${(await rowsOf(url, table, night.parents))[0]}`);
  }
  return {
    tables,
    extracts: filesIn('extracts').filter((name) => !name.includes('.incoming-')),
    report: withoutRun(readFileSync(reports.json!, 'utf8'), night.parents),
    issues: readFileSync(reports.issues!, 'utf8'),
  };
}

function filesIn(folder: string): string[] {
  const root = join(night.path, folder);
  if (!existsSync(root)) return [];
  const found = readdirSync(root, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function secondsSince(startedAt: number): string {
  return ((performance.now() - startedAt) / 1000).toFixed(1);
}

function count(what: string): void {
  met.set(what, (met.get(what) ?? 0) + 1);
}

function say(text: string): void {
  process.stderr.write(`kill.spec.ts: ${text}\n`);
}
