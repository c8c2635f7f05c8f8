/**
 * Reads one file of the dictionary (`mappings/sage/tables/<table>.json`) as a `SageTable`.
 * Promise: absent optional fields get their defaults; whatever is wrong comes back as one sentence a problem, all at
 * once, and a table with problems is not given at all.
 * Does not: read files, or look across tables; `checkSageTables` does the latter.
 */
import type { SageColumn, SageTable, SageType, TotalKept, Value } from './nouns.js';

export interface NormalizedSageTable {
  readonly table: SageTable | null;
  readonly problems: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** Columns every table of schema `sage` has besides Sage's own. */
export const bookkeepingColumns = [
  'tieout_company',
  'tieout_batch',
  'tieout_document',
  'tieout_row_hash',
  'tieout_origin',
] as const;

const sageTypes: readonly SageType[] = [
  'text',
  'money',
  'units',
  'percent',
  'integer',
  'bigint',
  'boolean',
  'date',
  'time',
];
const identifier = /^[a-z][a-z0-9_]{0,62}$/;
const tableFields = [
  'table',
  'sageName',
  'description',
  'evidence',
  'key',
  'columns',
  'foreignKeys',
  'indexes',
  'totals',
  'note',
];
const columnFields = ['name', 'sageName', 'type', 'length', 'notNull', 'default', 'note', 'evidence'];

/** `json` is the parsed file. Problems name the place inside it, not the file. */
export function normalizeSageTable(json: unknown): NormalizedSageTable {
  const problems: string[] = [];
  if (!isObject(json)) return { table: null, problems: ['not an object'] };
  refuseUnknown(json, tableFields, 'the table', problems);
  const columns = listOf(json, 'columns', problems).map((column, index) => normalizeColumn(column, index, problems));
  const table: SageTable = {
    table: textOf(json, 'table', '', problems),
    sageName: textOf(json, 'sageName', String(json['table'] ?? '').toUpperCase(), problems),
    description: textOf(json, 'description', '', problems),
    evidence: textOf(json, 'evidence', '', problems),
    key: textsOf(json['key'], 'key', problems),
    columns,
    foreignKeys: listOf(json, 'foreignKeys', problems).map((key, index) => normalizeForeignKey(key, index, problems)),
    indexes: listOf(json, 'indexes', problems).map((index, at) => textsOf(index, `indexes[${at}]`, problems)),
    totals: listOf(json, 'totals', problems).map((total, index) => normalizeTotal(total, index, problems)),
  };
  checkNames(table, problems);
  return { table: problems.length === 0 ? table : null, problems };
}

/**
 * What is wrong between tables: foreign keys and totals that name what is not there. One sentence each, with the table.
 */
export function checkSageTables(tables: readonly SageTable[]): string[] {
  const byName = new Map(tables.map((table) => [table.table, table]));
  const problems: string[] = [];
  for (const table of tables) {
    for (const key of table.foreignKeys) {
      const target = byName.get(key.table);
      if (target === undefined) problems.push(`${table.table}: a foreign key names ${key.table}, which is no table`);
      else if (!sameSet(key.references, target.key)) {
        const whole = target.key.join(', ');
        problems.push(`${table.table}: the foreign key to ${key.table} must name its whole key (${whole})`);
      }
    }
    for (const total of table.totals) problems.push(...checkTotal(table, total, byName));
  }
  return problems;
}

function normalizeColumn(json: unknown, index: number, problems: string[]): SageColumn {
  const place = `columns[${index}]`;
  const given: Json = isObject(json) ? json : {};
  if (!isObject(json)) problems.push(`${place} is not an object`);
  refuseUnknown(given, columnFields, place, problems);
  const name = textOf(given, 'name', '', problems);
  const type = given['type'] as SageType;
  if (!sageTypes.includes(type)) problems.push(`${place} (${name}): type must be one of ${sageTypes.join(', ')}`);
  const length = given['length'] ?? null;
  if (length !== null && !(Number.isSafeInteger(length) && Number(length) > 0 && type === 'text')) {
    problems.push(`${place} (${name}): length is a whole number above zero, and for text only`);
  }
  const fallback = given['default'] ?? null;
  if (typeof fallback === 'object' && fallback !== null) {
    problems.push(`${place} (${name}): default must be a plain value`);
  }
  return {
    name,
    sageName: textOf(given, 'sageName', name, problems),
    type,
    length: length as number | null,
    notNull: given['notNull'] === true,
    default: fallback as Value,
    note: given['note'] === undefined || given['note'] === null ? null : String(given['note']),
  };
}

function normalizeForeignKey(json: unknown, index: number, problems: string[]): SageTable['foreignKeys'][number] {
  const given: Json = isObject(json) ? json : {};
  const columns = textsOf(given['columns'], `foreignKeys[${index}].columns`, problems);
  const references =
    given['references'] === undefined
      ? columns
      : textsOf(given['references'], `foreignKeys[${index}].references`, problems);
  if (columns.length !== references.length) problems.push(`foreignKeys[${index}]: as many columns as references`);
  return { columns, table: textOf(given, 'table', '', problems), references };
}

function normalizeTotal(json: unknown, index: number, problems: string[]): TotalKept {
  const given: Json = isObject(json) ? json : {};
  const place = `totals[${index}]`;
  const through = given['through'] ?? null;
  const when = isObject(given['when']) ? given['when'] : {};
  return {
    event: textOf(given, 'event', '', problems),
    when: Object.fromEntries(
      Object.entries(when).map(([column, values]) => [
        column,
        textsOf(Array.isArray(values) ? values : [values], `${place}.when.${column}`, problems),
      ]),
    ),
    to: textOf(given, 'to', '', problems),
    key: textMapOf(given['key'], `${place}.key`, problems),
    add: textMapOf(given['add'], `${place}.add`, problems),
    through: !isObject(through)
      ? null
      : {
          table: textOf(through, 'table', '', problems),
          key: textMapOf(through['key'], `${place}.through.key`, problems),
        },
    countedWith: typeof given['countedWith'] === 'string' ? given['countedWith'] : null,
    unlessProfile: typeof given['unlessProfile'] === 'string' ? given['unlessProfile'] : null,
  };
}

function checkNames(table: SageTable, problems: string[]): void {
  const names = table.columns.map((column) => column.name);
  for (const name of [table.table, ...names]) {
    if (!identifier.test(name)) problems.push(`"${name}" is no name: lower-case letters, digits and _, at most 63`);
    if (name.startsWith('tieout_')) problems.push(`"${name}" is ours: Sage's columns do not begin with tieout_`);
  }
  const doubled = names.filter((name, index) => names.indexOf(name) !== index);
  for (const name of doubled) problems.push(`column ${name} is there twice`);
  if (table.key.length === 0) problems.push('key is empty');
  const known = new Set<string>([...names, ...bookkeepingColumns]);
  const used = [...table.key, ...table.indexes.flat(), ...table.foreignKeys.flatMap((key) => key.columns)];
  for (const name of new Set(used)) {
    if (!known.has(name)) problems.push(`"${name}" in a key or index is no column of ${table.table}`);
  }
}

/**
 * A key part may be a literal in quotes or a column of a joined row (`commitment_item.job`); only plain names are
 * looked up.
 */
function checkTotal(table: SageTable, total: TotalKept, byName: ReadonlyMap<string, SageTable>): string[] {
  const target = byName.get(total.to);
  if (target === undefined) return [`${table.table}: a total goes to ${total.to}, which is no table`];
  const problems: string[] = [];
  const targetNames = new Set(target.columns.map((column) => column.name));
  const which = `${table.table}: the total "${total.event}"`;
  for (const name of [...Object.keys(total.key), ...Object.keys(total.add)]) {
    if (!targetNames.has(name)) problems.push(`${which} names ${total.to}.${name}, which is no column`);
  }
  if (total.through !== null && !byName.has(total.through.table)) {
    problems.push(`${which} reads ${total.through.table}, which is no table`);
  }
  return problems;
}

function refuseUnknown(given: Json, known: readonly string[], place: string, problems: string[]): void {
  for (const name of Object.keys(given)) if (!known.includes(name)) problems.push(`${place}: unknown field "${name}"`);
}

function textOf(given: Json, field: string, fallback: string, problems: string[]): string {
  const value = given[field] ?? fallback;
  if (typeof value !== 'string' || (value === '' && (field === 'table' || field === 'name'))) {
    problems.push(`"${field}" must be a text`);
    return '';
  }
  return value;
}

function textsOf(value: unknown, place: string, problems: string[]): string[] {
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  problems.push(`${place} must be a list of texts`);
  return [];
}

function textMapOf(value: unknown, place: string, problems: string[]): Record<string, string> {
  if (isObject(value) && Object.values(value).every((each) => typeof each === 'string')) {
    return value as Record<string, string>;
  }
  problems.push(`${place} must map names to names`);
  return {};
}

function listOf(given: Json, field: string, problems: string[]): unknown[] {
  const value = given[field] ?? [];
  if (Array.isArray(value)) return value;
  problems.push(`"${field}" must be a list`);
  return [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each));
}
