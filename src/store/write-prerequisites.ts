/**
 * What waiting documents wait for into the books: the row of Sage's tables that is not there yet.
 * Promise: each pair of document and key once. Does not: wake anything.
 */
import type { WorkDocument } from '../core/work.js';
import type { StageContext } from './stage-context.js';

export async function writePrerequisites(context: StageContext, documents: readonly WorkDocument[]): Promise<void> {
  const waiting = documents.filter(({ outcome }) => outcome === 'waiting');
  const rows = distinct(waiting.flatMap((document) => prerequisiteRows(context.company, document)));
  if (rows.length === 0) return;
  await context.client.query(
    `insert into tieout.prerequisite
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
     on conflict do nothing`,
    [0, 1, 2, 3, 4].map((index) => rows.map((row) => row[index]!)),
  );
}

function prerequisiteRows(company: string, document: WorkDocument): string[][] {
  return document.reasons.flatMap(({ waitsFor }) =>
    waitsFor === null ? [] : [[company, document.dataset, document.key, waitsFor.table, waitsFor.key.join('|')]],
  );
}

function distinct(rows: readonly string[][]): string[][] {
  return [...new Map(rows.map((row) => [row.join('\u0001'), row])).values()];
}
