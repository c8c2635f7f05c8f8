/**
 * The conditions of rules, type-checked against the facts there are and compiled to leaves and trees of leaves.
 * Promise: a fact that does not exist, an operator that does not fit its kind, a literal that does not parse is a
 * problem at its JSON pointer, and all of them are found at once; equal leaves of different rules become one.
 * Does not: evaluate (rule-engine does).
 */
import { isIsoDate } from './dates.js';
import { DECIMALS, parseScaled } from './money.js';
import { nearest } from './nearest.js';
import type { Kind, Value } from './nouns.js';
import { operators } from './operators/index.js';
import type { Operand, Operator, ValueShape } from './operators/operator.js';
import { patternProblem } from './safe-pattern.js';

/** `pointer` leads from the list of rules to the node to change: `/3/when/all/0/fact`. */
export interface RuleProblem {
  readonly pointer: string;
  readonly message: string;
}

/** A fact rules may ask for. `choices`: the values it can have at all. */
export interface FactType {
  readonly kind: Kind;
  readonly choices?: readonly string[];
}

/** One question about one fact. Exactly one of `value` and `valueFact` counts. */
export interface Leaf {
  readonly fact: string;
  readonly operator: Operator;
  readonly value: Operand;
  readonly valueFact: string | null;
}

export type Tree =
  | { readonly all: readonly Tree[] }
  | { readonly any: readonly Tree[] }
  | { readonly not: Tree }
  | { readonly leaf: number };

/** Deeper conditions no reader follows, and a file that nests without end must not end the process. */
const DEPTH_MAX = 20;

type Json = Readonly<Record<string, unknown>>;

export class ConditionCompiler {
  readonly leaves: Leaf[] = [];
  readonly problems: RuleProblem[] = [];
  private readonly leafIndexes = new Map<string, number>();

  constructor(private readonly facts: ReadonlyMap<string, FactType>) {}

  /** A rule's `when`. The tree stands for nothing when problems were found. */
  compile(when: unknown, pointer: string): Tree {
    if (isObject(when) && ['all', 'any', 'not'].every((word) => !Object.hasOwn(when, word))) {
      return this.refuse(pointer, 'a condition begins with "all", "any" or "not"; put a single leaf into "all": [ … ]');
    }
    return this.node(when, pointer, 0);
  }

  private node(node: unknown, pointer: string, depth: number): Tree {
    if (!isObject(node)) return this.refuse(pointer, 'a condition is an object');
    if (depth > DEPTH_MAX) return this.refuse(pointer, `conditions nest at most ${DEPTH_MAX} deep`);
    const words = ['all', 'any', 'not'].filter((word) => Object.hasOwn(node, word));
    if (words.length === 0) return this.leaf(node, pointer);
    this.refuseOthers(
      node,
      words.length === 1 ? words : [],
      pointer,
      words.length > 1 ? 'beside another of all, any, not' : 'here',
    );
    const word = words[0]!;
    const inside = node[word];
    const at = `${pointer}/${word}`;
    if (word === 'not') return { not: this.node(inside, at, depth + 1) };
    // An empty list would be true for json-rules-engine, also under "any".
    if (!Array.isArray(inside) || inside.length === 0) {
      return this.refuse(at, `"${word}" holds a list of conditions, at least one`);
    }
    const parts = inside.map((part, index) => this.node(part, `${at}/${index}`, depth + 1));
    return word === 'all' ? { all: parts } : { any: parts };
  }

  private refuse(pointer: string, message: string): Tree {
    this.problems.push({ pointer, message });
    return { all: [] };
  }

  private refuseOthers(node: Json, allowed: readonly string[], pointer: string, where: string): void {
    for (const key of Object.keys(node)) {
      if (allowed.includes(key)) continue;
      const close = nearest(key, ['all', 'any', 'not', 'fact', 'operator', 'value'], 1)[0];
      const hint = close !== undefined && close !== key ? `; did you mean "${close}"?` : '';
      this.problems.push({ pointer: `${pointer}/${key}`, message: `"${key}" does not belong ${where}${hint}` });
    }
  }

