/** Schemas: what is refused before a row is read, and what a row's problems look like. */
import { describe, expect, it } from '@jest/globals';
import type { SchemaProblem, Value } from '../../src/core/nouns.js';
import { patternProblem } from '../../src/core/safe-pattern.js';
import { compileSchema } from '../../src/core/schema-check.js';

type Json = Record<string, unknown>;

function property(kind: string, type: string, more: Json = {}): Json {
  return { kind, level: 'header', type, description: `A ${kind}.`, ...more };
}

function source(changes: Json = {}, properties: Json = {}): Json {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Commitments',
    dataset: 'commitments',
    type: 'object',
    document: {
      is: 'a subcontract',
      key: [['vendor_code', 'vendor_name'], ['number']],
      lineKeys: [['line_number']],
      lines: ['line_items'],
    },
    required: ['number', 'amount'],
    allOf: [{ anyOf: [{ required: ['vendor_code'] }, { required: ['vendor_name'] }] }],
    additionalProperties: false,
    properties: {
      number: property('code', 'string', { maxLength: 12, aliases: ['Contract #'] }),
      vendor_code: property('code', 'string', { minLength: 2, pattern: '^[A-Z0-9]+$' }),
      vendor_name: property('text', 'string'),
      status: property('choice', 'string', { choices: { Approved: ['approved'], Void: [] }, enum: ['Approved'] }),
      date: property('date', 'string', { format: 'date' }),
      amount: property('money', 'integer', { digits: '3.2', level: 'line' }),
      unit_cost: property('unit-cost', 'integer', { digits: '6.2', minimum: 0, level: 'line' }),
      line_number: property('text', 'string', { level: 'line' }),
      procore_id: property('text', 'string', { aliases: ['id'] }),
      origin_id: property('text', 'string'),
      line_procore_id: property('text', 'string', { level: 'line', aliases: ['id'] }),
      ...properties,
    },
    ...changes,
  };
}

function problemsOf(changes: Json, properties: Json = {}): string[] {
  return compileSchema(source(changes, properties)).problems.map((problem) => `${problem.pointer}: ${problem.message}`);
}

function check(row: Record<string, Value>): readonly SchemaProblem[] | null {
  return compileSchema(source()).schema!.check(row);
}

const GOOD = { number: 'SC-1', vendor_code: 'V1', amount: 99_999 };

