/**
 * Reasons of a document → issues as INTERFACE §2 prints them: file, sheet, row, column, cell, what was seen, what is
 * allowed.
 * Promise: every held, waiting or warned reason becomes exactly one issue; exclusions are counted, not raised.
 */
import type { Issue } from './nouns.js';
import type { Reason } from './mapping-grammar.js';
import { BUDGET_CODES, SPLIT_CODES } from './split-budget-code.js';
import type { SourceRef, WorkDocument } from './work.js';

export function documentIssues(document: WorkDocument): Issue[] {
  return document.reasons.filter((entry) => entry.outcome !== 'excluded').map((entry) => toIssue(entry, document));
}

export function toIssue(entry: Reason, document: WorkDocument): Issue {
  const { source } = document;
  const header = entry.column === null ? null : headerOf(source, entry.column);
  const row = entry.row ?? document.rowNumbers[0] ?? null;
  return {
    dataset: document.dataset,
    file: source.file,
    sheet: source.sheet,
    row,
    column: entry.column,
    cell: cellOf(source, header?.letter ?? entry.letter ?? null, row),
    header: header?.header ?? null,
    document: document.key,
    code: entry.code,
    severity: entry.severity,
    value: entry.value,
    message: entry.message,
    allowed: entry.allowed,
    nearest: entry.nearest,
  };
}

/** Of a code that was split from another one, the header of that one. */
function headerOf({ headers }: SourceRef, column: string): SourceRef['headers'][string] | null {
  const from = SPLIT_CODES.includes(column) ? BUDGET_CODES.find((name) => headers[name] !== undefined) : undefined;
  return headers[column] ?? (from === undefined ? null : headers[from]!);
}

function cellOf(source: SourceRef, letter: string | null, row: number | null): string | null {
  if (source.sheet === null || letter === null || row === null) return null;
  return `${source.sheet}!${letter}${row}`;
}

/** An issue that belongs to a file and to no document. */
export function fileIssue(
  code: string,
  message: string,
  place: {
    file: string;
    sheet?: string | null;
    row?: number | null;
    dataset?: string | null;
    severity?: 'error' | 'warning';
    column?: string | null;
    header?: string | null;
  },
): Issue {
  return {
    dataset: place.dataset ?? null,
    file: place.file,
    sheet: place.sheet ?? null,
    row: place.row ?? null,
    column: place.column ?? null,
    cell: null,
    header: place.header ?? null,
    document: null,
    code,
    severity: place.severity ?? 'error',
    value: null,
    message,
    allowed: null,
    nearest: null,
  };
}
