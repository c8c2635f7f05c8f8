/**
 * `npm run bench [-- --lines N --rounds N --only a,b]`: the same night by Tieout and by its peers, and further nights
 * (`scenarios`), in one run.
 * Promise: every peer works on a fresh copy of the same database, in turn, round by round; the bench fails when the
 * answers of Tieout and of the hand-written SQL differ in a cent, a row or a lineage.
 * Does not: run in CI, or judge: it prints medians, ratios, rows a second and peak memory.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeInvoices, writeParents } from './large-company/large-company.mjs';
import { answersOf, differences } from './peers/answers.mjs';
import { AS_OF, cli, Databases } from './peers/databases.mjs';
import { measure, median } from './peers/processes.mjs';
import { runSql, sqlRunner } from './peers/run-sql.mjs';
import { Scenarios } from './scenarios.mjs';

const SEED = 7;
/** The plain service bears no more. */
const PER_ROW_LINES = 2_000;

const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'tieout,sql,per-row,duckdb,scenarios' },
    folder: { type: 'string', default: join(tmpdir(), 'tieout-bench') },
  },
});
const lines = Number(options.lines);
const peers = options.only.split(',');
const say = (text) => process.stderr.write(`${text}\n`);

async function main() {
  mkdirSync(options.folder, { recursive: true });
  const parents = join(options.folder, `parents-${SEED}`);
  if (!existsSync(join(parents, 'commitments.csv'))) await writeParents(parents, { seed: SEED });
  const csv = await invoicesOf(lines);
  const few = await invoicesOf(Math.min(lines, PER_ROW_LINES));
  const databases = new Databases(join(options.folder, 'home'));
  databases.open();
  try {
    say('loading the parents, once');
    await databases.loadParents(parents);
    const results = await rounds(databases, parents, csv, few);
    process.stdout.write(table(results));
  } finally {
    databases.close();
  }
}

async function invoicesOf(count) {
  const folder = join(options.folder, `invoices-${SEED}-${count}`);
  const path = join(folder, 'subcontractor-invoices.csv');
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  await writeInvoices(path, { seed: SEED, lines: count });
  return path;
}

async function rounds(databases, parents, csv, few) {
  const results = new Map();
  const scenarios = new Scenarios({
    databases,
    folder: options.folder,
    seed: SEED,
    lines,
    invoicesOf,
    note: (name, run, rows) => note(name, run, rows),
  });
  const note = (peer, run, rows) => {
    say(`${peer}: ${run.seconds.toFixed(2)} s${run.peakMb == null ? '' : `, ${Math.round(run.peakMb)} MB`}`);
    results.set(peer, [...(results.get(peer) ?? []), { ...run, rows }]);
  };
  for (let round = 0; round < Number(options.rounds); round++) {
    const answers = {};
    if (peers.includes('tieout')) note('tieout', await tieoutRun(databases, csv, answers), lines);
    if (peers.includes('sql')) note('sql', await sqlRun(databases, csv, answers), lines);
    if (peers.includes('duckdb')) note('duckdb', await duckRun(parents, csv), lines);
    if (peers.includes('per-row')) note('per-row', await perRow(databases, few), Math.min(lines, PER_ROW_LINES));
    if (answers.tieout !== undefined && answers.sql !== undefined) agree(answers);
    if (peers.includes('scenarios')) await scenarios.round(csv);
  }
  return results;
}

function agree(answers) {
  const differing = differences(answers.tieout, answers.sql);
  if (differing.length > 0) {
    const shown = differing.map((name) => [name, answers.tieout[name], answers.sql[name]]);
    throw new Error(`the answers differ in ${differing.join(', ')}: ${JSON.stringify(shown, null, 2)}`);
  }
  say('the answers of tieout and sql agree to the cent');
}

async function onFreshDatabase(databases, work) {
  const url = await databases.fresh();
  try {
    return await work(url);
  } finally {
    await databases.drop(url);
  }
}

function tieoutRun(databases, csv, answers) {
  return onFreshDatabase(databases, async (url) => {
    const env = { ...process.env, TIEOUT_HOME: join(options.folder, 'run-home'), TIEOUT_DATABASE_URL: url };
    const run = await measure(cli, ['run', csv, '--as-of', AS_OF, '--json', '--quiet'], { env });
    if (run.code !== 3 && run.code !== 0) throw new Error(`tieout ended with ${run.code}: ${run.stderr}${run.stdout}`);
    answers.tieout = await answersOf(url, 'tieout');
    return run;
  });
}

function sqlRun(databases, csv, answers) {
  return onFreshDatabase(databases, async (url) => {
    const run = await runSql(url, csv);
    answers.sql = await answersOf(url, 'sql');
    return run;
  });
}

function perRow(databases, csv) {
  return onFreshDatabase(databases, async (url) => {
    const run = await measure('node', [join(import.meta.dirname, 'peers/per-row.mjs'), url, csv]);
    if (run.code !== 0) throw new Error(`the plain service failed: ${run.stderr}`);
    return { ...run, seconds: JSON.parse(run.stdout).seconds };
  });
}

async function duckRun(parents, csv) {
  if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
    const quietly = ['--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync('npm', ['install', ...quietly], { cwd: import.meta.dirname, stdio: 'ignore' });
  }
  const run = await measure('node', [join(import.meta.dirname, 'peers/duckdb.mjs'), parents, csv]);
  if (run.code !== 0) throw new Error(`DuckDB failed: ${run.stderr}`);
  return { ...run, seconds: JSON.parse(run.stdout).seconds };
}

const NAMES = {
  tieout: 'Tieout, CSV to tied-out report',
  sql: `hand-written SQL through ${sqlRunner}, server memory apart`,
  duckdb: 'DuckDB: read, check, summarize, no load',
  'per-row': 'NestJS, TypeORM save, a rules engine per row',
  'first night': 'Tieout, first of three nights',
  'the same again': '  the same file again',
  'the night after': '  the night after: 1 % new, 0.1 % changed',
  shuffled: 'Tieout, rows shuffled',
  'five times': 'Tieout, five times the lines',
  'exceljs alone': 'exceljs merely streams a workbook',
  workbook: '  Tieout run of it, to tied out',
  upload: '  the same uploaded to the service',
};

function table(results) {
  const perRowOf = (runs) => (runs.length === 0 ? null : median(runs.map(({ seconds, rows }) => seconds / rows)));
  const own = perRowOf(results.get('tieout') ?? results.get('first night') ?? []);
  const rows = [...results].map(([peer, runs]) => {
    const peak = runs.map(({ peakMb }) => peakMb).filter((mb) => mb != null);
    const perLine = perRowOf(runs);
    return [
      NAMES[peer],
      runs[0].rows.toLocaleString('en-US'),
      median(runs.map(({ seconds }) => seconds)).toFixed(2),
      Math.round(1 / perLine).toLocaleString('en-US'),
      peak.length === 0 ? '–' : String(Math.round(Math.max(...peak))),
      own === null ? '–' : (own / perLine).toFixed(3),
    ];
  });
  const head = ['peer', 'lines', 'median s', 'lines/s', 'peak MB', 'tieout ÷ peer, per line'];
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at].length)));
  const line = (cells) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  return `${[head, ...rows].map(line).join('\n')}\n`;
}

await main();
