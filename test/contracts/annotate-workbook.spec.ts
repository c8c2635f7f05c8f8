/**
 * Contract of the annotated workbook: the user's own file comes back, marked, and nothing else of it changes.
 */
import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';

import { UsageFault } from '../../src/core/faults.js';
import { annotateWorkbook, refuseAnnotation } from '../../src/io/annotate-workbook.js';
import { isIssuesSheet } from '../../src/io/annotate/xlsx-issues-sheet.js';
import { annotated, cellsOf, issueAt, issueOf, partsOf, SALMON, YELLOW } from '../support/annotated-workbooks.js';
import { ExtractFolder } from '../support/extract-files.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

const read = (path: string) => folder.read('again.xlsx', readFileSync(path));

/** A workbook as people have them: styles, a formula, a filled cell, a merge, a hidden sheet, a title. */
async function ownWorkbook(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Invoices', { views: [{ state: 'frozen', ySplit: 2 }] });
  sheet.addRow(['Invoices of October']);
  sheet.addRow(['Code', 'Name', 'Amount', 'Date']);
  sheet.addRow(['03-300', 'Footings', 3250.07, new Date(Date.UTC(2026, 9, 31))]);
  sheet.addRow(['03-30O', '=1+1', { formula: 'C3*2', result: 6500.14 }, null]);
  sheet.addRow(['', 'Grade beams', 10, null]);
  sheet.getColumn(1).width = 31;
  sheet.getColumn(3).numFmt = '#,##0.00';
  sheet.getCell('A4').font = { bold: true };
  sheet.getCell('A4').fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FF00B0F0' } };
  sheet.getCell('C3').note = 'Maria: see the contract';
  sheet.getRow(5).hidden = true;
  const other = workbook.addWorksheet('Lists', { state: 'hidden' });
  other.addRow(['x', 'y']);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const ISSUES = [
  issueOf('Invoices!A4', {
    value: '03-30O',
    nearest: ['03-300'],
    allowed: ['03-300', '03-310'],
    document: 'INV-1',
  }),
  issueOf('Invoices!C3', { severity: 'warning', code: 'amount.high', message: 'More than the commitment has left.' }),
  issueAt({
    sheet: 'Invoices',
    row: 5,
    document: 'INV-2',
    code: 'invoice.twice',
    message: 'The invoice was delivered twice.',
  }),
  issueAt({ sheet: 'Invoices', row: 2, header: 'Name', severity: 'warning', code: 'file.unknown-column' }),
  issueAt({ message: 'The file is old.', severity: 'warning', code: 'file.old' }),
];

describe('the own workbook', () => {
  let file: string;
  let output: string;
  beforeAll(async () => {
    file = folder.write('own.xlsx', await ownWorkbook());
    output = await annotated(folder, file, ISSUES);
  });

  it('has bad cells filled and noted: the rule, what was seen, what may stand there, what is nearest', async () => {
    const cells = await cellsOf(output);
    const code = cells.get('Invoices!A4')!;
    expect(code).toMatchObject({ value: '03-30O', fill: SALMON, bold: true });
    expect(code.note).toMatch(/^—+ Tieout —+\nError\nThe job has no such cost code\.\nSeen: 03-30O\nNearest: 03-300\n/);
    expect(code.note).toContain('Allowed: 03-300, 03-310\n(cost-code.unknown)');
    const amount = cells.get('Invoices!C3')!;
    expect(amount).toMatchObject({ value: 3250.07, fill: YELLOW, numFmt: '#,##0.00' });
    expect(amount.note).toMatch(/^Maria: see the contract\n\n—+ Tieout —+\nWarning\nMore than/);
  });

  it('marks a document in the first cell of its row, an unknown column at its header', async () => {
    const cells = await cellsOf(output);
    expect(cells.get('Invoices!B5')).toMatchObject({ value: 'Grade beams', fill: SALMON });
    expect(cells.get('Invoices!B5')!.note).toContain('delivered twice.\nDocument: INV-2');
    expect(cells.get('Invoices!B2')).toMatchObject({ value: 'Name', fill: YELLOW });
  });

  it('keeps every value, formula, format, width and hidden part', async () => {
    const [before, after] = [await cellsOf(file), await cellsOf(output)];
    const marked = new Set(['Invoices!A4', 'Invoices!C3', 'Invoices!B5', 'Invoices!B2']);
    for (const [address, cell] of before) {
      const { fill, note, ...rest } = cell;
      expect(after.get(address)).toMatchObject(marked.has(address) ? rest : { ...rest, fill, note });
    }
    const [own, back] = [await partsOf(file), await partsOf(output)];
    const text = (parts: Map<string, Buffer>, part: string) => parts.get(part)!.toString();
    const sheet = (parts: Map<string, Buffer>) =>
      text(parts, 'xl/worksheets/sheet1.xml').replace(/ (?:s|spans)="[^"]*"/g, '');
    expect(sheet(back)).toBe(sheet(own));
    const same = ['xl/worksheets/sheet2.xml', 'xl/theme/theme1.xml', 'xl/sharedStrings.xml', 'docProps/core.xml'];
    for (const part of same) expect(back.get(part)).toEqual(own.get(part));
    const styles = text(back, 'xl/styles.xml');
    for (const section of ['fonts', 'fills', 'cellXfs']) {
      const inner = new RegExp(`<${section} count="\\d+"[^>]*>(.*?)</${section}>`).exec(
        text(own, 'xl/styles.xml'),
      )?.[1];
      expect(styles).toContain(inner);
      const [, count, all = ''] = new RegExp(`<${section} count="(\\d+)"[^>]*>(.*?)</${section}>`).exec(styles) ?? [];
      const element = { fonts: /<font>/g, fills: /<fill>/g, cellXfs: /<xf /g }[section]!;
      expect(all.match(element)).toHaveLength(Number(count));
    }
  });

  it('lists the issues on a sheet with links, a frozen head and a filter', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.readFile(output);
    const sheet = workbook.getWorksheet('Tieout issues')!;
    const rows = Array.from(sheet.getSheetValues(), (row) => Array.from((row ?? []) as unknown[]).slice(1)).slice(1);
    const head = rows.findIndex((row) => row[0] === 'Sheet');
    expect(rows[0]).toEqual([expect.stringMatching(/^2 errors and 3 warnings in \d+-own\.xlsx$/)]);
    expect(rows[head]).toEqual([
      'Sheet',
      'Row',
      'Cell',
      'Column',
      'Document',
      'Severity',
      'Code',
      'Seen',
      'Message',
      'Allowed',
      'Nearest',
    ]);
    expect(rows.slice(head + 1).map((row) => [row[1], row[6]])).toEqual([
      [4, 'cost-code.unknown'],
      [3, 'amount.high'],
      [5, 'invoice.twice'],
      [2, 'file.unknown-column'],
      [undefined, 'file.old'],
    ]);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: head + 1 });
    expect(sheet.autoFilter).toBe(`A${head + 1}:K${head + 6}`);
    const xml = (await partsOf(output)).get('xl/worksheets/sheet3.xml')!.toString();
    expect(xml).toContain(`<hyperlink ref="C${head + 2}" location="'Invoices'!A4" display="'Invoices'!A4"/>`);
    expect(xml.match(/<hyperlink /g)).toHaveLength(4);
  });

  it('carries the check and the definitions unseen, and is not read as data when it comes back', async () => {
    const properties = (await partsOf(output)).get('docProps/custom.xml')!.toString();
    expect(properties).toMatch(/name="TieoutValidation"><vt:lpwstr [^>]*>check-1</);
    expect(properties).toMatch(new RegExp(`name="TieoutDefinitions"><vt:lpwstr [^>]*>d{64}<`));
    const extract = await folder.open('back.xlsx', readFileSync(output));
    expect(extract.sheets.map((sheet) => [sheet.name, isIssuesSheet(sheet)])).toEqual([
      ['Invoices', false],
      ['Lists', false],
      ['Tieout issues', true],
    ]);
    await extract.close();
  });

  it('annotated again shows what is left: earlier fills, notes and list are gone', async () => {
    const again = await annotated(folder, output, [ISSUES[0]!], { validation: 'check-2' });
    const clean = await annotated(folder, again, [], { validation: 'check-3' });
    const cells = await cellsOf(again);
    expect(cells.get('Invoices!A4')!.fill).toBe(SALMON);
    expect(cells.get('Invoices!A4')!.note!.match(/Tieout/g)).toHaveLength(1);
    expect(cells.get('Invoices!C3')).toMatchObject({ fill: null, note: 'Maria: see the contract' });
    expect([...cells.keys()].filter((address) => /^Tieout issues\d/.test(address))).toEqual([]);
    const [before, after] = [await cellsOf(file), await cellsOf(clean)];
    for (const [address, cell] of before) expect([address, after.get(address)]).toEqual([address, cell]);
    expect([...after.values()].map(({ value }) => value)).toContain(
      'When this workbook was annotated before, it had 1 issue.',
    );
    expect(
      (await partsOf(clean))
        .get('docProps/custom.xml')!
        .toString()
        .match(/TieoutValidation/g),
    ).toHaveLength(1);
  });
});

