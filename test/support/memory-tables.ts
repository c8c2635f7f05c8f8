/**
 * The `sage` schema in memory: one Map by key for each table of the dictionary.
 * Promise: refuses what PostgreSQL refuses (a key taken, a parent that is not there, a text over its length) and keeps
 * Sage's totals by the dictionary, so that a batch leaves the same rows in both.
 * Does not: know documents, batches or outcomes beyond the stamp each row carries.
 */
import type { Profile, SageColumn, SageTable, TotalKept, Value } from '../../src/core/nouns.js';
import type { Values } from '../../src/core/work.js';

/** `values` holds what was written; a column that is missing has the default of its table. */
export interface StoredRow {
  readonly values: Readonly<Values>;
  readonly batch: string;
  readonly document: string;
  readonly hash: string;
}

export const SEPARATOR = '\u0001';

const WHOLE_DIGITS = { money: 18, units: 18, percent: 9 } as const;

/** How a column of a look-up's key is compared. */
const COMPARED: Readonly<Record<string, (text: string) => string[]>> = {
  division: (text) => [/^[^-./]*/.exec(text)![0]],
  any: (text) => text.split(' '),
  caseless: (text) => [text.toLowerCase()],
};

export class MemoryTables {
  private readonly rows = new Map<string, Map<string, StoredRow>>();
  private readonly indexes = new Map<string, Map<string, StoredRow[]>>();
  private readonly columns: ReadonlyMap<string, ReadonlyMap<string, SageColumn>>;

  constructor(
    readonly definitions: ReadonlyMap<string, SageTable>,
    from?: MemoryTables,
  ) {
    this.columns =
      from?.columns ??
      new Map(
        [...definitions].map(([name, table]) => [name, new Map(table.columns.map((column) => [column.name, column]))]),
      );
    for (const [name, rows] of from?.rows ?? []) this.rows.set(name, new Map(rows));
  }

  // --------------------------------------------------------------------------------------------------- reading

  /** What SQL would read: the value, else the column's default, else null. */
  read(table: string, row: StoredRow, column: string): Value {
    return column in row.values ? row.values[column]! : (this.columns.get(table)!.get(column)?.default ?? null);
  }

  all(table: string): readonly StoredRow[] {
    return [...(this.rows.get(table)?.values() ?? [])];
  }

  at(table: string, key: string): StoredRow | undefined {
    return this.rows.get(table)?.get(key);
  }

  keyOf(table: string, values: Readonly<Values>): string {
    return this.definitions
      .get(table)!
      .key.map((column) => String(values[column] ?? ''))
      .join(SEPARATOR);
  }

  /**
   * Rows by other columns: `cost_code@division` by its first section, `source_line@any` by each of its words,
   * `vendor_type@caseless` in small letters.
   */
  by(table: string, keyColumns: readonly string[]): ReadonlyMap<string, readonly StoredRow[]> {
    const name = `${table} ${keyColumns.join(' ')}`;
    const known = this.indexes.get(name);
    if (known !== undefined) return known;
    const index = new Map<string, StoredRow[]>();
    for (const row of [...this.all(table)].sort((a, b) => this.compare(table, a, b))) {
      for (const key of this.keysOf(table, row, keyColumns)) {
        const rows = index.get(key);
        if (rows === undefined) index.set(key, [row]);
        else rows.push(row);
      }
    }
    this.indexes.set(name, index);
    return index;
  }

  private keysOf(table: string, row: StoredRow, keyColumns: readonly string[]): string[] {
    return keyColumns.reduce<string[]>(
      (keys, part, at) => {
        const [column, how] = part.split('@') as [string, string | undefined];
        const text = String(this.read(table, row, column) ?? '');
        const texts = COMPARED[how ?? '']?.(text) ?? [text];
        return keys.flatMap((key) => texts.map((each) => (at === 0 ? each : key + SEPARATOR + each)));
      },
      [''],
    );
  }

  private compare(table: string, a: StoredRow, b: StoredRow): number {
    for (const column of this.definitions.get(table)!.key) {
      const x = this.read(table, a, column) ?? '';
      const y = this.read(table, b, column) ?? '';
      if (x !== y) return x < y ? -1 : 1;
    }
    return 0;
  }

  // --------------------------------------------------------------------------------------------------- writing

  insert(table: string, row: StoredRow): void {
    const key = this.keyOf(table, row.values);
    if (this.at(table, key) !== undefined)
      throw new Error(`duplicate key in ${table}: ${shown(key)} (${row.document})`);
    this.put(table, key, row);
  }

  put(table: string, key: string, row: StoredRow): void {
    this.refuse(table, row);
    const rows = this.rows.get(table) ?? new Map<string, StoredRow>();
    rows.set(key, row);
    this.rows.set(table, rows);
    this.changed(table);
  }

  private changed(table: string): void {
    for (const name of this.indexes.keys()) if (name.startsWith(`${table} `)) this.indexes.delete(name);
  }

