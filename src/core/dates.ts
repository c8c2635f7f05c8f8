/**
 * Civil dates as ISO text `YYYY-MM-DD`.
 * Promise: a date is the day that was written, never shifted by a time zone; each is checked against the calendar; the
 * order of day and month comes from the company's profile and is never guessed from the figures.
 * Does not: use `Date`, know what day it is, or read month names (Excel's `15-Mar` is a damaged code, see `code-mask`).
 */
import type { IssueCode } from './nouns.js';
import { visibleText } from './visible-text.js';

export type DateOrder = 'MDY' | 'DMY' | 'YMD';

export interface DateProblem {
  readonly code: IssueCode;
  readonly message: string;
}

/** Two-digit years from here up are 19xx, below are 20xx. */
const PIVOT_YEAR = 70;
/** PostgreSQL and Sage reach further down; in construction an older year is a slip of the keyboard. */
const YEAR_MIN = 1900;

const TIME =
  '(?:[T ]\\s*(?:[01]?\\d|2[0-4]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d+)?)?\\s*(?:[AaPp][Mm])?' +
  '\\s*(?:Z|UTC|[+-]\\d{2}:?\\d{2})?)?';
const ISO = new RegExp(`^(\\d{4})-(\\d{2})-(\\d{2})${TIME}$`);
/** Slashes with any year; dashes and dots only with a year of four digits, so that a code is not taken for a date. */
const YEAR_LAST = new RegExp(
  `^(\\d{1,2})(?:/(\\d{1,2})/(\\d{4}|\\d{2})|-(\\d{1,2})-(\\d{4})|\\.(\\d{1,2})\\.(\\d{4}))${TIME}$`,
);
const YEAR_FIRST = new RegExp(`^(\\d{4}|\\d{2})/(\\d{1,2})/(\\d{1,2})${TIME}$`);

const ORDER_WORDS: Readonly<Record<DateOrder, string>> = {
  MDY: 'month first (MM/DD/YYYY)',
  DMY: 'day first (DD/MM/YYYY)',
  YMD: 'year first (YYYY/MM/DD)',
};

/** Text → ISO date, or what is wrong with it. The text is trimmed. */
export function parseDate(text: string, order: DateOrder): string | DateProblem {
  // 1. ISO, by far the commonest: the date part counts, a time and its zone are left aside.
  const iso = ISO.exec(text);
  if (iso !== null) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3])) ?? notInCalendar(text);
  // 2. The company's own order.
  const parts = YEAR_LAST.exec(text);
  if (parts !== null && order !== 'YMD') return yearLast(text, parts, order);
  const first = YEAR_FIRST.exec(text);
  if (order === 'YMD') {
    // `01/02/26` has the shape of both; under YMD it is read as the profile says.
    if (first !== null) {
      return dateOf(fullYear(first[1]!), Number(first[2]), Number(first[3])) ?? notInOrder(text, order);
    }
    if (parts !== null) return notInOrder(text, order);
  }
  // 3. Nothing else is a date.
  if (first !== null && first[1]!.length === 4) return notInOrder(text, order);
  return { code: 'cell.not-a-date', message: `"${shown(text)}" is not a date. ${expected(order)}` };
}

function yearLast(text: string, parts: RegExpExecArray, order: 'MDY' | 'DMY'): string | DateProblem {
  const a = Number(parts[1]);
  const b = Number(parts[2] ?? parts[4] ?? parts[6]);
  const year = fullYear((parts[3] ?? parts[5] ?? parts[7])!);
  const date = order === 'MDY' ? dateOf(year, a, b) : dateOf(year, b, a);
  if (date !== null) return date;
  const swapped = order === 'MDY' ? dateOf(year, b, a) : dateOf(year, a, b);
  if (swapped === null) return notInCalendar(text);
  return {
    code: 'cell.date-order',
    message:
      `"${shown(text)}" is no date when read ${ORDER_WORDS[order]}, as this company's profile says; ` +
      `it is one only in the other order. Type ${swapped} if that is the day meant.`,
  };
}

function notInOrder(text: string, order: DateOrder): DateProblem {
  return {
    code: 'cell.date-order',
    message:
      `"${shown(text)}" is not written ${ORDER_WORDS[order]}, the order this company's profile sets, ` +
      'and another order is never guessed. Type the date as YYYY-MM-DD.',
  };
}

function notInCalendar(text: string): DateProblem {
  return {
    code: 'cell.not-a-date',
    message:
      `"${shown(text)}" has the form of a date, but there is no such day (years count from ${YEAR_MIN}). ` +
      'Type the day as YYYY-MM-DD.',
  };
}

function expected(order: DateOrder): string {
  return `Expected YYYY-MM-DD, or a date written ${ORDER_WORDS[order]}. Type it as YYYY-MM-DD.`;
}

function shown(text: string): string {
  return visibleText(text, 40);
}

function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < PIVOT_YEAR ? 2000 + year : 1900 + year;
}

/** Null when there is no such day. */
function dateOf(year: number, month: number, day: number): string | null {
  if (year < YEAR_MIN || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return `${year}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** True for `YYYY-MM-DD` of a day that exists. */
export function isIsoDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  return match !== null && dateOf(Number(match[1]), Number(match[2]), Number(match[3])) !== null;
}

/** `2026-03-15` → `2026-03`. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** A span of the calendar; negative counts back. */
export interface DateShift {
  readonly years?: number;
  readonly months?: number;
  readonly days?: number;
}

/**
 * The date moved by years and months, then by days. A day that the month it comes to does not have becomes that month's
 * last: 29 February and a year is 28 February, 31 January and a month is 28 or 29 February. Null where the year is none
 * that an extract can hold (1900–9999).
 */
export function shiftDate(date: string, { years = 0, months = 0, days = 0 }: DateShift): string | null {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + years * 12 + months;
  const [year, inYear] = [Math.floor(month / 12), (month % 12) + 1];
  if (year < 0) return null;
  const day = Math.min(Number(date.slice(8, 10)), daysInMonth(year, inYear));
  const moved = addDays(isoOf(year, inYear, day), days);
  return moved.length === 10 && moved >= `${YEAR_MIN}` ? moved : null;
}

export function addDays(date: string, days: number): string {
  return isoOfDays(daysOf(date) + days);
}

/** Days from the first date to the second; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return daysOf(to) - daysOf(from);
}

/**
 * Days since 0000-03-01. Counting years from March puts the leap day last, so that months have the fixed offsets
 * (153 m + 2) / 5.
 */
function daysOf(date: string): number {
  const month = Number(date.slice(5, 7));
  const year = Number(date.slice(0, 4)) - (month <= 2 ? 1 : 0);
  const fromMarch = (month + 9) % 12;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leapDays + Math.floor((153 * fromMarch + 2) / 5) + Number(date.slice(8, 10)) - 1;
}

function isoOfDays(days: number): string {
  // 146,097 days are 400 years; the estimate is off by at most one year, which the loop takes back.
  let year = Math.floor((days * 400 + 591) / 146_097);
  const startOf = (y: number): number => 365 * y + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  while (startOf(year) > days) year -= 1;
  while (startOf(year + 1) <= days) year += 1;
  const dayOfYear = days - startOf(year);
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  return isoOf(month <= 2 ? year + 1 : year, month, day);
}

function isoOf(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}
