/**
 * The grammar of rules, mappings and profiles: what is refused, in which words, and where.
 * Promise: one mistake is one problem at the place to change; `docs/schemas` is what editors read and is in step
 * (`UPDATE=schemas` writes it).
 * Does not: check names against each other; the catalog's spec does.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkGrammar } from '../../src/core/grammar.js';
import { GRAMMARS } from '../../src/core/grammar-schemas.js';

type Json = Record<string, unknown>;
type Kind = keyof typeof GRAMMARS;

const ROOT = new URL('../../', import.meta.url);
const textOf = (path: string): string => readFileSync(new URL(path, ROOT), 'utf8');
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(new URL(folder, ROOT)).filter((name) => name.endsWith(ending)).map((name) => `${folder}${name}`);

const SHIPPED: readonly (readonly [Kind, string])[] = [
  ...filesIn('rules/', '.rules.json').map((path) => ['rules', path] as const),
  ...filesIn('mappings/', '.mapping.json').map((path) => ['mapping', path] as const),
  ...filesIn('mappings/companies/', '.json').map((path) => ['profile', path] as const),
];

const said = (kind: Kind, value: unknown): string[] =>
  checkGrammar(kind, value).map(({ pointer, message }) => `${pointer}: ${message}`);

const leaf = { fact: 'status', operator: 'equal', value: 'Draft' };

function ruleFile(changes: Json = {}): Json {
  const rule = {
    id: 'commitments/not-approved', on: 'document', do: 'exclude', code: 'commitment.not-approved', source: 'C-03',
    because: 'Only an approved commitment is meant for Sage.', when: { all: [leaf] }, message: 'It is {status}.',
    afterLoading: 'withdrawn', column: 'status', allowed: ['Approved'],
    examples: [{ given: { status: 'Draft' }, fires: true }],
  };
  return { $schema: '../docs/schemas/rules.schema.json', dataset: 'commitments', rules: [{ ...rule, ...changes }] };
}

const without = (value: Json, ...keys: string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
const ruleWithout = (key: string, changes: Json = {}): Json => {
  const file = ruleFile();
  return { ...file, rules: [{ ...without((file['rules'] as Json[])[0]!, key), ...changes }] };
};

function mapping(changes: Json = {}): Json {
  return {
    dataset: 'commitments', system: 'sage', needs: ['companies'], reload: 'hold', inKeyOrder: true,
    resolve: [{ column: 'vendor_code', entity: 'vendor', byName: 'vendor_name' }],
    codes: { cost_code: 'costCode', cost_type: { table: 'cost-types', mask: 'category', optional: true } },
    expand: [{ when: ['from_cost_code'], lines: [{ cost_code: 'from_cost_code', amount: '-from_amount' }] }],
    derive: [
      { name: 'total', on: 'line', kind: 'money', add: ['amount', '-discount'], when: ['amount', '!total'] },
      { name: 'extended', on: 'line', kind: 'money', multiply: ['quantity', 'unit_cost'] },
      { name: 'sum', on: 'document', kind: 'money', sum: 'total' },
        { name: 'lines', on: 'document', kind: 'integer', count: 'total' },
      { name: 'first', on: 'document', kind: 'text', firstOf: ['vendor_code', 'commitment.vendor'] },
      { name: 'yes', on: 'document', kind: 'boolean', value: true },
        { name: 'ap', on: 'document', kind: 'text', pattern: '@apInvoiceNumber' },
      { name: 'short', on: 'line', kind: 'text', transform: 'cut', from: 'description', args: [30] },
      { name: 'kind', on: 'line', kind: 'text', table: 'cost-types', from: 'cost_type' },
      { name: 'item', on: 'line', kind: 'integer', itemNumber: 'line_key' },
        { name: 'division', on: 'line', kind: 'text', division: 'cost_code' },
      { name: 'next', on: 'line', kind: 'integer', nextAfter: 'last.item_number', within: 'commitment_number' },
    ],
    lookups: {
      last: {
        on: 'document', table: 'jcm_master__commitment_item', take: ['item_number'], max: true,
        key: { commitment: 'commitment_number', extra: 'sub_job?', category: '\'S\'', 'source_line@any': 'line_key' },
        parentOf: 'source_line@any', when: ['commitment_number'],
          unique: { code: 'line.ambiguous', message: 'Name the line.' },
        missing: { outcome: 'waiting', code: 'line.missing', message: 'Not there yet.', column: 'line_number',
          ifLoaded: true, nearest: 'source_line' },
      },
    },
    identity: ['commitment_number'], measures: { amount: 'amount' },
    summarize: { strategy: 'by', by: ['item_number'], coding: ['cost_code'], commitmentLine: 'item_number',
      amount: 'amount' },
    targets: [{
      table: 'jcm_master__commitment', per: 'document', op: 'update', when: ['amount'], if: 'sendInvoiceTax',
        countsRows: true,
      ownedBySage: ['description'], onlyForward: 'date', pick: { where: { type: 'General' }, latest: 'date' },
      columns: {
        commitment: 'commitment_number', closed: { value: false }, amount: { sum: 'total' },
          dist_seq: { ordinal: true },
        units: { agree: 'quantity', with: ['uom'], sum: true }, unit_cost: { agree: 'unit_cost', with: [] },
        description: { from: 'title', cut: 30, transform: 'collapse' }, vendor: { firstOf: ['vendor_code'] },
        category: { table: 'cost-types', from: 'cost_type' }, source_line: { join: 'line_key' },
      },
    }],
    reconcile: { amount: { table: 'jcm_master__commitment_item', sum: 'amount - tax' } },
    show: { vendor: 'vendor_code' }, totalChecks: ['billed-over-revised'],
    ...changes,
  };
}

const derive = (definition: Json): Json =>
  mapping({ derive: [{ name: 'x', on: 'line', kind: 'text', ...definition }] });
const column = (expression: unknown): Json =>
  mapping({ targets: [{ table: 'jcm_master__job', per: 'line', columns: { job: expression } }] });

const PROFILE = JSON.parse(textOf('mappings/companies/demo.json')) as Json;
const profile = (changes: Json): Json => ({ ...PROFILE, ...changes });

describe('what is right', () => {
  it.each(SHIPPED)('%s: %s', (kind, path) => {
    expect(said(kind, JSON.parse(textOf(path)))).toEqual([]);
  });

  it('is every key of the grammar', () => {
    expect(said('mapping', mapping())).toEqual([]);
    expect(said('rules', ruleFile())).toEqual([]);
    expect(said('rules', ruleWithout('afterLoading',
      { do: 'set', set: { column: 'status', value: null } }))).toEqual([]);
    expect(said('profile', profile(
      { openMonths: ['2025-03'], vendorTypesTaken: ['Trade'], accountingDateFrom: null }))).toEqual([]);
  });

  it.each<[string, unknown]>([
    ['nested conditions', { any: [leaf, { not: { all: [leaf, { any: [leaf] }] } }] }],
    ['a list of values', { all: [{ fact: 'status', operator: 'in', value: ['Draft', 'Void'] }] }],
    ['another fact', { all: [{ fact: 'vendor_code', operator: 'equalsFact', value: { fact: 'commitment.vendor' } }] }],
    ['no value', { not: { fact: 'profile.openMonths', operator: 'isPresent' } }],
    ['nothing', { all: [{ fact: 'status', operator: 'equal', value: null }] }],
  ])('is a condition with %s', (_what, when) => {
    expect(said('rules', ruleFile({ when }))).toEqual([]);
  });
});

describe('rules', () => {
  it.each<[string, Json, string[]]>([
    ['a misspelt key', ruleWithout('because', { becuase: 'x' }),
      ['/rules/0/becuase: unknown key "becuase"; did you mean "because"?']],
    ['a missing key', ruleWithout('source'),
      ['/rules/0: "source" is missing: Where the rule comes from: ids of the reference, such as C-03.']],
    ['an action there is not', ruleFile({ do: 'exlude' }), [
      '/rules/0/do: "do" must be one of set, exclude, exclude-line, hold, warn, wait, not "exlude"; did you mean '
        + '"exclude"?']],
    ['a wrong type', ruleFile({ allowed: 'Approved' }), ['/rules/0/allowed: "allowed" must be a list, not "Approved"']],
    ['a number for text', ruleFile({ message: 7 }), ['/rules/0/message: "message" must be text, not 7']],
    ['an empty text', ruleFile({ because: '' }), [
      '/rules/0/because: "because" is empty: Why, in the accountant\'s words; printed in reports.']],
    ['a line that excludes its document', ruleFile({ on: 'line' }), [
      '/rules/0/on: "on" must be "document", not "line": "exclude" takes a document, "exclude-line" a line']],
    ['"set" beside another action', ruleFile({ set: { column: 'status', value: 'x' } }), [
      '/rules/0/set: "set" stands with "do": "set" only']],
    ['"do": "set" alone', ruleWithout('afterLoading', { do: 'set' }),
      ['/rules/0: "set" is missing: "do": "set" sets a column']],
    ['two sources of a value', ruleWithout('afterLoading', { do: 'set', set: { column: 'a', from: 'b', value: 1 } }), [
      '/rules/0/set: "set" has from and value: only one of them can stand']],
    ['no example', ruleFile({ examples: [] }), ['/rules/0/examples: "examples" must hold at least 1 entry']],
    ['an unknown word in the file', { ...ruleFile(), version: 1 }, ['/version: unknown key "version"']],
  ])('with %s are refused', (_what, file, expected) => {
    expect(said('rules', file)).toEqual(expected);
  });

  it('with an issue code that is none are refused', () => {
    expect(said('rules', ruleFile({ code: 'NotApproved' }))).toEqual([
      expect.stringMatching(/^\/rules\/0\/code: "code" cannot be "NotApproved": .*such as cost-code\.unknown/)]);
  });

  it.each<[string, unknown, string[]]>([
    ['a leaf alone', leaf, [': a condition begins with "all", "any" or "not"; put a single question into "all": [ … ]']],
    ['a short form', { all: [{ fact: 'status', equals: 'Draft' }] }, [
      '/all/0/equals: unknown key "equals"; here may also stand all, any, not, operator, value',
        '/all/0: "fact" needs "operator" beside it']],
    ['an operator that is an object', { all: [{ fact: 'status', operator: { equal: 'x' } }] }, [
      expect.stringMatching(/^\/all\/0\/operator: "operator" must be one of isPresent, .*, not an object$/)]],
    ['an operator there is not', { all: [{ any: [{ ...leaf, operator: 'equals' }] }] }, [
      expect.stringMatching(/^\/all\/0\/any\/0\/operator: .*; did you mean "equal"\?$/)]],
    ['a misspelt key far inside', { all: [{ not: { any: [{ fact: 'status', operater: 'isPresent' }] } }] }, [
      '/all/0/not/any/0/operater: unknown key "operater"; did you mean "operator"?']],
    ['no fact', { all: [{ operator: 'equal', value: 1 }] }, ['/all/0: "operator" needs "fact" beside it']],
    ['all and any at once', { all: [leaf], any: [leaf] }, [': "when" has all and any: only one of them can stand']],
    ['nothing to ask', { all: [] }, ['/all: "all" must hold at least 1 entry']],
    ['text', 'status = Draft', [': "when" must be an object, not "status = Draft"']],
    ['a list in a list', { all: [{ fact: 'status', operator: 'in', value: [['Draft']] }] }, [
      '/all/0/value/0: entry 1 of "value" must be text, a number, true or false or null, not a list']],
    ['a misspelt fact of the right side', { all: [{ ...leaf, value: { facts: 'type' } }] }, [
      '/all/0/value/facts: unknown key "facts"; did you mean "fact"?']],
  ])('with a condition of %s are refused', (_what, when, expected) => {
    const inWhen = expected.map((entry) => (typeof entry === 'string' ? `/rules/0/when${entry}` : entry));
    expect(said('rules', ruleFile({ when })).map((entry, index) =>
      (typeof expected[index] === 'string' ? entry : entry.slice(13)))).toEqual(inWhen);
  });
});

describe('a mapping', () => {
  it.each<[string, Json, string[]]>([
    ['a misspelt key', { ...without(mapping(), 'derive'), derives: [] },
      ['/derives: unknown key "derives"; did you mean "derive"?']],
    ['another system', mapping({ system: 'procore' }),
      ['/system: "system" must be "sage", not "procore": The system that takes it.']],
    ['a dataset named twice', mapping({ needs: ['companies', 'companies'] }),
      ['/needs: "needs" holds "companies" twice']],
    ['a derived value that says nothing', derive({}),
      ['/derive/0: entry 1 of "derive" needs one of add, multiply, sum, count, firstOf, '
      + 'value, pattern, transform, table, itemNumber, nextAfter, division']],
    ['a derived value that says two things', derive({ add: ['a'], sum: 'b' }), [
      '/derive/0: entry 1 of "derive" has add and sum: only one of them can stand']],
    ['a misspelt way to derive', derive({ adds: ['a'] }), ['/derive/0/adds: unknown key "adds"; did you mean "add"?']],
    ['a table without a text', derive({ table: 'cost-types' }), ['/derive/0: "table" needs "from" beside it']],
    ['a text without a table', derive({ from: 'cost_type', add: ['a'] }),
      ['/derive/0: "from" stands with "transform" or "table"']],
    ['a transform there is not', derive({ transform: 'stripHtml', from: 'a' }), [
      expect.stringMatching(/not "stripHtml"; did you mean "strip-html"\?$/)]],
    ['a product of one', derive({ multiply: ['quantity'] }),
      ['/derive/0/multiply: "multiply" must hold at least 2 entries']],
    ['a code that is a number', mapping({ codes: { cost_code: 3 } }),
      ['/codes/cost_code: "cost_code" must be text or an object, not 3']],
    ['a code with a misspelt table', mapping({ codes: { cost_type: { tabel: 'x' } } }), [
      '/codes/cost_type/tabel: unknown key "tabel"; did you mean "table"?']],
    ['a column no column can be called', mapping({ codes: { 'Cost Code': 'costCode' } }), [
      '/codes/Cost Code: "Cost Code" cannot stand here: A column. Lower case, figures and _, such as cost_code.']],
    ['a group without names', mapping({ summarize: { strategy: 'by', amount: 'amount' } }), [
      '/summarize: "by" is missing: "strategy" asks for "by"']],
    ['a sum that is no sum', mapping({ reconcile: { amount: { table: 'jcm_master__job', sum: 'amount-tax' } } }), [
      expect.stringMatching(/^\/reconcile\/amount\/sum: "sum" cannot be "amount-tax": .*such as amount - tax/)]],
  ])('with %s is refused', (_what, file, expected) => {
    expect(said('mapping', file)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [3, ': "job" must be text or an object, not 3'],
    [{}, ': "job" needs one of sum, value, agree, from, firstOf, join, ordinal'],
    [{ summ: 'x' }, '/summ: unknown key "summ"; did you mean "sum"?'],
    [{ sum: true }, '/sum: "sum" must be text, not true'],
    [{ agree: 'x', with: ['y'], sum: 'x' }, '/sum: "sum" must be true, not "x": beside "agree" it is a switch'],
    [{ agree: 'x' }, ': "agree" needs "with" beside it'],
    [{ value: 1, sum: 'x' }, ': "job" has sum and value: only one of them can stand'],
    [{ from: 'x', table: 't', cut: 3 }, '/cut: "cut" stands without "table"'],
    [{ cut: 3 }, ': "cut" needs "from" beside it'],
    [{ from: 'x', cut: '30' }, '/cut: "cut" must be a whole number, not "30"'],
    [{ ordinal: false }, '/ordinal: "ordinal" must be true, not false: 1, 2, 3 … over the rows this target makes '
      + 'of the document.'],
  ])('with the column %j is refused', (expression, expected) => {
    expect(said('mapping', column(expression))).toEqual([`/targets/0/columns/job${expected}`]);
  });
});

describe('a profile', () => {
  it.each<[string, Json, string[]]>([
    ['a misspelt setting', { ...without(PROFILE, 'dateOrder'), dateorder: 'MDY' },
      ['/dateorder: unknown key "dateorder"; did you mean "dateOrder"?']],
    ['a setting left out', without(PROFILE, 'toleranceCents'),
      [': "toleranceCents" is missing: The largest difference, in cents, that still ties out.']],
    ['cents as text', profile({ toleranceCents: '0' }),
      ['/toleranceCents: "toleranceCents" must be a whole number, not "0"']],
    ['cents below nothing', profile({ toleranceCents: -1 }),
      ['/toleranceCents: "toleranceCents" must be at least 0, not -1']],
    ['another spelling', profile({ acceptance: 'Auto' }), [
      '/acceptance: "acceptance" must be one of auto, manual, not "Auto"; did you mean "auto"?']],
    ['a month there is not', profile({ openMonths: ['2025-13'] }), [
      '/openMonths/0: entry 1 of "openMonths" cannot be "2025-13": A month as YYYY-MM, such as 2025-03.']],
    ['half a word', profile({ vendorTypesTaken: 'al' }),
      ['/vendorTypesTaken: "vendorTypesTaken" must be "all", not "al"; did you mean "all"?']],
    ['a number for a list', profile({ vendorTypesTaken: 1 }),
      ['/vendorTypesTaken: "vendorTypesTaken" must be text or a list, not 1']],
    ['an empty mask', profile({ masks: { job: {} } }), ['/masks/job: "job" needs one of mask, length']],
    ['two signs in one', profile({ sourceDelimiters: ['--'] }), [
      '/sourceDelimiters/0: entry 1 of "sourceDelimiters" cannot be "--": One sign, such as /.']],
    ['a broken pattern', profile({ budgetCodePattern: '^(?<cost_code>.+(?<cost_type>.)$' }), [
      expect.stringMatching(/^\/budgetCodePattern: /)]],
    ['a pattern without its groups', profile({ budgetCodePattern: '^(?<cost_code>.+)$' }), [
      expect.stringMatching(/^\/budgetCodePattern: "budgetCodePattern" cannot be "\^.*with the groups/)]],
    ['a note on nothing', profile({ notes: { budgets: 'x' } }),
      [expect.stringMatching(/^\/notes\/budgets: unknown key/)]],
  ])('with %s is refused', (_what, file, expected) => {
    expect(said('profile', file)).toEqual(expected);
  });
});

describe('whatever stands in a file', () => {
  const WRONG: readonly unknown[] = [null, 3.5, '', 'no such thing', [], {}, [[null]], { unknown: true }];

  /** The value with the node at each path replaced, one at a time. */
  function* replaced(value: unknown, by: unknown, pointer = ''): Generator<readonly [string, unknown]> {
    yield [pointer, by];
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      for (const [at, changed] of replaced(part, by, `${pointer}/${key}`)) {
        const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
        (copy as Json)[key] = changed;
        yield [at, copy];
      }
    }
  }

  it.each<[Kind, Json]>([['rules', ruleFile()], ['mapping', mapping()], ['profile', without(PROFILE, 'notes')]])(
    'is told in whole words, at its place, once: %s', (kind, right) => {
      for (const by of WRONG) {
        for (const [pointer, changed] of replaced(right, by)) {
          const problems = checkGrammar(kind, changed);
          const words = problems.map(({ message }) => message).join('\n');
          expect({ pointer, by, words }).toMatchObject({ words: expect.not.stringMatching(/undefined|\[object|NaN/) });
          const ofObject = typeof by === 'object' && by !== null;
          const places = problems.filter((problem) => `${problem.pointer}/`.startsWith(`${pointer}/`));
          if (!ofObject) expect({ pointer, by, words, count: Math.max(places.length, 2) }).toMatchObject({ count: 2 });
        }
      }
    });

  it.each([[null], [[]], ['text'], [7]])('%j is no file', (value) => {
    for (const kind of ['profile', 'mapping', 'rules'] as const) {
      expect(said(kind, value)).toEqual([expect.stringMatching(/^: the file must be an object, not /)]);
    }
  });
});

