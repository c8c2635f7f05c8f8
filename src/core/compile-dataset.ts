/**
 * One dataset's schema, rules and mapping, compiled together for one profile: closures, and the plan of steps.
 * Promise: a name that nothing provides, a step that can never run, a mask or table that does not exist is a problem
 * with its JSON pointer, all at once; what compiles runs without looking a name up again.
 * Does not: read files (catalog) or judge documents.
 */
import { checkMapping, tableCode } from './check-mapping.js';
import { compileMask } from './code-mask.js';
import {
  compileDerived,
  patternNeeds,
  patternStrangers,
  type DecisionTable,
  type Derive,
  type DeriveContext,
} from './derive-values.js';
import { compileDatasetRules, factNames, type DatasetRules } from './dataset-rules.js';
import { derivedNeeds, partOf, presenceNames, type KeyPart } from './definition-needs.js';
import { reachingColumns } from './reaching-columns.js';
import type { HandedNumbers } from './handed-numbers.js';
import type { LookupDefinition, MappingDefinition, ResolveDefinition, RuleDefinition } from './mapping-grammar.js';
import type { DatasetSchema, Kind, Profile, SageTable } from './nouns.js';
import type { LookupPort } from './ports.js';
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
  readonly hoist: readonly string[];
}
export interface LookupStep {
  readonly kind: 'lookup';
  readonly name: string;
  readonly definition: LookupDefinition;
  readonly keyColumns: readonly string[];
  readonly keyParts: readonly KeyPart[];
  readonly parentIndex: number;
  readonly hoist: readonly string[];
  /** Columns the key is read or derived from. */
  readonly sources: readonly string[];
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Answers from what this batch already asked, asking only for the rest. */
  cached(lookups: LookupPort, keys: ReadonlyMap<string, readonly string[]>): Promise<Map<string, Values[]>>;
  /** Forgets all answers: called when a dataset has been published. */
  forget(): void;
}
export type PlanStep = ResolveStep | DeriveStep | LookupStep;

export type CodeResult =
  | { readonly ok: true; readonly value: string; readonly listed: boolean; readonly because: string }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly allowed?: readonly string[];
      readonly nearest?: readonly string[];
    };

export interface CompiledCode {
  readonly column: string;
  readonly level: 'header' | 'line';
  format(text: string): CodeResult;
}

export interface CompiledDataset {
  readonly name: string;
  readonly schema: DatasetSchema;
  readonly mapping: MappingDefinition;
  readonly codes: readonly CompiledCode[];
  readonly plan: readonly PlanStep[];
  /** Steps that hand out numbers, and what is made of those: only for documents that load, so that held ones leave no gap. */
  readonly latePlan: readonly PlanStep[];
  readonly rules: DatasetRules;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Names that live on lines; everything else is read from the document. */
  readonly lineNames: ReadonlySet<string>;
  /** Profile settings that its rules and mapping ask for, as facts. */
  readonly profileFacts: Readonly<Values>;
  readonly measures: readonly string[];
  /** Per measure: the columns whose cells its arithmetic reads. */
  readonly measureColumns: readonly (readonly string[])[];
  /** Columns whose values reach Sage, also by what they look up. */
  readonly reaching: ReadonlySet<string>;
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly decisionTables: ReadonlyMap<string, DecisionTable>;
  /** Numbers handed out in the running batch; cleared when one begins. */
  readonly numbers: HandedNumbers;
}

export interface CompileInput {
  readonly schema: DatasetSchema;
  readonly mapping: MappingDefinition;
  readonly rules: readonly RuleDefinition[];
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly decisionTables: ReadonlyMap<string, DecisionTable>;
  readonly numbers: HandedNumbers;
}

export interface Problem {
  readonly pointer: string;
  readonly message: string;
  readonly in: 'mapping' | 'rules' | 'profile';
}

const TABLE_OF: Readonly<Record<ResolveDefinition['entity'], string>> = {
  vendor: 'apm_master__vendor',
  job: 'jcm_master__job',
  commitment: 'jcm_master__commitment',
};

