/**
 * What an operator of `rules/*.rules.json` is.
 * Promise: an operator says which kinds of facts it takes and what may stand in `value`, so that a wrong leaf is
 * refused before a row is read; its examples are run by a spec and printed in the documentation.
 * Does not: see raw text; facts are typed values, amounts whole cents.
 */
import type { Kind, Value } from '../nouns.js';

/**
 * What may stand in a leaf's `value`:
 * `none` nothing (or `true`) · `literal` one value of the fact's kind, amounts as text ("1000.00") · `list` several ·
 * `fact` `{"fact": "…"}` of a comparable kind · `list-fact` a text fact that holds words joined by commas, or `all` ·
 * `months` a list of "YYYY-MM", or "all" · `length` a whole number · `pattern` a regular expression.
 */
export type ValueShape = 'none' | 'literal' | 'list' | 'fact' | 'list-fact' | 'months' | 'length' | 'pattern';

/** A leaf's `value` once compiled: literals are in memory form, a fact's value is the subject's. */
export type Operand = Value | readonly Value[] | RegExp;

/** As written in a rule file: `fact` and `value` of amounts are text. `other`: what the fact named in `value` holds. */
export interface OperatorExample {
  readonly kind: Kind;
  readonly fact: string | number | boolean | null;
  readonly value?: unknown;
  readonly other?: string | number | boolean | null;
  readonly result: boolean;
}

export interface Operator {
  readonly name: string;
  readonly summary: string;
  /** Kinds of facts it takes. */
  readonly kinds: readonly Kind[];
  readonly valueKinds: readonly ValueShape[];
  readonly examples: readonly OperatorExample[];
  /** Never asked about an absent fact or an absent value: those give false, but for `isAbsent`. */
  readonly test: (fact: NonNullable<Value>, value: Operand) => boolean;
  /** The answer for an absent fact. */
  readonly whenAbsent?: true;
}

export const TEXTS: readonly Kind[] = ['text', 'code', 'choice'];
export const NUMBERS: readonly Kind[] = ['integer', 'money', 'quantity', 'unit-cost', 'percent', 'rate', 'hours'];
export const ALL_KINDS: readonly Kind[] = [...TEXTS, ...NUMBERS, 'date', 'boolean'];
/** Kinds whose values have an order; ISO dates order as text. */
export const ORDERED: readonly Kind[] = [...NUMBERS, 'date'];

/** True when a list, or a text of words joined by commas (`all`: any word), has the value. */
export function listHas(list: Operand, value: Value): boolean {
  if (typeof list === 'string') return list === 'all' || `,${list},`.includes(`,${String(value)},`);
  return Array.isArray(list) && list.includes(value);
}
