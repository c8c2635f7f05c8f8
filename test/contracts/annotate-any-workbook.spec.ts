/**
 * Contract of the annotated workbook for workbooks of every kind: gaps, merges, prefixes, macros, foreign notes.
 * Promise: whatever is marked, no value changes, and what is not known comes back byte for byte.
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import {
  annotated,
  cellsOf,
  issueOf,
  partsOf,
  SALMON,
  sheetRelationships,
  typedWorkbook,
} from '../support/annotated-workbooks.js';
import { ExtractFolder } from '../support/extract-files.js';
import { cellRow, type HandmadeSheet, textRow, zipBytes } from '../support/workbooks.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

const read = (path: string) => folder.read('again.xlsx', readFileSync(path));

const HEADER = textRow(1, ['Code', 'Name']);
const sheetOf = (rows: string, more: Partial<HandmadeSheet> = {}): HandmadeSheet => ({
  name: 'Invoices',
  rows: HEADER + rows,
  ...more,
});

describe('workbooks of every kind', () => {
  it('keeps what it does not know byte for byte: charts, pivot tables, drawings', async () => {
    const strangers = ['xl/charts/chart1.xml', 'xl/pivotTables/pivotTable1.xml', 'xl/drawings/drawing1.xml'].map(
      (name) => ({
        name,
        data: `<x>${name}</x>`,
      }),
    );
    const file = folder.write('chart.xlsx', typedWorkbook({ sheets: [sheetOf(textRow(2, ['1', 'a']))] }, strangers));
    const parts = await partsOf(await annotated(folder, file, [issueOf('Invoices!A2')]));
    for (const { name, data } of strangers) expect(parts.get(name)?.toString()).toBe(data);
  });

  it('puts marked cells and rows where the sheet has none', async () => {
    const rows = cellRow(3, ['<c r="C3"><v>1</v></c>'], ' spans="3:3"') + '<row r="5"/>';
    const file = folder.write('gaps.xlsx', typedWorkbook({ sheets: [sheetOf(rows)] }));
    const issues = ['A2', 'D5', 'B3', 'E3', 'A9'].map((cell) => issueOf(`Invoices!${cell}`));
    const output = await annotated(folder, file, issues);
    const xml = (await partsOf(output)).get('xl/worksheets/sheet1.xml')!.toString();
    expect([...xml.matchAll(/<c r="(\w+)"/g)].map(([, name]) => name)).toEqual([
      'A1',
      'B1',
      'A2',
      'B3',
      'C3',
      'E3',
      'D5',
      'A9',
    ]);
    const cells = await cellsOf(output);
    for (const cell of ['A2', 'B3', 'E3', 'D5', 'A9'])
      expect(cells.get(`Invoices!${cell}`)).toMatchObject({ fill: SALMON });
  });

  it('marks a cell under a merge where the merge is', async () => {
    const after = '<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>';
    const file = folder.write(
      'merge.xlsx',
      typedWorkbook({ sheets: [sheetOf(textRow(2, ['1', 'a']) + textRow(3, ['', 'b']), { after })] }),
    );
    const cells = await cellsOf(await annotated(folder, file, [issueOf('Invoices!A3', { code: 'cell.merged' })]));
    expect(cells.get('Invoices!A2')!.note).toContain('cell.merged');
    expect(cells.get('Invoices!B3')!.fill).toBeNull();
  });

  it('reads names with a prefix, and writes its own with it', async () => {
    const plain = await partsOf(
      folder.write('plain.xlsx', typedWorkbook({ sheets: [sheetOf(textRow(2, ['1', 'a']))] })),
    );
    const prefixed = [...plain].map(([name, data]) => {
      if (!/^xl\/(worksheets|styles)/.test(name)) return { name, data };
      const text = data
        .toString()
        .replace(/<(\/?)(?=[a-zA-Z])/g, '<$1x:')
        .replace('xmlns=', 'xmlns:x=');
      return { name, data: text };
    });
    const output = await annotated(folder, folder.write('prefixed.xlsx', zipBytes(prefixed)), [
      issueOf('Invoices!A2'),
      issueOf('Invoices!C2'),
    ]);
    const parts = await partsOf(output);
    const sheet = parts.get('xl/worksheets/sheet1.xml')!.toString();
    expect(sheet).toMatch(/<x:c r="A2" t="inlineStr" s="\d+"><x:is>/);
    expect(sheet).toMatch(/<x:c r="C2" s="\d+"\/>/);
    expect(sheet).toMatch(/<x:legacyDrawing [^>]*r:id="\w+"\/><\/x:worksheet>$/);
    expect(parts.get('xl/styles.xml')!.toString()).not.toMatch(/<[a-wyz]/);
    expect((await read(output)).sheets[0]!.rows).toHaveLength(1);
  });

  it('leaves a sheet of the user alone that is called as ours', async () => {
    const own = { name: 'Tieout issues', rows: textRow(1, ['My', 'list']) + textRow(2, ['a', 'b']) };
    const file = folder.write('named.xlsx', typedWorkbook({ sheets: [sheetOf(textRow(2, ['1', 'a'])), own] }));
    const { sheets } = await read(await annotated(folder, file, [issueOf('Invoices!A2')]));
    expect(sheets.map(({ name }) => name)).toEqual(['Invoices', 'Tieout issues', 'Tieout issues 2']);
    expect(sheets[1]!.header).toEqual(['My', 'list']);
  });

  it('takes macros out, says so, and makes it the workbook its name says', async () => {
    const bytes = typedWorkbook({ sheets: [sheetOf(textRow(2, ['1', 'a']))] }, [
      { name: 'xl/vbaProject.bin', data: 'macro' },
    ]);
    const parts = await partsOf(await annotated(folder, folder.write('macros.xlsm', bytes), []));
    expect([...parts.keys()]).not.toContain('xl/vbaProject.bin');
    expect(parts.get('xl/worksheets/sheet2.xml')!.toString()).toContain(
      'The macros of the workbook are not in this copy',
    );
  });

  it('extends a bare note of another program, and leaves a thread alone', async () => {
    const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
    const comments =
      `<comments xmlns="${main}"><authors><author>me</author><author>tc={1}</author></authors><commentList>` +
      '<comment ref="A2" authorId="0"><text><t>mine</t></text></comment>' +
      '<comment ref="B2" authorId="1"><text><t>[Threaded comment]</t></text></comment></commentList></comments>';
    const more = [
      { name: 'xl/comments/comment1.xml', data: comments },
      sheetRelationships(['rId1', 'comments', '/xl/comments/comment1.xml']),
    ];
    const file = folder.write('notes.xlsx', typedWorkbook({ sheets: [sheetOf(textRow(2, ['1', 'a']))] }, more));
    const output = await annotated(folder, file, [issueOf('Invoices!A2'), issueOf('Invoices!B2')]);
    const parts = await partsOf(output);
    const text = parts.get('xl/comments/comment1.xml')!.toString();
    expect(text).toMatch(/<text><r><t>mine<\/t><\/r><r>/);
    expect(text).toContain('<text><t>[Threaded comment]</t></text>');
    expect(parts.get('xl/worksheets/sheet2.xml')!.toString()).toContain('1 marked cell of Invoices carries a thread');
    expect(parts.get('xl/drawings/vmlDrawing1.vml')!.toString()).toMatch(/^<xml /);
  });

  it('notes a thousand cells of a sheet, fills and lists all', async () => {
    const rows = Array.from({ length: 1_200 }, (_, at) => textRow(at + 2, ['1', 'a'])).join('');
    const file = folder.write('many.xlsx', typedWorkbook({ sheets: [sheetOf(rows)] }));
    const issues = Array.from({ length: 1_200 }, (_, at) => issueOf(`Invoices!A${at + 2}`));
    const cells = await cellsOf(await annotated(folder, file, issues));
    const invoices = [...cells].filter(([address]) => address.startsWith('Invoices!')).map(([, cell]) => cell);
    expect(invoices.filter(({ fill }) => fill === SALMON)).toHaveLength(1_200);
    expect(invoices.filter(({ note }) => note !== null)).toHaveLength(1_000);
    expect([...cells.values()].map(({ value }) => String(value)).join('\n')).toContain(
      'The first 1000 of the 1200 marked cells',
    );
  });

  it('changes no value whatever is marked, and nothing is left when nothing is', async () => {
    const text = fc
      .string({ unit: 'binary', maxLength: 6 })
      .map((value) => value.replace(/[\0-\x1f\x7f]|\p{Cs}|[\ufffe\uffff]/gu, ' '));
    const cell = fc.tuple(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 0, max: 4 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 7 }),
        fc.array(cell, { maxLength: 12 }),
        async (rows, marks) => {
          const sheet = sheetOf(rows.map((texts, at) => textRow(at + 2, texts)).join(''));
          const file = folder.write('any.xlsx', typedWorkbook({ sheets: [sheet] }));
          const issues = marks.map(([row, column]) => issueOf(`Invoices!${'ABCDE'[column]}${row}`));
          const once = await annotated(folder, file, issues);
          const twice = await annotated(folder, once, []);
          const [own, ...others] = await Promise.all(
            [file, once, twice].map(async (path) => (await read(path)).sheets[0]),
          );
          for (const other of others) expect(other).toEqual(own);
          const painted = [...(await cellsOf(once))].filter(([, { fill }]) => fill === SALMON);
          expect(painted.filter(([address]) => address.startsWith('Invoices!'))).toHaveLength(
            new Set(marks.map(String)).size,
          );
          expect(
            [...(await cellsOf(twice)).values()].filter(({ fill, note }) => fill === SALMON || note !== null),
          ).toEqual([]);
        },
      ),
      { numRuns: 25 },
    );
  }, 30_000);
});
