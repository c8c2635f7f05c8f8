/**
 * One sheet of an extract, seen as rows of one dataset: keys for grouping, typed values with every problem of the row.
 * Promise: nothing is parsed by guessing; what does not parse is a reason on its cell; total rows are set apart and
 * kept.
 * Does not: group rows (group-rows) or check them against each other.
 */
import type { RowSource } from './group-rows.js';
import type { CompiledDataset } from './compile-dataset.js';
import type { HeaderMatch } from './header-match.js';
import type { Reason } from './mapping-grammar.js';
import { boundedParser, isTooLongForKey, keyColumns } from './key-cells.js';
import { compileCellParser, isCellError, type CellParser } from './parse-cell.js';
import { plainCodeTrouble } from './plain-code.js';
import type { Column, RawRow, SchemaProblem, Sheet } from './nouns.js';
import { reason } from './document-notes.js';
import { BUDGET_CODES, SPLIT_CODES, splitBudgetCode } from './split-budget-code.js';
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

interface KeyPart {
  /** Columns that the file has, in the order in which they count. */
  readonly columns: readonly KeyColumn[];
  /** The code that a budget code may be split into for this part. */
  readonly split: string | null;
  readonly mayBeBlank: boolean;
}

interface KeyColumn {
  readonly index: number;
  readonly constant: string | null;
  readonly asKey: KeyText;
}

/** A matched sheet as plain data. */
export interface SheetHandover extends Omit<Sheet, 'rows'> {
  readonly match: HeaderMatch;
  readonly source: SourceRef;
}

/** The text a cell adds to the key; null for a cell without a value, `undefined` for one that can be no key. */
type KeyText = (text: string | null) => string | null | undefined;

/** Of one row while it is parsed. `unreadable` are columns, in the order in which they were found. */
interface Troubles {
  problems: Reason[] | null;
  unreadable: string[] | null;
}

const NO_REASONS: readonly Reason[] = [];
const NO_COLUMNS: ReadonlySet<string> = new Set();
const CODING: ReadonlySet<string> = new Set([...BUDGET_CODES, ...SPLIT_CODES]);

