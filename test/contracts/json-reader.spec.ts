/** Contract of the JSON reader: how objects become rows, digits as written, and which files are refused. */
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { JsonObject, JsonScanner, type JsonValue } from '../../src/io/json-scanner.js';
import { READ_LIMITS } from '../../src/io/read-limits.js';
import { ExtractFolder, type ReadSheet } from '../support/extract-files.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

const LINES = ['line_items', 'items'];

const read = (content: string | Buffer, lineArrays: readonly string[] = LINES): Promise<ReadSheet> =>
  folder.readOne('a.json', content, { lineArrays });

const refusal = (content: string | Buffer, limits = {}) =>
  folder.problem('a.json', content, { lineArrays: LINES, limits });

const asRecords = (sheet: ReadSheet): Record<string, string | null>[] =>
  sheet.rows.map((row) =>
    Object.fromEntries(
      sheet.headerCells.map(({ name, scope }, index) => [
        scope === 'line' ? `/${name}` : name,
        row.cells[index] ?? null,
      ]),
    ),
  );

describe('flat records', () => {
  it('become rows whose names match any column', async () => {
    const sheet = await read(
      '[{"vendor_code":"005","name":"Acme","active":true,"limit":null},{"vendor_code":"006","fax":"1"}]',
    );
    expect(sheet).toMatchObject({
      name: null,
      headerRow: 0,
      header: ['vendor_code', 'name', 'active', 'limit', 'fax'],
    });
    expect(sheet.headerCells.map(({ scope, letter }) => [scope, letter])).toEqual(
      Array.from({ length: 5 }, () => [null, null]),
    );
    expect(sheet.rows).toEqual([
      { row: 1, cells: ['005', 'Acme', 'true', null, null] },
      { row: 2, cells: ['006', null, null, null, '1'] },
    ]);
  });

  it.each([
    ['an array', '[{"a":1},{"a":2}]'],
    ['lines', '{"a":1}\n{"a":2}\n'],
    ['lines with CRLF and blank ones', '{"a":1}\r\n\r\n{"a":2}'],
    ['an envelope', '{"data":[{"a":1},{"a":2}],"total":2}'],
    ['an envelope after other names', '{"total":2,"meta":{"page":1},"items":[{"a":1},{"a":2}]}'],
    ['pages, one a line', '{"data":[{"a":1}],"page":1}\n{"data":[{"a":2}],"page":2}'],
    ['arrays one after the other', '[{"a":1}][{"a":2}]'],
    ['UTF-16', Buffer.from('\ufeff[{"a":1},{"a":2}]', 'utf16le')],
    ['UTF-8 with a mark', '\ufeff[{"a":1},{"a":2}]'],
  ])('come as %s', async (_, content) => {
    expect((await read(content, [])).rows.map((row) => row.cells)).toEqual([['1'], ['2']]);
  });

  it('may be a single object', async () => {
    expect(asRecords(await read('{"id":1,"vendor":{"id":7}}'))).toEqual([{ id: '1', 'vendor.id': '7' }]);
  });

  it.each(['[]', '{"data":[]}', '{"total":0,"data":[]}'])('may be none: %s', async (content) => {
    const sheet = await read(content);
    expect([sheet.header, sheet.rows]).toEqual([[], []]);
  });

  it('name what stood beside the list of an envelope', async () => {
    const { notes } = await folder.read('a.json', '{"project_id":5,"data":[{"a":1}],"total":1}');
    expect(notes).toMatchObject([{ code: 'file.json-names-left-out' }]);
    expect(notes[0]!.message).toContain('project_id');
  });

  it('skip blank objects, whose rows still count', async () => {
    expect((await read('[{"a":1},{},{"a":null},{"a":"  "},{"a":2}]')).rows).toEqual([
      { row: 1, cells: ['1'] },
      { row: 5, cells: ['2'] },
    ]);
  });
});

