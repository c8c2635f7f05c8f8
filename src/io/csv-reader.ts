/**
 * CSV and TSV files as rows of cells.
 * Promise: every row below the header is given out under its true number, blank ones left out, or the file is refused;
 * any range of rows of a clean file is read without what stands before it.
 * Does not: split text into records (csv-records), trim cells, turn text into values, or know any dataset.
 *
 * A cell of a row shares memory with its chunk of 64 kB; copy what is kept for long.
 */
import { FileProblem } from '../core/faults.js';
import type { CellProblem, HeaderCell, OpenExtract, RawRow, RowRange, Sheet } from '../core/nouns.js';
import { cutText, soundText, unsoundCharacter } from '../core/visible-text.js';
import { keyRows, type TextLine } from './csv-key-rows.js';
import { cellTooLong, refuseSize, tooFewCells, tooManyCells } from './csv-problems.js';
import { csvSource, delimiterOf, parse, recordsOf, type CsvSource, type Records } from './csv-records.js';
import { rowsPerChunk, type ReadLimits } from './read-limits.js';
import { rowLookOf, type RowLook } from './row-look.js';
import { lookOver, ROWS_PER_MARK, type RowMarks } from './stray-quotes.js';
import { guessedNote, type TextEncoding } from './text-encoding.js';

interface Shape {
  readonly header: readonly HeaderCell[];
  readonly headerRow: number;
  /** A row with fewer cells than this is damaged; `0` where the writer leaves trailing blanks out. */
  readonly cellsMin: number;
  readonly look: RowLook;
  /** The encoding has characters of two parts, and one part may stand alone. */
  readonly halves: boolean;
}

const SAMPLE_ROWS = 200;

export async function openCsv(path: string, encoding: TextEncoding, limits: ReadLimits): Promise<OpenExtract> {
  const { delimiter, declared } = await delimiterOf(path, encoding);
  const source = csvSource({ path, encoding, delimiter, limits });
  const shape = await readShape(source, declared);
  const marks = await verify(source, shape);
  const rowsOf = (lines: readonly TextLine[]): Map<number, RawRow> => rowsOfLines(source, shape, lines);
  const keySource = { ...source, headerRow: shape.headerRow, rowsOf };
  const sheet: Sheet = {
    name: null,
    header: shape.header,
    headerRow: shape.headerRow,
    rows: () => dataRows(source, shape),
    ...(marks === null
      ? {}
      : {
          rowsIn: (range) => rowsIn(source, shape, marks, range),
          plan: { path, encoding, delimiter, limits, shape, marks } satisfies CsvPlan,
        }),
    ...(marks?.endInLineFeeds === true
      ? { keyRows: (columns, mayStandFor) => keyRows(keySource, columns, mayStandFor) }
      : {}),
  };
  const notes = encoding.guessed ? [guessedNote()] : [];
  return { sheets: [sheet], notes, close: async () => undefined };
}

/** What is known of an opened file whose rows can be read in any part: plain data, for another thread. */
export type CsvPlan = Omit<CsvSource, 'parser'> & { readonly shape: Shape; readonly marks: RowMarks };

export function csvRowsIn({ shape, marks, ...given }: CsvPlan): NonNullable<Sheet['rowsIn']> {
  const source = csvSource(given);
  return (range) => rowsIn(source, shape, marks, range);
}

// ---------------------------------------------------------------------------------------------------- opening

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
 * settles most files in a quarter of the time of parsing, and says where their rows begin; only one with line breaks
 * inside cells, or worse, is parsed once more.
 */
async function verify(source: CsvSource, shape: Shape): Promise<RowMarks | null> {
  const marks = await lookOver(source.path, source.encoding.name, source.delimiter, source.limits);
  if (marks === null) for await (const rows of dataRows(source, shape)) void rows;
  return marks;
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

function dataRows(source: CsvSource, shape: Shape): AsyncGenerator<readonly RawRow[]> {
  const range = { from: shape.headerRow + 1, until: Infinity };
  return rowsOf(recordsOf(source, shape.look), source, shape, range);
}

/** Reads from the mark at or before the first of them to the one at or after the last. */
function rowsIn(
  source: CsvSource,
  shape: Shape,
  { places }: RowMarks,
  { from, until }: RowRange,
): AsyncGenerator<readonly RawRow[]> {
  const first = Math.max(from, shape.headerRow + 1);
  if (until <= first) return nothing();
  const mark = Math.min(Math.floor((first - 1) / ROWS_PER_MARK), places.length - 1);
  const bytes = { from: places[mark]!, until: places[Math.ceil((until - 1) / ROWS_PER_MARK)] ?? Infinity };
  const records = recordsOf(source, shape.look, { firstRow: mark * ROWS_PER_MARK + 1, bytes });
  return rowsOf(records, source, shape, { from: first, until });
}

async function* nothing(): AsyncGenerator<never> {}

async function* rowsOf(
  given: AsyncIterable<Records>,
  source: CsvSource,
  shape: Shape,
  range: RowRange,
): AsyncGenerator<readonly RawRow[]> {
  const rowsMax = rowsPerChunk(source.limits, shape.header.length);
  let chunk: RawRow[] = [];
  for await (const { firstRow, records } of given) {
    const end = Math.min(records.length, range.until - firstRow);
    for (let index = Math.max(0, range.from - firstRow); index < end; index++) {
      const row = firstRow + index;
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

/** Rows of these lines, by their numbers; blank ones are left out. */
function rowsOfLines(source: CsvSource, shape: Shape, lines: readonly TextLine[]): Map<number, RawRow> {
  const filled = lines.filter(({ text }) => text !== '');
  const rows = new Map<number, RawRow>();
  if (filled.length === 0) return rows;
  const { data } = parse(filled.map(({ text }) => text).join('\n'), source, true, 0);
  for (const [at, { row }] of filled.entries()) {
    const raw = rawRow(data[at]!, row, shape, source.limits);
    if (raw !== null) rows.set(row, raw);
  }
  return rows;
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
