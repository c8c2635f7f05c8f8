/**
 * Which column of a dataset each header cell is, and which dataset a header belongs to.
 * Promise: a header matches by its name or an alias, compared without case, spaces and punctuation, or not at all;
 * two headers for one column, or a dataset that cannot be told, stop the file instead of being chosen.
 * Does not: look at data rows, or guess a misspelt header (it is reported as unknown).
 */
import type { Column, DatasetSchema, HeaderCell } from './nouns.js';
import { normalForm, normalFormWithoutNumberSign } from './spelling.js';

export interface HeaderMatch {
  /** Column name → index into the header, for every column the file has. */
  readonly indexes: ReadonlyMap<string, number>;
  /** Column name → constant text, for columns the file does not have. */
  readonly constants: ReadonlyMap<string, string>;
  /** Reported and ignored. A header cell may be empty. */
  readonly unknown: readonly { readonly index: number; readonly name: string }[];
  /** Headers that would fit a column by alias, where another one fits better. Ignored. */
  readonly outranked: readonly { readonly index: number; readonly name: string; readonly column: string }[];
  /** Two or more headers for one column: the file stops. */
  readonly duplicates: readonly {
    readonly column: string;
    readonly names: readonly string[];
    readonly indexes: readonly number[];
  }[];
  /** Of each set at least one column is required and none is there: the file stops. */
  readonly missing: readonly (readonly string[])[];
  /** Constants that name no column of the dataset. */
  readonly unknownConstants: readonly string[];
  /** Constants whose column the file has itself: the file's own cells count. */
  readonly unusedConstants: readonly string[];
}

interface Candidate {
  readonly index: number;
  readonly name: string;
  readonly rank: number;
}

export function matchHeader(
  header: readonly HeaderCell[],
  schema: DatasetSchema,
  constants: Readonly<Record<string, string>> = {},
): HeaderMatch {
  const names = spellingsOf(schema);
  // 1. Every header cell finds its column.
  //    needs: spellings of all columns; gives: candidates per column
  const candidates = new Map<string, Candidate[]>();
  const unknown: { index: number; name: string }[] = [];
  for (const [index, cell] of header.entries()) {
    const column = columnOf(cell, schema, names);
    if (column === null) {
      unknown.push({ index, name: cell.name });
      continue;
    }
    const candidate = { index, name: cell.name, rank: rankOf(cell, column) };
    const rivals = candidates.get(column.name);
    if (rivals === undefined) candidates.set(column.name, [candidate]);
    else rivals.push(candidate);
  }
  // 2. Each column takes its best header.
  const indexes = new Map<string, number>();
  const outranked: { index: number; name: string; column: string }[] = [];
  const duplicates: { column: string; names: string[]; indexes: number[] }[] = [];
  for (const column of schema.columns) {
    const rivals = candidates.get(column.name);
    if (rivals === undefined) continue;
    const best = Math.min(...rivals.map((rival) => rival.rank));
    const first = rivals.filter((rival) => rival.rank === best);
    if (first.length > 1) {
      duplicates.push({
        column: column.name,
        names: first.map((rival) => rival.name),
        indexes: first.map((rival) => rival.index),
      });
    }
    indexes.set(column.name, first[0]!.index);
    for (const rival of rivals) {
      if (rival.rank !== best) outranked.push({ index: rival.index, name: rival.name, column: column.name });
    }
  }
  // 3. Constants fill columns that the file does not have; then nothing required may be left.
  const given = matchConstants(constants, indexes, names);
  const missing = schema.requiredColumns.filter(
    (set) => !set.some((name) => indexes.has(name) || given.constants.has(name)),
  );
  return { indexes, unknown, outranked, duplicates, missing, ...given };
}