describe('values', () => {
  it.each([
    ['52000.10', '52000.10'],
    ['562949954728542', '562949954728542'],
    ['12345678901234567890', '12345678901234567890'],
    ['0.1000000000000000055', '0.1000000000000000055'],
    ['-0.00', '-0.00'],
    ['1e3', '1000'],
    ['1.25E-2', '0.0125'],
    ['-5.5e+1', '-55'],
    ['1.005e2', '100.5'],
    ['1e999999999', '1e999999999'],
    ['"500.0"', '500.0'],
    ['"a\\u00e9\\n\\"x\\\\"', 'aé\n"x\\'],
    ['true', 'true'],
    ['false', 'false'],
    ['["a",1,null,true]', 'a;1;true'],
    ['"<p>Wall</p>"', '<p>Wall</p>'],
  ])('keep %s as %s', async (source, text) => {
    expect(asRecords(await read(`[{"x":${source}}]`))).toEqual([{ x: text }]);
  });

  it('of two names for one cell are a problem unless equal', async () => {
    const sheet = await read('[{"a":1,"a":2,"b":3},{"a":1,"a":1},{"v":{"id":1},"v.id":2}]');
    expect(sheet.rows[0]).toMatchObject({
      cells: [null, '3', null],
      problems: [{ index: 0, code: 'cell.given-twice', value: '2' }],
    });
    expect(sheet.rows[1]).toEqual({ row: 2, cells: ['1', null, null] });
    expect(sheet.rows[2]).toMatchObject({ problems: [{ index: 2, code: 'cell.given-twice' }] });
  });

  it('with NUL characters are a problem', async () => {
    expect((await read('[{"a":"x\\u0000y","b":1}]')).rows[0]).toMatchObject({
      cells: [null, '1'],
      problems: [{ index: 0, code: 'cell.control-character' }],
    });
  });

  it('of names such as __proto__ are ordinary', async () => {
    expect((await read('[{"__proto__":1,"constructor":{"name":"x"}}]')).header).toEqual([
      '__proto__',
      'constructor.name',
    ]);
  });
});

describe('records with lines', () => {
  const commitment = JSON.stringify([
    {
      number: 'SC-1',
      vendor: { id: 7, name: 'Acme' },
      origin: null,
      attachments: [{ id: 1 }],
      tags: ['a', 'b'],
      line_items: [
        { position: 1, amount: '10.50', cost_code: { id: 3, full_code: '03-300' }, notes: [] },
        { position: 2, amount: '20.00', cost_code: null },
      ],
    },
    { number: 'SC-2', vendor: null, line_items: [] },
  ]);

  it('become one row a line, names of the record repeated, names of lines relative', async () => {
    const sheet = await read(commitment);
    expect(asRecords(sheet)).toEqual([
      {
        number: 'SC-1',
        'vendor.id': '7',
        'vendor.name': 'Acme',
        origin: null,
        tags: 'a;b',
        '/position': '1',
        '/amount': '10.50',
        '/cost_code.id': '3',
        '/cost_code.full_code': '03-300',
      },
      {
        number: 'SC-1',
        'vendor.id': '7',
        'vendor.name': 'Acme',
        origin: null,
        tags: 'a;b',
        '/position': '2',
        '/amount': '20.00',
        '/cost_code.id': null,
        '/cost_code.full_code': null,
      },
      {
        number: 'SC-2',
        'vendor.id': null,
        'vendor.name': null,
        origin: null,
        tags: null,
        '/position': null,
        '/amount': null,
        '/cost_code.id': null,
        '/cost_code.full_code': null,
      },
    ]);
    expect(sheet.rows.map((row) => row.row)).toEqual([1, 2, 3]);
    expect(new Set(sheet.headerCells.map(({ scope }) => scope))).toEqual(new Set(['header', 'line']));
  });

  it('keep equal names of record and line apart', async () => {
    expect(asRecords(await read('[{"id":1,"items":[{"id":10},{"id":11}]}]'))).toEqual([
      { id: '1', '/id': '10' },
      { id: '1', '/id': '11' },
    ]);
  });

  it('say which array a line came from when there are several', async () => {
    const sheet = await read('[{"n":1,"line_items":[{"a":1}],"items":[{"a":2}]}]');
    expect(asRecords(sheet)).toEqual([
      { n: '1', '/line_array': 'line_items', '/a': '1' },
      { n: '1', '/line_array': 'items', '/a': '2' },
    ]);
  });

  it('are known although every array is empty', async () => {
    const sheet = await read('[{"n":1,"items":[]},{"n":2,"items":null}]');
    expect(sheet.headerCells).toEqual([{ name: 'n', letter: null, scope: 'header' }]);
    expect(sheet.rows).toHaveLength(2);
  });

  it('may nest the array under a dotted name', async () => {
    expect(asRecords(await read('[{"n":1,"contract":{"id":2,"lines":[{"a":1}]}}]', ['contract.lines']))).toEqual([
      { n: '1', 'contract.id': '2', '/a': '1' },
    ]);
  });

  it('are not mistaken for an envelope', async () => {
    expect(asRecords(await read('{"number":"1","items":[{"a":1}]}'))).toEqual([{ number: '1', '/a': '1' }]);
  });

  it('with a line that is no object are refused', async () => {
    expect(await refusal('[{"items":[{"a":1},null]}]')).toMatchObject({ code: 'file.json-shape' });
  });
});

