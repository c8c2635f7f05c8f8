/**
 * A judged document as one row of `tieout.document_version`: what became of it and why, its rows and cents, and what
 * report, reconciliation and a later batch need of it.
 * Promise: its rows are counted once each: loaded, summarized, unchanged, held, waiting or excluded.
 * Does not: write the row.
 */
import type { CompiledDataset } from '../core/compile-dataset.js';
import { codeColumns, codesOf } from '../core/key-names.js';
import type { Value } from '../core/nouns.js';
import { hasExclusions, linesLeft } from '../core/subjects.js';
import type { WorkDocument } from '../core/work.js';
import { firstCharacters } from '../core/visible-text.js';
import { numberArray, type CopyValue } from './copy-text.js';

export const VERSION_COLUMNS = [
  'dataset',
  'document',
  'copy',
  'outcome',
  'action',
  'copy_of',
  'carried',
  'carried_key',
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

/** What is staged besides, for `tieout.document`. */
type StagedOnly = 'content' | 'digest' | 'delivered_hash' | 'codes';
export type VersionRow = Readonly<Record<(typeof VERSION_COLUMNS)[number] | StagedOnly, CopyValue>>;

/** `copy` counts deliveries of the same document in this batch: 0 until all of them are there (`numberCopies`). */
export function versionRow(document: WorkDocument, dataset: CompiledDataset): VersionRow {
  const { source, outcome, group } = document;
  const { show } = dataset.mapping;
  const counts = rowCounts(document, dataset);
  const open = outcome === 'held' || outcome === 'waiting';
  const first = document.reasons.find((entry) => entry.outcome === outcome) ?? null;
  return {
    dataset: dataset.name,
    document: document.key,
    copy: 0,
    outcome,
    action: document.action,
    copy_of: document.copyOf,
    carried: group.carried !== null,
    carried_key: group.carried?.key ?? null,
    opened_by: group.carried?.batch ?? null,
    file: source.file,
    sheet: source.sheet,
    sha256: source.sha256,
    vendor: shownText(document, show?.vendor),
    job: shownText(document, show?.job),
    title: shownText(document, show?.title),
    rows: document.rowNumbers.length,
    rows_loaded: counts.loaded,
    rows_summarized: counts.summarized,
    rows_unchanged: counts.unchanged,
    rows_held: outcome === 'held' ? document.rowNumbers.length : 0,
    rows_waiting: outcome === 'waiting' ? document.rowNumbers.length : 0,
    rows_excluded: counts.excluded,
    amounts: numberArray(document.amounts),
    amounts_excluded: numberArray(document.amountsExcluded),
    amounts_unchanged: numberArray(document.amountsUnchanged),
    unreadable: numberArray(document.unreadable),
    source_hash: document.sourceHash,
    target_hash: document.targetHash,
    rule: first?.rule ?? null,
    reason_code: first?.code ?? null,
    reason: first?.message ?? null,
    lineage: lineageOf(document, dataset),
    lines: linesOf(document, dataset),
    row_numbers: numberArray(document.rowNumbers),
    content: open ? contentOf(document) : null,
    digest: outcome === 'loaded' ? JSON.stringify(dataset.digestOf(document)) : null,
    delivered_hash: document.deliveredHash,
    codes: document.deliveredHash === null ? null : JSON.stringify(codesOf(document.values, codeColumns(dataset))),
  };
}

/** A value of the header, or of the first line where the header has none. */
function shownText(document: WorkDocument, name: string | undefined): string | null {
  if (name === undefined) return null;
  const value = document.values[name] ?? document.lines[0]?.values[name] ?? null;
  return value === null ? null : String(value);
}

export interface RowCounts {
  readonly loaded: number;
  readonly summarized: number;
  readonly unchanged: number;
  readonly excluded: number;
}

/** Rows by what became of them; a row merged with others counts as summarized, alone as loaded. */
export function rowCounts(document: WorkDocument, dataset: CompiledDataset): RowCounts {
  const none = { loaded: 0, summarized: 0, unchanged: 0, excluded: 0 };
  const rows = document.rowNumbers.length;
  if (document.outcome === 'excluded') return { ...none, excluded: rows };
  if (document.outcome === 'held' || document.outcome === 'waiting') return none;
  const excluded = rowsExcluded(document);
  if (document.outcome === 'unchanged') return { ...none, unchanged: rows - excluded, excluded };
  const active = rows - excluded - document.rowsUnchanged;
  const merged = rowsMerged(document, dataset);
  return { loaded: active - merged, summarized: merged, unchanged: document.rowsUnchanged, excluded };
}

/** Rows of which no line is left. A document that was not judged again has those of its loading. */
function rowsExcluded(document: WorkDocument): number {
  const { outcome, known, lines, targetHash } = document;
  if (outcome === 'unchanged' && known !== null && targetHash === null) return known.rowsExcluded;
  if (!hasExclusions(lines)) return 0;
  const rows = new Set(lines.filter((line) => line.excludedBy !== null).map((line) => line.row));
  for (const line of lines) if (line.excludedBy === null) rows.delete(line.row);
  return rows.size;
}

/** Rows that share a row of the last target that stands for rows. */
function rowsMerged(document: WorkDocument, dataset: CompiledDataset): number {
  const deciding = dataset.mapping.targets.findLastIndex((target) => target.countsRows ?? target.per !== 'document');
  const merged: number[] = [];
  for (const { target, rows } of document.targets) {
    if (target === deciding && rows.length > 1) for (const row of rows) merged.push(row);
  }
  // A row that is one line stands in one of them.
  return dataset.mapping.expand === undefined ? merged.length : new Set(merged).size;
}

/** `{ table: [[key, [rows]], …] }` for target rows that stand for some of the document's rows. */
function lineageOf(document: WorkDocument, dataset: CompiledDataset): string | null {
  const lineage: Record<string, [string, readonly number[]][]> = {};
  for (const row of document.targets) {
    const target = dataset.mapping.targets[row.target]!;
    if (target.per === 'document' && target.pick === undefined) continue;
    (lineage[row.table] ??= []).push([dataset.targets[row.target]!.keyText(row.values), row.rows]);
  }
  return Object.keys(lineage).length === 0 ? null : JSON.stringify(lineage);
}

/** Lines of a document whose lines are merged, so that the report can unfold them without the file. */
function linesOf(document: WorkDocument, dataset: CompiledDataset): string | null {
  const { summarize, measures } = dataset.mapping;
  if (summarize?.strategy !== 'profile' || document.outcome !== 'loaded') return null;
  const item = summarize.commitmentLine ?? 'line_key';
  const lines: (readonly Value[])[] = [];
  for (const { row, values } of linesLeft(document)) {
    lines.push([
      row,
      values['line_key'] ?? '',
      values[item] ?? null,
      firstCharacters(String(values['description'] ?? ''), 60),
      values[summarize.amount] ?? 0,
      values[measures['retainage'] ?? ''] ?? 0,
    ]);
  }
  return JSON.stringify(lines);
}

/** Rows of every copy as delivered, so that a later batch can judge them again. */
export function contentOf(document: WorkDocument): string {
  const groups = [document.group, ...document.rivals];
  return JSON.stringify({
    keyless: document.group.keyless,
    copies: groups.map(({ rows }) => {
      const { file, sha256, sheet, headers } = rows[0]!.source;
      return { file, sha256, sheet, headers, rows: rows.map(deliveredRow) };
    }),
  });
}

function deliveredRow(row: WorkDocument['group']['rows'][number]): object {
  const texts = Object.keys(row.source.headers).flatMap((column) => {
    const text = row.textOf(column);
    return text === null ? [] : [[column, text] as const];
  });
  return {
    row: row.row,
    texts: Object.fromEntries(texts),
    problems: (row.delivered ?? []).map(({ column, code, value, message }) => ({ column, code, value, message })),
  };
}
