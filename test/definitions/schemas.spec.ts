/**
 * The schemas and decision tables that ship with the product (`rules/*.schema.json`, `rules/tables/*.csv`).
 * Every schema is held to the house's manner; those of the published interface also to its columns.
 * Promise: they say what the published interface says, read here with ajv alone and none of the product's own code:
 * every column with its required mark and its part in the key, no spelling that could mean two columns, no limit
 * without a source.
 * Does not: parse cells, judge rows beyond the schema, or compile rules and mappings.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  alternativesOf,
  columnsIn,
  compile,
  files,
  INTERFACE,
  ONE_OF,
  type Property,
  READINGS,
  requiredSets,
  RULES,
  type Schema,
  schemaOf,
  schemas,
  SHARED_BY_LEVELS,
  spellingsOf,
} from '../support/dataset-schemas.js';

const sorted = (names: Iterable<string>): string[] => [...names].sort();

function clashesIn(schema: Schema, read: (name: string) => string): string[] {
  const owners = new Map<string, string>();
  return spellingsOf(schema).flatMap(({ column, level, spelling }) => {
    const form = read(spelling);
    const owner = owners.get(`${level} ${form}`);
    const across = owners.get(`${level === 'header' ? 'line' : 'header'} ${form}`);
    owners.set(`${level} ${form}`, column);
    const isShared = across === undefined || SHARED_BY_LEVELS.includes(form);
    if (form !== '' && (owner ?? column) === column && isShared) return [];
    return [`"${spelling}" of ${column} and ${owner ?? across ?? 'nothing'}`];
  });
}

/** A sentence or more; the last one names a limit in full, and after the colon where it comes from. */
function isDescribed({ description, maxLength, digits }: Property): boolean {
  const last = description.split(/(?<=\.) /).at(-1)!;
  const [before, after] = digits?.split('.') ?? [];
  const wanted =
    maxLength !== undefined
      ? `^At most ${maxLength} characters.*: .+`
      : digits !== undefined
        ? `^At most ${before} digits before .*${after} after.*: .+`
        : '';
  if (!new RegExp(wanted).test(last)) return false;
  return /^[A-Z].*\.$/.test(description);
}

