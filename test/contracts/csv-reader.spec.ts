/** Contract of the CSV reader: what a delivered text file becomes, and which files are refused. */
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { csvRecords } from '../../src/io/csv-records.js';
import { READ_LIMITS } from '../../src/io/read-limits.js';
import { lookOver } from '../../src/io/stray-quotes.js';
import { ExtractFolder } from '../support/extract-files.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

const cells = async (content: string | Buffer, name = 'a.csv'): Promise<(string | null)[][]> =>
  (await folder.readOne(name, content)).rows.map((row) => [...row.cells]);

describe('rows and cells', () => {
  it('keeps cells as delivered, blank ones absent', async () => {
    const sheet = await folder.readOne('a.csv', 'Code,Name,Amount\n005, Acme ,"$9,999.9"\n"0234241831TC","","None"\n');
    expect(sheet).toMatchObject({ name: null, header: ['Code', 'Name', 'Amount'], headerRow: 1 });
    expect(sheet.headerCells[0]).toEqual({ name: 'Code', letter: null, scope: null });
    expect(sheet.rows).toEqual([
      { row: 2, cells: ['005', ' Acme ', '$9,999.9'] },
      { row: 3, cells: ['0234241831TC', null, 'None'] },
    ]);
  });

  it('takes cells of spaces only, also non-breaking ones, as absent', async () => {
    expect(await cells('a,b,c\n  ,\u00a0,x\n')).toEqual([[null, null, 'x']]);
  });

  it('numbers rows as Excel does: blank ones count, line breaks in cells do not', async () => {
    const sheet = await folder.readOne('a.csv', '\n\na,b\n1,"x\ny"\n\n,\n2,"3 5/8"" wall"\n');
    expect(sheet.headerRow).toBe(3);
    expect(sheet.rows).toEqual([
      { row: 4, cells: ['1', 'x\ny'] },
      { row: 7, cells: ['2', '3 5/8" wall'] },
    ]);
  });

  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('reads %s line ends', async (_, end) => {
    expect(await cells(['a,b', '1,"x"', '2,y', ''].join(end))).toEqual([
      ['1', 'x'],
      ['2', 'y'],
    ]);
  });

  it('reads mixed line ends, and a last row without one', async () => {
    expect(await cells('a,b\r\n1,x\n2,y\r3,"p\r\nq"\r\n4,z')).toEqual([
      ['1', 'x'],
      ['2', 'y'],
      ['3', 'p\nq'],
      ['4', 'z'],
    ]);
  });

  it('reads a header without rows', async () => {
    expect((await folder.readOne('a.csv', 'a,b\n')).rows).toEqual([]);
    expect((await folder.readOne('a.csv', 'a,b')).header).toEqual(['a', 'b']);
  });

  it('keeps quotes inside unquoted cells, and formulas as text', async () => {
    expect(await cells('a,b\n3 5/8" wall,=1+1\n')).toEqual([['3 5/8" wall', '=1+1']]);
  });

  it('gives chunks of two thousand rows', async () => {
    const lines = Array.from({ length: 4_500 }, (_, index) => `${index},"t ${index}"`);
    const sheet = await folder.readOne('a.csv', `a,b\n${lines.join('\n')}\n`);
    expect(sheet.chunkSizes).toEqual([2_000, 2_000, 500]);
    expect(sheet.rows[4_499]).toEqual({ row: 4_501, cells: ['4499', 't 4499'] });
  });

  it('reads any table that a correct writer writes, whatever the delimiter, encoding and chunk borders', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '1', ' ', ',', ';', '\t', '"', 'é', '\n', '€'),
      maxLength: 12,
    });
    const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 40 });
    const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), async (rows, by, end) => {
        // Line breaks are left to tests of their own: a cell full of delimiters and line breaks rightly looks like
        // swallowed rows.
        const texts = rows.map((row) => row.map((text) => text.replaceAll('\n', ' ')));
        const content = [['H1', 'H2', 'H3'], ...texts].map((row) => row.map(quote).join(by)).join(end);
        const sheet = await folder.readOne('a.csv', content);
        const expected = texts
          .map((row, index) => ({ row: index + 2, cells: row.map((text) => (text.trim() === '' ? null : text)) }))
          .filter((row) => row.cells.some((text) => text !== null));
        expect(sheet.rows).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  }, 20_000);
});

