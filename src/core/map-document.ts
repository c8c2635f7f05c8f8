/**
 * Documents → rows of Sage's tables, each knowing the source rows it came from.
 * Promise: a value that does not fit its column holds the document, it is never cut unless the mapping says where, and
 * then the cut is listed; no default is invented.
 * Does not: compare with what the tables hold (compare-targets does).
 */
import { checkFits, deliveredColumn } from './check-fits.js';
import type { CompiledDataset } from './compile-dataset.js';
import { firstOf, holds } from './derive-values.js';
import type { ColumnExpression, TargetDefinition } from './mapping-grammar.js';
import { addCents } from './money.js';
import type { Value } from './nouns.js';
import { note } from './document-notes.js';
import { hoist } from './prepare-document.js';
import { summarizeLines, type LineGroup } from './summarize-lines.js';
import { transforms } from './transforms/index.js';
import { cutText } from './visible-text.js';
import type { TargetRow, Values, WorkDocument, WorkLine } from './work.js';

/** Maps a chunk. Documents whose mapping finds a reason to hold them get it; their targets stay empty. */
export function mapDocuments(documents: readonly WorkDocument[], dataset: CompiledDataset): void {
  const names = new Set(
    dataset.mapping.targets.flatMap((target) => Object.values(target.columns).flatMap(expressionNames)),
  );
  const coding = [...(dataset.mapping.summarize?.coding ?? []), ...(dataset.mapping.summarize?.by ?? [])];
  hoist(
    [...names, ...coding].filter((name) => !dataset.lineNames.has(name)),
    documents,
  );
  for (const document of documents) mapDocument(document, dataset);
}

export function mapDocument(document: WorkDocument, dataset: CompiledDataset): void {
  const { mapping, profile } = dataset;
  const lines = document.lines.filter((line) => line.excludedBy === null);
  const rows: TargetRow[] = [];
  let groups: LineGroup[] | null = null;
  for (const [index, target] of mapping.targets.entries()) {
    if (target.if !== undefined && !(profile as unknown as Record<string, unknown>)[target.if]) continue;
    if (target.per === 'group' && groups === null) {
      const summary = summarizeLines(lines, mapping.summarize!, profile.summarization);
      if (summary.reason !== null) document.reasons.push(summary.reason);
      groups = inLineOrder(summary.groups, lines);
    }
    const subjects = subjectsOf(target, document, lines, groups ?? []);
    for (const [ordinal, subject] of subjects.entries()) {
      rows.push(mapRow(document, dataset, target, index, subject, ordinal + 1));
    }
  }
  document.targets = rows;
  const loaded = document.known?.loadedBatch != null && mapping.reload === 'hold';
  if (loaded || !document.reasons.some((entry) => entry.outcome === 'held')) return;
  document.outcome = 'held';
  document.targets = [];
}

interface RowSubject {
  readonly values: Values;
  readonly lines: readonly WorkLine[];
  readonly row: number;
}

function subjectsOf(
  target: TargetDefinition,
  document: WorkDocument,
  lines: readonly WorkLine[],
  groups: readonly LineGroup[],
): RowSubject[] {
  if (target.per === 'document') return documentSubject(target, document, lines);
  const subjects =
    target.per === 'line'
      ? lines.map((line) => ({ values: line.values, lines: [line], row: line.row }))
      : groups.map((group) => ({ values: group.lead.values, lines: group.lines, row: group.lead.row }));
  return subjects.filter((subject) => holds(target.when, subject.values));
}

function documentSubject(target: TargetDefinition, document: WorkDocument, lines: readonly WorkLine[]): RowSubject[] {
  const row = document.rowNumbers[0] ?? 0;
  if (target.pick === undefined) {
    return holds(target.when, document.values) ? [{ values: document.values, lines, row }] : [];
  }
  const { where, latest } = target.pick;
  const fitting = lines.filter((line) => Object.entries(where).every(([name, value]) => line.values[name] === value));
  if (fitting.length === 0) return [];
  const best = fitting.reduce((a, b) => (String(b.values[latest] ?? '') > String(a.values[latest] ?? '') ? b : a));
  return holds(target.when, best.values) ? [{ values: best.values, lines: [best], row: best.row }] : [];
}

/** Groups in the order of their first line, so that numbering never depends on the file's order. */
function inLineOrder(groups: readonly LineGroup[], lines: readonly WorkLine[]): LineGroup[] {
  const places = new Map(lines.map((line, place) => [line, place]));
  const first = new Map(
    groups.map((group) => [
      group,
      group.lines.reduce((least, line) => Math.min(least, places.get(line)!), Number.POSITIVE_INFINITY),
    ]),
  );
  return [...groups].sort((a, b) => first.get(a)! - first.get(b)!);
}

