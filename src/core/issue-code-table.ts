/**
 * `rules/issue-codes.csv`: the codes that rules, mappings and decision tables give, as people edit them in Excel.
 * Promise: every row has a code, what it does, who can fix it, what it means and what to do, or is a problem with its
 * line and column; effects and fixers are compared without case.
 * Does not: know which codes are given (codes-given does), or hold the machine's own (issue-codes does).
 */
import type { TableText } from './decision-table.js';
import { effects, fixers, machineCodes, type IssueRemedy } from './issue-codes.js';
import { nearest } from './nearest.js';
import { normalForm } from './spelling.js';

export const ISSUE_CODES_PATH = 'rules/issue-codes.csv';

export interface IssueCodeTable {
  readonly listed: ReadonlyMap<string, IssueRemedy & { readonly line: number }>;
  readonly withoutSample: ReadonlyMap<string, string>;
  readonly problems: readonly CellPlace[];
}

interface CellPlace {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

const COLUMNS = ['code', 'effect', 'who fixes', 'meaning', 'remedy'] as const;
const WITHOUT_SAMPLE = 'no sample because';
const CODE_SHAPE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*\.[a-z0-9]+(-[a-z0-9]+)*$/;

type Row = Readonly<Record<(typeof COLUMNS)[number] | typeof WITHOUT_SAMPLE, string>>;

/** `file` is undefined where the folder has none. */
export function readIssueCodes(file: TableText | undefined): IssueCodeTable {
  const empty = { listed: new Map<string, never>(), withoutSample: new Map<string, string>() };
  if (file?.unreadable !== undefined) return { ...empty, problems: [{ column: 1, ...file.unreadable }] };
  const [first, ...rest] = file?.rows ?? [];
  if (file === undefined || first === undefined) {
    return { ...empty, problems: [{ line: 1, column: 1, message: 'missing: the issue codes of the definitions' }] };
  }
  const header = first.map(normalForm);
  const absent = COLUMNS.filter((name) => !header.includes(normalForm(name)));
  if (absent.length > 0) {
    const message = `the list has the columns ${COLUMNS.join(',')}; here ${absent.join(', ')} cannot be found`;
    return { ...empty, problems: [{ line: 1, column: 1, message }] };
  }
  const listed = new Map<string, IssueRemedy & { line: number }>();
  const withoutSample = new Map<string, string>();
  const problems: CellPlace[] = [];
  const lines = file.text.split('\n');
  let line = 1 + heightOf(first);
  for (const cells of rest) {
    const at = line;
    line += heightOf(cells);
    if (cells.every((cell) => cell.trim() === '')) continue;
    const row = rowOf(header, cells);
    for (const { column, message } of rowProblems(row, listed)) {
      const place = lines[at - 1]?.indexOf(row[column]) ?? -1;
      problems.push({ line: at, column: Math.max(place, 0) + 1, message });
    }
    if (!listed.has(row.code)) listed.set(row.code, { ...remedyOf(row), line: at });
    if (row[WITHOUT_SAMPLE] !== '') withoutSample.set(row.code, row[WITHOUT_SAMPLE]);
  }
  return { listed, withoutSample, problems };
}

/** Lines a row takes: a cell may hold line ends. */
function heightOf(cells: readonly string[]): number {
  return 1 + cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
}

function rowOf(header: readonly string[], cells: readonly string[]): Row {
  const names = [...COLUMNS, WITHOUT_SAMPLE] as const;
  const cellOf = (name: string): string => cells[header.indexOf(normalForm(name))]?.trim() ?? '';
  return Object.fromEntries(names.map((name) => [name, cellOf(name)])) as Row;
}

function remedyOf(row: Row): IssueRemedy {
  return {
    effect: wordOf(row.effect, effects) ?? 'holds',
    whoFixes: wordOf(row['who fixes'], fixers) ?? 'accountant',
    meaning: row.meaning,
    remedy: row.remedy,
  };
}

function wordOf<T extends string>(text: string, words: readonly T[]): T | null {
  return words.find((word) => normalForm(word) === normalForm(text)) ?? null;
}

interface RowProblem {
  readonly column: keyof Row;
  readonly message: string;
}

function rowProblems(row: Row, listed: ReadonlyMap<string, { readonly line: number }>): RowProblem[] {
  const problems: RowProblem[] = [];
  const say = (column: keyof Row, message: string): void => {
    problems.push({ column, message });
  };
  const before = listed.get(row.code);
  if (!CODE_SHAPE.test(row.code)) say('code', `"${row.code}" is no code: two words such as cost-code.unknown`);
  else if (before !== undefined) say('code', `"${row.code}" is listed twice, also in line ${before.line}`);
  else if ((machineCodes as readonly string[]).includes(row.code)) {
    say('code', `"${row.code}" is a code of the machine itself and is listed already; take this row out`);
  }
  if (wordOf(row.effect, effects) === null) say('effect', unknownWord('effect', row.effect, effects));
  if (wordOf(row['who fixes'], fixers) === null) say('who fixes', unknownWord('fixer', row['who fixes'], fixers));
  for (const column of ['meaning', 'remedy'] as const) if (row[column] === '') say(column, `${column} is empty`);
  return problems;
}

function unknownWord(what: string, text: string, words: readonly string[]): string {
  const near = nearest(text, words, 1)[0];
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  return `no ${what} "${text}"${meant} There are ${words.join(' · ')}`;
}
