/** Every command against an engine that answers from memory: what it asks, what it prints, which exit code it gives. */
import { describe, expect, it } from '@jest/globals';
import { batchesCommand } from '../../src/app/commands/batches.js';
import { checkCommand } from '../../src/app/commands/check.js';
import { dbCommand } from '../../src/app/commands/db.js';
import { documentsCommand } from '../../src/app/commands/documents.js';
import { reconcileCommand } from '../../src/app/commands/reconcile.js';
import { runCommand, runExitCode } from '../../src/app/commands/run.js';
import { statusCommand } from '../../src/app/commands/status.js';
import { testCommand } from '../../src/app/commands/test.js';
import { validateCommand } from '../../src/app/commands/validate.js';
import type { CommandContext, Output } from '../../src/app/commands/verb.js';
import type {
  BatchLine,
  DocumentLine,
  Engine,
  ReconcileResult,
  RunResult,
  ValidateResult,
} from '../../src/app/engine.js';
import { silentProgress } from '../../src/app/progress-line.js';
import type { BatchSummary, Issue } from '../../src/core/nouns.js';
import type { ReconciliationReport } from '../../src/core/report-model.js';
import { NO_THREADS } from '../../src/app/machine/thread-use.js';

class Page implements Output {
  readonly quiet = false;
  readonly progress = silentProgress;
  readonly hints: string[] = [];
  value: unknown = null;
  text = '';
  constructor(readonly json = false) {}
  result(value: unknown, text: () => string): void {
    this.value = value;
    this.text = text();
  }
  hint(text: string): void {
    this.hints.push(text);
  }
}

const contextOf = (engine: Partial<Engine>): CommandContext => ({
  config: { databaseUrl: null, home: '/h', inbox: '/h/inbox', company: 'demo', definitions: '/d', threads: NO_THREADS },
  engine: engine as Engine,
  signal: new AbortController().signal,
});

const zero = { read: 0, carried: 0, loaded: 0, summarized: 0, unchanged: 0, held: 0, waiting: 0, excluded: 0 };
const summaryOf = (status: BatchSummary['status'], open: { held?: number; waiting?: number } = {}): BatchSummary => ({
  batch: 'b',
  company: 'demo',
  status,
  dryRun: false,
  definitions: 'd',
  asOf: '2024-03-31',
  datasets: [
    {
      dataset: 'companies',
      files: [],
      rows: { ...zero, ...open },
      amounts: {},
      documents: {
        read: 0,
        carried: 0,
        inserted: 0,
        updated: 0,
        unchanged: 0,
        held: 0,
        waiting: 0,
        excluded: 0,
        ...open,
      },
    },
  ],
  tieOut: { balanced: true, equations: [], differences: [] },
  issues: { total: 0, byCode: {} },
  reports: { html: null, xlsx: null, json: null, issues: null, sageFiles: [] },
  seconds: 1,
});

const issue: Issue = {
  dataset: 'commitments',
  file: 'march.xlsx',
  sheet: 'Items',
  row: 17,
  column: 'cost_code',
  cell: 'Items!F17',
  header: 'Cost Code',
  document: 'SC-1',
  code: 'cost-code.unknown',
  severity: 'error',
  value: '03-30',
  message: 'No such cost code.',
  allowed: null,
  nearest: ['03-300'],
};

