/**
 * Whether a dataset is loaded after those that write what it waits for.
 * Promise: where a look-up that holds or waits without its row, or a name or id that is resolved, asks a table that
 * another dataset writes, that dataset is among `needs`, or is needed by one that is; else documents that come in one
 * batch with what they need would wait for the next.
 * Does not: order datasets (catalog does), or require what needs this dataset itself.
 */
import { TABLE_OF } from './compile-plan.js';
import type { MappingDefinition } from './mapping-grammar.js';

export interface MissingNeed {
  readonly dataset: string;
  readonly message: string;
}

export function missingNeeds(mappings: readonly MappingDefinition[]): MissingNeed[] {
  const needsOf = new Map(mappings.map(({ dataset, needs }) => [dataset, needs]));
  const writers = writersOf(mappings);
  return mappings.flatMap((mapping) => {
    const { dataset } = mapping;
    const before = reachedFrom(dataset, needsOf);
    return tablesAsked(mapping).flatMap(({ table, by }) =>
      (writers.get(table) ?? [])
        .filter((writer) => writer !== dataset && !before.has(writer) && !reachedFrom(writer, needsOf).has(dataset))
        .map((writer) => ({ dataset, message: `${by} ${table}, which "${writer}" writes: name it here` })),
    );
  });
}

/** Table → datasets that make its rows; those that only update them come later anyway. */
function writersOf(mappings: readonly MappingDefinition[]): Map<string, string[]> {
  const writers = new Map<string, string[]>();
  for (const { dataset, targets } of mappings) {
    for (const { table, op } of targets) {
      const known = writers.get(table) ?? [];
      if (op !== 'update' && !known.includes(dataset)) writers.set(table, [...known, dataset]);
    }
  }
  return writers;
}

/** Each table once, with what asks it. */
function tablesAsked({ lookups, resolve }: MappingDefinition): { table: string; by: string }[] {
  const asked = [
    ...Object.entries(lookups).flatMap(([name, { table, missing }]) =>
      missing === undefined ? [] : [{ table, by: `the look-up "${name}" asks` }],
    ),
    ...(resolve ?? []).flatMap(({ column, entity, optional }) =>
      optional === true ? [] : [{ table: TABLE_OF[entity], by: `"${column}" is resolved by` }],
    ),
  ];
  return asked.filter(({ table }, index) => asked.findIndex((other) => other.table === table) === index);
}

function reachedFrom(dataset: string, needsOf: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [...(needsOf.get(dataset) ?? [])];
  for (let need = open.pop(); need !== undefined; need = open.pop()) {
    if (reached.has(need)) continue;
    reached.add(need);
    open.push(...(needsOf.get(need) ?? []));
  }
  return reached;
}