describe('files that are refused', () => {
  it.each([
    ['a missing brace', '[{"a":1},\n{"a":2]', 2],
    ['a trailing comma', '[{"a":1},\n{"a":2},\n]', 3],
    ['a trailing comma in an object', '{"a":1,}', 1],
    ['a missing comma', '[{"a":1}\n{"a":2}]', 2],
    ['a missing colon', '{"a" 1}', 1],
    ['a missing value', '{"a":,"b":1}', 1],
    ['a name without quotes', '{"x":1,a:1}', 1],
    ['a comma between documents', '{"a":1},{"a":2}', 1],
    ['a line break in a text', '{"a":"x\ny"}', 1],
    ['an unknown escape', '{"a":"\\x"}', 1],
    ['a number with a leading zero', '{"a":007}', 1],
    ['a number with a plus', '{"a":+1}', 1],
    ['a bare point', '{"a":1.}', 1],
    ['NaN', '{"a":NaN}', 1],
    ['a word run on', '{"a":trueish}', 1],
    ['a cut file', '[{"a":1},\n{"a":2},\n{"a":', 3],
    ['a cut text', '[{"a":"x', 1],
    ['a broken line among good ones', '{"a":1}\n{"a":2}\n{"a":3\n{"a":4}\n', 3],
  ])('for %s, naming the line', async (_, content, row) => {
    const problem = await refusal(content);
    expect(problem).toMatchObject({ code: 'file.not-json', row });
    expect(problem.message).toContain(`line ${row}`);
  });

  it.each([
    '[1,2]',
    '[["a"],["b"]]',
    '5',
    '"text"',
    '[{"a":1},null]',
    '{"data":[{"a":1},2]}',
    '{"data":[{"a":1}],"items2":1,"rows":[{"b":1}]}',
  ])('for another shape: %s', async (content) => {
    expect(await refusal(content)).toMatchObject({ code: 'file.json-shape' });
  });

  it('for nothing in it', async () => {
    expect(await refusal(' \n')).toMatchObject({ code: 'file.empty' });
  });

  it('for deep nesting, long texts, large records, many names, and what lines unfold to', async () => {
    expect(await refusal(`[{"a":${'['.repeat(30)}`)).toMatchObject({ code: 'file.json-too-deep' });
    expect(await refusal('['.repeat(100_000))).toMatchObject({ code: 'file.json-too-deep' });
    expect(await refusal(`[{"a":"${'x'.repeat(300_000)}`, { jsonStringCharactersMax: 100_000 })).toMatchObject({
      code: 'file.json-string-too-long',
    });
    expect(await refusal(`[{"a":[${'[],'.repeat(100_000)}[]]}]`, { jsonRecordCharactersMax: 1_000_000 })).toMatchObject(
      { code: 'file.json-record-too-large' },
    );
    const names = Array.from({ length: 200 }, (_, index) => `"n${index}":1`).join(',');
    expect(await refusal(`[{${names}}]`, { columnsMax: 100 })).toMatchObject({ code: 'file.too-many-columns' });
    const lines = Array.from({ length: 1_000 }, () => '{}').join(',');
    expect(
      await refusal(`[{"text":"${'x'.repeat(10_000)}","items":[${lines}]}]`, { spooledCharactersMax: 1_000_000 }),
    ).toMatchObject({ code: 'file.too-large' });
    expect(folder.spools).toEqual([]);
  });

  it('takes a .json name for JSON even when it is not', async () => {
    expect(await folder.problem('a.json', 'a,b\n1,2\n')).toMatchObject({ code: 'file.not-json', row: 1 });
  });
});

