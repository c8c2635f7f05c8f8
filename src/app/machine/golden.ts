/**
 * The whole answer to one sample as plain data (`<case>.golden.json`), its comparison with what was written down, and
 * whether it is the answer the folder of the sample promises.
 * Promise: the same answer gives the same text; nothing in it depends on the clock, the disk or a batch id.
 * Does not: run a batch.
 */
import { basename } from 'node:path';
import type { MappingDefinition } from '../../core/mapping-grammar.js';
import type { BatchSummary, DatasetSummary, Equation, Issue, SageTable } from '../../core/nouns.js';
import type { OutcomeRow } from '../../store/read-outcomes.js';
import type { SageRow } from '../../store/read-sage-rows.js';
import type { Verdict } from './list-samples.js';

export interface AlterationRow {
  readonly dataset: string;
  readonly document: string;
  readonly column: string;
  readonly kind: string;
  readonly because: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly rows: readonly number[];
}

export interface Answer {
  readonly summary: BatchSummary;
  readonly issues: readonly Issue[];
  readonly stopped: boolean;
  readonly outcomes: readonly OutcomeRow[];
  readonly alterations: readonly AlterationRow[];
  /** Rows this batch wrote or changed, as they are now. */
  readonly written: readonly SageRow[];
  /** Rows as they were before it: `table|key`. */
  readonly before: ReadonlyMap<string, SageRow>;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly mappings: readonly MappingDefinition[];
}

export interface Golden {
  readonly datasets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly balanced: boolean;
  readonly outcomes: readonly Readonly<Record<string, unknown>>[];
  readonly issues: readonly Readonly<Record<string, unknown>>[];
  readonly targetRows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  readonly alterations: readonly Readonly<Record<string, unknown>>[];
}

/**
 * Counts of 0 and absent values are left out, so that what stands there is what happened; a zero that was delivered,
 * counted or written is what happened too.
 */
export function goldenOf(answer: Answer): Golden {
  return {
    datasets: Object.fromEntries(answer.summary.datasets.map((entry) => [entry.dataset, countsOf(entry)])),
    balanced: answer.summary.tieOut.balanced,
    outcomes: answer.outcomes.map((row) => present({ ...row })),
    issues: answer.issues
      .map((issue) => present({ ...issue, file: issue.file === null ? null : basename(issue.file) }))
      .sort(byPlace),
    targetRows: targetRows(answer),
    alterations: answer.alterations.map((row) => present({ ...row })),
  };
}

function countsOf({ rows, documents, amounts }: DatasetSummary): Record<string, unknown> {
  const places = new Set(Object.keys(counted(rows)));
  if (rows.summarized > 0) places.add('loaded');
  const shown = Object.entries(amounts).map(([measure, sums]) => {
    const told = Object.entries(sums).filter(([place, sum]) => (sum !== 0 && sum !== '0.00') || places.has(place));
    return [measure, Object.fromEntries(told)] as const;
  });
  return {
    rows: counted(rows),
    documents: counted(documents),
    ...(shown.length === 0 ? {} : { amounts: Object.fromEntries(shown) }),
  };
}

function counted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

