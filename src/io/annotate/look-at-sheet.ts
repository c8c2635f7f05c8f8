/**
 * One pass over a sheet for what placing issues needs: where rows begin, header texts, merges, and where notes live.
 * Promise: keeps of a sheet only what the rows asked for need.
 * Does not: change anything.
 */
import type { ReadLimits } from '../read-limits.js';
import type { XlsxGuard } from '../xlsx-guard.js';
import type { SheetPart, WorkbookParts } from '../xlsx-parts.js';
import { type MergedRange, type SheetRow, SheetScanner } from '../xlsx-sheet.js';
import { attributeOf, type XmlHandler, XmlScanner } from '../xml-scanner.js';
import type { SheetLook } from './place-issues.js';

export interface LookRequest {
  readonly rows: ReadonlySet<number>;
  readonly headerRows: ReadonlySet<number>;
  /** Is shown every row's texts. */
  readonly eachRow?: (cells: readonly (string | null)[]) => void;
}

export interface LookedAt extends SheetLook {
  /** Id of the drawing that holds the boxes of notes. */
  readonly notesDrawing: string | null;
}

export async function lookAtSheet(
  guard: XlsxGuard,
  part: SheetPart,
  workbook: WorkbookParts,
  limits: ReadLimits,
  request: LookRequest,
): Promise<LookedAt> {
  const firstFilled = new Map<number, number>();
  const headers = new Map<number, readonly (string | null)[]>();
  const scanner = new SheetScanner(part.name, workbook, limits, (row) => {
    request.eachRow?.(row.cells);
    if (request.headerRows.has(row.row)) headers.set(row.row, row.cells);
    if (request.rows.has(row.row)) firstFilled.set(row.row, firstFilledOf(row));
  });
  let notesDrawing: string | null = null;
  const handler: XmlHandler = {
    open: (name, attributes, empty) => {
      if (name === 'legacyDrawing') notesDrawing = attributeOf(attributes, 'id');
      scanner.open(name, attributes, empty);
    },
    text: (raw, literal) => scanner.text(raw, literal),
    close: (name) => scanner.close(name),
  };
  const xml = new XmlScanner(handler, part.part);
  for await (const text of guard.textOf(part.part)) xml.write(text);
  xml.end();
  return { firstFilled, headers, merges: mergesOver(scanner.merges, request.rows), notesDrawing };
}

/** A cell with trouble is filled, though it has no text. */
function firstFilledOf({ cells, problems }: SheetRow): number {
  const troubled = new Set((problems ?? []).map(({ index }) => index));
  return Math.max(
    0,
    cells.findIndex((cell, index) => cell !== null || troubled.has(index)),
  );
}

function mergesOver(merges: readonly MergedRange[], wanted: ReadonlySet<number>): Map<number, MergedRange[]> {
  const over = new Map<number, MergedRange[]>();
  const rows = [...wanted].sort((one, other) => one - other);
  for (const merge of merges) {
    for (let index = firstFrom(rows, merge.top); index < rows.length && rows[index]! <= merge.bottom; index++) {
      const row = rows[index]!;
      over.set(row, [...(over.get(row) ?? []), merge]);
    }
  }
  return over;
}

/** Index of the first of the ascending rows that is `row` or below. */
function firstFrom(rows: readonly number[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
