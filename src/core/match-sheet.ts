/**
 * One sheet of an extract, seen as rows of one dataset: keys for grouping, typed values with every problem of the row.
 * Promise: nothing is parsed by guessing; what does not parse is a reason on its cell; total rows are set apart and
 * kept.
 * Does not: group rows (group-rows) or check them against each other.
 */
import type { RowSource } from './group-rows.js';
import type { CompiledDataset } from './compile-dataset.js';
import { hashText } from './fingerprint.js';
import type { HeaderMatch } from './header-match.js';
import type { Reason } from './mapping-grammar.js';
import { boundedParser, keyColumns, presentText } from './key-cells.js';
import { compileCellParser, isCellError, type CellParser } from './parse-cell.js';
import { plainCodeTrouble } from './plain-code.js';
import type { Column, RawRow, RowRange, SchemaProblem, Sheet } from './nouns.js';
import { reason } from './document-notes.js';
import { isAskedByHash } from './repeated-documents.js';
import { RowKeys } from './row-keys.js';
import { splitBudgetCode } from './split-budget-code.js';
import { partLines } from './part-lines.js';
import { writerOf, type Write } from './value-access.js';
import type { ParsedRow, SourceRef, Values } from './work.js';

const TOTAL_LABEL = /^\s*(grand\s+|sub\s*|report\s+)?totals?\s*:?\s*$/i;

interface Reader {
  readonly column: Column;
  readonly index: number;
  readonly constant: string | null;
  readonly parse: CellParser;
  readonly write: Write;
  lastText: string | null | undefined;
  lastValue: ReturnType<Reader['parse']>;
}

/** A further header for a column that is read from another one: where both matter, they must agree. */
interface Rival {
  readonly reader: Reader;
  readonly index: number;
  readonly name: string;
}

/** Which cells of a row are read: their places, in their order, and for what. */
interface CellsRead {
  readonly indexes: readonly number[];
  /** All that the row has. */
  readonly isAll: boolean;
  readonly names: string;
}

/** A matched sheet as plain data. */
export interface SheetHandover extends Omit<Sheet, 'rows' | 'rowsIn' | 'keyRows'> {
  readonly match: HeaderMatch;
  readonly source: SourceRef;
}

/** Of one row while it is parsed. `unreadable` are columns, in the order in which they were found. */
interface Troubles {
  problems: Reason[] | null;
  unreadable: string[] | null;
}

/** No reader lets it into a cell, and the names before say how many cells make a row: nothing else ends one. */
const CELL_END = '\u0000';
const NO_REASONS: readonly Reason[] = [];
const NO_COLUMNS: ReadonlySet<string> = new Set();

/** Wraps a sheet. `totalRows` are the declared control totals met so far. */
export class MatchedSheet implements RowSource {
  readonly totalRows: RawRow[] = [];
  /** Data rows read in the last pass, total rows apart. */
  rowsRead = 0;
  /** Its rows do not add up to its total row: none is taken. */
  stopped = false;
  private readonly readers: Reader[];
  private readonly rivals: readonly Rival[];
  private readonly keys: RowKeys;
  private readonly absent: ReadonlySet<string>;
  private readonly cellsRead: CellsRead;
  private readonly continued: readonly Column[];

  constructor(
    private readonly sheet: Sheet,
    readonly dataset: CompiledDataset,
    readonly match: HeaderMatch,
    readonly source: SourceRef,
  ) {
    const { schema, profile } = dataset;
    this.absent = new Set(profile.absentTexts);
    this.continued = schema.columns.filter((column) => column.continuedIn !== null);
    const inKeys = keyColumns(dataset);
    this.readers = schema.columns.flatMap((column) => {
      const index = match.indexes.get(column.name) ?? -1;
      const constant = match.constants.get(column.name) ?? null;
      if (index < 0 && constant === null) return [];
      const parse = this.parserOf(column, inKeys);
      return [{ column, index, constant, parse, write: writerOf(column.name), lastText: undefined, lastValue: null }];
    });
    this.rivals = this.rivalsThatMatter();
    this.cellsRead = this.cellsThatAreRead();
    this.keys = new RowKeys(dataset, match, this.absent);
  }

  /** What another thread needs to take rows as this one does, and, where it has a plan, to read them. */
  get handover(): SheetHandover {
    const { name, header, headerRow, plan } = this.sheet;
    return { name, header, headerRow, match: this.match, source: this.source, ...(plan === undefined ? {} : { plan }) };
  }

  /** Codes that a mask or table looks at are refused by it, with the nearest. */
  private parserOf(column: Column, inKeys: ReadonlySet<string>): CellParser {
    const own = compileCellParser(column, this.dataset.profile);
    const plain = column.kind === 'code' && !this.dataset.codes.some((code) => code.column === column.name);
    const parse: CellParser = !plain
      ? own
      : (text) => {
          const value = own(text);
          return typeof value === 'string' ? (plainCodeTrouble(value) ?? value) : value;
        };
    return inKeys.has(column.name) ? boundedParser(column.name, parse) : parse;
  }