describe('the schemas of the datasets', () => {
  it('are there, one file each', () => {
    expect(files).toEqual(sorted([...schemas.keys()].map((dataset) => `${dataset}.schema.json`)));
    expect([...schemas.keys()]).toEqual(expect.arrayContaining(Object.keys(INTERFACE)));
  });

  describe.each([...schemas.keys()])('%s', (dataset) => {
    const schema = schemaOf(dataset);
    const names = Object.keys(schema.properties);
    const isPublished = Object.hasOwn(INTERFACE, dataset);

    it('compiles in draft 2020-12 with our own keywords declared', () => {
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(() => compile(schema)).not.toThrow();
      expect([schema.type, schema.additionalProperties]).toEqual(['object', false]);
      for (const text of [schema.title, schema.description, schema.document.is]) expect(text).not.toBe('');
    });

    it('has the columns of the interface first, in their order, and the ids last', () => {
      const published = isPublished ? columnsIn(dataset).map(({ name }) => name) : [];
      expect(names.slice(0, published.length)).toEqual(published);
      const ids = ['procore_id', 'origin_id', ...(schema.document.lineKeys.length > 0 ? ['line_procore_id'] : [])];
      expect(names.slice(-ids.length)).toEqual(ids);
      for (const id of ids) {
        expect(schema.properties[id]).toMatchObject({ kind: 'text', level: id.startsWith('line') ? 'line' : 'header' });
      }
    });

    it('requires what the interface requires, or what may stand for it, and nothing else', () => {
      for (const set of requiredSets(schema)) for (const name of set) expect(names).toContain(name);
      if (!isPublished) return;
      const expected = columnsIn(dataset)
        .filter(({ isRequired }) => isRequired)
        .map(({ name }) => alternativesOf(dataset, name));
      if (ONE_OF[dataset] !== undefined) expected.push(ONE_OF[dataset]);
      const inOrder = (sets: string[][]): string[] => sets.map((set) => sorted(set).join('|')).sort();
      expect(inOrder(requiredSets(schema))).toEqual(inOrder(expected));
    });

    it('uses every key column of the interface to tell documents or lines apart', () => {
      const { key, lineKeys } = schema.document;
      const used = [...key, ...lineKeys].flat();
      if (isPublished) for (const { name, isKey } of columnsIn(dataset)) if (isKey) expect(used).toContain(name);
      for (const name of used) expect(names).toContain(name);
      for (const name of key.flat()) expect(schema.properties[name]!.level).toBe('header');
      if (lineKeys.length === 0) for (const { level } of Object.values(schema.properties)) expect(level).toBe('header');
    });

    it('gives no spelling to two columns, however % and # are read', () => {
      for (const read of READINGS) expect(clashesIn(schema, read)).toEqual([]);
    });

    it('describes each column for the accountant, with the source of its limit', () => {
      expect(Object.entries(schema.properties).filter(([, property]) => !isDescribed(property))).toEqual([]);
    });

    it('gives each column the type its kind has in memory, and each choice its spellings', () => {
      for (const [name, property] of Object.entries(schema.properties)) {
        const whole = ['money', 'quantity', 'unit-cost', 'percent', 'rate', 'hours', 'integer'].includes(property.kind);
        const text = ['text', 'code', 'choice', 'date'].includes(property.kind);
        expect([name, property.type]).toEqual([name, whole ? 'integer' : text ? 'string' : 'boolean']);
        expect([name, property.choices !== undefined]).toEqual([name, property.kind === 'choice']);
        const spellings = Object.entries(property.choices ?? {}).flatMap(([value, others]) => [
          ...new Set([value, ...others].map(READINGS[0])),
        ]);
        expect([name, new Set(spellings).size]).toEqual([name, spellings.length]);
      }
    });

    it('keeps its lines readable', () => {
      const text = readFileSync(new URL(`${dataset}.schema.json`, RULES), 'utf8');
      expect(text.split('\n').filter((line) => line.length > 160)).toEqual([]);
    });
  });
});

describe('the decision tables', () => {
  const rowsOf = (name: string): [from: string, to: string][] => {
    const [header, ...lines] = readFileSync(new URL(`tables/${name}.csv`, RULES), 'utf8')
      .trimEnd()
      .split('\n');
    expect(header).toBe('from,to,note');
    return lines.map((line) => {
      const [from, to] = line.split(',');
      return [from!, to!];
    });
  };

  it.each([
    ['cost-types', /^[LMESO]$/],
    ['vendor-types', /^.{1,20}$/],
    ['commitment-types', /^(Subcontract|Purchase order)$/],
    [
      'insurance-types',
      /^(general-liability|automobile|workers-compensation|umbrella|professional|pollution|builders-risk|cyber)$/,
    ],
  ])('%s has values Sage can hold, and no spelling with two of them', (name, allowed) => {
    const values = new Map<string, string>();
    for (const [from, to] of rowsOf(name)) {
      expect(to).toMatch(allowed);
      const form = READINGS[0]!(from);
      expect(form).not.toBe('');
      expect(values.get(form) ?? to).toBe(to);
      values.set(form, to);
    }
  });

  it('take every vendor type of Sage by its own name', () => {
    const rows = rowsOf('vendor-types');
    const known = new Map(rows.map(([from, to]) => [READINGS[0]!(from), to]));
    for (const [, to] of rows) expect([to, known.get(READINGS[0]!(to))]).toEqual([to, to]);
  });

  it('know every spelling of a commitment type that the schema takes for its own value', () => {
    const known = rowsOf('commitment-types').map(([from]) => from);
    expect(known).toEqual(expect.arrayContaining(Object.keys(schemaOf('commitments').properties['type']!.choices!)));
  });
});
