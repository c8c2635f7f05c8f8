/**
 * What the books say of one batch by its id: how it ended, which of its files were refused, and its issues.
 * Promise: reads only; a batch that repeats another answers with that one's issues.
 * Does not: know of a batch that still runs: it is in the books when it has ended.
 */
import type { Client } from 'pg';
import type { BatchSummary, Issue } from '../core/nouns.js';

export interface BatchEnd {
  readonly company: string;
  readonly status: string;
  readonly summary: BatchSummary | null;
  /** The batch whose answer this one repeats. */
  readonly repeats: string | null;
}

/** Null: no such batch has ended. */
export async function batchEnd(client: Client, batch: string): Promise<BatchEnd | null> {
  const { rows } = await client.query<BatchEnd>(
    `select tieout_company as company, status, summary, repeats::text
     from tieout.batch
     where batch = $1 and finished_at is not null`,
    [batch],
  );
  return rows[0] ?? null;
}

/** Names of the files of which at least one sheet was taken; the others were refused as a whole. */
export async function filesTaken(client: Client, batch: string, repeats: string | null): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct name from tieout.batch_file where batch = $1 and note is distinct from 'stopped'`,
    [repeats ?? batch],
  );
  return new Set(rows.map(({ name }) => name));
}

export interface IssueChoice {
  /** Only those of this file, code, dataset or severity; null: all. */
  readonly file: string | null;
  readonly code: string | null;
  readonly dataset: string | null;
  readonly severity: string | null;
  readonly offset: number;
  readonly limit: number;
}

export async function batchIssues(
  client: Client,
  batch: string,
  choice: IssueChoice,
): Promise<{ issues: Issue[]; total: number }> {
  const where = `batch = $1 and ($2::text is null or file = $2) and ($3::text is null or code = $3)
    and ($4::text is null or dataset = $4) and ($5::text is null or severity = $5)`;
  const values = [batch, choice.file, choice.code, choice.dataset, choice.severity];
  const counted = await client.query<{ total: number }>(
    `select count(*)::int as total from tieout.issue where ${where}`,
    values,
  );
  const { rows } = await client.query<Issue>(
    `select dataset, file, sheet, "row", "column", cell, header, document, code, severity, value, message, allowed,
       nearest
     from tieout.issue
     where ${where}
     order by sequence
     limit $6 offset $7`,
    [...values, choice.limit, choice.offset],
  );
  return { issues: rows, total: counted.rows[0]?.total ?? 0 };
}
