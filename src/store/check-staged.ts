/**
 * Checks only a whole dataset can show, over what is staged: two documents for one Sage key, and the named checks of
 * totals.
 * Promise: made before anything is published, so that a collision never overwrites; where it could not, it warns.
 * Does not: hold anything (`apply-findings` does).
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { shownKey } from '../core/fill-message.js';
import type { TargetDefinition } from '../core/mapping-grammar.js';
import type { StagedFinding } from '../core/ports.js';
import { stageTable } from './create-stage.js';
import { documentIssue } from './document-issue.js';
import { sumCodings } from './loaded-coding.js';
import { columnList, documentKey, keyJoin, quote, sageTable } from './sage-sql.js';
import type { StageContext } from './stage-context.js';
import { runTotalCheck } from './total-checks.js';

const DOCUMENTS_NAMED_MAX = 5;

export async function checkStaged(context: StageContext, dataset: CompiledDataset): Promise<StagedFinding[]> {
  await sumCodings(context, dataset);
  const found = dataset.mapping.reload === 'hold' ? [await allCollisions(context, dataset)] : [];
  for (const name of dataset.mapping.totalChecks ?? []) found.push(await runTotalCheck(context, dataset, name));
  return found.flat();
}

async function allCollisions(context: StageContext, dataset: CompiledDataset): Promise<StagedFinding[]> {
  let findings: StagedFinding[] = [];
  for (const [index, target] of dataset.mapping.targets.entries()) {
    if (target.op === 'update') continue;
    // Whose header collides need not be told that its lines do.
    const told = new Set(findings.map(({ issue }) => issue.document));
    const found = await collisions(context, dataset, index);
    findings = findings.concat(found.filter(({ issue }) => !told.has(issue.document)));
  }
  return findings;
}

/** Documents that would take a Sage key which another document has, here or in the tables. */
async function collisions(context: StageContext, dataset: CompiledDataset, index: number): Promise<StagedFinding[]> {
  const target = dataset.mapping.targets[index]!;
  const table = dataset.tables.get(target.table)!;
  const numbered = target.numberedBy ?? table.key;
  const stage = stageTable(index);
  const header = headerOf(dataset, index);
  const label = numbered
    .map((key) => (target.numberedBy === undefined ? '' : `'${key} ' || `) + `s.${quote(key)}::text`)
    .join(` || ' ' || `);
  const result = await context.client.query<{ key: string; documents: string[]; held: string[] }>(
    `select ${label} as key,
       array_agg(distinct s.tieout_document) as documents, array_agg(distinct s.tieout_document) as held
     from ${stage} s
     ${header === null ? '' : `where ${strays(stage, header)}`}
     group by ${columnList(numbered, 's')}
     having count(distinct s.tieout_document) > 1
     union all
     select distinct ${label}, array[s.tieout_document, t.tieout_document], array[s.tieout_document]
     from ${stage} s
     join ${sageTable(table.table)} t using (${columnList(numbered)})
     where t.tieout_company = $1 and t.tieout_document <> s.tieout_document`,
    [context.company],
  );
  const seen = new Set<string>();
  return result.rows.flatMap((row) => {
    const held = row.held.map(documentKey).filter((key) => !seen.has(key));
    for (const key of held) seen.add(key);
    if (held.length === 0) return [];
    const documents = joined(row.documents.map((text) => shownKey(documentKey(text))));
    const what = (table.description.split(/[:.;,(]/)[0] ?? '').trim();
    const of = target.numberedBy === undefined ? ` (${what.charAt(0).toLowerCase()}${what.slice(1)})` : '';
    const setting = patternSetting(dataset, target, numbered);
    const change = setting === null ? '' : `, or change the profile's ${setting}`;
    const why =
      target.numberedBy === undefined
        ? 'Two documents cannot share one number there'
        : 'Sage may refuse the second, or take it for the first';
    const message =
      `${documents} would ${row.documents.length > 2 ? 'all' : 'both'} be ${row.key} in Sage${of}. ${why}: ` +
      `give one of them another${change}.`;
    // Where the table's own key tells them apart, both may stand there; whether Sage takes both is for a person to say.
    const code = target.numberedBy === undefined ? 'document.number-used' : 'document.number-shared';
    const holds = target.numberedBy === undefined || dataset.profile.warningsAsHolds.includes(code);
    return held.map((key) => ({
      issue: documentIssue(dataset.name, key, code, message, holds ? 'error' : 'warning'),
      hold: holds ? [key] : [],
    }));
  });
}

/** A target checked before whose rows stand above these, by a key that is part of theirs. */
interface Header {
  readonly stage: string;
  readonly key: readonly string[];
}

function headerOf({ mapping, tables }: CompiledDataset, index: number): Header | null {
  const { table, numberedBy } = mapping.targets[index]!;
  if (numberedBy !== undefined) return null;
  const key = new Set(tables.get(table)!.key);
  const above = mapping.targets.slice(0, index).findIndex((target) => {
    const isChecked = target.op !== 'update' && target.numberedBy === undefined;
    return isChecked && tables.get(target.table)!.key.every((column) => key.has(column));
  });
  return above < 0 ? null : { stage: stageTable(above), key: tables.get(mapping.targets[above]!.table)!.key };
}

/**
 * SQL: whether some row stands under no header of its own document. Where none does, documents that share a key here
 * share their header's, which is told already: then nothing is sorted (a million lines: 0.2 s instead of 0.8).
 */
function strays(stage: string, { stage: above, key }: Header): string {
  return `exists (
       select from ${stage} l
       where not exists (
         select from ${above} h where h.tieout_document = l.tieout_document and ${keyJoin(key, 'h', 'l')}))`;
}

/** The first few: every one of them is told, and a list of all would be told as often as it is long. */
function joined(documents: readonly string[]): string {
  const more = documents.length - DOCUMENTS_NAMED_MAX;
  const named = documents.slice(0, DOCUMENTS_NAMED_MAX).join(' and ');
  return more > 0 ? `${named} and ${more} more` : named;
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