describe('chunk borders', () => {
  it('may fall anywhere: inside quotes, between CR and LF, inside a letter', async () => {
    const rows = Array.from({ length: 6_000 }, (_, index) => [
      `${index}`,
      `"${'ä'.repeat(index % 7)}""${'\r\n'.repeat(index % 3)}, é"`,
      '',
      '€',
    ]);
    const expected = rows.map(([id, text], index) => ({
      row: index + 2,
      cells: [id, text!.slice(1, -1).replace('""', '"').replaceAll('\r\n', '\n'), null, '€'],
    }));
    for (let shift = 0; shift < 4; shift++) {
      const name = 'N'.repeat(shift + 1);
      const sheet = await folder.readOne(
        'a.csv',
        `${name},b,c,d\r\n${rows.map((row) => row.join(',')).join('\r\n')}\r\n`,
      );
      expect(JSON.stringify(sheet.rows) === JSON.stringify(expected)).toBe(true);
    }
  });
});

describe('encodings', () => {
  const text = 'Name,Ort\nMüller & Söhne,Zürich — 5 €\n';
  const expected = [['Müller & Söhne', 'Zürich — 5 €']];
  const utf16be = Buffer.from(text, 'utf16le').swap16();

  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8 with two marks', Buffer.from(`\ufeff\ufeff${text}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be])],
    ['UTF-16 LE without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE without a mark', utf16be],
  ])('reads %s', async (_, bytes) => {
    const { sheets, notes } = await folder.read('a.csv', bytes);
    expect(sheets[0]!.header).toEqual(['Name', 'Ort']);
    expect(sheets[0]!.rows.map((row) => row.cells)).toEqual(expected);
    expect(notes).toEqual([]);
  });

  it('reads Windows-1252 and says so', async () => {
    const { sheets, notes } = await folder.read(
      'a.csv',
      Buffer.from('Name;Price\nM\xfcller \x96 Sons;5 \x80\n', 'latin1'),
    );
    expect(sheets[0]!.rows[0]!.cells).toEqual(['Müller – Sons', '5 €']);
    expect(notes.map(({ code }) => code)).toEqual(['file.encoding-guessed']);
  });

  it('takes UTF-8 for what it is when the only accent stands at a chunk border', async () => {
    for (const before of [1, 2, 3]) {
      const head = 'a\n'.padEnd(1024 * 1024 - before, `${'x'.repeat(99)}\n`);
      const { sheets, notes } = await folder.read('a.csv', `${head}€uro\n`);
      expect(sheets[0]!.rows.at(-1)!.cells[0]!.endsWith('€uro')).toBe(true);
      expect(notes).toEqual([]);
    }
  });

  it('refuses damaged UTF-8 instead of garbling every accent', async () => {
    const good = Buffer.from('Name\nMüller\nSöhne\n');
    const bytes = Buffer.concat([good, Buffer.from([0xc3]), Buffer.from('x\nGrün\n')]);
    expect(await folder.problem('a.csv', bytes)).toMatchObject({ code: 'file.encoding', row: 4 });
    expect(await folder.problem('a.csv', Buffer.concat([Buffer.from('\ufeffa\n'), Buffer.from([0xe9])]))).toMatchObject(
      { code: 'file.encoding' },
    );
  });

  it('refuses NUL bytes', async () => {
    expect(await folder.problem('a.csv', 'a,b\n1,\0\n')).toMatchObject({ code: 'file.binary' });
    expect(await folder.problem('a.csv', Buffer.from('\ufeffa,b\n1,\0\n', 'utf16le'))).toMatchObject({
      code: 'file.binary',
    });
  });
});

describe('delimiters', () => {
  it.each([
    ['comma', 'a,b,c\n1,2,3\n', ['1', '2', '3']],
    ['semicolon with decimal commas', 'a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n', ['1,5', '2,5', '3,5']],
    ['tab with commas in texts', 'a\tb\tc\nx, y\t2\t3, 4\n', ['x, y', '2', '3, 4']],
    ['comma with semicolons in quotes', '"a;1","b;2"\n"x;y;z","1;2"\n', ['x;y;z', '1;2']],
    ['a declared one', 'sep=;\na;b\n1,2;3\n', ['1,2', '3']],
    ['none', 'a\nx\n', ['x']],
    ['comma although every text has a tab', 'a,b\n1\tx,\n2\ty\n3\tz\n', ['1\tx', null]],
  ])('finds %s', async (_, content, row) => {
    expect((await cells(content))[0]).toEqual(row);
  });

  it('counts a sep line as the first row', async () => {
    expect(await folder.readOne('a.csv', 'sep=,\r\na,b\r\n1,2\r\n')).toMatchObject({
      headerRow: 2,
      rows: [{ row: 3 }],
    });
  });
});

