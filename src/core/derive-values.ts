/**
 * Derived values of a mapping (`derive`), compiled to closures: sums, products, first of several, patterns, dates.
 * Promise: exact whole numbers in, exact whole numbers out; absent stays absent unless the definition says it counts as
 * zero.
 * Does not: look anything up; look-up values are already among the values.
 */
import { divisionOf } from './code-mask.js';
import { shiftDate } from './dates.js';
import type { HandedNumbers } from './handed-numbers.js';
import type { DerivedDefinition, Presence } from './mapping-grammar.js';
import { addCents, multiplyToCents } from './money.js';
import type { Profile, Value } from './nouns.js';
import { remembered } from './remembered.js';
import { transforms } from './transforms/index.js';
import { firstReaderOf, presenceOf, readerOf, writerOf } from './value-access.js';
import type { Values, WorkDocument } from './work.js';

export type Derive = (document: WorkDocument) => void;

export interface DeriveContext {
  readonly profile: Profile;
  /** Decision tables: name → spelling without case and punctuation → value. */
  readonly tables: ReadonlyMap<string, DecisionTable>;
  readonly numbers: HandedNumbers;
}

/** A decision table people edit in Excel. No default row, ever. */
export interface DecisionTable {
  readonly name: string;
  find(text: string): string | null;
  readonly allowed: readonly string[];
}

/** True when every named value is present (or, with `!`, absent). */
export function holds(presence: Presence | undefined, values: Values): boolean {
  return compilePresence(presence)(values);
}

export type PresenceCheck = (values: Values) => boolean;

const compiled = new WeakMap<Presence, PresenceCheck>();
const always: PresenceCheck = () => true;

/** Compiled once for each definition: it is asked for every line. */
export function compilePresence(presence: Presence | undefined): PresenceCheck {
  if (presence === undefined) return always;
  const known = compiled.get(presence);
  if (known !== undefined) return known;
  const check = presenceOf(presence);
  compiled.set(presence, check);
  return check;
}

export function compileDerived(definition: DerivedDefinition, context: DeriveContext): Derive {
  if ('sum' in definition) return sumOverLines(definition.name, definition.sum);
  if ('count' in definition) return countOverLines(definition.name, definition.count);
  if ('itemNumber' in definition) return itemNumbers(definition.name, definition.itemNumber);
  if ('nextAfter' in definition) return nextNumbers(definition, context.numbers);
  if ('latest' in definition) return latestAmongLines(definition);
  const value = compileValue(definition, context);
  const listed = 'transform' in definition || 'table' in definition ? definition.from : null;
  const applies = compilePresence(definition.when);
  const write = writerOf(definition.name);
  const assign = (values: Values, document: WorkDocument, row: number): void => {
    if (!applies(values)) return;
    const result = value(values);
    const before = listed === null ? null : (values[listed] ?? null);
    if (result !== null) write(values, result);
    // What a transform leaves nothing of is listed too; what a table does not know is no change.
    else if (before === null || !('transform' in definition)) return;
    if (listed !== null && before !== null && String(before) !== String(result))
      listChange(document, listed, definition, String(before), result === null ? null : String(result), row);
  };
  if (definition.on === 'document') return (document) => assign(document.values, document, document.rowNumbers[0] ?? 0);
  return (document) => {
    for (const line of document.lines) assign(line.values, document, line.row);
  };
}

/** A value that a transform or a table made out of another is a listed change. */
function listChange(
  document: WorkDocument,
  column: string,
  definition: DerivedDefinition,
  before: string,
  after: string | null,
  row: number,
): void {
  const because =
    'transform' in definition
      ? transforms.get(definition.transform)!.summary
      : `taken from the table ${(definition as { table: string }).table}`;
  const same = document.alterations.find(
    (entry) => entry.column === column && entry.before === before && entry.after === after,
  );
  if (same === undefined)
    document.alterations.push({
      column,
      kind: 'transform' in definition ? 're-formatted' : 'resolved',
      because,
      before,
      after,
      rows: [row],
    });
  else if (same.rows[same.rows.length - 1] !== row) same.rows.push(row);
}

