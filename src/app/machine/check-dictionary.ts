/**
 * The dictionary of Sage's tables against what the migrations of the product make.
 * Promise: a table or column that no migration makes is a problem of its file, with the command that writes one.
 * Does not: connect to a database, or write a migration (`npm run migration:sage` does).
 */
import type { DefinitionProblem, DefinitionTexts } from '../../core/catalog.js';
import type { SageTable } from '../../core/nouns.js';
import { normalizeSageTable } from '../../core/sage-table.js';
import { ownMigrations, readSnapshot } from '../../store/generate-sage-migration.js';
import { changeTables } from '../../store/sage-ddl.js';

const COMMAND = 'npm run migration:sage -- --name <what-changed>';

/** Empty while a table cannot be read: that is told by itself. */
export async function checkDictionary(texts: DefinitionTexts): Promise<DefinitionProblem[]> {
  const tables = texts.json.flatMap(({ path, text }): SageTable[] => {
    const table = path.startsWith('mappings/sage/tables/') ? readTable(text) : null;
    return table === null ? [] : [table];
  });
  const made = new Map((await readSnapshot(ownMigrations)).map((table) => [table.table, table]));
  const problems = tables.flatMap((table) => {
    const before = made.get(table.table);
    const { statements, changes } = changeTables(before === undefined ? [] : [before], [table]);
    if (statements.length === 0) return [];
    const what = changes.length > 3 ? `${changes.slice(0, 3).join('; ')} …` : changes.join('; ');
    return [problem(`mappings/sage/tables/${table.table}.json`, what)];
  });
  const there = new Set(texts.json.map(({ path }) => path));
  const gone = [...made.keys()].map((table) => ({ table, path: `mappings/sage/tables/${table}.json` }));
  return [
    ...problems,
    ...gone.filter(({ path }) => !there.has(path)).map(({ table, path }) => problem(path, `table ${table} goes`)),
  ];
}

function readTable(text: string): SageTable | null {
  try {
    return normalizeSageTable(JSON.parse(text)).table;
  } catch {
    return null;
  }
}

function problem(file: string, what: string): DefinitionProblem {
  const message = `no migration of the product does this yet: ${what}. Run \`${COMMAND}\`, then \`npm run build\``;
  return { file, line: 1, column: 1, message };
}
