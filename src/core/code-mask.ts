/**
 * Codes in the company's format: `03/300`, `03.300` and `03-300 - Footings` become `03-300` under the mask `99-999`.
 * Promise: a code is re-formatted only where its sections fit the mask as they stand; nothing is padded, cut or moved.
 * What does not fit is refused with the reason, and with codes it may have been, for a person to choose from.
 * Does not: know whether a code exists, or whether its division does.
 */
import { InvariantFault } from './faults.js';
import { nearest } from './nearest.js';
import type { IssueCode, MaskSpec } from './nouns.js';
import { visibleText } from './visible-text.js';

export type CodeFormat =
  | { readonly ok: true; readonly value: string; /** Differs from the text given. */ readonly reformatted: boolean }
  | {
      readonly ok: false;
      readonly code: IssueCode;
      readonly message: string;
      /** Known codes close to the text; without known codes, codes of the format that the text may stand for. */
      readonly nearest?: readonly string[];
    };

export interface CodeMask {
  /** The format in words: `99-999`, or `up to 12 characters`. */
  readonly description: string;
  /** `candidates`: the codes there are, asked for only when the text does not fit. */
  format(text: string, candidates?: readonly string[]): CodeFormat;
}

/** What is wrong with a mask of the profile; null when it compiles. */
export function maskProblem(spec: MaskSpec): string | null {
  if (spec.mask === undefined && spec.length === undefined) return 'a format needs a mask such as 99-999, or a length';
  const { length } = spec;
  if (length !== undefined && !(Number.isInteger(length) && length > 0)) return 'a length is a whole number above 0';
  if (spec.case !== undefined && spec.case !== 'upper' && spec.case !== 'keep') return 'case is "upper" or "keep"';
  if (spec.mask === undefined) return null;
  if (!/^[9AX]+([^9AX\w]+[9AX]+)*$/i.test(spec.mask)) {
    return (
      `"${spec.mask}" is no mask: write 9 for a digit, A for a letter, X for either, ` +
      'and punctuation between the sections'
    );
  }
  if (spec.length !== undefined && spec.mask.length > spec.length) {
    return `the mask "${spec.mask}" has ${spec.mask.length} characters, and the length says ${spec.length}`;
  }
  return null;
}

/**
 * Compiles one format. `sourceDelimiters`: what sources may write between sections instead of the mask's punctuation.
 */
export function compileMask(spec: MaskSpec, sourceDelimiters: readonly string[]): CodeMask {
  const problem = maskProblem(spec);
  if (problem !== null) {
    throw new InvariantFault(`A code format was not checked: ${problem}.`, { remedy: 'Run "tieout check".' });
  }
  const mask: Mask = {
    keepsCase: spec.case === 'keep',
    length: spec.length ?? spec.mask!.length,
    sections: spec.mask === undefined ? [] : spec.mask.toUpperCase().match(/[9AX]+/g)!,
    punctuation: spec.mask === undefined ? [] : (spec.mask.match(/[^9AX]+/gi) ?? []),
    delimiters: new Set([...sourceDelimiters, ...(spec.mask === undefined ? [] : (spec.mask.match(/[^9AX]/gi) ?? []))]),
    description: spec.mask ?? `up to ${spec.length} characters`,
  };
  const fit = spec.mask === undefined ? fitLength : fitSections;
  const formed = spec.mask === undefined ? null : formedAs(spec.mask, mask.keepsCase);
  return {
    description: mask.description,
    format(text, candidates) {
      if (formed?.test(text)) return accepted(text, text);
      const plain = fit(text, mask);
      if (typeof plain === 'string' && !looksDamaged(plain, text, mask, candidates)) return accepted(plain, text);
      const named = withoutName(text, mask, fit);
      if (named !== null) return accepted(named, text);
      return refused(text, mask, fit, candidates);
    },
  };
}

/**
 * The division of a formatted code: its first section (`03` of `03-300`). Null for a code without sections, which has
 * none.
 */
export function divisionOf(code: string): string | null {
  return /^([\p{L}\p{N}]+)[^\p{L}\p{N}]/u.exec(code)?.[1] ?? null;
}

