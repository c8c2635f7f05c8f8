/**
 * `npm run migration:sage -- --name add-foo`: turns an edited dictionary into the next migration.
 * Promise: compares `mappings/sage/tables/*.json` with the snapshot of what the migrations so far made, writes
 * `<nnnn>-<name>.sql` and refreshes the snapshot; writes nothing when nothing changed, when a file is wrong, or when
 * data would be lost and `--allow-loss` is not given. `--redo` takes back the newest migration while it is not
 * committed, and writes it anew.
 * Does not: connect to a database; `migrate.ts` runs what this wrote.
 */
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DefinitionFault, TieoutFault, UsageFault } from '../core/faults.js';
import type { SageTable } from '../core/nouns.js';
import { checkSageTables } from '../core/check-sage-tables.js';
import { normalizeSageTable } from '../core/sage-table.js';
import { changeTables, type SageChange } from './sage-ddl.js';

export interface GenerateRequest {
  /** Folder of `<table>.json`. */
  readonly tablesFolder: string;
  readonly migrationsFolder: string;
  /** Kebab-case, becomes part of the file name. */
  readonly name: string;
  /** Columns or tables may go. */
  readonly allowLoss: boolean;
  /** Write the newest migration anew. Gives a file of the migrations folder as committed, null where it is not. */
  readonly redo?: (file: string) => Promise<string | null>;
}

export interface Generated {
  /** Path of the new migration; null when nothing changed. */
  readonly path: string | null;
  readonly changes: readonly string[];
}

/** Those the product carries, also where it is built. */
export const ownMigrations = fileURLToPath(new URL('./migrations/', import.meta.url));

const WRITTEN_BY = '-- note: written by `npm run migration:sage`';

export const snapshotFile = 'sage-tables.snapshot.json';

/** What a migration starts from. */
interface Base {
  readonly tables: readonly SageTable[];
  /** Path of the migration that is written anew. */
  readonly replaces: string | null;
  readonly name: string;
}

/** Writes the migration that is due. */
export async function generateSageMigration(request: GenerateRequest): Promise<Generated> {
  const base = await baseOf(request);
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(base.name)) {
    throw new UsageFault('The migration has no fit name.', {
      remedy: 'Give --name in kebab-case, such as --name add-retainage.',
    });
  }
  const tables = await readSageTables(request.tablesFolder);
  const change = changeTables(base.tables, tables);
  if (change.losses.length > 0 && !request.allowLoss) throw wouldLose(change);
  if (base.replaces !== null) await rm(base.replaces);
  let path: string | null = null;
  if (change.statements.length > 0) {
    path = join(request.migrationsFolder, `${await nextNumber(request.migrationsFolder)}-${base.name}.sql`);
    await writeFile(path, migrationText(change), { flag: 'wx' });
  }
  // Totals and evidence leave no trace in SQL, but the snapshot is the whole dictionary.
  await writeSnapshot(request.migrationsFolder, tables);
  return { path, changes: path === null ? [] : change.changes };
}

async function baseOf({ migrationsFolder, name, redo }: GenerateRequest): Promise<Base> {
  if (redo === undefined) return { tables: await readSnapshot(migrationsFolder), replaces: null, name };
  const newest =
    (await readdir(migrationsFolder))
      .filter((file) => /^\d{4}-.*\.sql$/.test(file))
      .sort()
      .at(-1) ?? '';
  const snapshot = await redo(snapshotFile);
  const refuse = (why: string): UsageFault =>
    new UsageFault(`${newest} is not written anew: ${why}.`, {
      remedy: 'Change the dictionary and run the command without --redo: it writes a further migration.',
    });
  if (snapshot === null) throw refuse('git does not know this folder, so nobody knows what was released');
  if ((await redo(newest)) !== null) throw refuse('it is committed, and may have run anywhere');
  const replaces = join(migrationsFolder, newest);
  if (!(await readFile(replaces, 'utf8')).startsWith(WRITTEN_BY)) throw refuse('it was written by hand');
  const tables = JSON.parse(snapshot) as SageTable[];
  return { tables, replaces, name: name === '' ? newest.slice(5, -'.sql'.length) : name };
}

