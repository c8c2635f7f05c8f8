/**
 * Text of one cell → typed value, by the kind of its column.
 * Promise: exact or refused. Every spelling accepted is written down here, numbers never pass through a floating
 * fraction, and what does not parse comes back as an error that says what was seen, what is expected and what to type.
 * Does not: check lengths or limits (the schema does), look codes up, or format them (`code-mask` does).
 */
import { parseDate, type DateOrder } from './dates.js';
import { DECIMALS, unitOf } from './money.js';
import type { Column, IssueCode, Kind, Value } from './nouns.js';
import { normalForm } from './spelling.js';
import { unseenCharacter, visibleText } from './visible-text.js';

/** Why a cell has no value. */
export interface CellError {
  readonly code: IssueCode;
  readonly message: string;
  readonly allowed: readonly string[] | null;
}

/** What of the profile a cell depends on. */
export interface CellSettings {
  readonly dateOrder: DateOrder;
  readonly absentTexts: readonly string[];
}

export type CellParser = (text: string | null) => Value | CellError;

export function isCellError(result: Value | CellError): result is CellError {
  return typeof result === 'object' && result !== null;
}

/**
 * Compiles the parser of one column. An absent cell, and a cell that holds one of the profile's absent words, is null.
 */
export function compileCellParser(column: Column, profile: CellSettings): CellParser {
  const parse = parserOf(column, profile.dateOrder);
  const absent = new Set(profile.absentTexts);
  // A set takes the hash of what it is asked for: most cells are no absent word by their length.
  const longest = Math.max(0, ...profile.absentTexts.map((text) => text.length));
  return (text) => {
    if (text === null) return null;
    const trimmed = text.trim();
    const isAbsent = trimmed.length <= longest && absent.has(trimmed);
    return trimmed === '' || isAbsent ? null : parse(trimmed);
  };
}

type PresentParser = (text: string) => Value | CellError;

function parserOf(column: Column, order: DateOrder): PresentParser {
  switch (column.kind) {
    case 'text':
      return cleanText;
    case 'code':
      return seenCode;
    case 'choice':
      return choiceParser(column);
    case 'boolean':
      return parseBoolean;
    case 'date':
      return (text) => {
        const date = parseDate(text, order);
        return typeof date === 'string' ? date : { ...date, allowed: null };
      };
    default:
      return numberParser(column.kind);
  }
}

function error(code: IssueCode, message: string, allowed: readonly string[] | null = null): CellError {
  return { code, message, allowed };
}

function shown(text: string): string {
  return visibleText(text, 60);
}

// ------------------------------------------------------------------------------------------- text and choices

// Line breaks and tabs part words and become a blank; other control characters are left over from copying.
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b\ufeff]/;

function cleanText(text: string): Value {
  if (!CONTROL.test(text)) return text;
  const clean = text
    .replace(/\s*[\r\n\t]+\s*/g, ' ')
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b\ufeff]/g, '')
    .trim();
  return clean === '' ? null : clean;
}

/** Two codes that look alike and are not would be two documents. */
function seenCode(text: string): Value | CellError {
  const unseen = unseenCharacter(text);
  if (unseen === null) return text;
  return error('cell.control-character', `"${shown(text)}" holds ${unseen}. Type the code again, without it.`);
}

function choiceParser(column: Column): PresentParser {
  const canonical = new Map<string, string>();
  const allowed = Object.keys(column.choices ?? {});
  for (const [value, spellings] of Object.entries(column.choices ?? {})) {
    for (const spelling of [value, ...spellings]) canonical.set(normalForm(spelling), value);
  }
  return (text) =>
    canonical.get(text) ??
    canonical.get(normalForm(text)) ??
    error(
      'cell.not-allowed',
      `"${shown(text)}" is not one of the values ${column.name} may have. Type one of: ${allowed.join(', ')}.`,
      allowed,
    );
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['y', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['n', false],
  ['0', false],
]);
const BOOLEANS_ALLOWED = ['true', 'false', 'yes', 'no', 'Y', 'N', '1', '0'] as const;

function parseBoolean(text: string): Value | CellError {
  return (
    BOOLEANS.get(text) ??
    BOOLEANS.get(text.toLowerCase()) ??
    error(
      'cell.not-boolean',
      `"${shown(text)}" is neither yes nor no. Type yes or no (true/false, Y/N and 1/0 are read too).`,
      BOOLEANS_ALLOWED,
    )
  );
}

// ------------------------------------------------------------------------------------------------- numbers

interface NumberKind {
  readonly kind: Kind;
  /** In memory; `unit` is 10 to that power. */
  readonly decimals: number;
  readonly unit: number;
  readonly dollar: boolean;
  readonly percent: boolean;
  /** Percents come with as many decimals as a division gave; they are no money and may be rounded. */
  readonly rounds: boolean;
  readonly code: IssueCode;
  readonly noun: string;
  readonly example: string;
}

function numberParser(kind: Kind): PresentParser {
  const decimals = DECIMALS[kind]!;
  const rule: NumberKind = {
    kind,
    decimals,
    unit: unitOf(decimals),
    dollar: kind === 'money' || kind === 'unit-cost',
    percent: kind === 'percent' || kind === 'rate',
    rounds: kind === 'percent',
    code: kind === 'money' ? 'cell.not-money' : kind === 'integer' ? 'cell.not-an-integer' : 'cell.not-a-number',
    noun: NOUNS[kind] ?? 'a number',
    example: EXAMPLES[kind] ?? '1234.5',
  };
  return (text) => {
    const plain = plainNumber(text, rule);
    return plain === null ? parseNumber(text, rule) : plain;
  };
}