// --------------------------------------------------------------------------------------------------- text files

describe('a text file', () => {
  const columns = new Map([
    ['cost_code', 1],
    ['amount', 2],
  ]);

  it('becomes a workbook of its rows, each where the file has it, every cell text', async () => {
    const csv = '\ufeffInvoice;Code;Amount\r\n007;=cmd|x;1,50\r\n\r\n8;"0""1\n2";2;beyond\r\n _x0041_;03-3;\r\n';
    const issues = [
      issueAt({ row: 2, column: 'cost_code', header: 'Code', value: '=cmd|x' }),
      issueAt({ row: 4, document: 'INV-8', severity: 'warning', code: 'invoice.twice' }),
      issueAt({ row: 1, header: 'Amount', code: 'file.unknown-column', severity: 'warning' }),
    ];
    const cells = await cellsOf(await annotated(folder, folder.write('march: [1].csv', csv), issues, { columns }));
    const sheet = [...cells.keys()][0]!.split('!')[0]!;
    const at = (address: string) => cells.get(`${sheet}!${address}`);
    expect(sheet).toMatch(/march +1 *$/);
    expect(at('A1')).toMatchObject({ value: 'Invoice', bold: true });
    expect(at('A2')).toMatchObject({ value: '007', fill: null, numFmt: '@' });
    expect(at('B2')).toMatchObject({ value: '=cmd|x', fill: SALMON, numFmt: '@' });
    expect(at('A4')).toMatchObject({ value: '8', fill: YELLOW });
    expect(at('B4')).toMatchObject({ value: '0"1\n2', fill: null });
    expect(at('D4')).toMatchObject({ value: 'beyond' });
    expect(at('C1')).toMatchObject({ value: 'Amount', fill: YELLOW, bold: true });
  });

  it('comes back as it was delivered', async () => {
    const csv = 'Code,Name\n03-300,_x0041_\n,\u0007bell\n005,"  two  "\n';
    const file = folder.write('plain.csv', csv);
    const [own, back] = [await folder.read('a.csv', csv), await read(await annotated(folder, file, []))];
    expect(back.sheets[0]!.rows.map(({ row, cells }) => ({ row, cells }))).toEqual(
      own.sheets[0]!.rows.map(({ row, cells }) => ({ row, cells })),
    );
  });

  it('in JSON stands one row lower, and says so', async () => {
    const json = JSON.stringify([
      {
        id: 1,
        lines: [
          { id: 5, amount: '1' },
          { id: 6, amount: 'x' },
        ],
      },
    ]);
    const issues = [
      issueAt({ row: 2, column: 'line_id', header: 'id' }),
      issueAt({ header: 'amount', code: 'file.unknown-column' }),
    ];
    const output = await annotated(folder, folder.write('in.json', json), issues, {
      lineArrays: ['lines'],
      columns: new Map([['line_id', 1]]),
    });
    const cells = await cellsOf(output);
    const painted = [...cells]
      .filter(([address, { fill }]) => fill === SALMON && !address.startsWith('Tieout'))
      .map(([address, { value }]) => [address.replace(/^.*!/, ''), value]);
    expect(painted).toEqual([
      ['C1', 'amount'],
      ['B3', '6'],
    ]);
    expect([...cells.values()].map(({ value }) => String(value)).join('\n')).toContain(
      'row 1 of the file stands in row 2',
    );
  });
});

