/**
 * The examples that stand in the definitions and in the core's registries, run as the machine would run them.
 * Promise: every example gives one result with its name; a rule that never shows when it fires, or when it does not, is
 * a failure of its own.
 * Does not: open files or the database.
 */
import type { Catalog } from '../../core/catalog.js';
import type { CompiledDataset } from '../../core/compile-dataset.js';
import type { RulePhase } from '../../core/dataset-rules.js';
import type { RuleDefinition } from '../../core/mapping-grammar.js';
import { DECIMALS, parseScaled } from '../../core/money.js';
import type { Kind, Value } from '../../core/nouns.js';
import { operators } from '../../core/operators/index.js';
import type { Operator, OperatorExample } from '../../core/operators/operator.js';
import { compileRules } from '../../core/rule-engine.js';
import { transforms } from '../../core/transforms/index.js';

/** `message` is null where the example holds. */
export interface ExampleResult {
  readonly name: string;
  readonly message: string | null;
}

export async function runExamples(catalog: Catalog, wanted: (name: string) => boolean): Promise<ExampleResult[]> {
  const results: ExampleResult[] = [];
  for (const dataset of catalog.datasets) {
    for (const rule of dataset.rules.all) results.push(...(await ruleResults(dataset, rule, wanted)));
  }
  for (const operator of operators.values()) results.push(...(await operatorResults(operator)));
  for (const transform of transforms.values()) {
    for (const { input, args, output } of transform.examples) {
      const found = transform.apply(input, args);
      results.push(
        result(
          `transform ${transform.name} ${JSON.stringify(input)}`,
          found === output ? null : `gives ${JSON.stringify(found)} instead of ${JSON.stringify(output)}`,
        ),
      );
    }
  }
  // The catalog compiled, so every decision table did; each of its spellings must find itself.
  for (const table of new Map(catalog.datasets.flatMap((dataset) => [...dataset.decisionTables])).values()) {
    const lost = table.allowed.filter((text) => table.find(text) === null);
    results.push(
      result(`rules/tables/${table.name}.csv`, lost.length === 0 ? null : `does not find ${lost.join(', ')}`),
    );
  }
  return results.filter(({ name }) => wanted(name));
}

function result(name: string, message: string | null): ExampleResult {
  return { name, message };
}

// ------------------------------------------------------------------------------------------------------ rules

async function ruleResults(
  dataset: CompiledDataset,
  rule: RuleDefinition,
  wanted: (name: string) => boolean,
): Promise<ExampleResult[]> {
  const name = `rule ${rule.id}`;
  const phase = phaseOf(dataset, rule);
  const index = phase.rules.indexOf(rule);
  const results: ExampleResult[] = [];
  for (const [at, { given, fires }] of rule.examples.entries()) {
    const own = `${name} example ${at + 1}`;
    if (!wanted(own)) continue;
    const strange = strangeFact(given, dataset.kinds);
    const [fired] = strange === null ? await phase.judge.decide([given]) : [];
    const does = fired?.includes(index) ?? false;
    results.push(
      result(
        own,
        strange ?? (does === fires ? null : `${does ? 'fires' : 'does not fire'} for ${JSON.stringify(given)}`),
      ),
    );
  }
  for (const fires of [true, false]) {
    if (rule.examples.some((example) => example.fires === fires)) continue;
    results.push(result(`${name} examples`, `none shows when it ${fires ? 'fires' : 'does not fire'}; add one`));
  }
  return results;
}

function phaseOf({ rules }: CompiledDataset, rule: RuleDefinition): RulePhase {
  const phases = [
    rules.setDocument,
    rules.setLine,
    rules.exclude,
    rules.excludeLine,
    rules.listLine,
    rules.judgeDocument,
    rules.judgeLine,
  ];
  return phases.find((phase) => phase.rules.includes(rule))!;
}

/** An example with a fact no rule can see, or a value no row can have, proves nothing. */
function strangeFact(given: Readonly<Record<string, Value>>, kinds: ReadonlyMap<string, Kind>): string | null {
  for (const [fact, value] of Object.entries(given)) {
    const kind = kinds.get(fact);
    if (kind === undefined) return `names the fact "${fact}", which there is not`;
    if (value !== null && typeof value !== typeOf(kind))
      return `gives ${fact} as ${JSON.stringify(value)}; in memory it is a ${typeOf(kind)}`;
    if (kind === 'date' && value !== null && !/^\d{4}-\d\d-\d\d$/.test(String(value)))
      return `gives ${fact} as ${String(value)}; dates read YYYY-MM-DD`;
  }
  return null;
}

function typeOf(kind: Kind): 'string' | 'number' | 'boolean' {
  if (kind === 'boolean') return 'boolean';
  return kind === 'integer' || DECIMALS[kind] !== null ? 'number' : 'string';
}

// -------------------------------------------------------------------------------------------------- operators

async function operatorResults(operator: Operator): Promise<ExampleResult[]> {
  const results: ExampleResult[] = [];
  for (const example of operator.examples) {
    const message = await operatorMessage(operator, example);
    results.push(result(`operator ${operator.name} ${JSON.stringify(example)}`, message));
  }
  return results;
}

/** Run as a rule would run it: compiled, type-checked, judged by the rule engine. */
async function operatorMessage(operator: Operator, example: OperatorExample): Promise<string | null> {
  const listed = operator.valueKinds.includes('list-fact');
  const kinds = new Map<string, Kind>([
    ['it', example.kind],
    ['other', listed ? 'text' : example.kind],
  ]);
  const leaf = { fact: 'it', operator: operator.name, ...('value' in example ? { value: example.value } : {}) };
  const { problems, judge } = compileRules([{ id: 'example', when: { all: [leaf] } }], kinds);
  if (problems.length > 0) return problems.map((problem) => problem.message).join('; ');
  const facts = { it: inMemory(example.fact, example.kind), other: inMemory(example.other, kinds.get('other')!) };
  const [fired] = await judge.decide([facts]);
  const does = (fired ?? []).length > 0;
  return does === example.result ? null : `gives ${does}`;
}

/** An example writes amounts as a rule file does; a fact holds them in memory. */
function inMemory(value: string | number | boolean | null | undefined, kind: Kind): Value {
  const decimals = DECIMALS[kind];
  return typeof value === 'string' && decimals !== null ? parseScaled(value, decimals) : (value ?? null);
}
