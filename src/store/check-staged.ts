/**
 * Checks only a whole dataset can show, over what is staged: two documents for one Sage key, and the named total checks.
 * Promise: what must be held is unstaged before anything is published, so a collision never overwrites.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { shownKey } from '../core/fill-message.js';
import type { TargetDefinition } from '../core/mapping-grammar.js';
import type { Issue } from '../core/nouns.js';
import type { StagedFinding } from '../core/ports.js';
import { quote, sageTable } from './sage-sql.js';
import { stageTable, writeIssues, type StageContext } from './stage-documents.js';
import { TOTAL_CHECKS } from './total-checks.js';

export async function checkStaged(context: StageContext, dataset: CompiledDataset): Promise<StagedFinding[]> {
  const findings: StagedFinding[] = [];
  if (dataset.mapping.reload === 'hold') {
    for (const [index, target] of dataset.mapping.targets.entries()) {
      if (target.op === 'update') continue;
      // Whose header collides need not be told that its lines do.
      const held = new Set(findings.flatMap((finding) => finding.hold));
      findings.push(
        ...(await collisions(context, dataset, index)).filter((finding) => finding.hold.some((key) => !held.has(key))),
      );
    }
  }
  for (const name of dataset.mapping.totalChecks ?? []) findings.push(...(await TOTAL_CHECKS[name]!(context, dataset)));
  return findings;
}

/** Documents that would take a Sage key which another document has, here or in the tables. */
async function collisions(context: StageContext, dataset: CompiledDataset, index: number): Promise<StagedFinding[]> {
  const target = dataset.mapping.targets[index]!;
  const table = dataset.tables.get(target.table)!;
  const numbered = target.numberedBy ?? table.key;
  const keys = numbered.map(quote).join(', ');
  const label = numbered
    .map((key) => (target.numberedBy === undefined ? '' : `'${key} ' || `) + `s.${quote(key)}::text`)
    .join(` || ' ' || `);
  const result = await context.client.query<{ key: string; documents: string[]; held: string[] }>(
    `select ${label} as key, array_agg(distinct s.tieout_document) as documents, array_agg(distinct s.tieout_document) as held
       from ${stageTable(index)} s group by ${numbered.map((key) => `s.${quote(key)}`).join(', ')} having count(distinct s.tieout_document) > 1
     union all
     select distinct ${label}, array[s.tieout_document, t.tieout_document], array[s.tieout_document]
       from ${stageTable(index)} s join ${sageTable(table.table)} t using (${keys})
       where t.tieout_company = $1 and t.tieout_document <> s.tieout_document`,
    [context.company],
  );
  const seen = new Set<string>();
  return result.rows.flatMap((row) => {
    const held = row.held.map(documentKey).filter((key) => !seen.has(key));
    for (const key of held) seen.add(key);
    if (held.length === 0) return [];
    const documents = row.documents.map((text) => shownKey(documentKey(text))).join(' and ');
    const what = (table.description.split(/[:.;,(]/)[0] ?? '').trim();
    const of = target.numberedBy === undefined ? ` (${what.charAt(0).toLowerCase()}${what.slice(1)})` : '';
    const setting = patternSetting(dataset, target, numbered);
    const message =
      `${documents} would both be ${row.key} in Sage${of}. Two documents cannot share one number there: ` +
      `give one of them another${setting === null ? '' : `, or change the profile's ${setting}`}.`;
    return held.map((key) => ({
      issue: documentIssue(dataset.name, key, 'document.number-used', message, 'error'),
      hold: [key],
    }));
  });
}

/** The setting of the profile that makes one of these columns: `apInvoiceNumber`. */
function patternSetting(
  { mapping }: CompiledDataset,
  { columns }: TargetDefinition,
  numbered: readonly string[],
): string | null {
  const made = numbered.map((column) => mapping.derive.find(({ name }) => name === columns[column]));
  const patterns = made.flatMap((derived) => (derived !== undefined && 'pattern' in derived ? [derived.pattern] : []));
  return patterns.find((pattern) => pattern.startsWith('@'))?.slice(1) ?? null;
}

/** `tieout_document` carries the dataset before the key. */
export function documentKey(text: string): string {
  return text.slice(text.indexOf(':') + 1);
}

export function documentIssue(
  dataset: string,
  document: string | null,
  code: string,
  message: string,
  severity: 'error' | 'warning',
): Issue {
  return {
    dataset,
    file: null,
    sheet: null,
    row: null,
    column: null,
    cell: null,
    header: null,
    document,
    code,
    severity,
    value: null,
    message,
    allowed: null,
    nearest: null,
  };
}

/** Writes the findings into the books and takes what must be held out of the stage. Contents are kept by `holdContents`. */
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
  for (const index of dataset.mapping.targets.keys()) {
    await context.client.query(`delete from ${stageTable(index)} where tieout_document = any($1)`, [
      held.map((key) => `${dataset.name}:${key}`),
    ]);
  }
  await context.client.query(
    'delete from tieout.alteration where tieout_company = $1 and batch = $2::uuid and dataset = $3 and document = any($4)',
    [context.company, context.batch, dataset.name, held],
  );
  const reasons = new Map(
    findings.flatMap((finding) => finding.hold.map((key) => [key, finding.issue] as const)).reverse(),
  );
  await context.client.query(
    `update stage_document s set outcome = 'held', action = null, rows_held = s.rows, rows_loaded = 0, rows_summarized = 0, rows_unchanged = 0,
       rows_excluded = 0, amounts_excluded = array_fill(0::bigint, array[cardinality(s.amounts)]), amounts_unchanged = array_fill(0::bigint, array[cardinality(s.amounts)]),
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

/** A finding names a document; its issue gets the file and first row of that document. */
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
    const place = finding.issue.document === null ? undefined : places.get(finding.issue.document);
    return place === undefined
      ? finding
      : { ...finding, issue: { ...finding.issue, file: place.file, sheet: place.sheet, row: place.row } };
  });
}
