/**
 * What is wrong between the tables of the dictionary: foreign keys and totals that name what is not there.
 * Promise: a total that passes finds one row, reads columns there are and adds what fits; each problem has its table
 * and JSON pointer.
 * Does not: check one table by itself (`sage-table` does) or its migration.
 */
import { PROFILE_GRAMMAR } from './grammar/profile-grammar.js';
import { nearest } from './nearest.js';
import type { SageColumn, SageTable, TotalKept } from './nouns.js';
import type { SageTableProblem } from './sage-table.js';

/** `table` is the one whose file is to be changed. */
export interface BetweenTablesProblem extends SageTableProblem {
  readonly table: string;
}

/** Switches of the profile: what `unlessProfile` may name. */
const SWITCHES = Object.entries(PROFILE_GRAMMAR['properties'] as Record<string, { type?: string }>)
  .filter(([, { type }]) => type === 'boolean')
  .map(([name]) => name);

/** `datasets`: those there are; null where nobody knows, as when a migration is written. */
export function checkSageTables(
  tables: readonly SageTable[],
  datasets: ReadonlySet<string> | null = null,
): BetweenTablesProblem[] {
  const byName = new Map(tables.map((table) => [table.table, table]));
  return tables.flatMap((table) => {
    const problems: BetweenTablesProblem[] = [];
    const say: Say = (pointer, message) => void problems.push({ table: table.table, pointer, message });
    checkForeignKeys(table, byName, say);
    for (const [index, total] of table.totals.entries())
      checkTotal({ table, total, byName, datasets }, (pointer, message) =>
        say(`/totals/${index}${pointer}`, `the total "${total.event}" ${message}`),
      );
    return problems;
  });
}

type Say = (pointer: string, message: string) => void;

function checkForeignKeys(table: SageTable, byName: ReadonlyMap<string, SageTable>, say: Say): void {
  for (const [index, key] of table.foreignKeys.entries()) {
    const target = byName.get(key.table);
    const pointer = `/foreignKeys/${index}`;
    if (target === undefined) say(`${pointer}/table`, noTable('a foreign key names', key.table, byName));
    else if (!sameSet(key.references, target.key))
      say(pointer, `the foreign key to ${key.table} must name its whole key (${target.key.join(', ')})`);
  }
}

interface TotalContext {
  readonly table: SageTable;
  readonly total: TotalKept;
  readonly byName: ReadonlyMap<string, SageTable>;
  readonly datasets: ReadonlySet<string> | null;
}

function checkTotal(context: TotalContext, say: Say): void {
  const { total, byName, datasets } = context;
  // 1. The row it goes through, which the rest may read from.
  if (total.through !== null) checkThrough(context, say);
  // 2. The row it adds to, and what it adds.
  const target = byName.get(total.to);
  if (target === undefined) say('/to', noTable('goes to', total.to, byName));
  else {
    checkWholeKey(total.key, target, '/key', say);
    for (const [column, source] of Object.entries(total.key))
      checkPair(target, column, `/key/${column}`, [sourceOf(context, source, `/key/${column}`, say)], say);
    for (const [column, sources] of Object.entries(total.add)) {
      const pointer = `/add/${column}`;
      const read = sources.split(/ [-+] /).map((source) => sourceOf(context, source, pointer, say));
      checkPair(target, column, pointer, read, say);
    }
  }
  // 3. When it counts.
  for (const column of Object.keys(total.when)) sourceOf(context, column, `/when/${column}`, say);
  if (total.countedWith !== null && datasets !== null && !datasets.has(total.countedWith))
    say('/countedWith', `names no dataset: "${total.countedWith}"${meant(total.countedWith, datasets)}`);
  if (total.unlessProfile === null) return;
  if (!SWITCHES.includes(total.unlessProfile)) {
    const there = `there are ${SWITCHES.join(', ')}`;
    say('/unlessProfile', `names no switch of the profile: "${total.unlessProfile}"; ${there}`);
  }
  const extra = total.through === null ? 'extra' : 'through.extra';
  sourceOf(context, extra, '/unlessProfile', (pointer, message) =>
    say(pointer, `${message}, and "unlessProfile" asks for it`),
  );
}

function checkThrough(context: TotalContext, say: Say): void {
  const { table, key } = context.total.through!;
  const parent = context.byName.get(table);
  if (parent === undefined) return say('/through/table', noTable('reads', table, context.byName));
  checkWholeKey(key, parent, '/through/key', say);
  for (const [column, source] of Object.entries(key)) {
    const pointer = `/through/key/${column}`;
    if (source.startsWith('through.')) say(pointer, 'finds the row it goes through by itself');
    else checkPair(parent, column, pointer, [sourceOf(context, source, pointer, say)], say);
  }
}

function checkWholeKey(key: Readonly<Record<string, string>>, target: SageTable, pointer: string, say: Say): void {
  if (!sameSet(Object.keys(key), target.key))
    say(pointer, `must name the whole key of ${target.table} (${target.key.join(', ')})`);
}

/** The column a total reads: of its own table, or with `through.` of the row it goes through. */
function sourceOf({ table, total, byName }: TotalContext, name: string, pointer: string, say: Say): SageColumn | null {
  const isThrough = name.startsWith('through.');
  if (isThrough && total.through === null) {
    say(pointer, `reads ${name}, and goes through no row`);
    return null;
  }
  const owner = isThrough ? byName.get(total.through!.table) : table;
  if (owner === undefined) return null;
  const plain = isThrough ? name.slice('through.'.length) : name;
  const column = owner.columns.find((each) => each.name === plain);
  if (column !== undefined) return column;
  const names = owner.columns.map((each) => each.name);
  say(pointer, `reads ${owner.table}.${plain}, which is no column${meant(plain, names)}`);
  return null;
}

/** A column of the target, and what is compared with it or added to it: of one type. */
function checkPair(
  target: SageTable,
  name: string,
  pointer: string,
  sources: readonly (SageColumn | null)[],
  say: Say,
): void {
  const column = target.columns.find((each) => each.name === name);
  if (column === undefined) {
    const names = target.columns.map((each) => each.name);
    return say(pointer, `names ${target.table}.${name}, which is no column${meant(name, names)}`);
  }
  const strange = sources.find((source) => source !== null && source.type !== column.type);
  if (strange != null) say(pointer, `takes ${strange.name}, ${strange.type}, for ${name}, which is ${column.type}`);
}

function noTable(what: string, name: string, byName: ReadonlyMap<string, SageTable>): string {
  return `${what} ${name}, which is no table${meant(name, byName.keys())}`;
}

function meant(name: string, candidates: Iterable<string>): string {
  const near = nearest(name, candidates, 1)[0];
  return near === undefined ? '' : `; did you mean "${near}"?`;
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((each) => right.includes(each));
}
