/**
 * The remembered decision, a fresh json-rules-engine, and an evaluator written for this test alone must agree on
 * generated rule sets and facts. The evaluator shares no code with the product: it reads the rule file's own text.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Engine } from 'json-rules-engine';
import type { Kind, Value } from '../../src/core/nouns.js';
import { compileRules } from '../../src/core/rule-engine.js';

const numRuns = Number(process.env['TIEOUT_PROPERTY_CASES'] ?? 500);
const TIME_MAX = 600_000;

type Facts = Record<string, Value>;
interface Leaf {
  fact: string;
  operator: string;
  value?: unknown;
}
type Node = { all: Node[] } | { any: Node[] } | { not: Node } | Leaf;

const KINDS: Record<string, Kind> = {
  amount: 'money',
  retainage: 'money',
  cost: 'unit-cost',
  title: 'text',
  name: 'text',
  vendor: 'code',
  status: 'choice',
  from: 'date',
  until: 'date',
  final: 'boolean',
  line: 'integer',
  months: 'text',
};

// --------------------------------------------------------------------------------------------- generators

const cents = fc.integer({ min: -3, max: 3 }).map((value) => value * 50);
const word = fc.constantFrom('A', 'B', 'AB', 'Approved', 'Café');
const day = fc.constantFrom('2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01');

const subject: fc.Arbitrary<Facts> = fc.record(
  {
    amount: fc.option(cents),
    retainage: fc.option(cents),
    cost: fc.option(cents),
    title: fc.option(word),
    name: fc.option(word),
    vendor: fc.option(word),
    status: fc.option(word),
    from: fc.option(day),
    until: fc.option(day),
    final: fc.option(fc.boolean()),
    line: fc.option(fc.integer({ min: 0, max: 3 })),
    months: fc.option(fc.constantFrom('all', '2026-01', '2026-01,2026-02', 'A,B')),
  },
  { requiredKeys: [] },
);

function moneyText(value: number): string {
  const [whole, rest] = [Math.floor(Math.abs(value) / 100), Math.abs(value) % 100];
  return `${value < 0 ? '-' : ''}${whole}.${String(rest).padStart(2, '0')}`;
}

const text = fc.constantFrom('title', 'name', 'vendor', 'status');
const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  fc.record({ fact: fc.constantFrom(...Object.keys(KINDS)), operator: fc.constantFrom('isPresent', 'isAbsent') }),
  fc.record({ fact: text, operator: fc.constantFrom('equal', 'notEqual'), value: fc.option(word) }),
  fc.record({
    fact: text,
    operator: fc.constantFrom('in', 'notIn'),
    value: fc.array(word, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ fact: text, operator: fc.constantFrom('in', 'notIn'), value: fc.constant({ fact: 'months' }) }),
  fc.record({
    fact: text,
    operator: fc.constantFrom('equalsFact', 'differsFrom'),
    value: text.map((fact) => ({ fact })),
  }),
  fc.record({ fact: text, operator: fc.constant('longerThan'), value: fc.integer({ min: 0, max: 8 }) }),
  fc.record({ fact: text, operator: fc.constant('matches'), value: fc.constantFrom('^A', 'B$', '.', 'é') }),
  fc.record({ fact: fc.constant('final'), operator: fc.constantFrom('equal', 'notEqual'), value: fc.boolean() }),
  fc.record({
    fact: fc.constant('from'),
    operator: fc.constant('notInOpenMonths'),
    value: fc.constantFrom<unknown>({ fact: 'months' }, 'all', ['2026-02']),
  }),
  fc.constantFrom('lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive').chain((operator) =>
    fc.oneof(
      fc.record({
        fact: fc.constantFrom('amount', 'retainage'),
        operator: fc.constant(operator),
        value: fc.oneof<fc.Arbitrary<unknown>[]>(cents.map(moneyText), fc.constant({ fact: 'amount' })),
      }),
      fc.record({
        fact: fc.constant('cost'),
        operator: fc.constant(operator),
        value: cents.map((value) => (value / 10_000).toFixed(4)),
      }),
      fc.record({
        fact: fc.constant('from'),
        operator: fc.constant(operator),
        value: fc.oneof<fc.Arbitrary<unknown>[]>(day, fc.constant({ fact: 'until' })),
      }),
      fc.record({ fact: fc.constant('line'), operator: fc.constant(operator), value: fc.integer({ min: 0, max: 3 }) }),
    ),
  ),
);

const { condition } = fc.letrec<{ condition: Node; node: Node }>((tie) => ({
  condition: fc.oneof(
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    tie('node').map((not) => ({ not })),
  ),
  node: fc.oneof({ maxDepth: 3, depthIdentifier: 'rule' }, leaf, tie('condition')),
}));

// ---------------------------------------------------------------------------------- an evaluator of its own

/** A literal of the rule file as the facts hold it: cents, ten-thousandths, or itself. */
function literal(value: unknown, fact: string): unknown {
  if (typeof value !== 'string') return value;
  if (KINDS[fact] === 'money') return Math.round(Number(value) * 100);
  return KINDS[fact] === 'unit-cost' ? Math.round(Number(value) * 10_000) : value;
}