describe('header', () => {
  it('drops nameless headers at the end when nothing stands below them', async () => {
    expect((await folder.readOne('a.csv', 'a,b,""\n1,2,\n')).header).toEqual(['a', 'b']);
    const kept = await folder.readOne('a.csv', 'a,b,\n1,2,x\n3,4,\n');
    expect(kept.header).toEqual(['a', 'b', '']);
    expect(kept.rows[0]!.cells).toEqual(['1', '2', 'x']);
  });

  it('keeps names with signs, and nameless ones in the middle', async () => {
    expect((await folder.readOne('a.csv', '#,,Work: % $\n1,2,3\n')).header).toEqual(['#', '', 'Work: % $']);
  });

  it('refuses more columns than Excel has', async () => {
    const content = `${'x,'.repeat(16_384)}x\n`;
    expect(await folder.problem('a.csv', content)).toMatchObject({ code: 'file.too-many-columns', row: 1 });
  });

  it('refuses a file without a row', async () => {
    expect(await folder.problem('a.csv', '')).toMatchObject({ code: 'file.empty' });
    expect(await folder.problem('a.csv', '\r\n , \r\n')).toMatchObject({ code: 'file.empty' });
    expect(await folder.problem('a.csv', '\ufeff')).toMatchObject({ code: 'file.empty' });
  });
});

describe('rows that do not fit the header', () => {
  it('blames the first cell beyond the header, and takes blank ones', async () => {
    const sheet = await folder.readOne('a.csv', 'a,b\n1,2,,\nAcme, Inc.,5,6\n');
    expect(sheet.rows[0]).toEqual({ row: 2, cells: ['1', '2'] });
    expect(sheet.rows[1]).toMatchObject({ row: 3, cells: ['Acme', ' Inc.'] });
    expect(sheet.rows[1]!.problems).toMatchObject([{ index: 2, code: 'row.too-many-cells', value: '5' }]);
  });

  it('blames a short row where rows are written in full: an unquoted line break made two of one', async () => {
    const sheet = await folder.readOne('a.csv', 'a,b,c\n1,2,3\n4,5,6\n7,8,9\n10,te\nxt,12\n');
    expect(sheet.rows[3]).toMatchObject({ row: 5, cells: ['10', 'te', null] });
    expect(sheet.rows[3]!.problems).toMatchObject([{ index: 2, code: 'row.too-few-cells' }]);
    expect(sheet.rows[4]!.problems).toHaveLength(1);
  });

  it('takes short rows where the writer leaves trailing blanks out', async () => {
    const sheet = await folder.readOne('a.csv', 'a,b,c\n1\n2,x\n3\n');
    expect(sheet.rows.map((row) => row.cells)).toEqual([
      ['1', null, null],
      ['2', 'x', null],
      ['3', null, null],
    ]);
    expect(sheet.rows.some((row) => row.problems !== undefined)).toBe(false);
  });
});

describe('stray quotes', () => {
  const rows = Array.from({ length: 40 }, (_, index) => `${index},v${index},"text ${index}",${index}.00`);
  const file = (at: number, row: string): string =>
    ['Id,Vendor,Text,Amount', ...rows.slice(0, at), row, ...rows.slice(at)].join('\n');

  it('refuses a quote that is never closed, naming its row and column', async () => {
    const problem = await folder.problem('a.csv', 'a,b,c\n1,2,3\n4,"5,6\n7,8,9\n');
    expect(problem).toMatchObject({ code: 'file.unbalanced-quote', row: 3 });
    expect(problem.message).toContain('row 3, column 2');
  });

  it('refuses text after a closing quote, naming its row and column', async () => {
    const problem = await folder.problem('a.csv', file(20, '99,"3 5/8" wall",x,1.00'));
    expect(problem).toMatchObject({ code: 'file.unbalanced-quote', row: 22 });
    expect(problem.message).toContain('column 2');
  });

  it('refuses a quote that closes rows later by accident', async () => {
    const swallowed = [
      'Id,Vendor,Text,Amount',
      '1,v1,t1,1.00',
      '2,"v2,t2,2.00',
      '3,v3,t3,3.00',
      '4,v4",t4,4.00',
      '5,v5,t5,5.00',
    ];
    const problem = await folder.problem('a.csv', swallowed.join('\n'));
    expect(problem).toMatchObject({ code: 'file.unbalanced-quote', row: 3 });
    expect(problem.message).toContain('look like whole rows');
  });

  it('refuses a quote that swallows one row end', async () => {
    const swallowed = ['Id,Vendor,Text,Amount', '1,v1,t1,1.00', '2,"v2,t2,2.00', '3,v3",t3,3.00'];
    expect(await folder.problem('a.csv', swallowed.join('\n'))).toMatchObject({
      code: 'file.unbalanced-quote',
      row: 3,
    });
  });

  it('refuses a cell of more than fifty lines, or of a hundred thousand characters', async () => {
    const tall = `a,b\n1,"${'x\n'.repeat(60)}"\n`;
    expect(await folder.problem('a.csv', tall)).toMatchObject({ code: 'file.unbalanced-quote', row: 2 });
    const long = `a,b\n1,"x\n${'y'.repeat(100_001)}"\n`;
    expect(await folder.problem('a.csv', long)).toMatchObject({ code: 'file.unbalanced-quote', row: 2 });
    expect(await folder.problem('a.csv', `a,b\n1,${'y'.repeat(100_001)}\n`)).toMatchObject({
      code: 'file.cell-too-long',
      row: 2,
    });
  });

  it('refuses a quote opened early in a large file without reading it all into memory', async () => {
    const many = Array.from({ length: 300_000 }, (_, index) => `${index},vendor ${index},text,1.00`).join('\n');
    const problem = await folder.problem('a.csv', `Id,Vendor,Text,Amount\n1,"x,y,2.00\n${many}\n`);
    expect(problem).toMatchObject({ code: 'file.unbalanced-quote', row: 2 });
    expect(problem.message).toContain('column 2');
  });

  it('finds the true row far down the file, over many chunks', async () => {
    const many = Array.from({ length: 30_000 }, (_, index) => `${index},"vendor\n${index}",text,1.00`).join('\n');
    const problem = await folder.problem('a.csv', `Id,Vendor,Text,Amount\n${many}\n1,x,"y" z,2.00\n`);
    expect(problem).toMatchObject({ code: 'file.unbalanced-quote', row: 30_002 });
    expect(problem.message).toContain('column 3');
  });

  it('takes prose with line breaks and commas, and spaces after a closing quote', async () => {
    const prose = 'Id,Text,Amount\n1,"Level 1, north, west,\nand east, south\n(see plan, page 3)" ,5.00\n';
    expect((await cells(prose))[0]).toEqual([
      '1',
      'Level 1, north, west,\nand east, south\n(see plan, page 3)',
      '5.00',
    ]);
  });

  it('refuses a row without end', async () => {
    const limits = { rowCharactersMax: 200_000 };
    expect(await folder.problem('a.csv', `a,b\n${'x,'.repeat(200_000)}`, { limits })).toMatchObject({
      code: 'file.row-too-long',
      row: 2,
    });
  });
});

