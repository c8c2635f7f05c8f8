/** Bad input and bad settings of each kind, and how each ends: one issue or one fault, its exit code, its JSON. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Issue } from '../../src/core/nouns.js';
import { AS_OF, BatchHome, csv, dumpSage, rowsIn, type RanBatch } from '../support/batch-home.js';
import { repositoryFolder } from '../support/source-tree.js';
import { runTieout } from '../support/run-tieout.js';

jest.setTimeout(120_000);

interface FailureJson {
  readonly status: string;
  readonly fault: {
    readonly kind: string;
    readonly message: string;
    readonly remedy: string;
    readonly problems: readonly string[];
  };
}

interface ValidateJson {
  readonly status: string;
  readonly datasets: readonly {
    readonly dataset: string;
    readonly rows: number;
    readonly byOutcome: Record<string, number>;
  }[];
  readonly issues: readonly Issue[];
}

/** An encrypted workbook is an OLE compound file that names its package. */
const encrypted = Buffer.concat([
  Buffer.from('d0cf11e0a1b11ae1', 'hex'),
  Buffer.alloc(504),
  Buffer.from('EncryptedPackage', 'utf16le'),
  Buffer.alloc(2_000),
]);

/** File → content, and the code of the one issue it must come to. */
const bad: Readonly<Record<string, readonly [string | Uint8Array, string]>> = {
  'empty.csv': ['', 'file.empty'],
  'blank.csv': ['\n \n\n', 'file.empty'],
  'binary.csv': [Buffer.from(Array.from({ length: 4_096 }, (_, at) => at % 256)), 'file.binary'],
  'quote.csv': [
    'project_number,name,city\n26-101,"Library,Greensboro\n26-102,School,High Point\n',
    'file.unbalanced-quote',
  ],
  'commitments.csv': [
    'commitment_number,project_number,type,title,vendor_code,status,cost_code,cost_type\n' +
      'SC-1,26-101,Subcontract,Concrete,ACME,Approved,03-300,S\n',
    'file.missing-column',
  ],
  'short.csv': [
    'commitment_number,project_number,type,title,vendor_code,status,cost_code,cost_type\n' +
      'SC-1,26-101,Subcontract,Concrete,ACME,Approved,03-300,S\n',
    'file.no-dataset',
  ],
  'twice.csv': ['project_number,name,Name\n26-101,Library,Library\n', 'file.duplicate-column'],
  'strange.csv': ['colour,flavour\nred,sweet\n', 'file.no-dataset'],
  'locked.xlsx': [encrypted, 'file.password-protected'],
  'cut-short.json': ['[{"account": "1000"', 'file.not-json'],
  'sums.csv': [
    csv(
      'project_number,cost_code,cost_type,original_budget_amount',
      '26-101,03-300,S,100.00',
      '26-101,03-350,S,50.00',
      'Total,,,151.00',
    ),
    'file.control-total-differs',
  ],
};
const badFiles = Object.fromEntries(Object.entries(bad).map(([name, [content]]) => [name, content]));

let home: BatchHome;

beforeAll(async () => {
  home = await BatchHome.open();
});
afterAll(() => home.remove());

