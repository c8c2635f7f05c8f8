/**
 * The rules and mappings that ship with the product, compiled as a batch compiles them.
 * Promise: no problem in any of their files; every name they use is a fact, every column a column of its table; every
 * rule does on its own examples what they say, asked together with the rules of its phase.
 * Does not: judge documents.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  compileAlone,
  compileCatalog,
  type Catalog,
  type DefinitionProblem,
  type DefinitionTexts,
} from '../../src/core/catalog.js';
import type { CompiledDataset } from '../../src/core/compile-dataset.js';
import type { RulePhase } from '../../src/core/dataset-rules.js';
import { expressionNames } from '../../src/core/compile-targets.js';
import type { RuleDefinition, TargetDefinition } from '../../src/core/mapping-grammar.js';
import { DECIMALS } from '../../src/core/money.js';
import type { Kind, SageTable, Value } from '../../src/core/nouns.js';
import { readDefinitionFolder } from '../../src/io/definition-folder.js';

const FOLDER = fileURLToPath(new URL('../../', import.meta.url));

/** Data decides the list: whatever has a schema is held to these promises. */
const DATASETS = readdirSync(join(FOLDER, 'rules'))
  .filter((name) => name.endsWith('.schema.json'))
  .map((name) => name.replace('.schema.json', ''));

let texts: DefinitionTexts;
const compiled = new Map<string, { catalog: Catalog | null; problems: readonly DefinitionProblem[] }>();

beforeAll(async () => {
  texts = await readDefinitionFolder(FOLDER);
  for (const company of ['demo', 'standard']) compiled.set(company, compileCatalog(texts, company));
});

const datasetOf = (name: string): CompiledDataset => compiled.get('demo')!.catalog!.dataset.get(name)!;
const rulesOf = (name: string): readonly RuleDefinition[] => datasetOf(name).rules.all;
const columnsOf = (table: SageTable): string[] => table.columns.map(({ name }) => name);
const placeholders = (message: string): string[] => [...message.matchAll(/\{([\w.]+)\}/g)].map(([, name]) => name!);

/** Names that are no facts. */
function unknownOf(dataset: CompiledDataset, names: readonly string[]): string[] {
  return names.filter((name) => !dataset.kinds.has(name));
}

function phaseOf({ rules }: CompiledDataset, rule: RuleDefinition): RulePhase {
  const { setDocument, setLine, exclude, excludeLine, listLine, judgeDocument, judgeLine } = rules;
  const phases = [setDocument, setLine, exclude, excludeLine, listLine, judgeDocument, judgeLine];
  return phases.find((phase) => phase.rules.includes(rule))!;
}

/** Examples hold values as in memory: amounts whole cents, dates ISO text. */
function isInMemory(value: Value, kind: Kind): boolean {
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'integer' || DECIMALS[kind] !== null) return Number.isSafeInteger(value);
  return typeof value === 'string' && (kind !== 'date' || /^\d{4}-\d\d-\d\d$/.test(value));
}

describe('the definitions that ship', () => {
  it.each(['demo', 'standard'])('compile for %s without a problem', (company) => {
    const { catalog, problems } = compiled.get(company)!;
    expect(problems).toEqual([]);
    expect(catalog!.datasets.map(({ name }) => name).sort()).toEqual(DATASETS);
  });

  describe.each(DATASETS)('%s', (name) => {
    it('compiles alone to what it is among the others', () => {
      const { fingerprint, datasets } = compiled.get('demo')!.catalog!;
      const alone = compileAlone(texts, 'demo', name)!;
      const plain = (dataset: CompiledDataset): unknown => JSON.parse(JSON.stringify(dataset));
      expect(alone.fingerprint).toBe(fingerprint);
      expect(plain(alone.dataset)).toEqual(plain(datasets.find((dataset) => dataset.name === name)!));
      expect([...alone.dataset.kinds]).toEqual([...datasetOf(name).kinds]);
    });

    it('writes columns that its tables have, from values that there are', () => {
      const dataset = datasetOf(name);
      for (const target of dataset.mapping.targets) expect(targetProblems(dataset, target)).toEqual([]);
    });

    it('names only facts in its key, its lists, its messages and its crosswalk', () => {
      const { mapping, schema } = datasetOf(name);
      const messages = Object.values(mapping.lookups).flatMap(({ missing }) => placeholders(missing?.message ?? ''));
      const columns = Object.values(mapping.lookups).flatMap(({ missing }) => missing?.column ?? []);
      const names = [...mapping.identity, ...Object.values(mapping.show ?? {}), ...messages, ...columns];
      expect(unknownOf(datasetOf(name), names)).toEqual([]);
      const { code, ids } = mapping.crosswalk ?? { code: schema.columns[0]!.name, ids: [] };
      expect(unknownOf(datasetOf(name), [code])).toEqual([]);
      expect(ids.filter((column) => !schema.column.has(column))).toEqual([]);
    });

    it('has rules that name themselves, point at a column and show both sides', () => {
      for (const rule of rulesOf(name)) {
        expect(rule.id.startsWith(`${name}/`)).toBe(true);
        expect([rule.id, new Set(rule.examples.map(({ fires }) => fires)).size]).toEqual([rule.id, 2]);
        expect([rule.id, rule.afterLoading !== undefined]).toEqual([rule.id, rule.do === 'exclude']);
        expect([rule.id, placeholders(rule.message).length > 0]).toEqual([rule.id, true]);
        expect([rule.id, rule.message.endsWith('.')]).toEqual([rule.id, true]);
      }
    });

    it('has rules that do on their examples what they say', async () => {
      const dataset = datasetOf(name);
      for (const rule of rulesOf(name)) {
        const { rules, judge } = phaseOf(dataset, rule);
        const fired = await judge.decide(rule.examples.map(({ given }) => given));
        const does = fired.map((indexes) => indexes.includes(rules.indexOf(rule)));
        expect([rule.id, does]).toEqual([rule.id, rule.examples.map(({ fires }) => fires)]);
      }
    });

    it('has examples of facts that its rules ask for, as they are in memory', () => {
      const dataset = datasetOf(name);
      for (const rule of rulesOf(name)) {
        const given = rule.examples.flatMap((example) => Object.entries(example.given));
        expect([
          rule.id,
          unknownOf(
            dataset,
            given.map(([fact]) => fact),
          ),
        ]).toEqual([rule.id, []]);
        const wrong = given.filter(([fact, value]) => !isInMemory(value, dataset.kinds.get(fact)!));
        expect([rule.id, wrong]).toEqual([rule.id, []]);
      }
    });
  });
});

function targetProblems(dataset: CompiledDataset, target: TargetDefinition): string[] {
  const table = dataset.tables.get(target.table)!;
  const written = Object.keys(target.columns);
  const kept = [...(target.ownedBySage ?? []), ...(target.onlyForward === undefined ? [] : [target.onlyForward])];
  const picked = target.pick === undefined ? [] : [...Object.keys(target.pick.where), target.pick.latest];
  const present = (target.when ?? []).map((name) => name.replace('!', ''));
  const strange = written.filter((column) => !columnsOf(table).includes(column));
  const unwritten = [...kept, ...table.key].filter((column) => !written.includes(column));
  const asked = Object.values(target.columns).flatMap(expressionNames);
  const unknown = unknownOf(dataset, [...asked, ...present, ...picked]);
  return [
    ...strange.map((column) => `${table.table} has no ${column}`),
    ...unwritten.map((column) => `${column} is not written`),
    ...unknown.map((name) => `nothing provides ${name}`),
  ];
}
