/**
 * The sheet that lists the issues: one row each, with a link to the cell.
 * Promise: every value is a string cell under a text format, so that nothing taken from a file can act; the head is
 * frozen and filtered; the sheet is told apart from one of the user by its head, whatever stands above it.
 * Does not: list more than Excel can hold; what is left out is said by whoever asked for it.
 */
import type { Sheet } from '../../core/nouns.js';
import { columnLetter } from '../excel-values.js';
import { cellName, type PlacedIssue } from './place-issues.js';
import { escapeCell, escapeXml } from './xml-edit.js';
import type { SheetStyles } from './xlsx-style-edit.js';

export const ISSUES_SHEET = 'Tieout issues';
/** Excel's last row less the lines above the head. */
export const ISSUE_ROWS_MAX = 1_048_000;
/** Excel repairs a sheet with more than 65,530 links. */
export const ISSUE_LINKS_MAX = 65_000;

const HEADS = [
  'Sheet',
  'Row',
  'Cell',
  'Column',
  'Document',
  'Severity',
  'Code',
  'Seen',
  'Message',
  'Allowed',
  'Nearest',
] as const;
const WIDTHS = [16, 7, 9, 22, 26, 10, 26, 24, 70, 40, 24];
const UNWRAPPED = new Set<(typeof HEADS)[number]>(['Row', 'Cell', 'Severity']);
/** Of Calibri 10, in a column whose width counts digits of Calibri 11. */
const CHARACTERS_PER_WIDTH = 1.05;
/** Excel's own limit on a cell. */
const CELL_CHARACTERS_MAX = 32_000;
const CELL = HEADS.indexOf('Cell');
/** Points of one line of text. */
const LINE_HEIGHT = 13.5;
const LINES_MAX = 12;

export interface IssuesSheet {
  readonly title: string;
  readonly lines: readonly string[];
  readonly issues: readonly PlacedIssue[];
}

export function hasIssueHeads(cells: readonly (string | null)[]): boolean {
  return HEADS.every((head, index) => cells[index] === head) && cells.length === HEADS.length;
}

/** Whether a delivered sheet is one of ours, come back with the workbook. */
export function isIssuesSheet(sheet: Pick<Sheet, 'name' | 'header'>): boolean {
  return sheet.name?.startsWith(ISSUES_SHEET) === true && hasIssueHeads(sheet.header.map(({ name }) => name));
}

export function* issuesSheetXml(sheet: IssuesSheet, styles: SheetStyles, main: string): Generator<string> {
  const head = headRowOf(sheet);
  const last = columnLetter(HEADS.length - 1);
  yield `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="${main}">`;
  yield '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>';
  yield '<sheetViews><sheetView showGridLines="0" workbookViewId="0">';
  yield `<pane ySplit="${head}" topLeftCell="A${head + 1}" activePane="bottomLeft" state="frozen"/>`;
  yield `<selection pane="bottomLeft" activeCell="A${head + 1}" sqref="A${head + 1}"/></sheetView></sheetViews>`;
  yield '<sheetFormatPr defaultRowHeight="15"/><cols>';
  yield WIDTHS.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('');
  yield `</cols><sheetData>${row(1, textCell(1, 0, sheet.title, styles.title))}`;
  for (const [index, line] of sheet.lines.entries()) {
    yield row(index + 2, textCell(index + 2, 0, line, styles.line));
  }
  yield row(head, HEADS.map((text, column) => textCell(head, column, text, styles.head)).join(''));
  for (const [index, placed] of sheet.issues.entries()) yield issueRow(head + 1 + index, placed, styles);
  yield `</sheetData><autoFilter ref="A${head}:${last}${head + Math.max(1, sheet.issues.length)}"/>`;
  yield* links(sheet.issues, head);
  yield '<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>';
  yield '<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>';
}

/** Where the filter of the sheet reaches, as a defined name says it. */
export function filterRange(sheet: IssuesSheet): string {
  const head = headRowOf(sheet);
  return `$A$${head}:$${columnLetter(HEADS.length - 1)}$${head + Math.max(1, sheet.issues.length)}`;
}

/** `'It''s'!F17`. */
export function cellLink(sheet: string, row: number, column: number): string {
  return `'${sheet.replaceAll("'", "''")}'!${cellName(row, column)}`;
}

function headRowOf({ lines }: IssuesSheet): number {
  return lines.length + 3;
}

function issueRow(number: number, placed: PlacedIssue, styles: SheetStyles): string {
  const { issue, sheet, row: targetRow, column } = placed;
  const cell = targetRow === null || column === null ? null : cellName(targetRow, column);
  const values: Record<(typeof HEADS)[number], string | null> = {
    Sheet: sheet,
    Row: issue.row === null ? null : String(issue.row),
    Cell: cell,
    Column: issue.header ?? issue.column,
    Document: issue.document,
    Severity: issue.severity,
    Code: issue.code,
    Seen: issue.value,
    Message: issue.message,
    Allowed: issue.allowed?.join(', ') ?? null,
    Nearest: issue.nearest?.join(', ') ?? null,
  };
  const cells = HEADS.map((head, at) => {
    const value = values[head];
    if (value === null) return '';
    if (head === 'Row') return `<c r="${cellName(number, at)}" s="${styles.number}"><v>${value}</v></c>`;
    return textCell(number, at, value, styleOf(head, issue.severity, styles));
  });
  return row(number, cells.join(''), linesOf(values));
}

/** Wrapped text needs a height of its own: not every program measures it on opening. */
function linesOf(values: Readonly<Record<(typeof HEADS)[number], string | null>>): number {
  const lines = HEADS.map((head, at) => {
    if (UNWRAPPED.has(head)) return 1;
    const characters = WIDTHS[at]! * CHARACTERS_PER_WIDTH;
    const parts = (values[head] ?? '').slice(0, LINES_MAX * characters).split('\n');
    return parts.reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / characters)), 0);
  });
  return Math.min(LINES_MAX, Math.max(...lines));
}

function styleOf(head: (typeof HEADS)[number], severity: 'error' | 'warning', styles: SheetStyles): number {
  if (head === 'Cell') return styles.link;
  if (head === 'Severity') return styles.paint[severity];
  return styles.wrapped;
}

function* links(issues: readonly PlacedIssue[], head: number): Generator<string> {
  let links = 0;
  for (const [index, { sheet, row: targetRow, column }] of issues.entries()) {
    if (sheet === null || targetRow === null || column === null || links >= ISSUE_LINKS_MAX) continue;
    if (links++ === 0) yield '<hyperlinks>';
    const place = escapeXml(cellLink(sheet, targetRow, column));
    yield `<hyperlink ref="${cellName(head + 1 + index, CELL)}" location="${place}" display="${place}"/>`;
  }
  if (links > 0) yield '</hyperlinks>';
}

function row(number: number, cells: string, lines = 1): string {
  const height = lines === 1 ? '' : ` ht="${lines * LINE_HEIGHT}" customHeight="1"`;
  return `<row r="${number}"${height}>${cells}</row>`;
}

/** A string cell, whatever the text looks like. */
export function textCell(row: number, column: number, text: string, style: number): string {
  const shown = text.length > CELL_CHARACTERS_MAX ? `${text.slice(0, CELL_CHARACTERS_MAX)} … (cut here)` : text;
  const kept = /^\s|\s$|[\n\t]| {2}/.test(shown) ? ' xml:space="preserve"' : '';
  const content = `<is><t${kept}>${escapeCell(shown)}</t></is>`;
  return `<c r="${cellName(row, column)}" s="${style}" t="inlineStr">${content}</c>`;
}
