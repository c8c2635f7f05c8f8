/**
 * What the books keep of a loaded document, and what a later delivery of it says otherwise.
 * Promise: only what reaches Sage is compared, and only what the file has: an absent column is not a blank one, and a
 * status move that changes nothing in Sage is no difference. Every difference is named.
 * Does not: decide what a difference means (compare-targets does).
 */
import type { CompiledDataset } from './compile-dataset.js';
import { compareIdentity } from './derive-values.js';
import { shownKey } from './fill-message.js';
import { hashText } from './fingerprint.js';
import { formatValue } from './format-value.js';
import type { Value } from './nouns.js';
import { linesLeft } from './subjects.js';
import { readerOf, type Read } from './value-access.js';
import type { Digest, Values, WorkDocument, WorkLine } from './work.js';

const SUB_JOB = 'sub_job';
const CODING: readonly string[] = ['cost_code', 'cost_type'];
const DIFFERENCES_SHOWN_MAX = 6;

export type DigestDocument = (document: WorkDocument) => Digest;

type DigestInput = Pick<CompiledDataset, 'schema' | 'mapping' | 'kinds' | 'reaching' | 'measureColumns'>;

export function compileDigest(input: DigestInput): DigestDocument {
  const reaching = input.schema.columns
    .filter(({ name }) => input.reaching.has(name))
    .map(({ name, level, kind }) => ({ name, level, kind, read: readerOf(name), isText: isText(name, input) }));
  const lineKey = readerOf('line_key');
  const digestLine = compileLineDigest(input);
  return (document) => {
    const header: Record<string, string> = {};
    const columns: string[] = [];
    const texts: Record<string, string> = {};
    const lines = linesLeft(document);
    for (const { name, level, kind, read, isText } of reaching) {
      if (level === 'header') {
        const value = document.values[name];
        if (value != null) header[name] = formatValue(value, kind);
        if (value != null && document.source.columns.has(name)) columns.push(name);
        continue;
      }
      if (!document.source.columns.has(name) || !isSaidIn(lines, read)) continue;
      columns.push(name);
      if (isText) texts[name] = textsOf(read, lines);
    }
    const digests: Record<string, string> = {};
    for (const { values } of lines) digests[String(lineKey(values))] = digestLine(values);
    return { header, lines: digests, columns, texts };
  };
}

function isSaidIn(lines: readonly WorkLine[], read: Read): boolean {
  for (const { values } of lines) if (read(values) != null) return true;
  return false;
}

/** Neither identity, money nor coding: descriptions, quantities, numbers of other lines. */
function isText(name: string, { schema, measureColumns }: DigestInput): boolean {
  const others = [[SUB_JOB, ...CODING], ...schema.document.lineKeys, ...measureColumns];
  return !others.some((names) => names.includes(name));
}

/** Lines stand in the order of their identity, so the same texts always give the same hash. */
function textsOf(read: Read, lines: readonly WorkLine[]): string {
  const values: Value[] = [];
  for (const line of lines) values.push(read(line.values) ?? null);
  return hashText(JSON.stringify(values)).slice(0, 12);
}

/** `amount 7,500.00; retainage 750.00; extra BLDG-A; coding 03-300 S`: what is not 0.00, each under its name. */
function compileLineDigest({ mapping, kinds }: DigestInput): (values: Values) => string {
  const measures = Object.entries(mapping.measures).map(([measure, name]) => ({
    first: `${measure} `,
    further: `; ${measure} `,
    read: readerOf(name),
    kind: kinds.get(name) ?? 'money',
  }));
  const coding = CODING.map(readerOf);
  const extraOf = readerOf(SUB_JOB);
  return (values) => {
    let text = '';
    for (const { first, further, read, kind } of measures) {
      const value = read(values);
      if (value != null && value !== 0) text += (text === '' ? first : further) + formatValue(value, kind);
    }
    const extra = extraOf(values);
    if (extra != null) text += `${text === '' ? '' : '; '}extra ${String(extra)}`;
    let coded = '';
    for (const read of coding) {
      const value = read(values);
      if (value != null) coded += ` ${String(value)}`;
    }
    return coded === '' ? text : `${text}${text === '' ? '' : '; '}coding${coded}`;
  };
}

/** `column` and `row` are the cell to look at, where one can be named. */
export interface Difference {
  readonly text: string;
  readonly column: string | null;
  readonly row: number | null;
  /** A value of a column that was not in the file before. */
  readonly isNewColumn?: boolean;
}

/** Null when nothing that the file has differs from what was loaded; else all of it, and the first cell. */
export function differenceOf(document: WorkDocument, dataset: CompiledDataset): Difference | null {
  const before: Digest = document.known?.digest ?? { header: {}, lines: {} };
  const now = dataset.digestOf(document);
  const dropped = new Set((before.columns ?? []).filter((name) => !brings(document, dataset, name)));
  const all = [
    ...headerDifferences(document, dataset, before, now),
    ...lineDifferences(document, before, now, dataset, dropped),
    ...(hasSameLines(before, now) ? textDifferences(document, dataset, before, now) : []),
  ];
  if (all.length === 0) return null;
  // A column that the first file did not have says nothing against it, where something else does.
  const older = all.filter(({ isNewColumn }) => isNewColumn !== true);
  const found = older.length > 0 ? older : all;
  const shown = found.slice(0, DIFFERENCES_SHOWN_MAX).map(({ text }) => text);
  const more = found.length > DIFFERENCES_SHOWN_MAX ? ` and ${found.length - DIFFERENCES_SHOWN_MAX} more` : '';
  const { column, row } = found.find((entry) => entry.column !== null) ?? found[0]!;
  return { text: shown.join('; ') + more, column, row };
}