describe('files that stop as a whole', () => {
  let batch: RanBatch;

  beforeAll(async () => {
    batch = await home.batch({ ...badFiles, 'accounts.csv': 'account,title\n2000,Accounts payable\n' });
  });

  it('leave the other files of a run alone: exit 3, tied out', () => {
    expect({ code: batch.code, status: batch.summary.status, balanced: batch.summary.tieOut.balanced }).toEqual({
      code: 3,
      status: 'held',
      balanced: true,
    });
    expect(batch.summary.datasets).toHaveLength(1);
    expect(batch.dataset('gl-accounts')).toMatchObject({
      documents: { read: 1, inserted: 1, held: 0, waiting: 0 },
      files: [{ name: 'accounts.csv', rows: 1 }],
    });
  });

  it.each(Object.entries(bad).map(([name, [, code]]) => ({ name, code })))(
    '$name is one issue, $code',
    ({ name, code }) => {
      const found = batch.issues.filter(({ file }) => file === name);
      expect(found.map((issue) => [issue.code, issue.severity])).toEqual([[code, 'error']]);
      expect(Object.keys(found[0]!).sort()).toEqual([
        'allowed',
        'cell',
        'code',
        'column',
        'dataset',
        'document',
        'file',
        'header',
        'message',
        'nearest',
        'row',
        'severity',
        'sheet',
        'value',
      ]);
      // What was seen, then what to do.
      expect(found[0]!.message).toMatch(/\. .*[.!]$|: .*[.!]$/);
    },
  );

  it('repeat their answer', async () => {
    const again = await home.batch({ ...badFiles, 'accounts.csv': 'account,title\n2000,Accounts payable\n' });
    expect({ code: again.code, issues: again.summary.issues }).toEqual({ code: 3, issues: batch.summary.issues });
    expect(again.dataset('gl-accounts').documents).toMatchObject({ read: 1, inserted: 0, unchanged: 1 });
  });

  it('alone are exit 4', async () => {
    const before = await dumpSage(home.url);
    const none = await home.batch(badFiles);
    expect({ code: none.code, datasets: none.summary.datasets, issues: none.issues.length }).toEqual({
      code: 4,
      datasets: [],
      issues: Object.keys(bad).length,
    });
    expect(await dumpSage(home.url)).toEqual(before);
  });
});

describe('validate', () => {
  const validate = async (
    name: string,
    content: string | Uint8Array,
  ): Promise<{ code: number | null; answer: ValidateJson }> => {
    const run = await home.tieout([
      'validate',
      join(home.deliver({ [name]: content }), name),
      '--as-of',
      AS_OF,
      '--json',
    ]);
    return { code: run.code, answer: run.json<ValidateJson>() };
  };

  it('is 0 for a clean file, and writes nothing', async () => {
    const before = rowsIn(await dumpSage(home.url));
    const { code, answer } = await validate('accounts.csv', 'account,title\n3000,Retainage payable\n');
    expect({ code, status: answer.status, issues: answer.issues }).toEqual({ code: 0, status: 'clean', issues: [] });
    expect(answer.datasets).toMatchObject([{ dataset: 'gl-accounts', rows: 1, byOutcome: { loaded: 1, held: 0 } }]);
    expect(rowsIn(await dumpSage(home.url))).toBe(before);
  });

  it('is 4 for a cell that does not parse, and names it', async () => {
    const { code, answer } = await validate(
      'rates.csv',
      'Tax Group,Description,Rate\nCITY,City,7.00\nSTATE,State,about 5\n',
    );
    expect({ code, status: answer.status }).toEqual({ code: 4, status: 'problems' });
    expect(answer.issues).toMatchObject([
      {
        dataset: 'tax-groups',
        row: 3,
        column: 'rate',
        header: 'Rate',
        value: 'about 5',
        severity: 'error',
        document: 'STATE',
      },
    ]);
    expect(answer.datasets).toMatchObject([{ dataset: 'tax-groups', byOutcome: { loaded: 1, held: 1 } }]);
  });

  it.each(['locked.xlsx', 'sums.csv'])('is 4 for %s', async (name) => {
    const [content, expected] = bad[name]!;
    const { code, answer } = await validate(name, content);
    expect({ code, status: answer.status, codes: answer.issues.map((issue) => issue.code) }).toEqual({
      code: 4,
      status: 'problems',
      codes: [expected],
    });
  });
});