function matchConstants(
  constants: Readonly<Record<string, string>>,
  indexes: ReadonlyMap<string, number>,
  names: Spellings,
): { constants: Map<string, string>; unknownConstants: string[]; unusedConstants: string[] } {
  const given = new Map<string, string>();
  const unknownConstants: string[] = [];
  const unusedConstants: string[] = [];
  for (const [name, text] of Object.entries(constants)) {
    const column = find(name, names, null);
    if (column === null) unknownConstants.push(name);
    else if (indexes.has(column.name)) unusedConstants.push(name);
    else given.set(column.name, text);
  }
  return { constants: given, unknownConstants, unusedConstants };
}

// ------------------------------------------------------------------------------------------------ spellings

type Level = Column['level'];

/**
 * Normal form → column. A name stands before every alias; of two levels that share an alias, the header level first.
 */
interface Spellings {
  readonly names: ReadonlyMap<string, Column>;
  readonly aliases: Readonly<Record<Level, ReadonlyMap<string, Column>>>;
  /** Aliases letter by letter: a lone `#` means what the schema says, not "number". */
  readonly literal: ReadonlyMap<string, Column>;
}

const compiled = new WeakMap<DatasetSchema, Spellings>();

function spellingsOf(schema: DatasetSchema): Spellings {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const names = new Map<string, Column>();
  const aliases = { header: new Map<string, Column>(), line: new Map<string, Column>() };
  const literal = new Map<string, Column>();
  for (const column of schema.columns) {
    names.set(normalForm(column.name), column);
    for (const alias of column.aliases) aliases[column.level].set(normalForm(alias), column);
    for (const alias of column.aliases.filter((text) => !/[a-z]/i.test(text))) literal.set(alias.trim(), column);
  }
  const spellings = { names, aliases, literal };
  compiled.set(schema, spellings);
  return spellings;
}

function columnOf(cell: HeaderCell, schema: DatasetSchema, names: Spellings): Column | null {
  // Only where lines are nested does it matter where a name was found: an order's own `description` is not its lines'.
  const scope = schema.document.lines.length > 0 ? cell.scope : null;
  return find(cell.name, names, scope);
}

function find(name: string, names: Spellings, scope: Level | null): Column | null {
  const literal = scope === null ? names.literal.get(name.trim()) : undefined;
  if (literal !== undefined) return literal;
  const exact = normalForm(name);
  if (exact === '') return null;
  const found = lookUp(exact, names, scope);
  if (found !== null || !name.includes('#')) return found;
  const without = normalFormWithoutNumberSign(name);
  return without === '' ? null : lookUp(without, names, scope);
}

function lookUp(form: string, names: Spellings, scope: Level | null): Column | null {
  const named = names.names.get(form);
  if (named !== undefined && (scope === null || named.level === scope)) return named;
  if (scope !== null) return names.aliases[scope].get(form) ?? null;
  // In a flat file a name that both levels claim (`id`) is nobody's: it would be guessed.
  const header = names.aliases.header.get(form);
  const line = names.aliases.line.get(form);
  return header !== undefined && line !== undefined ? null : (header ?? line ?? null);
}

/**
 * The lower, the better: an exact name, then an alias; in a flat file two of one rank are a duplicate. Procore's
 * objects name one thing in several ways by design (`vendor_id` beside `vendor.id`), so that there the literal
 * spelling, then the order of the aliases decides.
 */
function rankOf(cell: HeaderCell, column: Column): number {
  const exact = normalForm(cell.name) === normalForm(column.name);
  if (cell.scope === null) {
    // Beside `Description` it is `Line Description` that a line's description means.
    const isLines = column.level === 'line' && normalForm(cell.name).startsWith('line');
    return (exact ? 0 : 1) - (isLines ? 2 : 0);
  }
  if (cell.name === column.name) return 0;
  const literal = column.aliases.indexOf(cell.name);
  if (literal >= 0) return 2 + literal;
  return exact ? 1 : 2 + column.aliases.length;
}

// ---------------------------------------------------------------------------------------------- recognition

/**
 * `dataset` null: `tied` names datasets that fit equally well; when none fits, `closest` is the one that lacks least.
 */
export type Recognition =
  | { readonly dataset: string; readonly match: HeaderMatch }
  | {
      readonly dataset: null;
      readonly tied: readonly string[];
      readonly closest: { readonly dataset: string; readonly missing: readonly (readonly string[])[] } | null;
    };