/** A code that stands in the mask already, as nearly all do. */
function formedAs(mask: string, keepsCase: boolean): RegExp {
  const letters = keepsCase ? 'A-Za-z' : 'A-Z';
  const classes: Readonly<Record<string, string>> = { '9': '[0-9]', A: `[${letters}]`, X: `[0-9${letters}]` };
  return new RegExp(`^${[...mask.toUpperCase()].map((character) => classes[character] ?? `\\${character}`).join('')}$`);
}

interface Mask {
  readonly keepsCase: boolean;
  readonly length: number;
  /** Runs of `9`, `A`, `X`; empty when only a length is set. */
  readonly sections: readonly string[];
  /** Between the sections, one less than these. */
  readonly punctuation: readonly string[];
  readonly delimiters: ReadonlySet<string>;
  readonly description: string;
}

interface Misfit {
  readonly code: IssueCode;
  readonly why: string;
}

type Fit = (text: string, mask: Mask) => string | Misfit;

function accepted(value: string, text: string): CodeFormat {
  return { ok: true, value, reformatted: value !== text };
}

// ---------------------------------------------------------------------------------------------------- fitting

const ALLOWED_UNMASKED = /[^A-Za-z0-9 \-./&#_]/;

/** Length only: Sage stores upper case; anything else a person typed stays. */
function fitLength(text: string, mask: Mask): string | Misfit {
  const value = mask.keepsCase ? text.trim() : text.trim().toUpperCase();
  const bad = ALLOWED_UNMASKED.exec(value);
  if (bad !== null) {
    return {
      code: 'code.bad-character',
      why: `the character "${bad[0]}" cannot stand in it (letters, figures, blank and - . / & # _ can)`,
    };
  }
  if (value.length > mask.length) return { code: 'code.too-long', why: `it has ${value.length} characters` };
  return value;
}

const FITS: Readonly<Record<string, RegExp>> = { '9': /^[0-9]$/, A: /^[A-Za-z]$/, X: /^[A-Za-z0-9]$/ };
const CHARACTERS: Readonly<Record<string, string>> = { '9': 'a figure', A: 'a letter', X: 'a letter or figure' };

function fitSections(text: string, mask: Mask): string | Misfit {
  const value = mask.keepsCase ? text.trim() : text.trim().toUpperCase();
  // 1. Cut at delimiters; nothing else may stand between sections.
  const parts: string[] = [''];
  const between: string[] = [];
  for (const character of value) {
    if (/^[A-Za-z0-9]$/.test(character)) parts[parts.length - 1] += character;
    else if (!mask.delimiters.has(character)) {
      if (character === ' ') return outside('it has a blank inside');
      return { code: 'code.bad-character', why: `the character "${character}" cannot stand in it` };
    } else if (parts[parts.length - 1] === '' && between.length > 0) between[between.length - 1] += character;
    else {
      between.push(character);
      parts.push('');
    }
  }
  // 2. The same number of sections, cut by the mask's own punctuation or by one delimiter throughout.
  if (mask.sections.length > 1 && parts.length === 1) {
    return { code: 'code.without-sections', why: 'it has no sections, and where one would begin is never guessed' };
  }
  if (parts.length !== mask.sections.length) {
    return outside(`it has ${sections(parts.length)}, not ${mask.sections.length}`);
  }
  const own = between.every((delimiter, index) => delimiter === mask.punctuation[index]);
  const uniform = between.every((delimiter) => delimiter === between[0] && delimiter.length === 1);
  if (!own && !uniform) return outside('its sections are divided in different ways');
  // 3. Each section as long as the mask says, of the characters it says.
  for (const [index, section] of mask.sections.entries()) {
    const misfit = fitSection(parts[index]!, section, index);
    if (misfit !== null) return misfit;
  }
  return parts.map((part, index) => part + (mask.punctuation[index] ?? '')).join('');
}

function fitSection(part: string, section: string, index: number): Misfit | null {
  const name = `its section ${index + 1} "${part}"`;
  if (part.length !== section.length) {
    return outside(
      `${name} has ${part.length} ${part.length === 1 ? 'character' : 'characters'}, not ${section.length}`,
    );
  }
  for (let i = 0; i < section.length; i++) {
    if (!FITS[section[i]!]!.test(part[i]!)) {
      return outside(`${name} has "${part[i]}" where ${CHARACTERS[section[i]!]} stands`);
    }
  }
  return null;
}

function outside(why: string): Misfit {
  return { code: 'code.outside-mask', why };
}

function sections(count: number): string {
  return count === 1 ? '1 section' : `${count} sections`;
}

// ------------------------------------------------------------------------------------------ code, then a name

const SPACED_DELIMITER = /\s+[-–—/.:]\s+/g;

/**
 * `01-3120 - Vice President`, `L - Labor`: the name after a delimiter between blanks goes. Under a mask the code is the
 * part that fits; without one only a text that does not fit as a whole is cut, at its first such delimiter.
 */
function withoutName(text: string, mask: Mask, fit: Fit): string | null {
  for (const match of text.matchAll(SPACED_DELIMITER)) {
    const before = text.slice(0, match.index);
    const code = fit(mask.sections.length === 0 ? before : squeeze(before), mask);
    if (mask.sections.length === 0) return typeof code === 'string' && excelDate(code) === null ? code : null;
    if (typeof code === 'string') return code;
  }
  // `03 - 300`: blanks around the delimiters and no name.
  const squeezed = squeeze(text);
  if (mask.sections.length === 0 || squeezed === text) return null;
  const code = fit(squeezed, mask);
  return typeof code === 'string' ? code : null;
}

function squeeze(text: string): string {
  return text.trim().replace(/\s*([-/.])\s*/g, '$1');
}

// -------------------------------------------------------------------------------------------- Excel's dates

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
const MONTH = `(${MONTHS.join('|')})[a-z]{0,6}`;
const DAY_MONTH = new RegExp(`^(\\d{1,2})-${MONTH}(?:-(\\d{4}|\\d{2}))?$`, 'i');
const MONTH_DAY = new RegExp(`^${MONTH}-(\\d{4}|\\d{2})$`, 'i');
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})(?:[T ]\d{2}:\d{2}\S*)?$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?$/;

