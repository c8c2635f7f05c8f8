/**
 * What every part of the report is made from: an open session, the batch, and the catalog it is read with.
 * Promise: the report is written from the books and the tables alone, so it can be made again at any time.
 */
import type { Client } from 'pg';
import type { Catalog } from '../../core/catalog.js';

export interface ReportContext {
  readonly client: Client;
  readonly company: string;
  /** Null: the company as it stands. */
  readonly batch: string | null;
  readonly catalog: Catalog;
  /** Rows a section shows before it only totals. */
  readonly rowsMax: number;
  /** Section → rows there are in all, where it was cut. */
  readonly cut: Record<string, number>;
}

/** Rows of a query; with `limit`, at most the section's rows, the whole number noted. */
export async function read<T extends object>(
  context: ReportContext,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const result = await context.client.query<T>(sql, [context.company, context.batch, ...values]);
  return result.rows;
}

/** A section holds at most `rowsMax` rows, largest first; what is cut is noted with the true count. */
export function cutSection<T>(context: ReportContext, section: string, rows: T[]): T[] {
  if (rows.length <= context.rowsMax) return rows;
  context.cut[section] = rows.length;
  return rows.slice(0, context.rowsMax);
}

/** `numeric` or `bigint` text → whole cents. */
export function cents(value: string | null): number {
  return value === null ? 0 : Number(value);
}

/** SQL: a money column of the sage schema as whole cents. */
export function centsOf(column: string): string {
  return `(coalesce(${column}, 0) * 100)::bigint`;
}
