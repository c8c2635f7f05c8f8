/**
 * What a mapping says, checked against what there is: names, tables, columns, and whether the kinds fit.
 * Promise: a mapping that passes can be evaluated on every row; every problem is named with its JSON pointer.
 * Does not: check the shape of the file (grammar does) or evaluate it.
 */
import type { CompileInput, Problem } from './compile-dataset.js';
import { expressionNames } from './compile-targets.js';
import type { ColumnExpression, Reconciled, TargetDefinition } from './mapping-grammar.js';
import { measuresReadAgain } from './measures-read-again.js';
import type { Kind, SageColumn, SageTable, SageType } from './nouns.js';
import { nearest } from './nearest.js';
import { transformProblem, transforms } from './transforms/index.js';

/** Checks on batch totals that the store knows. */
export const TOTAL_CHECK_NAMES = [
  'billed-over-revised',
  'retainage-over-released',
  'insurance-lapsed',
  'possible-duplicate-invoice',
  'similar-company-names',
] as const;

/** Kinds whose memory form a Sage column can take as it is. */
const FITTING: Readonly<Record<SageType, readonly Kind[]>> = {
  text: ['text', 'code', 'choice'],
  money: ['money'],
  units: ['quantity', 'unit-cost'],
  percent: ['percent', 'rate'],
  integer: ['integer'],
  bigint: ['integer'],
  boolean: ['boolean'],
  date: ['date'],
  time: ['text'],
};

export function checkMapping(input: CompileInput, kinds: ReadonlyMap<string, Kind>, problems: Problem[]): void {
  const { mapping, schema } = input;
  const say = (pointer: string, message: string): void => {
    problems.push({ pointer, in: 'mapping', message });
  };
  const known = (pointer: string, name: string): boolean => {
    if (kinds.has(name)) return true;
    const near = nearest(name, kinds.keys(), 1)[0];
    say(pointer, `nothing provides "${name}"${near === undefined ? '' : `; did you mean "${near}"?`}`);
    return false;
  };
  for (const [index, target] of mapping.targets.entries())
    checkTarget(input, target, `/targets/${index}`, kinds, known, say);
  for (const [index, name] of mapping.identity.entries()) known(`/identity/${index}`, name);
  for (const [measure, name] of Object.entries(mapping.measures)) {
    if (known(`/measures/${measure}`, name) && !['money', 'hours'].includes(kinds.get(name)!)) {
      say(`/measures/${measure}`, `a measure adds up money or hours; "${name}" is ${kinds.get(name)!}`);
    }
  }
  checkReconcile(input, say);
  checkCoding(input, known, say);
  for (const name of [...(mapping.summarize?.coding ?? []), ...(mapping.summarize?.by ?? [])])
    known('/summarize', name);
  if (mapping.summarize !== undefined) known('/summarize/amount', mapping.summarize.amount);
  for (const [index, entry] of (mapping.resolve ?? []).entries()) {
    for (const name of [entry.column, entry.byName, entry.byId]) {
      if (name !== undefined && !schema.column.has(name)) say(`/resolve/${index}`, `no column "${name}" in the schema`);
    }
  }
  checkMessages(input, known);
  for (const [part, name] of Object.entries(mapping.show ?? {})) known(`/show/${part}`, name);
  for (const measure of Object.keys(mapping.report?.measures ?? {}))
    if (!(measure in mapping.measures)) say(`/report/measures/${measure}`, `no measure "${measure}"`);
  for (const [index, name] of (mapping.totalChecks ?? []).entries()) {
    if (!(TOTAL_CHECK_NAMES as readonly string[]).includes(name))
      say(`/totalChecks/${index}`, `no total check "${name}"; there are ${TOTAL_CHECK_NAMES.join(', ')}`);
  }
  for (const [index, derived] of mapping.derive.entries()) {
    if (!('transform' in derived)) continue;
    const problem = transformProblem(derived.transform, derived.args ?? []);
    if (problem !== null) say(`/derive/${index}/transform`, problem);
  }
}