/**
 * The dataset whose required columns are all there and that leaves the fewest headers unknown; of several, the one
 * whose name stands in the file name. `names` are looked at in the order given (sheet name, then file name).
 */
export function recognise(
  header: readonly HeaderCell[],
  schemas: readonly DatasetSchema[],
  names: string | readonly string[],
  constants: Readonly<Record<string, string>> = {},
): Recognition {
  const matches = schemas.map((schema) => ({ schema, match: matchHeader(header, schema, constants) }));
  const whole = matches.filter(({ match }) => match.missing.length === 0);
  if (whole.length === 0) return { dataset: null, tied: [], closest: closestOf(matches) };
  const fewest = Math.min(...whole.map(({ match }) => match.unknown.length));
  const best = whole.filter(({ match }) => match.unknown.length === fewest);
  const chosen = best.length === 1 ? best[0] : namedIn(best, typeof names === 'string' ? [names] : names);
  const named = typeof names === 'string' ? [names] : names;
  if (chosen !== undefined && (knowsLess(chosen, matches) || isByChance(chosen, header, named))) {
    return { dataset: null, tied: [], closest: closestOf(matches.filter(({ match }) => match.missing.length > 0)) };
  }
  if (chosen === undefined) {
    return { dataset: null, tied: best.map(({ schema }) => schema.dataset).sort(), closest: null };
  }
  return { dataset: chosen.schema.dataset, match: chosen.match };
}

/**
 * A commitments file without its amount has all that project cost codes require: most of its columns would be left out
 * unread. So a dataset that leaves more columns unknown than it knows gives way to one that knows more and lacks some.
 */
function knowsLess(chosen: Fit, matches: readonly Fit[]): boolean {
  const known = chosen.match.indexes.size;
  const unknown = chosen.match.unknown.length;
  return unknown > known && matches.some(({ match }) => match.indexes.size > known && match.unknown.length < unknown);
}

/** One header alone ("Name") says nothing of a file, unless it is the code documents are known by, or the file does. */
function isByChance(chosen: Fit, header: readonly HeaderCell[], names: readonly string[]): boolean {
  const { schema, match } = chosen;
  if (match.indexes.size !== 1 || namedIn([chosen], names) !== undefined) return false;
  if (match.unknown.length > 0) return true;
  const [[column, index]] = [...match.indexes] as [[string, number]];
  const isCode = schema.document.key.some((part) => part[0] === column);
  return !isCode || normalForm(header[index]!.name) !== normalForm(column);
}

interface Fit {
  readonly schema: DatasetSchema;
  readonly match: HeaderMatch;
}

/** The longest dataset name wins, so that `budget-changes` is not `budgets`; two of one length are a tie. */
function namedIn(fits: readonly Fit[], names: readonly string[]): Fit | undefined {
  for (const name of names) {
    const form = normalForm(name);
    const named = fits.filter(({ schema }) => form.includes(normalForm(schema.dataset)));
    const longest = Math.max(...named.map(({ schema }) => schema.dataset.length));
    const best = named.filter(({ schema }) => schema.dataset.length === longest);
    if (best.length === 1) return best[0];
  }
  return undefined;
}

/**
 * Of the datasets that know more than one header, and more than they lack, the one that lacks the fewest columns, then
 * leaves the fewest unknown.
 */
function closestOf(fits: readonly Fit[]): { dataset: string; missing: readonly (readonly string[])[] } | null {
  let best: Fit | null = null;
  for (const fit of fits) {
    if (fit.match.indexes.size <= 1 || fit.match.missing.length > fit.match.indexes.size) continue;
    const lacks = fit.match.missing.length - (best?.match.missing.length ?? Infinity);
    if (lacks < 0 || (lacks === 0 && fit.match.unknown.length < best!.match.unknown.length)) best = fit;
  }
  return best === null ? null : { dataset: best.schema.dataset, missing: best.match.missing };
}
