/** Money as whole cents: conversions, products and shares to the cent. */
import { describe, expect, it } from '@jest/globals';
import { InvariantFault } from '../../src/core/faults.js';
import {
  addCents,
  allocateLargestRemainder,
  formatCents,
  formatScaled,
  MoneySum,
  multiplyToCents,
  parseCents,
  parseScaled,
} from '../../src/core/money.js';

describe('text and cents', () => {
  it.each([
    ['0', 0, '0.00'],
    ['0.01', 1, '0.01'],
    ['-0.05', -5, '-0.05'],
    ['1234.5', 123450, '1234.50'],
    ['-0', 0, '0.00'],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER, '90071992547409.91'],
    ['1.000', 100, '1.00'],
  ])('%s is %d cents and prints as %s', (text, cents, printed) => {
    expect(parseCents(text)).toBe(cents);
    expect(formatCents(cents)).toBe(printed);
  });

  it.each(['', '.5', '1,000', '1e3', '0.001', '+1', '90071992547409.92', ' 1', '1.'])(
    '"%s" is no plain amount',
    (text) => {
      expect(parseCents(text)).toBeNull();
    },
  );

  it('keeps the decimals of the other kinds', () => {
    expect(parseScaled('12.3456', 4)).toBe(123456);
    expect(parseScaled('7.5', 2)).toBe(750);
    expect(formatScaled(-5, 4)).toBe('-0.0005');
    expect(formatScaled(12, 0)).toBe('12');
  });
});

describe('sums', () => {
  it('adds within the exact range and refuses to leave it', () => {
    expect(addCents(1, -3)).toBe(-2);
    expect(() => addCents(Number.MAX_SAFE_INTEGER, 1)).toThrow(InvariantFault);
    expect(() => addCents(0.5, 0)).toThrow(InvariantFault);
  });

  it('sums beyond 2^53', () => {
    const sum = new MoneySum().add(Number.MAX_SAFE_INTEGER).add(Number.MAX_SAFE_INTEGER).add(3);
    expect(sum.cents).toBe(2n * BigInt(Number.MAX_SAFE_INTEGER) + 3n);
    expect(String(sum)).toBe('180143985094819.85');
    expect(new MoneySum().addSum(sum).equals(sum)).toBe(true);
    expect(() => new MoneySum().add(0.5)).toThrow(InvariantFault);
  });
});

describe('products', () => {
  it.each([
    ['10', '12.5', 12500],
    ['1', '0.005', 1],
    ['1', '-0.005', -1],
    ['1', '0.0049', 0],
    ['3', '33.3333', 10000],
    ['0.3333', '0.1', 3],
    ['99999999.9999', '90', 899999999999],
    ['-0.0001', '0.0001', 0],
  ])('%s × %s is %d cents', (quantity, cost, cents) => {
    expect(multiplyToCents(parseScaled(quantity, 4)!, parseScaled(cost, 4)!)).toBe(cents);
  });

  it('rounds half a cent away from zero also beyond 2^53', () => {
    // 90,000,000.0000 × 999.9995 is 89,999,955,000.00; a ten-thousandth of a unit more ends on exactly half a cent.
    expect(multiplyToCents(900_000_000_000, 9_999_995)).toBe(8_999_995_500_000);
    expect(multiplyToCents(500_000_000_001, 5_000_000)).toBe(2_500_000_000_005);
    expect(multiplyToCents(-500_000_000_001, 5_000_000)).toBe(-2_500_000_000_005);
    expect(multiplyToCents(500_000_000_000_001, 500_000)).toBe(250_000_000_000_001);
    expect(multiplyToCents(-500_000_000_000_001, 500_000)).toBe(-250_000_000_000_001);
  });

  it('is null where no number of cents is exact', () => {
    expect(multiplyToCents(999_999_999_999, 9_999_999_999)).toBeNull();
  });
});

describe('shares', () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, [0, 0], [3, 2]],
    [0, [3, 4], [0, 0]],
    [1000, [1, 2, 7], [100, 200, 700]],
    [1, [1, 5, 5], [0, 1, 0]],
  ])('%d by %j is %j', (total, weights, shares) => {
    expect(allocateLargestRemainder(total, weights)).toEqual(shares);
  });

  it('refuses weights that mean nothing', () => {
    expect(() => allocateLargestRemainder(1, [])).toThrow(InvariantFault);
    expect(() => allocateLargestRemainder(1, [-1, 2])).toThrow(InvariantFault);
  });
});