function compileValue(definition: DerivedDefinition, context: DeriveContext): (values: Values) => Value {
  if ('value' in definition) return () => definition.value;
  if ('add' in definition) return adder(definition.add);
  if ('multiply' in definition) {
    const [quantity, cost] = definition.multiply;
    return (values) =>
      values[quantity] == null || values[cost] == null
        ? null
        : multiplyToCents(values[quantity] as number, values[cost] as number);
  }
  if ('firstOf' in definition) return firstReaderOf(definition.firstOf);
  if ('choose' in definition) {
    const { by, choose } = definition;
    return (values) => values[choose[String(values[by])] ?? ''] ?? null;
  }
  if ('pattern' in definition) return pattern(definition.pattern, context.profile);
  if ('division' in definition) {
    const read = readerOf(definition.division);
    const division = remembered(divisionOf);
    return (values) => whenText(read(values), division);
  }
  if ('shift' in definition)
    return (values) => whenText(values[definition.shift], (date) => shiftDate(date, definition));
  if ('transform' in definition) {
    const transform = transforms.get(definition.transform)!;
    return (values) =>
      whenText(values[definition.from], (text) => transform.apply(text, definition.args ?? []) as string);
  }
  if ('table' in definition) {
    const table = context.tables.get(definition.table)!;
    return (values) => whenText(values[definition.from], (text) => table.find(text));
  }
  throw new Error(`derived value ${definition.name} says nothing`);
}

function whenText(value: Value | undefined, then: (text: string) => string | null): Value {
  return value == null ? null : then(String(value));
}

function adder(names: readonly string[]): (values: Values) => Value {
  const terms = names.map((name) => ({ read: readerOf(name.replace(/^-/, '')), sign: name.startsWith('-') ? -1 : 1 }));
  return (values) => {
    let total = 0;
    for (let at = 0; at < terms.length; at++) {
      const { read, sign } = terms[at]!;
      const value = read(values);
      if (value != null) total = addCents(total, sign * (value as number));
    }
    return total;
  };
}

/** Every value a pattern may read, so that it is derived after them. */
export function patternNeeds(text: string, profile: Profile): string[] {
  return [...patternSource(text, profile).matchAll(/\{([\w.]+)\}/g)].flatMap(
    (match) => PATTERN_WORDS[match[1]!] ?? [match[1]!],
  );
}

/** Placeholders that nothing would ever fill. */
export function patternStrangers(text: string, profile: Profile, provided: readonly string[]): string[] {
  return [...patternSource(text, profile).matchAll(/\{([\w.]+)\}/g)]
    .map((match) => match[1]!)
    .filter((name) => PATTERN_WORDS[name] === undefined && !name.includes('.') && !provided.includes(name));
}

/** `@setting` takes the pattern from the profile; `vendor+number` is short for `{vendor}|{number}`. */
function patternSource(text: string, profile: Profile): string {
  const setting = text.startsWith('@') ? String((profile as unknown as Record<string, unknown>)[text.slice(1)]) : text;
  return setting.includes('{')
    ? setting
    : setting
        .split('+')
        .map((name) => `{${name}}`)
        .join('|');
}

/** `{column}` placeholders. */
function pattern(text: string, profile: Profile): (values: Values) => Value {
  // Texts at even places, between them the names.
  const parts = patternSource(text, profile).split(/\{([\w.]+)\}/);
  const reads = parts.filter((_, at) => at % 2 === 1).map((name) => firstReaderOf(PATTERN_WORDS[name] ?? [name]));
  const texts = parts.filter((_, at) => at % 2 === 0);
  return (values) => {
    let filled = texts[0]!;
    for (let at = 0; at < reads.length; at++) {
      const value = reads[at]!(values);
      if (value === null) return null;
      filled += String(value) + texts[at + 1]!;
    }
    return filled;
  };
}

/** Words a pattern of the profile may use (`{commitment}-{number}`, `vendor+number`) → our values. */
const PATTERN_WORDS: Readonly<Record<string, readonly string[]>> = {
  invoice: ['invoice_number'],
  number: ['invoice_number'],
  commitment: ['commitment_number'],
  job: ['project_number'],
  vendor: ['vendor_number', 'vendor_code'],
};

