/** COPY text, byte by byte: exact decimals, escapes, and rows of any size. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvariantFault } from '../../src/core/faults.js';
import { CopyText, type CopyValue } from '../../src/store/copy-text.js';

function textOf(write: (text: CopyText) => void): string {
  const text = new CopyText(['a', 'b', 'c']);
  write(text);
  return Buffer.from(text.take() ?? []).toString('utf8');
}

const rowText = (...row: CopyValue[]): string => textOf((text) => text.row(row));

describe('amounts', () => {
  /** The decimal as PostgreSQL understands it, without a float on the way. */
  function decimalOf(value: number, scale: number): string {
    const digits = (value < 0 ? -BigInt(value) : BigInt(value)).toString().padStart(scale + 1, '0');
    return `${value < 0 ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  }

  function written(value: number, scale: number): string {
    return textOf((text) => {
      text.decimal(value, scale);
      text.endRow();
    });
  }

  it('are exact up to the largest whole number', () => {
    const value = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer({ min: -100_000, max: 100_000 }),
      fc.constantFrom(0, -0, 1, -1, 99, 100, 9_999, 10_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER),
      fc.integer({ min: 1, max: 15 }).chain((power) => fc.constantFrom(10 ** power, 10 ** power - 1, -(10 ** power))),
    );
    fc.assert(
      fc.property(value, fc.constantFrom(2, 4), (whole, scale) => {
        expect(written(whole, scale)).toBe(`${decimalOf(whole, scale)}\n`);
      }),
      { numRuns: 3_000 },
    );
  });

  it('are refused where they are no whole number', () => {
    for (const value of [12.5, Infinity, -Infinity, NaN, 2 ** 53]) expect(() => written(value, 2)).toThrow('column a');
  });

  it('have a nought before the point', () => {
    expect([written(5, 2), written(-5, 2), written(0, 4), written(123_456, 4)]).toEqual([
      '0.05\n',
      '-0.05\n',
      '0.0000\n',
      '12.3456\n',
    ]);
  });
});

describe('texts', () => {
  /** What the manual of COPY's text format says, character by character. */
  function escaped(value: string): string {
    const names: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
    return [...value].map((character) => names[character] ?? character).join('');
  }

  it('are escaped, short or long, of one byte a character or several', () => {
    const character = fc.constantFrom('a', 'Z', '0', ' ', '\\', '\t', '\n', '\r', '\u000b', '\u007f', 'é', '€', '😀');
    const value = fc.string({ unit: character, maxLength: 120 });
    fc.assert(
      fc.property(value, value, (one, other) => {
        expect(rowText(one, other)).toBe(`${escaped(one)}\t${escaped(other)}\n`);
      }),
      { numRuns: 2_000 },
    );
  });

  it('tell null, an empty text and the two letters of null apart', () => {
    expect(rowText(null, '', '\\N')).toBe('\\N\t\t\\\\N\n');
    expect(rowText(true, false, -12)).toBe('t\tf\t-12\n');
  });

  it('refuse NUL by the name of its column', () => {
    for (const value of ['a\u0000', 'a\u0000'.padEnd(80)]) {
      const refused = expect(() => rowText('x', value));
      refused.toThrow(InvariantFault);
      refused.toThrow('column b');
    }
  });
});

it('takes rows of any size, and begins anew when they are taken', () => {
  const text = new CopyText(['a']);
  expect(text.take()).toBeNull();
  const long = '€'.repeat(100_000);
  for (let row = 0; row < 40; row++) text.row([row % 2 === 0 ? long : 'short']);
  const taken = text.take()!;
  expect(Buffer.from(taken).toString('utf8')).toBe(`${long}\nshort\n`.repeat(20));
  expect(taken.buffer.byteLength).toBe(taken.length);
  text.row(['next']);
  expect(text.bytesOfRow()).toHaveLength(0);
  text.text('half a row');
  expect(Buffer.from(text.bytesOfRow()).toString('utf8')).toBe('half a row\t');
  expect(Buffer.from(text.take()!).toString('utf8')).toBe('next\n');
});
