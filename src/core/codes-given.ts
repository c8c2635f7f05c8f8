/**
 * The issue codes that the rules and the mapping of a dataset give, and what each does there.
 * Promise: every code a definition can raise is here, also those made from names: `<column>.unknown` of a decision
 * table, `<entity>.ambiguous` and `<entity>.missing` of a name that is resolved.
 * Does not: know which codes are listed (issue-codes does).
 */
import { tableCode } from './compile-codes.js';
import type { Problem } from './compile-dataset.js';
import type { Effect } from './issue-codes.js';
import type { MappingDefinition, RuleAction, RuleDefinition } from './mapping-grammar.js';

export interface GivenCode {
  readonly code: string;
  readonly effect: Effect;
  readonly in: Problem['in'];
  readonly pointer: string;
}

const EFFECT_OF: Readonly<Record<RuleAction, Effect>> = {
  set: 'alters',
  exclude: 'excludes',
  'exclude-line': 'excludes',
  list: 'warns',
  hold: 'holds',
  warn: 'warns',
  wait: 'waits',
};

export function codesGiven(mapping: MappingDefinition, rules: readonly RuleDefinition[]): GivenCode[] {
  const given: GivenCode[] = rules.map((rule, index) => ({
    code: rule.code,
    effect: EFFECT_OF[rule.do],
    in: 'rules',
    pointer: `/rules/${index}/code`,
  }));
  const add = (pointer: string, code: string, effect: Effect): void => {
    given.push({ code, effect, in: 'mapping', pointer });
  };
  for (const [name, { missing, unique }] of Object.entries(mapping.lookups)) {
    const effect = missing?.outcome === 'held' ? 'holds' : 'waits';
    if (missing !== undefined) add(`/lookups/${name}/missing/code`, missing.code, effect);
    if (unique !== undefined) add(`/lookups/${name}/unique/code`, unique.code, 'holds');
  }
  for (const [name, how] of Object.entries(mapping.codes))
    if (typeof how !== 'string') add(`/codes/${name}`, tableCode(name), 'holds');
  for (const [index, { entity, optional }] of (mapping.resolve ?? []).entries()) {
    add(`/resolve/${index}/entity`, `${entity}.ambiguous`, 'holds');
    if (!optional) add(`/resolve/${index}/entity`, `${entity}.missing`, 'waits');
  }
  return given;
}
