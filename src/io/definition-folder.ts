/**
 * Reads a definitions folder (holding `rules/` and `mappings/`) into texts. Promise: files in a fixed order, whatever
 * the disk.
 * Does not: compile them (core/catalog does).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefinitionTexts } from '../core/catalog.js';
import type { TableText } from '../core/decision-table.js';
import { FileProblem, UsageFault } from '../core/faults.js';
import { csvRecords } from './csv-records.js';

const FOLDERS = ['rules', 'mappings', 'mappings/sage/tables', 'mappings/companies'];

export async function readDefinitionFolder(folder: string): Promise<DefinitionTexts> {
  const json: { path: string; text: string }[] = [];
  const tables: TableText[] = [];
  for (const name of FOLDERS) {
    for (const file of await list(folder, name)) {
      if (file.endsWith('.json'))
        json.push({ path: `${name}/${file}`, text: await readFile(join(folder, name, file), 'utf8') });
    }
  }
  for (const name of ['rules', 'rules/tables']) {
    for (const file of await list(folder, name, true)) {
      if (!file.endsWith('.csv')) continue;
      tables.push(readTable(`${name}/${file}`, await readFile(join(folder, name, file), 'utf8')));
    }
  }
  return { json, tables };
}

/** A stray quote is a problem of the file, told with all the others. */
export function readTable(path: string, text: string): TableText {
  try {
    return { path, text, rows: csvRecords(text) };
  } catch (error) {
    if (!(error instanceof FileProblem)) throw error;
    const message = `${error.message} ${error.remedy}`;
    return { path, text, rows: [], unreadable: { line: error.row ?? 1, message } };
  }
}

async function list(folder: string, name: string, mayMiss = false): Promise<string[]> {
  try {
    return (await readdir(join(folder, name))).sort();
  } catch (cause) {
    if (mayMiss) return [];
    throw new UsageFault(`The definitions folder has no ${name}/.`, {
      remedy: 'Point TIEOUT_DEFINITIONS at a folder that holds rules/ and mappings/, or unset it.',
      cause,
    });
  }
}