/** The numbers a code may have had before Excel read it as a date, likeliest first; null when the text is no date. */
function excelDate(text: string): readonly (readonly number[])[] | null {
  const monthOf = (name: string): number => MONTHS.indexOf(name.toLowerCase() as (typeof MONTHS)[number]) + 1;
  const dayMonth = DAY_MONTH.exec(text);
  if (dayMonth !== null) {
    return beforeExcel(
      monthOf(dayMonth[2]!),
      Number(dayMonth[1]),
      dayMonth[3] === undefined ? null : Number(dayMonth[3]),
    );
  }
  const month = MONTH_DAY.exec(text);
  if (month !== null) return monthAndYear(monthOf(month[1]!), Number(month[2]));
  const iso = ISO_DATE.exec(text);
  if (iso !== null) return beforeExcel(Number(iso[2]), Number(iso[3]), Number(iso[1]));
  const slashed = SLASHED.exec(text);
  if (slashed === null) return null;
  const [a, b] = [Number(slashed[1]), Number(slashed[2])];
  return a > 12 ? beforeExcel(b, a, Number(slashed[3])) : beforeExcel(a, b, Number(slashed[3]));
}

/** `3-015` was month and day; `3-2015` a month and a year, kept as its first day; `3-15-26` all three. */
function beforeExcel(month: number, day: number, year: number | null): readonly (readonly number[])[] | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const twoNumbers = [
    [month, day],
    [day, month],
  ];
  if (year === null) return twoNumbers;
  const dated = [
    [month, day, year % 100],
    [month, day, year],
    [day, month, year % 100],
  ];
  return day === 1 ? [...monthAndYear(month, year), ...twoNumbers, ...dated] : [...twoNumbers, ...dated];
}

function monthAndYear(month: number, year: number): number[][] {
  if (year >= 100)
    return [
      [month, year % 100],
      [month, year],
    ];
  return [
    [month, year],
    [month, year < 30 ? 2000 + year : 1900 + year],
  ];
}

/** A text within a plain length may still be a date that Excel made; a mask settles the question by itself. */
function looksDamaged(value: string, text: string, mask: Mask, candidates: readonly string[] | undefined): boolean {
  if (mask.sections.length > 0 || excelDate(text.trim()) === null) return false;
  return candidates === undefined || !candidates.includes(value);
}

// ---------------------------------------------------------------------------------------------------- refusal

