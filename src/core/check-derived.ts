/**
 * Whether the kinds of derived values fit what they are made from: a division of an amount is nothing.
 * Promise: a value that would be wrong or missing on every row because of its kind is a problem of its definition.
 * Does not: check where a value stands or which keys go together (the grammar does).
 */
import type { Problem } from './compile-dataset.js';
import type { DerivedDefinition, MappingDefinition } from './mapping-grammar.js';
import type { Kind } from './nouns.js';

/** Kinds with one form in memory, by that form. */
const FORM: Readonly<Record<Kind, string>> = {
  text: 'text',
  code: 'text',
  choice: 'text',
  date: 'a date',
  boolean: 'true or false',
  integer: 'a whole number',
  money: 'cents',
  hours: 'hundredths',
  quantity: 'ten-thousandths',
  'unit-cost': 'ten-thousandths',
  percent: 'ten-thousandths',
  rate: 'ten-thousandths',
};

/** What each way to derive gives, where that does not depend on what it reads. */
const GIVES: Readonly<Record<string, Kind>> = {
  multiply: 'money',
  count: 'integer',
  pattern: 'text',
  transform: 'text',
  table: 'text',
  itemNumber: 'integer',
  nextAfter: 'integer',
  division: 'text',
  shift: 'date',
};

/** What some ways read. */
const READS: Readonly<Record<string, Kind>> = { division: 'text', shift: 'date', nextAfter: 'integer' };

/** Ways whose value is one of those they read, or is added up from them. */
const SAME = ['add', 'sum', 'firstOf', 'choose', 'latest'] as const;

export function checkDerived(mapping: MappingDefinition, kinds: ReadonlyMap<string, Kind>, problems: Problem[]): void {
  for (const [index, derived] of mapping.derive.entries()) {
    const say = (key: string, message: string): void => {
      problems.push({ pointer: `/derive/${index}/${key}`, in: 'mapping', message });
    };
    for (const [way, kind] of Object.entries(GIVES)) {
      if (way in derived && FORM[derived.kind] !== FORM[kind])
        say('kind', `"${way}" gives ${FORM[kind]}, so its kind is ${kind}, not ${derived.kind}`);
    }
    for (const [way, kind] of Object.entries(READS)) {
      const name = (derived as unknown as Readonly<Record<string, string>>)[way];
      const given = name === undefined ? undefined : kinds.get(name);
      if (given !== undefined && FORM[given] !== FORM[kind])
        say(way, `"${way}" reads ${FORM[kind]}, and "${name}" is ${given}`);
    }
    checkSame(derived, kinds, say);
  }
}

function checkSame(
  derived: DerivedDefinition,
  kinds: ReadonlyMap<string, Kind>,
  say: (key: string, message: string) => void,
): void {
  const parts = derived as unknown as Readonly<Record<string, unknown>>;
  for (const way of SAME) {
    const names = namesIn(parts[way]);
    const other = names.find((name) => kinds.has(name) && FORM[kinds.get(name)!] !== FORM[derived.kind]);
    if (other !== undefined) say(way, `"${derived.name}" is ${derived.kind}, and "${other}" is ${kinds.get(other)!}`);
  }
}

function namesIn(value: unknown): string[] {
  if (typeof value === 'string') return [value.replace(/^-/, '')];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(namesIn) : [];
}
