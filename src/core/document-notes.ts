/**
 * What is noted on a document while it is judged: reasons and alterations.
 * Promise: a reason has every field an issue prints; a change is listed once, with every row it touched.
 * Does not: decide what a reason leads to.
 */
import type { Reason } from './mapping-grammar.js';
import type { WorkDocument } from './work.js';

/** Lists a change once per document, with every row it touched. */
export function note(
  document: WorkDocument,
  change: Omit<WorkDocument['alterations'][number], 'rows'>,
  row: number,
): void {
  const same = document.alterations.find(
    (entry) => entry.column === change.column && entry.before === change.before && entry.after === change.after,
  );
  if (same === undefined) document.alterations.push({ ...change, rows: [row] });
  else if (same.rows[same.rows.length - 1] !== row) same.rows.push(row);
}

export function reason(
  outcome: Reason['outcome'],
  code: string,
  message: string,
  more: {
    column?: string | null;
    row?: number | null;
    value?: string | null;
    rule?: string | null;
    allowed?: readonly string[] | null;
    nearest?: readonly string[] | null;
  } = {},
): Reason {
  return {
    outcome,
    severity: outcome === 'held' ? 'error' : 'warning',
    code,
    message,
    column: more.column ?? null,
    row: more.row ?? null,
    value: more.value ?? null,
    allowed: more.allowed ?? null,
    nearest: more.nearest != null && more.nearest.length > 0 ? more.nearest : null,
    rule: more.rule ?? null,
    waitsFor: null,
  };
}

/** What stands in the cell; of a header column, in the first row. */
export function deliveredText({ group }: WorkDocument, row: number | null, column: string | null): string | null {
  const parsed = row === null ? group.rows[0] : group.rows.find((entry) => entry.row === row);
  return column === null ? null : (parsed?.textOf(column) ?? null);
}
