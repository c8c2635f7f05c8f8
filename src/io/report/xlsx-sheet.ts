/**
 * One sheet of the report workbook: title lines, a frozen head, filter, outline, number formats, print set-up.
 * Promise: figures are numbers under an accounting format, codes and texts are string cells under a text format
 * (nothing that begins with `=` can act), what is not known is `–`, and a live formula is written with its result.
 * Does not: decide what a sheet says.
 */
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { rename, rm } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { cutText } from '../../core/visible-text.js';
import { NOT_KNOWN, cleanText } from './format-amount.js';
import type { Cell, CellKind, ReportColumn } from './report-table.js';
import { isFigure } from './report-table.js';

export interface SheetColumn extends ReportColumn {
  /** 1: grouped under the column to its right, closed at first. */
  readonly outlineLevel?: 1;
}

export interface SheetCell extends Cell {
  /** A formula that gives `value`, which is written as its result. */
  readonly formula?: string;
}

export interface SheetRow {
  readonly cells: readonly SheetCell[];
  readonly bold?: boolean;
  readonly red?: boolean;
  /** Single rule above, double rule below. */
  readonly grand?: boolean;
  /** Heads of a further table on the same sheet. */
  readonly heads?: readonly string[];
  readonly outlineLevel?: number;
}

export interface SheetPlan {
  readonly name: string;
  /** Lines above the head; the first is set as title. */
  readonly titles: readonly { text: string; bad?: boolean }[];
  readonly columns: readonly SheetColumn[];
  /** Columns that go to paper; all of them when left out. */
  readonly printedColumns?: number;
  /** Columns that stay when scrolling to the right. */
  readonly frozenColumns: number;
  readonly deepest: number;
  readonly rows: readonly SheetRow[];
  /** Rows at the end (totals) that a filter must leave alone. */
  readonly rowsAfterFilter: number;
}

const FORMATS: Readonly<Record<CellKind, string>> = {
  money: '#,##0.00_);(#,##0.00);"-"??',
  hours: '#,##0.00_);(#,##0.00);"-"??',
  count: '#,##0_);(#,##0);"-"_)',
  percent: '0.00%_);(0.00%);"-"??',
  date: 'mm/dd/yyyy',
  instant: '@',
  text: '@',
  code: '@',
};

const RED = 'FFA80000';
const QUIET = 'FF5F5F5F';
/** Points of one line of text, and of the heads. */
const LINE_HEIGHT = 13.5;
const HEAD_HEIGHT = 30;
const LINES_MAX = 12;
/** Of Calibri 10, in a column whose width counts digits of Calibri 11. */
const CHARACTERS_PER_WIDTH = 1.05;
/** Excel takes 32,767 characters in a cell. */
const CELL_CHARACTERS_MAX = 32_000;
const LETTER = 1;

/** Row of the column heads on every sheet: after the title lines. */
export function headRowOf(plan: Pick<SheetPlan, 'titles'>): number {
  return plan.titles.length + 1;
}

/** 1 → `A`, 27 → `AA`. */
export function columnLetter(column: number): string {
  const rest = column > 26 ? columnLetter(Math.floor((column - 1) / 26)) : '';
  return rest + String.fromCharCode(65 + ((column - 1) % 26));
}

/**
 * Writes beside `path` and renames, so that a killed run leaves no half workbook.
 * Errors of the file system reject.
 */
export async function writeWorkbook(
  path: string,
  about: { title: string; createdAt: string },
  plans: Iterable<SheetPlan>,
): Promise<void> {
  const part = `${path}.part`;
  const stream = createWriteStream(part);
  await once(stream, 'open');
  const failed = new Promise<never>((_resolve, reject) => {
    stream.once('error', reject);
  });
  try {
    await Promise.race([writeSheets(stream, about, plans), failed]);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function writeSheets(
  stream: WriteStream,
  about: { title: string; createdAt: string },
  plans: Iterable<SheetPlan>,
): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: true });
  workbook.title = about.title;
  workbook.creator = 'Tieout';
  workbook.lastModifiedBy = 'Tieout';
  workbook.created = new Date(about.createdAt);
  workbook.modified = workbook.created;
  for (const plan of plans) {
    writeSheet(workbook, plan, about);
    await setImmediate();
  }
  await workbook.commit();
}

function writeSheet(workbook: ExcelJS.stream.xlsx.WorkbookWriter, plan: SheetPlan, about: { title: string }): void {
  const headRow = headRowOf(plan);
  const sheet = workbook.addWorksheet(plan.name, {
    properties: {
      outlineLevelRow: plan.deepest,
      outlineLevelCol: plan.columns.some((column) => column.outlineLevel) ? 1 : 0,
    },
    views: [{ state: 'frozen', xSplit: plan.frozenColumns, ySplit: headRow, showGridLines: false }],
    pageSetup: {
      paperSize: LETTER as unknown as ExcelJS.PaperSize,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headRow}:${headRow}`,
      ...printArea(plan),
      margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L&8${footText(about.title)}&C&8&A&R&8Page &P of &N` },
  });
  // exceljs marks rows as collapsed from this level on; none is, and the level itself has been written by now.
  sheet.properties.outlineLevelRow = 8;
  sheet.columns = plan.columns.map(({ width, outlineLevel }) => ({
    width,
    ...(outlineLevel === undefined ? {} : { outlineLevel, hidden: true }),
  }));
  writeTitles(sheet, plan);
  writeHeads(
    sheet,
    plan.columns.map((column) => column.head),
    plan.columns,
  );
  for (const row of plan.rows) writeRow(sheet, row, plan.columns);
  const last = headRow + plan.rows.length - plan.rowsAfterFilter;
  sheet.autoFilter = {
    from: { row: headRow, column: 1 },
    to: { row: Math.max(headRow, last), column: plan.columns.length },
  };
  sheet.commit();
}

