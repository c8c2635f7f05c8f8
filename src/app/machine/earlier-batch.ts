/**
 * A folder may name an earlier night it builds on (`.tieout.json`: `{ "after": "../evening" }`). On a company that has
 * no batch yet that night is run first, so that a demonstration starts with open items as every real morning does.
 * Promise: never for a company that has a batch, never in a dry run, and always said aloud.
 */
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Client } from 'pg';
import { UsageFault } from '../../core/faults.js';

export async function earlierNights(client: Client, company: string, paths: readonly string[]): Promise<string[]> {
  const named: string[] = [];
  for (const path of paths) {
    if (!(await isFolder(path))) continue;
    const text = await readFile(join(path, '.tieout.json'), 'utf8').catch(() => null);
    if (text === null) continue;
    named.push(resolve(path, readAfter(text, path)));
  }
  if (named.length === 0) return [];
  const result = await client.query('select 1 from tieout.batch where tieout_company = $1 limit 1', [company]);
  return result.rowCount === 0 ? named : [];
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function readAfter(text: string, path: string): string {
  try {
    const { after } = JSON.parse(text) as { after?: unknown };
    if (typeof after === 'string') return after;
  } catch (cause) {
    throw new UsageFault(`${join(path, '.tieout.json')} is not JSON.`, {
      remedy: 'Write { "after": "<folder>" }, or remove the file.',
      cause,
    });
  }
  throw new UsageFault(`${join(path, '.tieout.json')} names no folder.`, {
    remedy: 'Write { "after": "<folder>" }, or remove the file.',
  });
}
