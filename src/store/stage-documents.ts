/**
 * Takes judged documents of one dataset into temporary tables by COPY, and their issues and alterations into the books.
 * Promise: nothing is written to the `sage` schema here; what is staged is exactly what publish will write.
 * Does not: decide, publish or commit.
 */
import type { Client } from 'pg';
import type { CompiledDataset } from '../core/compile-dataset.js';
import { digestOf } from '../core/document-digest.js';
import { hashText } from '../core/fingerprint.js';
import type { TargetDefinition } from '../core/mapping-grammar.js';
import { documentIssues } from '../core/to-issues.js';
import type { Issue, SageTable } from '../core/nouns.js';
import type { TargetRow, WorkDocument } from '../core/work.js';
import { copyRows } from './copy-rows.js';
import { copyValue, quote, sageTable } from './sage-sql.js';

export interface StageContext {
  readonly client: Client;
  readonly company: string;
  readonly batch: string;
  readonly origin: string;
  readonly definitions: string;
  /** Next sequence numbers of issues and alterations, shared by all datasets of the batch. */
  readonly sequence: { issue: number; alteration: number };
  readonly countIssue: (issue: Issue) => void;
}

export const VERSION_COLUMNS = [
  'dataset',
  'document',
  'copy',
  'outcome',
  'action',
  'carried',
  'opened_by',
  'file',
  'sheet',
  'sha256',
  'vendor',
  'job',
  'title',
  'rows',
  'rows_loaded',
  'rows_summarized',
  'rows_unchanged',
  'rows_held',
  'rows_waiting',
  'rows_excluded',
  'amounts',
  'amounts_excluded',
  'amounts_unchanged',
  'unreadable',
  'source_hash',
  'target_hash',
  'rule',
  'reason_code',
  'reason',
  'lineage',
  'lines',
  'row_numbers',
] as const;

const ISSUE_COLUMNS = [
  'tieout_company',
  'batch',
  'sequence',
  'dataset',
  'file',
  'sheet',
  'row',
  'column',
  'cell',
  'header',
  'document',
  'code',
  'severity',
  'value',
  'message',
  'allowed',
  'nearest',
  'outcome',
];

const ALTERATION_COLUMNS = [
  'tieout_company',
  'batch',
  'sequence',
  'dataset',
  'document',
  'column',
  'kind',
  'because',
  'before',
  'after',
  'file',
  'sheet',
  'rows',
];

/** Name of the temporary table of a target. */
export function stageTable(index: number): string {
  return `stage_${index}`;
}

export function stagedColumns(target: TargetDefinition, table: SageTable): string[] {
  return [...new Set([...table.key, ...Object.keys(target.columns)])];
}

export async function createStage(context: StageContext, dataset: CompiledDataset): Promise<void> {
  const { client } = context;
  await client.query('drop table if exists stage_document');
  await client.query(`create temp table stage_document as select ${VERSION_COLUMNS.map(quote).join(', ')}, null::jsonb as content,
    null::jsonb as digest, null::text as first_state, null::text as previous_key from tieout.document_version with no data`);
  for (const [index, target] of dataset.mapping.targets.entries()) {
    const table = dataset.tables.get(target.table)!;
    const columns = stagedColumns(target, table)
      .map((column) => `t.${quote(column)}`)
      .join(', ');
    await client.query(`drop table if exists ${stageTable(index)}`);
    await client.query(`create temp table ${stageTable(index)} as select ${columns}, ''::text as tieout_document, ''::text as tieout_row_hash
      from ${sageTable(table.table)} t with no data`);
  }
}

export async function stageDocuments(
  context: StageContext,
  dataset: CompiledDataset,
  documents: readonly WorkDocument[],
  copies: Map<string, number>,
): Promise<void> {
  await copyDocuments(context, dataset, documents, copies);
  for (const [index, target] of dataset.mapping.targets.entries()) {
    await copyTargets(context, dataset, target, index, documents);
  }
  await writeIssues(
    context,
    documents.flatMap((document) =>
      documentIssues(document).map((issue, at) => ({
        issue,
        outcome: document.reasons.filter((entry) => entry.outcome !== 'excluded')[at]!.outcome,
      })),
    ),
  );
  await writeAlterations(context, documents);
  await writePrerequisites(context, documents);
}

async function copyDocuments(
  context: StageContext,
  dataset: CompiledDataset,
  documents: readonly WorkDocument[],
  copies: Map<string, number>,
): Promise<void> {
  const rows = documents.map((document) => {
    const number = copies.get(document.key) ?? 0;
    copies.set(document.key, number + 1);
    return versionRow(document, dataset, number);
  });
  await copyRows(context.client, 'stage_document', [...VERSION_COLUMNS, 'content', 'digest', 'previous_key'], rows);
}

