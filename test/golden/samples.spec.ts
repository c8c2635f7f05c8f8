/**
 * Every example of the definitions and every sample against its golden: what `tieout test` runs, one test a dataset.
 * To change a golden: `npm run samples:update -- --force`, then read what it wrote.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { TestResult } from '../../src/app/engine.js';
import { testDefinitions } from '../../src/app/machine/test-definitions.js';
import { migrate } from '../../src/store/migrate.js';
import { startServer, type TestDatabase } from '../support/postgres-by-url.js';
import { repositoryFolder } from '../support/source-tree.js';

jest.setTimeout(600_000);

const datasets = readdirSync(join(repositoryFolder, 'rules')).flatMap((file) =>
  file.endsWith('.schema.json') ? [file.slice(0, -'.schema.json'.length)] : [],
);
const quiet = { report: () => undefined, warn: () => undefined };

let database: TestDatabase;
let home: string;
let result: TestResult;

beforeAll(async () => {
  database = await startServer();
  await migrate(database.url);
  home = mkdtempSync(join(tmpdir(), 'tieout-samples-'));
  const request = { only: null, update: false, force: false };
  const settings = { folder: repositoryFolder, home, url: () => Promise.resolve(database.url) };
  result = await testDefinitions(request, settings, quiet, new AbortController().signal);
});

afterAll(async () => {
  rmSync(home, { recursive: true, force: true });
  await database.stop();
});

const shown = (wanted: (name: string) => boolean): string[] =>
  result.failures
    .filter(({ name }) => wanted(name))
    .map(({ name, message, diff }) => [name, message, ...(diff === null ? [] : [diff])].join('\n'));

it.each(datasets)('samples of %s', (dataset) => {
  expect(shown((name) => name.startsWith(`samples/${dataset}/`))).toEqual([]);
});

it('examples, and the ground the samples stand on', () => {
  expect(shown((name) => !datasets.some((dataset) => name.startsWith(`samples/${dataset}/`)))).toEqual([]);
  expect(result.passed).toBeGreaterThan(700);
});