const NOUNS: Readonly<Partial<Record<Kind, string>>> = {
  money: 'an amount of money',
  integer: 'a whole number',
  percent: 'a percentage',
  hours: 'a number of hours',
  'unit-cost': 'a unit cost',
};
const EXAMPLES: Readonly<Partial<Record<Kind, string>>> = {
  money: '1234.50',
  integer: '12',
  percent: '96.36',
  hours: '7.5',
  'unit-cost': '12.3456',
};

/**
 * The fast path for `-?\d+(\.\d+)?` with no more decimals than the kind keeps: nine cells of ten.
 * Null sends the text to the full grammar. Up to 15 digits are exact in a number whatever they are.
 */
function plainNumber(text: string, rule: NumberKind): number | null {
  const length = text.length;
  const negative = text.charCodeAt(0) === 45;
  const start = negative ? 1 : 0;
  if (length - start > 15 || length === start) return null;
  let value = 0;
  let point = -1;
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) value = value * 10 + digit;
    else if (digit === -2 && point < 0 && i > start) point = i;
    else return null;
  }
  const decimals = point < 0 ? 0 : length - 1 - point;
  if (decimals > rule.decimals || point === length - 1) return null;
  value *= unitOf(rule.decimals - decimals);
  if (!Number.isSafeInteger(value)) return null;
  return negative && value !== 0 ? -value : value;
}

/** Sign, dollar sign and parentheses around the figures; each at most once, in the orders people and Procore write. */
const OUTSIDE = /^(-|\+)?(\$)?\s*(\(|-|\+)?\s*(\$)?\s*(-)?([\d.,]+)(-)?\s*(\))?\s*(%)?$/;
/** `1234`, `1,234,567`, nothing before a point; after the point any digits. */
const FIGURES = /^(?:(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?|\.(\d+))$/;

function parseNumber(text: string, rule: NumberKind): number | CellError {
  // 1. Take the signs off.
  const outside = OUTSIDE.exec(text);
  if (outside === null) return notANumber(text, rule);
  const [, before, dollar, opening, dollarInside, inner, figuresText, trailing, closing, percentSign] = outside;
  const opened = opening === '(';
  const signs = [before, opened ? undefined : opening, inner, trailing].filter((sign) => sign !== undefined);
  if (
    signs.length > 1 ||
    opened !== (closing !== undefined) ||
    (opened && signs.length > 0) ||
    (dollar !== undefined && dollarInside !== undefined) ||
    (!rule.dollar && (dollar ?? dollarInside) !== undefined) ||
    (!rule.percent && percentSign !== undefined)
  )
    return notANumber(text, rule);
  // 2. Read the figures; a separator out of place is never moved.
  const figures = FIGURES.exec(figuresText!);
  if (figures === null) return notANumber(text, rule);
  const whole = (figures[1] ?? '0').replaceAll(',', '');
  const fraction = figures[2] ?? figures[3] ?? '';
  // 3. Bring them to the kind's decimals, and check the range.
  const extra = fraction.slice(rule.decimals);
  if (/[^0]/.test(extra) && !rule.rounds) return tooManyDecimals(text, rule);
  let value = Number(whole + fraction.slice(0, rule.decimals).padEnd(rule.decimals, '0'));
  if (extra !== '' && extra.charCodeAt(0) >= 53) value += 1;
  if (!Number.isSafeInteger(value)) return tooLarge(text, rule);
  const negative = opened || signs.some((sign) => sign === '-');
  return negative && value !== 0 ? -value : value;
}

function tooManyDecimals(text: string, rule: NumberKind): CellError {
  if (rule.kind === 'integer') return notANumber(text, rule);
  return error(
    'cell.too-many-decimals',
    `"${shown(text)}" has more than ${rule.decimals} decimals, and ${rule.noun} is never rounded on its own. ` +
      `Type it with at most ${rule.decimals} decimals, such as ${rule.example}.`,
  );
}

function tooLarge(text: string, rule: NumberKind): CellError {
  return error(
    'cell.too-large',
    `"${shown(text)}" is larger than any number that is kept exactly ` +
      `(${Math.floor(Number.MAX_SAFE_INTEGER / rule.unit)}). Check the figure and type it as ${rule.example}.`,
  );
}

function notANumber(text: string, rule: NumberKind): CellError {
  return error(
    rule.code,
    `"${shown(text)}" is not ${rule.noun}${suspicion(text, rule)}. Expected a figure such as ` +
      `${rule.example}${rule.dollar ? ', 1,234.50, $1,234.50 or (1,234.50)' : ''}. Type it that way.`,
  );
}

/** The likely accident, where the text shows one. */
function suspicion(text: string, rule: NumberKind): string {
  if (/^[-+$(]*\d+(?:[.,]\d+)?[eE][-+]?\d+\)?$/.test(text)) {
    return ': Excel turned it into scientific notation and digits are lost; take the figure from the source again';
  }
  if (/^#(?:REF|N\/A|VALUE|DIV\/0|NAME|NUM|NULL|SPILL)[!?]?/i.test(text)) return ': it is an Excel error, not a value';
  if (/^#+$/.test(text)) return ': the column was too narrow when it was copied';
  if (rule.kind === 'integer' && /^-?[\d,]+\.\d+$/.test(text)) return ': it has a fraction';
  if (/^[-+$(]*\d{1,3}(?:\.\d{3})*,\d{1,2}\)?-?$/.test(text)) return ': the comma seems to be meant as decimal point';
  if (text.includes(',') && /^[-+$(\d.,)]+$/.test(text)) return ': its thousands separators are out of place';
  if (text.includes('%') && !rule.percent) return ': it carries a percent sign';
  if (text.includes('$') && !rule.dollar) return ': it carries a dollar sign';
  return '';
}
