/**
 * Money as whole cents, and the other fixed-point numbers as whole ten-thousandths or hundredths.
 * Promise: every conversion between text and number is exact, every result is a safe integer or is refused; no floating
 * fraction ever holds an amount. Rounding happens in one place (`multiplyToCents`), half away from zero.
 * Does not: read what people type (`parse-cell` does); these functions take the plain form `-1234.50`.
 */
import { InvariantFault } from './faults.js';
import type { Kind } from './nouns.js';

/** Decimals that each kind of number keeps in memory; `null` for kinds that are no fixed-point number. */
export const DECIMALS: Readonly<Record<Kind, number | null>> = {
  text: null,
  code: null,
  choice: null,
  date: null,
  boolean: null,
  integer: 0,
  money: 2,
  hours: 2,
  quantity: 4,
  'unit-cost': 4,
  percent: 4,
  rate: 4,
};

const REPORT = { remedy: 'Report this with the batch id and the file; nothing was written.' } as const;

const POWERS = [1, 10, 100, 1_000, 10_000] as const;
/** quantity × 10⁴ times unit cost × 10⁴ is dollars × 10⁸, that is cents × 10⁶. */
const PRODUCT_PER_CENT = 1_000_000;

/**
 * Plain decimal text (`-1234.5`, no separators) → whole units of `10^-decimals`. Null when the text is not plain,
 * has more decimals than fit (zeros apart), or is over 2^53.
 */
export function parseScaled(text: string, decimals: number): number | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const fraction = match[3] ?? '';
  if (/[^0]/.test(fraction.slice(decimals))) return null;
  const scaled = Number(match[2]! + fraction.slice(0, decimals).padEnd(decimals, '0'));
  if (!Number.isSafeInteger(scaled)) return null;
  return match[1] === '-' && scaled !== 0 ? -scaled : scaled;
}

/** Whole units of `10^-decimals` → plain decimal text with exactly that many decimals. */
export function formatScaled(value: number | bigint, decimals: number): string {
  if (decimals === 0) return String(value);
  const negative = value < 0;
  const digits = String(negative ? -value : value).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return `${negative ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** `"1234.50"` → 123450. Null when the text is not a plain amount of at most two decimals. */
export function parseCents(text: string): number | null {
  return parseScaled(text, 2);
}

/** 123450 → `"1234.50"`. */
export function formatCents(cents: number | bigint): string {
  return formatScaled(cents, 2);
}

/** Sum of two whole numbers of cents; refuses to leave the range in which numbers are exact. */
export function addCents(aCents: number, bCents: number): number {
  const sum = aCents + bCents;
  if (!Number.isSafeInteger(sum)) {
    throw new InvariantFault(
      `A sum of cents left the range in which numbers are exact: ${aCents} + ${bCents}.`,
      REPORT,
    );
  }
  return sum;
}

/**
 * Quantity × unit cost (both whole ten-thousandths), or amount × percent (whole cents × ten-thousandths of a percent),
 * → whole cents, half a cent away from zero. Null when the product is over 2^53 cents: it equals no amount we can hold.
 */
export function multiplyToCents(quantity: number, unitCost: number): number | null {
  const product = quantity * unitCost;
  // A product within 2^53 is exact as a number; only larger ones need bigint.
  if (Math.abs(product) <= Number.MAX_SAFE_INTEGER) {
    // The remainder goes off first: a quotient with a fraction could round up to the next whole cent by itself.
    const rest = product % PRODUCT_PER_CENT;
    const cents = (product - rest) / PRODUCT_PER_CENT;
    const rounded = Math.abs(rest) * 2 >= PRODUCT_PER_CENT ? cents + Math.sign(product) : cents;
    return rounded === 0 ? 0 : rounded;
  }
  const exact = BigInt(quantity) * BigInt(unitCost);
  const half = exact < 0n ? -BigInt(PRODUCT_PER_CENT / 2) : BigInt(PRODUCT_PER_CENT / 2);
  const cents = Number((exact + half) / BigInt(PRODUCT_PER_CENT));
  return Number.isSafeInteger(cents) ? cents : null;
}

/** A sum over any number of rows: exact whatever its size. Numbers carry it as long as they can, bigint takes over. */
export class MoneySum {
  private carried = 0n;
  private low = 0;

  add(cents: number): this {
    const next = this.low + cents;
    if (Number.isSafeInteger(next)) {
      this.low = next;
      return this;
    }
    if (!Number.isSafeInteger(cents)) throw new InvariantFault(`${cents} is not a whole number of cents.`, REPORT);
    this.carried += BigInt(this.low);
    this.low = cents;
    return this;
  }

  addSum(other: MoneySum): this {
    this.carried += other.cents;
    return this;
  }

  get cents(): bigint {
    return this.carried + BigInt(this.low);
  }

  equals(other: MoneySum): boolean {
    return this.cents === other.cents;
  }

  /** Plain text with two decimals. */
  toString(): string {
    return formatCents(this.cents);
  }
}

/**
 * Splits a total by weights so that the parts add up to it to the cent: each gets its share cut towards zero, and the
 * cents left over go to the largest remainders, ties to the first. Weights are whole numbers, none negative; all zero
 * means equal.
 */
export function allocateLargestRemainder(totalCents: number, weights: readonly number[]): number[] {
  if (weights.length === 0) throw new InvariantFault('An amount cannot be shared among nobody.', REPORT);
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) {
      throw new InvariantFault(`${weight} is no weight to share by.`, REPORT);
    }
  }
  let whole = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  const even = whole === 0n;
  if (even) whole = BigInt(weights.length);
  const sign = totalCents < 0 ? -1 : 1;
  const total = BigInt(Math.abs(totalCents));
  const shares = weights.map((weight, index) => {
    const part = total * (even ? 1n : BigInt(weight));
    return { index, cents: Number(part / whole), rest: part % whole };
  });
  const left = Number(total - shares.reduce((sum, share) => sum + BigInt(share.cents), 0n));
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const share of byRest.slice(0, left)) share.cents += 1;
  return shares.map((share) => (share.cents === 0 ? 0 : sign * share.cents));
}

/** 10^decimals, for the four scales in use. */
export function unitOf(decimals: number): number {
  return POWERS[decimals]!;
}
