/**
 * A section of the report as rows and typed columns: what every renderer lays out, so that all formats print
 * the same figures.
 * Promise: a cell says what it holds (cents, a count, a code …), never how it looks; `null` is "not known".
 * Does not: format, add or sort.
 */

/** `money`, `hours` and `percent` are whole hundredths; `code` is text that must never become a number. */
export type CellKind = 'text' | 'code' | 'money' | 'count' | 'hours' | 'percent' | 'date' | 'instant';

export interface Cell {
  readonly kind: CellKind;
  readonly value: string | number | null;
}

export interface ReportColumn {
  /** Name for machines (CSV). */
  readonly name: string;
  /** Head for people. */
  readonly head: string;
  readonly kind: CellKind;
  /** Characters a workbook gives it. */
  readonly width: number;
}

/** A column and where its value comes from. */
export interface ReportField<Row> extends ReportColumn {
  readonly of: (row: Row) => string | number | null;
  /** Where the kind changes from row to row: a count beside amounts. */
  readonly kindOf?: (row: Row) => CellKind;
}

export function field<Row>(
  name: string,
  head: string,
  kind: CellKind,
  width: number,
  of: (row: Row) => string | number | null,
): ReportField<Row> {
  return { name, head, kind, width, of };
}

export interface ReportTable {
  /** Name for machines; also the anchor in HTML. */
  readonly section: string;
  readonly title: string;
  readonly columns: readonly ReportColumn[];
  readonly rowCount: number;
  /** Rows one at a time, so that a long section never stands twice in memory. */
  rows(): Iterable<readonly Cell[]>;
}

export function reportTable<Row>(
  section: string,
  title: string,
  fields: readonly ReportField<Row>[],
  rows: readonly Row[],
): ReportTable {
  return {
    section,
    title,
    columns: fields,
    rowCount: rows.length,
    *rows() {
      for (const row of rows) yield cellsOf(fields, row);
    },
  };
}

export function cellsOf<Row>(fields: readonly ReportField<Row>[], row: Row): Cell[] {
  return fields.map((field) => ({ kind: field.kindOf?.(row) ?? field.kind, value: field.of(row) }));
}

/** True where figures stand: right-aligned, summable. */
export function isFigure(kind: CellKind): boolean {
  return kind === 'money' || kind === 'count' || kind === 'hours' || kind === 'percent';
}