  /** In a flat file, of columns that are added up or tell documents apart; Procore's objects name things twice. */
  private rivalsThatMatter(): Rival[] {
    const { measureColumns, schema } = this.dataset;
    const matters = new Set([...measureColumns.flat(), ...schema.document.key.flat()]);
    return this.match.outranked.flatMap(({ index, name, column }) => {
      const reader = this.readers.find((entry) => entry.column.name === column);
      const flat = this.sheet.header[index]?.scope === null;
      return reader === undefined || !flat || !matters.has(column) ? [] : [{ reader, index, name }];
    });
  }

  private cellsThatAreRead(): CellsRead {
    const readers = this.readers.map(({ column, index, constant }) => ({ index, name: [column.name, constant] }));
    const rivals = this.rivals.map(({ reader, index, name }) => ({ index, name: [reader.column.name, name] }));
    const all = [...readers, ...rivals].sort((a, b) => a.index - b.index);
    const indexes = all.map(({ index }) => index).filter((index) => index >= 0);
    return {
      indexes,
      isAll: indexes.length === this.sheet.header.length && indexes.every((index, at) => index === at),
      names: JSON.stringify(all.map(({ name }) => name)),
    };
  }

  /** The text rows are grouped by; see `RowKeys`. */
  keyOf(row: RawRow): string | null {
    return this.keys.of(row);
  }

  get readsRanges(): boolean {
    return this.sheet.rowsIn !== undefined;
  }

  rows(range?: RowRange): AsyncIterable<readonly RawRow[]> {
    return this.withoutTotals(range === undefined ? this.sheet.rows() : this.sheet.rowsIn!(range));
  }

  /** All rows, of which only what makes the key is right. */
  keyRows(): AsyncIterable<readonly RawRow[]> {
    if (this.sheet.keyRows === undefined) return this.rows();
    // Whether it is a total row is told by its first cell, and by cells that no key is made of.
    const mayStandFor = ({ cells }: RawRow): boolean => cells[0] == null || !TOTAL_LABEL.test(cells[0]);
    return this.withoutTotals(this.sheet.keyRows([...new Set([0, ...this.keys.columns])], mayStandFor));
  }

  private async *withoutTotals(chunks: AsyncIterable<readonly RawRow[]>): AsyncIterable<readonly RawRow[]> {
    this.totalRows.length = 0;
    this.rowsRead = 0;
    for await (const chunk of chunks) {
      const kept: RawRow[] = [];
      for (const row of chunk) (isTotalRow(row, this.absent) ? this.totalRows : kept).push(row);
      this.rowsRead += kept.length;
      yield kept;
    }
  }

  /**
   * Of everything that is read of them: rows of other files that have it have the same values under the same
   * definitions. Null where the file itself is at fault, or nobody asks for it.
   */
  deliveredHash(rows: readonly RawRow[]): string | null {
    if (!isAskedByHash(this.dataset)) return null;
    const { indexes, isAll, names } = this.cellsRead;
    const texts: string[] = [];
    for (const { cells, problems } of rows) {
      if (problems !== undefined) return null;
      const read = isAll && cells.length === indexes.length ? cells : indexes.map((index) => cells[index]);
      texts.push(read.join(CELL_END));
    }
    return hashText(names + texts.sort().join(CELL_END)).slice(0, 32);
  }

  parse(row: RawRow): ParsedRow {
    const values = this.dataset.emptyValues();
    const found: Troubles = { problems: null, unreadable: null };
    this.readCells(row, values, found);
    const cells = this.cellTroubles(row);
    if (this.isMisaligned(cells)) return this.misaligned(row, [...cells]);
    const parted =
      this.continued.length === 0 ? null : partLines(this.continued, values, (column) => this.textOf(row, column));
    const unsplit = splitBudgetCode(values, this.dataset.schema, this.dataset.profile);
    const bad =
      cells.length === 0 && found.unreadable === null
        ? NO_COLUMNS
        : new Set([...(found.unreadable ?? []), ...cells.flatMap(({ column }) => (column === null ? [] : [column]))]);
    const broken = this.dataset.schema.check(values);
    if (broken !== null) this.noteBroken(row, broken, bad, found);
    if (unsplit !== null) {
      const place = { column: unsplit.column, row: row.row, value: this.textOf(row, unsplit.column) };
      (found.problems ??= []).push(reason('held', 'budget-code.not-split', unsplit.message, place));
    }
    if (cells.length > 0) found.problems = [...cells, ...(found.problems ?? [])];
    return {
      row: row.row,
      source: this.source,
      values,
      problems: found.problems,
      unreadable:
        bad.size > 0 || found.unreadable !== null ? [...new Set([...bad, ...(found.unreadable ?? [])])] : null,
      delivered: cells.length > 0 ? cells : null,
      parted,
      textOf: (column) => this.textOf(row, column),
    };
  }

