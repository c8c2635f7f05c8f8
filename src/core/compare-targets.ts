/**
 * Mapped documents against what was loaded before: nothing to do, a master to update, or a change to hold.
 * Promise: what Sage owns is never overwritten (the difference is listed), what the file does not carry is never
 * cleared, and a loaded commitment, change order or invoice is never changed.
 * Does not: write; it leaves in `targets` exactly the rows that must be written.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { differenceOf } from './document-digest.js';
import { shownKey } from './fill-message.js';
import { hashText } from './fingerprint.js';
import { formatValue } from './format-value.js';
import { sourceColumn } from './compile-targets.js';
import type { TargetDefinition } from './mapping-grammar.js';
import type { Kind, SageTable, Value } from './nouns.js';
import type { LookupPort } from './ports.js';
import { deliveredText, note, reason } from './document-notes.js';
import type { TargetRow, Values, WorkDocument } from './work.js';

const CORRECTION = 'enter a change order or a reversal';

export async function compareTargets(
  documents: readonly WorkDocument[],
  dataset: CompiledDataset,
  lookups: LookupPort,
): Promise<void> {
  const candidates = documents.filter((document) => document.outcome === 'loaded');
  for (const document of candidates) document.targetHash = targetHash(document, dataset);
  if (dataset.mapping.reload === 'hold') {
    for (const document of candidates) compareWhole(document, dataset);
    return;
  }
  for (const [index, target] of dataset.mapping.targets.entries()) {
    await compareRows(candidates, dataset, target, index, lookups);
  }
  for (const document of candidates) settleRows(document, dataset);
}

/** Rows that a setting of the profile adds belong to no comparison: switching it re-opens nothing that is loaded. */
function targetHash({ targets }: WorkDocument, { mapping }: CompiledDataset): string {
  const own: [number, Values][] = [];
  for (const { target, values } of targets) if (mapping.targets[target]!.if === undefined) own.push([target, values]);
  return hashText(JSON.stringify(own));
}

/** Transactions: loaded once. The same again is unchanged; anything else is held with the difference. */
function compareWhole(document: WorkDocument, dataset: CompiledDataset): void {
  const { known } = document;
  if (known === null || known.loadedBatch === null) {
    document.action = 'inserted';
    return;
  }
  document.targets = [];
  const same = known.sourceHash === document.sourceHash || known.targetHash === document.targetHash;
  const found = same ? null : differenceOf(document, dataset);
  if (found === null) {
    document.outcome = 'unchanged';
    return;
  }
  document.outcome = 'held';
  document.reasons.push(
    reason(
      'held',
      'document.changed-after-loading',
      `${shownKey(document.key)} was loaded before and now differs: ${found.text}. ` +
        `A loaded document is not changed: ${dataset.mapping.correction ?? CORRECTION}, or set Procore back.`,
      { ...found, value: deliveredText(document, found.row, found.column) },
    ),
  );
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

/** Budgets, time: a key that is loaded already must carry the same money and units; new keys are further entries. */
const KIND_OF: Readonly<Record<string, Kind>> = { money: 'money', units: 'quantity' };

function appended(
  document: WorkDocument,
  dataset: CompiledDataset,
  table: SageTable,
  row: TargetRow,
  before: Values,
): CheckedRow[] {
  const changed = table.columns.filter(
    (column) =>
      (column.type === 'money' || column.type === 'units') &&
      row.values[column.name] != null &&
      (row.values[column.name] ?? 0) !== (before[column.name] ?? 0),
  );
  if (changed.length > 0) {
    const { name, type } = changed[0]!;
    const source = sourceColumn(dataset.mapping.targets[row.target]!.columns[name]!, dataset);
    const [old, fresh] = [before, row.values].map((values) => formatValue(values[name] ?? null, KIND_OF[type]!));
    document.reasons.push(
      reason(
        'held',
        'document.changed-after-loading',
        `Line ${shownKey(String(row.values['source_line']))} was loaded with ${old} and is now ${fresh}. ` +
          `What is loaded is not changed: ${dataset.mapping.correction ?? CORRECTION}.`,
        {
          row: row.rows[0] ?? null,
          column: source,
          value: deliveredText(document, row.rows[0] ?? null, source),
        },
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

/** Whether a snapshot lacks a line of the one it replaces. */
function leavesOut({ known, lines }: WorkDocument, { mapping }: CompiledDataset): boolean {
  if (mapping.reload !== 'replace' || known?.digest == null) return false;
  const kept = new Set(lines.map((line) => String(line.values['line_key'])));
  return Object.keys(known.digest.lines).some((key) => !kept.has(key));
}

function settleRows(document: WorkDocument, dataset: CompiledDataset): void {
  const rows = document.targets as CheckedRow[];
  if (document.reasons.some((entry) => entry.outcome === 'held')) {
    document.outcome = 'held';
    document.targets = [];
  } else if (rows.every((row) => row.change === 'none') && !leavesOut(document, dataset)) {
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