function printArea(plan: SheetPlan): { printArea?: string } {
  if (plan.printedColumns === undefined) return {};
  return { printArea: `A$1:${columnLetter(plan.printedColumns)}$${headRowOf(plan) + plan.rows.length}` };
}

function writeTitles(sheet: ExcelJS.Worksheet, plan: SheetPlan): void {
  plan.titles.forEach(({ text, bad }, index) => {
    const row = sheet.addRow([cleanText(text)]);
    const cell = row.getCell(1);
    cell.numFmt = '@';
    cell.font =
      index === 0
        ? { name: 'Calibri', size: 14, bold: true }
        : { name: 'Calibri', size: 10, bold: bad === true, color: { argb: bad === true ? RED : QUIET } };
    row.commit();
  });
}

function writeHeads(sheet: ExcelJS.Worksheet, heads: readonly string[], columns: readonly SheetColumn[]): void {
  const row = sheet.addRow([...heads]);
  columns.forEach(({ kind }, index) => {
    const cell = row.getCell(index + 1);
    cell.font = { name: 'Calibri', size: 10, bold: true };
    cell.alignment = {
      horizontal: isFigure(kind) ? 'right' : 'left',
      vertical: 'bottom',
      wrapText: true,
      indent: indentOf(columns, index),
    };
    cell.border = { bottom: { style: 'thin' } };
    cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF0F0EC' } };
  });
  row.height = HEAD_HEIGHT;
  row.commit();
}

function writeRow(sheet: ExcelJS.Worksheet, row: SheetRow, columns: readonly SheetColumn[]): void {
  if (row.heads !== undefined) {
    sheet.addRow(['']).commit();
    writeHeads(sheet, row.heads, columns);
    return;
  }
  const line = sheet.addRow(row.cells.map(valueOf));
  row.cells.forEach((cell, index) => {
    line.getCell(index + 1).style = styleOf(cell, row, indentOf(columns, index));
  });
  line.height = LINE_HEIGHT * linesOf(row, columns) + 2;
  if (row.outlineLevel !== undefined && row.outlineLevel > 0) line.outlineLevel = row.outlineLevel;
  line.commit();
}

function valueOf(cell: SheetCell): ExcelJS.CellValue {
  const value = plainValue(cell);
  if (cell.formula === undefined || typeof value !== 'number') return value;
  return { formula: cell.formula, result: value };
}

function plainValue({ kind, value }: SheetCell): string | number | Date | null {
  if (value === null) return isFigure(kind) ? NOT_KNOWN : null;
  if (kind === 'money' || kind === 'hours') return Number(value) / 100;
  if (kind === 'percent') return Number(value) / 10_000;
  if (kind === 'count') return Number(value);
  const text = cleanText(String(value));
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text)) return new Date(`${text}T00:00:00Z`);
  return cutText(text, CELL_CHARACTERS_MAX);
}

/** Programs do not agree on fitting rows by themselves, so the height is estimated from the widths. */
function linesOf(row: SheetRow, columns: readonly SheetColumn[]): number {
  return Math.max(
    1,
    ...row.cells.map((cell, index) => {
      const column = columns[index];
      if (typeof cell.value !== 'string' || column === undefined || !wraps(cell, row)) return 1;
      return Math.min(LINES_MAX, Math.ceil(cell.value.length / (column.width * CHARACTERS_PER_WIDTH)));
    }),
  );
}

/** Words of a grand total run over the empty cells beside them instead. */
function wraps(cell: SheetCell, row: SheetRow): boolean {
  return !isFigure(cell.kind) && cell.kind !== 'date' && row.grand !== true;
}

/** A text behind a figure keeps its distance. */
function indentOf(columns: readonly SheetColumn[], index: number): number {
  const [before, own] = [columns[index - 1], columns[index]];
  return before !== undefined && own !== undefined && isFigure(before.kind) && !isFigure(own.kind) ? 1 : 0;
}

/** Cells that look alike share one style object, which exceljs knows again: large sheets are written twice as fast. */
const styles = new Map<string, Partial<ExcelJS.Style>>();

function styleOf(cell: SheetCell, row: SheetRow, indent: number): Partial<ExcelJS.Style> {
  const wrapText = wraps(cell, row);
  const [bold, red, grand] = [row.bold === true, row.red === true, row.grand === true];
  const key = [cell.kind, wrapText, bold, red, grand, indent].join();
  const known = styles.get(key);
  if (known !== undefined) return known;
  const top = grand ? 'thin' : 'hair';
  const style: Partial<ExcelJS.Style> = {
    numFmt: FORMATS[cell.kind],
    font: { name: 'Calibri', size: 10, bold, ...(red ? { color: { argb: RED } } : {}) },
    alignment: { horizontal: isFigure(cell.kind) ? 'right' : 'left', vertical: 'middle', wrapText, indent },
    ...(bold ? { border: { top: { style: top }, ...(grand ? { bottom: { style: 'double' } } : {}) } } : {}),
  };
  styles.set(key, style);
  return style;
}

/** In a footer `&` opens a code; a footer holds 255 characters. */
function footText(text: string): string {
  return cleanText(text).slice(0, 150).replace(/&/g, '&&');
}
