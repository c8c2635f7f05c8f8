/**
 * The records of CSV and TSV files. The only importer of papaparse.
 * Promise: every record of the file is either given out under its true row number or the file is refused; a stray quote
 * never swallows rows unseen; memory stays flat whatever the size. A record's row counts records with the header's as
 * they stand in the file, blank ones too, as Excel shows them (a line break inside a cell adds no row).
 * Does not: know what a header is; csv-reader does.
 *
 * A cell of a record shares memory with its chunk of 64 kB; copy what is kept for long.
 */
import Papa from 'papaparse';

import { FileProblem } from '../core/faults.js';
import { detectDelimiter } from './detect-delimiter.js';
import type { ReadLimits } from './read-limits.js';
import type { RowLook } from './row-look.js';
import { countOf, refuseSwallowedRows, unbalancedQuote } from './stray-quotes.js';
import { decodedText, type ByteRange, type TextEncoding } from './text-encoding.js';

/** Consecutive records; `firstRow` is the row number of the first. */
export interface Records {
  readonly firstRow: number;
  readonly records: string[][];
}

/** What papaparse's parser answers (its own types say `any`), and whether the text was the file's last. */
export interface Parsed {
  readonly final: boolean;
  readonly data: string[][];
  readonly errors: readonly { readonly row: number; readonly index: number; readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

export interface CsvSource {
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  /**
   * Keeps nothing between two calls, so one serves all passes; making one for every chunk costs a tenth of the time.
   */
  readonly parser: Papa.Parser;
  readonly limits: ReadLimits;
}

/** A file as it is read: its parser serves all passes. */
export function csvSource(given: Omit<CsvSource, 'parser'>): CsvSource {
  return { ...given, parser: parserOf(given.delimiter) };
}

function parserOf(delimiter: string): Papa.Parser {
  return new Papa.Parser({ delimiter, newline: '\n' });
}

const SAMPLE_CHARACTERS = 256 * 1024;
const DELIMITER_ROWS = 50;

/**
 * Every record as it stands in the file: blank ones, the header, and cells beyond it. For a file that `openCsv` took.
 */
export async function* deliveredRecords(
  path: string,
  encoding: TextEncoding,
  limits: ReadLimits,
): AsyncGenerator<Records> {
  const { delimiter } = await delimiterOf(path, encoding);
  yield* recordsOf(csvSource({ path, encoding, delimiter, limits }), null);
}

/** The records of a small text of ours, such as a decision table saved by Excel. Throws on stray quotes as files do. */
export function csvRecords(text: string): string[][] {
  const plain = text.replace(/^\ufeff+/, '').replace(/\r\n?/g, '\n');
  const { delimiter } = detectDelimiter(plain, (sample, by) => firstRecords(sample, by, true));
  const parser = parserOf(delimiter);
  const { data, errors } = parser.parse(plain, 0, false) as Parsed;
  if (errors[0] !== undefined) throw unbalancedAt(plain, errors[0], 1, parser);
  return data;
}

export async function delimiterOf(
  path: string,
  encoding: TextEncoding,
): Promise<{ delimiter: string; declared: boolean }> {
  let sample = '';
  let whole = true;
  for await (const text of normalizedText(path, encoding)) {
    sample += text;
    whole = sample.length < SAMPLE_CHARACTERS;
    if (!whole) break;
  }
  return detectDelimiter(sample, (text, delimiter) => firstRecords(text, delimiter, whole));
}

function firstRecords(text: string, delimiter: string, whole: boolean): string[][] {
  const parser = new Papa.Parser({ delimiter, newline: '\n', preview: DELIMITER_ROWS });
  return (parser.parse(text, 0, !whole) as Parsed).data;
}

/** Where a part of a file begins whose first byte begins a row. */
export interface Part {
  readonly firstRow: number;
  readonly bytes: ByteRange;
}

/**
 * The records of the file, or of a part of it, in order. `look` is `null` while the header is looked for. papaparse
 * sees text up to the last whole record, the rest waits for the next chunk; its row numbers in errors count from the
 * start of that text, so rows are counted here.
 */
export async function* recordsOf(source: CsvSource, look: RowLook | null, part?: Part): AsyncGenerator<Records> {
  let rest = '';
  let pending = '';
  let firstRow = part?.firstRow ?? 1;
  for await (const text of normalizedText(source.path, source.encoding, part?.bytes)) {
    pending += text;
    // A long unfinished record is parsed again only when it has doubled.
    if (pending.length < rest.length) continue;
    rest += pending;
    pending = '';
    const parsed = parse(rest, source, false, firstRow);
    if (parsed.data.length > 0) {
      refuseSwallowed(rest, parsed, firstRow, look, source);
      yield { firstRow, records: parsed.data };
      firstRow += parsed.data.length;
    }
    rest = rest.slice(parsed.meta.cursor);
    if (rest.length > source.limits.rowCharactersMax) throw rowTooLong(rest, firstRow, source);
  }
  rest += pending;
  if (rest === '') return;
  // papaparse takes spaces after a closing quote at the very end of the text for a stray quote.
  if (!rest.endsWith('\n')) rest += '\n';
  const parsed = parse(rest, source, true, firstRow);
  refuseSwallowed(rest, parsed, firstRow, look, source);
  yield { firstRow, records: parsed.data };
}

function refuseSwallowed(
  text: string,
  parsed: Parsed,
  firstRow: number,
  look: RowLook | null,
  { delimiter, limits }: CsvSource,
): void {
  if (!text.includes('"')) return;
  // One line end behind each record, none behind the file's last: what is more stands inside cells.
  const lineEnds = parsed.data.length - (parsed.final ? 1 : 0);
  if (countOf(text, '\n', parsed.meta.cursor) <= lineEnds) return;
  for (const [index, record] of parsed.data.entries()) {
    refuseSwallowedRows(record, firstRow + index, { look, delimiter, limits });
  }
}

export function parse(text: string, source: CsvSource, final: boolean, firstRow: number): Parsed {
  const parsed: Parsed = { ...source.parser.parse(text, 0, !final), final };
  // An error in the last, unfinished record may be one of our cut; it comes again when the record is whole.
  const error = parsed.errors.find((found) => final || found.row < parsed.data.length);
  if (error !== undefined) throw unbalancedAt(text, error, firstRow, source.parser);
  return parsed;
}

/** All line ends become LF, also inside cells. */
async function* normalizedText(path: string, encoding: TextEncoding, range?: ByteRange): AsyncGenerator<string> {
  let heldBack = '';
  for await (const chunk of decodedText(path, encoding, range)) {
    let text = heldBack + chunk;
    heldBack = '';
    if (encoding.name.startsWith('utf-16') && text.includes('\0')) {
      throw new FileProblem(
        'file.binary',
        'The file holds NUL characters.',
        'Deliver CSV, XLSX or JSON as the source exports it.',
      );
    }
    if (text.endsWith('\r')) {
      heldBack = '\r';
      text = text.slice(0, -1);
    }
    yield text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }
  if (heldBack !== '') yield '\n';
}

// -------------------------------------------------------------------------------------------------- refusals

/** papaparse names the first character of the cell; the row and column are found by parsing what stands before it. */
function unbalancedAt(
  text: string,
  error: Parsed['errors'][number],
  firstRow: number,
  parser: Papa.Parser,
): FileProblem {
  const before = parser.parse(text.slice(0, error.index - 1), 0, false) as Parsed;
  const row = firstRow + Math.max(0, before.data.length - 1);
  const column = Math.max(0, (before.data.at(-1)?.length ?? 1) - 1);
  return unbalancedQuote(
    row,
    column,
    error.code === 'MissingQuotes' ? 'and is never closed' : 'and text follows the closing quote',
  );
}

function rowTooLong(rest: string, row: number, source: CsvSource): FileProblem {
  const parsed = source.parser.parse(rest, 0, false) as Parsed;
  const error = parsed.errors[0];
  if (error !== undefined) return unbalancedAt(rest, error, row, source.parser);
  return new FileProblem(
    'file.row-too-long',
    `Row ${row} is longer than ${source.limits.rowCharactersMax} characters.`,
    'Check that the file is CSV with one row per line; export it again.',
    { row },
  );
}
