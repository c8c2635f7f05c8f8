/**
 * What became of each document of a batch, from the books: loaded, unchanged, held, waiting or excluded, and by what.
 * Promise: one row a delivered copy, in the order of dataset and key.
 * Does not: list rows that were excluded on their own.
 */
import type { Client } from 'pg';

export interface OutcomeRow {
  readonly dataset: string;
  readonly document: string;
  /** `inserted` and `updated` for what was loaded. */
  readonly outcome: string;
  readonly code: string | null;
  readonly rule: string | null;
}

export async function readOutcomes(client: Client, company: string, batch: string): Promise<OutcomeRow[]> {
  const result = await client.query<OutcomeRow>(
    `select dataset, document, coalesce(action, outcome) as outcome, reason_code as code, rule
     from tieout.document_version
     where tieout_company = $1 and batch = $2::uuid order by dataset, document collate "C", copy`,
    [company, batch],
  );
  return result.rows;
}
