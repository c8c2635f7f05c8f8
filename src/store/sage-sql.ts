/**
 * How values of the machine and columns of the `sage` schema translate into each other in SQL: names quoted and joined,
 * columns read, values written, documents marked.
 * Promise: money crosses as whole cents, units and percents as whole ten-thousandths, dates as ISO text, '' as absent.
 * Does not: run anything.
 */
import type { SageTable, SageType, Value } from '../core/nouns.js';

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function sageTable(name: string): string {
  return `sage.${quote(name)}`;
}

/** Quoted, with commas between; of `alias` where one is given. */
export function columnList(columns: readonly string[], alias: string | null = null): string {
  return columns.map((column) => columnOf(alias, column)).join(', ');
}

/** The same columns on both sides: `t."a" = s."a" and t."b" = s."b"`. */
export function keyJoin(columns: readonly string[], left: string, right: string): string {
  return columns.map((column) => `${columnOf(left, column)} = ${columnOf(right, column)}`).join(' and ');
}

/** Columns against values a query numbers: `t."a" = d.k0 and t."b" = d.k1`. */
export function numberedJoin(columns: readonly string[], left: string, right: string): string {
  return columns.map((column, i) => `${columnOf(left, column)} = ${right}.k${i}`).join(' and ');
}

/** Columns of a row as one JSON object under their own names. */
export function jsonObject(columns: readonly string[], alias: string): string {
  const pairs = columns.map((column) => `${textLiteral(column)}, ${columnOf(alias, column)}`);
  return `jsonb_build_object(${pairs.join(', ')})`;
}

export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function columnOf(alias: string | null, column: string): string {
  return alias === null ? quote(column) : `${alias}.${quote(column)}`;
}

/** `tieout_document` of a row: the dataset, then the document's key. */
export function documentMark(dataset: string, document: string): string {
  return `${dataset}:${document}`;
}

/** The document's key out of a `documentMark`. */
export function documentKey(mark: string): string {
  return mark.slice(mark.indexOf(':') + 1);
}

export function typeOf(table: SageTable, column: string): SageType {
  const found = table.columns.find((entry) => entry.name === column);
  if (found === undefined) throw new Error(`${table.table} has no column ${column}`);
  return found.type;
}

/** A column as the machine wants to see it. */
export function readExpression(table: SageTable, column: string, alias = 't'): string {
  const name = `${alias}.${quote(column)}`;
  switch (typeOf(table, column)) {
    case 'money':
      return `(${name} * 100)::bigint`;
    case 'units':
    case 'percent':
      return `(${name} * 10000)::bigint`;
    case 'date':
      return `to_char(${name}, 'YYYY-MM-DD')`;
    case 'time':
      return `to_char(${name}, 'HH24:MI:SS')`;
    case 'text':
      return `nullif(${name}, '')`;
    default:
      return name;
  }
}

/** A value read by `readExpression`, as pg hands it over. */
export function readValue(type: SageType, value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (type === 'money' || type === 'units' || type === 'percent' || type === 'bigint' || type === 'integer')
    return Number(value);
  return value as Value;
}

/** How COPY writes a column: `scale` places of a decimal (0: as the value is), `absent` for what is not there. */
export interface CopyForm {
  readonly scale: number;
  readonly absent: string | number | boolean | null;
}

/** Exact decimals, never a float. Null where the column may be null, its default where not. */
export function copyFormOf(table: SageTable, column: string): CopyForm {
  const { type, notNull, default: given } = table.columns.find((entry) => entry.name === column)!;
  return { scale: SCALES[type] ?? 0, absent: notNull ? (given ?? (type === 'text' ? '' : 0)) : null };
}

const SCALES: Readonly<Partial<Record<SageType, number>>> = { money: 2, units: 4, percent: 4 };
