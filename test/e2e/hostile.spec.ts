/** Files that break programs: unreadable ones, odd characters, endless keys, look-alikes by the hundred. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Issue } from '../../src/core/nouns.js';
import { AS_OF, BatchHome, csv } from '../support/batch-home.js';
import { textRow, workbookBytes } from '../support/workbooks.js';
import { repositoryFolder } from '../support/source-tree.js';

jest.setTimeout(120_000);

const ACCOUNTS = 'account,title\n2000,Accounts payable\n';
const COMMITMENT =
  'commitment_number,project_number,type,title,vendor_code,status,executed,accounting_method,retainage_percent,date,' +
  'line_number,cost_code,cost_type,description,amount';
const INVOICE =
  'vendor_code,invoice_number,project_number,commitment_number,billing_date,status,line_number,' +
  'commitment_line_number,cost_code,cost_type,work_completed_this_period';

const commitment = (number: string, title = 'Title', amount = '5.00'): string =>
  `${number},26-101,Subcontract,${title},ACME,Approved,Yes,amount,10,2026-09-01,1,03-300,S,Text,${amount}`;
const invoice = (number: string, amount: string, line = 1): string =>
  `ACME,${number},26-101,SC-101-01,2026-09-30,Approved,${line},1,03-300,S,${amount}`;

let home: BatchHome;

beforeAll(async () => {
  home = await BatchHome.open();
  const ground = await home.run(join(repositoryFolder, 'samples/ground'));
  expect(ground.summary.tieOut.balanced).toBe(true);
});
afterAll(() => home.remove());

async function validate(path: string, ...options: string[]): Promise<{ code: number | null; issues: Issue[] }> {
  const run = await home.tieout(['validate', path, '--as-of', AS_OF, '--json', ...options]);
  return { code: run.code, issues: run.json<{ issues?: Issue[] }>().issues ?? [] };
}

async function check(name: string, content: string | Uint8Array, ...options: string[]): ReturnType<typeof validate> {
  return validate(join(home.deliver({ [name]: content }), name), ...options);
}

const codesOf = (issues: readonly Issue[]): string[] => issues.map((issue) => issue.code);

describe('what cannot be read', () => {
  it('is one issue each, and the other files go on', async () => {
    const folder = home.deliver({ 'accounts.csv': ACCOUNTS });
    symlinkSync('nowhere.csv', join(folder, 'link.csv'));
    symlinkSync('loop.csv', join(folder, 'loop.csv'));
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    mkdirSync(join(folder, 'folder.csv'));
    const batch = await home.run(folder);
    expect(batch.code).toBe(3);
    expect(batch.issues.map(({ code, file }) => [code, file])).toEqual([
      ['file.unreadable', 'link.csv'],
      ['file.unreadable', 'loop.csv'],
      ['file.unreadable', 'pipe.csv'],
    ]);
    expect(batch.dataset('gl-accounts').rows.read).toBe(1);
  });

  it('alone is exit 4; validate takes no folder', async () => {
    const folder = home.deliver({});
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    expect((await home.run(join(folder, 'pipe.csv'))).code).toBe(4);
    for (const path of [folder, join(folder, 'pipe.csv')]) {
      const { code, issues } = await validate(path);
      expect([code, codesOf(issues)]).toEqual([4, ['file.unreadable']]);
    }
  });
});

describe('a file without records', () => {
  it.each(['[]', '{"data":[]}'])('%s is a night on which nothing happened', async (content) => {
    const { code, issues } = await check('commitments.json', content);
    expect([code, codesOf(issues)]).toEqual([0, ['file.no-records']]);
    expect((await home.batch({ 'commitments.json': content })).code).toBe(0);
  });
});

describe('records of one object', () => {
  it('in two lists stop the file', async () => {
    const record = '{"account":"2000","title":"Payable"}';
    const { code, issues } = await check('accounts.json', `{"data":[${record}],"more":[${record}]}`);
    expect([code, codesOf(issues)]).toEqual([4, ['file.json-shape']]);
    const other = await check('accounts.json', `{"more":[${record}],"data":[${record}]}`);
    expect(codesOf(other.issues)).toEqual(['file.json-shape']);
  });

  it('whose list of lines stands twice are held', async () => {
    const line = '{"position":1,"description":"x","amount":"5.00","cost_code":"03-300","cost_type":"S"}';
    const record =
      '{"number":"PO-J1","type":"PurchaseOrderContract","title":"T","status":"Approved","vendor_code":"ACME",' +
      `"project_number":"26-101","line_items":[${line}],"line_items":[${line.replace('5.00', '6.00')}]}`;
    const batch = await home.batch({ 'commitments.json': `[${record}]` });
    expect(batch.dataset('commitments').documents).toMatchObject({ read: 1, held: 1, inserted: 0 });
    expect(codesOf(batch.issues)).toContain('cell.given-twice');
  });
});

describe('characters', () => {
  it('that are half of one hold their cell', async () => {
    const text = csv(COMMITMENT, commitment('SC-H1', 'T\ud800x'));
    const { code, issues } = await check('half.csv', Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect([code, issues[0]?.column, codesOf(issues)]).toEqual([4, 'title', ['cell.control-character']]);
    const json = await check('accounts.json', '[{"account":"2000","title":"a\\ud800b","x\\udc00":"1"}]');
    expect(codesOf(json.issues.filter(({ severity }) => severity === 'error'))).toEqual(['cell.control-character']);
  });

  it('that nobody sees hold a code, and are named', async () => {
    const file = csv(INVOICE, invoice('INV\u200b1', '1.00'), invoice('"INV\n2"', '1.00'), invoice('INV\t3', '1.00'));
    const { issues } = await check('invoices.csv', file);
    expect(issues.map(({ code, message }) => [code, /holds (.*?)\./.exec(message)?.[1]])).toEqual([
      ['cell.control-character', 'the unseen character U+200B'],
      ['cell.control-character', 'a line break'],
      ['cell.control-character', 'a tab'],
    ]);
  });
});

describe('codes without a mask', () => {
  it('that Excel made something of are held; a number written like a day is taken', async () => {
    const numbers = ['15-Mar', 'Mar-15', '1.23457E+11', '#REF!', '####', '2026-03-15', '3-15'];
    const { issues } = await check('invoices.csv', csv(INVOICE, ...numbers.map((number) => invoice(number, '1.00'))));
    const errors = issues.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ value, code }) => [value, code])).toEqual([
      ['15-Mar', 'code.excel-date'],
      ['Mar-15', 'code.excel-date'],
      ['1.23457E+11', 'code.excel-number'],
      ['#REF!', 'cell.error-value'],
      ['####', 'code.bad-character'],
    ]);
  });
});

describe('keys', () => {
  it('longer than any in Sage are held, whatever column makes them', async () => {
    const long = Array.from({ length: 3_000 }, (_, at) => String.fromCharCode(65 + ((at * 7 + at * at) % 26))).join('');
    const batch = await home.batch({
      'companies.csv': csv(
        'vendor_code,name,procore_id',
        `${long},Long Code,1`,
        `,${long},2`,
        `LONGID,Long Id,${long}`,
      ),
      'invoices.csv': csv(INVOICE, invoice(long, '1.00'), invoice('K1', '1.00').replace('SC-101-01', long)),
      'changes.csv': csv('project_number,change_number,cost_code,cost_type,amount', `26-101,${long},03-300,S,1.00`),
      'times.csv': csv('employee,date,project_number,cost_code,pay_id,hours', `${long},2026-01-01,26-101,03-300,R,8`),
      'commitments.csv': csv(
        `${COMMITMENT},vendor_name`,
        `${commitment('SC-K1').replace('ACME', '')},${long}`,
        `${commitment('SC-K2').replace(',1,', `,${long},`)},`,
      ),
    });
    expect(batch.code).toBe(3);
    expect(batch.summary.tieOut.balanced).toBe(true);
    const errors = batch.issues.filter(({ severity, value }) => severity === 'error' && value === long);
    expect(new Set(codesOf(errors))).toEqual(new Set(['cell.too-long']));
    expect(errors).toHaveLength(9);
    expect(Math.max(...errors.map(({ message }) => message.length))).toBeLessThan(300);
  });
});

describe('look-alikes', () => {
  it('by the hundred are told once, and a pair as a pair', async () => {
    const many = Array.from({ length: 600 }, (_, at) => invoice(`DUP-${at + 1}A`, '12.00'));
    const pair = [invoice('PAIR-1', '77.00'), invoice('PAIR-2', '77.00')];
    const batch = await home.batch({ 'invoices.csv': csv(INVOICE, ...many, ...pair) }, '--dry-run');
    const found = batch.issues
      .filter(({ code }) => code === 'invoice.possible-duplicate')
      .map(({ message }) => message);
    expect(found).toEqual([
      expect.stringMatching(/^Vendor ACME: 600 invoices have the same amount and date: DUP-\S+ \(12\.00\), .*, …\. /),
      'Vendor ACME: invoice PAIR-1 and PAIR-2 have the same amount and date (77.00 and 77.00). ' +
        'Make sure it is not paid twice.',
    ]);
  });

  it('among companies likewise', async () => {
    const rows = Array.from({ length: 400 }, (_, at) => `TW${at},"Twin, Inc${at % 2 === 0 ? '' : '.'}"`);
    const batch = await home.batch({ 'companies.csv': csv('vendor_code,name', ...rows) }, '--dry-run');
    const found = batch.issues.filter(({ code }) => code === 'vendor.possible-duplicate');
    expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/^400 vendors have one name/)]);
  });
});

describe('sums', () => {
  it('beyond the digits of their field hold the invoice, though each line fits', async () => {
    const lines = [1, 2].map((line) => invoice('BIG-1', '600000000.00', line));
    const batch = await home.batch({ 'invoices.csv': csv(INVOICE, ...lines) }, '--dry-run');
    expect(batch.dataset('subcontractor-invoices').documents).toMatchObject({ read: 1, inserted: 0 });
    const issue = batch.issues.find(({ code }) => code === 'target.too-large');
    expect(issue).toMatchObject({ column: 'work_completed_this_period', value: '1200000000.00' });
  });
});

describe('total rows', () => {
  const totals = (...rows: string[]): Promise<{ code: number | null; issues: Issue[] }> =>
    check('commitments.csv', csv(COMMITMENT, ...rows));
  const total = (label: string, amount: string): string => `${label}${','.repeat(14)}${amount}`;

  it('are not blamed for a cell nobody can read', async () => {
    const { issues } = await totals(commitment('SC-T1'), commitment('SC-T2', 'x', '1.005'), total('Total', '6.01'));
    expect(issues.map(({ code, row }) => [code, row])).toEqual([
      ['file.total-not-checked', 4],
      ['cell.too-many-decimals', 3],
    ]);
  });

  it('that cannot be read are said', async () => {
    const { code, issues } = await totals(commitment('SC-T1'), total('Total', '"1.1,00"'));
    expect([code, codesOf(issues)]).toEqual([0, ['file.total-not-checked']]);
  });

  it('of a part are checked too', async () => {
    const parts = [commitment('SC-T1'), total('Subtotal', '5.00'), commitment('SC-T2'), commitment('SC-T3')];
    expect((await totals(...parts, total('Subtotal', '10.00'), total('Total', '15.00'))).issues).toEqual([]);
    expect((await totals(...parts, total('Subtotal', '15.00'))).issues).toEqual([]);
    expect(codesOf((await totals(...parts, total('Subtotal', '11.00'))).issues)).toEqual([
      'file.control-total-differs',
    ]);
  });
});

describe('a workbook', () => {
  it('with a cell right of its table names that cell', async () => {
    const rows = textRow(1, ['account', 'title']) + textRow(2, ['2000', 'Payable', 'note']) + textRow(3, ['2100', 'x']);
    const { issues } = await check('accounts.xlsx', workbookBytes({ sheets: [{ name: 'GL', rows }] }));
    expect(issues.map(({ code, cell }) => [code, cell])).toEqual([['row.too-many-cells', 'GL!C2']]);
  });
});

describe('purchase orders without lines', () => {
  it('are told what they lack', async () => {
    const record = '{"number":"PO-1","title":"T","status":"Approved","vendor":{"id":7},"line_items":[]}';
    const { issues } = await check('orders.json', `[${record}]`);
    expect(issues[0]!.message).toContain('None of its records has lines');
  });
});

describe('--set', () => {
  it('of a column that the file has is said to be unused', async () => {
    const { issues } = await check('commitments.csv', csv(COMMITMENT, commitment('SC-S1')), '--set', 'status=Draft');
    expect(issues.map(({ code, column }) => [code, column])).toEqual([['file.unused-constant', 'status']]);
  });
});

describe('a report', () => {
  it('cannot be written into a file, which is said', async () => {
    const folder = home.deliver({ 'accounts.csv': ACCOUNTS });
    const taken = join(folder, 'taken.txt');
    writeFileSync(taken, '');
    const run = await home.tieout(['run', folder, '--dry-run', '--json', '--report', taken]);
    const { fault } = run.json<{ fault: { message: string; remedy: string } }>();
    expect([run.code, fault.message]).toEqual([2, `${taken} is a file or lies under one, and a folder is needed.`]);
  });
});
