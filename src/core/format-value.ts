/**
 * Values as an accountant reads them: cents as 1,234.50, ten-thousandths without needless zeros, dates as ISO text.
 * Promise: the inverse of parsing, for messages, lists and lineage. Does not: round.
 */
import type { Kind, Value } from './nouns.js';

export function formatValue(value: Value, kind: Kind): string {
  if (value === null || value === undefined) return '(none)';
  if (typeof value !== 'number') return String(value);
  if (kind === 'money' || kind === 'hours') return formatScaled(value, 2, 2);
  if (kind === 'quantity' || kind === 'unit-cost' || kind === 'percent' || kind === 'rate')
    return formatScaled(value, 4, 0);
  return String(value);
}

function grouped(whole: string): string {
  let rest = whole.length;
  let text = '';
  for (; rest > 3; rest -= 3) text = `,${whole.slice(rest - 3, rest)}${text}`;
  return whole.slice(0, rest) + text;
}

/** Two decimals, as almost every number has: the remainder goes off first, so that the division is exact. */
function formatHundredths(value: number): string {
  const digits = Math.abs(value);
  const cents = digits % 100;
  const dollars = (digits - cents) / 100;
  const whole = dollars < 1_000 ? String(dollars) : grouped(String(dollars));
  return `${value < 0 ? '-' : ''}${whole}${cents < 10 ? '.0' : '.'}${cents}`;
}

/** A whole number of `10^-scale` as decimal text with thousands separators and at least `decimalsMin` decimals. */
export function formatScaled(value: number, scale: number, decimalsMin: number): string {
  if (scale === 2 && decimalsMin === 2) return formatHundredths(value);
  const digits = String(Math.abs(value)).padStart(scale + 1, '0');
  const whole = grouped(digits.slice(0, -scale));
  let length = digits.length;
  while (length > digits.length - scale + decimalsMin && digits.charCodeAt(length - 1) === 48) length--;
  const decimals = digits.slice(-scale, length);
  return `${value < 0 ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
}