function sumOverLines(name: string, summed: string): Derive {
  const read = readerOf(summed);
  return (document) => {
    let total = 0;
    for (const line of document.lines) {
      const value = read(line.values);
      if (value != null) total = addCents(total, value as number);
    }
    document.values[name] = total;
  };
}

function countOverLines(name: string, counted: string): Derive {
  return (document) => {
    document.values[name] = document.lines.reduce((count, line) => count + (line.values[counted] == null ? 0 : 1), 0);
  };
}

/** Each line is told the latest of those it stands among; a line without a value is told it too. */
function latestAmongLines({ name, latest, among }: Extract<DerivedDefinition, { latest: string }>): Derive {
  return ({ lines }) => {
    const best = new Map<Value, Value>();
    for (const { values } of lines) {
      const value = values[latest] ?? null;
      const before = best.get(values[among] ?? null) ?? null;
      if (value !== null && (before === null || value > before)) best.set(values[among] ?? null, value);
    }
    for (const { values } of lines) {
      const value = best.get(values[among] ?? null) ?? null;
      if (value !== null) values[name] = value;
    }
  };
}

/**
 * Sage numbers items 1–99999. A plain whole number keeps its own; dotted or lettered identities (`1.1`) take the
 * next free numbers after the largest, in the order of their text, so that file order never matters.
 */
function itemNumbers(name: string, identity: string): Derive {
  return (document) => {
    const others: { text: string; values: Values }[] = [];
    let last = 0;
    for (const line of document.lines) {
      const text = String(line.values[identity] ?? '');
      if (/^0*[1-9]\d{0,4}$/.test(text)) {
        const number = Number(text);
        line.values[name] = number;
        last = Math.max(last, number);
      } else others.push({ text, values: line.values });
    }
    others.sort((a, b) => compareIdentity(a.text, b.text));
    for (const other of others) other.values[name] = ++last;
  };
}

/**
 * Dotted numbers compare part by part as numbers, which stand before texts; two texts are equal only when they are one.
 */
export function compareIdentity(a: string, b: string): number {
  const [numberA, numberB] = [plainNumber(a), plainNumber(b)];
  if (numberA > 0 && numberB > 0) return numberA - numberB;
  const as = a.split('.');
  const bs = b.split('.');
  for (let i = 0; i < Math.max(as.length, bs.length); i++) {
    const difference = comparePart(as[i] ?? '', bs[i] ?? '');
    if (difference !== 0) return difference;
  }
  return compareText(a, b);
}

/** The number of `1` to 15 digits without a leading zero, which no other text has; 0 for any other text. */
export function plainNumber(text: string): number {
  const { length } = text;
  if (length === 0 || length > 15 || text.charCodeAt(0) === 48) return 0;
  let number = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return 0;
    number = number * 10 + digit;
  }
  return number;
}

function comparePart(a: string, b: string): number {
  const [rankA, rankB] = [a, b].map((part) => (part === '' ? 0 : /^\d+$/.test(part) ? 1 : 2)) as [number, number];
  if (rankA !== rankB) return rankA - rankB;
  if (rankA === 1 && Number(a) !== Number(b)) return Number(a) < Number(b) ? -1 : 1;
  return rankA === 1 ? 0 : compareText(a, b);
}

export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function nextNumbers(definition: Extract<DerivedDefinition, { nextAfter: string }>, numbers: HandedNumbers): Derive {
  return (document) => {
    for (const line of document.lines) {
      if (!holds(definition.when, line.values)) continue;
      const within = line.values[definition.within] ?? document.values[definition.within];
      const family = `${definition.name}|${String(within)}`;
      const place = `${family}\u0001${document.group.key}\u0001${String(line.values['line_key'])}`;
      const start = (line.values[definition.nextAfter] ?? document.values[definition.nextAfter] ?? 0) as number;
      line.values[definition.name] = numbers.next(family, place, start);
    }
  };
}
