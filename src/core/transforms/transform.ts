/**
 * What a transform of a mapping is: one text in, one text out.
 * Promise: the same input and arguments give the same output; what is lost is named by `lost`, so that it can be
 * listed. Its examples are run by a spec and printed in the documentation.
 * Does not: see other values, or decide whether a change is allowed.
 */
import type { Kind, Value } from '../nouns.js';

export interface TransformExample {
  readonly input: string;
  readonly args: readonly Value[];
  readonly output: string | null;
}

export interface Transform {
  readonly name: string;
  readonly summary: string;
  readonly in: Kind;
  readonly out: Kind;
  /** Names of its arguments, in order; each is a whole number above 0. */
  readonly arguments: readonly string[];
  readonly examples: readonly TransformExample[];
  /** Null: nothing is left. */
  readonly apply: (input: string, args: readonly Value[]) => string | null;
  /** The part of the input that does not come through; null when all of it does. Absent: nothing is ever lost. */
  readonly lost?: (input: string, args: readonly Value[]) => string | null;
}

/** Keys for comparing leave case, accents and punctuation aside. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toUpperCase();
}

export function orNull(text: string): string | null {
  return text === '' ? null : text;
}
