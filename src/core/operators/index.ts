/**
 * All operators, listed by hand.
 * Promise: one name, one operator; what is not here a rule cannot say.
 * Does not: register anything by being imported.
 */
import type { Value } from '../nouns.js';
import { differsFrom } from './differs-from.js';
import { equal } from './equal.js';
import { equalsFact } from './equals-fact.js';
import { greaterThanInclusive } from './greater-than-inclusive.js';
import { greaterThan } from './greater-than.js';
import { isIn } from './in.js';
import { isAbsent } from './is-absent.js';
import { isPresent } from './is-present.js';
import { lessThanInclusive } from './less-than-inclusive.js';
import { lessThan } from './less-than.js';
import { longerThan } from './longer-than.js';
import { matches } from './matches.js';
import { notEqual } from './not-equal.js';
import { notInOpenMonths } from './not-in-open-months.js';
import { notIn } from './not-in.js';
import type { Operand, Operator } from './operator.js';

export const operators: ReadonlyMap<string, Operator> = new Map(
  [
    isPresent,
    isAbsent,
    equal,
    notEqual,
    isIn,
    notIn,
    lessThan,
    lessThanInclusive,
    greaterThan,
    greaterThanInclusive,
    equalsFact,
    differsFrom,
    longerThan,
    matches,
    notInOpenMonths,
  ].map((operator) => [operator.name, operator]),
);

/** The operator as it is asked, absent facts included: by the compiled judge and by json-rules-engine alike. */
export function asked(operator: Operator): (fact: Value | undefined, value: Operand | undefined) => boolean {
  const { test, whenAbsent = false } = operator;
  return (fact, value) => {
    if (fact === null || fact === undefined) return whenAbsent;
    return value !== null && value !== undefined && test(fact, value);
  };
}
