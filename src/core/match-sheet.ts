/**
 * One sheet of an extract, seen as rows of one dataset: keys for grouping, typed values with every problem of the row.
 * Promise: nothing is parsed by guessing; what does not parse is a reason on its cell; total rows are set apart and kept.
 * Does not: group rows (assemble-document) or check them against each other.
 */
import type { RowSource } from './assemble-document.js';
import type { CompiledDataset } from './compile-dataset.js';
import type { HeaderMatch } from './header-match.js';
import type { Reason } from './mapping-grammar.js';
import { compileCellParser, isCellError } from './parse-cell.js';
import type { Column, RawRow, Sheet, Value } from './nouns.js';
import { reason } from './prepare-document.js';
import { splitBudgetCode } from './split-budget-code.js';
import type { ParsedRow, SourceRef, Values } from './work.js';

const TOTAL_LABEL = /^\s*(grand\s+|sub\s*|report\s+)?totals?\s*:?\s*$/i;

interface Reader {
  readonly column: Column;
  readonly index: number;
  readonly constant: string | null;
  readonly parse: (text: string | null) => Value | { readonly code: string; readonly message: string; readonly allowed?: readonly string[] | null };
  lastText: string | null | undefined;
  lastValue: ReturnType<Reader['parse']>;
}

/** Wraps a sheet. `totalRows` are the declared control totals met so far. */
export class MatchedSheet implements RowSource {
  readonly totalRows: RawRow[] = [];
  /** Data rows read in the last pass, total rows apart. */
  rowsRead = 0;
  private readonly readers: Reader[];
  private readonly keyParts: readonly { columns: { index: number; constant: string | null }[]; mayBeBlank: boolean }[];
  private readonly absent: ReadonlySet<string>;

  constructor(
    private readonly sheet: Sheet, readonly dataset: CompiledDataset, readonly match: HeaderMatch, readonly source: SourceRef,
  ) {
    const { schema, profile } = dataset;
    this.absent = new Set(profile.absentTexts);
    this.readers = schema.columns.flatMap((column) => {
      const index = match.indexes.get(column.name) ?? -1;
      const constant = match.constants.get(column.name) ?? null;
      if (index < 0 && constant === null) return [];
      return [{ column, index, constant, parse: compileCellParser(column, profile), lastText: undefined, lastValue: null }];
    });
    this.keyParts = schema.document.key.map((part) => ({
      mayBeBlank: !part.some((name) => schema.requiredColumns.some((set) => set.includes(name))),
      columns: inIdentityOrder(part, profile.invoiceIdentity).flatMap((name) => {
        const index = match.indexes.get(name) ?? -1;
        const constant = match.constants.get(name) ?? null;
        return index < 0 && constant === null ? [] : [{ index, constant }];
      }),
    }));
  }

  async* rows(): AsyncIterable<readonly RawRow[]> {
    this.totalRows.length = 0;
    this.rowsRead = 0;
    for await (const chunk of this.sheet.rows()) {
      const kept = chunk.filter((row) => {
        if (!isTotalRow(row)) return true;
        this.totalRows.push(row);
        return false;
      });
      this.rowsRead += kept.length;
      yield kept;
    }
  }

  /** The text rows are grouped by, or null when a part of the key has no value. */
  keyOf(row: RawRow): string | null {
    let key = '';
    for (const { columns, mayBeBlank } of this.keyParts) {
      let text: string | null = null;
      for (let i = 0; i < columns.length && text === null; i++) {
        text = this.present(columns[i]!.constant ?? row.cells[columns[i]!.index] ?? null);
        if (text !== null && columns.length > 1) text = `${i}:${text}`;
      }
      if (text === null && !mayBeBlank) return null;
      key = key === '' ? text ?? '' : `${key}|${text ?? ''}`;
    }
    return key;
  }

  private present(text: string | null): string | null {
    if (text === null) return null;
    const trimmed = text.trim();
    return trimmed === '' || this.absent.has(trimmed) ? null : trimmed.toUpperCase();
  }

  parse(row: RawRow): ParsedRow {
    const values: Values = {};
    let problems: Reason[] | null = null;
    let unreadable: string[] | null = null;
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
      if (typeof value === 'object' && isCellError(value as never)) {
        (problems ??= []).push({
          ...reason('held', value.code, value.message, { column: reader.column.name, row: row.row, value: text }), allowed: value.allowed ?? null,
        });
        (unreadable ??= []).push(reader.column.name);
      } else values[reader.column.name] = value as Value;
    }
    const cells = this.cellProblems(row);
    splitBudgetCode(values, this.dataset.schema, this.dataset.profile);
    const bad = new Set([...unreadable ?? [], ...cells.flatMap((entry) => (entry.column === null ? [] : [entry.column]))]);
    const broken = this.dataset.schema.check(values);
    for (const problem of broken ?? []) {
      if (bad.has(problem.column)) continue;
      (problems ??= []).push({
        ...reason('held', problem.code, problem.message, { column: problem.column, row: row.row, value: this.textOf(row, problem.column) }),
        allowed: problem.allowed,
      });
    }
    if (cells.length > 0) problems = [...cells, ...problems ?? []];
    return {
      row: row.row, source: this.source, values, problems, unreadable: bad.size > 0 ? [...bad] : null,
      textOf: (column) => this.textOf(row, column),
    };
  }

  private cellProblems(row: RawRow): Reason[] {
    return (row.problems ?? []).map((problem) => {
      const column = this.readers.find((reader) => reader.index === problem.index)?.column.name ?? null;
      return reason('held', problem.code, problem.message, { column, row: row.row, value: problem.value });
    });
  }

  private textOf(row: RawRow, column: string): string | null {
    const index = this.match.indexes.get(column);
    const text = index === undefined ? this.match.constants.get(column) ?? null : row.cells[index] ?? null;
    return text === null || text.trim() === '' ? null : text;
  }
}

/** Where invoices are known by their commitment, its columns come first in the key. */
function inIdentityOrder(part: readonly string[], identity: string): readonly string[] {
  if (identity !== 'commitment+number') return part;
  return [...part].sort((a, b) => Number(b.startsWith('commitment')) - Number(a.startsWith('commitment')));
}

/** A total row carries its label in the first column. */
export function isTotalRow(row: RawRow): boolean {
  const first = row.cells[0];
  return first != null && TOTAL_LABEL.test(first);
}
