/**
 * Contract of the workbook reader: what cells become, what is noted, and which files are refused before they cost
 * anything.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';

import type { CellProblem } from '../../src/core/nouns.js';
import { ExtractFolder } from '../support/extract-files.js';
import {
  cellRow,
  type HandmadeSheet,
  type HandmadeWorkbook,
  textRow,
  workbookBytes,
  workbookParts,
  zipBytes,
} from '../support/workbooks.js';

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

const refusalOf = (workbook: HandmadeWorkbook, limits = {}) =>
  folder.problem('a.xlsx', workbookBytes(workbook), { limits });

describe('a workbook written by exceljs', () => {
  let bytes: Buffer;
  beforeAll(async () => {
    const workbook = new ExcelJS.Workbook();
    const sheet = workbook.addWorksheet('Invoices');
    sheet.addRow(['Code', 'Name', 'Amount', 'Date', 'When', 'Executed', 'Link', 'Rich']);
    sheet.addRow([
      '005',
      ' Acme & Sons <Ltd> ',
      0.1 + 0.2,
      new Date(Date.UTC(2025, 0, 31)),
      new Date(Date.UTC(2025, 0, 31, 13, 30)),
      true,
      { text: 'see', hyperlink: 'https://example.test/' },
      { richText: [{ text: 'bold', font: { bold: true } }, { text: ' plain' }] },
    ]);
    sheet.addRow([]);
    sheet.addRow(['', '=cmd()', -1234.5, null, null, false]);
    sheet.getColumn(4).numFmt = 'mm/dd/yyyy';
    sheet.getColumn(5).numFmt = 'yyyy-mm-dd hh:mm';
    bytes = Buffer.from(await workbook.xlsx.writeBuffer());
  });

  it('becomes rows of text with true row numbers', async () => {
    const sheet = await folder.readOne('a.xlsx', bytes);
    expect(sheet).toMatchObject({ name: 'Invoices', headerRow: 1 });
    expect(sheet.headerCells[2]).toEqual({ name: 'Amount', letter: 'C', scope: null });
    expect(sheet.rows).toEqual([
      {
        row: 2,
        cells: ['005', ' Acme & Sons <Ltd> ', '0.3', '2025-01-31', '2025-01-31T13:30:00', 'true', 'see', 'bold plain'],
      },
      { row: 4, cells: [null, '=cmd()', '-1234.5', null, null, 'false', null, null] },
    ]);
  });

  it('is known by its content, whatever its name', async () => {
    expect((await folder.readOne('extract.csv', bytes)).name).toBe('Invoices');
  });
});

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

describe('where rows and cells stand', () => {
  it('keeps the numbers of the file over blank rows', async () => {
    const rows =
      textRow(4, ['a', 'b']) +
      cellRow(5, ['<c r="A5" s="0"/>', '<c r="B5" t="inlineStr"><is><t> </t></is></c>']) +
      textRow(1_048_576, ['z']);
    expect((await readRows(rows)).rows.map((row) => row.row)).toEqual([4, 1_048_576]);
  });

  it('counts rows and cells that carry no address', async () => {
    const rows =
      '<row><c t="inlineStr"><is><t>Code</t></is></c><c t="inlineStr"><is><t>Name</t></is></c></row>' +
      '<row><c><v>1</v></c><c><v>2</v></c></row><row r="7"><c r="B7"><v>3</v></c></row><row><c><v>4</v></c></row>';
    const sheet = await folder.readOne('a.xlsx', workbookBytes({ sheets: [{ name: 'S', rows }] }));
    expect(sheet.rows).toEqual([
      { row: 2, cells: ['1', '2'] },
      { row: 7, cells: [null, '3'] },
      { row: 8, cells: ['4', null] },
    ]);
  });

  it('reads prefixed tags', async () => {
    const parts = workbookParts({ sheets: [sheetOf(textRow(2, ['a', 'b', 'c']))] }).map((part) =>
      part.name.startsWith('xl/') && !part.name.includes('_rels')
        ? {
            ...part,
            data: String(part.data)
              .replace(/<(\/?)(?=[a-zA-Z])/g, '<$1x:')
              .replace('xmlns=', 'xmlns:x='),
          }
        : part,
    );
    expect((await folder.readOne('a.xlsx', zipBytes(parts))).rows).toEqual([{ row: 2, cells: ['a', 'b', 'c'] }]);
  });

  it('finds the header below titles and names the rows it left out', async () => {
    const rows =
      textRow(1, ['Budget export']) +
      textRow(2, ['Company', 'ACME']) +
      textRow(5, ['Code', 'Name', 'Type', 'Unit', 'Note']) +
      textRow(6, ['1', 'n', 't', 'u', 'x']);
    const { sheets, notes } = await folder.read('a.xlsx', workbookBytes({ sheets: [{ name: 'B', rows }] }));
    expect(sheets[0]).toMatchObject({
      headerRow: 5,
      header: ['Code', 'Name', 'Type', 'Unit', 'Note'],
      rows: [{ row: 6 }],
    });
    expect(notes).toMatchObject([{ sheet: 'B', code: 'file.title-rows' }]);
    expect(notes[0]!.message).toContain('1, 2');
  });

  it('blames cells right of the table, and keeps a nameless column that most rows fill', async () => {
    const scratch = await readRows(
      textRow(2, ['a', 'b', 'c', 'note']) + textRow(3, ['a', 'b', 'c']) + textRow(4, ['a', 'b', 'c']),
    );
    expect(scratch.header).toHaveLength(3);
    expect(scratch.rows[0]).toMatchObject({
      cells: ['a', 'b', 'c'],
      problems: [{ index: 3, code: 'row.too-many-cells', value: 'note' }],
    });
    expect((await readRows(textRow(2, ['a', 'b', 'c', 'd']) + textRow(3, ['a', 'b', 'c', 'e']))).header).toEqual([
      'Code',
      'Name',
      'Amount',
      '',
    ]);
  });
});

describe('sheets', () => {
  it('come in the order and under the names of the workbook, wherever their parts lie', async () => {
    const bytes = workbookBytes({
      sheets: [
        sheetOf(textRow(2, ['first']), {
          name: 'Zweite & "Erste"',
          part: 'xl/worksheets/data.xml',
          target: '/xl/worksheets/data.xml',
        }),
        sheetOf(textRow(2, ['second']), { name: 'Other', part: 'xl/worksheets/sheet1.xml' }),
      ],
      reverseParts: true,
    });
    const { sheets } = await folder.read('a.xlsx', bytes);
    expect(sheets.map((sheet) => [sheet.name, sheet.rows[0]!.cells[0]])).toEqual([
      ['Zweite & "Erste"', 'first'],
      ['Other', 'second'],
    ]);
  });

  it('are read when hidden, and so are hidden rows, and both are named', async () => {
    const rows = textRow(2, ['a'], ' hidden="1"') + textRow(3, ['b']) + textRow(5, ['c'], ' hidden="true"');
    const { sheets, notes } = await folder.read(
      'a.xlsx',
      workbookBytes({ sheets: [sheetOf(rows), sheetOf(rows, { name: 'H', state: 'veryHidden' })] }),
    );
    expect(sheets.map((sheet) => sheet.rows.length)).toEqual([3, 3]);
    expect(notes.map(({ sheet, code }) => [sheet, code])).toEqual([
      ['Invoices', 'file.hidden-rows'],
      ['H', 'file.hidden-sheet'],
      ['H', 'file.hidden-rows'],
    ]);
    expect(notes[0]!.message).toContain('2, 5');
  });

  it('without cells are none, without a header are named', async () => {
    const { sheets, notes } = await folder.read(
      'a.xlsx',
      workbookBytes({
        sheets: [
          { name: 'Empty', rows: '' },
          sheetOf(textRow(2, ['a'])),
          { name: 'Notes', rows: textRow(1, ['just a remark']) },
        ],
      }),
    );
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Invoices']);
    expect(notes).toMatchObject([{ sheet: 'Notes', code: 'file.sheet-without-header' }]);
    expect(await refusalOf({ sheets: [{ name: 'Empty', rows: '' }] })).toMatchObject({ code: 'file.empty' });
    expect(await refusalOf({ sheets: [{ name: 'Notes', rows: textRow(1, ['remark']) }] })).toMatchObject({
      code: 'file.no-header',
    });
  });

  it('with a header alone have no rows', async () => {
    expect((await readRows('')).rows).toEqual([]);
  });
});

describe('merged cells', () => {
  it('give their value once and are blamed in the data, not above it', async () => {
    const rows =
      textRow(1, ['Title']) +
      textRow(3, ['Code', 'Name', 'Amount']) +
      textRow(4, ['a', 'b', 'c']) +
      cellRow(5, ['<c r="B5" t="inlineStr"><is><t>hidden</t></is></c>', '<c r="C5"><v>5</v></c>']) +
      textRow(6, ['x', 'y', 'z']);
    const after =
      '<mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="A4:B5"/><mergeCell ref="E6:XFD1048576"/></mergeCells>';
    const { sheets, notes } = await folder.read('a.xlsx', workbookBytes({ sheets: [{ name: 'S', rows, after }] }));
    const [first, second, third] = sheets[0]!.rows;
    expect(first).toMatchObject({ row: 4, cells: ['a', null, 'c'], problems: [{ index: 1, code: 'cell.merged' }] });
    expect(second!.cells).toEqual([null, null, '5']);
    expect(second!.problems).toMatchObject([
      { index: 0, code: 'cell.merged' },
      { index: 1, code: 'cell.merged', value: 'hidden' },
    ]);
    expect(second!.problems![0]!.message).toContain('A4:B5');
    expect(third).toEqual({ row: 6, cells: ['x', 'y', 'z'] });
    expect(notes.map(({ code }) => code)).toEqual(['file.title-rows']);
  });

  it('in the header are noted', async () => {
    const { notes } = await folder.read(
      'a.xlsx',
      workbookBytes({ sheets: [sheetOf('', { after: '<mergeCells><mergeCell ref="B1:C1"/></mergeCells>' })] }),
    );
    expect(notes).toMatchObject([{ code: 'file.merged-header' }]);
  });

  it('that overlap or are too many are refused', async () => {
    const merges = (count: number): string =>
      `<mergeCells>${'<mergeCell ref="A2:C1048576"/>'.repeat(count)}</mergeCells>`;
    expect(await refusalOf({ sheets: [sheetOf(textRow(2, ['a']), { after: merges(2) })] })).toMatchObject({
      code: 'file.hostile',
    });
    expect(await refusalOf({ sheets: [sheetOf('', { after: merges(60_000) })] })).toMatchObject({
      code: 'file.too-large',
    });
  });
});

describe('large sheets', () => {
  const rows = (count: number): string =>
    Array.from({ length: count }, (_, index) => textRow(index + 2, [`c${index}`, 'name', '1.5'])).join('');

  it('are put aside in a file that is gone after close', async () => {
    const bytes = workbookBytes({ sheets: [sheetOf(rows(5_000))] });
    const extract = await folder.open('a.xlsx', bytes, { limits: { memorySpoolCharactersMax: 10_000 } });
    expect(folder.spools).toHaveLength(1);
    let count = 0;
    for await (const chunk of extract.sheets[0]!.rows()) {
      expect(chunk.length).toBeLessThanOrEqual(2_000);
      for (const row of chunk) expect(row).toEqual({ row: count + 2, cells: [`c${count++}`, 'name', '1.5'] });
    }
    expect(count).toBe(5_000);
    await extract.close();
    expect(folder.spools).toEqual([]);
    await expect(extract.sheets[0]!.rows()[Symbol.asyncIterator]().next()).rejects.toThrow('closed');
  });

  it('leave nothing behind when they are refused half-way', async () => {
    const broken = workbookBytes({
      sheets: [sheetOf(rows(5_000)), sheetOf('<row r="2"><c r="A2"><v>1</c></row>', { name: 'B' })],
    });
    expect(await folder.problem('a.xlsx', broken, { limits: { memorySpoolCharactersMax: 10_000 } })).toMatchObject({
      code: 'file.not-a-workbook',
    });
    expect(folder.spools).toEqual([]);
  });
});
