/** Contract of the CSV reader: rows read in part, or only as far as some columns go, are those of the whole. */
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import type { RawRow } from '../../src/core/nouns.js';
import { ExtractFolder } from '../support/extract-files.js';

const folder = new ExtractFolder();
afterAll(() => folder.remove());

async function rowsOf(chunks: AsyncIterable<readonly RawRow[]>): Promise<RawRow[]> {
  const all: RawRow[] = [];
  for await (const chunk of chunks) all.push(...chunk);
  return all;
}

describe('a clean file', () => {
  it('gives any range of rows without reading what stands before', async () => {
    const row = fc.constantFrom('1,x', '2,"y, z"', '', ',', '"3 5/8"" é",€', '4', '\ufeff5,z');
    const shape = fc.record({
      before: fc.constantFrom('', '\ufeff', '\ufeff\ufeff', '\n\n'),
      rows: fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n', '\r')), { minLength: 1, maxLength: 40 }),
      times: fc.integer({ min: 1, max: 60 }),
      last: fc.constantFrom('9,end', ''),
      from: fc.nat(2_000),
      length: fc.integer({ min: 1, max: 1_000 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ before, rows, times, last, from, length }) => {
        const body = rows.map(([text, end]) => text + end).join('');
        const extract = await folder.open('r.csv', `${before}a,b\n${body.repeat(times)}${last}`);
        const sheet = extract.sheets[0]!;
        const range = { from, until: from + length };
        const wanted = (await rowsOf(sheet.rows())).filter(({ row }) => row >= range.from && row < range.until);
        expect(await rowsOf(sheet.rowsIn!(range))).toEqual(wanted);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the cells of a few columns as they stand, whatever rows share them', async () => {
    const cell = fc.constantFrom('', 'a', 'a', '"a"', '"x, ""y"""', ' ', '3" é', 'Total');
    const row = fc.tuple(fc.array(cell, { minLength: 1, maxLength: 4 }), fc.constantFrom('\n', '\r\n'));
    const shape = fc.record({
      rows: fc.array(row, { minLength: 1, maxLength: 30 }),
      asked: fc.subarray([0, 1, 2], { minLength: 1 }),
      last: fc.constantFrom('', 'z,z,z'),
      times: fc.integer({ min: 1, max: 400 }),
    });
    let shared = 0;
    await fc.assert(
      fc.asyncProperty(shape, async ({ rows, asked, last, times }) => {
        const body = rows.map(([cells, end]) => cells.join(',') + end).join('');
        const sheet = (await folder.open('k.csv', `a,b,c\n${body.repeat(times)}${last}`)).sheets[0]!;
        const isTotal = ({ cells }: RawRow): boolean => cells[asked[0]!] === 'Total';
        const told = (row: RawRow): unknown[] => [
          row.row,
          ...(isTotal(row) ? row.cells : asked.map((at) => row.cells[at])),
        ];
        const given = await rowsOf(sheet.keyRows!(asked, (row) => !isTotal(row)));
        shared += given.filter(({ cells }, at) => cells === given[at - 1]?.cells).length;
        expect(given.map(told)).toEqual((await rowsOf(sheet.rows())).map(told));
      }),
      { numRuns: 80 },
    );
    expect(shared).toBeGreaterThan(0);
  });

  it.each([
    ['rows that end with a return alone', 'a,b\r1,2\r'],
    ['line breaks inside cells', 'a,b\n"1\n2",3\n'],
  ])('with %s is read whole', async (_, content) => {
    const sheet = (await folder.open('w.csv', content)).sheets[0]!;
    expect(sheet.keyRows).toBeUndefined();
    expect(await rowsOf(sheet.rows())).toHaveLength(1);
  });
});
