/**
 * The names of a dataset: columns, derived values, look-up values, settings of the profile, facts of the batch.
 * Promise: every name that rules and mapping may use is here with its kind; what is not here, nothing provides.
 * Does not: say in which order the values come to be (compile-plan does).
 */
import type { CompileInput } from './compile-dataset.js';
import { derivedNeeds } from './definition-needs.js';
import type { Kind, Profile } from './nouns.js';
import type { Values } from './work.js';

/** Every name of a dataset with its kind, and which of them live on lines. */
export interface Names {
  readonly kinds: Map<string, Kind>;
  readonly lineNames: Set<string>;
}

const KIND_OF_TYPE: Readonly<Record<string, Kind>> = {
  text: 'text',
  money: 'money',
  units: 'quantity',
  percent: 'percent',
  integer: 'integer',
  bigint: 'integer',
  boolean: 'boolean',
  date: 'date',
  time: 'text',
};

/** What assembling a document gives every line: the identity within its document, and the part of a split line. */
export const LINE_IDENTITY = ['line_key', 'line_part'] as const;

export function collectNames({ schema, mapping, tables, profile }: CompileInput): Names {
  const kinds = new Map<string, Kind>();
  const lineNames = new Set<string>(LINE_IDENTITY);
  const hasLines = schema.document.lineKeys.length > 0;
  for (const column of schema.columns) {
    kinds.set(column.name, column.kind);
    if (hasLines && column.level === 'line') lineNames.add(column.name);
  }
  for (const name of LINE_IDENTITY) kinds.set(name, 'text');
  for (const derived of mapping.derive) {
    kinds.set(derived.name, derived.kind);
    if (derived.on === 'line') lineNames.add(derived.name);
  }
  for (const [name, lookup] of Object.entries(mapping.lookups)) {
    const table = tables.get(lookup.table);
    for (const column of lookup.take) {
      kinds.set(
        `${name}.${column}`,
        KIND_OF_TYPE[table?.columns.find((entry) => entry.name === column)?.type ?? 'text']!,
      );
      if (lookup.on === 'line') lineNames.add(`${name}.${column}`);
    }
    kinds.set(`${name}.exists`, 'boolean');
    if (lookup.on === 'line') lineNames.add(`${name}.exists`);
  }
  for (const [name, value] of Object.entries(profileFacts(profile))) {
    kinds.set(name, typeof value === 'boolean' ? 'boolean' : 'text');
  }
  // A setting that is switched off by null is a fact like any other: absent.
  for (const [name, value] of Object.entries(profile)) if (value === null) kinds.set(`profile.${name}`, 'text');
  kinds
    .set('batch.asOf', 'date')
    .set('batch.origin', 'text')
    .set('batch.adopts', 'boolean')
    .set('document.loaded', 'boolean');
  for (const name of SWITCHES) kinds.set(name, 'boolean');
  return { kinds, lineNames };
}

/** Facts of the profile that are present only when they hold. */
export const SWITCHES = ['profile.sendsInvoiceTax', 'profile.billsLineByLine'] as const;

/** Profile settings that rules may ask for, flat: `profile.openMonths` joined by commas. */
export function profileFacts(profile: Profile): Values {
  const facts: Values = {};
  for (const [name, value] of Object.entries(profile)) {
    if (typeof value === 'string' || typeof value === 'boolean') facts[`profile.${name}`] = value;
    else if (Array.isArray(value)) facts[`profile.${name}`] = value.join(',');
  }
  // Present only when switched on, so that a mapping can ask for it by presence.
  if (profile.sendInvoiceTax) facts['profile.sendsInvoiceTax'] = true;
  if (profile.summarization?.strategy === 'none') facts['profile.billsLineByLine'] = true;
  return facts;
}

/** Only what rules and mapping name: copying every setting to every document cost a tenth of the run. */
export function factsAskedFor({ rules, mapping, profile }: CompileInput): Values {
  const named = new Set(JSON.stringify([rules, mapping]).match(/profile\.\w+/g) ?? []);
  return Object.fromEntries(Object.entries(profileFacts(profile)).filter(([name]) => named.has(name)));
}

/** The columns a measure's arithmetic reads, through derived values. */
export function columnsOf(name: string, { mapping, schema }: CompileInput, depth = 0): string[] {
  if (schema.column.has(name)) return [name];
  const derived = mapping.derive.find((entry) => entry.name === name);
  if (derived === undefined || depth > 8) return [];
  return derivedNeeds(derived as unknown as Record<string, unknown>).flatMap((need) =>
    columnsOf(need, { mapping, schema } as CompileInput, depth + 1),
  );
}