describe('faults', () => {
  const accounts = (): string => home.deliver({ 'accounts.csv': 'account,title\n4000,Equipment\n' });

  async function fault(
    args: readonly string[],
    env: Record<string, string>,
  ): Promise<{ code: number | null } & FailureJson['fault']> {
    const { code, json, stdout } = await runTieout([...args, '--json'], {
      env: { TIEOUT_DATABASE_URL: home.url, ...env },
      home: env['TIEOUT_HOME'] ?? home.path,
    });
    const { status, fault: found } = json<FailureJson>();
    expect({ status, keys: Object.keys(found).sort() }).toEqual({
      status: 'failed',
      keys: ['kind', 'message', 'problems', 'remedy'],
    });
    expect(found.remedy).toMatch(/^[A-Z].*\.$/);
    expect(stdout).not.toContain(new URL(home.url).password);
    return { code, ...found };
  }

  it('a misspelt fact in a rule is 2 with file, line and column, before anything is read', async () => {
    const definitions = join(home.path, 'definitions');
    for (const folder of ['rules', 'mappings'])
      cpSync(join(repositoryFolder, folder), join(definitions, folder), { recursive: true });
    const rules = join(definitions, 'rules/commitments.rules.json');
    const text = readFileSync(rules, 'utf8');
    const at = text.indexOf('"fact": "status"') + '"fact": '.length;
    writeFileSync(rules, text.replace('"fact": "status"', '"fact": "sttaus"'));
    const before = text.slice(0, at).split('\n');
    const place = `${before.length}:${before.at(-1)!.length + 1}`;
    const empty = join(home.path, 'untouched');
    const found = await fault(['run', accounts()], { TIEOUT_DEFINITIONS: definitions, TIEOUT_HOME: empty });
    expect(found).toMatchObject({ code: 2, kind: 'definition' });
    expect(found.problems).toEqual([`rules/commitments.rules.json:${place}: no fact "sttaus"; did you mean "status"?`]);
    expect(existsSync(empty)).toBe(false);
  });

  it('a company without a profile is 2 and lists those there are', async () => {
    const found = await fault(['run', accounts(), '--company', 'nobody'], {});
    expect(found).toMatchObject({ code: 2, problems: [expect.stringMatching(/nobody.*there are demo, standard/)] });
  });

  it('a dataset that does not exist is 2 and lists those there are', async () => {
    expect(await fault(['run', accounts(), '--dataset', 'commitment'], {})).toMatchObject({
      code: 2,
      kind: 'usage',
      remedy: expect.stringContaining('commitments'),
    });
  });

  it('a home that cannot be written is 2 and names the variable', async () => {
    writeFileSync(join(home.path, 'a-file'), '');
    const blocked = join(home.path, 'a-file', 'home');
    expect(await fault(['run', accounts()], { TIEOUT_HOME: blocked })).toMatchObject({
      code: 2,
      kind: 'usage',
      remedy: expect.stringContaining('TIEOUT_HOME'),
    });
    expect(await fault(['run', accounts()], { TIEOUT_HOME: blocked, TIEOUT_DATABASE_URL: '' })).toMatchObject({
      code: 2,
      kind: 'usage',
      remedy: expect.stringContaining('TIEOUT_HOME'),
    });
  });

  it('a home where no folder can be made is 2 and names the variable', async () => {
    // Only Linux has such a folder.
    if (process.platform !== 'linux') return;
    for (const TIEOUT_DATABASE_URL of [home.url, '']) {
      expect(await fault(['run', accounts()], { TIEOUT_HOME: '/proc/tieout/home', TIEOUT_DATABASE_URL })).toMatchObject(
        {
          code: 2,
          kind: 'usage',
          message: expect.stringContaining('/proc/tieout/home'),
          remedy: expect.stringContaining('TIEOUT_HOME'),
        },
      );
    }
  });

  it('a report folder that cannot be written is 2, and nothing of the batch is kept', async () => {
    writeFileSync(join(home.path, 'a-file'), '');
    const before = await dumpSage(home.url);
    expect(await fault(['run', accounts(), '--report', join(home.path, 'a-file', 'report')], {})).toMatchObject({
      code: 2,
      kind: 'usage',
      remedy: expect.stringContaining('--report'),
    });
    expect(await dumpSage(home.url)).toEqual(before);
  });

  it('without a path the inbox is read', async () => {
    const first = await runTieout(['run', '--json'], { home: home.path, env: { TIEOUT_DATABASE_URL: home.url } });
    expect({ code: first.code, datasets: first.json<{ datasets: unknown[] }>().datasets }).toEqual({
      code: 0,
      datasets: [],
    });
    writeFileSync(join(home.path, 'inbox/demo/accounts.csv'), 'account,title\n5000,Job cost\n');
    const second = await runTieout(['run', '--json'], { home: home.path, env: { TIEOUT_DATABASE_URL: home.url } });
    expect({ code: second.code, datasets: second.json<{ datasets: unknown[] }>().datasets }).toMatchObject({
      code: 0,
      datasets: [{ dataset: 'gl-accounts' }],
    });
  });
});
