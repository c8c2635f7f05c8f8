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
  /** Rows a section shows before it only totals; `Infinity` for readers that are machines. */
  readonly rowsMax: number;
  /** Section → rows there are in all, where it was cut. */
  readonly cut: Record<string, number>;
}

/** All rows of a query. `$1` is the company, `$2` the batch. */
export async function read<T extends object>(
  context: ReportContext,
  sql: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  // PostgreSQL refuses a value that nobody asks for.
  const given = sql.includes('$2') ? [context.company, context.batch, ...values] : [context.company];
  const result = await context.client.query<T>(sql, given);
  return result.rows;
}

/**
 * The first rows of a section, in the query's own order; what is cut is noted with the true count, and never fetched.
 */
export async function readSection<T extends object>(
  context: ReportContext,
  section: string,
  sql: string,
): Promise<T[]> {
  if (context.rowsMax === Infinity) return read<T>(context, sql);
  const rows = await read<T>(context, `${sql} limit ${context.rowsMax + 1}`);
  if (rows.length <= context.rowsMax) return rows;
  const [all] = await read<{ count: string }>(context, `select count(*) as count from (${sql}) section`);
  context.cut[section] = Number(all!.count);
  return rows.slice(0, context.rowsMax);
}

/** A section whose query adds up. */
export interface Groups {
  readonly sql: string;
  readonly order: string;
  /** SQL of columns that only the rows shown need, of `shown`. */
  readonly beside: string;
}

/** The same for it: the adding up is done once, for its rows and their count. */
export async function readGroups<T extends object>(
  context: ReportContext,
  section: string,
  { sql, order, beside }: Groups,
): Promise<T[]> {
  const limit = context.rowsMax === Infinity ? '' : `limit ${context.rowsMax + 1}`;
  const rows = await read<T & { section_rows: string }>(
    context,
    `with section as materialized (${sql})
     select shown.*, ${beside}, (select count(*) from section) as section_rows
     from (select * from section order by ${order} ${limit}) shown`,
  );
  if (rows.length > context.rowsMax) context.cut[section] = Number(rows[0]!.section_rows);
  return rows.slice(0, context.rowsMax);
}

/** A section of trees, each under a head, in the order of heads. */
export interface Trees {
  /** SQL: common table expressions, of which `heads` gives each `head` and how many `rows` its tree has. */
  readonly heads: string;
  /** SQL: those that need to know which heads are in `shown`. */
  readonly parts: string;
  /** SQL: the rows of the trees, from them. */
  readonly rows: string;
}

/** The first rows of them; trees beyond are counted, not made. */
export async function readTrees<T extends object>(context: ReportContext, section: string, trees: Trees): Promise<T[]> {
  const { rowsMax } = context;
  const whole = rowsMax === Infinity;
  const rows = await read<T & { section_rows: string }>(
    context,
    `with ${trees.heads},
     shown as materialized (
       select head from (select head, sum(rows) over (order by head) - rows as before from heads) h
       ${whole ? '' : `where before <= ${rowsMax}`}),
     ${trees.parts},
     section as materialized (${trees.rows} ${whole ? '' : `limit ${rowsMax + 1}`})
     select section.*, (select sum(rows) from heads) as section_rows from section`,
  );
  if (rows.length > rowsMax) context.cut[section] = Number(rows[0]!.section_rows);
  return rows.slice(0, rowsMax);
}

/** The first rows of a section that no query gives. */
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

/** SQL: rows of the sage schema that the batch wrote; without a batch, all of the company. */
export function ofBatch(alias: string | null = null): string {
  const of = alias === null ? '' : `${alias}.`;
  return `${of}tieout_company = $1 and ($2::uuid is null or ${of}tieout_batch = $2)`;
}
