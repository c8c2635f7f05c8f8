/** `docs/ISSUES.md` is in step with the list of codes and the goldens, and every code has a sample that provokes it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { issuesDocument, samplesByCode, type NamedGolden } from '../../src/app/machine/issues-document.js';
import { loadCatalog } from '../../src/app/machine/load-catalog.js';
import { readGoldens } from '../../src/app/machine/read-goldens.js';
import type { Catalog } from '../../src/core/catalog.js';
import { codesWithoutSample } from '../support/codes-without-sample.js';
import { repositoryFolder } from '../support/source-tree.js';

let catalog: Catalog;
let goldens: NamedGolden[];

beforeAll(async () => {
  catalog = await loadCatalog(repositoryFolder, 'demo');
  goldens = await readGoldens(repositoryFolder);
});

it('docs/ISSUES.md is what `npm run docs` writes', () => {
  const written = readFileSync(join(repositoryFolder, 'docs', 'ISSUES.md'), 'utf8');
  expect(written.split('\n')).toEqual(issuesDocument(catalog, goldens).split('\n'));
});

it('every code has a sample, or a reason to have none and a test that provokes it', () => {
  const found = samplesByCode(catalog, goldens);
  const { names, withoutSample } = catalog.issueCodes;
  const excused = new Set([...Object.keys(codesWithoutSample), ...withoutSample.keys()]);
  expect(names.filter((code) => !found.has(code) && !excused.has(code))).toEqual([]);
  expect(names.filter((code) => found.has(code) && excused.has(code))).toEqual([]);
  const untested = Object.entries(codesWithoutSample).filter(
    ([code, { test }]) => test !== null && !readFileSync(join(repositoryFolder, test), 'utf8').includes(`'${code}'`),
  );
  expect(untested).toEqual([]);
  expect([...found.keys()].filter((code) => !names.includes(code))).toEqual([]);
});
