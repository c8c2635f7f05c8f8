/** Which workbooks are refused, and that refusing them costs next to nothing. */
import { afterAll, describe, expect, it } from '@jest/globals';

import { ExtractFolder } from '../support/extract-files.js';
import {
  cellRow,
  type HandmadeSheet,
  type HandmadeWorkbook,
  oleBytes,
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

describe('files that are no workbook', () => {
  it.each([
    ['EncryptedPackage', 'file.password-protected'],
    ['Workbook', 'file.old-excel'],
    ['Book', 'file.old-excel'],
    ['WordDocument', 'file.unknown-format'],
  ])('tells an OLE file with %s', async (stream, code) => {
    const problem = await folder.problem('a.xlsx', oleBytes(stream));
    expect(problem.code).toBe(code);
    expect(problem.remedy).not.toBe('');
  });

  it.each(['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/_rels/workbook.xml.rels'])(
    'refuses one without %s',
    async (part) => {
      expect(await refusalOf({ sheets: [sheetOf('')], without: [part] })).toMatchObject({
        code: 'file.not-a-workbook',
      });
    },
  );

  it('refuses other ZIPs, naming what they are', async () => {
    const zip = (name: string) =>
      folder.problem(
        'a.xlsx',
        zipBytes([
          { name: '[Content_Types].xml', data: '' },
          { name, data: 'x' },
        ]),
      );
    expect((await zip('xl/workbook.bin')).message).toContain('xlsb');
    expect((await zip('mimetype')).message).toContain('OpenDocument');
    expect(await folder.problem('a.xlsx', zipBytes([{ name: 'a.csv', data: 'a,b' }]))).toMatchObject({
      code: 'file.not-a-workbook',
    });
  });

  it('refuses encrypted ZIPs and strange packing', async () => {
    const part = { name: '[Content_Types].xml', data: 'x' };
    expect(await folder.problem('a.xlsx', zipBytes([{ ...part, encrypted: true }]))).toMatchObject({
      code: 'file.password-protected',
    });
    expect(await folder.problem('a.xlsx', zipBytes([{ ...part, method: 99 }]))).toMatchObject({
      code: 'file.not-a-workbook',
    });
  });

  it('refuses a file cut short, and one with a flipped bit', async () => {
    const bytes = workbookBytes({ sheets: [sheetOf(textRow(2, ['a', 'b', '1']))] });
    expect(await folder.problem('a.xlsx', bytes.subarray(0, bytes.length - 40))).toMatchObject({
      code: 'file.not-a-workbook',
    });
    const parts = workbookParts({ sheets: [sheetOf(textRow(2, ['a', 'b', '1']))] });
    const wrong = parts.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, claimedChecksum: 1 } : part));
    expect((await folder.problem('a.xlsx', zipBytes(wrong))).message).toContain('checksum');
  });

  it('takes a macro workbook', async () => {
    expect(
      (
        await folder.readOne(
          'a.xlsm',
          workbookBytes({
            sheets: [sheetOf(textRow(2, ['a']))],
            extraParts: [{ name: 'xl/vbaProject.bin', data: Buffer.alloc(100) }],
          }),
        )
      ).rows,
    ).toHaveLength(1);
  });
});

