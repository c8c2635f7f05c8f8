/**
 * The tables of schema `sage` as SQL, made from the dictionary.
 * Promise: pure text from plain data, the same for the same tables. Every key, index and foreign key begins with
 * `tieout_company`; lengths and digits are the database's to enforce; Sage's own names stand in the comments.
 * Names are always quoted: `limit`, `date` and `authorization` are columns of Sage and words of SQL.
 * Does not: read files or run anything. A default is written as SQL sees it: dollars, not cents.
 */
import { createHash } from 'node:crypto';
import type { SageColumn, SageTable, SageType, Value } from '../core/nouns.js';
import { quote, sageTable } from './sage-sql.js';

export interface SageChange {
  /** Statements in the order they must run, without semicolons. */
  readonly statements: readonly string[];
  /** One sentence for each change. */
  readonly changes: readonly string[];
  /** Those of `changes` that throw data away. */
  readonly losses: readonly string[];
}

type ForeignKey = SageTable['foreignKeys'][number];

const nameBytesMax = 63;
/** Digits after the point, of the types that have any notion of it. */
const decimals: Readonly<Partial<Record<SageType, number>>> = { money: 2, units: 4, percent: 4, integer: 0, bigint: 0 };
/**
 * Rows of tables whose totals are kept are updated again and again; room on the page keeps those updates off the
 * indexes.
 */
const updatedOften = ' with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05)';

/** Everything that leads from one set of tables to another: a migration's body. */
export function changeTables(before: readonly SageTable[], after: readonly SageTable[]): SageChange {
  const old = new Map(before.map((table) => [table.table, table]));
  const now = new Map(after.map((table) => [table.table, table]));
  const rekeyed = new Set(after.filter((table) => keyChanges(old.get(table.table), table)).map((table) => table.table));
  const gone = before.filter((table) => !now.has(table.table));
  const fresh = after.filter((table) => !old.has(table.table));
  const kept = after.flatMap((table) => {
    const was = old.get(table.table);
    return was === undefined ? [] : [{ was, table }];
  });
  const totalled = new Set(after.flatMap((table) => table.totals.map((total) => total.to)));
  const altered = kept.map(({ was, table }) => alterTable(was, table));
  const staysAsIs = (key: ForeignKey, other: SageTable | undefined): boolean =>
    !rekeyed.has(key.table) && (other?.foreignKeys ?? []).some((each) => sameForeignKey(each, key));
  return {
    statements: [
      ...before.flatMap((table) =>
        table.foreignKeys
          .filter((key) => !staysAsIs(key, now.get(table.table)))
          .map((key) => dropForeignKey(table.table, key)),
      ),
      ...gone.map((table) => `drop table ${sageTable(table.table)}`),
      ...fresh.flatMap((table) => createTable(table, totalled.has(table.table))),
      ...altered.flatMap((change) => change.statements),
      ...after.flatMap((table) =>
        table.foreignKeys
          .filter((key) => !staysAsIs(key, old.get(table.table)))
          .map((key) => addForeignKey(table.table, key)),
      ),
    ],
    changes: [
      ...fresh.map((table) => `new table ${table.table}`),
      ...gone.map((table) => `table ${table.table} goes`),
      ...altered.flatMap((change) => change.changes),
      ...kept.flatMap(({ was, table }) => foreignKeyChanges(was, table)),
    ],
    losses: [...gone.map((table) => `table ${table.table} goes`), ...altered.flatMap((change) => change.losses)],
  };
}

/**
 * One table with its primary key, indexes and comments. Foreign keys come once all tables are there: see
 * `addForeignKey`.
 */
export function createTable(table: SageTable, isUpdatedOften = false): string[] {
  const lines = [
    'tieout_company text not null',
    ...table.columns.map((column) => columnLine(table, column)),
    'tieout_batch uuid not null',
    'tieout_document text not null',
    'tieout_row_hash text not null',
    `tieout_origin text not null default 'procore'`,
    primaryKey(table),
  ];
  return [
    `create table ${sageTable(table.table)} (\n  ${lines.join(',\n  ')}\n)${isUpdatedOften ? updatedOften : ''}`,
    ...table.indexes.map((columns) => createIndex(table.table, columns)),
    `comment on table ${sageTable(table.table)} is ${literal(tableComment(table))}`,
    ...table.columns.map((column) => commentOn(table, column)),
  ];
}

