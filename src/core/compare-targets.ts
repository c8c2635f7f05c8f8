/**
 * Mapped documents against what was loaded before: nothing to do, a master to update, or a change to hold.
 * Promise: what Sage owns is never overwritten (the difference is listed), what the file does not carry is never cleared,
 * and a loaded commitment, change order or invoice is never changed.
 * Does not: write; it leaves in `targets` exactly the rows that must be written.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { shownKey } from './fill-message.js';
import { hashText } from './fingerprint.js';
import { formatValue } from './format-value.js';
import type { TargetDefinition } from './mapping-grammar.js';
import type { SageTable, Value } from './nouns.js';
import type { LookupPort } from './ports.js';
import { note, reason } from './prepare-document.js';
import type { Digest, TargetRow, Values, WorkDocument, WorkLine } from './work.js';

export async function compareTargets(
  documents: readonly WorkDocument[],
  dataset: CompiledDataset,
  lookups: LookupPort,
): Promise<void> {
  const candidates = documents.filter((document) => document.outcome === 'loaded');
  for (const document of candidates)
    document.targetHash = hashText(JSON.stringify(document.targets.map((row) => [row.target, row.values])));
  if (dataset.mapping.reload === 'hold') {
    for (const document of candidates) compareWhole(document, dataset);
    return;
  }
  for (const [index, target] of dataset.mapping.targets.entries()) {
    await compareRows(candidates, dataset, target, index, lookups);
  }
  for (const document of candidates) settleRows(document, dataset);
}

/** Transactions: loaded once. The same again is unchanged; anything else is held with the difference. */
function compareWhole(document: WorkDocument, dataset: CompiledDataset): void {
  const { known } = document;
  if (known === null || known.loadedBatch === null) {
    document.action = 'inserted';
    return;
  }
  document.targets = [];
  const found = known.targetHash === document.targetHash ? null : differences(document, dataset);
  if (found === null) {
    document.outcome = 'unchanged';
    return;
  }
  document.outcome = 'held';
  document.reasons.push(
    reason(
      'held',
      'document.changed-after-loading',
      `${shownKey(document.key)} was loaded before and now differs: ${found}. ` +
        'A loaded document is not changed: enter a change order or a reversal, or set Procore back.',
    ),
  );
}

export function digestOf(document: WorkDocument, dataset: CompiledDataset): Digest {
  const header: Record<string, string> = {};
  for (const column of dataset.schema.columns) {
    const value = document.values[column.name];
    if (column.level === 'header' && value != null) header[column.name] = formatValue(value, column.kind);
  }
  const lines: Record<string, string> = {};
  for (const line of document.lines) {
    lines[String(line.values['line_key'])] = lineDigest(line, dataset);
  }
  const lineColumns = dataset.schema.columns.filter((column) => column.level === 'line').map((column) => column.name);
  const columns = lineColumns.filter(
    (name) => document.source.columns.has(name) && document.lines.some((line) => line.values[name] != null),
  );
  return { header, lines, columns };
}

const CODING = ['sub_job', 'cost_code', 'cost_type'] as const;

/** `amount 7,500.00; retainage 750.00; coding 03-300 S`: what is not 0.00, each under its name. */
function lineDigest(line: WorkLine, dataset: CompiledDataset): string {
  const amounts = Object.entries(dataset.mapping.measures).flatMap(([measure, name]) => {
    const value = line.values[name];
    return value == null || value === 0 ? [] : [`${measure} ${formatValue(value, dataset.kinds.get(name) ?? 'money')}`];
  });
  const coding = CODING.map((name) => line.values[name])
    .filter((value) => value != null)
    .join(' ');
  return [...amounts, ...(coding === '' ? [] : [`coding ${coding}`])].join('; ');
}