describe('docs/schemas', () => {
  const kinds = Object.keys(GRAMMARS) as Kind[];
  const written = (kind: Kind): string => `${JSON.stringify(GRAMMARS[kind], null, 2)}\n`;

  if (process.env['UPDATE'] === 'schemas') {
    mkdirSync(new URL('docs/schemas/', ROOT), { recursive: true });
    for (const kind of kinds) writeFileSync(new URL(`docs/schemas/${kind}.schema.json`, ROOT), written(kind));
  }

  it.each(kinds)('%s.schema.json is the grammar (UPDATE=schemas writes it)', (kind) => {
    expect(textOf(`docs/schemas/${kind}.schema.json`)).toBe(written(kind));
  });

  it('is where an editor looks for it', () => {
    const settings = JSON.parse(textOf('.vscode/settings.json')) as {
      'json.schemas': { fileMatch: string[]; url: string }[] };
    const urls = settings['json.schemas'].map(({ url }) => url);
    expect(urls).toEqual(expect.arrayContaining(kinds.map((kind) => `./docs/schemas/${kind}.schema.json`)));
    for (const [kind, path] of SHIPPED) {
      const { $schema } = JSON.parse(textOf(path)) as { $schema?: string };
      const expected = new URL(`docs/schemas/${kind}.schema.json`, ROOT).href;
      if ($schema !== undefined) expect(new URL($schema, new URL(path, ROOT)).href).toBe(expected);
    }
  });

  it.each(kinds)('%s explains every property', (kind) => {
    const silent: string[] = [];
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const properties = Object.entries(((node as Json)['properties'] ?? {}) as Record<string, Json>);
      const narrowing = /\/(then|else|if)$/.test(path);
      for (const [name, property] of properties) if (!narrowing && property['description'] === undefined) silent.push(
        `${path}/${name}`);
      for (const [key, part] of Object.entries(node)) walk(part, `${path}/${key}`);
    };
    walk(GRAMMARS[kind], '');
    expect(silent).toEqual([]);
  });
});