describe('run', () => {
  it('asks with the defaults of the house and gives the summary', async () => {
    const asked: unknown[] = [];
    const run: Engine['run'] = async (request) => {
      asked.push(request);
      return { summary: summaryOf('tied-out'), issues: [], files: { read: 1, stopped: 0 } };
    };
    const page = new Page();
    expect(await runCommand(contextOf({ run }), { paths: ['package.json'] }, page)).toBe(0);
    expect(asked).toEqual([
      {
        company: 'demo',
        paths: [`${process.cwd()}/package.json`],
        dataset: null,
        set: {},
        accept: null,
        origin: 'procore',
        asOf: null,
        dryRun: false,
        reportFolder: null,
      },
    ]);
    expect(page.value).toEqual(summaryOf('tied-out'));
  });

  it('reads nothing when a path is not there', async () => {
    await expect(runCommand(contextOf({}), { paths: ['package.json', 'nowhere'] }, new Page())).rejects.toMatchObject({
      exitCode: 2,
      message: 'No such file or folder: nowhere',
    });
  });

  const read = { read: 2, stopped: 0 };
  it.each<[number, RunResult['summary'], RunResult['files']]>([
    [0, summaryOf('tied-out'), read],
    [0, summaryOf('unchanged'), read],
    [0, summaryOf('unchanged'), { read: 0, stopped: 0 }],
    [3, summaryOf('held', { held: 1 }), read],
    [3, summaryOf('held', { waiting: 1 }), read],
    [3, summaryOf('unchanged', { held: 1 }), read],
    [3, summaryOf('tied-out'), { read: 1, stopped: 1 }],
    [4, summaryOf('held'), { read: 0, stopped: 1 }],
    [5, summaryOf('out-of-balance', { held: 1 }), read],
    [1, summaryOf('failed'), read],
  ])('exits %i', (code, summary, files) => {
    expect(runExitCode({ summary, files })).toBe(code);
  });
});

