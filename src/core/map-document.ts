/**
 * Documents → rows of Sage's tables, each knowing the source rows it came from.
 * Promise: a value that does not fit its column holds the document, it is never cut unless the mapping says where, and
 * then the cut is listed; no default is invented.
 * Does not: compare with what the tables hold (compare-targets does).
 */
import type { CompiledDataset } from './compile-dataset.js';
import type { CompiledTarget, RowSubject } from './compile-targets.js';
import { hoist } from './hoist.js';
import { linesLeft } from './subjects.js';
import type { LineGroup } from './summarize-lines.js';
import type { TargetRow, WorkDocument, WorkLine } from './work.js';

/** Maps a chunk. Documents whose mapping finds a reason to hold them get it; their targets stay empty. */
export function mapDocuments(documents: readonly WorkDocument[], dataset: CompiledDataset): void {
  hoist(dataset.mappingHoist, documents);
  for (const document of documents) mapDocument(document, dataset);
}

export function mapDocument(document: WorkDocument, dataset: CompiledDataset): void {
  const { mapping } = dataset;
  const lines = linesLeft(document);
  const rows: TargetRow[] = [];
  let groups: readonly LineGroup[] | null = null;
  for (const [index, target] of dataset.targets.entries()) {
    if (!target.isSent) continue;
    if (target.definition.per === 'group' && groups === null) {
      const summary = dataset.summarize!(lines, dataset.profile.summarization);
      if (summary.reason !== null) document.reasons.push(summary.reason);
      groups = inLineOrder(summary.groups, lines);
    }
    const subjects = subjectsOf(target, document, lines, groups ?? []);
    for (let at = 0; at < subjects.length; at++) rows.push(mapRow(document, target, index, subjects[at]!, at + 1));
  }
  document.targets = rows;
  const loaded = document.known?.loadedBatch != null && mapping.reload === 'hold';
  if (loaded || !document.reasons.some((entry) => entry.outcome === 'held')) return;
  document.outcome = 'held';
  document.targets = [];
}

function subjectsOf(
  target: CompiledTarget,
  document: WorkDocument,
  lines: readonly WorkLine[],
  groups: readonly LineGroup[],
): RowSubject[] {
  const { per, when } = target.definition;
  if (per === 'document') return documentSubject(target, document, lines);
  const subjects =
    per === 'line'
      ? lines.map((line) => ({ values: line.values, lines: [line], row: line.row }))
      : groups.map((group) => ({ values: group.lead.values, lines: group.lines, row: group.lead.row }));
  return when === undefined ? subjects : subjects.filter((subject) => target.applies(subject.values));
}

function documentSubject(target: CompiledTarget, document: WorkDocument, lines: readonly WorkLine[]): RowSubject[] {
  const row = document.rowNumbers[0] ?? 0;
  const { pick } = target.definition;
  if (pick === undefined) {
    return target.applies(document.values) ? [{ values: document.values, lines, row }] : [];
  }
  const { where, latest } = pick;
  const fitting = lines.filter((line) => Object.entries(where).every(([name, value]) => line.values[name] === value));
  if (fitting.length === 0) return [];
  const best = fitting.reduce((a, b) => (String(b.values[latest] ?? '') > String(a.values[latest] ?? '') ? b : a));
  return target.applies(best.values) ? [{ values: best.values, lines: [best], row: best.row }] : [];
}

/** Groups in the order of their first line, so that numbering never depends on the file's order. */
function inLineOrder(groups: readonly LineGroup[], lines: readonly WorkLine[]): readonly LineGroup[] {
  // A group's lines are in the order of the document's.
  let met = 0;
  for (const line of lines) if (groups[met]?.lines[0] === line) met++;
  if (met === groups.length) return groups;
  const places = new Map(lines.map((line, place) => [line, place]));
  return [...groups].sort((a, b) => places.get(a.lines[0]!)! - places.get(b.lines[0]!)!);
}

function mapRow(
  document: WorkDocument,
  target: CompiledTarget,
  index: number,
  subject: RowSubject,
  ordinal: number,
): TargetRow {
  const values = target.emptyValues();
  for (const { evaluate, write, checkFit } of target.columns) {
    const value = evaluate(document, subject, ordinal);
    if (value === null) continue;
    write(values, value);
    checkFit(document, value, subject.row);
  }
  const { per, pick } = target.definition;
  const rows = per === 'document' && pick === undefined ? document.rowNumbers : rowsOf(subject.lines);
  return { target: index, table: target.table.table, values, rows };
}

/** Ascending, each once. */
function rowsOf(lines: readonly WorkLine[]): number[] {
  const rows = lines.map((line) => line.row);
  const rises = rows.every((row, at) => at === 0 || row > rows[at - 1]!);
  return rises ? rows : [...new Set(rows)].sort((a, b) => a - b);
}
