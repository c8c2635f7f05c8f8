/**
 * Extracts in memory, and the repository's own catalog under a profile with other settings, for tests of the machine.
 * Promise: a file here meets the same header match and cell parsers as one on disk.
 */
import { fileURLToPath } from 'node:url';
import type { Catalog } from '../../src/core/catalog.js';
import { compileCatalog } from '../../src/core/catalog.js';
import { hashText } from '../../src/core/fingerprint.js';
import { matchHeader } from '../../src/core/header-match.js';
import { MatchedSheet } from '../../src/core/match-sheet.js';
import type { RawRow, Sheet } from '../../src/core/nouns.js';
import { readDefinitionFolder } from '../../src/io/definition-folder.js';

const repositoryFolder = fileURLToPath(new URL('../../', import.meta.url));

/** A delivered file: cells by column name, in the order in which the rows stand in it. */
export interface MemoryFile {
  readonly name: string;
  readonly dataset: string;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  /** Rows a reader hands over at once. */
  readonly chunk?: number;
}

export function matchFile(catalog: Catalog, file: MemoryFile): MatchedSheet {
  const dataset = catalog.dataset.get(file.dataset)!;
  const columns = [...new Set(file.rows.flatMap((row) => Object.keys(row)))];
  const header = columns.map((name) => ({ name, letter: null, scope: null }));
  const raw = file.rows.map((row, index): RawRow => ({
    row: index + 2,
    cells: columns.map((column) => row[column] ?? null),
  }));
  const chunk = file.chunk ?? 1_000;
  const sheet: Sheet = {
    name: null,
    header,
    headerRow: 1,
    async *rows() {
      for (let at = 0; at < raw.length; at += chunk) yield raw.slice(at, at + chunk);
    },
  };
  const match = matchHeader(header, dataset.schema);
  const headers = Object.fromEntries(
    [...match.indexes].map(([column, index]) => [column, { header: columns[index]!, letter: null }]),
  );
  return new MatchedSheet(sheet, dataset, match, {
    file: file.name,
    sha256: hashText(JSON.stringify([file.name, file.rows])),
    sheet: null,
    headers,
    columns: new Set(Object.keys(headers)),
  });
}

export type ProfileChange = Readonly<Record<string, unknown>>;

/** The repository's definitions for the demo company, some settings of its profile changed. */
export async function repositoryCatalog(change: ProfileChange = {}): Promise<Catalog> {
  const texts = await readDefinitionFolder(repositoryFolder);
  const path = 'mappings/companies/demo.json';
  const json = texts.json.map((file) =>
    file.path === path ? { path, text: JSON.stringify({ ...(JSON.parse(file.text) as object), ...change }) } : file,
  );
  const { catalog, problems } = compileCatalog({ ...texts, json }, 'demo');
  if (catalog === null)
    throw new Error(problems.map((entry) => `${entry.file}:${entry.line}: ${entry.message}`).join('\n'));
  return catalog;
}
