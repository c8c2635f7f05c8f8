/**
 * The rules of one dataset, sorted by when they are asked: what sets a value, what excludes, what judges.
 * Promise: inside each phase every rule is asked and fires in file order; names and choices are checked against those
 * there are.
 * Does not: evaluate conditions (rule-engine does) or turn a firing into an outcome (judge-document does).
 */
import type { Problem } from './compile-dataset.js';
import { hoistOf, type Hoist } from './hoist.js';
import type { RuleAction, RuleDefinition } from './mapping-grammar.js';
import type { Kind } from './nouns.js';
import { nearest } from './nearest.js';
import { compileRules, type FactType, type RuleJudge } from './rule-engine.js';

/** What rules may ask for: `choices` are the values a column can have at all, where its schema says so. */
export interface RuleNames {
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly choices: ReadonlyMap<string, readonly string[]>;
  readonly lineNames: ReadonlySet<string>;
}

export interface RulePhase {
  readonly rules: readonly RuleDefinition[];
  readonly judge: RuleJudge;
  /** Facts of the document that line rules need on each line. */
  readonly hoist: Hoist;
  /** Per rule: the columns its facts are read or derived from. */
  readonly columns: readonly (readonly string[])[];
}

export interface DatasetRules {
  readonly all: readonly RuleDefinition[];
  readonly setDocument: RulePhase;
  readonly setLine: RulePhase;
  readonly exclude: RulePhase;
  readonly excludeLine: RulePhase;
  readonly listLine: RulePhase;
  readonly judgeDocument: RulePhase;
  readonly judgeLine: RulePhase;
}

const PHASES: Readonly<
  Record<Exclude<keyof DatasetRules, 'all'>, { on: 'document' | 'line'; does: readonly RuleAction[] }>
> = {
  setDocument: { on: 'document', does: ['set'] },
  setLine: { on: 'line', does: ['set'] },
  exclude: { on: 'document', does: ['exclude'] },
  excludeLine: { on: 'line', does: ['exclude-line'] },
  listLine: { on: 'line', does: ['list'] },
  judgeDocument: { on: 'document', does: ['hold', 'warn', 'wait'] },
  judgeLine: { on: 'line', does: ['hold', 'warn', 'wait'] },
};

export function compileDatasetRules(
  rules: readonly RuleDefinition[],
  { kinds, choices, lineNames }: RuleNames,
  problems: Problem[],
  sourcesOf: (fact: string) => readonly string[],
): DatasetRules {
  const facts = new Map<string, FactType>([...kinds].map(([name, kind]) => [name, factType(kind, choices.get(name))]));
  const phase = (name: keyof typeof PHASES): RulePhase => {
    const { on, does } = PHASES[name];
    const chosen = rules.filter((rule) => rule.on === on && does.includes(rule.do));
    const compiled = compileRules(
      chosen.map((rule) => ({ id: rule.id, when: rule.when })),
      facts,
    );
    for (const problem of compiled.problems) {
      const [, at, ...rest] = problem.pointer.split('/');
      const index = rules.indexOf(chosen[Number(at)]!);
      problems.push({ pointer: ['', 'rules', index, ...rest].join('/'), in: 'rules', message: problem.message });
    }
    const asked = [...new Set(chosen.flatMap((rule) => factNames(rule.when)))];
    const columns = chosen.map((rule) => [...new Set(factNames(rule.when).flatMap(sourcesOf))]);
    return {
      rules: chosen,
      columns,
      judge: compiled.judge,
      hoist: hoistOf(on === 'line' ? asked.filter((fact) => !lineNames.has(fact)) : []),
    };
  };
  checkSetters(rules, kinds, problems);
  checkChoices(rules, choices, problems);
  return {
    all: rules,
    setDocument: phase('setDocument'),
    setLine: phase('setLine'),
    exclude: phase('exclude'),
    excludeLine: phase('excludeLine'),
    listLine: phase('listLine'),
    judgeDocument: phase('judgeDocument'),
    judgeLine: phase('judgeLine'),
  };
}

function checkSetters(rules: readonly RuleDefinition[], kinds: ReadonlyMap<string, Kind>, problems: Problem[]): void {
  const seen = new Set<string>();
  for (const [index, rule] of rules.entries()) {
    const pointer = `/rules/${index}`;
    if (seen.has(rule.id))
      problems.push({ pointer: `${pointer}/id`, in: 'rules', message: `rule id "${rule.id}" stands twice` });
    seen.add(rule.id);
    if (!PHASE_ACTIONS.has(`${rule.on} ${rule.do}`)) {
      problems.push({ pointer: `${pointer}/do`, in: 'rules', message: `a rule on a ${rule.on} cannot "${rule.do}"` });
    }
    if ((rule.do === 'set') !== (rule.set !== undefined)) {
      problems.push({ pointer, in: 'rules', message: '"set" stands with "do": "set", and only there' });
    }
    for (const name of [rule.set?.column, rule.set?.from, rule.column]) {
      if (name !== undefined && !kinds.has(name)) {
        problems.push({ pointer, in: 'rules', message: `no fact "${name}"` });
      }
    }
    for (const [, name] of rule.message.matchAll(/\{([\w.]+)\}/g)) {
      if (!kinds.has(name!))
        problems.push({ pointer: `${pointer}/message`, in: 'rules', message: `no fact "${name}"` });
    }
  }
}

function factType(kind: Kind, choices: readonly string[] | undefined): FactType {
  return choices === undefined ? { kind } : { kind, choices };
}

/** Values that rules set, allow and give in examples are choices of their column. Conditions see to their own. */
function checkChoices(
  rules: readonly RuleDefinition[],
  choices: ReadonlyMap<string, readonly string[]>,
  problems: Problem[],
): void {
  const check = (pointer: string, name: string, value: unknown): void => {
    const allowed = choices.get(name);
    if (allowed === undefined || typeof value !== 'string' || allowed.includes(value)) return;
    const near = nearest(value, allowed, 1)[0];
    const hint = near === undefined ? `these are ${allowed.join(', ')}` : `did you mean "${near}"?`;
    problems.push({ pointer, in: 'rules', message: `"${value}" is none of the choices of "${name}"; ${hint}` });
  };
  for (const [index, rule] of rules.entries()) {
    for (const [at, value] of (rule.allowed ?? []).entries())
      check(`/rules/${index}/allowed/${at}`, rule.column ?? '', value);
    if (rule.set !== undefined) check(`/rules/${index}/set/value`, rule.set.column, rule.set.value);
    for (const [at, { given }] of rule.examples.entries())
      for (const [name, value] of Object.entries(given))
        check(`/rules/${index}/examples/${at}/given/${name}`, name, value);
  }
}

const PHASE_ACTIONS = new Set(
  Object.values(PHASES).flatMap((phase) => phase.does.map((action) => `${phase.on} ${action}`)),
);

/** Every fact a condition asks for, also on the right-hand side. */
export function factNames(condition: unknown): string[] {
  if (Array.isArray(condition)) return condition.flatMap(factNames);
  if (condition === null || typeof condition !== 'object') return [];
  return Object.entries(condition).flatMap(([key, value]) =>
    key === 'fact' && typeof value === 'string' ? [value] : factNames(value),
  );
}