/** Whether the file has the column, or a name or id that stands for it. */
function brings(document: WorkDocument, { mapping }: CompiledDataset, name: string): boolean {
  const { columns } = document.source;
  const also = mapping.resolve?.find((entry) => entry.column === name);
  return [name, also?.byName, also?.byId].some((column) => column !== undefined && columns.has(column));
}

function headerDifferences(
  document: WorkDocument,
  dataset: CompiledDataset,
  before: Digest,
  now: Digest,
): Difference[] {
  return [...dataset.reaching].flatMap((name) => {
    const [old, fresh] = [before.header[name], now.header[name]];
    if (old === fresh || !brings(document, dataset, name)) return [];
    const isNewColumn = old === undefined && before.columns?.includes(name) === false;
    const text = `${name} was ${old ?? '(none)'}, is ${fresh ?? '(none)'}`;
    return [{ text, column: name, row: null, isNewColumn }];
  });
}

/** A file without the column that told the lines apart numbers them anew: then they are compared as a whole. */
function dropsIdentity({ schema }: CompiledDataset, before: Digest, dropped: ReadonlySet<string>): boolean {
  const told = schema.document.lineKeys.find((set) => set.some((name) => before.columns?.includes(name)));
  return told !== undefined && told.every((name) => dropped.has(name));
}

function lineDifferences(
  document: WorkDocument,
  before: Digest,
  now: Digest,
  dataset: CompiledDataset,
  dropped: ReadonlySet<string>,
): Difference[] {
  const unknown = new Set(
    dataset.measures.filter((_, index) => dataset.measureColumns[index]!.some((name) => dropped.has(name))),
  );
  if (dropped.has(SUB_JOB)) unknown.add('extra');
  const known = (lines: Digest['lines']): Map<string, Map<string, string>> =>
    new Map(Object.entries(lines).map(([line, text]) => [line, partsOf(text, unknown)]));
  const [old, fresh] = [known(before.lines), known(now.lines)];
  if (dropsIdentity(dataset, before, dropped) && asWhole(old) === asWhole(fresh)) return [];
  const rows = new Map(document.lines.map((line) => [String(line.values['line_key']), line.row]));
  // In an order of their own, whatever the order in which either was kept.
  const lines = [...new Set([...old.keys(), ...fresh.keys()])].sort(compareIdentity);
  return lines.flatMap((line) => {
    const found = lineDifference(line, old.get(line), fresh.get(line));
    if (found === null) return [];
    const column = found.part === null ? null : columnOf(found.part, document, dataset);
    return [{ text: found.text, column, row: rows.get(line) ?? null }];
  });
}

/** The column of the file that a part of a line is read from; of an amount's several columns the first. */
function columnOf(part: string, { source }: WorkDocument, dataset: CompiledDataset): string | null {
  const measured = dataset.measureColumns[dataset.measures.indexOf(part)];
  const columns = measured ?? (part === 'extra' ? [SUB_JOB] : CODING);
  return columns.find((name) => source.columns.has(name)) ?? null;
}

function partsOf(text: string, unknown: ReadonlySet<string>): Map<string, string> {
  const parts = text === '' ? [] : text.split('; ');
  const named = parts.map((part) => [part.slice(0, part.indexOf(' ')), part.slice(part.indexOf(' ') + 1)] as const);
  return new Map(named.filter(([name]) => !unknown.has(name)));
}

function asWhole(lines: ReadonlyMap<string, ReadonlyMap<string, string>>): string {
  return JSON.stringify([...lines.values()].map((parts) => [...parts].join(';')).sort());
}

/** Only the parts that differ: `amount was 7,500.00, is 8,000.00`; `part` is the first of them. */
function lineDifference(
  line: string,
  before: ReadonlyMap<string, string> | undefined,
  now: ReadonlyMap<string, string> | undefined,
): { readonly text: string; readonly part: string | null } | null {
  const name = `line ${shownKey(line)}`;
  const told = (parts: ReadonlyMap<string, string>): string =>
    [...parts].map(([part, value]) => `${part} ${value}`).join('; ');
  if (before === undefined) return { text: `${name} is new (${told(now!)})`, part: null };
  if (now === undefined) return { text: `${name} is gone (${told(before)})`, part: null };
  const parts = [...new Set([...before.keys(), ...now.keys()])].filter((part) => before.get(part) !== now.get(part));
  if (parts.length === 0) return null;
  const changes = parts.map((part) => `${part} was ${before.get(part) ?? 'none'}, is ${now.get(part) ?? 'none'}`);
  return { text: `${name}: ${changes.join(', ')}`, part: parts[0]! };
}

function hasSameLines(before: Digest, now: Digest): boolean {
  const [old, fresh] = [Object.keys(before.lines), Object.keys(now.lines)];
  return old.length === fresh.length && old.every((line) => now.lines[line] !== undefined);
}

/** Texts are kept as one hash for all lines of a column, so they say something only where the lines are the same. */
function textDifferences(
  { source }: WorkDocument,
  { schema }: CompiledDataset,
  before: Digest,
  now: Digest,
): Difference[] {
  const [old, fresh] = [before.texts ?? {}, now.texts ?? {}];
  return schema.columns
    .map(({ name }) => name)
    .filter((name) => source.columns.has(name) && old[name] !== fresh[name])
    .map((name) => ({ text: `the ${name} of its lines`, column: name, row: null }));
}