export function compileDataset(input: CompileInput): { dataset: CompiledDataset; problems: Problem[] } {
  const problems: Problem[] = [];
  const names = collectNames(input);
  checkMapping(input, names.kinds, problems);
  const codes = compileCodes(input, problems);
  const { plan, latePlan, lateNames } = compilePlan(input, names, problems);
  checkNotLate(input.rules, lateNames, problems);
  checkSuggestions(input, problems);
  const rules = compileDatasetRules(input.rules, names.kinds, names.lineNames, input.profile, problems, (fact) =>
    columnsOf(fact, input),
  );
  const measures = Object.keys(input.mapping.measures);
  const dataset: CompiledDataset = {
    name: input.schema.dataset,
    schema: input.schema,
    mapping: input.mapping,
    codes,
    plan,
    latePlan,
    rules,
    kinds: names.kinds,
    lineNames: names.lineNames,
    profileFacts: factsAskedFor(input),
    measures,
    measureColumns: measures.map((measure) => columnsOf(input.mapping.measures[measure]!, input)),
    reaching: reachingColumns(input, profileFacts(input.profile)),
    profile: input.profile,
    tables: input.tables,
    decisionTables: input.decisionTables,
    numbers: input.numbers,
  };
  return { dataset, problems };
}

// ----------------------------------------------------------------------------------------------------- names

interface Names {
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
const LINE_IDENTITY = ['line_key', 'line_part'] as const;

function collectNames({ schema, mapping, tables, profile }: CompileInput): Names {
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
const SWITCHES = ['profile.sendsInvoiceTax', 'profile.billsLineByLine'] as const;

/** Profile settings that rules may ask for, flat: `profile.openMonths` joined by commas. */
export function profileFacts(profile: Profile): Values {
  const facts: Values = {};
  for (const [name, value] of Object.entries(profile)) {
    if (typeof value === 'string' || typeof value === 'boolean') facts[`profile.${name}`] = value;
    else if (Array.isArray(value)) facts[`profile.${name}`] = value.join(',');
  }
  // Present only when switched on, so that a mapping can ask for it by presence.
  if (profile.sendInvoiceTax) facts['profile.sendsInvoiceTax'] = true;
  if (profile.summarization.strategy === 'none') facts['profile.billsLineByLine'] = true;
  return facts;
}

/** Only what rules and mapping name: copying every setting to every document cost a tenth of the run. */
function factsAskedFor({ rules, mapping, profile }: CompileInput): Values {
  const named = new Set(JSON.stringify([rules, mapping]).match(/profile\.\w+/g) ?? []);
  return Object.fromEntries(Object.entries(profileFacts(profile)).filter(([name]) => named.has(name)));
}

// ----------------------------------------------------------------------------------------------------- codes

function compileCodes({ schema, mapping, profile, decisionTables }: CompileInput, problems: Problem[]): CompiledCode[] {
  return Object.entries(mapping.codes).flatMap(([name, how]) => {
    const pointer = `/codes/${name}`;
    const column = schema.column.get(name);
    if (column === undefined) {
      problems.push({ pointer, in: 'mapping', message: `no column "${name}" in rules/${schema.dataset}.schema.json` });
      return [];
    }
    const level = schema.document.lineKeys.length > 0 ? column.level : 'header';
    if (typeof how !== 'string') return compileTableCode(name, level, how.table, decisionTables, pointer, problems);
    const spec = profile.masks[how];
    if (spec === undefined) {
      problems.push({
        pointer,
        in: 'mapping',
        message: `the profile has no mask "${how}"; it has ${Object.keys(profile.masks).join(', ')}`,
      });
      return [];
    }
    const mask = compileMask(spec, profile.sourceDelimiters);
    const because = `the company's format for ${how} is ${spec.mask ?? `up to ${spec.length} characters`}`;
    const format = (text: string): CodeResult => {
      const result = mask.format(text);
      return result.ok ? { ok: true, value: result.value, listed: result.reformatted, because } : result;
    };
    return [{ column: name, level, format: remembered(format) }];
  });
}

function compileTableCode(
  column: string,
  level: 'header' | 'line',
  name: string,
  tables: ReadonlyMap<string, DecisionTable>,
  pointer: string,
  problems: Problem[],
): CompiledCode[] {
  const table = tables.get(name);
  if (table === undefined) {
    problems.push({ pointer, in: 'mapping', message: `no decision table rules/tables/${name}.csv` });
    return [];
  }
  const format = (text: string): CodeResult => {
    const value = table.find(text);
    if (value !== null) return { ok: true, value, listed: false, because: `table ${name}` };
    return {
      ok: false,
      code: tableCode(column),
      allowed: table.allowed,
      message:
        `${column} "${text}" is not in the table ${name}. Type one of ${table.allowed.slice(0, 12).join(', ')}, ` +
        `or add a row to rules/tables/${name}.csv.`,
    };
  };
  return [{ column, level, format: remembered(format) }];
}

/** Codes repeat: each distinct text is decided once, up to a bound. */
function remembered<T>(decide: (text: string) => T): (text: string) => T {
  const memo = new Map<string, T>();
  return (text) => {
    const known = memo.get(text);
    if (known !== undefined) return known;
    const result = decide(text);
    if (memo.size < 100_000) memo.set(text, result);
    return result;
  };
}

// ------------------------------------------------------------------------------------------------------ plan

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

function compilePlan(input: CompileInput, names: Names, problems: Problem[]): Plan {
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
  return { plan, latePlan, lateNames };
}

/** Rules decide what loads, numbers are handed out to what loads: a rule cannot ask for them. */
function checkNotLate(rules: readonly RuleDefinition[], lateNames: ReadonlySet<string>, problems: Problem[]): void {
  for (const [index, rule] of rules.entries()) {
    const late = factNames(rule.when).find((fact) => lateNames.has(fact));
    if (late !== undefined)
      problems.push({
        pointer: `/rules/${index}/when`,
        in: 'rules',
        message: `"${late}" is a number that only documents which load are given`,
      });
  }
}

function checkSuggestions({ rules, mapping }: CompileInput, problems: Problem[]): void {
  for (const [index, { nearest }] of rules.entries()) {
    if (nearest === undefined || mapping.lookups[nearest]?.missing?.nearest !== undefined) continue;
    const pointer = `/rules/${index}/nearest`;
    problems.push({ pointer, in: 'rules', message: `no look-up "${nearest}" of the mapping suggests anything` });
  }
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
    const hoist = definition.on === 'line' ? needs.filter((name) => !names.lineNames.has(name)) : [];
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
      hoist: definition.on === 'line' ? needs.filter((entry) => !names.lineNames.has(entry)) : [],
      sources: parts.flatMap((part) => (part.name === null ? [] : columnsOf(part.name, input))),
      kinds: names.kinds,
      ...lookupMemory(definition),
    };
    return [
      { step, needs, gives: [...definition.take.map((column) => `${name}.${column}`), `${name}.exists`], pointer },
    ];
  });
}

