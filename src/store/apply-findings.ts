/**
 * What the checks of a whole dataset found: issues into the books, documents that must be held out of the stage.
 * Promise: a held document leaves no row to be published, and keeps its rows as delivered for a later batch.
 * Does not: find anything (`check-staged` does).
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import type { Issue } from '../core/nouns.js';
import type { StagedFinding } from '../core/ports.js';
import { stageTable } from './create-stage.js';
import { sumCodings } from './loaded-coding.js';
import { documentMark } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import { writeIssues } from './write-issues.js';

/** `contents`: rows as delivered of the documents that are held, by key. */
export async function applyFindings(
  context: StageContext,
  dataset: CompiledDataset,
  findings: readonly StagedFinding[],
  contents: ReadonlyMap<string, string>,
): Promise<void> {
  const placed = await placeIssues(context, findings);
  await writeIssues(
    context,
    placed.map((entry) => ({ issue: entry.issue, outcome: entry.hold.length > 0 ? 'held' : 'warned' })),
  );
  const held = [...new Set(findings.flatMap((finding) => finding.hold))];
  if (held.length === 0) return;
  await unstage(context, dataset, held);
  await holdStaged(context, held, reasonsOf(findings), contents);
  await sumCodings(context, dataset);
}

/** Takes rows and alterations of documents out again. */
async function unstage(context: StageContext, dataset: CompiledDataset, held: readonly string[]): Promise<void> {
  for (const index of dataset.mapping.targets.keys()) {
    await context.client.query(`delete from ${stageTable(index)} where tieout_document = any($1)`, [
      held.map((key) => documentMark(dataset.name, key)),
    ]);
  }
  await context.client.query(
    `delete from tieout.alteration
     where tieout_company = $1 and batch = $2::uuid and dataset = $3 and document = any($4)`,
    [context.company, context.batch, dataset.name, held],
  );
}

/** The first finding that holds each document. */
function reasonsOf(findings: readonly StagedFinding[]): Map<string, Issue> {
  return new Map(findings.flatMap(({ hold, issue }) => hold.map((key) => [key, issue] as const)).reverse());
}

async function holdStaged(
  context: StageContext,
  held: readonly string[],
  reasons: ReadonlyMap<string, Issue>,
  contents: ReadonlyMap<string, string>,
): Promise<void> {
  await context.client.query(
    `update stage_document s
     set outcome = 'held', action = null,
       rows_held = s.rows, rows_loaded = 0, rows_summarized = 0, rows_unchanged = 0, rows_excluded = 0,
       amounts_excluded = array_fill(0::bigint, array[cardinality(s.amounts)]),
       amounts_unchanged = array_fill(0::bigint, array[cardinality(s.amounts)]),
       lineage = null, digest = null, reason_code = h.code, reason = h.message, content = h.content::jsonb
     from unnest($1::text[], $2::text[], $3::text[], $4::text[]) h(document, code, message, content)
     where s.document = h.document`,
    [
      held,
      held.map((key) => reasons.get(key)!.code),
      held.map((key) => reasons.get(key)!.message),
      held.map((key) => contents.get(key) ?? null),
    ],
  );
}

/** A finding names a document; an issue without a place gets the file and first row of that document. */
async function placeIssues(context: StageContext, findings: readonly StagedFinding[]): Promise<StagedFinding[]> {
  const keys = [
    ...new Set(findings.flatMap((finding) => (finding.issue.document === null ? [] : [finding.issue.document]))),
  ];
  const result = await context.client.query<{ document: string; file: string; sheet: string | null; row: number }>(
    'select document, file, sheet, row_numbers[1] as row from stage_document where document = any($1)',
    [keys],
  );
  const places = new Map(result.rows.map((row) => [row.document, row]));
  return findings.map((finding) => {
    const { document, file } = finding.issue;
    const place = document === null || file !== null ? undefined : places.get(document);
    return place === undefined
      ? finding
      : { ...finding, issue: { ...finding.issue, file: place.file, sheet: place.sheet, row: place.row } };
  });
}
