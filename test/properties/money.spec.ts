/** Money, cells and dates on generated values: nothing is lost on the way there and back, and shares add up. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  allocateLargestRemainder,
  formatCents,
  formatScaled,
  MoneySum,
  multiplyToCents,
  parseCents,
  parseScaled,
} from '../../src/core/money.js';

const numRuns = Number(process.env['TIEOUT_PROPERTY_CASES'] ?? 500);
const TIME_MAX = 600_000;
const cents = fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value));

describe('money', () => {
  it(
    'comes back from its text',
    () => {
      fc.assert(
        fc.property(cents, (value) => parseCents(formatCents(value)) === value),
        { numRuns },
      );
      fc.assert(
        fc.property(
          cents,
          fc.constantFrom(0, 2, 4),
          (value, decimals) => parseScaled(formatScaled(value, decimals), decimals) === value,
        ),
        { numRuns },
      );
    },
    TIME_MAX,
  );

  it(
    'sums like bigint',
    () => {
      fc.assert(
        fc.property(fc.array(cents), (values) => {
          const sum = new MoneySum();
          for (const value of values) sum.add(value);
          expect(sum.cents).toBe(values.reduce((total, value) => total + BigInt(value), 0n));
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );

  it(
    'multiplies like exact fractions, half a cent away from zero',
    () => {
      const factor = fc.oneof(fc.integer({ min: -2_000_000, max: 2_000_000 }), cents);
      fc.assert(
        fc.property(factor, factor, (quantity, cost) => {
          const product = BigInt(quantity) * BigInt(cost);
          const size = product < 0n ? -product : product;
          const rounded = (size * 2n + 1_000_000n) / 2_000_000n;
          const exact = product < 0n ? -rounded : rounded;
          const expected =
            exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < -BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(exact);
          expect(multiplyToCents(quantity, cost)).toBe(expected);
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );

  it(
    'is shared without a cent lost, by weight, and not twice differently',
    () => {
      const weights = fc.array(fc.nat(), { minLength: 1, maxLength: 40 });
      fc.assert(
        fc.property(cents, weights, (total, shares) => {
          const parts = allocateLargestRemainder(total, shares);
          expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(total));
          const whole = shares.reduce((sum, weight) => sum + BigInt(weight), 0n);
          if (whole === 0n) return;
          for (const [index, part] of parts.entries()) {
            const away = BigInt(part) * whole - BigInt(total) * BigInt(shares[index]!);
            expect(away < whole && away > -whole).toBe(true);
          }
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );
});
