/**
 * The two datasets that `docs/ADDING-A-DATASET.md` adds, taken from its text and compiled with those that ship.
 * Promise: who follows the page comes to definitions without a problem, and writes no line of TypeScript.
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

beforeAll(async () => {
  const shipped = await readDefinitionFolder(repositoryFolder);
  const fresh = BLOCKS.filter(({ how }) => how === '');
  texts = {
    json: [...shipped.json.map(added), ...fresh],
    tables: shipped.tables.map((table) => readTable(table.path, added(table).text)),
  };
});

it('shows every file of both', () => {
  expect(BLOCKS.map(({ path }) => path).sort()).toEqual([
    'mappings/companies/*.json',
    'mappings/equipment-charges.mapping.json',
    'mappings/equipment.mapping.json',
    'mappings/sage/tables/eqm_master__equipment.json',
    'mappings/sage/tables/jct_new__transaction.json',
    'rules/equipment-charges.rules.json',
    'rules/equipment-charges.schema.json',
    'rules/equipment.rules.json',
    'rules/equipment.schema.json',
    LIST,
    LIST,
  ]);
});

it.each(['demo', 'standard'])('compiles them for %s without a problem', (company) => {
  const { catalog, problems, remarks } = compileCatalog(texts, company);
  expect([...problems, ...remarks]).toEqual([]);
  expect(catalog!.dataset.get('equipment-charges')!.rules.all).toHaveLength(3);
});