/** The dictionary, sorted by table name. Throws a `DefinitionFault` that lists every problem of every file. */
export async function readSageTables(folder: string): Promise<SageTable[]> {
  const problems: string[] = [];
  const tables: SageTable[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
    const { table, problems: found } = readOne(file, await readFile(join(folder, file), 'utf8'));
    problems.push(...found.map((problem) => `${file}: ${problem}`));
    if (table !== null) tables.push(table);
  }
  if (problems.length === 0)
    problems.push(
      ...checkSageTables(tables).map(({ table, pointer, message }) => `${table}.json${pointer}: ${message}`),
    );
  if (problems.length === 0) return tables;
  throw new DefinitionFault('The dictionary of Sage tables is wrong.', {
    remedy: 'Mend the problems listed.',
    problems,
  });
}

/** The tables as the migrations so far made them. */
export async function readSnapshot(migrationsFolder: string): Promise<SageTable[]> {
  const text = await readFile(join(migrationsFolder, snapshotFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '[]';
    throw error;
  });
  return JSON.parse(text) as SageTable[];
}

function readOne(file: string, text: string): { table: SageTable | null; problems: readonly string[] } {
  try {
    const read = normalizeSageTable(JSON.parse(text));
    if (read.table === null)
      return { table: null, problems: read.problems.map(({ pointer, message }) => `${pointer} ${message}`.trim()) };
    if (`${read.table.table}.json` === file) return { table: read.table, problems: [] };
    return { table: null, problems: [`the table in it is called ${read.table.table}`] };
  } catch (error) {
    return { table: null, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

/** One line a table, so that a change shows as one line in a review. */
async function writeSnapshot(folder: string, tables: readonly SageTable[]): Promise<void> {
  const lines = tables.map((table) => JSON.stringify(table));
  await writeFile(join(folder, snapshotFile), `[\n${lines.join(',\n')}\n]\n`);
}

async function nextNumber(folder: string): Promise<string> {
  const numbers = (await readdir(folder)).map((name) => Number(/^(\d{4})-.*\.sql$/.exec(name)?.[1] ?? -1));
  return String(Math.max(-1, ...numbers) + 1).padStart(4, '0');
}

function migrationText(change: SageChange): string {
  const notes = [
    `${WRITTEN_BY} from mappings/sage/tables; edit those, not this.`,
    ...change.changes.map((line) => `-- note: ${line}`),
  ];
  return `${notes.join('\n')}\n\n${change.statements.map((statement) => `${statement};`).join('\n')}\n`;
}

function wouldLose(change: SageChange): UsageFault {
  return new UsageFault('This change throws data away.', {
    remedy: 'Give --allow-loss when that is meant.',
    problems: change.losses,
  });
}

/** A file as committed; null where it is not. */
function committed(folder: string): (file: string) => Promise<string | null> {
  return (file) =>
    new Promise((resolve) => {
      const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
      execFile('git', ['show', `HEAD:./${file}`], options, (error, text) => resolve(error === null ? text : null));
    });
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      name: { type: 'string', default: '' },
      'allow-loss': { type: 'boolean', default: false },
      redo: { type: 'boolean', default: false },
    },
  });
  const migrationsFolder = join('src', 'store', 'migrations');
  const { path, changes } = await generateSageMigration({
    tablesFolder: join('mappings', 'sage', 'tables'),
    migrationsFolder,
    name: values.name,
    allowLoss: values['allow-loss'],
    ...(values.redo ? { redo: committed(migrationsFolder) } : {}),
  });
  const lines = path === null ? ['Nothing changed.'] : [`${basename(path)}:`, ...changes.map((line) => `  ${line}`)];
  if (values.redo) lines.push('A database that ran the earlier one keeps its tables: remove ./var, or use another.');
  if (path !== null || values.redo) lines.push('Now: npm run build');
  process.stdout.write(`${lines.join('\n')}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  await main().catch((error: unknown) => {
    if (!(error instanceof TieoutFault)) throw error;
    const lines = [error.message, ...error.problems.map((problem) => `  ${problem}`), error.remedy, ''];
    process.stderr.write(lines.join('\n'));
    process.exitCode = error.exitCode;
  });
}
