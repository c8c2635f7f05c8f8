/**
 * Quotes that swallow rows: the quick look at a file's bytes, and the slow look at a record whose cells hold line
 * breaks.
 * Promise: the quick look calls a file clean only when every quoted cell is closed on its own line and followed by a
 * delimiter or line end; the slow look refuses a cell that probably holds rows. Neither ever repairs anything.
 * Does not: split records; that is papaparse's work in csv-reader.
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

/**
 * False asks for the slow look: something is wrong, or cells hold line breaks, or the encoding has two bytes a letter.
 */
export async function looksClean(
  path: string,
  encoding: EncodingName,
  delimiter: string,
  limits: ReadLimits,
): Promise<boolean> {
  if (encoding.startsWith('utf-16')) return false;
  const look = new QuickLook(delimiter.charCodeAt(0), limits);
  let atStart = true;
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (!look.take(atStart ? withoutMarks(bytes) : bytes)) return false;
    atStart = false;
  }
  return look.end();
}

function withoutMarks(bytes: Buffer): Buffer {
  let from = 0;
  while (bytes[from] === 0xef && bytes[from + 1] === 0xbb && bytes[from + 2] === 0xbf) from += 3;
  return bytes.subarray(from);
}

class QuickLook {
  private at = At.Start;
  private cellBytes = 0;
  private rowBytes = 0;

  constructor(
    private readonly delimiter: number,
    private readonly limits: ReadLimits,
  ) {}

  end(): boolean {
    return this.at !== At.Quoted;
  }

  /** One pass over the bytes, all states in one loop: 1.5 ns a byte. */
  take(bytes: Buffer): boolean {
    let { at, cellBytes, rowBytes } = this;
    const { delimiter } = this;
    const { cellCharactersMax, rowCharactersMax } = this.limits;
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      cellBytes++;
      if (at === At.Quoted) {
        if (byte === QUOTE) at = At.Closing;
        else if (byte === LF || byte === CR) return false;
      } else if (byte === delimiter || byte === LF || byte === CR) {
        if (cellBytes > cellCharactersMax) return false;
        rowBytes = byte === delimiter ? rowBytes + cellBytes : 0;
        if (rowBytes > rowCharactersMax) return false;
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
    return cellBytes <= cellCharactersMax;
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
