/**
 * The grammar of rules, mappings and profiles: what is refused, in which words, and where.
 * Promise: one mistake is one problem at the place to change.
 * Does not: check names against each other; the catalog's spec does.
 */
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkGrammar } from '../../src/core/grammar.js';
import { GRAMMARS } from '../../src/core/grammar-schemas.js';
import { escaped, KINDS, SHIPPED, textOf, type Json, type Kind } from '../support/shipped-definitions.js';
import {
  column,
  derive,
  LAST_ITEM,
  MAPPING,
  mapping,
  PROFILE,
  profile,
  QUESTION,
  RULE,
  rules,
  rulesOf,
  setting,
  without,
} from '../support/whole-definitions.js';

const said = (kind: Kind, value: unknown): string[] =>
  checkGrammar(kind, value).map(({ pointer, message }) => `${pointer}: ${message}`);

/** The whole list of problems; `…` stands for whatever is between. */
function expectSaid(kind: Kind, value: unknown, ...expected: readonly string[]): void {
  const patterns = expected.map((text) => new RegExp(`^${escaped(text).replaceAll('…', '.*')}$`));
  expect(said(kind, value)).toEqual(patterns.map((pattern) => expect.stringMatching(pattern)));
}

describe('what is right', () => {
  it.each(SHIPPED)('%s: %s', (kind, path) => {
    expect(said(kind, JSON.parse(textOf(path)))).toEqual([]);
  });

  it.each<[string, Kind, Json]>([
    ['every key of a mapping', 'mapping', MAPPING],
    ['every key of a rule', 'rules', rules()],
    ['a value to set', 'rules', setting({ column: 'status', value: null })],
    ['a fact to set from', 'rules', setting({ column: 'accounting_date', from: 'billing_date' })],
    ['lists for all', 'profile', profile({ openMonths: ['2025-03'], vendorTypesTaken: ['Trade'] })],
    ['nothing for a column', 'profile', profile({ accountingDateFrom: null })],
  ])('%s', (_what, kind, file) => {
    expect(said(kind, file)).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nested', { any: [QUESTION, { not: { all: [QUESTION, { any: [QUESTION] }] } }] }],
    ['with a list', { all: [{ fact: 'status', operator: 'in', value: ['Draft', 'Void'] }] }],
    ['with another fact', { all: [{ fact: 'vendor_code', operator: 'equalsFact', value: { fact: 'vendor.name' } }] }],
    ['without a value', { not: { all: [{ fact: 'profile.openMonths', operator: 'isPresent' }] } }],
    ['with nothing', { all: [{ fact: 'status', operator: 'equal', value: null }] }],
  ])('a condition %s', (_how, when) => {
    expect(said('rules', rules({ when }))).toEqual([]);
  });
});

// -------------------------------------------------------------------------------------------------- mistakes