function versionRow(
  document: WorkDocument,
  dataset: CompiledDataset,
  copyNumber: number,
): (string | number | boolean | null)[] {
  const { source, outcome } = document;
  const counts = rowCounts(document, dataset);
  const open = outcome === 'held' || outcome === 'waiting';
  const first = document.reasons.find((entry) => entry.outcome === outcome) ?? null;
  const show = (name: string | undefined): string | null => {
    if (name === undefined) return null;
    const value = document.values[name] ?? document.lines[0]?.values[name] ?? null;
    return value === null ? null : String(value);
  };
  return [
    dataset.name,
    document.key,
    copyNumber,
    outcome,
    document.action,
    document.group.carried !== null,
    document.group.carried?.batch ?? null,
    source.file,
    source.sheet,
    source.sha256,
    show(dataset.mapping.show?.vendor),
    show(dataset.mapping.show?.job),
    show(dataset.mapping.show?.title),
    document.rowNumbers.length,
    counts.loaded,
    counts.summarized,
    counts.unchanged,
    outcome === 'held' ? document.rowNumbers.length : 0,
    outcome === 'waiting' ? document.rowNumbers.length : 0,
    counts.excluded,
    array(document.amounts),
    array(document.amountsExcluded),
    array(document.amountsUnchanged),
    array(document.unreadable),
    document.sourceHash,
    document.targetHash,
    first?.rule ?? null,
    first?.code ?? null,
    first?.message ?? null,
    lineageOf(document, dataset),
    linesOf(document, dataset),
    array(document.rowNumbers),
    open ? contentOf(document) : null,
    outcome === 'loaded' ? JSON.stringify(digestOf(document, dataset)) : null,
    document.group.carried !== null && document.group.carried.key !== document.key ? document.group.carried.key : null,
  ];
}

