/**
 * A sheet's XML on its way from the original to the annotated workbook, in a stream.
 * Promise: only the style of a marked cell changes; a marked cell (or row) that is not there is put in its place;
 * memory is one chunk and the geometry of rows with a height of their own. All else passes as it is.
 * Does not: change values or formulas.
 */
import { addressOf } from '../excel-values.js';
import { attributeOf } from '../xml-scanner.js';
import { isTrue } from '../xlsx-parts.js';
import { cellName, type CellMark } from './place-issues.js';
import { type Tag, TagRewriter, withAttribute } from './xml-edit.js';
import type { Paint } from './xlsx-style-edit.js';

/** Widths and heights in pixels, as the notes need them. */
export interface SheetGeometry {
  readonly columns: { readonly first: number; readonly last: number; readonly width: number }[];
  readonly rows: Map<number, number>;
  columnWidth: number;
  rowHeight: number;
}

export interface SheetEditRequest {
  /** In the order of rows and columns. */
  readonly marks: readonly CellMark[];
  readonly painted: (base: number, paint: Paint) => number;
  /** Id of the notes' drawing, when the sheet points to none yet. */
  readonly notesDrawing: string | null;
  /** Namespace of relationship ids. */
  readonly office: string;
}

/** What stands behind `legacyDrawing` in a sheet. */
const BEHIND_NOTES = new Set([
  'legacyDrawingHF',
  'drawingHF',
  'picture',
  'oleObjects',
  'controls',
  'webPublishItems',
  'tableParts',
  'extLst',
  'AlternateContent',
]);
const PIXELS_PER_POINT = 96 / 72;
const PIXELS_PER_CHARACTER = 7;
const CELL_PADDING = 5;

interface OpenRow {
  readonly style: number | null;
  readonly prefix: string;
  /** Marks of this row not met yet. */
  readonly marks: CellMark[];
}

export class SheetEdit {
  readonly geometry: SheetGeometry = { columns: [], rows: new Map(), columnWidth: 64, rowHeight: 20 };
  private readonly rewriter = new TagRewriter((tag) => this.rewrite(tag));
  private readonly columnStyles: { first: number; last: number; style: number }[] = [];
  private prefix = '';
  private depth = 0;
  private inData = false;
  private afterData = false;
  private rowNumber = 0;
  private column = -1;
  private next = 0;
  private row: OpenRow | null = null;
  private notesDrawing: string | null;

  constructor(private readonly request: SheetEditRequest) {
    this.notesDrawing = request.notesDrawing;
  }

  async *chunks(text: AsyncIterable<string>): AsyncGenerator<string> {
    for await (const chunk of text) yield this.rewriter.write(chunk);
    yield this.rewriter.end();
    if (this.next < this.request.marks.length || this.notesDrawing !== null) {
      throw new Error('A sheet ended before all its marks were set.');
    }
  }

  private rewrite(tag: Tag): string | null {
    const atTop = this.depth === 1 && tag.kind !== 'close';
    if (tag.kind === 'open') this.depth++;
    if (tag.kind === 'close') this.depth--;
    if (this.inData) return this.inSheetData(tag);
    if (tag.name === 'sheetData' && atTop) return this.openData(tag);
    if (tag.name === 'col') this.measureColumns(tag.attributes);
    if (tag.name === 'sheetFormatPr') this.measureDefaults(tag.attributes);
    const ends = tag.kind === 'close' && this.depth === 0;
    return ends || (atTop && this.afterData && BEHIND_NOTES.has(tag.name)) ? this.putNotesDrawing(tag) : null;
  }

  private putNotesDrawing(tag: Tag): string | null {
    if (this.notesDrawing === null) return null;
    const id = this.notesDrawing;
    this.notesDrawing = null;
    return `<${this.prefix}legacyDrawing xmlns:r="${this.request.office}" r:id="${id}"/>${written(tag)}`;
  }

  // -------------------------------------------------------------------------------------------------- sheet data

  private openData(tag: Tag): string | null {
    this.prefix = tag.prefix;
    this.afterData = true;
    if (tag.kind === 'open') {
      this.inData = true;
      return null;
    }
    const rows = this.rowsBefore(Infinity);
    return rows === '' ? null : `<${tag.prefix}sheetData>${rows}</${tag.prefix}sheetData>`;
  }

  private inSheetData(tag: Tag): string | null {
    if (tag.name === 'c' && tag.kind !== 'close') return this.cell(tag);
    if (tag.name === 'row') return tag.kind === 'close' ? this.closeRow(tag) : this.openRow(tag);
    if (tag.name !== 'sheetData' || tag.kind !== 'close') return null;
    this.inData = false;
    const rows = this.rowsBefore(Infinity);
    return rows === '' ? null : rows + written(tag);
  }