describe('any JSON', () => {
  it('gives the same values as the platform', async () => {
    const scalar = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
    );
    const record = fc.dictionary(fc.string({ minLength: 1, maxLength: 5 }), scalar, {
      minKeys: 1,
      maxKeys: 5,
      noNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 20 }),
        fc.constantFrom(0, 1, 2),
        async (records, form) => {
          const content =
            form === 2 ? records.map((one) => JSON.stringify(one)).join('\n') : JSON.stringify(records, null, form * 2);
          const sheet = await read(content, []);
          const expected = records.map((one) =>
            Object.entries(one)
              .map(
                ([name, value]) =>
                  [name, value === null || String(value).trim() === '' ? null : String(value)] as const,
              )
              .filter(([, value]) => value !== null && !value.includes('\0')),
          );
          const given = asRecords(sheet).map((row) => Object.entries(row).filter(([, value]) => value !== null));
          const sorted = (rows: (readonly (readonly [string, unknown])[])[]): string[] =>
            rows
              .map((row) => JSON.stringify([...row].sort(([one], [other]) => (one < other ? -1 : 1))))
              .filter((row) => row !== '[]');
          expect(sorted(given)).toEqual(sorted(expected));
        },
      ),
      { numRuns: 200 },
    );
  }, 20_000);

  it('is the same wherever its text is cut', () => {
    const plain = (value: JsonValue): unknown => {
      if (value === null || typeof value === 'string') return value;
      return value instanceof JsonObject
        ? { names: value.names, values: value.values.map(plain) }
        : value.items.map(plain);
    };
    const scan = (pieces: readonly string[]): string => {
      const records: unknown[] = [];
      const scanner = new JsonScanner(
        { record: (value) => records.push(plain(value)), leftOut: () => undefined },
        new Set(),
        READ_LIMITS,
      );
      for (const piece of pieces) scanner.write(piece);
      scanner.end();
      return JSON.stringify(records);
    };
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(40), { maxLength: 200 }),
        (values, cuts) => {
          const text = values
            .map((value) => JSON.stringify([{ value, t: true, f: false, n: null, e: 1.5e-7, x: -12.5e300 }]))
            .join(' ');
          const pieces: string[] = [];
          let at = 0;
          for (const cut of cuts) pieces.push(text.slice(at, (at += cut)));
          expect(scan([...pieces, text.slice(at)])).toBe(scan([text]));
        },
      ),
    );
  });

  it('is read over many chunks, put aside in a file, and removed', async () => {
    const records = Array.from({ length: 20_000 }, (_, index) => ({
      id: 562_949_954_700_000 + index,
      text: `line "${index}" with ünïcode and \\ and ${'x'.repeat(index % 100)}`,
      items: [{ a: index }, { a: -index }],
    }));
    const extract = await folder.open('a.json', JSON.stringify(records), {
      lineArrays: LINES,
      limits: { memorySpoolCharactersMax: 100_000 },
    });
    expect(folder.spools).toHaveLength(1);
    let row = 0;
    for await (const chunk of extract.sheets[0]!.rows()) {
      for (const { row: number, cells } of chunk) {
        const record = records[Math.floor(row / 2)]!;
        if (number !== ++row || cells[0] !== String(record.id) || cells[1] !== record.text)
          throw new Error(`Row ${number} differs.`);
      }
    }
    expect(row).toBe(40_000);
    await extract.close();
    expect(folder.spools).toEqual([]);
  });
});
