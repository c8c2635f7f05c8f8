/**
 * The plan of a dataset: names resolved, values derived and look-ups asked, in the order their names need.
 * Promise: a step runs when everything it needs is there; a name that nothing provides, or a circle, is a problem.
 * Does not: run a step (prepare-document does).
 */
import { AnswerMemory } from './answer-memory.js';
import { columnsOf, LINE_IDENTITY, profileFacts, SWITCHES, type Names } from './collect-names.js';
import { derivedNeeds, partOf, presenceNames, type KeyPart } from './definition-needs.js';
import type { CompileInput, Problem } from './compile-dataset.js';
import {
  compileDerived,
  compilePresence,
  patternNeeds,
  patternStrangers,
  type Derive,
  type DeriveContext,
  type PresenceCheck,
} from './derive-values.js';
import { hoistOf, type Hoist } from './hoist.js';
import type { LookupDefinition, ResolveDefinition } from './mapping-grammar.js';
import type { Kind } from './nouns.js';
import type { LookupPort } from './ports.js';
import { compileShape, readerOf, writerOf, type Read, type Write } from './value-access.js';
import type { Values } from './work.js';

export interface ResolveStep {
  readonly kind: 'resolve';
  readonly definition: ResolveDefinition;
  readonly level: 'document' | 'line';
  readonly table: string;
}
export interface DeriveStep {
  readonly kind: 'derive';
  readonly derive: Derive;
  readonly hoist: Hoist;
}
export interface LookupStep {
  readonly kind: 'lookup';
  readonly name: string;
  readonly definition: LookupDefinition;
  readonly keyColumns: readonly string[];
  readonly keyParts: readonly KeyPart[];
  readonly parentIndex: number;
  readonly hoist: Hoist;
  /** Columns the key is read or derived from. */
  readonly sources: readonly string[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Whether it is asked at all. */
  readonly applies: PresenceCheck;
  /** Sets `commitment.exists`, and keeps each column that is taken under its name. */
  readonly setExists: Write;
  readonly takes: readonly { readonly read: Read; readonly write: Write }[];
  /** Empties the memory when it is full; before the keys of a chunk are gathered. */
  makeRoom(): void;
  /** The answer to a key, where it is remembered. */
  known(key: readonly string[]): readonly Values[] | undefined;
  /** Asks for the answers that are not remembered. Keys by their texts. */
  learn(lookups: LookupPort, keys: ReadonlyMap<string, readonly string[]>): Promise<void>;
  /** Forgets all answers: called when a dataset has been published. */
  forget(): void;
}
export type PlanStep = ResolveStep | DeriveStep | LookupStep;

/** Where the codes of an entity stand. */
export const TABLE_OF: Readonly<Record<ResolveDefinition['entity'], string>> = {
  vendor: 'apm_master__vendor',
  job: 'jcm_master__job',
  commitment: 'jcm_master__commitment',
};

interface Pending {
  readonly step: PlanStep;
  readonly needs: readonly string[];
  readonly gives: readonly string[];
  readonly pointer: string;
  readonly numbers?: boolean;
}

interface Plan {
  readonly plan: PlanStep[];
  readonly latePlan: PlanStep[];
  readonly lateNames: ReadonlySet<string>;
}

export function compilePlan(input: CompileInput, names: Names, problems: Problem[]): Plan {
  const context: DeriveContext = { profile: input.profile, tables: input.decisionTables, numbers: input.numbers };
  const pending = [
    ...pendingResolves(input),
    ...pendingDerived(input, names, context, problems),
    ...pendingLookups(input, names, problems),
  ];
  const known = new Set<string>([
    ...input.schema.column.keys(),
    ...LINE_IDENTITY,
    'batch.asOf',
    'batch.origin',
    'batch.adopts',
    ...SWITCHES,
  ]);
  for (const name of Object.keys(profileFacts(input.profile))) known.add(name);
  const given = new Set(pending.flatMap((entry) => entry.gives).filter((name) => !known.has(name)));
  const [plan, latePlan]: [PlanStep[], PlanStep[]] = [[], []];
  const lateNames = new Set<string>();
  let rest = pending;
  while (rest.length > 0) {
    const ready = rest.find((entry) => entry.needs.every((name) => known.has(name)));
    if (ready === undefined) break;
    const isLate = ready.numbers === true || ready.needs.some((name) => lateNames.has(name));
    (isLate ? latePlan : plan).push(ready.step);
    for (const name of ready.gives) {
      known.add(name);
      if (isLate) lateNames.add(name);
    }
    rest = rest.filter((entry) => entry !== ready);
  }
  for (const entry of rest) {
    const unknown = entry.needs.filter((name) => !known.has(name) && !given.has(name));
    problems.push({
      pointer: entry.pointer,
      in: 'mapping',
      message: unknown.length > 0 ? `nothing provides "${unknown.join('", "')}"` : 'needs itself in a circle',
    });
  }
  const hoisted = new Set<string>();
  return {
    plan: plan.map((step) => hoistOnce(step, hoisted)),
    latePlan: latePlan.map((step) => hoistOnce(step, hoisted)),
    lateNames,
  };
}

/** Steps stand in an order in which a value of the document is final before a line needs it: once copied is enough. */
function hoistOnce(step: PlanStep, hoisted: Set<string>): PlanStep {
  if (step.kind === 'resolve') return step;
  const names = step.hoist.names.filter((name) => !hoisted.has(name));
  for (const name of names) hoisted.add(name);
  return { ...step, hoist: hoistOf(names) };
}

function pendingResolves({ mapping, schema }: CompileInput): Pending[] {
  return (mapping.resolve ?? []).map((definition, index) => ({
    step: {
      kind: 'resolve',
      definition,
      table: TABLE_OF[definition.entity],
      level:
        schema.document.lineKeys.length > 0 && schema.column.get(definition.column)?.level === 'line'
          ? 'line'
          : 'document',
    },
    needs: [],
    gives: [],
    pointer: `/resolve/${index}`,
  }));
}

function pendingDerived(input: CompileInput, names: Names, context: DeriveContext, problems: Problem[]): Pending[] {
  return input.mapping.derive.flatMap((definition, index) => {
    const pointer = `/derive/${index}`;
    const needs = [
      ...derivedNeeds(definition as unknown as Record<string, unknown>),
      ...presenceNames(definition.when),
    ];
    if ('pattern' in definition) {
      const provided = [
        ...input.schema.column.keys(),
        ...input.mapping.derive.map((entry) => entry.name),
        ...LINE_IDENTITY,
      ];
      needs.push(
        ...patternNeeds(definition.pattern, input.profile).filter(
          (name) => name.includes('.') || provided.includes(name),
        ),
      );
      for (const name of patternStrangers(definition.pattern, input.profile, provided)) {
        const setting = definition.pattern.startsWith('@') ? definition.pattern.slice(1) : null;
        problems.push({
          pointer: setting === null ? pointer : `/${setting}`,
          in: setting === null ? 'mapping' : 'profile',
          message: `nothing provides "{${name}}"`,
        });
      }
    }
    if ('table' in definition && !input.decisionTables.has(definition.table)) {
      problems.push({ pointer, in: 'mapping', message: `no decision table rules/tables/${definition.table}.csv` });
      return [];
    }
    const hoist = hoistOf(definition.on === 'line' ? needs.filter((name) => !names.lineNames.has(name)) : []);
    return [
      {
        step: { kind: 'derive' as const, derive: compileDerived(definition, context), hoist },
        needs,
        gives: [definition.name],
        pointer,
        numbers: 'nextAfter' in definition,
      },
    ];
  });
}

function pendingLookups(input: CompileInput, names: Names, problems: Problem[]): Pending[] {
  return Object.entries(input.mapping.lookups).flatMap(([name, definition]) => {
    const pointer = `/lookups/${name}`;
    const table = input.tables.get(definition.table);
    if (table === undefined) {
      problems.push({ pointer, in: 'mapping', message: `no Sage table "${definition.table}" in mappings/sage/tables` });
      return [];
    }
    for (const column of [...Object.keys(definition.key), ...definition.take]) {
      if (!table.columns.some((entry) => entry.name === column.split('@')[0])) {
        problems.push({ pointer, in: 'mapping', message: `table ${definition.table} has no column "${column}"` });
      }
    }
    const parts = Object.values(definition.key).map((text) => partOf(text));
    const needs = [
      ...parts.flatMap((part) => (part.name === null ? [] : [part.name])),
      ...presenceNames(definition.when),
    ];
    const step: LookupStep = {
      kind: 'lookup',
      name,
      definition,
      keyColumns: Object.keys(definition.key),
      keyParts: parts,
      parentIndex: definition.parentOf === undefined ? -1 : Object.keys(definition.key).indexOf(definition.parentOf),
      hoist: hoistOf(definition.on === 'line' ? needs.filter((entry) => !names.lineNames.has(entry)) : []),
      sources: parts.flatMap((part) => (part.name === null ? [] : columnsOf(part.name, input))),
      kinds: names.kinds,
      applies: compilePresence(definition.when),
      setExists: writerOf(`${name}.exists`),
      takes: definition.take.map((column) => ({ read: readerOf(column), write: writerOf(`${name}.${column}`) })),
      ...lookupMemory(definition),
    };
    return [
      { step, needs, gives: [...definition.take.map((column) => `${name}.${column}`), `${name}.exists`], pointer },
    ];
  });
}

/** Answers remembered for each look-up. */
const ANSWERS_MAX = 200_000;

/** Of a hundred thousand answers, most say the same few codes: each text once, and all in one shape. */
function compactRows(
  names: readonly string[],
  texts: Map<string, string>,
): (rows: readonly Values[] | undefined) => readonly Values[] {
  const empty = compileShape(names);
  const columns = names.map((name) => ({ read: readerOf(name), write: writerOf(name) }));
  const sameText = (text: string): string => {
    const known = texts.get(text);
    if (known === undefined) texts.set(text, text);
    return known ?? text;
  };
  return (rows) => {
    if (rows === undefined) return NO_ROWS;
    return rows.map((row) => {
      const values = empty();
      for (const { read, write } of columns) {
        const value = read(row);
        if (value != null) write(values, typeof value === 'string' ? sameText(value) : value);
      }
      return values;
    });
  };
}

const NO_ROWS: readonly Values[] = [];

/** A bounded memory of answers: parents do not change while one dataset is judged. */
function lookupMemory(definition: LookupDefinition): Pick<LookupStep, 'makeRoom' | 'known' | 'learn' | 'forget'> {
  const memory = new AnswerMemory();
  const texts = new Map<string, string>();
  const compact = compactRows(definition.take, texts);
  const forget = (): void => {
    memory.clear();
    texts.clear();
  };
  return {
    async learn(lookups, keys) {
      const unknown = [...keys].filter(([, key]) => memory.find(key) === undefined);
      if (unknown.length === 0) return;
      const asked = unknown.map(([, key]) => key);
      const rows = await lookups.rows(definition.table, Object.keys(definition.key), definition.take, asked);
      for (const [text, key] of unknown) memory.keep(key, compact(rows.get(text)));
    },
    makeRoom: () => {
      if (memory.size > ANSWERS_MAX) forget();
    },
    known: (key) => memory.find(key),
    forget,
  };
}