/** A bounded memory of answers: parents do not change while one dataset is judged. */
function lookupMemory(definition: LookupDefinition): Pick<LookupStep, 'cached' | 'forget'> {
  const memory = new Map<string, Values[]>();
  return {
    async cached(lookups, keys) {
      if (memory.size > 200_000) memory.clear();
      const unknown = [...keys].filter(([text]) => !memory.has(text));
      if (unknown.length > 0) {
        const rows = await lookups.rows(
          definition.table,
          Object.keys(definition.key),
          definition.take,
          unknown.map(([, key]) => key),
        );
        for (const [text] of unknown) memory.set(text, rows.get(text) ?? []);
      }
      return memory;
    },
    forget: () => memory.clear(),
  };
}

// -------------------------------------------------------------------------------------------------- measures

/** The columns a measure's arithmetic reads, through derived values. */
function columnsOf(name: string, { mapping, schema }: CompileInput, depth = 0): string[] {
  if (schema.column.has(name)) return [name];
  const derived = mapping.derive.find((entry) => entry.name === name);
  if (derived === undefined || depth > 8) return [];
  return derivedNeeds(derived as unknown as Record<string, unknown>).flatMap((need) =>
    columnsOf(need, { mapping, schema } as CompileInput, depth + 1),
  );
}
