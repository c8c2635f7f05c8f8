/**
 * Decision tables people edit in Excel (`rules/tables/<name>.csv`, columns from,to,note): spelling → value.
 * Promise: compared without case and punctuation; `L - Labor` is found whole, by its code, or by its name; there is no
 * default row.
 */
import type { DecisionTable } from './derive-values.js';
import { normalForm } from './spelling.js';

/** Parsed cells of a table file; the first row is the header. */
export interface TableText {
  readonly path: string;
  readonly text: string;
  readonly rows: readonly (readonly string[])[];
  /** Why the file could not be read; `rows` is then empty. */
  readonly unreadable?: { readonly line: number; readonly message: string };
}

export function readDecisionTable(file: TableText): {
  table: DecisionTable;
  problems: { line: number; message: string }[];
} {
  const name = file.path.replace(/^.*\//, '').replace(/\.csv$/, '');
  const problems: { line: number; message: string }[] = [];
  if (file.unreadable !== undefined)
    return { table: { name, allowed: [], find: () => null }, problems: [file.unreadable] };
  const header = (file.rows[0] ?? []).map((cell) => cell.trim().toLowerCase());
  const from = header.indexOf('from');
  const to = header.indexOf('to');
  if (from < 0 || to < 0)
    problems.push({
      line: 1,
      message: `a decision table has the columns from,to,note; this one has ${header.join(',')}`,
    });
  const values = new Map<string, string>();
  const allowed: string[] = [];
  for (const [index, row] of file.rows.entries()) {
    const key = row[from]?.trim() ?? '';
    const value = row[to]?.trim() ?? '';
    if (index === 0 || from < 0 || to < 0 || row.every((cell) => cell.trim() === '')) continue;
    if (key === '' || value === '') problems.push({ line: index + 1, message: 'both from and to must be filled' });
    const before = values.get(normalForm(key));
    if (before !== undefined && before !== value)
      problems.push({ line: index + 1, message: `"${key}" stands twice, once as ${before} and once as ${value}` });
    // One spelling a value is enough to choose from.
    if (before === undefined && ![...values.values()].includes(value)) allowed.push(key);
    values.set(normalForm(key), value);
  }
  return { table: { name, allowed, find: (text) => findIn(values, text) }, problems };
}

function findIn(values: ReadonlyMap<string, string>, text: string): string | null {
  const whole = values.get(normalForm(text));
  if (whole !== undefined) return whole;
  const parts = text.split(/\s+-\s+/);
  if (parts.length < 2) return null;
  const code = values.get(normalForm(parts[0]!));
  const name = values.get(normalForm(parts.slice(1).join(' - ')));
  if (code !== undefined && name !== undefined && code !== name) return null;
  return code ?? name ?? null;
}