/** What turns `before` into `after`, foreign keys apart. */
export function alterTable(before: SageTable, after: SageTable): SageChange {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const kept = new Set(after.columns.map((column) => column.name));
  const isRekeyed = keyChanges(before, after);
  const name = sageTable(after.table);
  const dropped = before.columns.filter((column) => !kept.has(column.name));
  const oldIndexes = before.indexes.filter((columns) => !after.indexes.some((each) => sameList(each, columns)));
  const newIndexes = after.indexes.filter((columns) => !before.indexes.some((each) => sameList(each, columns)));
  const columns = after.columns.map((column) => alterColumn(after, column, old.get(column.name), before));
  const dropLines = dropped.map((column) => `${after.table} loses column ${column.name}`);
  return {
    statements: [
      ...oldIndexes.map((each) => `drop index ${sageTable(indexName(after.table, each))}`),
      ...(isRekeyed ? [`alter table ${name} drop constraint ${quote(`${after.table}_pkey`)}`] : []),
      ...dropped.map((column) => `alter table ${name} drop column ${quote(column.name)}`),
      ...columns.flatMap((change) => change.statements),
      ...(isRekeyed ? [`alter table ${name} add ${primaryKey(after)}`] : []),
      ...newIndexes.map((each) => createIndex(after.table, each)),
      ...(tableComment(before) === tableComment(after)
        ? []
        : [`comment on table ${name} is ${literal(tableComment(after))}`]),
    ],
    changes: [
      ...dropLines,
      ...columns.flatMap((change) => change.changes),
      ...(isRekeyed ? [`the key of ${after.table} is now ${after.key.join(', ')}`] : []),
      ...oldIndexes.map((each) => `${after.table} loses the index on ${each.join(', ')}`),
      ...newIndexes.map((each) => `${after.table} gets an index on ${each.join(', ')}`),
      ...(tableComment(before) === tableComment(after) ? [] : [`${after.table} is described anew`]),
    ],
    losses: [...dropLines, ...columns.flatMap((change) => change.losses)],
  };
}

/** Both sides carry the company, so a row never points into another company. */
export function addForeignKey(table: string, key: ForeignKey): string {
  const target = `${sageTable(key.table)} (${withCompany(key.references)})`;
  return (
    `alter table ${sageTable(table)} add constraint ${quote(foreignKeyName(table, key))}\n` +
    `  foreign key (${withCompany(key.columns)}) references ${target}`
  );
}

/** The SQL type of a column. */
export function sqlType(column: Pick<SageColumn, 'type' | 'length'>): string {
  switch (column.type) {
    case 'text':
      return column.length === null ? 'text' : `varchar(${column.length})`;
    case 'money':
      return 'numeric(18,2)';
    case 'units':
      return 'numeric(18,4)';
    case 'percent':
      return 'numeric(9,4)';
    default:
      return column.type;
  }
}

function alterColumn(table: SageTable, column: SageColumn, old: SageColumn | undefined, before: SageTable): SageChange {
  const name = sageTable(table.table);
  const quoted = quote(column.name);
  if (old === undefined) {
    return {
      statements: [`alter table ${name} add column ${columnLine(table, column, true)}`, commentOn(table, column)],
      changes: [`${table.table} gets column ${column.name} (${sqlType(column)})`],
      losses: [],
    };
  }
  const statements: string[] = [];
  const alter = `alter table ${name} alter column ${quoted}`;
  const [wasType, isType] = [sqlType(old), sqlType(column)];
  if (wasType !== isType) statements.push(`${alter} type ${isType}${conversion(old, column)}`);
  const [wasDefault, isDefault] = [defaultOf(before, old), defaultOf(table, column)];
  if (wasDefault !== isDefault) {
    statements.push(isDefault === null ? `${alter} drop default` : `${alter} set default ${isDefault}`);
  }
  const [wasNotNull, isNotNull] = [isRequired(before, old), isRequired(table, column)];
  if (!wasNotNull && isNotNull && isDefault !== null) {
    statements.push(`update ${name} set ${quoted} = ${isDefault} where ${quoted} is null`);
  }
  if (wasNotNull !== isNotNull) statements.push(`${alter} ${isNotNull ? 'set' : 'drop'} not null`);
  if (columnComment(old) !== columnComment(column)) statements.push(commentOn(table, column));
  const changes = statements.length === 0 ? [] : [describeChange(table, column, wasType, isType)];
  return { statements, changes, losses: losesDigits(old, column) ? changes : [] };
}

/**
 * Within a family PostgreSQL converts by itself, and then a text that is too long is an error; an explicit cast would
 * cut it without a word.
 */