  private leaf(node: Json, pointer: string): Tree {
    this.refuseOthers(node, ['fact', 'operator', 'value'], pointer, 'in a leaf (fact, operator, value)');
    const fact = this.factNamed(node['fact'], 'fact' in node ? `${pointer}/fact` : pointer);
    const operator = this.operatorNamed(node['operator'], 'operator' in node ? `${pointer}/operator` : pointer);
    if (fact === null || operator === null) return { all: [] };
    if (!operator.kinds.includes(fact.type.kind)) {
      return this.refuse(
        `${pointer}/operator`,
        `"${operator.name}" takes ${operator.kinds.join(', ')}; "${fact.name}" is ${fact.type.kind}`,
      );
    }
    const at = 'value' in node ? `${pointer}/value` : pointer;
    const operand = this.operand(node['value'], operator, fact, at);
    if (operand === null) return { all: [] };
    return { leaf: this.indexOf(fact.name, operand.operator ?? operator, operand) };
  }

  private factNamed(name: unknown, pointer: string): { name: string; type: FactType } | null {
    if (typeof name !== 'string') return this.nothing(pointer, 'a leaf names its "fact"');
    const type = this.facts.get(name);
    if (type !== undefined) return { name, type };
    const close = nearest(name, this.facts.keys(), 1)[0];
    return this.nothing(pointer, `no fact "${name}"${close === undefined ? '' : `; did you mean "${close}"?`}`);
  }

  private operatorNamed(name: unknown, pointer: string): Operator | null {
    if (typeof name !== 'string') return this.nothing(pointer, 'a leaf names its "operator"');
    const operator = operators.get(name);
    if (operator !== undefined) return operator;
    const close = nearest(name, operators.keys(), 1)[0];
    return this.nothing(
      pointer,
      `no operator "${name}"; ${
        close === undefined ? `there are ${[...operators.keys()].join(', ')}` : `did you mean "${close}"?`
      }`,
    );
  }

  private nothing(pointer: string, message: string): null {
    this.problems.push({ pointer, message });
    return null;
  }

  // ------------------------------------------------------------------------------------------------ values

  /**
   * What a leaf compares with; null after a problem. `equal` with null is `isAbsent`, `notEqual` with null `isPresent`.
   */
  private operand(
    value: unknown,
    operator: Operator,
    fact: { name: string; type: FactType },
    pointer: string,
  ): Compared | null {
    const takes = (shape: ValueShape): boolean => operator.valueKinds.includes(shape);
    if (takes('none')) {
      if (value === undefined || value === true) return { value: true, valueFact: null };
      return this.nothing(pointer, `"${operator.name}" has no value`);
    }
    if (isObject(value)) return this.otherFact(value, operator, fact, pointer);
    if (value === undefined) return this.nothing(pointer, `"${operator.name}" needs a "value": ${wanted(operator)}`);
    if (takes('literal')) {
      if (value === null && (operator.name === 'equal' || operator.name === 'notEqual')) {
        const presence = operators.get(operator.name === 'equal' ? 'isAbsent' : 'isPresent')!;
        return { value: true, valueFact: null, operator: presence };
      }
      return this.literal(value, fact.type, pointer);
    }
    if (takes('list')) return this.list(value, fact.type, operator, pointer);
    if (takes('months')) return this.months(value, pointer);
    if (takes('length')) return this.length(value, pointer);
    if (takes('pattern')) return this.pattern(value, pointer);
    return this.nothing(pointer, `"${operator.name}" compares with ${wanted(operator)}`);
  }

  private otherFact(
    value: Json,
    operator: Operator,
    fact: { name: string; type: FactType },
    pointer: string,
  ): Compared | null {
    const shape = operator.valueKinds.find((kind) => kind === 'fact' || kind === 'list-fact');
    if (shape === undefined) {
      return this.nothing(pointer, `"${operator.name}" compares with ${wanted(operator)}, not with a fact`);
    }
    this.refuseOthers(value, ['fact'], pointer, 'in a value that names a fact');
    const other = this.factNamed(value['fact'], 'fact' in value ? `${pointer}/fact` : pointer);
    if (other === null) return null;
    const listed = shape === 'list-fact';
    const fits = listed ? other.type.kind === 'text' : family(other.type.kind) === family(fact.type.kind);
    if (fits) return { value: null, valueFact: other.name };
    return this.nothing(
      `${pointer}/fact`,
      listed
        ? `"${other.name}" is ${other.type.kind}; a list is a text fact`
        : `"${other.name}" is ${other.type.kind}, which cannot be compared with "${fact.name}", ${fact.type.kind}`,
    );
  }