function evaluate(node: Node, facts: Facts): boolean {
  if ('all' in node) return !node.all.some((part) => !evaluate(part, facts));
  if ('any' in node) return node.any.some((part) => evaluate(part, facts));
  if ('not' in node) return !evaluate(node.not, facts);
  return answers(node, facts);
}

function answers({ fact, operator, value }: Leaf, facts: Facts): boolean {
  const left = facts[fact] ?? null;
  const named = typeof value === 'object' && value !== null && 'fact' in value ? (value as { fact: string }) : null;
  const right = named === null ? literal(value, fact) : (facts[named.fact] ?? null);
  if (operator === 'isAbsent' || (operator === 'equal' && value === null)) return left === null;
  if (left === null) return false;
  if (operator === 'isPresent' || (operator === 'notEqual' && value === null)) return true;
  if (right === null) return false;
  const list = typeof right === 'string' ? right.split(',') : (right as unknown[]);
  switch (operator) {
    case 'equal':
    case 'equalsFact':
      return left === right;
    case 'notEqual':
    case 'differsFrom':
      return left !== right;
    case 'in':
      return right === 'all' || list.includes(left);
    case 'notIn':
      return right !== 'all' && !list.includes(left);
    case 'lessThan':
      return (left as number) < (right as number);
    case 'lessThanInclusive':
      return (left as number) <= (right as number);
    case 'greaterThan':
      return (left as number) > (right as number);
    case 'greaterThanInclusive':
      return (left as number) >= (right as number);
    case 'longerThan':
      return Array.from(String(left)).length > (right as number);
    case 'matches':
      return new RegExp(String(right)).test(String(left));
    case 'notInOpenMonths':
      return right !== 'all' && !list.includes(String(left).slice(0, 7));
    default:
      throw new Error(`no such operator: ${operator}`);
  }
}

// ------------------------------------------------------------------------- json-rules-engine, told the same

/**
 * A fresh engine for every subject; each leaf is an operator that asks the evaluator, so only the logic is the
 * engine's.
 */
async function engineDecides(conditions: Node[], facts: Facts): Promise<number[]> {
  const engine = new Engine([], { allowUndefinedFacts: true });
  engine.addOperator('asks', (_: unknown, asked: { leaf: Leaf }) => answers(asked.leaf, facts));
  const told = (node: Node): object => {
    if ('all' in node) return { all: node.all.map(told) };
    if ('any' in node) return { any: node.any.map(told) };
    if ('not' in node) return { not: told(node.not) };
    return { fact: 'subject', operator: 'asks', value: { leaf: node } };
  };
  for (const [index, node] of conditions.entries()) {
    engine.addRule({ conditions: told(node) as never, event: { type: 'fired', params: { index } } });
  }
  const { events } = await engine.run({ subject: true });
  return events.map((event) => event.params!['index'] as number).sort((a, b) => a - b);
}

describe('the judge', () => {
  it(
    'decides as json-rules-engine and as an evaluator of its own do',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(condition, { minLength: 1, maxLength: 6 }),
          fc.array(subject, { minLength: 1, maxLength: 5 }),
          async (conditions, subjects) => {
            const { problems, judge } = compileRules(
              conditions.map((when, index) => ({ id: String(index), when })),
              new Map(Object.entries(KINDS)),
            );
            expect(problems).toEqual([]);
            const decided = await judge.decide(subjects);
            const remembered = await judge.decide(subjects);
            for (const [index, facts] of subjects.entries()) {
              const expected = conditions.flatMap((when, rule) => (evaluate(when, facts) ? [rule] : []));
              expect(decided[index]).toEqual(expected);
              expect(remembered[index]).toEqual(expected);
              expect(await engineDecides(conditions, facts)).toEqual(expected);
            }
          },
        ),
        { numRuns },
      );
    },
    TIME_MAX,
  );
});