describe('the quick look at a file', () => {
  const look = async (content: string): Promise<boolean> =>
    (await lookOver(folder.write('q.csv', content), 'utf-8', ',', READ_LIMITS)) !== null;

  it.each([
    ['\ufeff"a,1","b"\r\n"x ""y""" ,\r\n', true],
    ['a,b\n3" pipe,4" pipe\n"","""" ', true],
    ['a,b\n"x\ny",1\n', false],
    ['a,b\n"x" y,1\n', false],
    ['a,b\n1,"x\n', false],
    ['\ufeff"a,b\n1,2', false],
    ['a\n"', false],
    ['a\n"x" "', false],
    [`a\n${'x'.repeat(100_001)}`, false],
  ])('says of %j: %s', async (content, clean) => {
    expect(await look(content)).toBe(clean);
  });

  it('never calls a file clean that the parser finds wrong', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '"', '\n', ' ', '\r\n'), maxLength: 40 });
    let clean = 0;
    await fc.assert(
      fc.asyncProperty(text, async (body) => {
        const content = `a,b,c\n${body}`;
        if (!(await look(content))) return;
        clean++;
        await folder.read('a.csv', content);
      }),
      { numRuns: 200 },
    );
    expect(clean).toBeGreaterThan(10);
  }, 20_000);

  it('is followed by a slow one, so that trouble shows when the file is opened', async () => {
    await expect(folder.open('a.csv', 'a,b,c\n1,2,3\n4,"5,6\n')).rejects.toMatchObject({
      code: 'file.unbalanced-quote',
    });
    const lines = { limits: { cellLineBreaksMax: 1 } };
    await expect(folder.open('a.csv', 'a,b\n1,"x\ny\nz"\n', lines)).rejects.toMatchObject({
      code: 'file.unbalanced-quote',
    });
  });
});

describe('small texts of ours', () => {
  it('are split by the same rules', () => {
    expect(csvRecords('\ufeffcode;name\r\n1;"a; b"\r\n')).toEqual([['code', 'name'], ['1', 'a; b'], ['']]);
    expect(() => csvRecords('code,name\n1,"a\n2,b\n')).toThrow('row 2, column 2');
  });
});

describe('files that are something else', () => {
  it.each([
    ['PDF', '%PDF-1.7\n'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
    ['a web page named .xls', '<html><table><tr><td>a</td></tr></table>'],
    ['Excel 2003 XML', '<?xml version="1.0"?><Workbook/>'],
  ])('refuses %s', async (_, content) => {
    expect(await folder.problem('a.csv', content)).toMatchObject({ code: 'file.unknown-format' });
  });

  it('takes a header in brackets for CSV', async () => {
    expect((await folder.readOne('a.csv', '[Id],Name\n1,x\n')).header).toEqual(['[Id]', 'Name']);
  });

  it('leaves no file behind', () => {
    expect(folder.spools).toEqual([]);
  });
});
