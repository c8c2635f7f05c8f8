/**
 * Reads a definitions folder (holding `rules/` and `mappings/`) into texts. Promise: files in a fixed order, whatever the disk.
 * Does not: compile them (core/catalog does).
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DefinitionTexts } from '../core/catalog.js';
import { UsageFault } from '../core/faults.js';
import { csvRecords } from './csv-reader.js';

const FOLDERS = ['rules', 'mappings', 'mappings/sage/tables', 'mappings/companies'];

export async function readDefinitionFolder(folder: string): Promise<DefinitionTexts> {
  const json: { path: string; text: string }[] = [];
  const tables: { path: string; text: string; rows: string[][] }[] = [];
  for (const name of FOLDERS) {
    for (const file of await list(folder, name)) {
      if (file.endsWith('.json'))
        json.push({ path: `${name}/${file}`, text: await readFile(join(folder, name, file), 'utf8') });
    }
  }
  for (const name of ['rules', 'rules/tables']) {
    for (const file of await list(folder, name, true)) {
      if (!file.endsWith('.csv')) continue;
      const text = await readFile(join(folder, name, file), 'utf8');
      tables.push({ path: `${name}/${file}`, text, rows: csvRecords(text.replace(/^\uFEFF/, '')) });
    }
  }
  return { json, tables };
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