describe('a rule', () => {
  it.each<[string, Json, string]>([
    [
      'a misspelt key',
      { ...without(RULE, 'because'), becuase: 'x' },
      '/rules/0/becuase: unknown key "becuase"; did you mean "because"?',
    ],
    [
      'a missing key',
      without(RULE, 'source'),
      '/rules/0: "source" is missing: Where the rule comes from: ids of the reference, such as C-03.',
    ],
    [
      'an action there is not',
      { ...RULE, do: 'exlude' },
      '/rules/0/do: "do" must be one of set, exclude, …, wait, not "exlude"; did you mean "exclude"?',
    ],
    ['a wrong type', { ...RULE, allowed: 'Draft' }, '/rules/0/allowed: "allowed" must be a list, not "Draft"'],
    ['a number for text', { ...RULE, message: 7 }, '/rules/0/message: "message" must be text, not 7'],
    ['an empty text', { ...RULE, because: '' }, '/rules/0/because: "because" is empty: Why, …'],
    [
      'a code that is none',
      { ...RULE, code: 'NotApproved' },
      '/rules/0/code: "code" cannot be "NotApproved": …such as cost-code.unknown…',
    ],
    [
      'a line that excludes its document',
      { ...RULE, on: 'line' },
      '/rules/0/on: "exclude" takes a document: "on": "document"',
    ],
    [
      '"set" beside another action',
      { ...RULE, set: { column: 'status', value: 'x' } },
      '/rules/0/set: "set" stands with "do": "set" only',
    ],
    [
      '"afterLoading" beside another action',
      { ...RULE, do: 'hold' },
      '/rules/0/afterLoading: "afterLoading" stands with "do": "exclude" only',
    ],
    ['no example', { ...RULE, examples: [] }, '/rules/0/examples: "examples" must hold at least 1 entry'],
  ])('with %s is refused', (_what, rule, expected) => {
    expectSaid('rules', rulesOf(rule), expected);
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, '/rules/0: "set" is missing: "do": "set" sets a column'],
    [
      'two sources',
      { column: 'a', from: 'b', value: 1 },
      '/rules/0/set: "set" has from and value: only one of them can stand',
    ],
    ['no source', { column: 'a' }, '/rules/0/set: "set" needs one of from, value'],
  ])('that sets %s is refused', (_what, set, expected) => {
    expectSaid('rules', JSON.parse(JSON.stringify(setting(set))), expected);
  });

  it.each<[string, unknown, ...string[]]>([
    ['a bare question', QUESTION, ': a condition begins with "all", "any" or "not"; put a single …'],
    [
      'a short form',
      { all: [{ fact: 'status', equals: 'Draft' }] },
      '/all/0/equals: unknown key "equals"; here may also stand all, any, not, operator, value',
      '/all/0: "fact" needs "operator" beside it',
    ],
    [
      'an operator that is an object',
      { all: [{ fact: 'status', operator: { equal: 'x' } }] },
      '/all/0/operator: "operator" must be one of isPresent, …, not an object',
    ],
    [
      'an operator there is not',
      { all: [{ any: [{ ...QUESTION, operator: 'equals' }] }] },
      '/all/0/any/0/operator: …, not "equals"; did you mean "equal"?',
    ],
    [
      'a misspelt key far inside',
      { all: [{ not: { any: [{ fact: 'status', operater: 'isPresent' }] } }] },
      '/all/0/not/any/0/operater: unknown key "operater"; did you mean "operator"?',
    ],
    ['no fact', { all: [{ operator: 'equal', value: 1 }] }, '/all/0: "operator" needs "fact" beside it'],
    ['all and any', { all: [QUESTION], any: [QUESTION] }, ': "when" has all and any: only one of them can stand'],
    ['nothing to ask', { all: [] }, '/all: "all" must hold at least 1 entry'],
    ['text', 'status = Draft', ': "when" must be an object, not "status = Draft"'],
    [
      'a list in a list',
      { all: [{ fact: 'status', operator: 'in', value: [['Draft']] }] },
      '/all/0/value/0: entry 1 of "value" must be text, a number, true or false or null, not a list',
    ],
    [
      'a misspelt right side',
      { all: [{ ...QUESTION, value: { facts: 'type' } }] },
      '/all/0/value/facts: unknown key "facts"; did you mean "fact"?',
    ],
  ])('asking %s is refused', (_what, when, ...expected) => {
    expectSaid('rules', rules({ when }), ...expected.map((text) => `/rules/0/when${text}`));
  });
});