describe('a schema', () => {
  it('becomes columns, document and required columns', () => {
    const { schema, problems } = compileSchema(source());
    expect(problems).toEqual([]);
    expect(schema).toMatchObject({
      dataset: 'commitments',
      title: 'Commitments',
      requiredColumns: [['number'], ['amount'], ['vendor_code', 'vendor_name']],
    });
    expect(schema!.column.get('status')).toMatchObject({
      kind: 'choice',
      level: 'header',
      choices: { Approved: ['approved'], Void: [] },
    });
    expect(schema!.columns[0]).toMatchObject({ name: 'number', aliases: ['Contract #'] });
  });

  it('turns compound alternatives into sets of columns', () => {
    const both = { anyOf: [{ required: ['vendor_code', 'date'] }, { required: ['vendor_name'] }] };
    expect(compileSchema(source({ allOf: [both] })).schema!.requiredColumns).toEqual([
      ['number'],
      ['amount'],
      ['vendor_code', 'vendor_name'],
      ['date', 'vendor_name'],
    ]);
  });

  it.each<[string, Json, Json, string]>([
    [
      'a misspelt keyword',
      {},
      { number: property('code', 'string', { maxLenght: 3 }) },
      '/properties/number/maxLenght: unknown keyword "maxLenght"; did you mean "maxLength"?',
    ],
    [
      'an unknown kind',
      {},
      { number: property('texte', 'string') },
      '/properties/number/kind: "kind" must be equal to one of',
    ],
    [
      'a bad limit',
      {},
      { number: property('code', 'string', { maxLength: -1 }) },
      '/properties/number/maxLength: must be >= 0',
    ],
    [
      'a limit of another type',
      {},
      { number: property('code', 'string', { minimum: 1, maximum: 2 }) },
      '/properties/number: ',
    ],
    [
      'a wrong type',
      {},
      { amount: property('money', 'number') },
      '/properties/amount/type: a money is "type": "integer" in memory',
    ],
    [
      'a missing level',
      {},
      { extra: { kind: 'text', type: 'string', description: 'x' } },
      '/properties/extra: "level" is missing',
    ],
    [
      'a choice without choices',
      {},
      { status: property('choice', 'string') },
      '/properties/status: a choice needs "choices"',
    ],
    [
      'digits on text',
      {},
      { number: property('code', 'string', { digits: '3.2' }) },
      '/properties/number/digits: a code has no "digits"',
    ],
    [
      'more decimals than kept',
      {},
      { amount: property('money', 'integer', { digits: '3.4', level: 'line' }) },
      '/properties/amount/digits: a money keeps 2 decimals',
    ],
    [
      'a required column that is none',
      { required: ['numbr'] },
      {},
      '/required/0: no column "numbr"; did you mean "number"?',
    ],
    [
      'a key that is none',
      { document: { is: 'x', key: [['nmber']], lineKeys: [], lines: [] } },
      {},
      '/document/key/0/0: no column "nmber"; did you mean "number"?',
    ],
    [
      'a document without key',
      { document: { is: 'x', lineKeys: [], lines: [] } },
      {},
      '/document: "document" must have required property \'key\'',
    ],
    [
      'one alias twice',
      {},
      { other: property('text', 'string', { aliases: ['CONTRACT #'] }) },
      '/properties/other/aliases/0: "CONTRACT #" already stands for the column "number"',
    ],
    [
      'an alias that is a name',
      {},
      { other: property('text', 'string', { aliases: ['Vendor Name'] }) },
      '/properties/other/aliases/0: "Vendor Name" already stands for the column "vendor_name"',
    ],
    [
      'one spelling for two choices',
      {},
      {
        status: property('choice', 'string', { choices: { Yes: ['y'], No: ['Y.'] } }),
      },
      '/properties/status/choices: "Y." stands for both "Yes" and "No"',
    ],
    [
      'a missing house column',
      {},
      { procore_id: property('code', 'string') },
      '/properties/procore_id: "procore_id" is text on the header level',
    ],
    [
      'a dangerous pattern',
      {},
      { number: property('code', 'string', { pattern: '^(A+)+$' }) },
      '/properties/number/pattern: a pattern may not repeat a group',
    ],
    [
      'further properties',
      { additionalProperties: true },
      {},
      '/additionalProperties: "additionalProperties": false must stand here',
    ],
    ['another dialect', { $schema: 'http://json-schema.org/draft-07/schema#' }, {}, '/$schema: write'],
    ['a number as dataset', { dataset: 'Commitments' }, {}, '/dataset: "dataset" must match pattern'],
  ])('with %s is refused', (_, changes, properties, expected) => {
    const result = compileSchema(source(changes, properties));
    expect(result.schema).toBeNull();
    expect(
      problemsOf(changes, properties).some((problem) => problem.startsWith(expected)) ||
        problemsOf(changes, properties),
    ).toBe(true);
  });

  it('names all problems at once', () => {
    expect(
      problemsOf({ required: ['a', 'b'] }, { status: property('choice', 'string'), x: property('date', 'integer') }),
    ).toHaveLength(4);
    expect(problemsOf({ foo: 1, required: 3 }, { number: { maxLenght: 3 } })).toHaveLength(3);
    expect(compileSchema(null).problems).toHaveLength(1);
  });
});

