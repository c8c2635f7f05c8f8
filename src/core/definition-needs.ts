/**
 * The names that parts of a mapping are made of: derived values, presence conditions, keys of look-ups.
 * Does not: know what a name is, or whether anything provides it.
 */
import type { Presence } from './mapping-grammar.js';
import { readerOf, type Read } from './value-access.js';

/** A part of a look-up's key: a name or a literal. */
export interface KeyPart {
  readonly name: string | null;
  readonly literal: string | null;
  readonly mayBeBlank: boolean;
  /** The value of the name, or the literal. */
  readonly read: Read;
}

/** Keys of a derived value that hold one name. */
const ONE_NAME = [
  ...(['sum', 'count', 'from', 'itemNumber', 'nextAfter', 'within', 'division'] as const),
  ...(['shift', 'by', 'latest', 'among'] as const),
];

export function derivedNeeds(definition: Record<string, unknown>): string[] {
  const needs: string[] = [];
  for (const key of ['add', 'multiply', 'firstOf'] as const) {
    const names = definition[key] as readonly string[] | undefined;
    for (const name of names ?? []) needs.push(name.startsWith('-') ? name.slice(1) : name);
  }
  for (const key of ONE_NAME) if (typeof definition[key] === 'string') needs.push(definition[key]);
  needs.push(...Object.values((definition['choose'] ?? {}) as Readonly<Record<string, string>>));
  return needs;
}

export function presenceNames(presence: Presence | undefined): string[] {
  return (presence ?? []).map((name) => (name.startsWith('!') ? name.slice(1) : name));
}

/** `'literal'`, `name`, or `name?` for a part that may be blank (an extra: '' is the base job). */
export function partOf(text: string): KeyPart {
  if (text.startsWith("'")) {
    const literal = text.slice(1, -1);
    return { name: null, literal, mayBeBlank: false, read: () => literal };
  }
  const name = text.replace(/\?$/, '');
  return { name, literal: null, mayBeBlank: text.endsWith('?'), read: readerOf(name) };
}
