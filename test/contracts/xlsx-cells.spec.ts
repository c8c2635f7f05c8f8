/**
 * Contract of the workbook reader's cells: numbers, dates, formulas, errors and texts as one text each, or a problem.
 */
import { afterAll, describe, expect, it } from '@jest/globals';

import type { CellProblem } from '../../src/core/nouns.js';
import { READ_LIMITS } from '../../src/io/read-limits.js';
import { ExtractFolder } from '../support/extract-files.js';
import { cellRow, type HandmadeSheet, type HandmadeWorkbook, textRow, workbookBytes } from '../support/workbooks.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

const HEADER = textRow(1, ['Code', 'Name', 'Amount']);

const sheetOf = (rows: string, more: Partial<HandmadeSheet> = {}): HandmadeSheet => ({
  name: 'Invoices',
  rows: HEADER + rows,
  ...more,
});

const readRows = async (rows: string, more: Partial<HandmadeWorkbook> = {}, sheet: Partial<HandmadeSheet> = {}) =>
  folder.readOne('a.xlsx', workbookBytes({ sheets: [sheetOf(rows, sheet)], ...more }));

const problemOf = async (rows: string, more: Partial<HandmadeWorkbook> = {}): Promise<CellProblem> => {
  const sheet = await readRows(rows, more);
  const row = sheet.rows[0]!;
  expect(row.problems).toHaveLength(1);
  const problem = row.problems![0]!;
  expect(row.cells[problem.index] ?? null).toBeNull();
  return problem;
};

describe('numbers', () => {
  it('keeps numbers that are stored as text', async () => {
    const sheet = await readRows(
      cellRow(2, ['<c r="A2" t="inlineStr"><is><t>007.50</t></is></c>', '<c r="C2"><v>7.5</v></c>']),
    );
    expect(sheet.rows[0]!.cells).toEqual(['007.50', null, '7.5']);
  });
});

describe('dates', () => {
  it('knows a date by its format in any column, so that a code Excel turned into a date shows as one', async () => {
    const formats = [
      'm/d/yy',
      'd-mmm',
      '[$-409]mmmm d, yyyy;@',
      '[h]:mm',
      '#,##0.00_);[Red]\\(#,##0.00\\)',
      '0.00E+00',
      '"day "0',
    ];
    const cells = formats.map(
      (_, index) => `<c r="${'ABCDEFG'[index]}2" s="${index + 1}"><v>${index === 3 ? 1.5 : 45726}</v></c>`,
    );
    const sheet = await readRows(
      cellRow(2, cells),
      { formats },
      { rows: textRow(1, [...'ABCDEFG']) + cellRow(2, cells) },
    );
    expect(sheet.rows[0]!.cells).toEqual([
      '2025-03-10',
      '2025-03-10',
      '2025-03-10',
      '36:00:00',
      '45726',
      '45726',
      '45726',
    ]);
  });

  it('reads workbooks of the 1904 calendar', async () => {
    const row = cellRow(2, ['<c r="A2" s="1"><v>44226</v></c>', '<c r="C2"><v>44226</v></c>']);
    const sheet = await readRows(row, { formats: ['yyyy-mm-dd'], date1904: true });
    expect(sheet.rows[0]!.cells).toEqual(['2025-01-31', null, '44226']);
  });

  it('reads ISO dates of strict workbooks', async () => {
    const cells = [
      '<c r="A2" t="d"><v>2025-01-31T00:00:00</v></c>',
      '<c r="B2" t="d"><v>2025-01-31T13:30:00.000Z</v></c>',
    ];
    expect((await readRows(cellRow(2, cells))).rows[0]!.cells).toEqual(['2025-01-31', '2025-01-31T13:30:00', null]);
  });

  it('blames a date that Excel has not', async () => {
    const problem = await problemOf(cellRow(2, ['<c r="B2" s="1"><v>60</v></c>']), { formats: ['m/d/yyyy'] });
    expect(problem).toMatchObject({ index: 1, code: 'cell.no-such-date', value: '60' });
  });
});