describe('validate', () => {
  const result: ValidateResult = {
    file: 'march.xlsx',
    sha256: 's',
    definitions: 'd',
    status: 'problems',
    annotated: null,
    datasets: [{ dataset: 'commitments', sheet: 'Items', rows: 20, documents: 1, byOutcome: { held: 1 } }],
    issues: Array.from({ length: 51 }, () => issue),
  };

  it('names the cell, what is nearest, and how many are left', async () => {
    const page = new Page();
    expect(await validateCommand(contextOf({ validate: async () => result }), { file: 'package.json' }, page)).toBe(4);
    expect(page.text.split('\n').slice(-4)).toEqual([
      'Items!F17: error cost-code.unknown: No such cost code. Nearest: 03-300.',
      '… and 1 more issue: --json lists all.',
      'commitments (Items): 20 rows, 1 document: 1 held',
      '51 issues found.',
    ]);
    expect(page.value).toBe(result);
  });

  it('exits 0 when nothing stands in the way, and 2 for a workbook that is none', async () => {
    const clean = async () => ({ ...result, status: 'clean' as const, issues: [] });
    expect(await validateCommand(contextOf({ validate: clean }), { file: 'package.json' }, new Page())).toBe(0);
    await expect(
      validateCommand(contextOf({}), { file: 'package.json', annotate: 'out.csv' }, new Page()),
    ).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('check and test', () => {
  it('give every problem its place', async () => {
    const problems = [{ file: 'rules/budgets.rules.json', line: 3, column: 7, message: 'no such column' }];
    const check = async () => ({ definitions: null, problems, counts: { rules: 12, tables: 2 } });
    const page = new Page();
    expect(await checkCommand(contextOf({ check }), {}, page)).toBe(4);
    expect(page.text).toBe('rules/budgets.rules.json:3:7: no such column\n1 problem in 12 rules, 2 tables.');
    expect(page.value).toMatchObject({ status: 'problems', problems });
    expect(
      await checkCommand(contextOf({ check: async () => ({ definitions: 'f', problems: [], counts: {} }) }), {}, page),
    ).toBe(0);
  });

  it('show what failed, and refuse a filter that finds nothing', async () => {
    const page = new Page();
    const failures = [{ name: 'samples/budgets/held/x', message: 'differs', diff: '- 1\n+ 2' }];
    const failing = contextOf({ test: async () => ({ passed: 3, failed: 1, failures, updated: [] }) });
    expect(await testCommand(failing, {}, page)).toBe(4);
    expect(page.text).toBe('FAILED samples/budgets/held/x: differs\n- 1\n+ 2\n3 examples passed, 1 failed.');
    const nothing = contextOf({ test: async () => ({ passed: 0, failed: 0, failures: [], updated: [] }) });
    await expect(testCommand(nothing, { only: 'xyz' }, page)).rejects.toMatchObject({ exitCode: 2 });
    await expect(testCommand(nothing, { force: true }, page)).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('reconcile', () => {
  const reportOf = (tiedOut: boolean, open: number) =>
    ({
      head: { tiedOut, sentence: 'Tied out.' },
      openItems: { held: { closing: { count: open } }, waiting: { closing: { count: 0 } } },
    }) as ReconciliationReport;
  const resultOf = (report: ReconciliationReport, path: string | null = null): ReconcileResult => ({
    report,
    text: path === null ? '{ "head": { "shortBy": "2.00" } }' : null,
    path,
  });

  it.each([
    [0, true, 0],
    [3, true, 2],
    [5, false, 2],
  ])('exits %i', async (code, tiedOut, open) => {
    const report = reportOf(tiedOut, open);
    const page = new Page(true);
    expect(await reconcileCommand(contextOf({ reconcile: async () => resultOf(report) }), {}, page)).toBe(code);
    expect(page.value).toEqual({ head: { shortBy: '2.00' } });
  });

  it('says where a file is', async () => {
    const page = new Page(true);
    const reconcile: Engine['reconcile'] = async ({ format }) => resultOf(reportOf(true, 0), `/r/report.${format}`);
    await reconcileCommand(contextOf({ reconcile }), { format: 'xlsx' }, page);
    expect(page.value).toEqual({ format: 'xlsx', path: '/r/report.xlsx' });
    expect(page.text).toBe('Tied out.\n/r/report.xlsx');
  });
});

describe('lists', () => {
  const batch: BatchLine = {
    batch: '0192',
    started: '2024-03-31T22:00:01.123Z',
    seconds: 1.26,
    status: 'held',
    asOf: '2024-03-31',
    datasets: ['budgets'],
    documents: { loaded: 12, unchanged: 0, held: 1, waiting: 0, excluded: 0 },
    dryRun: false,
    repeats: null,
  };

  it('line up', async () => {
    const page = new Page();
    expect(await batchesCommand(contextOf({ batches: async () => [batch] }), { limit: 20 }, page)).toBe(0);
    expect(page.text).toBe(
      [
        'batch  started (UTC)        seconds  status  as of       loaded  unchanged  held  waiting  excluded  repeats',
        '0192   2024-03-31 22:00:01      1.3  held    2024-03-31      12          0     1        0         0',
      ].join('\n'),
    );
  });

  it('say when they are cut', async () => {
    const line: DocumentLine = {
      dataset: 'budgets',
      document: '24-001',
      state: 'held',
      code: 'a.b',
      message: 'because',
      amount: '-1.00',
      since: '2024-03-31T22:00:01Z',
      batch: '0192',
    };
    const documents: Engine['documents'] = async ({ limit }) => Array.from({ length: limit }, () => line);
    const page = new Page();
    await documentsCommand(contextOf({ documents }), { limit: 2 }, page);
    expect(page.value).toEqual({ company: 'demo', documents: [line, line], cut: true });
    expect(page.text.split('\n')).toHaveLength(3);
    expect(page.hints).toHaveLength(1);
  });

  it('are told from nothing', async () => {
    const page = new Page();
    const status: Engine['status'] = async (company) => ({
      company,
      definitions: 'f',
      database: 'embedded',
      lastBatch: null,
      open: {},
      newestExtracts: [],
    });
    expect(await statusCommand(contextOf({ status }), { company: 'acme' }, page)).toBe(0);
    expect(page.text).toContain('company      acme');
    expect(page.text).toContain('last batch   none yet');
    await batchesCommand(contextOf({ batches: async () => [] }), { limit: 1 }, page);
    expect(page.text).toBe('No batch of demo yet.');
  });
});

describe('db', () => {
  const database = { up: async () => ({ url: 'u' }), url: async () => 'u', down: async () => undefined };

  it.each([
    ['up', { status: 'up', url: 'u' }],
    ['url', { url: 'u' }],
    ['down', { status: 'down' }],
  ] as const)('%s', async (action, value) => {
    const page = new Page();
    expect(await dbCommand(contextOf({ database }), { action }, page)).toBe(0);
    expect(page.value).toEqual(value);
    if (action === 'url') expect(page.text).toBe('u');
  });
});