/** Wraps a sheet. `totalRows` are the declared control totals met so far. */
export class MatchedSheet implements RowSource {
  readonly totalRows: RawRow[] = [];
  /** Data rows read in the last pass, total rows apart. */
  rowsRead = 0;
  /** Its rows do not add up to its total row: none is taken. */
  stopped = false;
  private readonly readers: Reader[];
  private readonly rivals: readonly Rival[];
  private readonly keyParts: readonly KeyPart[];
  /** Where a budget code may stand for a cost code of the key: the columns it is split from and into. */
  private readonly splitReaders: readonly Reader[];
  private readonly absent: ReadonlySet<string>;
  private readonly continued: readonly Column[];
  /** Of the last key, part by part; `lastKey` is null when it is not made of them yet. */
  private readonly lastParts: (string | null)[];
  private lastKey: string | null = null;

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
    const splits =
      schema.document.key.some((part) => part.includes('budget_code')) &&
      BUDGET_CODES.some((name) => this.readers.some((reader) => reader.column.name === name));
    this.keyParts = schema.document.key.map((part) => ({
      split: splits ? (part.find((name) => name === 'cost_code' || name === 'sub_job') ?? null) : null,
      mayBeBlank: !part.some((name) => schema.requiredColumns.some((set) => set.includes(name))),
      columns: inIdentityOrder(part, profile.invoiceIdentity).flatMap((name) => {
        const index = match.indexes.get(name) ?? -1;
        const constant = match.constants.get(name) ?? null;
        return index < 0 && constant === null
          ? []
          : [{ index, constant, asKey: this.keyCellOf(name, name === part[0] ? '' : `${name}:`) }];
      }),
    }));
    this.lastParts = this.keyParts.map(() => null);
    this.splitReaders = splits ? this.readers.filter(({ column }) => CODING.has(column.name)) : [];
  }

  /** What another thread needs to read the same rows; null where it cannot. */
  get handover(): SheetHandover | null {
    const { name, header, headerRow, plan } = this.sheet;
    return plan === undefined ? null : { name, header, headerRow, plan, match: this.match, source: this.source };
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

  /**
   * A code counts in its mask: `26.101` and `26-101` are one job. Rows of a document stand together, so the last text
   * is kept.
   */
  private keyTextOf(name: string): (text: string) => string {
    const code = this.dataset.codes.find((entry) => entry.column === name);
    let lastText = '';
    let lastKey = '';
    return (text) => {
      if (text === lastText) return lastKey;
      const result = code?.format(text);
      lastText = text;
      lastKey = (result?.ok === true ? result.value : text).toUpperCase();
      return lastKey;
    };
  }

  async *rows(): AsyncIterable<readonly RawRow[]> {
    this.totalRows.length = 0;
    this.rowsRead = 0;
    for await (const chunk of this.sheet.rows()) {
      const kept = chunk.filter((row) => {
        if (!isTotalRow(row, this.absent)) return true;
        this.totalRows.push(row);
        return false;
      });
      this.rowsRead += kept.length;
      yield kept;
    }
  }

  /**
   * A cell of a key as part of it; `prefix` tells a name or id from the code that stands first in the part. Rows of a
   * document stand together, so the last text is kept.
   */
  private keyCellOf(name: string, prefix: string): KeyText {
    const asKey = this.keyTextOf(name);
    let lastText: string | null = null;
    let last: string | null | undefined = null;
    return (text) => {
      if (text === lastText) return last;
      const present = this.present(text);
      lastText = text;
      if (present === null) last = null;
      else last = isTooLongForKey(present) ? undefined : prefix + asKey(present);
      return last;
    };
  }

  /**
   * The text rows are grouped by, or null when a part of the key has no value. Rows with the same key one after the
   * other are given the very same text: comparing and finding it is then a matter of its address.
   */
  keyOf(row: RawRow): string | null {
    const split = this.splitReaders.length === 0 ? null : this.splitCodes(row);
    const { keyParts, lastParts } = this;
    for (let at = 0; at < keyParts.length; at++) {
      const part = keyParts[at]!;
      const text = this.partOf(part, row, split);
      if (text === undefined || (text === null && !part.mayBeBlank)) return null;
      if (text === lastParts[at]) continue;
      lastParts[at] = text;
      this.lastKey = null;
    }
    this.lastKey ??= lastParts.join('|');
    return this.lastKey;
  }

  private partOf(part: KeyPart, row: RawRow, split: Values | null): string | null | undefined {
    const { columns, split: name } = part;
    const code = name === null ? null : split?.[name];
    if (code != null) return this.keyTextOf(name!)(String(code));
    for (let i = 0; i < columns.length; i++) {
      const { index, constant, asKey } = columns[i]!;
      const text = asKey(constant ?? row.cells[index] ?? null);
      if (text !== null) return text;
    }
    return null;
  }

  private splitCodes(row: RawRow): Values {
    const values: Values = {};
    for (const { column, index, constant } of this.splitReaders) {
      const text = this.present(constant ?? row.cells[index] ?? null);
      if (text !== null) values[column.name] = text;
    }
    splitBudgetCode(values, this.dataset.schema, this.dataset.profile);
    return values;
  }

  private present(text: string | null): string | null {
    if (text === null) return null;
    const trimmed = text.trim();
    return trimmed === '' || this.absent.has(trimmed) ? null : trimmed;
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
    const rival = this.present(row.cells[index] ?? null);
    const own = this.present(row.cells[reader.index] ?? null);
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

/** Where invoices are known by their commitment, its columns come first in the key. */
export function inIdentityOrder(part: readonly string[], identity: string): readonly string[] {
  if (identity !== 'commitment+number') return part;
  return [...part].sort((a, b) => Number(b.startsWith('commitment')) - Number(a.startsWith('commitment')));
}

/** A total row carries its label in the first column and says nothing else but figures: a vendor TOTAL has a name. */
export function isTotalRow(row: RawRow, absent: ReadonlySet<string>): boolean {
  const label = row.cells[0];
  if (label == null || !TOTAL_LABEL.test(label)) return false;
  return !row.cells.some((cell, index) => index > 0 && cell != null && /\p{L}/u.test(cell) && !absent.has(cell.trim()));
}
