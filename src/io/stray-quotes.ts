/**
 * Quotes that swallow rows: the quick look at a file's bytes, and the slow look at a record whose cells hold line
 * breaks.
 * Promise: the quick look calls a file clean only when every quoted cell is closed on its own line and followed by a
 * delimiter or line end; the slow look refuses a cell that probably holds rows. Neither ever repairs anything.
 * Does not: split records; that is papaparse's work in csv-records.
 */
import { createReadStream } from 'node:fs';

import { FileProblem } from '../core/faults.js';
import type { ReadLimits } from './read-limits.js';
import { holdsLikelyRow, type RowLook } from './row-look.js';
import type { EncodingName } from './text-encoding.js';

export interface QuoteContext {
  /** `null` while the header is looked for. */
  readonly look: RowLook | null;
  readonly delimiter: string;
  readonly limits: ReadLimits;
}

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;

const enum At {
  Start,
  Plain,
  Quoted,
  Closing,
  Closed,
}

/** Where the rows of a clean file begin and end. */
export interface RowMarks {
  /** Bytes from the file's start to every `ROWS_PER_MARK`th row: 1, 251, 501 … */
  readonly places: readonly number[];
  /** Every row ends with a line feed, a return before it or not. */
  readonly endInLineFeeds: boolean;
}

export const ROWS_PER_MARK = 250;

/**
 * The marks of a clean file. Null asks for the slow look: something is wrong, or cells hold line breaks, or the
 * encoding has two bytes a letter.
 */
export async function lookOver(
  path: string,
  encoding: EncodingName,
  delimiter: string,
  limits: ReadLimits,
): Promise<RowMarks | null> {
  if (encoding.startsWith('utf-16')) return null;
  const look = new QuickLook(delimiter.charCodeAt(0), limits);
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (!look.take(bytes)) return null;
  }
  return look.end();
}

/** Bytes of byte-order marks: Excel writes a second one. */
function marksLength(bytes: Buffer): number {
  let length = 0;
  while (bytes[length] === 0xef && bytes[length + 1] === 0xbb && bytes[length + 2] === 0xbf) length += 3;
  return length;
}

class QuickLook {
  private at = At.Start;
  private cellBytes = 0;
  private rowBytes = 0;
  private readonly places = [0];
  private rows = 0;
  /** Of the bytes taken before. */
  private offset = 0;
  private lastReturn = -2;
  private returnsAlone = 0;

  constructor(
    private readonly delimiter: number,
    private readonly limits: ReadLimits,
  ) {}

  end(): RowMarks | null {
    return this.at === At.Quoted ? null : { places: this.places, endInLineFeeds: this.returnsAlone === 0 };
  }

  /** One pass over the bytes, all states in one loop: 1.5 ns a byte. */
  take(bytes: Buffer): boolean {
    let { at, cellBytes, rowBytes } = this;
    const { delimiter } = this;
    const { cellCharactersMax, rowCharactersMax } = this.limits;
    for (let index = this.offset === 0 ? marksLength(bytes) : 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      cellBytes++;
      if (at === At.Quoted) {
        if (byte === QUOTE) at = At.Closing;
        else if (byte === LF || byte === CR) return false;
      } else if (byte === delimiter || byte === LF || byte === CR) {
        if (cellBytes > cellCharactersMax) return false;
        rowBytes = byte === delimiter ? rowBytes + cellBytes : 0;
        if (rowBytes > rowCharactersMax) return false;
        if (byte !== delimiter) this.endRow(this.offset + index, byte);
        at = At.Start;
        cellBytes = 0;
      } else if (byte === QUOTE) {
        if (at === At.Closed) return false;
        if (at !== At.Plain) at = At.Quoted;
      } else if (at === At.Closing || at === At.Closed) {
        if (byte !== SPACE) return false;
        at = At.Closed;
      } else {
        at = At.Plain;
      }
    }
    this.at = at;
    this.cellBytes = cellBytes;
    this.rowBytes = rowBytes;
    this.offset += bytes.length;
    return cellBytes <= cellCharactersMax;
  }

  /** A return and the line feed behind it are one line end. */
  private endRow(place: number, byte: number): void {
    const isPair = byte === LF && place === this.lastReturn + 1;
    if (byte === CR) {
      this.lastReturn = place;
      this.returnsAlone++;
    }
    if (isPair) this.returnsAlone--;
    else this.rows++;
    if (this.rows % ROWS_PER_MARK === 0) this.places[this.rows / ROWS_PER_MARK] = place + 1;
  }
}

/** Refuses a record whose quoted cells are too tall, too long, or hold lines that look like rows of this file. */
export function refuseSwallowedRows(record: readonly string[], row: number, context: QuoteContext): void {
  const column = record.findIndex((cell) => cell.includes('\n'));
  if (column === -1) return;
  const { look, delimiter, limits } = context;
  for (const [at, cell] of record.entries()) {
    const breaks = countOf(cell, '\n', cell.length);
    if (breaks > limits.cellLineBreaksMax) {
      throw unbalancedQuote(row, at, `and the cell then runs over ${breaks + 1} lines`);
    }
    if (breaks > 0 && cell.length > limits.cellCharactersMax) {
      throw unbalancedQuote(row, at, `and the cell then holds ${cell.length} characters`);
    }
  }
  if (look === null || !holdsRows(record, look, delimiter)) return;
  throw unbalancedQuote(row, column, 'and the cell then holds lines that look like whole rows of this file');
}

export function unbalancedQuote(row: number, column: number, symptom: string): FileProblem {
  return new FileProblem(
    'file.unbalanced-quote',
    `A quote opens in row ${row}, column ${column + 1}, ${symptom}; rows may be swallowed, so none is read.`,
    'Correct the quotes of that cell (a quote inside a quoted cell is written twice) or export the file again.',
    { row },
  );
}

export function countOf(text: string, character: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1 && at < end; at = text.indexOf(character, at + 1)) count++;
  return count;
}

/** Would the record's lines be rows of the file if its quotes were plain text? */
function holdsRows(record: readonly string[], look: RowLook, delimiter: string): boolean {
  const lines = record.join(delimiter).split('\n');
  if (holdsLikelyRow(lines, delimiter, record.length, look)) return true;
  return holdsWholeRows(lines, look.fieldCount, delimiter);
}

/** Where nothing else can be told by, so many cells on a first and a last line are no accident. */
const CELLS_OF_NO_ACCIDENT = 8;

/**
 * A line inside the cell with the file's own number of cells says so, as do a first and a last line that both have it.
 * A delimiter before a space is prose and does not count, unless both lines are wide.
 */
function holdsWholeRows(lines: readonly string[], fieldCount: number, delimiter: string): boolean {
  if (fieldCount < 3) return false;
  const whole = fieldCount - 1;
  const [first, last] = [lines[0]!, lines[lines.length - 1]!];
  const both = (count: (text: string, by: string) => number): boolean =>
    count(first, delimiter) === whole && count(last, delimiter) === whole;
  if (lines.slice(1, -1).some((line) => delimitersOf(line, delimiter) === whole) || both(delimitersOf)) return true;
  return fieldCount >= CELLS_OF_NO_ACCIDENT && both((text, by) => countOf(text, by, text.length));
}

function delimitersOf(text: string, delimiter: string): number {
  let count = 0;
  for (let at = text.indexOf(delimiter); at !== -1; at = text.indexOf(delimiter, at + 1)) {
    if (text[at + 1] !== ' ') count++;
  }
  return count;
}