export function array(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

/** Rows by what became of them; a row merged with others counts as summarized, alone as loaded. */
export function rowCounts(
  document: WorkDocument,
  dataset: CompiledDataset,
): { loaded: number; summarized: number; unchanged: number; excluded: number } {
  const none = { loaded: 0, summarized: 0, unchanged: 0, excluded: 0 };
  const rows = document.rowNumbers.length;
  if (document.outcome === 'excluded') return { ...none, excluded: rows };
  if (document.outcome === 'held' || document.outcome === 'waiting') return none;
  const excludedRows = new Set(document.lines.filter((line) => line.excludedBy !== null).map((line) => line.row));
  for (const line of document.lines) if (line.excludedBy === null) excludedRows.delete(line.row);
  const excluded =
    document.outcome === 'unchanged' &&
    document.known !== null &&
    document.lines.length > 0 &&
    document.targetHash === null
      ? document.known.rowsExcluded
      : excludedRows.size;
  if (document.outcome === 'unchanged') return { ...none, unchanged: rows - excluded, excluded };
  const deciding = dataset.mapping.targets.findLastIndex((target) => target.countsRows ?? target.per !== 'document');
  const merged = new Set<number>();
  for (const row of document.targets) {
    if (row.target === deciding && row.rows.length > 1) for (const number of row.rows) merged.add(number);
  }
  const active = rows - excluded - document.rowsUnchanged;
  return { loaded: active - merged.size, summarized: merged.size, unchanged: document.rowsUnchanged, excluded };
}

/** `{ table: [[key, [rows]], …] }` for target rows that stand for some of the document's rows. */
function lineageOf(document: WorkDocument, dataset: CompiledDataset): string | null {
  const lineage: Record<string, [string, readonly number[]][]> = {};
  for (const row of document.targets) {
    const target = dataset.mapping.targets[row.target]!;
    if (target.per === 'document' && target.pick === undefined) continue;
    (lineage[row.table] ??= []).push([keyText(row, dataset.tables.get(row.table)!), row.rows]);
  }
  return Object.keys(lineage).length === 0 ? null : JSON.stringify(lineage);
}

/** Lines of a document whose lines are merged, so that the report can unfold them without the file. */
function linesOf(document: WorkDocument, dataset: CompiledDataset): string | null {
  const { summarize, measures } = dataset.mapping;
  if (summarize?.strategy !== 'profile' || document.outcome !== 'loaded') return null;
  const item = summarize.commitmentLine ?? 'line_key';
  return JSON.stringify(
    document.lines
      .filter((line) => line.excludedBy === null)
      .map((line) => [
        line.row,
        line.values['line_key'] ?? '',
        line.values[item] ?? null,
        String(line.values['description'] ?? '').slice(0, 60),
        line.values[summarize.amount] ?? 0,
        line.values[measures['retainage'] ?? ''] ?? 0,
      ]),
  );
}

function keyText(row: TargetRow, table: SageTable): string {
  return table.key.map((column) => String(row.values[column] ?? '')).join('|');
}

/** Rows as delivered, so that a later batch can judge them again. */
export function contentOf(document: WorkDocument): string {
  const groups = [document.group, ...document.rivals];
  return JSON.stringify({
    headers: Object.assign({}, ...groups.map((group) => group.rows[0]!.source.headers)),
    keyless: document.group.keyless,
    ...(document.differs === null ? {} : { differs: document.differs }),
    rows: groups
      .flatMap((group) => group.rows)
      .map((row) => ({
        row: row.row,
        texts: Object.fromEntries(
          Object.keys(row.source.headers).flatMap((column) => {
            const text = row.textOf(column);
            return text === null ? [] : [[column, text]];
          }),
        ),
        problems: (row.delivered ?? []).map((problem) => ({
          column: problem.column,
          code: problem.code,
          value: problem.value,
          message: problem.message,
        })),
      })),
  });
}

async function copyTargets(
  context: StageContext,
  dataset: CompiledDataset,
  target: TargetDefinition,
  index: number,
  documents: readonly WorkDocument[],
): Promise<void> {
  const rows = documents.flatMap((document) =>
    document.targets.filter((row) => row.target === index).map((row) => ({ document, row })),
  );
  if (rows.length === 0) return;
  const table = dataset.tables.get(target.table)!;
  const columns = stagedColumns(target, table);
  await copyRows(
    context.client,
    stageTable(index),
    [...columns, 'tieout_document', 'tieout_row_hash'],
    rows.map(({ document, row }) => {
      const values = columns.map((column) => copyValue(table, column, row.values[column] ?? null));
      return [...values, `${dataset.name}:${document.key}`, hashText(values.join('\u0001')).slice(0, 32)];
    }),
  );
}

export async function writeIssues(
  context: StageContext,
  issues: readonly { issue: Issue; outcome: string }[],
): Promise<void> {
  if (issues.length === 0) return;
  await copyRows(
    context.client,
    'tieout.issue',
    ISSUE_COLUMNS,
    issues.map(({ issue, outcome }) => {
      context.countIssue(issue);
      return [
        context.company,
        context.batch,
        ++context.sequence.issue,
        issue.dataset,
        issue.file,
        issue.sheet,
        issue.row,
        issue.column,
        issue.cell,
        issue.header,
        issue.document,
        issue.code,
        issue.severity,
        issue.value,
        issue.message,
        textArray(issue.allowed),
        textArray(issue.nearest),
        outcome,
      ];
    }),
  );
}

function textArray(values: readonly string[] | null): string | null {
  if (values === null) return null;
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

async function writeAlterations(context: StageContext, documents: readonly WorkDocument[]): Promise<void> {
  const listed = documents.flatMap((document) =>
    document.outcome === 'loaded' || document.outcome === 'unchanged'
      ? document.alterations.map((note) => ({ document, note }))
      : [],
  );
  if (listed.length === 0) return;
  await copyRows(
    context.client,
    'tieout.alteration',
    ALTERATION_COLUMNS,
    listed.map(({ document, note }) => [
      context.company,
      context.batch,
      ++context.sequence.alteration,
      document.dataset,
      document.key,
      note.column,
      note.kind,
      note.because,
      note.before,
      note.after,
      document.source.file,
      document.source.sheet,
      array(note.rows),
    ]),
  );
}

async function writePrerequisites(context: StageContext, documents: readonly WorkDocument[]): Promise<void> {
  const seen = new Set<string>();
  const rows: string[][] = [];
  for (const document of documents) {
    if (document.outcome !== 'waiting') continue;
    for (const entry of document.reasons) {
      if (entry.waitsFor === null) continue;
      const row = [context.company, document.dataset, document.key, entry.waitsFor.table, entry.waitsFor.key.join('|')];
      const text = row.join('\u0001');
      if (!seen.has(text)) rows.push(row);
      seen.add(text);
    }
  }
  if (rows.length === 0) return;
  await context.client.query(
    `insert into tieout.prerequisite select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) on conflict do nothing`,
    [0, 1, 2, 3, 4].map((index) => rows.map((row) => row[index]!)),
  );
}
