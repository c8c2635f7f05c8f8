/**
 * Rows in the text format of `COPY … FROM STDIN`, written byte by byte.
 * Why: a text that is put together cell by cell keeps each of its parts until it is sent, some 60 objects a row; a
 * million rows spent a sixth of their time on collecting them.
 * Promise: text arrives exactly as given (backslash, tab and line ends escaped, null as null), amounts as exact
 * decimals; NUL, which PostgreSQL cannot store, is refused by the name of its column.
 * Does not: know the types of columns.
 */
import { InvariantFault } from '../core/faults.js';

export type CopyValue = string | number | boolean | null;

const NO_BYTES = Buffer.alloc(0);
const FIRST_BYTES = 64 * 1024;
/** A buffer that one large document made larger is not kept. */
const KEPT_BYTES = 4 * 1024 * 1024;
const TAB = 9;
const LINE_FEED = 10;
const BACKSLASH = 92;
const LETTER_N = 78;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** Longer texts are looked at and written by V8 at once; for shorter ones the call takes longer than the loop. */
const LOOPED_MAX = 48;
/** A character takes three bytes at most: one outside the basic plane counts as two. */
const BYTES_PER_CHARACTER = 3;
/** Digits, sign and point of a number. */
const BYTES_PER_NUMBER = 32;
/** What the text format gives a meaning, and NUL. */
const special = /[\\\t\n\r\u0000]/;
const specials = /[\\\t\n\r\u0000]/g;

export class CopyText {
  private bytes = NO_BYTES;
  private at = 0;
  private rowStart = 0;
  private cell = 0;

  /** `columns`: their names, for what is refused. */
  constructor(private readonly columns: readonly string[]) {}

  /** Bytes written and not taken. */
  get length(): number {
    return this.at;
  }

  row(values: readonly (CopyValue | undefined)[]): void {
    for (let index = 0; index < values.length; index++) this.value(values[index]);
    this.endRow();
  }

  /** An absent value is null. */
  value(value: CopyValue | undefined): void {
    if (typeof value === 'string') this.text(value);
    else if (typeof value === 'number') this.text(String(value));
    else {
      this.reserve(3);
      if (value === true) this.bytes[this.at++] = 116;
      else if (value === false) this.bytes[this.at++] = 102;
      else {
        this.bytes[this.at++] = BACKSLASH;
        this.bytes[this.at++] = LETTER_N;
      }
      this.endCell();
    }
  }

  text(value: string): void {
    this.reserve(Math.min(value.length, LOOPED_MAX) * BYTES_PER_CHARACTER + 1);
    if (value.length > LOOPED_MAX || !this.isWrittenPlain(value)) this.writeAtOnce(value);
    this.endCell();
  }

  /** Hundredths (`scale` 2) or ten-thousandths (`scale` 4) as a decimal: 5 → `0.05`. A whole number, and exact. */
  decimal(value: number, scale: number): void {
    if (!Number.isSafeInteger(value)) throw inexactNumber(value, this.columns[this.cell]);
    this.reserve(BYTES_PER_NUMBER);
    const { bytes } = this;
    let rest = Math.abs(value);
    if (value < 0) bytes[this.at++] = MINUS;
    let places = scale + 1;
    for (let limit = 10 ** places; rest >= limit; limit *= 10) places++;
    let to = this.at + places;
    this.at = to + 1;
    for (let digit = 0; digit < places; digit++) {
      if (digit === scale) bytes[to--] = POINT;
      const tens = Math.floor(rest / 10);
      bytes[to--] = ZERO + (rest - tens * 10);
      rest = tens;
    }
    this.endCell();
  }

  /** What was written of the row that is not ended: a view, good until the next cell. */
  bytesOfRow(): Uint8Array {
    return this.bytes.subarray(this.rowStart, this.at);
  }

  endRow(): void {
    // The last cell's tab.
    this.bytes[this.at - 1] = LINE_FEED;
    this.rowStart = this.at;
    this.cell = 0;
  }

  /** All rows that were ended, in a buffer of their own; null for none. Nothing is left, a row half written neither. */
  take(): Uint8Array<ArrayBuffer> | null {
    const length = this.rowStart;
    const taken = new Uint8Array(length);
    taken.set(this.bytes.subarray(0, length));
    if (this.bytes.length > KEPT_BYTES) this.bytes = NO_BYTES;
    this.at = 0;
    this.rowStart = 0;
    this.cell = 0;
    return length === 0 ? null : taken;
  }

  private endCell(): void {
    this.bytes[this.at++] = TAB;
    this.cell++;
  }

  /** False, and nothing is written, where a character is not its own byte. */
  private isWrittenPlain(value: string): boolean {
    const { bytes, at } = this;
    for (let index = 0; index < value.length; index++) {
      const character = value.charCodeAt(index);
      if (character < 14 || character === BACKSLASH || character > 127) return false;
      bytes[at + index] = character;
    }
    this.at = at + value.length;
    return true;
  }

  private writeAtOnce(value: string): void {
    const safe = special.test(value) ? value.replace(specials, (found) => this.escaped(found)) : value;
    this.reserve(Buffer.byteLength(safe) + 1);
    this.at += this.bytes.write(safe, this.at);
  }

  private escaped(character: string): string {
    switch (character) {
      case '\\':
        return '\\\\';
      case '\t':
        return '\\t';
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      default:
        throw nulCharacter(this.columns[this.cell]);
    }
  }

  private reserve(bytes: number): void {
    const needed = this.at + bytes;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2, FIRST_BYTES));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}

/** A PostgreSQL array of texts as COPY wants it. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

/** A PostgreSQL array of numbers as COPY wants it. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

function inexactNumber(value: number, column: string | undefined): InvariantFault {
  return new InvariantFault(`${value} for column ${column ?? '?'} is not a whole number that is kept exactly.`, {
    remedy: 'Report this with the extract; what is too large for its column should have been held.',
  });
}

function nulCharacter(column: string | undefined): InvariantFault {
  return new InvariantFault(`A text for column ${column ?? '?'} holds the character NUL, which no table can store.`, {
    remedy: 'Report this with the extract; the reader should have made an issue of that cell.',
  });
}