function mapRow(
  document: WorkDocument,
  dataset: CompiledDataset,
  target: TargetDefinition,
  index: number,
  subject: RowSubject,
  ordinal: number,
): TargetRow {
  const table = dataset.tables.get(target.table)!;
  const values: Values = {};
  for (const [column, expression] of Object.entries(target.columns)) {
    const value = evaluate(expression, document, dataset, subject, ordinal, column);
    if (value !== null) {
      values[column] = value;
      checkFits(
        document,
        table.columns.find((entry) => entry.name === column),
        value,
        {
          row: subject.row,
          column: deliveredColumn(expressionNames(expression), dataset),
        },
      );
    }
  }
  const rows =
    target.per === 'document' && target.pick === undefined
      ? document.rowNumbers
      : [...new Set(subject.lines.map((line) => line.row))].sort((a, b) => a - b);
  return { target: index, table: target.table, values, rows };
}

function evaluate(
  expression: ColumnExpression,
  document: WorkDocument,
  dataset: CompiledDataset,
  subject: RowSubject,
  ordinal: number,
  column: string,
): Value {
  const read = (name: string): Value => subject.values[name] ?? document.values[name] ?? null;
  if (typeof expression === 'string') return read(expression);
  if ('value' in expression) return expression.value;
  if ('ordinal' in expression) return ordinal;
  if ('join' in expression)
    return [...new Set(subject.lines.map((line) => String(line.values[expression.join])))].join(' ');
  if ('agree' in expression) return agreeing(expression, subject.lines);
  if ('sum' in expression) return sumOf(expression.sum as string, subject.lines);
  if ('firstOf' in expression)
    return firstOf(expression.firstOf, subject.values) ?? firstOf(expression.firstOf, document.values);
  if ('times' in expression) return multiplied(read(expression.of), expression.times);
  const value = read(expression.from);
  if (value === null) return null;
  if ('table' in expression) return dataset.decisionTables.get(expression.table)?.find(String(value)) ?? null;
  return shaped(expression, String(value), document, dataset, subject.row, column);
}

function sumOf(name: string, lines: readonly WorkLine[]): number {
  let total = 0;
  for (const line of lines) total = addCents(total, (line.values[name] ?? 0) as number);
  return total;
}

/** Hours into units, say. Over 2^53 a product is not exact: it becomes infinite, which fits no column. */
function multiplied(value: Value, times: number): Value {
  if (value === null) return null;
  const product = (value as number) * times;
  return Number.isSafeInteger(product) ? product : Infinity;
}

/** Units only where unit and unit cost agree; otherwise the group has none. */
function agreeing(
  expression: { agree: string; with: readonly string[]; sum?: true },
  lines: readonly WorkLine[],
): Value {
  const first = lines[0];
  if (first === undefined || lines.some((line) => line.values[expression.agree] == null)) return null;
  for (const name of expression.with) {
    if (lines.some((line) => line.values[name] !== first.values[name])) return null;
  }
  if (expression.sum) return sumOf(expression.agree, lines);
  return lines.every((line) => line.values[expression.agree] === first.values[expression.agree])
    ? first.values[expression.agree]!
    : null;
}

function shaped(
  expression: { from: string; cut?: number; transform?: string },
  text: string,
  document: WorkDocument,
  dataset: CompiledDataset,
  row: number,
  column: string,
): string {
  let after = text;
  if (expression.transform !== undefined) {
    after = String(transforms.get(expression.transform)!.apply(text, []) ?? '');
    if (after.replace(/\s+/g, '') !== text.replace(/\s+/g, '')) {
      note(
        document,
        {
          column: cellColumn(expression.from, dataset),
          kind: 're-formatted',
          because: transforms.get(expression.transform)!.summary,
          before: text,
          after,
        },
        row,
      );
    }
  }
  if (expression.cut === undefined || after.length <= expression.cut) return after;
  const cut = cutText(after, expression.cut).slice(0, -1).trimEnd();
  note(
    document,
    {
      column: cellColumn(expression.from, dataset),
      kind: 'cut',
      because: `Sage's ${column.replaceAll('_', ' ')} holds ${expression.cut} characters`,
      before: after,
      after: cut,
    },
    row,
  );
  return cut;
}

/** The column of the extract behind a value that takes the first of several. */
function cellColumn(name: string, dataset: CompiledDataset): string {
  const derived = dataset.mapping.derive.find((entry) => entry.name === name);
  if (derived === undefined || !('firstOf' in derived)) return name;
  return derived.firstOf.map((source) => cellColumn(source, dataset)).find((c) => dataset.schema.column.has(c)) ?? name;
}

export function sourceColumn(expression: ColumnExpression, dataset: CompiledDataset): string | null {
  return expressionNames(expression).find((name) => dataset.schema.column.has(name)) ?? null;
}

export function expressionNames(expression: ColumnExpression): string[] {
  if (typeof expression === 'string') return [expression];
  if ('value' in expression || 'ordinal' in expression) return [];
  if ('join' in expression) return [expression.join];
  if ('agree' in expression) return [expression.agree, ...expression.with];
  if ('sum' in expression) return [expression.sum as string];
  if ('firstOf' in expression) return [...expression.firstOf];
  if ('times' in expression) return [expression.of];
  return [expression.from];
}