  private readCells(row: RawRow, values: Values, found: Troubles): void {
    const failed = row.problems === undefined ? null : new Set(row.problems.map((problem) => problem.index));
    for (const reader of this.readers) {
      if (failed?.has(reader.index)) continue;
      const text = reader.constant ?? row.cells[reader.index] ?? null;
      if (text === null) continue;
      if (text !== reader.lastText) {
        reader.lastValue = reader.parse(text);
        reader.lastText = text;
      }
      const value = reader.lastValue;
      if (value === null) continue;
      if (isCellError(value)) {
        (found.problems ??= []).push({
          ...reason('held', value.code, value.message, { column: reader.column.name, row: row.row, value: text }),
          allowed: value.allowed ?? null,
        });
        (found.unreadable ??= []).push(reader.column.name);
      } else reader.write(values, value);
    }
  }

  /** What the reader saw in the file itself, and columns that say different things of one value. */
  private cellTroubles(row: RawRow): readonly Reason[] {
    if (row.problems === undefined && this.rivals.length === 0) return NO_REASONS;
    return [...this.cellProblems(row), ...this.rivals.flatMap((rival) => this.disagreement(row, rival) ?? [])];
  }

  /** What breaks the schema, where the cell is not known to be bad already. */
  private noteBroken(row: RawRow, broken: readonly SchemaProblem[], bad: ReadonlySet<string>, found: Troubles): void {
    for (const { column, code, message, allowed } of broken) {
      if (bad.has(column) || (code === 'cell.required' && this.isGivenBadly(column, bad))) continue;
      // What must be there and is not cannot be added up either.
      if (code === 'cell.required') (found.unreadable ??= []).push(column);
      const place = { column, row: row.row, value: this.textOf(row, column) };
      (found.problems ??= []).push({ ...reason('held', code, message, place), allowed });
    }
  }

  /** Of columns one of which every row needs, one was filled in and could not be read. */
  private isGivenBadly(column: string, bad: ReadonlySet<string>): boolean {
    const sets = this.dataset.schema.requiredColumns.filter((set) => set.includes(column));
    return sets.some((set) => set.some((name) => bad.has(name)));
  }

  /** Both headers have a value, or only the one that is not read, and the values are not the same. */
  private disagreement(row: RawRow, { reader, index, name }: Rival): Reason | null {
    const rival = presentText(row.cells[index], this.absent);
    const own = presentText(row.cells[reader.index], this.absent);
    if (rival === null || rival === own) return null;
    const [read, other] = [own === null ? null : reader.parse(own), reader.parse(rival)];
    if (read !== null && read === other) return null;
    const column = reader.column.name;
    const ownName = this.sheet.header[reader.index]?.name ?? column;
    const message =
      `"${ownName}" says ${own === null ? 'nothing' : `"${own}"`} and "${name}" says "${rival}", ` +
      `and both mean ${column}. Remove one of the two columns, or make them equal.`;
    return reason('held', 'cell.given-twice', message, { column, row: row.row, value: rival });
  }

  /** A text row with more or fewer cells than the header: which cell belongs to which column is unknown. */
  private isMisaligned(cells: readonly Reason[]): boolean {
    return this.source.sheet === null && cells.some((entry) => entry.code.startsWith('row.'));
  }

  /** Its cells would only be blamed for standing in the wrong place; what its key cells say still groups it. */
  private misaligned(row: RawRow, cells: Reason[]): ParsedRow {
    const columns = this.dataset.schema.columns.map((column) => column.name);
    return {
      row: row.row,
      source: this.source,
      values: {},
      problems: cells,
      unreadable: columns,
      delivered: cells,
      parted: null,
      textOf: (column) => this.textOf(row, column),
    };
  }

  private cellProblems(row: RawRow): Reason[] {
    return (row.problems ?? []).map((problem) => {
      const column = this.readers.find((reader) => reader.index === problem.index)?.column.name ?? null;
      const place = { column, row: row.row, value: problem.value };
      return { ...reason('held', problem.code, problem.message, place), letter: problem.letter };
    });
  }

  private textOf(row: RawRow, column: string): string | null {
    const index = this.match.indexes.get(column);
    const text = index === undefined ? (this.match.constants.get(column) ?? null) : (row.cells[index] ?? null);
    return text === null || text.trim() === '' ? null : text;
  }
}

/** A total row carries its label in the first column and says nothing else but figures: a vendor TOTAL has a name. */
export function isTotalRow(row: RawRow, absent: ReadonlySet<string>): boolean {
  const label = row.cells[0];
  if (label == null || !TOTAL_LABEL.test(label)) return false;
  return !row.cells.some((cell, index) => index > 0 && cell != null && /\p{L}/u.test(cell) && !absent.has(cell.trim()));
}
