/** Every example of every operator, run as a rule would run it: compiled, type-checked, judged by json-rules-engine. */
import { describe, expect, it } from '@jest/globals';
import { DECIMALS, parseScaled } from '../../src/core/money.js';
import type { Kind, Value } from '../../src/core/nouns.js';
import { operators } from '../../src/core/operators/index.js';
import { compileRules } from '../../src/core/rule-engine.js';

/** An example writes amounts as a rule file does; a fact holds them in memory. */
function inMemory(value: string | number | boolean | null | undefined, kind: Kind): Value {
  const decimals = DECIMALS[kind];
  return typeof value === 'string' && decimals !== null ? parseScaled(value, decimals) : (value ?? null);
}

describe.each([...operators.values()])('$name', (operator) => {
  it('says what it does, and shows it both ways', () => {
    expect(operator.summary).toMatch(/\.$/);
    expect(new Set(operator.examples.map((example) => example.result)).size).toBe(2);
    expect(operator.examples.every((example) => operator.kinds.includes(example.kind))).toBe(true);
  });

  it.each(operator.examples.map((example) => [JSON.stringify(example), example] as const))('%s', async (_, example) => {
    const listed = operator.valueKinds.includes('list-fact');
    const kinds = new Map<string, Kind>([
      ['it', example.kind],
      ['other', listed ? 'text' : example.kind],
    ]);
    const leaf = { fact: 'it', operator: operator.name, ...('value' in example ? { value: example.value } : {}) };
    const { problems, judge } = compileRules([{ id: 'example', when: { all: [leaf] } }], kinds);
    expect(problems).toEqual([]);
    const facts = { it: inMemory(example.fact, example.kind), other: inMemory(example.other, kinds.get('other')!) };
    expect(await judge.decide([facts])).toEqual([example.result ? [0] : []]);
  });
});