describe('formulas and errors', () => {
  it.each([
    ['a number', '<c r="C2"><f>A1*2</f><v>7.5</v></c>', '7.5'],
    ['a date', '<c r="C2" s="1"><f>TODAY()</f><v>45688</v></c>', '2025-01-31'],
    ['a text', '<c r="C2" t="str"><f>A1&amp;"x"</f><v>a &amp; b</v></c>', 'a & b'],
    ['a boolean', '<c r="C2" t="b"><f>1=1</f><v>1</v></c>', 'true'],
  ])('takes %s as last calculated', async (_, cell, text) => {
    expect(
      (await readRows(textRow(2, ['x']).replace('</row>', `${cell}</row>`), { formats: ['m/d/yy'] })).rows[0]!.cells,
    ).toEqual(['x', null, text]);
  });

  it('takes an empty text result as absent', async () => {
    const row = cellRow(2, ['<c r="A2"><v>1</v></c>', '<c r="B2" t="str"><f>""</f><v></v></c>']);
    expect((await readRows(row)).rows).toEqual([{ row: 2, cells: ['1', null, null] }]);
  });

  it('blames a formula that was never calculated, naming cell and formula', async () => {
    const problem = await problemOf(cellRow(2, ['<c r="C2"><f>SUM(A1:A9)</f></c>']));
    expect(problem).toMatchObject({ index: 2, code: 'cell.formula-without-value', value: '=SUM(A1:A9)' });
    expect(problem.message).toContain('C2');
  });

  it('names the formula that several cells share', async () => {
    const sheet = await readRows(
      cellRow(2, ['<c r="C2"><f t="shared" ref="C2:C3" si="0">A2*2</f><v>2</v></c>']) +
        cellRow(3, ['<c r="C3"><f t="shared" si="0"/></c>']),
    );
    expect(sheet.rows[1]!.problems).toMatchObject([{ code: 'cell.formula-without-value', value: '=A2*2' }]);
  });

  it('blames a calculated error and a typed one', async () => {
    const calculated = await problemOf(cellRow(2, ['<c r="A2" t="e"><f>B2/0</f><v>#DIV/0!</v></c>']));
    expect(calculated).toMatchObject({ index: 0, code: 'cell.formula-error', value: '#DIV/0!' });
    expect(calculated.message).toContain('=B2/0');
    expect(await problemOf(cellRow(2, ['<c r="A2" t="e"><v>#N/A</v></c>']))).toMatchObject({
      code: 'cell.error-value',
      value: '#N/A',
    });
  });

  it('blames what cannot be decoded', async () => {
    expect(await problemOf(cellRow(2, ['<c r="A2" t="s"><v>99</v></c>']))).toMatchObject({ code: 'cell.unreadable' });
    expect(await problemOf(cellRow(2, ['<c r="A2"><v>1.2.3</v></c>']))).toMatchObject({
      code: 'cell.unreadable',
      value: '1.2.3',
    });
    expect(await problemOf(cellRow(2, ['<c r="A2" t="inlineStr"><is><t>a_x0000_b</t></is></c>']))).toMatchObject({
      code: 'cell.control-character',
    });
    const long = 'x'.repeat(READ_LIMITS.cellCharactersMax + 1);
    expect(await problemOf(cellRow(2, [`<c r="A2" t="inlineStr"><is><t>${long}</t></is></c>`]))).toMatchObject({
      code: 'cell.too-long',
    });
    const twice = await problemOf(cellRow(2, ['<c r="A2"><v>1</v></c>', '<c r="A2"><v>2</v></c>']));
    expect(twice).toMatchObject({ code: 'cell.given-twice' });
  });
});

describe('texts', () => {
  it('joins runs, leaves reading aids out, and resolves escapes', async () => {
    const sharedTexts = [
      '<si><r><t>A</t></r><r><rPr><b/></rPr><t xml:space="preserve"> B</t></r></si>',
      '<si><t>漢字</t><rPh sb="0" eb="1"><t>カンジ</t></rPh><phoneticPr fontId="1"/></si>',
      '<si>\n  <t>x_x000D_\ny &#65;&amp;_x005F_x0041_</t>\n</si>',
    ];
    const rows =
      cellRow(2, ['<c r="A2" t="s"><v>0</v></c>', '<c r="B2" t="s"><v>1</v></c>', '<c r="C2" t="s"><v>2</v></c>']) +
      cellRow(3, [
        '<c r="A3" t="inlineStr"><is><r><t>one</t></r><r><t> two</t></r></is></c>',
        '<c r="B3" t="str"><v><![CDATA[a < b]]></v></c>',
      ]);
    const sheet = await readRows(rows, { sharedTexts });
    expect(sheet.rows.map((row) => row.cells)).toEqual([
      ['A B', '漢字', 'x\ny A&_x0041_'],
      ['one two', 'a < b', null],
    ]);
  });
});
