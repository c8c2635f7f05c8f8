/**
 * The whole answer to one sample as plain data (`<case>.golden.json`), its comparison with what was written down, and
 * whether it is the answer the folder of the sample promises.
 * Promise: the same answer gives the same text; nothing in it depends on the clock, the disk or a batch id.
 * Does not: run a batch.
 */
import { basename } from 'node:path';
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
}

export interface Golden {
  readonly datasets: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly balanced: boolean;
  readonly outcomes: readonly Readonly<Record<string, unknown>>[];
  readonly issues: readonly Readonly<Record<string, unknown>>[];
  readonly targetRows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  readonly alterations: readonly Readonly<Record<string, unknown>>[];
}

/** Counts of 0, amounts of 0.00 and absent values are left out, so that what stands there is what happened. */
export function goldenOf(answer: Answer): Golden {
  return {
    datasets: Object.fromEntries(answer.summary.datasets.map((entry) => [entry.dataset, countsOf(entry)])),
    balanced: answer.summary.tieOut.balanced,
    outcomes: answer.outcomes.map((row) => filled({ ...row })),
    issues: answer.issues
      .map((issue) => filled({ ...issue, file: issue.file === null ? null : basename(issue.file) }))
      .sort(byPlace),
    targetRows: targetRows(answer),
    alterations: answer.alterations.map((row) => filled({ ...row })),
  };
}

function countsOf({ rows, documents, amounts }: DatasetSummary): Record<string, unknown> {
  const shown = Object.entries(amounts).map(([measure, counts]) => [measure, filled({ ...counts })] as const);
  return {
    rows: filled(rows),
    documents: filled(documents),
    ...(shown.length === 0 ? {} : { amounts: Object.fromEntries(shown) }),
  };
}

function filled(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== 0 && value !== '0.00'),
  );
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

/** A new row shows what is not the column's default; a changed one its key and what changed, as `old → new`. */
function targetRows({ written, before, tables }: Answer): Golden['targetRows'] {
  const shown: Record<string, Record<string, string>[]> = {};
  const ordered = [...written].sort((a, b) => (`${a.table}|${a.key}` < `${b.table}|${b.key}` ? -1 : 1));
  for (const row of ordered) {
    const table = tables.get(row.table)!;
    const old = before.get(`${row.table}|${row.key}`);
    (shown[row.table] ??= []).push(old === undefined ? newRow(row, table) : changedRow(row, old, table));
  }
  return shown;
}

function newRow({ values }: SageRow, table: SageTable): Record<string, string> {
  return Object.fromEntries(
    table.columns.flatMap(({ name, type, default: usual }) => {
      const value = values[name];
      if (value === undefined || value === String(usual)) return [];
      const zero = type !== 'text' && Number(value) === 0 && type !== 'date' && type !== 'time';
      return zero ? [] : [[name, value]];
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
  return fits[verdict] ? null : `came to ${JSON.stringify(filled(counts))}${because(issues)}`;
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