describe('a row', () => {
  it('that holds has no problems', () => {
    expect(check(GOOD)).toBeNull();
    expect(check({ ...GOOD, status: 'Approved', date: '2026-03-15', unit_cost: 123_400 })).toBeNull();
    expect(check({ ...GOOD, amount: -99_999 })).toBeNull();
  });

  it.each<[string, Record<string, Value>, Partial<SchemaProblem>]>([
    ['an absent cell', { number: 'SC-1', vendor_code: 'V1' }, { column: 'amount', code: 'cell.required' }],
    [
      'no alternative',
      { number: 'SC-1', amount: 1 },
      {
        column: 'vendor_code',
        code: 'cell.required',
        message: 'Every row needs one of vendor_code, vendor_name, and all of them are empty. Type one of them in.',
      },
    ],
    [
      'a long text',
      { ...GOOD, number: 'SC-2026-000001' },
      {
        column: 'number',
        code: 'value.too-long',
        message: 'number "SC-2026-000001" has 14 characters; at most 12 fit. Type it as it is to stand in Sage.',
      },
    ],
    ['a short text', { ...GOOD, vendor_code: 'V' }, { column: 'vendor_code', code: 'value.too-short' }],
    [
      'many digits',
      { ...GOOD, amount: 100_000 },
      {
        column: 'amount',
        code: 'value.too-many-digits',
        message:
          "amount 1000.00 does not fit Sage's field (at most 3 digits before and 2 after the point). " +
          'Check the figure.',
      },
    ],
    ['many decimals', { ...GOOD, unit_cost: 123_450 + 1 }, { column: 'unit_cost', code: 'value.too-many-digits' }],
    [
      'a range',
      { ...GOOD, unit_cost: -100 },
      {
        column: 'unit_cost',
        code: 'value.out-of-range',
        message: 'unit_cost -0.0100 is out of range: at least 0.0000. Check the figure.',
      },
    ],
    [
      'an enumeration',
      { ...GOOD, status: 'Void' },
      { column: 'status', code: 'value.not-allowed', allowed: ['Approved'] },
    ],
    ['a pattern', { ...GOOD, vendor_code: 'v-1' }, { column: 'vendor_code', code: 'value.bad-format' }],
    ['a format', { ...GOOD, date: '2026-02-30' }, { column: 'date', code: 'value.bad-format' }],
  ])('that breaks %s says so', (_, row, problem) => {
    expect(check(row)).toMatchObject([problem]);
  });

  it('tells all its problems, in the order of the columns', () => {
    expect(
      check({ number: 'SC-2026-000001', amount: 100_000, unit_cost: -1, status: 'Void' })!.map(
        ({ column, code }) => `${column} ${code}`,
      ),
    ).toEqual([
      'number value.too-long',
      'vendor_code cell.required',
      'status value.not-allowed',
      'amount value.too-many-digits',
      'unit_cost value.out-of-range',
      'unit_cost value.too-many-digits',
    ]);
  });

  it('that no cell can have given is our fault', () => {
    expect(() => check({ ...GOOD, amount: '5' })).toThrow(/no cell/);
  });

  it('of a condition says what the condition describes', () => {
    const condition = {
      description: 'A void contract has no date. Empty the date.',
      not: { properties: { status: { type: 'string', const: 'Void' } }, required: ['status', 'date'] },
    };
    const { schema, problems } = compileSchema(source({ allOf: [condition] }));
    expect(problems).toEqual([]);
    expect(schema!.check({ ...GOOD, date: '2026-01-01', status: 'Void' })).toMatchObject([
      { column: 'vendor_code', code: 'value.not-allowed', message: 'A void contract has no date. Empty the date.' },
      { column: 'status' },
    ]);
  });
});

describe('patterns', () => {
  it.each([
    '^[A-Z0-9]+$',
    '^\\d{2}-\\d{3}$',
    '^(?:SC|PO)-\\d+$',
    'a.*b',
    '^(\\d{3}-){2}\\d$',
    '[)+]+',
    '^(?<code>[^.]+)\\.(?<type>.+)$',
  ])('%s is taken', (text) => {
    expect(patternProblem(text)).toBeNull();
  });

  it.each([
    '(a+)+',
    '(a|aa)*',
    '((a)*b)*',
    '(',
    '(a)\\1',
    '(?:a?)+',
    '(a{2,})+',
    '(?:(?:a*))*',
    'a*b*c*d*e*f*g*',
    '[a',
    'x'.repeat(301),
  ])('%s is refused', (text) => {
    expect(patternProblem(text)).not.toBeNull();
  });
});
