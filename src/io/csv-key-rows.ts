/**
 * The rows of a clean CSV file, as far as some of its columns go.
 * Promise: every row of the file is given out, and its cells in those columns are right; only rows that differ in them
 * from the row before are made into texts.
 * Does not: split a line into cells; that is papaparse's work in csv-records.
 */
import { createReadStream } from 'node:fs';

import type { RawRow } from '../core/nouns.js';
import { KeyScan, type ScannedRow } from './csv-key-scan.js';
import type { TextEncoding } from './text-encoding.js';

const BLOCK_BYTES = 256 * 1024;

/** A line by the number of its row, without its end. */
export interface TextLine {
  readonly row: number;
  readonly text: string;
}

export interface KeySource {
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  readonly headerRow: number;
  /** Lines as rows, by their numbers; blank ones are left out. */
  rowsOf(lines: readonly TextLine[]): ReadonlyMap<number, RawRow>;
}

/** `columns` are indexes. A row shares the cells of one before it, where `mayStandFor` says of that one that it may. */
export async function* keyRows(
  source: KeySource,
  columns: readonly number[],
  mayStandFor: (row: RawRow) => boolean,
): AsyncGenerator<readonly RawRow[]> {
  const scan = new KeyScan(columns, source.delimiter.charCodeAt(0));
  const textOf = textReader(source.encoding);
  /** The last row that others may share, of the block before. */
  let lead: { readonly row: number; readonly cells: RawRow['cells'] | null } = { row: 0, cells: null };
  for await (const block of wholeLines(source.path)) {
    const lines = scan.take(block).filter(({ row }) => row > source.headerRow);
    const read = (asked: readonly ScannedRow[]): ReadonlyMap<number, RawRow> =>
      source.rowsOf(asked.map(({ row, start, end }) => ({ row, text: textOf(block, start, end) })));
    const leads = read(lines.filter((line) => line.lead === line.row));
    const shared = lines.map((line) => {
      // What is blank in all of them may be blank altogether, or not.
      if (line.lead !== lead.row)
        lead = { row: line.lead, cells: sharedCells(leads.get(line.lead), columns, mayStandFor) };
      return line.lead === line.row ? null : lead.cells;
    });
    const others = read(lines.filter((line, at) => line.lead !== line.row && shared[at] === null));
    yield lines.flatMap(({ row }, at) => {
      const cells = shared[at]!;
      return cells === null ? (leads.get(row) ?? others.get(row) ?? []) : { row, cells };
    });
  }
}

function sharedCells(
  row: RawRow | undefined,
  columns: readonly number[],
  mayStandFor: (row: RawRow) => boolean,
): RawRow['cells'] | null {
  const hasKey = row !== undefined && columns.some((index) => row.cells[index] != null);
  return hasKey && mayStandFor(row) ? row.cells : null;
}

/** Node's own decoder takes half the time of the standard one, and does not know the other encodings. */
function textReader({ name }: TextEncoding): (block: Buffer, start: number, end: number) => string {
  if (name === 'utf-8') return (block, start, end) => block.toString('utf8', start, end);
  const decoder = new TextDecoder(name);
  return (block, start, end) => decoder.decode(block.subarray(start, end));
}

/** The file in blocks that end with a line, but for its last. */
async function* wholeLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const bytes of createReadStream(path, { highWaterMark: BLOCK_BYTES }) as AsyncIterable<Buffer>) {
    const end = bytes.lastIndexOf('\n') + 1;
    if (end === 0) {
      rest = Buffer.concat([rest, bytes]);
      continue;
    }
    yield rest.length === 0 ? bytes.subarray(0, end) : Buffer.concat([rest, bytes.subarray(0, end)]);
    rest = Buffer.from(bytes.subarray(end));
  }
  if (rest.length > 0) yield rest;
}
