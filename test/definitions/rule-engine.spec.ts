/** Rules: what is refused before a row is read, and how the judge decides and remembers. */
import { describe, expect, it } from '@jest/globals';
import { InvariantFault } from '../../src/core/faults.js';
import type { Kind } from '../../src/core/nouns.js';
import { compileRules, type FactType, type Facts } from '../../src/core/rule-engine.js';

const KINDS = new Map<string, Kind | FactType>([
  ['amount', 'money'],
  ['retainage', 'money'],
  ['quantity', 'quantity'],
  ['title', 'text'],
  ['vendor', 'code'],
  ['commitment.vendor', 'text'],
  ['status', { kind: 'choice', choices: ['Approved', 'Draft', 'Void'] }],
  ['date', 'date'],
  ['executed', 'boolean'],
  ['line', 'integer'],
  ['profile.openMonths', 'text'],
]);

function problemsOf(...whens: unknown[]): string[] {
  return compileRules(
    whens.map((when, index) => ({ id: `r${index}`, when })),
    KINDS,
  ).problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}

function leaf(fact: unknown, operator: unknown, value?: unknown): object {
  return { all: [{ fact, operator, ...(value === undefined ? {} : { value }) }] };
}

describe('a condition', () => {
  it.each<[object, string]>([
    [leaf('ammount', 'equal', '1.00'), '/0/when/all/0/fact: no fact "ammount"; did you mean "amount"?'],
    [leaf('amount', 'equals', '1.00'), '/0/when/all/0/operator: no operator "equals"; did you mean "equal"?'],
    [
      leaf('title', 'lessThan', 'x'),
      '/0/when/all/0/operator: "lessThan" takes integer, money, quantity, unit-cost, percent, rate, hours, date; ' +
        '"title" is text',
    ],
    [
      leaf('amount', 'lessThan', 1000),
      '/0/when/all/0/value: write a money as text with at most 2 decimals, such as "1000.00"',
    ],
    [
      leaf('amount', 'lessThan', '1,000.00'),
      '/0/when/all/0/value: write a money as text with at most 2 decimals, such as "1000.00"',
    ],
    [
      leaf('amount', 'lessThan', '1.005'),
      '/0/when/all/0/value: write a money as text with at most 2 decimals, such as "1000.00"',
    ],
    [leaf('amount', 'lessThan'), '/0/when/all/0: "lessThan" needs a "value": a value, or { "fact": "…" }'],
    [
      leaf('amount', 'lessThan', null),
      '/0/when/all/0/value: write a money as text with at most 2 decimals, such as "1000.00"',
    ],
    [
      leaf('amount', 'lessThan', { fact: 'retanage' }),
      '/0/when/all/0/value/fact: no fact "retanage"; did you mean "retainage"?',
    ],
    [
      leaf('amount', 'lessThan', { fact: 'quantity' }),
      '/0/when/all/0/value/fact: "quantity" is quantity, which cannot be compared with "amount", money',
    ],
    [
      leaf('amount', 'equal', { fact: 'retainage' }),
      '/0/when/all/0/value: "equal" compares with a value, not with a fact',
    ],
    [
      leaf('status', 'equal', 'Aproved'),
      '/0/when/all/0/value: "Aproved" is none of its values; did you mean "Approved"?',
    ],
    [
      leaf('status', 'in', ['Draft', 'Viod']),
      '/0/when/all/0/value/1: "Viod" is none of its values; did you mean "Void"?',
    ],
    [
      leaf('status', 'in', []),
      '/0/when/all/0/value: "in" compares with a list of values, at least one, ' +
        'or { "fact": "…" } of a text that holds a list',
    ],
    [leaf('status', 'in', { fact: 'amount' }), '/0/when/all/0/value/fact: "amount" is money; a list is a text fact'],
    [leaf('date', 'lessThan', '2026-02-30'), '/0/when/all/0/value: write a date as "YYYY-MM-DD"'],
    [
      leaf('date', 'notInOpenMonths', ['2026-13']),
      '/0/when/all/0/value: write "all", or a list of months as "YYYY-MM"',
    ],
    [leaf('executed', 'equal', 'yes'), '/0/when/all/0/value: write true or false'],
    [leaf('line', 'equal', 1.5), '/0/when/all/0/value: write a whole number'],
    [leaf('title', 'longerThan', -1), '/0/when/all/0/value: write a whole number of characters, 0 or more'],
    [
      leaf('title', 'matches', '(a+)+'),
      '/0/when/all/0/value: a pattern may not repeat a group that itself repeats or offers alternatives',
    ],
    [leaf('title', 'isAbsent', 'x'), '/0/when/all/0/value: "isAbsent" has no value'],
    [{ all: [{ operator: 'isAbsent' }] }, '/0/when/all/0: a leaf names its "fact"'],
    [
      { fact: 'title', operator: 'isAbsent' },
      '/0/when: a condition begins with "all", "any" or "not"; put a single leaf into "all": [ … ]',
    ],
    [{ any: [] }, '/0/when/any: "any" holds a list of conditions, at least one'],
    [{ not: [{ fact: 'title', operator: 'isAbsent' }] }, '/0/when/not: a condition is an object'],
    [{ al: [] }, '/0/when: a condition begins with "all", "any" or "not"; put a single leaf into "all": [ … ]'],
  ])('%j is refused', (when, problem) => {
    expect(problemsOf(when)).toEqual([problem]);
  });

  it('names words that belong nowhere', () => {
    expect(problemsOf({ all: [{ fact: 'title', operator: 'isAbsent', priority: 3 }], anny: [] })).toEqual([
      '/0/when/anny: "anny" does not belong here; did you mean "any"?',
      '/0/when/all/0/priority: "priority" does not belong in a leaf (fact, operator, value)',
    ]);
    expect(
      problemsOf({ all: [{ fact: 'title', operator: 'isAbsent' }], any: [{ fact: 'title', operator: 'isAbsent' }] }),
    ).toHaveLength(2);
  });

  it('tells all problems of all rules at once', () => {
    expect(
      problemsOf(leaf('a', 'b'), leaf('amount', 'equal', '1.00'), {
        not: { any: [leaf('amount', 'equal', 1), leaf('title', 'in', 3)] },
      }),
    ).toHaveLength(4);
  });

  it('that nests without end is refused', () => {
    let when: object = leaf('title', 'isAbsent');
    for (let i = 0; i < 5000; i++) when = { not: when };
    expect(problemsOf(when)).toHaveLength(1);
  });
});

