/**
 * A workbook as sheets of rows.
 * Promise: every sheet is unzipped and parsed once, when the file is opened, so that whatever is wrong with the file is
 * known before the first row is given out; rows keep the row numbers Excel shows; hidden sheets and rows are read and
 * named.
 * Does not: calculate formulas, or know any dataset. Text that would be a formula elsewhere (`=cmd…`) is plain text
 * here.
 *
 * Why not exceljs here: its streaming reader needs a second pass for merges, hidden rows and cached errors anyway, and
 * silently loses inline rich text, sheets whose part is not called sheetN.xml, and sheet names behind absolute targets
 * (openpyxl writes those).
 */
import type { FileNote, HeaderCell, OpenExtract, Sheet } from '../core/nouns.js';
import { FileProblem } from '../core/faults.js';
import { soundText } from '../core/visible-text.js';
import { columnLetter } from './excel-values.js';
import { rowsPerChunk, type ReadLimits } from './read-limits.js';
import { Spool, SpoolBudget } from './spool.js';
import { XlsxGuard } from './xlsx-guard.js';
import { readWorkbookParts, type SheetPart, type WorkbookParts } from './xlsx-parts.js';
import { tableRows, type TableShape } from './xlsx-rows.js';
import { type MergedRange, type SheetRow, SheetScanner } from './xlsx-sheet.js';
import { XmlScanner } from './xml-scanner.js';

const HEADER_SEARCH_ROWS = 20;
const ROWS_NAMED_MAX = 10;

interface Place {
  readonly tempFolder: string;
  readonly limits: ReadLimits;
  readonly budget: SpoolBudget;
}

export async function openXlsx(path: string, tempFolder: string, limits: ReadLimits): Promise<OpenExtract> {
  const guard = await XlsxGuard.open(path, limits);
  const place: Place = { tempFolder, limits, budget: new SpoolBudget(limits) };
  const tables: Table[] = [];
  try {
    const workbook = await readWorkbookParts(guard, limits);
    for (const part of workbook.sheets) {
      const table = new Table(part, place);
      tables.push(table);
      await table.read(guard, workbook);
    }
    await guard.checkRest();
  } catch (error) {
    await closeAll(tables);
    throw error;
  } finally {
    guard.close();
  }
  const notes = tables.flatMap((table) => table.notes);
  const sheets = tables.map((table) => table.sheet()).filter((sheet) => sheet !== null);
  if (sheets.length === 0) {
    await closeAll(tables);
    throw nothingInIt(notes);
  }
  return { sheets, notes, close: () => closeAll(tables) };
}

async function closeAll(tables: readonly Table[]): Promise<void> {
  for (const table of tables) await table.remove();
}

function nothingInIt(notes: readonly FileNote[]): FileProblem {
  if (notes.length === 0) {
    return new FileProblem(
      'file.empty',
      'The workbook holds no row.',
      'Export it again; if nothing was to be sent, leave it out.',
    );
  }
  return new FileProblem(
    'file.no-header',
    `No sheet has a header among its first ${HEADER_SEARCH_ROWS} rows.`,
    'Put the column names in one row above the data.',
  );
}

/** One sheet while it is read, and after. */
class Table {
  readonly notes: FileNote[] = [];
  private readonly spool: Spool;
  private readonly waiting: SheetRow[] = [];
  private header: SheetRow | null = null;
  private searching = true;
  private merges: readonly MergedRange[] = [];
  private readonly hiddenRows: number[] = [];
  private hiddenCount = 0;
  /** How many data rows hold a value in each column right of the header's last name. */
  private readonly nameless = new Map<number, number>();
  private nameWidth = 0;
  private width = 0;

  constructor(
    private readonly part: SheetPart,
    private readonly place: Place,
  ) {
    this.spool = new Spool(place.tempFolder, place.limits, place.budget);
  }

  async read(guard: XlsxGuard, workbook: WorkbookParts): Promise<void> {
    const scanner = new SheetScanner(this.part.name, workbook, this.place.limits, (row) => this.take(row));
    const xml = new XmlScanner(scanner, this.part.part);
    for await (const text of guard.textOf(this.part.part)) {
      xml.write(text);
      await this.spool.drain();
    }
    xml.end();
    if (this.searching) this.chooseHeader();
    await this.spool.finish();
    this.merges = scanner.merges.sort((one, other) => one.top - other.top);
    this.width = this.nameWidth + this.namelessColumns();
    this.refuseVastTable();
    this.refuseOverlaps();
    this.noteWhatWasSeen();
  }

  /** `null` for a sheet without a table. */
  sheet(): Sheet | null {
    const header = this.header;
    if (header === null) return null;
    const cells: HeaderCell[] = [];
    for (let index = 0; index < this.width; index++) {
      cells.push({ name: soundText(header.cells[index] ?? ''), letter: columnLetter(index), scope: null });
    }
    const table: TableShape = {
      headerRow: header.row,
      width: this.width,
      rowsMax: rowsPerChunk(this.place.limits, this.width),
      merges: this.merges,
    };
    return {
      name: this.part.name,
      header: cells,
      headerRow: header.row,
      rows: () => tableRows(this.spool.rows(table.width, table.rowsMax), table),
    };
  }

  remove(): Promise<void> {
    return this.spool.remove();
  }