/** The names in messages of look-ups. */
function checkMessages({ mapping }: CompileInput, known: Known): void {
  for (const [name, lookup] of Object.entries(mapping.lookups)) {
    for (const part of ['missing', 'unique'] as const) {
      for (const [, fact] of lookup[part]?.message.matchAll(/\{([\w.]+)\}/g) ?? [])
        known(`/lookups/${name}/${part}/message`, fact!);
    }
  }
}

type Say = (pointer: string, message: string) => void;
type Known = (pointer: string, name: string) => boolean;

function checkTarget(
  input: CompileInput,
  target: TargetDefinition,
  pointer: string,
  kinds: ReadonlyMap<string, Kind>,
  known: Known,
  say: Say,
): void {
  const table = input.tables.get(target.table);
  if (table === undefined) {
    say(`${pointer}/table`, `no Sage table "${target.table}" in mappings/sage/tables`);
    return;
  }
  if (target.per === 'group' && input.mapping.summarize === undefined)
    say(`${pointer}/per`, 'a target per group needs "summarize"');
  if (target.if !== undefined && !(target.if in input.profile))
    say(`${pointer}/if`, `the profile has no setting "${target.if}"`);
  for (const [name, expression] of Object.entries(target.columns)) {
    const place = `${pointer}/columns/${name}`;
    const column = table.columns.find((entry) => entry.name === name);
    if (column === undefined) {
      say(place, `${table.table} has no column "${name}"`);
      continue;
    }
    const all = expressionNames(expression)
      .map((entry) => known(place, entry))
      .every(Boolean);
    if (typeof expression === 'object' && 'table' in expression && !input.decisionTables.has(expression.table)) {
      say(place, `no decision table rules/tables/${expression.table}.csv`);
    }
    if (typeof expression === 'object' && 'transform' in expression && !transforms.has(expression.transform!)) {
      say(place, `no transform "${expression.transform}"`);
    }
    checkDigits(input, expression, column, place, say);
    const kind = all ? kindOf(expression, kinds) : null;
    if (kind !== null && !FITTING[column.type].includes(kind))
      say(place, `${kind} does not fit ${table.table}.${name}, which is ${column.type}`);
  }
  checkWritten(target, table, pointer, say);
  for (const name of target.when ?? []) known(`${pointer}/when`, name.replace(/^!/, ''));
  for (const name of Object.keys(target.pick?.where ?? {})) known(`${pointer}/pick/where/${name}`, name);
  if (target.pick !== undefined) known(`${pointer}/pick/latest`, target.pick.latest);
}

/** Where both the schema and the dictionary state Sage's field, they state the same field. */
function checkDigits(
  { schema, mapping }: CompileInput,
  expression: ColumnExpression,
  column: SageColumn,
  place: string,
  say: Say,
): void {
  const name = typeof expression === 'string' ? expression : '';
  const stated = schema.column.get(name)?.digits ?? null;
  if (stated === null || column.digits === undefined) return;
  const whole = Number(stated.split('.')[0]);
  if (whole === column.digits) return;
  say(
    place,
    `the schema takes ${whole} digits of "${name}" before the point, and ${column.name} of Sage ` +
      `holds ${column.digits} (rules/${mapping.dataset}.schema.json, mappings/sage/tables): make them one`,
  );
}

/** A mask that makes codes longer than Sage's column would hold every document of the company. */
export function checkMasks({ mapping, profile, tables }: CompileInput, problems: Problem[]): void {
  for (const [name, how] of Object.entries(mapping.codes)) {
    const spec = typeof how === 'string' ? profile.masks[how] : undefined;
    if (spec === undefined) continue;
    const length = spec.mask?.length ?? spec.length ?? 0;
    const written = mapping.targets.flatMap(({ table, columns }) =>
      (tables.get(table)?.columns ?? []).filter((column) => columns[column.name] === name),
    );
    const short = written.find((column) => column.length !== null && column.length < length);
    if (short === undefined) continue;
    const message =
      `codes of this format have ${spec.mask === undefined ? 'up to ' : ''}${length} characters, ` +
      `and Sage's ${short.sageName} holds ${short.length}`;
    problems.push({ pointer: `/masks/${how as string}`, in: 'profile', message });
  }
}