describe('a mapping', () => {
  it.each<[string, Json, string]>([
    [
      'a misspelt key',
      { ...without(MAPPING, 'derive'), derives: [] },
      '/derives: unknown key "derives"; did you mean "derive"?',
    ],
    ['another system', mapping({ system: 'procore' }), '/system: "system" must be "sage", not "procore": …'],
    ['a dataset twice', mapping({ needs: ['companies', 'companies'] }), '/needs: "needs" holds "companies" twice'],
    ['nothing derived', derive({}), '/derive/0: entry 1 of "derive" needs one of add, multiply, …, shift'],
    [
      'two things derived',
      derive({ add: ['a'], firstOf: ['b'] }),
      '/derive/0: entry 1 of "derive" has add and firstOf: only one of them can stand',
    ],
    ['a misspelt way to derive', derive({ adds: ['a'] }), '/derive/0/adds: unknown key "adds"; did you mean "add"?'],
    ['a table without a text', derive({ table: 'cost-types' }), '/derive/0: "table" needs "from" beside it'],
    ['a text for nothing', derive({ from: 'x', add: ['a'] }), '/derive/0: "from" stands with "transform" or "table"'],
    [
      'a transform there is not',
      derive({ transform: 'stripHtml', from: 'a' }),
      '/derive/0/transform: …, not "stripHtml"; did you mean "strip-html"?',
    ],
    [
      'a date that is not moved',
      derive({ kind: 'date', shift: 'date' }),
      '/derive/0: "shift" says by how much: years, months, days',
    ],
    ['years of nothing', derive({ add: ['a'], years: 1 }), '/derive/0: "years" needs "shift" beside it'],
    [
      'half a month',
      derive({ kind: 'date', shift: 'date', months: 0.5 }),
      '/derive/0/months: "months" must be a whole number, not 0.5',
    ],
    [
      'item numbers of a document',
      derive({ on: 'document', kind: 'integer', itemNumber: 'line_key' }),
      '/derive/0/on: "itemNumber" stands on lines: "on": "line"',
    ],
    [
      'the latest of a document',
      derive({ on: 'document', kind: 'date', latest: 'date', among: 'type' }),
      '/derive/0/on: "latest" stands on lines: "on": "line"',
    ],
    [
      'the next number of a document',
      derive({ on: 'document', kind: 'integer', nextAfter: 'a', within: 'b' }),
      '/derive/0/on: "nextAfter" stands on lines: "on": "line"',
    ],
    [
      'a sum on a line',
      derive({ kind: 'money', sum: 'a' }),
      '/derive/0/on: "sum" stands on documents: "on": "document"',
    ],
    ['a count on a line', derive({ count: 'a' }), '/derive/0/on: "count" stands on documents: "on": "document"'],
    [
      'a sum that nobody would ask',
      derive({ on: 'document', kind: 'money', sum: 'a', when: ['b'] }),
      '/derive/0/when: this takes no "when": give the value it reads one',
    ],
    ['a product of one', derive({ multiply: ['a'] }), '/derive/0/multiply: "multiply" must hold at least 2 entries'],
    [
      'a number for a mask',
      mapping({ codes: { cost_code: 3 } }),
      '/codes/cost_code: "cost_code" must be text or an object, not 3',
    ],
    [
      'a misspelt table',
      mapping({ codes: { cost_type: { tabel: 'x' } } }),
      '/codes/cost_type/tabel: unknown key "tabel"; did you mean "table"?',
    ],
    [
      'what no column is called',
      mapping({ codes: { 'Cost Code': 'costCode' } }),
      '/codes/Cost Code: "Cost Code" cannot stand here: …such as cost_code.',
    ],
    [
      'a group without names',
      mapping({ summarize: { strategy: 'by', amount: 'amount' } }),
      '/summarize: "by" is missing: "strategy" asks for "by"',
    ],
    [
      'a sum that is none',
      mapping({ reconcile: { amount: { table: 'jcm_master__job', sum: 'amount-tax' } } }),
      '/reconcile/amount/sum: "sum" cannot be "amount-tax": …such as amount - tax…',
    ],
    [
      'a measure with a reason and a table',
      mapping({ reconcile: { amount: { table: 'jcm_master__job', sum: 'amount', none: 'x' } } }),
      '/reconcile/amount: "amount" has table and none: only one of them can stand',
    ],
    [
      'a measure read again without a sum',
      mapping({ reconcile: { amount: { table: 'jcm_master__job' } } }),
      '/reconcile/amount: "table" needs "sum" beside it',
    ],
    [
      'a blank in a key',
      mapping({ lookups: { last: { ...LAST_ITEM, key: { commitment: 'a b' } } } }),
      '/lookups/last/key/commitment: "commitment" cannot be "a b": A name, name? …',
    ],
  ])('with %s is refused', (_what, file, expected) => {
    expectSaid('mapping', file, expected);
  });

  it.each<[unknown, string]>([
    [3, ': "job" must be text or an object, not 3'],
    [{}, ': "job" needs one of sum, value, agree, from, firstOf, join, ordinal, times'],
    [{ summ: 'x' }, '/summ: unknown key "summ"; did you mean "sum"?'],
    [{ sum: true }, '/sum: "sum" must be text, not true'],
    [{ agree: 'x', with: ['y'], sum: 'x' }, '/sum: "sum" must be true, not "x": beside "agree" it is a switch'],
    [{ agree: 'x' }, ': "agree" needs "with" beside it'],
    [{ value: 1, sum: 'x' }, ': "job" has sum and value: only one of them can stand'],
    [{ from: 'x', table: 't', cut: 3 }, '/cut: "cut" stands without "table"'],
    [{ times: 100 }, ': "times" needs "of" beside it'],
    [{ cut: 3 }, ': "cut" needs "from" beside it'],
    [{ from: 'x', cut: '30' }, '/cut: "cut" must be a whole number, not "30"'],
    [{ ordinal: false }, '/ordinal: "ordinal" must be true, not false: 1, 2, 3 …'],
  ])('with the column %j is refused', (expression, expected) => {
    expectSaid('mapping', column(expression), `/targets/0/columns/job${expected}`);
  });
});

