/**
 * A JSON or NDJSON file as one sheet of rows.
 * Promise: the file is read once, when it is opened, record by record; its header is the union of all names, so rows
 * are put aside until the last record is known. Row numbers count the rows made; the header's row is 0.
 * Does not: keep more than one record in memory.
 */
import type { FileNote, OpenExtract, RawRow, Sheet } from '../core/nouns.js';
import { soundText } from '../core/visible-text.js';
import { JsonFlattener } from './json-flatten.js';
import { JsonObject, JsonScanner, type JsonValue } from './json-scanner.js';
import { rowsPerChunk, type ReadLimits } from './read-limits.js';
import { Spool, SpoolBudget } from './spool.js';
import { decodedText, guessedNote, type TextEncoding } from './text-encoding.js';

const NAMES_SHOWN_MAX = 20;

export async function openJson(
  path: string,
  encoding: TextEncoding,
  lineArrays: readonly string[],
  tempFolder: string,
  limits: ReadLimits,
): Promise<OpenExtract> {
  const arrays = new Set(lineArrays);
  const spool = new Spool(tempFolder, limits, new SpoolBudget(limits));
  const leftOut = new Set<string>();
  const flattener = new JsonFlattener(arrays, limits.columnsMax, (row, sparse, problems) => {
    const cells = Array.from(sparse, (cell) => cell ?? null);
    if (problems.length > 0 || cells.some((cell) => cell !== null))
      spool.add(row, cells, problems.length > 0 ? problems : null);
  });
  const scanner = new JsonScanner(
    {
      record: (value) => flattener.addRecord(asObject(value, scanner)),
      leftOut: (names) => names.forEach((name) => leftOut.size < NAMES_SHOWN_MAX && leftOut.add(soundText(name))),
    },
    arrays,
    limits,
  );
  try {
    for await (const text of decodedText(path, encoding)) {
      scanner.write(text);
      await spool.drain();
    }
    scanner.end();
    await spool.finish();
  } catch (error) {
    await spool.remove();
    throw error;
  }

  const { header, kept } = flattener.finish();
  const rowsMax = rowsPerChunk(limits, kept.length);
  const sheet: Sheet = {
    name: null,
    header,
    headerRow: 0,
    rows: () => keptRows(spool.rows(0, rowsMax), kept),
  };
  return { sheets: [sheet], notes: notesOf(leftOut, encoding), close: () => spool.remove() };
}

/** Rows without the columns that no record fills. */
async function* keptRows(
  rows: AsyncIterable<readonly RawRow[]>,
  kept: readonly number[],
): AsyncGenerator<readonly RawRow[]> {
  const newIndex = new Map(kept.map((from, to) => [from, to]));
  for await (const chunk of rows) {
    yield chunk.map(({ row, cells, problems }) => {
      const own = kept.map((from) => cells[from] ?? null);
      if (problems === undefined) return { row, cells: own };
      return {
        row,
        cells: own,
        problems: problems.map((problem) => ({ ...problem, index: newIndex.get(problem.index) ?? kept.length })),
      };
    });
  }
}

function asObject(value: JsonValue, scanner: JsonScanner): JsonObject {
  if (value instanceof JsonObject) return value;
  const remedy = 'Export the records as a list of objects, or one object per line.';
  throw scanner.problem('file.json-shape', 'holds a value that is not an object where a record belongs', remedy);
}

function notesOf(leftOut: ReadonlySet<string>, encoding: TextEncoding): FileNote[] {
  const notes: FileNote[] = [];
  if (leftOut.size > 0) {
    const names = [...leftOut].join(', ');
    notes.push({
      sheet: null,
      code: 'file.json-names-left-out',
      message: `Names beside the list of records were left out: ${names}.`,
    });
  }
  if (encoding.guessed) notes.push(guessedNote());
  return notes;
}
