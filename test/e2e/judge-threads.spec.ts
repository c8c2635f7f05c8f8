/** A large night judged by several threads is to the last row and number the night that one thread judges. */
import { readFileSync } from 'node:fs';
import { expect, it, jest } from '@jest/globals';
import type { BatchSummary } from '../../src/core/nouns.js';
import { LargeNight } from '../support/large-night.js';
import { tableMarks, withoutRun } from '../support/table-marks.js';

/** Enough for threads to be started, each reading its part of the file. */
const LINES = 24_000;
/** Enough for rows that stand mixed to be put aside, each thread taking its partitions of them. */
const MIXED_LINES = 51_000;

jest.setTimeout(300_000);

/** It brings a server of its own, so the leg by URL would only do the same again. */
const here = process.env['TIEOUT_TEST_DATABASE_URL'] ? it.skip : it;

async function judgedBy(night: LargeNight, threads: number): Promise<object> {
  await night.reset();
  const run = await night.tieout(night.command, { env: { TIEOUT_THREADS: String(threads) } });
  expect({ code: run.code, stderr: run.code === 3 ? '' : run.stdout + run.stderr }).toEqual({ code: 3, stderr: '' });
  const { reports, tieOut, datasets } = run.json<BatchSummary>();
  expect(tieOut.balanced).toBe(true);
  return {
    datasets,
    tables: await tableMarks(await night.revive(), night.parents),
    report: withoutRun(readFileSync(reports.json!, 'utf8'), night.parents),
    issues: readFileSync(reports.issues!, 'utf8'),
  };
}

async function expectSame(night: LargeNight): Promise<void> {
  try {
    expect(await judgedBy(night, 2)).toEqual(await judgedBy(night, 0));
  } finally {
    await night.remove();
  }
}

here('whichever thread judged what', async () => {
  await expectSame(await LargeNight.prepare(LINES));
});

here('whichever thread took which rows that were put aside', async () => {
  await expectSame(await LargeNight.prepare(MIXED_LINES, { shuffled: true }));
});
