/**
 * Three hundred broken CSV and JSON files and some forty workbooks through the real command: each is told in an issue
 * that names it and what to do, in bounded time and memory, and nothing of it is loaded.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Issue } from '../../src/core/nouns.js';
import { BatchHome, readBatch, AS_OF, type RanBatch } from '../support/batch-home.js';
import { heavyFiles, hostileFiles, type HostileFile } from '../support/hostile-files.js';
import { formulaText, formulaWorkbook, hostileWorkbooks } from '../support/hostile-workbooks.js';
import { watchMemory } from '../support/peak-memory.js';
import { repositoryFolder } from '../support/source-tree.js';

jest.setTimeout(300_000);

const SEED = 20_261_123;
const FILES = 300;
const MEGABYTES_MAX = 512;
const SECONDS_MAX = 5;

let home: BatchHome;

beforeAll(async () => {
  home = await BatchHome.open();
  expect((await home.run(join(repositoryFolder, 'samples/ground'))).summary.tieOut.balanced).toBe(true);
});
afterAll(() => home.remove());

interface Measured extends RanBatch {
  readonly seconds: number;
  readonly peakMb: number | null;
}

async function measured(files: readonly HostileFile[]): Promise<Measured> {
  const folder = home.deliver(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
  const paths = files.map(({ name }) => join(folder, name));
  let peak = (): number | null => null;
  const run = await home.tieout(['run', ...paths, '--as-of', AS_OF, '--json', '--quiet'], {
    millisecondsMax: 200_000,
    started: (pid) => {
      peak = watchMemory(pid);
    },
  });
  expect(run.stderr).toBe('');
  expect(run.stdout).not.toMatch(/\bat .*\.js:\d+|TypeError|RangeError|undefined|\[object /);
  return { ...readBatch(run), seconds: run.milliseconds / 1000, peakMb: peak() };
}

const commitments = async (): Promise<string[]> =>
  (await home.query<{ commitment: string }>('select commitment from sage.jcm_master__commitment order by 1')).map(
    ({ commitment }) => commitment,
  );

/** Errors of a file, or what says that nothing was in it. */
const refusalsOf = (issues: readonly Issue[], name: string): Issue[] =>
  issues.filter(({ file, severity, code }) => file === name && (severity === 'error' || code === 'file.no-records'));

function expectEachTold(files: readonly HostileFile[], batch: RanBatch): void {
  const told = files.map(({ name, harmless }) => [name, harmless || refusalsOf(batch.issues, name).length > 0]);
  expect(told.filter(([, isTold]) => isTold === false)).toEqual([]);
  const refused = files.flatMap(({ name }) => refusalsOf(batch.issues, name));
  // What was seen, then what to do; a screen of text at most.
  expect(refused.filter(({ message }) => !/[.:;!?] .*[.!?…]$/s.test(message)).map(({ message }) => message)).toEqual(
    [],
  );
  expect(Math.max(...refused.map(({ message }) => message.length))).toBeLessThan(1_500);
  expect(Math.max(...refused.map(({ value }) => (value ?? '').length))).toBeLessThan(100_001);
}

/** Numbers of the commitments in files that load; all others hold, wait or stop. */
async function expectLoaded(files: readonly HostileFile[], before: readonly string[], batch: RanBatch): Promise<void> {
  const loaded = (await commitments()).filter((number) => !before.includes(number));
  expect(loaded).toHaveLength(files.filter(({ harmless }) => harmless).length);
  expect(batch.summary.tieOut.balanced).toBe(true);
  expect(batch.code).toBe(3);
}

describe('three hundred broken files', () => {
  const files = hostileFiles(SEED, FILES);
  let batch: Measured;
  let before: string[];

  beforeAll(async () => {
    before = await commitments();
    batch = await measured(files);
  });

  it('are each told in an issue that says what to do', () => expectEachTold(files, batch));
  it('load nothing but what only looks strange', () => expectLoaded(files, before, batch));
  it('together cost less than one may', () => {
    process.stderr.write(`${FILES} files: ${batch.seconds.toFixed(1)} s, ${batch.peakMb?.toFixed(0)} MB\n`);
    expect(batch.peakMb ?? 0).toBeLessThan(MEGABYTES_MAX);
    expect(batch.seconds).toBeLessThan(60);
  });
});

describe('workbooks made by hand', () => {
  it('are told, load nothing but what is harmless, and cost little', async () => {
    const files = hostileWorkbooks();
    const before = await commitments();
    const batch = await measured(files);
    process.stderr.write(`${files.length} workbooks: ${batch.seconds.toFixed(1)} s, ${batch.peakMb?.toFixed(0)} MB\n`);
    expectEachTold(files, batch);
    await expectLoaded(files, before, batch);
    expect(batch.peakMb ?? 0).toBeLessThan(MEGABYTES_MAX);
  });

  it('cannot put a formula into our reports', async () => {
    const folder = home.deliver({ 'formula.xlsx': formulaWorkbook() });
    const batch = await home.run(folder);
    expect(batch.issues.map(({ value }) => value)).toContain(formulaText);
    const html = readFileSync(batch.summary.reports.html!, 'utf8');
    expect(html).not.toContain('<a href="http://127.0.0.1');
    const { default: excel } = await import('exceljs');
    const report = new excel.Workbook();
    await report.xlsx.readFile(batch.summary.reports.xlsx!);
    const formulas: string[] = [];
    report.eachSheet((sheet) =>
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (cell.formula !== undefined) formulas.push(cell.formula);
        }),
      ),
    );
    expect(formulas.filter((formula) => /HYPERLINK\("http/.test(formula))).toEqual([]);
  });
});

describe('a heavy file', () => {
  it.each(heavyFiles().map((file) => [file.name, file] as const))(
    `%s is refused within ${SECONDS_MAX} s and ${MEGABYTES_MAX} MB`,
    async (name, file) => {
      const before = await commitments();
      const batch = await measured([file]);
      process.stderr.write(`${name}: ${batch.seconds.toFixed(1)} s, ${batch.peakMb?.toFixed(0)} MB\n`);
      expectEachTold([file], batch);
      expect(await commitments()).toEqual(before);
      expect(batch.peakMb ?? 0).toBeLessThan(MEGABYTES_MAX);
      // The processor's own seconds would be fairer, but no operator waits for those.
      expect(batch.summary.seconds).toBeLessThan(SECONDS_MAX);
    },
  );
});
