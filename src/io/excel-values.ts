/**
 * What Excel's stored numbers mean as text: decimals, dates and times, cell addresses.
 * Promise: the text is what a person sees in a wide enough column: leading zeros and percent signs of the format, all
 * digits there are, no exponent, no thousands separators, no time zone; dates are counted by hand in UTC, in both of
 * Excel's calendars.
 * Does not: know workbooks; guess. What stands for no day or no number is `null`.
 */

/**
 * How a cell's number format shows a number. `filled`: a format of zeros and signs between them, such as `00000` for a
 * ZIP code or `00-000` for a cost code.
 */
export type NumberLook = 'number' | 'percent' | DateLook | { readonly filled: string };
export type DateLook = 'date' | 'time' | 'elapsed';

export function isDateLook(look: NumberLook): look is DateLook {
  return look === 'date' || look === 'time' || look === 'elapsed';
}

const SECONDS_PER_DAY = 86_400;
const SIGNIFICANT_DIGITS = 15;
/** Decimal text that comes out of a floating-point number as it went in, while it has no more digits than 15. */
const PLAIN = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
// 9999-12-31 in either calendar; Excel shows ##### beyond.
const LAST_SERIAL_1900 = 2_958_465;
const DAYS_1904 = 1_462;
const COLUMNS = 16_384;
const ROWS = 1_048_576;

/**
 * Decimal text of a number as a workbook stores it: the 15 significant digits that Excel keeps (0.30000000000000004 is
 * 0.3). A plain whole number within 2^53 keeps all its digits: identifiers written by programs have up to 16.
 */
export function numberText(stored: string): string | null {
  if (stored.length <= SIGNIFICANT_DIGITS && PLAIN.test(stored)) return stored === '-0' ? '0' : stored;
  const value = stored.trim() === '' ? Number.NaN : Number(stored);
  if (!Number.isFinite(value)) return null;
  if (/^-?\d+$/.test(stored) && Number.isSafeInteger(value)) return String(value === 0 ? 0 : value);
  const [mantissa, exponent] = value.toExponential(SIGNIFICANT_DIGITS - 1).split('e') as [string, string];
  const negative = mantissa.startsWith('-');
  const digits = mantissa.replace('-', '').replace('.', '').replace(/0+$/, '');
  if (digits === '') return '0';
  const point = Number(exponent) + 1;
  return (negative ? '-' : '') + placePoint(digits, point);
}

/** A number under a format that shows more than its digits: 7.5% of 0.075, 02139 of 2139, 03-300 of 3300. */
export function shownNumber(number: string, look: Exclude<NumberLook, DateLook>): string {
  if (look === 'number') return number;
  if (look === 'percent') return `${numberText(String(Number(number) * 100)) ?? number}%`;
  if (!/^\d+$/.test(number)) return number;
  const zeros = look.filled.replace(/[^0]/g, '').length;
  let digits = number.padStart(zeros, '0');
  // From the right, as Excel does; what is longer stands before the first sign.
  let text = '';
  for (const sign of [...look.filled].reverse()) {
    text = (sign === '0' ? digits.slice(-1) : sign) + text;
    if (sign === '0') digits = digits.slice(0, -1);
  }
  return digits + text;
}

function placePoint(digits: string, point: number): string {
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + '0'.repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * ISO text of a number shown as a date or time: `2025-01-31`, `2025-01-31T13:30:00`, `13:30:00`, `36:00:00` for elapsed
 * time. `null` for a serial that is no day: Excel's 1900-02-29, its 1900-01-00, negative ones, those beyond 9999.
 */
export function serialText(stored: string, look: DateLook, date1904: boolean): string | null {
  const serial = Number(stored);
  if (stored.trim() === '' || !Number.isFinite(serial) || serial < 0) return null;
  const last = date1904 ? LAST_SERIAL_1900 - DAYS_1904 : LAST_SERIAL_1900;
  if (serial >= last + 1) return null;
  const seconds = Math.round(serial * SECONDS_PER_DAY);
  if (look === 'elapsed') return clock(seconds);
  const day = Math.floor(seconds / SECONDS_PER_DAY);
  const time = seconds - day * SECONDS_PER_DAY;
  if (look === 'time' && day === 0) return clock(time);
  const date = dayText(day, date1904);
  if (date === null || time === 0) return date;
  return `${date}T${clock(time)}`;
}

function dayText(day: number, date1904: boolean): string | null {
  if (!date1904 && (day === 0 || day === 60)) return null;
  // Lotus 1-2-3 took 1900 for a leap year and Excel kept it: days before the phantom 29 February count from one day
  // later.
  const epoch = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(epoch + day * SECONDS_PER_DAY * 1000).toISOString().slice(0, 10);
}

function clock(seconds: number): string {
  const pair = (part: number): string => String(part).padStart(2, '0');
  return `${pair(Math.floor(seconds / 3600))}:${pair(Math.floor(seconds / 60) % 60)}:${pair(seconds % 60)}`;
}

/** Excel's own formats by number; 27–36 and 50–58 are dates of its East Asian editions. */
export function lookOfBuiltIn(id: number): NumberLook {
  if (id === 9 || id === 10) return 'percent';
  if (id === 46) return 'elapsed';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time';
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  return 'number';
}

/** What a format code such as `[$-409]m/d/yy h:mm AM/PM;@` shows. */
export function lookOfFormat(code: string): NumberLook {
  const filled = code
    .split(';')[0]!
    .replace(/"([^"]*)"/g, '$1')
    .replaceAll('\\', '');
  if (/^0[0 /-]*0$/.test(filled)) return { filled };
  const shown = code
    .replace(/"[^"]*"/g, '')
    .replace(/[\\_*]./g, '')
    .split(';')[0]!;
  if (/\[(?:h+|m+|s+)\]/i.test(shown)) return 'elapsed';
  const letters = shown
    .replace(/\[[^\]]*\]/g, '')
    .replace(/AM\/PM|A\/P|General/gi, '')
    .toLowerCase();
  if (/[yd]/.test(letters)) return 'date';
  if (/[hs]/.test(letters)) return 'time';
  if (/m|b{2,}/.test(letters)) return 'date';
  return letters.includes('%') ? 'percent' : 'number';
}

/** `0` → `A`, `27` → `AB`. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** `F17` → column 5, row 17; `null` when it is no address of a sheet. */
export function addressOf(reference: string): { column: number; row: number } | null {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at++) {
    const code = reference.charCodeAt(at) & ~32;
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  let row = 0;
  const digits = at;
  for (; at < reference.length; at++) {
    const digit = reference.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9) return null;
    row = row * 10 + digit;
  }
  if (digits === 0 || at === digits || column > COLUMNS || row < 1 || row > ROWS) return null;
  return { column: column - 1, row };
}