describe('a profile', () => {
  it.each<[string, Json, string]>([
    [
      'a misspelt setting',
      { ...without(PROFILE, 'dateOrder'), dateorder: 'MDY' },
      '/dateorder: unknown key "dateorder"; did you mean "dateOrder"?',
    ],
    [
      'a setting left out',
      without(PROFILE, 'toleranceCents'),
      ': "toleranceCents" is missing: The largest difference, in cents, that still ties out.',
    ],
    [
      'cents as text',
      profile({ toleranceCents: '0' }),
      '/toleranceCents: "toleranceCents" must be a whole number, not "0"',
    ],
    ['cents below 0', profile({ toleranceCents: -1 }), '/toleranceCents: "toleranceCents" must be at least 0, not -1'],
    [
      'another spelling',
      profile({ acceptance: 'Auto' }),
      '/acceptance: "acceptance" must be one of auto, manual, not "Auto"; did you mean "auto"?',
    ],
    [
      'a month there is not',
      profile({ openMonths: ['2025-13'] }),
      '/openMonths/0: entry 1 of "openMonths" cannot be "2025-13": A month as YYYY-MM, such as 2025-03.',
    ],
    [
      'half a word',
      profile({ vendorTypesTaken: 'al' }),
      '/vendorTypesTaken: "vendorTypesTaken" must be "all", not "al"; did you mean "all"?',
    ],
    [
      'a number for a list',
      profile({ vendorTypesTaken: 1 }),
      '/vendorTypesTaken: "vendorTypesTaken" must be text or a list, not 1',
    ],
    ['an empty mask', profile({ masks: { job: {} } }), '/masks/job: "job" needs one of mask, length'],
    [
      'two signs in one',
      profile({ sourceDelimiters: ['--'] }),
      '/sourceDelimiters/0: entry 1 of "sourceDelimiters" cannot be "--": One sign, such as /.',
    ],
    [
      'a broken pattern',
      profile({ budgetCodePattern: '^(?<cost_code>.+(?<cost_type>.)$' }),
      '/budgetCodePattern: "budgetCodePattern" cannot be …',
    ],
    [
      'a pattern without its groups',
      profile({ budgetCodePattern: '^(?<cost_code>.+)$' }),
      '/budgetCodePattern: "budgetCodePattern" cannot be …with the groups…',
    ],
    ['a note on nothing', profile({ notes: { budgets: 'x' } }), '/notes/budgets: unknown key "budgets"; here may …'],
  ])('with %s is refused', (_what, changes, expected) => {
    expectSaid('profile', changes, expected);
  });
});

describe('whatever stands in a file', () => {
  const WRONG: readonly unknown[] = [null, 3.5, '', 'no such thing', [], {}, [[null]], { unknown: true }];

  /** The value with each of its nodes replaced, one at a time. */
  function* replaced(value: unknown, by: unknown, pointer = ''): Generator<readonly [string, unknown]> {
    yield [pointer, by];
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      for (const [at, changed] of replaced(part, by, `${pointer}/${key}`)) {
        yield [at, Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed }];
      }
    }
  }

  it.each<[Kind, Json]>([
    ['rules', rules()],
    ['mapping', MAPPING],
    ['profile', without(PROFILE, 'notes')],
  ])('what does not hold is told, in whole words, and once: %s', (kind, right) => {
    const holds = new Ajv2020({ strict: false, validateFormats: false }).compile(GRAMMARS[kind]);
    const awkward: unknown[] = [];
    for (const by of WRONG) {
      for (const [pointer, changed] of replaced(right, by)) {
        const problems = said(kind, changed);
        const once = typeof by === 'object' || problems.filter((text) => text.startsWith(`${pointer}: `)).length < 2;
        const whole = problems.every((text) => !/undefined|\[object|NaN/.test(text));
        if (!once || !whole || holds(changed) !== (problems.length === 0)) awkward.push({ pointer, by, problems });
      }
    }
    expect(awkward).toEqual([]);
  });

  it.each([[null], [[]], ['text'], [7]])('%j is no file', (value) => {
    for (const kind of KINDS) expectSaid(kind, value, ': the file must be an object, not …');
  });
});