  // ------------------------------------------------------------------------------------------------- reading

  private take(row: SheetRow): void {
    if (row.problems === null && row.cells.every((cell) => cell === null)) return;
    if (!this.searching) return this.keep(row);
    this.waiting.push(row);
    if (this.waiting.length === HEADER_SEARCH_ROWS) this.chooseHeader();
  }

  /**
   * The header is the first row with two text cells or more; a row with less than half the text cells of the fullest
   * one is a title (`Company: | ACME`), since a header names every column that its data fills.
   */
  private chooseHeader(): void {
    this.searching = false;
    const most = Math.max(0, ...this.waiting.map((row) => row.textCells));
    const at = this.waiting.findIndex((row) => row.textCells >= 2 && row.textCells * 2 >= most);
    const header = this.waiting[at];
    if (header === undefined) {
      if (this.waiting.length > 0) {
        this.note(
          'file.sheet-without-header',
          `Sheet ${this.part.name} has no header among its first ${HEADER_SEARCH_ROWS} rows; it was left out.`,
        );
      }
      return;
    }
    this.header = header;
    this.nameWidth = header.cells.length;
    while (this.nameWidth > 0 && header.cells[this.nameWidth - 1] === null) this.nameWidth--;
    if (at > 0) {
      const titles = this.waiting.slice(0, at).map((row) => row.row);
      this.note(
        'file.title-rows',
        titles.length === 1
          ? `Row ${titles[0]} stands above the header in row ${header.row} and was left out.`
          : `Rows ${listed(titles, titles.length)} stand above the header in row ${header.row} and were left out.`,
      );
    }
    for (const row of this.waiting.splice(0).slice(at + 1)) this.keep(row);
  }

  private keep(row: SheetRow): void {
    if (this.header === null) return;
    for (let index = this.nameWidth; index < row.cells.length; index++) {
      if (row.cells[index] !== null) this.nameless.set(index, (this.nameless.get(index) ?? 0) + 1);
    }
    if (row.hidden) {
      this.hiddenCount++;
      if (this.hiddenRows.length < ROWS_NAMED_MAX) this.hiddenRows.push(row.row);
    }
    this.spool.add(row.row, row.cells, row.problems);
  }

  /**
   * A column without a name counts when most rows fill it; what stands right of the table in a few rows is a problem of
   * those rows.
   */
  private namelessColumns(): number {
    let width = 0;
    for (const [index, filled] of this.nameless) {
      if (filled * 2 > this.spool.rowCount) width = Math.max(width, index + 1 - this.nameWidth);
    }
    return width;
  }

  private refuseVastTable(): void {
    if (this.width * this.spool.rowCount <= this.place.limits.tableCellsMax) return;
    throw new FileProblem(
      'file.too-large',
      `Sheet ${this.part.name} is a table of ${this.spool.rowCount} rows and ${this.width} columns.`,
      'Remove what stands far to the right of the table, or deliver it as CSV.',
      { sheet: this.part.name },
    );
  }

  /**
   * Ranges over one row cannot be wider together than the table; overlapping ones would be asked again and again for
   * every row.
   */
  private refuseOverlaps(): void {
    const ends: { row: number; columns: number }[] = [];
    for (const merge of this.merges) {
      if (merge.left >= this.width) continue;
      const columns = Math.min(merge.right, this.width - 1) - merge.left + 1;
      ends.push({ row: merge.top, columns }, { row: merge.bottom + 1, columns: -columns });
    }
    ends.sort((one, other) => one.row - other.row || one.columns - other.columns);
    let covered = 0;
    for (const { columns } of ends) {
      covered += columns;
      if (covered <= this.width) continue;
      throw new FileProblem(
        'file.hostile',
        `Merged ranges of sheet ${this.part.name} overlap, which no spreadsheet program writes.`,
        'Unmerge all cells of the sheet, or deliver it as CSV.',
        { sheet: this.part.name },
      );
    }
  }

  private noteWhatWasSeen(): void {
    if (this.header === null) return;
    const name = this.part.name;
    if (this.part.hidden) {
      this.note(
        'file.hidden-sheet',
        `Sheet ${name} is hidden; its ${this.spool.rowCount} rows were read all the same.`,
      );
    }
    if (this.hiddenCount > 0) {
      const rows = listed(this.hiddenRows, this.hiddenCount);
      this.note(
        'file.hidden-rows',
        `${this.hiddenCount} rows of sheet ${name} are hidden (${rows}); they were read all the same.`,
      );
    }
    const headerRow = this.header.row;
    const merged = this.merges.filter(
      (merge) => merge.top <= headerRow && merge.bottom >= headerRow && merge.left < this.width,
    );
    if (merged.length > 0) {
      const ranges = merged
        .slice(0, ROWS_NAMED_MAX)
        .map((merge) => merge.reference)
        .join(', ');
      this.note(
        'file.merged-header',
        `Header cells of sheet ${name} are merged (${ranges}); only the first column of each has a name.`,
      );
    }
  }

  private note(code: string, message: string): void {
    this.notes.push({ sheet: this.part.name, code, message });
  }
}

function listed(rows: readonly number[], count: number): string {
  const named = rows.slice(0, ROWS_NAMED_MAX).join(', ');
  return count > ROWS_NAMED_MAX ? `${named} …` : named;
}