  private literal(value: unknown, type: FactType, pointer: string): Compared | null {
    const parsed = parseLiteral(value, type);
    return parsed.problem === null ? { value: parsed.value, valueFact: null } : this.nothing(pointer, parsed.problem);
  }

  private list(value: unknown, type: FactType, operator: Operator, pointer: string): Compared | null {
    if (!Array.isArray(value) || value.length === 0) {
      return this.nothing(pointer, `"${operator.name}" compares with ${wanted(operator)}`);
    }
    const parsed = value.map((entry) => parseLiteral(entry, type));
    for (const [index, entry] of parsed.entries()) {
      if (entry.problem !== null) this.nothing(`${pointer}/${index}`, entry.problem);
    }
    if (parsed.some((entry) => entry.problem !== null)) return null;
    return { value: parsed.map((entry) => entry.value), valueFact: null };
  }

  private months(value: unknown, pointer: string): Compared | null {
    if (value === 'all') return { value, valueFact: null };
    if (Array.isArray(value) && value.every(isMonth)) return { value, valueFact: null };
    return this.nothing(pointer, 'write "all", or a list of months as "YYYY-MM"');
  }

  private length(value: unknown, pointer: string): Compared | null {
    if (Number.isSafeInteger(value) && (value as number) >= 0) return { value: value as number, valueFact: null };
    return this.nothing(pointer, 'write a whole number of characters, 0 or more');
  }

  private pattern(value: unknown, pointer: string): Compared | null {
    const problem = typeof value === 'string' ? patternProblem(value) : 'write a regular expression as text';
    if (problem !== null) return this.nothing(pointer, problem);
    return { value: new RegExp(value as string, 'u'), valueFact: null };
  }

  private indexOf(fact: string, operator: Operator, { value, valueFact }: Compared): number {
    const key = JSON.stringify([fact, operator.name, valueFact, value instanceof RegExp ? value.source : value]);
    const known = this.leafIndexes.get(key);
    if (known !== undefined) return known;
    this.leafIndexes.set(key, this.leaves.length);
    return this.leaves.push({ fact, operator, value, valueFact }) - 1;
  }
}

interface Compared {
  readonly value: Operand;
  readonly valueFact: string | null;
  readonly operator?: Operator;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isMonth(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
}

/** Facts of one family may be compared: texts with texts, numbers with numbers of the same decimals. */
function family(kind: Kind): string {
  if (kind === 'code' || kind === 'choice') return 'text';
  return DECIMALS[kind] === 4 ? 'ten-thousandths' : kind;
}

const WANTED: Readonly<Record<ValueShape, string>> = {
  none: 'nothing',
  literal: 'a value',
  list: 'a list of values, at least one',
  fact: '{ "fact": "…" }',
  'list-fact': '{ "fact": "…" } of a text that holds a list',
  months: 'a list of months',
  length: 'a whole number',
  pattern: 'a regular expression',
};

function wanted(operator: Operator): string {
  return operator.valueKinds.map((shape) => WANTED[shape]).join(', or ');
}

type Parsed = { readonly value: Value; readonly problem: null } | { readonly value: null; readonly problem: string };

function parseLiteral(literal: unknown, type: FactType): Parsed {
  const good = (value: Value): Parsed => ({ value, problem: null });
  const bad = (problem: string): Parsed => ({ value: null, problem });
  const { kind, choices } = type;
  const decimals = DECIMALS[kind];
  if (kind === 'boolean') return typeof literal === 'boolean' ? good(literal) : bad('write true or false');
  if (kind === 'integer') return Number.isSafeInteger(literal) ? good(literal as number) : bad('write a whole number');
  if (decimals !== null) {
    const value = typeof literal === 'string' ? parseScaled(literal, decimals) : null;
    if (value !== null) return good(value);
    const example = kind === 'money' ? '1000.00' : '12.5';
    return bad(`write a ${kind} as text with at most ${decimals} decimals, such as "${example}"`);
  }
  if (typeof literal !== 'string') return bad(`write a ${kind} as text`);
  if (kind === 'date') return isIsoDate(literal) ? good(literal) : bad('write a date as "YYYY-MM-DD"');
  if (choices !== undefined && !choices.includes(literal)) {
    const close = nearest(literal, choices, 1)[0];
    const hint = close === undefined ? `these are ${choices.join(', ')}` : `did you mean "${close}"?`;
    return bad(`"${literal}" is none of its values; ${hint}`);
  }
  return good(literal);
}
