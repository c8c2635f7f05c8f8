/**
 * CSV and TSV files as rows of cells. The only importer of papaparse.
 * Promise: every record of the file is either given out under its true row number or the file is refused; a stray quote
 * never swallows rows unseen; memory stays flat whatever the size. `row` counts records with the header's as they stand
 * in the file, blank ones too, as Excel shows them (a line break inside a cell adds no row).
 * Does not: trim cells, turn text into values, or know any dataset.
 *
 * A cell of a row shares memory with its chunk of 64 kB; copy what is kept for long.
 */
import Papa from 'papaparse';

import { FileProblem } from '../core/faults.js';
import type { CellProblem, HeaderCell, OpenExtract, RawRow, Sheet } from '../core/nouns.js';
import { cutText, soundText, unsoundCharacter } from '../core/visible-text.js';
import { cellTooLong, refuseSize, tooFewCells, tooManyCells } from './csv-problems.js';
import { detectDelimiter } from './detect-delimiter.js';
import { rowsPerChunk, type ReadLimits } from './read-limits.js';
import type { RowPlan } from './row-plan.js';
import { rowLookOf, type RowLook } from './row-look.js';
import { countOf, looksClean, refuseSwallowedRows, unbalancedQuote } from './stray-quotes.js';
import { decodedText, guessedNote, type TextEncoding } from './text-encoding.js';

/** Consecutive records; `firstRow` is the row number of the first. */
export interface Records {
  readonly firstRow: number;
  readonly records: string[][];
}

/** What papaparse's parser answers (its own types say `any`), and whether the text was the file's last. */
interface Parsed {
  readonly final: boolean;
  readonly data: string[][];
  readonly errors: readonly { readonly row: number; readonly index: number; readonly code: string }[];
  readonly meta: { readonly cursor: number };
}

interface CsvSource {
  readonly path: string;
  readonly encoding: TextEncoding;
  readonly delimiter: string;
  /**
   * Keeps nothing between two calls, so one serves all passes; making one for every chunk costs a tenth of the time.
   */
  readonly parser: Papa.Parser;
  readonly limits: ReadLimits;
}

interface Shape {
  readonly header: readonly HeaderCell[];
  readonly headerRow: number;
  /** A row with fewer cells than this is damaged; `0` where the writer leaves trailing blanks out. */
  readonly cellsMin: number;
  readonly look: RowLook;
  /** The encoding has characters of two parts, and one part may stand alone. */
  readonly halves: boolean;
}

const SAMPLE_CHARACTERS = 256 * 1024;
const SAMPLE_ROWS = 200;
const DELIMITER_ROWS = 50;

export async function openCsv(path: string, encoding: TextEncoding, limits: ReadLimits): Promise<OpenExtract> {
  const { delimiter, declared } = await delimiterOf(path, encoding);
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  const source: CsvSource = { path, encoding, delimiter, parser, limits };
  const shape = await readShape(source, declared);
  await verify(source, shape);
  const sheet: Sheet = {
    name: null,
    header: shape.header,
    headerRow: shape.headerRow,
    rows: () => dataRows(source, shape),
    plan: { kind: 'csv', path, encoding, delimiter, limits, shape } satisfies RowPlan,
  };
  const notes = encoding.guessed ? [guessedNote()] : [];
  return { sheets: [sheet], notes, close: async () => undefined };
}

/** What is known of an opened file: it is not found out again. */
export type CsvPlan = Omit<CsvSource, 'parser'> & { readonly shape: Shape };

export function csvRows({ shape, ...source }: CsvPlan): AsyncIterable<readonly RawRow[]> {
  const parser = new Papa.Parser({ delimiter: source.delimiter, newline: '\n' });
  return dataRows({ ...source, parser }, shape);
}

/**
 * Every record as it stands in the file: blank ones, the header, and cells beyond it. For a file that `openCsv` took.
 */
export async function* deliveredRecords(
  path: string,
  encoding: TextEncoding,
  limits: ReadLimits,
): AsyncGenerator<Records> {
  const { delimiter } = await delimiterOf(path, encoding);
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  yield* recordsOf({ path, encoding, delimiter, parser, limits }, null);
}

/** The records of a small text of ours, such as a decision table saved by Excel. Throws on stray quotes as files do. */
export function csvRecords(text: string): string[][] {
  const plain = text.replace(/^\ufeff+/, '').replace(/\r\n?/g, '\n');
  const { delimiter } = detectDelimiter(plain, (sample, by) => firstRecords(sample, by, true));
  const parser = new Papa.Parser({ delimiter, newline: '\n' });
  const { data, errors } = parser.parse(plain, 0, false) as Parsed;
  if (errors[0] !== undefined) throw unbalancedAt(plain, errors[0], 1, parser);
  return data;
}

// ---------------------------------------------------------------------------------------------------- opening

