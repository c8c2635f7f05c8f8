/**
 * The shape of rule files, mappings, profiles and Sage tables, checked before their meaning is.
 * Promise: a misspelt key or a missing part is named with its pointer. Does not: check names against each other.
 */
import { compileGrammar, type GrammarProblem } from './schema-check.js';
import { GRAMMARS } from './grammar-schemas.js';

const compiled = new Map<string, (value: unknown) => GrammarProblem[]>();

export function checkGrammar(kind: keyof typeof GRAMMARS, value: unknown): GrammarProblem[] {
  const check = compiled.get(kind) ?? compileGrammar(GRAMMARS[kind]);
  compiled.set(kind, check);
  return check(value);
}