// --------------------------------------------------------------------------------------------------- refusals

describe('what is refused', () => {
  it('is a file that would be written over, by whatever name', async () => {
    const file = folder.write('mine.csv', 'a,b\n1,2\n');
    const [link, hard] = [join(dirname(file), 'link.xlsx'), join(dirname(file), 'hard.xlsx')];
    symlinkSync(file, link);
    linkSync(file, hard);
    for (const output of [file, link, hard, join(dirname(file), '.', 'link.xlsx')]) {
      await expect(annotated(folder, file, [], { output })).rejects.toThrow(/would replace the file/);
    }
    expect(readFileSync(file, 'utf8')).toBe('a,b\n1,2\n');
  });

  it('is a folder, a folder that is not there, and a file too large', async () => {
    const file = folder.write('mine.csv', 'a,b\n1,2\n');
    await expect(refuseAnnotation(file, dirname(file))).rejects.toThrow(/is a folder/);
    await expect(refuseAnnotation(file, join(dirname(file), 'none', 'a.xlsx'))).rejects.toThrow(/no folder/);
    const fault = await refuseAnnotation(file, join(dirname(file), 'a.xlsx'), { fileBytesMax: 3 }).catch(
      (error: unknown) => error,
    );
    expect(fault).toBeInstanceOf(UsageFault);
    expect((fault as UsageFault).remedy).toMatch(/--json lists every issue/);
  });

  it('leaves nothing behind', async () => {
    const place = mkdtempSync(join(tmpdir(), 'tieout-annotate-'));
    const file = folder.write('broken.xlsx', 'PK\u0003\u0004 no workbook');
    const request = {
      file,
      kept: file,
      tempFolder: folder.spoolFolder,
      issues: [],
      lineArrays: [],
      columns: new Map(),
      validation: 'c',
      definitions: 'd',
    };
    await expect(annotateWorkbook({ ...request, output: join(place, 'out.xlsx') })).rejects.toThrow();
    expect(readdirSync(place)).toEqual([]);
    expect(existsSync(join(place, 'out.xlsx'))).toBe(false);
    rmSync(place, { recursive: true });
  });
});
