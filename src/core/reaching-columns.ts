/**
 * Which columns of an extract have any effect on Sage's rows: written themselves, or through derived values, look-ups,
 * defaults and the grouping of lines. The others (a status, a control total) only decide what may load.
 * Does not: look at values; a column reaches Sage or not by the definitions alone.
 */
import type { CompileInput } from './compile-dataset.js';
import { derivedNeeds, partOf, presenceNames } from './definition-needs.js';
import { patternNeeds } from './derive-values.js';
import { expressionNames } from './compile-targets.js';
import type { Values } from './work.js';

/** `facts` are the settings in force: what a switched-off setting would take counts for nothing. */
export function reachingColumns(input: CompileInput, facts: Readonly<Values>): ReadonlySet<string> {
  const { mapping, schema, rules } = input;
  const { coding = [], by = [], commitmentLine } = mapping.summarize ?? {};
  const open = [
    ...mapping.targets.flatMap((target) => [
      ...Object.values(target.columns).flatMap(expressionNames),
      ...presenceNames(target.when),
    ]),
    ...Object.values(mapping.measures),
    ...schema.document.lineKeys.flat(),
    ...coding,
    ...by,
    ...(commitmentLine === undefined ? [] : [commitmentLine]),
  ];
  const seen = new Set<string>();
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    open.push(...sourcesOf(name, input, facts));
    open.push(...rules.flatMap(({ set }) => (set?.column === name && set.from !== undefined ? [set.from] : [])));
  }
  return new Set([...seen].filter((name) => schema.column.has(name)));
}

/** What a derived value or a look-up's answer is made of. */
function sourcesOf(name: string, { mapping, profile }: CompileInput, facts: Readonly<Values>): string[] {
  const derived = mapping.derive.find((entry) => entry.name === name);
  if (derived?.when?.some((fact) => fact.startsWith('profile.') && facts[fact] === undefined)) return [];
  if (derived !== undefined)
    return [
      ...derivedNeeds(derived as unknown as Record<string, unknown>),
      ...('pattern' in derived ? patternNeeds(derived.pattern, profile) : []),
      ...presenceNames(derived.when),
    ];
  const lookup = name.includes('.') ? mapping.lookups[name.slice(0, name.indexOf('.'))] : undefined;
  if (lookup === undefined) return [];
  const keys = Object.values(lookup.key).flatMap((text) => partOf(text).name ?? []);
  return [...keys, ...presenceNames(lookup.when)];
}
