/**
 * Numbers of JSON as plain decimals.
 * Promise: every digit stays as written; no number passes through floating point.
 * Does not: parse money or quantities; `parse-cell` does.
 */

/** `1.5e3` → `1500`, by moving the point; an exponent beyond any ledger stays as written and will not parse. */
export function plainDecimal(number: string): string {
  const [, sign, whole, fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d+)$/.exec(number) ?? [];
  if (whole === undefined || exponent === undefined) return number;
  const shift = Number(exponent);
  if (Math.abs(shift) > 100) return number;
  const digits = whole + fraction;
  const point = whole.length + shift;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  const padded = digits.padEnd(point, '0');
  const integer = padded.slice(0, point).replace(/^0+(?=\d)/, '');
  return point < padded.length ? `${sign}${integer}.${padded.slice(point)}` : `${sign}${integer}`;
}
