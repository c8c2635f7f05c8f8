/**
 * How the rows of an opened sheet are read once more, in another thread of the process: plain data, made by its reader.
 * Promise: the same rows as the sheet gives out, while its extract is open.
 */
import type { RawRow, RowRange } from '../core/nouns.js';
import { csvRows, type CsvPlan } from './csv-reader.js';
import { keptRows } from './json-reader.js';
import { spooledRows } from './spool.js';
import { tableRows, type TableShape } from './xlsx-rows.js';

export type RowPlan =
  | ({ readonly kind: 'csv' } & CsvPlan)
  | { readonly kind: 'workbook'; readonly path: string; readonly table: TableShape }
  | { readonly kind: 'json'; readonly path: string; readonly kept: readonly number[]; readonly rowsMax: number };

/** A range only of a plan whose sheet gives out ranges. */
export function plannedRows(plan: RowPlan, range?: RowRange): AsyncIterable<readonly RawRow[]> {
  if (plan.kind === 'csv') return csvRows(plan, range);
  if (plan.kind === 'json') return keptRows(spooledRows(plan.path, 0, plan.rowsMax), plan.kept);
  return tableRows(spooledRows(plan.path, plan.table.width, plan.table.rowsMax), plan.table);
}