describe('the judge', () => {
  const rules = [
    { id: 'not-approved', when: leaf('status', 'notIn', ['Approved']) },
    { id: 'vendor-differs', when: leaf('vendor', 'differsFrom', { fact: 'commitment.vendor' }) },
    {
      id: 'over-retained',
      when: {
        all: [
          { fact: 'retainage', operator: 'greaterThan', value: { fact: 'amount' } },
          { not: leaf('amount', 'isAbsent') },
        ],
      },
    },
    { id: 'closed-month', when: leaf('date', 'notInOpenMonths', { fact: 'profile.openMonths' }) },
    { id: 'no-status', when: leaf('status', 'equal', null) },
  ];

  it('decides by name, absent facts included, and gives indexes in file order', async () => {
    const { problems, judge } = compileRules(rules, KINDS);
    expect(problems).toEqual([]);
    const subjects: Facts[] = [
      {
        status: 'Approved',
        vendor: 'V1',
        'commitment.vendor': 'V1',
        amount: 100,
        retainage: 10,
        date: '2026-03-15',
        'profile.openMonths': 'all',
      },
      {
        status: 'Void',
        vendor: 'V1',
        'commitment.vendor': 'V2',
        amount: 100,
        retainage: 101,
        date: '2026-03-15',
        'profile.openMonths': '2026-04',
      },
      { vendor: 'V1', retainage: 1 },
      {},
    ];
    const expected = [[], [0, 1, 2, 3], [4], [4]];
    expect(await judge.decide(subjects)).toEqual(expected);
    expect(await judge.decide(subjects)).toEqual(expected);
    expect([...judge.facts].sort()).toEqual([
      'amount',
      'commitment.vendor',
      'date',
      'profile.openMonths',
      'retainage',
      'status',
      'vendor',
    ]);
  });

  it('refuses to run twice at once', async () => {
    const { judge } = compileRules(rules, KINDS);
    const first = judge.decide([{ status: 'Void' }]);
    await expect(judge.decide([{ status: 'Draft' }])).rejects.toThrow(InvariantFault);
    expect(await first).toEqual([[0]]);
  });

  it('holds more leaves than a number has bits', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ id: String(index), when: leaf('line', 'equal', index) }));
    const { judge } = compileRules(many, KINDS);
    const subjects = Array.from({ length: 101 }, (_, line) => ({ line }));
    expect(await judge.decide(subjects)).toEqual([...many.map((_, index) => [index]), []]);
  });

  it('of no rules, or of wrong ones, fires nothing', async () => {
    expect(await compileRules([], KINDS).judge.decide([{ amount: 1 }])).toEqual([[]]);
    const wrong = compileRules([{ id: 'x', when: leaf('a', 'b') }], KINDS);
    expect(await wrong.judge.decide([{ amount: 1 }])).toEqual([[]]);
  });
});
