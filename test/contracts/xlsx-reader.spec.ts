/**
 * Contract of the workbook reader: what cells become, what is noted, and which files are refused before they cost
 * anything.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS from 'exceljs';

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
      problems: [{ index: 3, letter: 'D', code: 'row.too-many-cells', value: 'note' }],
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