function refused(text: string, mask: Mask, fit: Fit, candidates: readonly string[] | undefined): CodeFormat {
  const code = text.trim().split(SPACED_DELIMITER)[0]!;
  const known = candidates ?? null;
  const misfit = fit(code, mask);
  const numbers = excelDate(code) ?? (mask.sections.length > 0 ? twoNumbers(code) : null);
  if (numbers !== null || typeof misfit === 'string') {
    const why = 'it is a date: Excel turned the code into one';
    const proposals = proposalsOf(numbers ?? [], mask, known);
    return refusal(
      { code: 'code.excel-date', why },
      'Set the column to Text in Excel and type the code again.',
      code,
      mask,
      proposals,
    );
  }
  const built = unpadded(code, mask);
  const proposals =
    known === null
      ? built
      : [...new Set([...built.filter((proposal) => known.includes(proposal)), ...nearest(code, known)])];
  return refusal(misfit, 'Type it in that format.', code, mask, proposals);
}

function refusal(misfit: Misfit, advice: string, text: string, mask: Mask, proposals: readonly string[]): CodeFormat {
  const close = proposals.slice(0, 3);
  const shown = visibleText(text, 60);
  if (misfit.code === 'code.too-long') {
    return {
      ok: false,
      code: misfit.code,
      message: `"${shown}" has ${text.trim().length} characters; Sage takes ${mask.description}. Shorten it.`,
    };
  }
  return {
    ok: false,
    code: misfit.code,
    message:
      `"${shown}" is not a code of the format ${mask.description}: ${misfit.why}. ${advice}` +
      (close.length > 0 ? ` Nearest: ${close.join(', ')}.` : ''),
    ...(close.length > 0 ? { nearest: close } : {}),
  };
}

/** `3-15`: too short for a date, and what Excel would make one of; null when no day has these numbers. */
function twoNumbers(text: string): readonly (readonly number[])[] | null {
  const match = /^([1-9]\d?)[-/]([1-9]\d?)$/.exec(text);
  if (match === null) return null;
  const [a, b] = [Number(match[1]), Number(match[2])];
  return beforeExcel(Math.min(a, b), Math.max(a, b), null) === null ? null : [[a, b]];
}

/** Codes whose sections are these numbers: known ones, or with none known those of the mask. */
function proposalsOf(numbers: readonly (readonly number[])[], mask: Mask, known: readonly string[] | null): string[] {
  const found = new Set<string>();
  for (const sequence of numbers) {
    for (const code of known ?? []) if (hasNumbers(code, sequence)) found.add(code);
    const built = known === null ? padded(sequence.map(String), mask) : null;
    if (built !== null) found.add(built);
  }
  return [...found];
}

function hasNumbers(code: string, sequence: readonly number[]): boolean {
  const parts = code.split(/[^A-Za-z0-9]+/);
  return (
    parts.length === sequence.length &&
    parts.every((part, index) => /^\d+$/.test(part) && Number(part) === sequence[index])
  );
}

/** What the text would be with the zeros it lacks, or with sections where the mask has them: shown, never taken. */
function unpadded(text: string, mask: Mask): string[] {
  if (mask.sections.length === 0) return [];
  const parts = text.split(/[^A-Za-z0-9]+/);
  const whole = mask.sections.join('').length;
  if (parts.length === 1 && text.length === whole) {
    let from = 0;
    const cut = mask.sections.map((section) => text.slice(from, (from += section.length)));
    return [padded(cut, mask)].filter((code) => code !== null);
  }
  return [endPadded(parts, mask), padded(parts, mask)].filter((code) => code !== null);
}

/** `03-30` may be `03-300`: a program that took it for a number lost zeros at its end. */
function endPadded(parts: readonly string[], mask: Mask): string | null {
  const length = mask.sections[parts.length - 1]?.length ?? 0;
  const last = parts[parts.length - 1]!;
  return last.length < length && /^\d+$/.test(last)
    ? padded([...parts.slice(0, -1), last.padEnd(length, '0')], mask)
    : null;
}

/** Null when the parts do not fit the mask even with leading zeros. */
function padded(parts: readonly string[], mask: Mask): string | null {
  if (parts.length !== mask.sections.length) return null;
  const full = parts.map((part, index) =>
    /^\d+$/.test(part) ? part.padStart(mask.sections[index]!.length, '0') : part,
  );
  const code = fitSections(full.map((part, index) => part + (mask.punctuation[index] ?? '')).join(''), mask);
  return typeof code === 'string' ? code : null;
}