/** Without its whole key a target writes all its rows over one; a blank part is `{ "value": "" }`, on purpose. */
function checkWritten(target: TargetDefinition, table: SageTable, pointer: string, say: Say): void {
  for (const key of table.key) {
    if (!(key in target.columns)) say(`${pointer}/columns`, `the key column "${key}" of ${table.table} is not written`);
  }
  const named = [
    ...(target.ownedBySage ?? []).map((name, index) => ({ name, at: `/ownedBySage/${index}` })),
    ...(target.numberedBy ?? []).map((name, index) => ({ name, at: `/numberedBy/${index}` })),
    ...(target.onlyForward === undefined ? [] : [{ name: target.onlyForward, at: '/onlyForward' }]),
  ];
  for (const { name, at } of named) {
    if (!(name in target.columns)) say(`${pointer}${at}`, `"${name}" is no column of this target`);
  }
}

/** The kind a column expression gives; null where any will do. */
function kindOf(expression: ColumnExpression, kinds: ReadonlyMap<string, Kind>): Kind | null {
  if (typeof expression === 'string') return kinds.get(expression) ?? null;
  if ('value' in expression || 'times' in expression) return null;
  if ('ordinal' in expression) return 'integer';
  if ('join' in expression || 'table' in expression || 'from' in expression) return 'text';
  if ('agree' in expression) return kinds.get(expression.agree) ?? null;
  if ('sum' in expression) return kinds.get(expression.sum as string) ?? null;
  return kinds.get(expression.firstOf[0]!) ?? null;
}

function checkCoding(input: CompileInput, known: Known, say: Say): void {
  const { coding } = input.mapping;
  if (coding === undefined) return;
  known('/coding/amount', coding.amount);
  for (const [part, from] of Object.entries(coding.columns)) {
    for (const name of typeof from === 'string' ? [from] : (from?.firstOf ?? []))
      known(`/coding/columns/${part}`, name);
  }
  if (coding.if !== undefined && !(coding.if in input.profile)) say('/coding/if', `the profile has no "${coding.if}"`);
  if (coding.again !== undefined) checkAgain(input, '/coding/again', coding.again, say);
}

/** A measure that nothing reads again would tie out whatever the tables hold. */
function checkReconcile(input: CompileInput, say: Say): void {
  const { measures, reconcile } = input.mapping;
  for (const measure of Object.keys(reconcile))
    if (!(measure in measures)) say(`/reconcile/${measure}`, `no measure "${measure}"`);
  for (const { measure, ...again } of measuresReadAgain(input.mapping))
    checkAgain(input, `/reconcile/${measure}`, again, say);
  for (const measure of Object.keys(measures)) {
    if (measure in reconcile) continue;
    say(
      `/measures/${measure}`,
      `"reconcile" does not say what a second reading must find of "${measure}": name a table and a sum, ` +
        'or { "none": "why nothing is read again" }',
    );
  }
}

function checkAgain(input: CompileInput, pointer: string, again: Reconciled, say: Say): void {
  const table: SageTable | undefined = input.tables.get(again.table);
  if (table === undefined) say(pointer, `no Sage table "${again.table}"`);
  if (!input.mapping.targets.some((target) => target.table === again.table))
    say(pointer, `no target writes ${again.table}`);
  for (const name of again.sum.match(/[a-z_][a-z0-9_]*/g) ?? []) {
    if (table !== undefined && !table.columns.some((column) => column.name === name))
      say(pointer, `${again.table} has no column "${name}"`);
  }
}