  private openRow(tag: Tag): string | null {
    const given = attributeOf(tag.attributes, 'r');
    this.rowNumber = given === null ? this.rowNumber + 1 : Number(given);
    this.column = -1;
    this.measureRow(tag.attributes);
    const before = this.rowsBefore(this.rowNumber);
    const marks: CellMark[] = [];
    while (this.request.marks[this.next]?.row === this.rowNumber) marks.push(this.request.marks[this.next++]!);
    const style = isTrue(attributeOf(tag.attributes, 'customFormat')) ? Number(attributeOf(tag.attributes, 's')) : null;
    this.row = { style, prefix: tag.prefix, marks };
    if (marks.length === 0) return before === '' ? null : before + written(tag);
    // A hint on which columns the row fills; it may be wrong now.
    const attributes = tag.attributes.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '');
    const open = written({ ...tag, attributes, kind: 'open' });
    if (tag.kind === 'open') return before + open;
    return `${before}${open}${this.cellsBefore(Infinity)}</${tag.prefix}row>`;
  }

  private closeRow(tag: Tag): string | null {
    const cells = this.cellsBefore(Infinity);
    this.row = null;
    return cells === '' ? null : cells + written(tag);
  }

  private cell(tag: Tag): string | null {
    const { row } = this;
    if (row === null || row.marks.length === 0) return null;
    const reference = attributeOf(tag.attributes, 'r');
    this.column = reference === null ? this.column + 1 : (addressOf(reference)?.column ?? this.column + 1);
    const before = this.cellsBefore(this.column);
    if (row.marks[0]?.column !== this.column) return before === '' ? null : before + written(tag);
    const { paint } = row.marks.shift()!;
    const style = this.request.painted(Number(attributeOf(tag.attributes, 's') ?? 0), paint);
    return before + written({ ...tag, attributes: withAttribute(tag.attributes, 's', style) });
  }

  /** Marked cells of the open row that the sheet does not hold, up to a column. */
  private cellsBefore(column: number): string {
    const { row } = this;
    let cells = '';
    while (row !== null && row.marks.length > 0 && row.marks[0]!.column < column) {
      cells += this.newCell(row.marks.shift()!, row.style, row.prefix);
    }
    return cells;
  }

  /** Marked rows that the sheet does not hold, up to a row. */
  private rowsBefore(number: number): string {
    let rows = '';
    while ((this.request.marks[this.next]?.row ?? Infinity) < number) {
      const { row } = this.request.marks[this.next]!;
      let cells = '';
      while (this.request.marks[this.next]?.row === row) {
        cells += this.newCell(this.request.marks[this.next++]!, null, this.prefix);
      }
      rows += `<${this.prefix}row r="${row}">${cells}</${this.prefix}row>`;
    }
    return rows;
  }

  private newCell({ row, column, paint }: CellMark, rowStyle: number | null, prefix: string): string {
    const ofColumn = this.columnStyles.find(({ first, last }) => column >= first && column <= last)?.style;
    const style = this.request.painted(rowStyle ?? ofColumn ?? 0, paint);
    return `<${prefix}c r="${cellName(row, column)}" s="${style}"/>`;
  }

  // ---------------------------------------------------------------------------------------------------- geometry

  private measureColumns(attributes: string): void {
    const number = (name: string): number => Number(attributeOf(attributes, name) ?? 0);
    const first = number('min') - 1;
    const last = number('max') - 1;
    const hidden = isTrue(attributeOf(attributes, 'hidden'));
    const width = attributeOf(attributes, 'width');
    if (hidden) this.geometry.columns.push({ first, last, width: 0 });
    else if (width !== null) this.geometry.columns.push({ first, last, width: columnPixels(Number(width)) });
    if (attributeOf(attributes, 'style') !== null) this.columnStyles.push({ first, last, style: number('style') });
  }

  private measureDefaults(attributes: string): void {
    const width = attributeOf(attributes, 'defaultColWidth');
    const height = attributeOf(attributes, 'defaultRowHeight');
    if (width !== null) this.geometry.columnWidth = columnPixels(Number(width));
    if (height !== null) this.geometry.rowHeight = Number(height) * PIXELS_PER_POINT;
  }

  private measureRow(attributes: string): void {
    if (isTrue(attributeOf(attributes, 'hidden'))) this.geometry.rows.set(this.rowNumber, 0);
    const height = attributeOf(attributes, 'ht');
    if (height === null || this.geometry.rows.has(this.rowNumber)) return;
    this.geometry.rows.set(this.rowNumber, Number(height) * PIXELS_PER_POINT);
  }
}

function columnPixels(characters: number): number {
  return characters === 0 ? 0 : characters * PIXELS_PER_CHARACTER + CELL_PADDING;
}

function written({ kind, prefix, name, attributes }: Tag): string {
  if (kind === 'close') return `</${prefix}${name}>`;
  return `<${prefix}${name}${attributes}${kind === 'empty' ? '/>' : '>'}`;
}