  /** What a database enforces. The machine must never get here with such a row: it is a held document. */
  private refuse(table: string, row: StoredRow): void {
    for (const [name, value] of Object.entries(row.values)) {
      const column = this.columns.get(table)!.get(name);
      if (column === undefined) throw new Error(`${table} has no column ${name}`);
      if (value === null && column.notNull) throw new Error(`${table}.${name} may not be null`);
      if (column.type === 'text' && column.length !== null && String(value ?? '').length > column.length) {
        throw new Error(`${table}.${name} holds ${column.length} characters, not "${String(value)}"`);
      }
      const digits = WHOLE_DIGITS[column.type as keyof typeof WHOLE_DIGITS];
      if (digits !== undefined && Math.abs(value as number) >= 10 ** digits)
        throw new Error(`${table}.${name} overflows`);
    }
    for (const key of this.definitions.get(table)!.foreignKeys) {
      const parts = key.columns.map((column) => this.read(table, row, column));
      if (parts.includes(null)) continue;
      if (this.at(key.table, parts.map(String).join(SEPARATOR)) === undefined) {
        throw new Error(
          `${table} ${shown(this.keyOf(table, row.values))}: no ${key.table} ${parts.map(String).join('|')}`,
        );
      }
    }
  }

  // ---------------------------------------------------------------------------------------------------- totals

  /** Adds new rows of `table` to the totals that the dictionary keeps of them. `isCounted` decides by dataset. */
  addToTotals(
    table: string,
    staged: readonly StoredRow[],
    columns: ReadonlySet<string>,
    profile: Profile,
    isCounted: (total: TotalKept) => boolean,
  ): void {
    for (const total of this.definitions.get(table)!.totals) {
      const adds = Object.entries(total.add).filter(([, from]) =>
        termsOf(from).some(({ column }) => columns.has(column)),
      );
      if (!isCounted(total) || adds.length === 0) continue;
      for (const row of staged) this.addTo(total, row, adds, profile);
    }
  }

  private addTo(
    total: TotalKept,
    row: StoredRow,
    adds: readonly (readonly [string, string])[],
    profile: Profile,
  ): void {
    const through =
      total.through === null
        ? undefined
        : this.at(
            total.through.table,
            this.definitions
              .get(total.through.table)!
              .key.map((part) => String(row.values[total.through!.key[part]!] ?? ''))
              .join(SEPARATOR),
          );
    if (total.through !== null && through === undefined) return;
    const read = (name: string): string =>
      String(
        (name.startsWith('through.')
          ? this.read(total.through!.table, through!, name.slice('through.'.length))
          : row.values[name]) ?? '',
      );
    const counts = Object.entries(total.when).every(([name, values]) =>
      values.includes('<any>') ? read(name) !== '' : values.includes(read(name)),
    );
    const baseJobOnly =
      total.unlessProfile !== null && !(profile as unknown as Record<string, unknown>)[total.unlessProfile];
    if (!counts || (baseJobOnly && read(total.through === null ? 'extra' : 'through.extra') !== '')) return;
    const key = this.definitions
      .get(total.to)!
      .key.map((part) => read(total.key[part]!))
      .join(SEPARATOR);
    const target = this.at(total.to, key);
    if (target === undefined) return;
    const values: Values = { ...target.values };
    for (const [column, from] of adds) {
      const added = termsOf(from).reduce(
        (sum, term) => sum + term.sign * ((row.values[term.column] ?? 0) as number),
        0,
      );
      values[column] = ((this.read(total.to, target, column) ?? 0) as number) + added;
    }
    this.rows.get(total.to)!.set(key, { ...target, values });
    this.changed(total.to);
  }

  /** Adds to columns of one row, where it is there. */
  add(table: string, key: string, amounts: Readonly<Record<string, number>>): void {
    const row = this.at(table, key);
    if (row === undefined) return;
    const values: Values = { ...row.values };
    for (const [column, amount] of Object.entries(amounts))
      values[column] = ((this.read(table, row, column) ?? 0) as number) + amount;
    this.rows.get(table)!.set(key, { ...row, values });
    this.changed(table);
  }

  // ------------------------------------------------------------------------------------------------- comparing

  /** Every row as one text by table and key: what two stores must have in common. Blank and absent are one. */
  dump(leaveOut: ReadonlySet<string> = new Set()): Record<string, string> {
    const lines: Record<string, string> = {};
    for (const table of [...this.rows.keys()].sort()) {
      for (const [key, row] of [...this.rows.get(table)!].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const values = Object.entries(row.values).filter(
          ([name, value]) => value !== null && value !== '' && !leaveOut.has(name),
        );
        lines[`${table} ${shown(key)}`] =
          `${row.document} ${JSON.stringify(Object.fromEntries(values.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
      }
    }
    return lines;
  }
}

/** `amount - approved_commitment_co_amount` → its columns with their signs. */
function termsOf(expression: string): readonly Term[] {
  const known = TERMS.get(expression);
  if (known !== undefined) return known;
  const terms = [...expression.matchAll(/([-+]?)\s*([a-z_][a-z0-9_]*)/g)].map(([, sign, column]) => ({
    column: column!,
    sign: sign === '-' ? -1 : 1,
  }));
  TERMS.set(expression, terms);
  return terms;
}

interface Term {
  readonly column: string;
  readonly sign: number;
}
const TERMS = new Map<string, readonly Term[]>();

function shown(key: string): string {
  return key.split(SEPARATOR).join('|');
}