function conversion(old: SageColumn, column: SageColumn): string {
  if (old.type === column.type || (old.type in decimals && column.type in decimals)) return '';
  return ` using ${quote(column.name)}::text::${sqlType(column)}`;
}

function losesDigits(old: SageColumn, column: SageColumn): boolean {
  const [before, after] = [decimals[old.type], decimals[column.type]];
  return before !== undefined && after !== undefined && after < before;
}

function describeChange(table: SageTable, column: SageColumn, wasType: string, isType: string): string {
  const name = `${table.table}.${column.name}`;
  if (wasType !== isType) return `${name} goes from ${wasType} to ${isType}`;
  return `${name} changes its default, its need for a value or its comment`;
}

/** `added`: rows are there already, so a column that must have a value needs one to begin with. */
function columnLine(table: SageTable, column: SageColumn, added = false): string {
  const required = isRequired(table, column);
  const fallback = defaultOf(table, column) ?? (added && required ? zeroOf(column) : null);
  const notNull = required ? ' not null' : '';
  return `${quote(column.name)} ${sqlType(column)}${notNull}${fallback === null ? '' : ` default ${fallback}`}`;
}

function isRequired(table: SageTable, column: SageColumn): boolean {
  return column.notNull || table.key.includes(column.name);
}

/** An empty part of a key is `''`, never null. */
function defaultOf(table: SageTable, column: SageColumn): string | null {
  if (column.default !== null) return literal(column.default);
  return table.key.includes(column.name) && column.type === 'text' ? `''` : null;
}

function zeroOf(column: SageColumn): string {
  switch (column.type) {
    case 'text':
      return `''`;
    case 'boolean':
      return 'false';
    case 'date':
      return `'1900-01-01'`;
    case 'time':
      return `'00:00'`;
    default:
      return '0';
  }
}

function primaryKey(table: SageTable): string {
  return `constraint ${quote(`${table.table}_pkey`)} primary key (${withCompany(table.key)})`;
}

function createIndex(table: string, columns: readonly string[]): string {
  return `create index ${quote(indexName(table, columns))} on ${sageTable(table)} (${withCompany(columns)})`;
}

function dropForeignKey(table: string, key: ForeignKey): string {
  return `alter table ${sageTable(table)} drop constraint ${quote(foreignKeyName(table, key))}`;
}

function foreignKeyChanges(was: SageTable, is: SageTable): string[] {
  const added = is.foreignKeys.filter((key) => !was.foreignKeys.some((each) => sameForeignKey(each, key)));
  const removed = was.foreignKeys.filter((key) => !is.foreignKeys.some((each) => sameForeignKey(each, key)));
  return [
    ...added.map((key) => `${is.table} (${key.columns.join(', ')}) now points to ${key.table}`),
    ...removed.map((key) => `${is.table} (${key.columns.join(', ')}) no longer points to ${key.table}`),
  ];
}

function keyChanges(before: SageTable | undefined, after: SageTable): boolean {
  return before !== undefined && !sameList(before.key, after.key);
}

function sameForeignKey(left: ForeignKey, right: ForeignKey): boolean {
  return (
    left.table === right.table && sameList(left.columns, right.columns) && sameList(left.references, right.references)
  );
}

function sameList(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each, index) => each === right[index]);
}

function tableComment(table: SageTable): string {
  return table.description === '' ? table.sageName : `${table.sageName}: ${table.description}`;
}

function columnComment(column: SageColumn): string {
  return column.note === null ? column.sageName : `${column.sageName}: ${column.note}`;
}

function commentOn(table: SageTable, column: SageColumn): string {
  return `comment on column ${sageTable(table.table)}.${quote(column.name)} is ${literal(columnComment(column))}`;
}

function indexName(table: string, columns: readonly string[]): string {
  return shorten(`${table}_${columns.join('_')}_idx`);
}

function foreignKeyName(table: string, key: ForeignKey): string {
  return shorten(`${table}_${key.columns.join('_')}_${key.table}_fkey`);
}

/** PostgreSQL would cut a long name, and two cut names may be one. */
function shorten(name: string): string {
  if (name.length <= nameBytesMax) return name;
  return `${name.slice(0, nameBytesMax - 9)}_${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
}

function withCompany(columns: readonly string[]): string {
  return ['tieout_company', ...columns].map(quote).join(', ');
}

function literal(value: Value): string {
  if (value === null) return 'null';
  return typeof value === 'string' ? `'${value.replaceAll(`'`, `''`)}'` : String(value);
}
