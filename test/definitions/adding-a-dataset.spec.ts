/**
 * The two datasets that `docs/ADDING-A-DATASET.md` adds, taken from its text and compiled with those that ship.
 * Promise: who follows the page comes to definitions without a problem, and writes no line of TypeScript; names of the
 * page that a dataset of the product has too are told as such.
 * Does not: run the samples of the page.
 */
import { readFileSync } from 'node:fs';
import { beforeAll, expect, it } from '@jest/globals';
import { compileCatalog, type DefinitionTexts } from '../../src/core/catalog.js';
import { readDefinitionFolder, readTable } from '../../src/io/definition-folder.js';
import { repositoryFolder } from '../support/source-tree.js';

const LIST = 'rules/issue-codes.csv';
const PAGE = readFileSync(new URL('../../docs/ADDING-A-DATASET.md', import.meta.url), 'utf8');
/** A path, what it becomes, and the block below. */
const BLOCKS = [...PAGE.matchAll(/\n`([\w/*.-]+)`(, [^\n]*)?\n\n```(?:json|csv)\n([^`]*)```/g)].map(
  ([, path = '', how = '', text = '']) => ({ path, how, text }),
);

let texts: DefinitionTexts;

const added = (file: { path: string; text: string }): { path: string; text: string } => {
  const further = BLOCKS.filter(({ path, how }) => how !== '' && fits(path, file.path));
  return { ...file, text: further.reduce((text, block) => merged(text, block), file.text) };
};

const fits = (pattern: string, path: string): boolean =>
  pattern === path || (pattern.endsWith('/*.json') && path.startsWith(pattern.slice(0, -'*.json'.length)));

function merged(text: string, { path, how, text: more }: (typeof BLOCKS)[number]): string {
  if (path === LIST) return `${text}${more}`;
  const [, key = ''] = /`(\w+)`$/.exec(how) ?? [];
  const value = JSON.parse(text) as Record<string, unknown>;
  const before = value[key];
  const entries = JSON.parse(more) as unknown;
  const joined = Array.isArray(before)
    ? [...before, ...(entries as unknown[])]
    : { ...(before as object), ...(entries as object) };
  return JSON.stringify({ ...value, [key]: joined });
}

/** Files and issue codes that the page adds and the product has. */
function namesTaken(shipped: DefinitionTexts): string[] {
  const paths = new Set([...shipped.json, ...shipped.tables].map(({ path }) => path));
  const codesOf = (text: string): string[] => [...text.matchAll(/^([a-z-]+\.[a-z-]+),/gm)].map(([, code = '']) => code);
  const listed = new Set(codesOf(shipped.tables.find(({ path }) => path === LIST)!.text));
  const codes = BLOCKS.filter(({ path }) => path === LIST).flatMap(({ text }) => codesOf(text));
  return [
    ...BLOCKS.filter(({ path, how }) => how === '' && paths.has(path)).map(({ path }) => path),
    ...codes.filter((code) => listed.has(code)).map((code) => `${LIST}: ${code}`),
  ].map((name) => `docs/ADDING-A-DATASET.md shows ${name}, which the product has: rename the example of the page`);
}

beforeAll(async () => {
  const shipped = await readDefinitionFolder(repositoryFolder);
  const taken = namesTaken(shipped);
  if (taken.length > 0) throw new Error(taken.join('\n'));
  const fresh = BLOCKS.filter(({ how }) => how === '');
  texts = {
    json: [...shipped.json.map(added), ...fresh],
    tables: shipped.tables.map((table) => readTable(table.path, added(table).text)),
  };
});

it('takes no name that a dataset may need, and says so where one does', async () => {
  const shipped = await readDefinitionFolder(repositoryFolder);
  expect(namesTaken(shipped)).toEqual([]);
  const [machine] = BLOCKS.filter(({ path }) => path.startsWith('mappings/sage/tables/exm_'));
  const coded = shipped.tables.map(({ path, text }) =>
    readTable(path, path === LIST ? `${text}example-machine.out-of-service,excludes,,,,\n` : text),
  );
  expect(namesTaken({ json: [...shipped.json, machine!], tables: coded })).toEqual([
    expect.stringContaining(`ADDING-A-DATASET.md shows ${machine!.path}, which the product has: rename the example`),
    expect.stringContaining('issue-codes.csv: example-machine.out-of-service, which the product has'),
  ]);
});

it('shows every file of both', () => {
  expect(BLOCKS.map(({ path }) => path).sort()).toEqual([
    'mappings/companies/*.json',
    'mappings/example-charges.mapping.json',
    'mappings/example-machines.mapping.json',
    'mappings/sage/tables/exm_master__example_machine.json',
    'mappings/sage/tables/jct_new__transaction.json',
    'rules/example-charges.rules.json',
    'rules/example-charges.schema.json',
    'rules/example-machines.rules.json',
    'rules/example-machines.schema.json',
    LIST,
    LIST,
  ]);
});

it.each(['demo', 'standard'])('compiles them for %s without a problem', (company) => {
  const { catalog, problems, remarks } = compileCatalog(texts, company);
  expect([...problems, ...remarks]).toEqual([]);
  expect(catalog!.dataset.get('example-charges')!.rules.all).toHaveLength(3);
});