async function delimiterOf(path: string, encoding: TextEncoding): Promise<{ delimiter: string; declared: boolean }> {
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

/** Needs the first records. Gives the header, and what its writer does with blank cells at the end of a row. */
async function readShape(source: CsvSource, declared: boolean): Promise<Shape> {
  let names: string[] | null = null;
  let headerRow = 0;
  const sample: string[][] = [];
  search: for await (const { firstRow, records } of recordsOf(source, null)) {
    for (const [index, record] of records.entries()) {
      const row = firstRow + index;
      if (isBlank(record) || (declared && row === 1)) continue;
      if (names === null) {
        names = record;
        headerRow = row;
        refuseSize(names, row, source.limits);
        continue;
      }
      sample.push(record);
      if (sample.length === SAMPLE_ROWS) break search;
    }
  }
  if (names === null) {
    throw new FileProblem(
      'file.empty',
      'The file holds no row.',
      'Export it again; if nothing was to be sent, leave it out.',
    );
  }
  const width = headerWidth(names, sample);
  const header = names.slice(0, width).map(headerCell);
  const look = rowLookOf(width, sample);
  const halves = source.encoding.name.startsWith('utf-16');
  return { header, headerRow, cellsMin: cellsMinOf(names, width, sample), look, halves };
}

/**
 * Trouble far down the file is found now, so that a bad file is known before its first row is used. A look at the bytes
 * settles most files in a quarter of the time of parsing; only one with line breaks inside cells, or worse, is parsed
 * once more.
 */
async function verify(source: CsvSource, shape: Shape): Promise<void> {
  if (await looksClean(source.path, source.encoding.name, source.delimiter, source.limits)) return;
  for await (const rows of dataRows(source, shape)) void rows;
}

/** Nameless headers at the end are dropped unless cells stand below them. */
function headerWidth(names: readonly string[], sample: readonly string[][]): number {
  let width = names.length;
  while (width > 1 && names[width - 1]!.trim() === '' && sample.every((row) => (row[width - 1] ?? '').trim() === ''))
    width--;
  return width;
}

/**
 * A row shorter than the header is damaged where rows are written in full (an unquoted line break makes two short rows
 * of one), and normal where the writer leaves trailing blanks out. The first rows tell which writer it was.
 */
function cellsMinOf(names: readonly string[], width: number, sample: readonly string[][]): number {
  let named = width;
  while (named > 0 && names[named - 1]!.trim() === '') named--;
  const short = sample.filter((row) => row.length < named).length;
  return short * 2 < sample.length || sample.length === 0 ? named : 0;
}

function headerCell(name: string): HeaderCell {
  return { name: soundText(name.replace(/^\ufeff+/, '')), letter: null, scope: null };
}

// ------------------------------------------------------------------------------------------------------- rows

async function* dataRows(source: CsvSource, shape: Shape): AsyncGenerator<readonly RawRow[]> {
  const rowsMax = rowsPerChunk(source.limits, shape.header.length);
  let chunk: RawRow[] = [];
  for await (const { firstRow, records } of recordsOf(source, shape.look)) {
    for (let index = 0; index < records.length; index++) {
      const row = firstRow + index;
      if (row <= shape.headerRow) continue;
      const raw = rawRow(records[index]!, row, shape, source.limits);
      if (raw === null) continue;
      chunk.push(raw);
      if (chunk.length < rowsMax) continue;
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** The record's own array becomes the row's cells: a copy of each would cost a tenth of the whole pass. */
function rawRow(record: string[], row: number, shape: Shape, limits: ReadLimits): RawRow | null {
  const cells: (string | null)[] = record;
  const delivered = cells.length;
  let blank = true;
  for (let index = 0; index < delivered; index++) {
    const text = cells[index]!;
    const first = text.charCodeAt(0);
    // Almost every cell is told by its first character.
    if (text === '' || ((first <= 32 || first >= 0xa0) && text.trim() === '')) {
      cells[index] = null;
      continue;
    }
    blank = false;
    if (text.length > limits.cellCharactersMax) throw cellTooLong(row, index, text, limits);
  }
  if (blank) return null;

  const width = shape.header.length;
  const problems: CellProblem[] = [];
  if (delivered > width) {
    const extra = cells.findIndex((text, index) => index >= width && text !== null);
    if (extra !== -1) problems.push(tooManyCells(cells, extra, width));
    cells.length = width;
  }
  for (let index = delivered; index < width; index++) cells.push(null);
  if (shape.halves) problems.push(...unsoundCells(cells, row));
  if (delivered < shape.cellsMin) problems.push(tooFewCells(delivered, shape.header.length));
  return problems.length === 0 ? { row, cells } : { row, cells, problems };
}

/** Such a cell is emptied: no database takes its text. */
function unsoundCells(cells: (string | null)[], row: number): CellProblem[] {
  return cells.flatMap((text, index) => {
    const unsound = text === null ? null : unsoundCharacter(text);
    if (text === null || unsound === null) return [];
    cells[index] = null;
    const message = `Row ${row}, column ${index + 1} holds ${unsound}. Type it again.`;
    return [{ index, code: 'cell.control-character', value: cutText(soundText(text), 200), message }];
  });
}

function isBlank(record: readonly string[]): boolean {
  return record.every((text) => text.trim() === '');
}

// ---------------------------------------------------------------------------------------------------- records

/**
 * The file's records in order. `look` is `null` while the header is looked for. papaparse sees text
 * up to the last whole record, the rest waits for the next chunk; its row numbers in errors count from the start of
 * that text, so rows are counted here.
 */
async function* recordsOf(source: CsvSource, look: RowLook | null): AsyncGenerator<Records> {
  let rest = '';
  let pending = '';
  let firstRow = 1;
  for await (const text of normalizedText(source.path, source.encoding)) {
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

function parse(text: string, source: CsvSource, final: boolean, firstRow: number): Parsed {
  const parsed: Parsed = { ...source.parser.parse(text, 0, !final), final };
  // An error in the last, unfinished record may be one of our cut; it comes again when the record is whole.
  const error = parsed.errors.find((found) => final || found.row < parsed.data.length);
  if (error !== undefined) throw unbalancedAt(text, error, firstRow, source.parser);
  return parsed;
}

/** All line ends become LF, also inside cells. */
async function* normalizedText(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  let heldBack = '';
  for await (const chunk of decodedText(path, encoding)) {
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
