/**
 * Reads one file of the dictionary (`mappings/sage/tables/<table>.json`) as a `SageTable`.
 * Promise: absent optional fields get their defaults; whatever is wrong comes back with its JSON pointer, all at once,
 * and a table with problems is not given at all.
 * Does not: read files, or look across tables; `checkSageTables` does the latter.
 */
import { checkGrammar } from './grammar.js';
import type { SageColumn, SageTable, SageType, TotalKept, Value } from './nouns.js';

/** A file as people write it. Absent: the default, mostly null or an empty list. */
export interface SageTableFile {
  readonly table: string;
  readonly sageName?: string;
  readonly description?: string;
  readonly evidence?: string;
  readonly key: readonly string[];
  readonly columns: readonly {
    readonly name: string;
    readonly sageName?: string;
    readonly type: SageType;
    readonly length?: number | null;
    readonly digits?: number;
    readonly notNull?: boolean;
    readonly default?: Value;
    readonly note?: string | null;
    readonly evidence?: string;
  }[];
  readonly foreignKeys?: readonly {
    readonly columns: readonly string[];
    readonly table: string;
    readonly references?: readonly string[];
  }[];
  readonly indexes?: readonly (readonly string[])[];
  readonly totals?: readonly {
    readonly event: string;
    readonly when?: Readonly<Record<string, readonly string[]>>;
    readonly to: string;
    readonly key: Readonly<Record<string, string>>;
    readonly add: Readonly<Record<string, string>>;
    readonly through?: { readonly table: string; readonly key: Readonly<Record<string, string>> } | null;
    readonly countedWith?: string | null;
    readonly unlessProfile?: string | null;
  }[];
  readonly note?: string;
}

/** `pointer` leads to the node to change. */
export interface SageTableProblem {
  readonly pointer: string;
  readonly message: string;
}

export interface NormalizedSageTable {
  readonly table: SageTable | null;
  readonly problems: readonly SageTableProblem[];
}

/** Columns every table of schema `sage` has besides Sage's own. */
export const bookkeepingColumns = [
  'tieout_company',
  'tieout_batch',
  'tieout_document',
  'tieout_row_hash',
  'tieout_origin',
] as const;

/** PostgreSQL cuts longer names without a word. */
const NAME_CHARACTERS_MAX = 63;

/** `json` is the parsed file. */
export function normalizeSageTable(json: unknown): NormalizedSageTable {
  const malformed = checkGrammar('sage-table', json);
  if (malformed.length > 0) return { table: null, problems: malformed };
  const file = json as SageTableFile;
  const table: SageTable = {
    table: file.table,
    sageName: file.sageName ?? file.table.toUpperCase(),
    description: file.description ?? '',
    evidence: file.evidence ?? '',
    key: file.key,
    columns: file.columns.map(toColumn),
    foreignKeys: (file.foreignKeys ?? []).map((key) => ({ ...key, references: key.references ?? key.columns })),
    indexes: file.indexes ?? [],
    totals: (file.totals ?? []).map(toTotal),
  };
  const problems = [...columnProblems(table), ...nameProblems(table)];
  return { table: problems.length === 0 ? table : null, problems };
}

function toColumn(column: SageTableFile['columns'][number]): SageColumn {
  return {
    name: column.name,
    sageName: column.sageName ?? column.name,
    type: column.type,
    length: column.length ?? null,
    ...(column.digits === undefined ? {} : { digits: column.digits }),
    notNull: column.notNull ?? false,
    default: column.default ?? null,
    note: column.note ?? null,
  };
}

function toTotal(total: NonNullable<SageTableFile['totals']>[number]): TotalKept {
  return {
    event: total.event,
    when: total.when ?? {},
    to: total.to,
    key: total.key,
    add: total.add,
    through: total.through ?? null,
    countedWith: total.countedWith ?? null,
    unlessProfile: total.unlessProfile ?? null,
  };
}

function columnProblems(table: SageTable): SageTableProblem[] {
  const seen = new Set<string>();
  return table.columns.flatMap(({ name, type, length, digits }, index) => {
    const pointer = `/columns/${index}`;
    const problems: SageTableProblem[] = [];
    if (name.startsWith('tieout_'))
      problems.push({ pointer, message: `"${name}" is ours: Sage's columns do not begin with tieout_` });
    if (name.length > NAME_CHARACTERS_MAX)
      problems.push({ pointer, message: `"${name}" is longer than ${NAME_CHARACTERS_MAX} characters` });
    if (seen.has(name)) problems.push({ pointer, message: `column ${name} is there twice` });
    if (length !== null && type !== 'text')
      problems.push({ pointer: `${pointer}/length`, message: `column ${name} is ${type}; a length is for text only` });
    if (digits !== undefined && type !== 'money' && type !== 'units')
      problems.push({ pointer: `${pointer}/digits`, message: `column ${name} is ${type}; digits are for amounts` });
    seen.add(name);
    return problems;
  });
}

/** Keys and indexes name columns that are there. */
function nameProblems(table: SageTable): SageTableProblem[] {
  const known = new Set<string>([...table.columns.map(({ name }) => name), ...bookkeepingColumns]);
  const check = (names: readonly string[], pointer: string): SageTableProblem[] =>
    names
      .map((name, index) => ({ name, pointer: `${pointer}/${index}` }))
      .filter(({ name }) => !known.has(name))
      .map((entry) => ({ pointer: entry.pointer, message: `"${entry.name}" is no column of ${table.table}` }));
  return [
    ...check(table.key, '/key'),
    ...table.indexes.flatMap((names, index) => check(names, `/indexes/${index}`)),
    ...table.foreignKeys.flatMap(({ columns }, index) => check(columns, `/foreignKeys/${index}/columns`)),
    ...table.foreignKeys.flatMap(({ columns, references }, index) =>
      columns.length === references.length
        ? []
        : [{ pointer: `/foreignKeys/${index}`, message: 'a foreign key has as many columns as references' }],
    ),
  ];
}
