/** What killed runs left behind goes a day later; what may still be in use stays. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { sweepLeftovers } from '../../src/app/machine/sweep-leftovers.js';

let home: string;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'tieout-sweep-'));
});
afterAll(() => rmSync(home, { recursive: true }));

function leave(path: string, hoursAgo: number): void {
  const at = new Date(Date.now() - hoursAgo * 3_600_000);
  mkdirSync(join(home, path, '..'), { recursive: true });
  writeFileSync(join(home, path), 'x');
  for (const touched of [path, join(path, '..')]) utimesSync(join(home, touched), at, at);
}

it('of folders of runs, and of files that were never kept', async () => {
  await sweepLeftovers(home);
  leave('tmp/killed-yesterday/spool.ndjson', 25);
  leave('tmp/under-way/spool.ndjson', 23);
  leave('extracts/ab/abcdef', 999);
  leave('extracts/.incoming-old', 25);
  leave('extracts/.incoming-new', 1);
  await sweepLeftovers(home);
  const left = readdirSync(home, { recursive: true }).map(String).sort();
  expect(left.filter((name) => name.includes('/'))).toEqual([
    'extracts/.incoming-new',
    'extracts/ab',
    'extracts/ab/abcdef',
    'tmp/under-way',
    'tmp/under-way/spool.ndjson',
  ]);
});