/** Issues of one place stay in the order in which they were found. */
function byPlace(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number {
  const place = (issue: Readonly<Record<string, unknown>>): [string, string, number, string] => [
    String(issue['dataset'] ?? ''),
    String(issue['file'] ?? ''),
    Number(issue['row'] ?? 0),
    String(issue['code']),
  ];
  const [x, y] = [place(a), place(b)];
  for (const [at, left] of x.entries()) {
    if (left !== y[at]!) return left < y[at]! ? -1 : 1;
  }
  return 0;
}

// ------------------------------------------------------------------------------------------------ target rows

/**
 * A new row shows what is not the column's default, and the zeros that a mapping writes; a changed one its key and what
 * changed, as `old → new`.
 */
function targetRows(answer: Answer): Golden['targetRows'] {
  const { written, before, tables } = answer;
  const mapped = columnsMapped(answer);
  const shown: Record<string, Record<string, string>[]> = {};
  const ordered = [...written].sort((a, b) => (`${a.table}|${a.key}` < `${b.table}|${b.key}` ? -1 : 1));
  for (const row of ordered) {
    const table = tables.get(row.table)!;
    const old = before.get(`${row.table}|${row.key}`);
    (shown[row.table] ??= []).push(
      old === undefined ? newRow(row, table, mapped.get(row.table)) : changedRow(row, old, table),
    );
  }
  return shown;
}

/** Table → columns of its new rows that the mappings of the batch write. */
function columnsMapped({ summary, mappings }: Answer): Map<string, Set<string>> {
  const mapped = new Map<string, Set<string>>();
  const taken = new Set(summary.datasets.map(({ dataset }) => dataset));
  for (const { table, op, columns } of mappings.filter(({ dataset }) => taken.has(dataset)).flatMap((m) => m.targets)) {
    if (op === 'update') continue;
    mapped.set(table, new Set([...(mapped.get(table) ?? []), ...Object.keys(columns)]));
  }
  return mapped;
}

function newRow(
  { values }: SageRow,
  table: SageTable,
  mapped: ReadonlySet<string> | undefined,
): Record<string, string> {
  return Object.fromEntries(
    table.columns.flatMap(({ name, type, default: usual }) => {
      const value = values[name];
      if (value === undefined) return [];
      const zero = type !== 'text' && type !== 'date' && type !== 'time' && Number(value) === 0;
      // What stands in a row that no mapping writes is a total, which begins at zero.
      if (zero ? mapped?.has(name) !== true : value === String(usual)) return [];
      return [[name, value]];
    }),
  );
}

function changedRow({ values }: SageRow, { values: old }: SageRow, table: SageTable): Record<string, string> {
  return Object.fromEntries(
    table.columns.flatMap(({ name }) => {
      if (table.key.includes(name)) return values[name] === undefined ? [] : [[name, values[name]]];
      return values[name] === old[name] ? [] : [[name, `${old[name] ?? '(none)'} → ${values[name] ?? '(none)'}`]];
    }),
  );
}

// ---------------------------------------------------------------------------------------------------- verdict

/** Null when the documents became what the folder says. */
export function verdictProblem(verdict: Verdict, dataset: string, answer: Answer): string | null {
  const { summary, issues, stopped } = answer;
  if (!summary.tieOut.balanced) {
    return `out of balance: ${summary.tieOut.differences.map(differenceText).join('; ')}`;
  }
  if (verdict === 'stopped' || stopped) {
    return stopped === (verdict === 'stopped')
      ? null
      : `the file ${stopped ? 'stopped' : 'did not stop'}${because(issues)}`;
  }
  const counts = summary.datasets.find((entry) => entry.dataset === dataset)?.documents;
  if (counts === undefined)
    return `was taken for ${summary.datasets.map((entry) => entry.dataset).join(', ') || 'no dataset'}`;
  const good = counts.inserted + counts.updated + counts.unchanged;
  const open = counts.held + counts.waiting + counts.excluded;
  const fits: Record<Exclude<Verdict, 'stopped'>, boolean> = {
    accepted: good > 0 && open === 0 && !issues.some((issue) => issue.severity === 'error'),
    held: counts.held > 0 && issues.some((issue) => issue.severity === 'error'),
    waiting: counts.waiting > 0 && counts.held === 0,
    excluded: counts.excluded > 0 && counts.held + counts.waiting === 0,
    warned: good > 0 && open === 0 && issues.some((issue) => issue.severity === 'warning'),
  };
  return fits[verdict] ? null : `came to ${JSON.stringify(counted(counts))}${because(issues)}`;
}

function differenceText({ dataset, name, expected, actual }: Equation): string {
  return `${dataset ?? ''} ${name}: ${expected} ≠ ${actual}`;
}

function because(issues: readonly Issue[]): string {
  return issues
    .map((issue) => `\n  ${issue.code}${issue.column === null ? '' : ` (${issue.column})`}: ${issue.message}`)
    .join('');
}

// --------------------------------------------------------------------------------------------------- comparing

export function goldenText(golden: Golden): string {
  return `${JSON.stringify(golden, null, 2)}\n`;
}

/** Lines that only one of the texts has, in order: `- expected`, `+ actual`. */
export function lineDiff(expected: string, actual: string): string {
  const linesOf = (text: string): string[] => (text === '' ? [] : text.trimEnd().split('\n'));
  const [a, b] = [linesOf(expected), linesOf(actual)];
  const common = commonLengths(a, b);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && common[i + 1]![j]! >= common[i]![j + 1]!)) lines.push(`- ${a[i++]!}`);
    else lines.push(`+ ${b[j++]!}`);
  }
  return lines.join('\n');
}

/** Longest common runs from each pair of lines on. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
    }
  }
  return lengths;
}
