/**
 * Whole cents, hundredths and counts become the text that paper, terminal and files show.
 * Promise: exact (no floating fraction on the way); on paper negatives stand in parentheses, zero is `-`, "not known"
 * is `–`; in files (`plain…`) money is always a decimal with two places and a minus sign.
 * Does not: round, convert or add anything.
 */
import type { MeasureRow } from '../../core/report-model.js';

/** What paper prints where nothing is known. Never used for zero. */
export const NOT_KNOWN = '–';
/** What paper prints for zero. */
export const ZERO = '-';

/** Cents on paper: `1,234.50`, `(1,234.50)`, `-` for zero, `–` for not known. */
export function formatAmount(cents: number | null): string {
  if (cents === null) return NOT_KNOWN;
  if (cents === 0) return ZERO;
  const text = groupThousands(plainAmount(Math.abs(cents)));
  return cents < 0 ? `(${text})` : text;
}

/** A count on paper: `1,234`, `(12)`, `-`, `–`. */
export function formatCount(count: number | null): string {
  if (count === null) return NOT_KNOWN;
  if (count === 0) return ZERO;
  const text = groupThousands(String(Math.abs(count)));
  return count < 0 ? `(${text})` : text;
}

/** A figure of page 1: money and hours with two decimals, counts as whole numbers. */
export function formatMeasure(value: number | null, unit: MeasureRow['unit']): string {
  return unit === 'count' ? formatCount(value) : formatAmount(value);
}

/** Hundredths of a percent on paper: `45.25`. */
export function formatPercent(hundredths: number | null): string {
  return formatAmount(hundredths);
}

/** Cents for files: `-1234.50`, `0.00`. */
export function plainAmount(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError(`${cents} is not a whole number of cents`);
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const sign = cents < 0 ? '-' : '';
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The other way round, for summaries that carry money as text: `"-1234.50"` → `-123450`. */
export function centsOfPlainAmount(text: string): number {
  const parts = /^(-?)(\d+)\.(\d{2})$/.exec(text);
  if (parts === null) throw new RangeError(`"${text}" is not an amount with two decimals`);
  const cents = Number(`${parts[2]}${parts[3]}`);
  return parts[1] === '-' && cents !== 0 ? -cents : cents;
}

/** ISO date or instant → `03/14/2025`, the way Sage prints dates. What is no date stays as it is. */
export function formatDate(iso: string | null): string {
  if (iso === null || iso === '') return NOT_KNOWN;
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso);
  return parts === null ? iso : `${parts[2]}/${parts[3]}/${parts[1]}`;
}

/** ISO instant in UTC → `03/14/2025 02:10 UTC`. */
export function formatInstant(iso: string | null): string {
  if (iso === null || iso === '') return NOT_KNOWN;
  const parts = /^\d{4}-\d{2}-\d{2}T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.exec(iso);
  if (parts === null) return formatDate(iso);
  const zone = parts[2] === undefined ? '' : ` ${parts[2] === 'Z' ? 'UTC' : parts[2]}`;
  return `${formatDate(iso)} ${parts[1]}${zone}`;
}

/** From one instant to another: `03/14/2025 02:10:03 to 02:10:21 UTC`. */
export function formatSpan(from: string, to: string): string {
  const clock = (iso: string): string => /T(\d{2}:\d{2}:\d{2})/.exec(iso)?.[1] ?? '';
  const [first, last] = [clock(from), clock(to)];
  if (first === '' || last === '') return `${formatInstant(from)} to ${formatInstant(to)}`;
  const day = from.slice(0, 10) === to.slice(0, 10) ? '' : `${formatDate(to)} `;
  return `${formatDate(from)} ${first} to ${day}${last}${to.endsWith('Z') ? ' UTC' : ''}`;
}

/** Row numbers as people cite them: `rows 17–19, 22`. */
export function formatRows(rows: readonly number[]): string {
  const spans: string[] = [];
  for (let index = 0; index < rows.length; index += 1) {
    const first = rows[index] as number;
    let last = first;
    while (rows[index + 1] === last + 1) {
      last += 1;
      index += 1;
    }
    spans.push(first === last ? String(first) : `${first}–${last}`);
  }
  return `${rows.length === 1 ? 'row' : 'rows'} ${spans.join(', ')}`;
}

/** `1 row`, `2 rows`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count === 0 ? 'no' : groupThousands(String(count))} ${count === 1 ? one : many}`;
}

/**
 * Text for eyes: line breaks and control characters become spaces, and the characters that turn the reading direction
 * are dropped, so that no cell of an extract can move a cursor, end a row or show an amount backwards.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function groupThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
