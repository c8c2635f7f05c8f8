/**
 * "Nearest: 03-300": what a look-up's table holds near a value that is missing, or near one that a rule refuses.
 * Promise: a code is compared with those of its own division, where there are any; a table is asked once a chunk.
 * Does not: decide anything, or put a suggestion in the place of a value.
 */
import { divisionOf } from './code-mask.js';
import type { CompiledDataset } from './compile-dataset.js';
import type { LookupStep } from './compile-plan.js';
import type { LookupDefinition } from './mapping-grammar.js';
import { nearest } from './nearest.js';
import type { LookupPort } from './ports.js';
import type { WorkDocument } from './work.js';

type Missing = NonNullable<LookupDefinition['missing']>;

/** Values of the column named by `nearest`, under the parts of the key before it. */
export async function suggestions(
  step: LookupStep,
  key: readonly string[],
  text: string,
  rule: Missing,
  known: Map<string, string[]>,
  lookups: LookupPort,
): Promise<string[]> {
  if (rule.nearest === undefined) return [];
  const at = step.keyColumns.indexOf(rule.nearest);
  const parents = step.keyColumns.flatMap((name, index) => (index < at ? [[name, key[index]!] as const] : []));
  const where = { ...Object.fromEntries(parents), ...rule.among };
  const slot = JSON.stringify(where);
  const candidates = known.get(slot) ?? (await lookups.candidates(step.definition.table, rule.nearest, where));
  known.set(slot, candidates);
  if (at >= 0) return nearest(key[at] ?? '', candidates);
  const own = candidates.filter((candidate) => divisionOf(candidate) === divisionOf(text));
  return nearest(text, own.length > 0 ? own : candidates);
}

/** Issues of rules that name a look-up under `nearest` get its suggestions for their value. */
export async function suggestForRules(
  documents: readonly WorkDocument[],
  dataset: CompiledDataset,
  lookups: LookupPort,
): Promise<void> {
  const wanting = new Map(
    dataset.rules.all.flatMap((rule) => (rule.nearest === undefined ? [] : [[rule.id, rule.nearest] as const])),
  );
  if (wanting.size === 0) return;
  const known = new Map<string, string[]>();
  for (const { reasons } of documents) {
    for (const [index, entry] of reasons.entries()) {
      const name = entry.rule === null ? undefined : wanting.get(entry.rule);
      const step = name === undefined ? undefined : lookupOf(dataset, name);
      if (step?.definition.missing === undefined || entry.value === null || entry.nearest !== null) continue;
      const close = await suggestions(step, [], entry.value, step.definition.missing, known, lookups);
      if (close.length === 0) continue;
      reasons[index] = { ...entry, nearest: close, message: `${entry.message} Nearest: ${close.join(', ')}.` };
    }
  }
}

function lookupOf({ plan }: CompiledDataset, name: string): LookupStep | undefined {
  return plan.find((step): step is LookupStep => step.kind === 'lookup' && step.name === name);
}
