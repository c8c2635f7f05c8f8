/**
 * Issues → cells of a workbook, and the words of a cell's note.
 * Promise: every issue is kept in its order, with the cell it belongs to when there is one: the cell it names; else the
 * column it names in its row; else the first filled cell of its row. A cell hidden under a merge is shown where the
 * merge is. No sheet, no row: no cell.
 * Does not: read or write files.
 */
import type { Issue } from '../../core/nouns.js';
import { cutText } from '../../core/visible-text.js';
import { addressOf, columnLetter } from '../excel-values.js';
import type { MergedRange } from '../xlsx-sheet.js';
import type { Paint } from './xlsx-style-edit.js';

/** What placing needs to know of a sheet. */
export interface SheetLook {
  /** Row → its first filled column, of the rows issues name. */
  readonly firstFilled: ReadonlyMap<number, number>;
  /** Texts of the rows that may be the header an issue names. */
  readonly headers: ReadonlyMap<number, readonly (string | null)[]>;
  /** Row → the merges over it, of the rows issues name. */
  readonly merges: ReadonlyMap<number, readonly MergedRange[]>;
}

/** How rows and columns of the file lie in the workbook. */
export interface FileShape {
  /** The one sheet of a file that has none; `null` for a workbook. */
  readonly sheet: string | null;
  /** Added to a row of the file. */
  readonly rowOffset: number;
  /** Row of the column names in the workbook, where it is known. */
  readonly headerRow: number | null;
  /** Our column → index of its header cell, where the file has no letters. */
  readonly columns: ReadonlyMap<string, number>;
}

export interface PlacedIssue {
  readonly issue: Issue;
  readonly sheet: string | null;
  /** 1-based row, 0-based column. */
  readonly row: number | null;
  readonly column: number | null;
}

export interface NoteRun {
  readonly text: string;
  readonly bold: boolean;
}

export interface CellMark {
  readonly row: number;
  readonly column: number;
  readonly paint: Paint;
  readonly issues: readonly Issue[];
}

const ISSUES_IN_NOTE_MAX = 5;
const VALUES_IN_NOTE_MAX = 15;
const VALUE_CHARACTERS_MAX = 200;
const MESSAGE_CHARACTERS_MAX = 1_000;

/** Whether the header row has to be read to place it: an unknown column has a name and no cell. */
export function namesHeader(issue: Issue): boolean {
  return issue.header !== null && issue.cell === null;
}

/** The sheet an issue is about, under the name the workbook gives it. */
export function sheetOfIssue(issue: Issue, shape: FileShape): string | null {
  return shape.sheet ?? issue.sheet;
}

/** An issue of the whole file that names a header stands at the header. */
export function rowOfIssue(issue: Issue, shape: FileShape): number | null {
  if (issue.row !== null) return issue.row + shape.rowOffset;
  return issue.header === null ? null : shape.headerRow;
}

export function placeIssue(issue: Issue, look: SheetLook | null, shape: FileShape): PlacedIssue {
  const sheet = sheetOfIssue(issue, shape);
  const row = rowOfIssue(issue, shape);
  if (look === null || row === null) return { issue, sheet, row, column: null };
  const column = columnOf(issue, row, look, shape);
  const merge = look.merges.get(row)?.find(({ left, right }) => column >= left && column <= right);
  return { issue, sheet, row: merge?.top ?? row, column: merge?.left ?? column };
}

function columnOf(issue: Issue, row: number, look: SheetLook, shape: FileShape): number {
  const named = issue.cell === null ? null : addressOf(issue.cell.slice(issue.cell.lastIndexOf('!') + 1));
  if (named !== null) return named.column;
  const index = issue.column === null ? undefined : shape.columns.get(issue.column);
  if (index !== undefined) return index;
  const header = issue.header?.trim();
  const headers = look.headers.get(shape.headerRow ?? row);
  const found = header === undefined ? -1 : (headers ?? []).findIndex((text) => text?.trim() === header);
  return found === -1 ? (look.firstFilled.get(row) ?? 0) : found;
}

/** The cells to mark, by sheet, in the order of rows and columns. */
export function marksOf(placed: readonly PlacedIssue[]): Map<string, CellMark[]> {
  const sheets = new Map<string, Map<string, { row: number; column: number; issues: Issue[] }>>();
  for (const { issue, sheet, row, column } of placed) {
    if (sheet === null || row === null || column === null) continue;
    let cells = sheets.get(sheet);
    if (cells === undefined) sheets.set(sheet, (cells = new Map()));
    const key = `${row} ${column}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { row, column, issues: [issue] });
    else cell.issues.push(issue);
  }
  const marks = new Map<string, CellMark[]>();
  for (const [sheet, cells] of sheets) {
    const list = [...cells.values()].map((cell): CellMark => ({ ...cell, paint: paintOf(cell.issues) }));
    marks.set(
      sheet,
      list.sort((one, other) => one.row - other.row || one.column - other.column),
    );
  }
  return marks;
}

function paintOf(issues: readonly Issue[]): Paint {
  return issues.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
}

/** What a person reads over the cell: the rule in plain words, what was seen, what may stand there. */
export function noteRuns(issues: readonly Issue[]): NoteRun[] {
  const shown = issues.slice(0, ISSUES_IN_NOTE_MAX);
  const runs = shown.flatMap((issue, index): NoteRun[] => [
    { text: `${index === 0 ? '' : '\n\n'}${issue.severity === 'error' ? 'Error' : 'Warning'}`, bold: true },
    { text: noteText(issue), bold: false },
  ]);
  const left = issues.length - shown.length;
  if (left > 0) runs.push({ text: `\n\n… and ${left} more, on the sheet of issues.`, bold: false });
  return runs;
}

function noteText({ message, value, allowed, nearest, document, column, code }: Issue): string {
  const lines = [`\n${cut(message, MESSAGE_CHARACTERS_MAX)}`];
  if (value !== null) lines.push(`Seen: ${cut(value, VALUE_CHARACTERS_MAX)}`);
  if (nearest !== null && nearest.length > 0) lines.push(`Nearest: ${listed(nearest)}`);
  if (allowed !== null && allowed.length > 0) lines.push(`Allowed: ${listed(allowed)}`);
  if (column === null && document !== null) lines.push(`Document: ${cut(document, VALUE_CHARACTERS_MAX)}`);
  lines.push(`(${code})`);
  return lines.join('\n');
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, VALUES_IN_NOTE_MAX).map((value) => cut(value, VALUE_CHARACTERS_MAX));
  const left = values.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` … and ${left} more` : '');
}

function cut(text: string, charactersMax: number): string {
  return cutText(text, charactersMax);
}

/** `F17`. */
export function cellName(row: number, column: number): string {
  return `${columnLetter(column)}${row}`;
}