/** Only the parts that differ: `amount was 7,500.00, is 8,000.00`. */
function lineDifference(line: string, before: string | undefined, now: string | undefined): string {
  const name = `line ${shownKey(line)}`;
  if (before === undefined) return `${name} is new (${now ?? ''})`;
  if (now === undefined) return `${name} is gone (${before})`;
  const parts = (text: string): Map<string, string> =>
    new Map(
      text.split('; ').map((part) => {
        const at = part.indexOf(' ');
        return [part.slice(0, at), part.slice(at + 1)];
      }),
    );
  const [old, fresh] = [parts(before), parts(now)];
  const changes = [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((part) => old.get(part) !== fresh.get(part))
    .map((part) => `${part} was ${old.get(part) ?? 'none'}, is ${fresh.get(part) ?? 'none'}`);
  return `${name}: ${changes.join(', ')}`;
}

/** Null: all that differs are columns which this file does not carry at all, and absent is not blank. */
function differences(document: WorkDocument, dataset: CompiledDataset): string | null {
  const before = document.known?.digest ?? { header: {}, lines: {} };
  const now = digestOf(document, dataset);
  const found: string[] = [];
  for (const name of new Set([...Object.keys(before.header), ...Object.keys(now.header)])) {
    const isCarried = now.header[name] !== undefined || document.source.columns.has(name);
    if (isCarried && before.header[name] !== now.header[name])
      found.push(`${name} was ${before.header[name] ?? '(none)'}, is ${now.header[name] ?? '(none)'}`);
  }
  for (const line of new Set([...Object.keys(before.lines), ...Object.keys(now.lines)])) {
    if (before.lines[line] !== now.lines[line]) found.push(lineDifference(line, before.lines[line], now.lines[line]));
  }
  if (found.length === 0) {
    const carried = [...Object.keys(before.header), ...(before.columns ?? [])];
    return carried.every((name) => document.source.columns.has(name)) ? 'a text of its lines' : null;
  }
  return found.length <= 6 ? found.join('; ') : `${found.slice(0, 6).join('; ')} and ${found.length - 6} more`;
}

// -------------------------------------------------------------------------------------------- row by row

async function compareRows(
  documents: readonly WorkDocument[],
  dataset: CompiledDataset,
  target: TargetDefinition,
  index: number,
  lookups: LookupPort,
): Promise<void> {
  const table = dataset.tables.get(target.table)!;
  const columns = Object.keys(target.columns);
  const take = columns.filter((column) => !table.key.includes(column));
  const rows = documents.flatMap((document) =>
    document.targets.filter((row) => row.target === index).map((row) => ({ document, row })),
  );
  if (rows.length === 0) return;
  const keys = new Map(
    rows.map(({ row }) => [keyText(table, row.values), table.key.map((part) => String(row.values[part] ?? ''))]),
  );
  const existing = await lookups.rows(target.table, table.key, take, [...keys.values()]);
  for (const { document, row } of rows) {
    const before = existing.get(keyText(table, row.values))?.[0] ?? null;
    const kept = compareRow(document, dataset, target, table, row, before);
    document.targets = document.targets.flatMap((entry) => (entry === row ? kept : [entry]));
  }
}

function keyText(table: SageTable, values: Values): string {
  return table.key.map((part) => String(values[part] ?? '')).join('\u0001');
}

/** The row to write, or none. `existed` tells settleRows what the document came to. */
function compareRow(
  document: WorkDocument,
  dataset: CompiledDataset,
  target: TargetDefinition,
  table: SageTable,
  row: TargetRow,
  before: Values | null,
): CheckedRow[] {
  if (before === null) return [{ ...row, change: target.op === 'update' ? 'none' : 'inserted' }];
  if (dataset.mapping.reload === 'append') return appended(document, dataset, table, row, before);
  if (target.onlyForward !== undefined && goesBack(row.values[target.onlyForward], before[target.onlyForward])) {
    listKept(
      document,
      target.onlyForward,
      row.values[target.onlyForward] ?? null,
      before[target.onlyForward] ?? null,
      row,
      table,
      'the later date is in force',
    );
    return [{ ...row, change: 'none' }];
  }
  const merged: Values = { ...row.values };
  let changed = false;
  for (const column of Object.keys(target.columns)) {
    if (table.key.includes(column)) continue;
    const old = before[column] ?? null;
    const now = row.values[column] ?? null;
    if (now === null) {
      if (old !== null) merged[column] = old;
    } else if (target.ownedBySage?.includes(column) && old !== null && old !== '' && old !== now) {
      merged[column] = old;
      listKept(document, column, now, old, row, table, 'Sage owns this value');
    } else if (old !== now) changed = true;
  }
  return [{ ...row, values: merged, change: changed ? 'updated' : 'none' }];
}

export type CheckedRow = TargetRow & { readonly change: 'inserted' | 'updated' | 'none' };

function goesBack(now: Value | undefined, before: Value | undefined): boolean {
  if (before == null) return false;
  return now == null || String(now) < String(before);
}

function listKept(
  document: WorkDocument,
  column: string,
  offered: Value,
  kept: Value,
  row: TargetRow,
  table: SageTable,
  because: string,
): void {
  const kind = table.columns.find((entry) => entry.name === column)?.type === 'money' ? 'money' : 'text';
  note(
    document,
    {
      column,
      kind: 'kept',
      because,
      before: formatValue(offered, kind),
      after: formatValue(kept, kind),
    },
    row.rows[0] ?? 0,
  );
}

/** Budgets: a key that is loaded already must carry the same money; new keys are further entries. */
function appended(
  document: WorkDocument,
  dataset: CompiledDataset,
  table: SageTable,
  row: TargetRow,
  before: Values,
): CheckedRow[] {
  const changed = table.columns.filter(
    (column) =>
      column.type === 'money' &&
      column.name in row.values &&
      (row.values[column.name] ?? 0) !== (before[column.name] ?? 0),
  );
  if (changed.length > 0) {
    const column = changed[0]!.name;
    document.reasons.push(
      reason(
        'held',
        'document.changed-after-loading',
        `Line ${shownKey(String(row.values['source_line']))} was loaded with ${formatValue(before[column] ?? null, 'money')} and is now ` +
          `${formatValue(row.values[column] ?? null, 'money')}. An original budget is not changed after loading: use a budget change.`,
        { row: row.rows[0] ?? null },
      ),
    );
  }
  const lines = document.lines.filter((line) => row.rows.includes(line.row));
  document.rowsUnchanged += row.rows.length;
  for (const [index, measure] of dataset.measures.entries()) {
    const name = dataset.mapping.measures[measure]!;
    for (const line of lines) document.amountsUnchanged[index]! += (line.values[name] ?? 0) as number;
  }
  return [{ ...row, change: 'none' }];
}

function settleRows(document: WorkDocument, dataset: CompiledDataset): void {
  const rows = document.targets as CheckedRow[];
  if (document.reasons.some((entry) => entry.outcome === 'held')) {
    document.outcome = 'held';
    document.targets = [];
  } else if (rows.every((row) => row.change === 'none')) {
    document.outcome = 'unchanged';
    document.targets = [];
  } else {
    document.action = rows[0]!.change === 'inserted' && document.known?.loadedBatch == null ? 'inserted' : 'updated';
    if (dataset.mapping.reload !== 'replace') document.targets = rows.filter((row) => row.change !== 'none');
    return;
  }
  document.rowsUnchanged = 0;
  document.amountsUnchanged = document.amountsUnchanged.map(() => 0);
}
