/**
 * What waiting documents wait for into the books: the row of Sage's tables that is not there yet.
 * Promise: each pair of document and key once. Does not: wake anything.
 */
import type { WorkDocument } from '../core/work.js';
import type { StageContext } from './stage-context.js';

/** Dataset, document, table and key of each. */
export function prerequisiteRows(documents: readonly WorkDocument[]): string[][] {
  const waiting = documents.filter(({ outcome }) => outcome === 'waiting');
  return distinct(
    waiting.flatMap(({ dataset, key, reasons }) =>
      reasons.flatMap(({ waitsFor }) =>
        waitsFor === null ? [] : [[dataset, key, waitsFor.table, waitsFor.key.join('|')]],
      ),
    ),
  );
}

export async function writePrerequisites(
  { client, company }: StageContext,
  rows: readonly (readonly string[])[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into tieout.prerequisite
     select $1, p.* from unnest($2::text[], $3::text[], $4::text[], $5::text[]) p
     on conflict do nothing`,
    [company, ...[0, 1, 2, 3].map((index) => rows.map((row) => row[index]!))],
  );
}

function distinct(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\u0001'), row])).values()];
}
