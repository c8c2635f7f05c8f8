/**
 * Total rows of an extract are declared control totals: the last one of all rows, the others of rows above them.
 * Promise: a total that does not agree is an issue naming both sums; where a cell of its column, or the total itself,
 * cannot be read, that is said and no total is blamed.
 * Does not: stop the sheet; run-batch does, for an issue that is an error.
 */
import type { MatchedSheet } from './match-sheet.js';
import { formatCents } from './money.js';
import type { Issue, RawRow } from './nouns.js';
import { compileCellParser, isCellError, type CellParser } from './parse-cell.js';
import { fileIssue } from './to-issues.js';

/** One money column, while the rows are added up. */
interface Summed {
  readonly name: string;
  readonly index: number;
  readonly parse: CellParser;
  cents: bigint;
  /** What the sum was at the top of the sheet, and at each total row passed. */
  readonly marks: bigint[];
  /** The first row whose cell cannot be added up. */
  unreadableRow: number | null;
}

export async function declaredTotals(sheet: MatchedSheet): Promise<Issue[]> {
  const totals = [...sheet.totalRows];
  const last = totals.findLast((row) => !/^\s*sub/i.test(row.cells[0]!));
  const columns = summedColumns(sheet).filter(({ index }) => totals.some((row) => row.cells[index] != null));
  if (columns.length === 0) return [];
  const issues: Issue[] = [];
  let passed = 0;
  const passTotals = (before: number): void => {
    for (; passed < totals.length && totals[passed]!.row < before; passed++) {
      const row = totals[passed]!;
      if (row !== last) issues.push(...columns.flatMap((column) => partProblem(sheet, row, column)));
      for (const column of columns) column.marks.push(column.cents);
    }
  };
  for await (const chunk of sheet.rows()) {
    for (const row of chunk) {
      passTotals(row.row);
      for (const column of columns) add(column, row);
    }
  }
  passTotals(Number.POSITIVE_INFINITY);
  if (last !== undefined) issues.push(...columns.flatMap((column) => wholeProblem(sheet, last, column)));
  return issues;
}

/** Money that stands on every row once: header amounts repeat on the lines of a document. */
function summedColumns(sheet: MatchedSheet): Summed[] {
  const { schema, profile } = sheet.dataset;
  return schema.columns.flatMap((column) => {
    const index = sheet.match.indexes.get(column.name);
    const repeats = column.level === 'header' && schema.document.lineKeys.length > 0;
    if (index === undefined || column.kind !== 'money' || repeats) return [];
    const parse = compileCellParser(column, profile);
    return [{ name: column.name, index, parse, cents: 0n, marks: [0n], unreadableRow: null }];
  });
}

function add(column: Summed, row: RawRow): void {
  const value = column.parse(row.cells[column.index] ?? null);
  const failed = row.problems?.some(({ index, code }) => index === column.index || code.startsWith('row.')) === true;
  if (typeof value === 'number') column.cents += BigInt(value);
  if (failed || isCellError(value)) column.unreadableRow ??= row.row;
}

/** A subtotal counts rows above it: back to the top, or to another total row. */
function partProblem(sheet: MatchedSheet, total: RawRow, column: Summed): Issue[] {
  const { cents, marks } = column;
  const since = cents - marks[marks.length - 1]!;
  return problemOf(sheet, total, column, (declared) => marks.some((mark) => cents - mark === declared), since);
}

function wholeProblem(sheet: MatchedSheet, total: RawRow, column: Summed): Issue[] {
  return problemOf(sheet, total, column, (declared) => column.cents === declared, column.cents);
}

function problemOf(
  sheet: MatchedSheet,
  total: RawRow,
  column: Summed,
  agrees: (declared: bigint) => boolean,
  sum: bigint,
): Issue[] {
  const text = total.cells[column.index] ?? null;
  const value = column.parse(text);
  if (value === null) return [];
  const place = {
    file: sheet.source.file,
    sheet: sheet.source.sheet,
    row: total.row,
    dataset: sheet.dataset.name,
    column: column.name,
  };
  const unchecked = (why: string): Issue[] => {
    const message = `The total row ${total.row} declares ${column.name} ${text} and was not checked: ${why}`;
    return [fileIssue('file.total-not-checked', message, { ...place, severity: 'warning' })];
  };
  if (isCellError(value)) return unchecked(value.message);
  if (column.unreadableRow !== null) {
    return unchecked(`row ${column.unreadableRow} holds what cannot be added up. Correct that cell.`);
  }
  if (agrees(BigInt(value as number))) return [];
  const message =
    `The total row ${total.row} declares ${column.name} ${text}; the rows add up to ${formatCents(sum)}. ` +
    'A row is missing or was changed, so none is taken: export the file again.';
  return [fileIssue('file.control-total-differs', message, place)];
}
