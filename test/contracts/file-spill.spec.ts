/**
 * Contract of the spill: rows that were put aside come back as they went, whatever their cells hold.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import type { RawRow } from '../../src/core/nouns.js';
import { FileSpill } from '../../src/io/file-spill.js';

const folder = mkdtempSync(join(tmpdir(), 'tieout-spill-'));
afterAll(() => rmSync(folder, { recursive: true }));

const row = (number: number, cells: (string | null)[]): RawRow => ({ row: number, cells });

async function readAll(spill: FileSpill, partition: number): Promise<{ source: number; row: RawRow }[]> {
  const entries = [];
  for await (const entry of spill.read(partition)) entries.push(entry);
  return entries;
}

it('gives rows back as they went, with every kind of line end inside their cells', async () => {
  const spill = new FileSpill(join(folder, 'ends'));
  const rows = [row(2, ['a\nb', 'c\r\nd', null]), row(3, ['one\u2028two', 'three\u2029four', '\u0085'])];
  for (const each of rows) spill.add(0, 1, each);
  spill.add(1, 0, row(4, ['other']));
  expect(await readAll(spill, 0)).toEqual(rows.map((each) => ({ source: 1, row: each })));
  expect(await readAll(spill, 1)).toEqual([{ source: 0, row: row(4, ['other']) }]);
});

it('keeps the order of rows past its write buffer, and removes what was read', async () => {
  const spill = new FileSpill(join(folder, 'many'));
  const rows = Array.from({ length: 12_000 }, (_, index) => row(index, ['x'.repeat(1_000)]));
  for (const each of rows) {
    spill.add(0, 0, each);
    await spill.settle();
  }
  expect((await readAll(spill, 0)).map((entry) => entry.row.row)).toEqual(rows.map((each) => each.row));
  expect(existsSync(join(folder, 'many', 'partition-0.ndjson'))).toBe(false);
});