describe('hostile workbooks', () => {
  const BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>';

  it.each([
    'xl/worksheets/sheet1.xml',
    'xl/sharedStrings.xml',
    'xl/styles.xml',
    'xl/workbook.xml',
    '_rels/.rels',
    '[Content_Types].xml',
  ])('refuses entities in %s', async (name) => {
    const parts = workbookParts({ sheets: [sheetOf('')] }).map((part) =>
      part.name === name ? { ...part, data: BOMB } : part,
    );
    expect(await folder.problem('a.xlsx', zipBytes(parts))).toMatchObject({ code: 'file.hostile' });
  });

  it('refuses entities in parts that hold no cells, and in UTF-16', async () => {
    for (const data of [
      BOMB,
      Buffer.from(`\ufeff${BOMB}`, 'utf16le'),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(BOMB, 'utf16le').swap16()]),
    ]) {
      const workbook = { sheets: [sheetOf('')], extraParts: [{ name: 'docProps/app.xml', data }] };
      expect(await refusalOf(workbook)).toMatchObject({ code: 'file.hostile' });
    }
  });

  it('refuses a bomb by ratio, by size and by number of parts, before it unfolds', async () => {
    const bomb = { name: 'xl/bomb.xml', data: Buffer.alloc(24 * 1024 * 1024, 32) };
    const started = performance.now();
    expect(await refusalOf({ sheets: [sheetOf('')], extraParts: [bomb] })).toMatchObject({ code: 'file.hostile' });
    expect(
      await refusalOf({ sheets: [sheetOf('')], extraParts: [bomb] }, { inflatedBytesMax: 1024 * 1024 }),
    ).toMatchObject({ code: 'file.too-large' });
    expect(await refusalOf({ sheets: [sheetOf('')] }, { partsMax: 3 })).toMatchObject({ code: 'file.too-large' });
    expect(performance.now() - started).toBeLessThan(8_000);
  }, 20_000);

  it('refuses a part that says it is small and is not', async () => {
    for (const name of ['xl/worksheets/sheet1.xml', 'xl/sharedStrings.xml', 'docProps/app.xml']) {
      const parts = [
        ...workbookParts({ sheets: [sheetOf('')] }).filter((part) => part.name !== name),
        { name, data: Buffer.alloc(24 * 1024 * 1024, 32), claimedSize: 100 },
      ];
      const before = process.memoryUsage.rss();
      expect(await folder.problem('a.xlsx', zipBytes(parts))).toMatchObject({ code: 'file.hostile' });
      expect(process.memoryUsage.rss() - before).toBeLessThan(200 * 1024 * 1024);
    }
  }, 20_000);

  it('refuses the same part twice', async () => {
    const parts = workbookParts({ sheets: [sheetOf('')] });
    expect(await folder.problem('a.xlsx', zipBytes([...parts, parts.at(-1)!]))).toMatchObject({ code: 'file.hostile' });
  });

  it('allocates nothing for a lying dimension', async () => {
    const sheet = await readRows(textRow(2, ['a', 'b', 'c']), {}, { dimension: 'A1:XFD1048576' });
    expect(sheet.rows).toEqual([{ row: 2, cells: ['a', 'b', 'c'] }]);
  });

  it('passes over a million empty styled cells', async () => {
    const empty = Array.from(
      { length: 1_000 },
      (_, index) => `<row r="${index + 3}">${'<c s="1"/>'.repeat(1_000)}</row>`,
    ).join('');
    const sheet = await readRows(textRow(2, ['a', 'b', 'c']) + empty, { formats: ['0'] });
    expect(sheet.rows).toHaveLength(1);
  });

  it('bounds what shared texts unfold to', async () => {
    const sharedTexts = [`<si><t>${'x'.repeat(30_000)}</t></si>`];
    const rows = Array.from({ length: 1_000 }, (_, index) =>
      cellRow(index + 2, [`<c r="A${index + 2}" t="s"><v>0</v></c>`]),
    ).join('');
    expect(
      await refusalOf({ sheets: [sheetOf(rows)], sharedTexts }, { spooledCharactersMax: 10_000_000 }),
    ).toMatchObject({ code: 'file.too-large' });
  });

  it('bounds a table stretched by one cell far to the right', async () => {
    const wide =
      '<row r="1"><c r="A1" t="str"><v>a</v></c><c r="B1" t="str"><v>b</v></c><c r="XFD1" t="str"><v>z</v></c></row>';
    const rows = Array.from(
      { length: 300 },
      (_, index) => `<row r="${index + 2}"><c r="XFD${index + 2}"><v>1</v></c></row>`,
    ).join('');
    expect(await refusalOf({ sheets: [{ name: 'S', rows: wide + rows }] }, { tableCellsMax: 100_000 })).toMatchObject({
      code: 'file.too-large',
    });
    const extract = await folder.open('a.xlsx', workbookBytes({ sheets: [{ name: 'S', rows: wide + rows }] }));
    for await (const chunk of extract.sheets[0]!.rows()) {
      expect(chunk.length).toBeLessThan(100);
      break;
    }
    await extract.close();
  });

  it.each([
    ['unclosed tags', '<row r="2"><c r="A2"><v>1</v></c>'],
    ['crossed tags', '<row r="2"><c r="A2"><v>1</c></v></row>'],
    ['rows backwards', textRow(5, ['a']) + textRow(4, ['b'])],
    ['row 1048577', textRow(1_048_577, ['a'])],
    ['column XFE', cellRow(2, ['<c r="XFE2"><v>1</v></c>'])],
    ['no address', cellRow(2, ['<c r="2A"><v>1</v></c>'])],
    ['deep nesting', '<a>'.repeat(200)],
    ['a tag without end', `<row r="${'2'.repeat(1_100_000)}`],
  ])('refuses %s', async (_, rows) => {
    expect(await refusalOf({ sheets: [sheetOf(rows)] })).toMatchObject({ code: 'file.not-a-workbook' });
  });
});
