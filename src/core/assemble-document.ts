/**
 * Rows → documents. A first pass counts the rows of each key; in the second a document leaves as soon as it is whole.
 * Promise: rows of one document may stand anywhere in the file; never more than a budget of rows is kept in memory,
 * the rest waits in partitions of a spill; a row whose key cannot be read becomes a document of its own.
 * Does not: judge anything, or know where the spill lives.
 */
import { compareIdentity, holds } from './derive-values.js';
import { shownKey } from './fill-message.js';
import type { MappingDefinition, Reason } from './mapping-grammar.js';
import type { DatasetSchema, RawRow, Value } from './nouns.js';
import type { ParsedRow, RowGroup, Values, WorkDocument, WorkLine } from './work.js';

/** Rows kept in memory before open documents go to the spill: some 60 MB of parsed rows. */
const ROWS_OPEN_MAX = 50_000;

/** Temporary files by partition. Rows are written as delivered and parsed again when they come back. */
export interface Spill {
  write(partition: number, source: number, rows: readonly RawRow[]): Promise<void>;
  read(partition: number): AsyncIterable<{ source: number; row: RawRow }>;
}

/** One matched sheet of this batch: its rows, and what turns them into keys and values. */
export interface RowSource {
  rows(): AsyncIterable<readonly RawRow[]>;
  keyOf(row: RawRow): string | null;
  parse(row: RawRow): ParsedRow;
}

/** First pass: rows per key over all files, and keys that more than one file holds. */
export interface KeyCounts {
  readonly rows: Map<string, number>;
  readonly twins: Set<string>;
  readonly total: number;
}

export async function countKeys(sources: readonly RowSource[]): Promise<KeyCounts> {
  const rows = new Map<string, number>();
  const twins = new Set<string>();
  const seenBefore = new Set<string>();
  let total = 0;
  for (const [index, source] of sources.entries()) {
    const own = sources.length > 1 ? new Set<string>() : null;
    for await (const chunk of source.rows()) {
      for (const row of chunk) {
        total++;
        const key = source.keyOf(row);
        if (key === null) continue;
        const slot = `${index}\u0001${key}`;
        rows.set(slot, (rows.get(slot) ?? 0) + 1);
        own?.add(key);
      }
    }
    for (const key of own ?? []) {
      if (seenBefore.has(key)) twins.add(key);
      seenBefore.add(key);
    }
  }
  return { rows, twins, total };
}

interface OpenGroup {
  readonly rows: { row: RawRow; parsed: ParsedRow }[];
  spilled: boolean;
}

/** Second pass: whole documents, in the order in which they become whole. */
export async function* groupRows(
  sources: readonly RowSource[],
  counts: KeyCounts,
  spill: Spill,
  rowsOpenMax = ROWS_OPEN_MAX,
): AsyncGenerator<RowGroup> {
  const partitions = Math.max(1, Math.ceil((counts.total / rowsOpenMax) * 2));
  const used = new Set<number>();
  for (const [index, source] of sources.entries()) {
    const open = new Map<string, OpenGroup>();
    let rowsOpen = 0;
    for await (const chunk of source.rows()) {
      for (const row of chunk) {
        const key = source.keyOf(row);
        if (key === null) {
          yield keylessGroup(source.parse(row));
          continue;
        }
        const expected = counts.rows.get(`${index}\u0001${key}`)!;
        const group = open.get(key) ?? { rows: [], spilled: false };
        if (group.spilled) {
          await spill.write(partitionOf(key, partitions), index, [row]);
          continue;
        }
        group.rows.push({ row, parsed: source.parse(row) });
        rowsOpen++;
        if (group.rows.length === expected) {
          open.delete(key);
          rowsOpen -= expected;
          yield wholeGroup(
            key,
            group.rows.map((entry) => entry.parsed),
            counts.twins.has(key),
          );
        } else open.set(key, group);
      }
      if (rowsOpen > rowsOpenMax) {
        for (const [key, group] of open) {
          if (group.spilled) continue;
          const partition = partitionOf(key, partitions);
          used.add(partition);
          await spill.write(
            partition,
            index,
            group.rows.map((entry) => entry.row),
          );
          open.set(key, { rows: [], spilled: true });
        }
        rowsOpen = 0;
      }
    }
  }
  for (const partition of used) yield* spilledGroups(sources, counts, spill, partition);
}

async function* spilledGroups(
  sources: readonly RowSource[],
  counts: KeyCounts,
  spill: Spill,
  partition: number,
): AsyncGenerator<RowGroup> {
  const groups = new Map<string, { key: string; rows: ParsedRow[] }>();
  for await (const { source, row } of spill.read(partition)) {
    const key = sources[source]!.keyOf(row)!;
    const slot = `${source}\u0001${key}`;
    const group = groups.get(slot) ?? { key, rows: [] };
    group.rows.push(sources[source]!.parse(row));
    if (group.rows.length === counts.rows.get(slot)) {
      groups.delete(slot);
      yield wholeGroup(key, group.rows, counts.twins.has(key));
    } else groups.set(slot, group);
  }
}

function partitionOf(key: string, partitions: number): number {
  let hash = 2166136261;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 16777619);
  return (hash >>> 0) % partitions;
}

function keylessGroup(row: ParsedRow): RowGroup {
  return { key: keylessKey(row), keyless: true, carried: null, rows: [row], twin: false };
}

/** A row without a readable key is known by its place in its file. */
export function keylessKey(row: ParsedRow): string {
  return `?${row.source.file}#${row.source.sheet ?? ''}#${row.row}`;
}

function wholeGroup(key: string, rows: ParsedRow[], twin: boolean): RowGroup {
  rows.sort((a, b) => a.row - b.row);
  return { key, keyless: false, carried: null, rows, twin };
}

// ------------------------------------------------------------------------------------- group → work document

/** Builds the document of a group: header values, lines with their identity, and what the rows disagree on. */
export function assembleDocument(
  group: RowGroup,
  schema: DatasetSchema,
  mapping: MappingDefinition,
  codes: readonly CodeFormat[] = [],
): WorkDocument {
  const reasons: Reason[] = group.rows.flatMap((row) => row.problems ?? []);
  const values = headerValues(group, schema, codes, reasons);
  const lines = group.rows.flatMap((row) => expandRow(row, mapping));
  const measures = Object.keys(mapping.measures).length;
  return {
    dataset: schema.dataset,
    key: group.key,
    group,
    source: group.rows[0]!.source,
    values,
    lines,
    reasons,
    alterations: [],
    failedCodes: null,
    rowNumbers: group.rows.map((row) => row.row),
    amounts: new Array<number>(measures).fill(0),
    amountsExcluded: new Array<number>(measures).fill(0),
    amountsUnchanged: new Array<number>(measures).fill(0),
    unreadable: new Array<number>(measures).fill(0),
    rowsUnchanged: 0,
    known: null,
    sourceHash: '',
    targetHash: null,
    outcome: 'held',
    copyOf: null,
    differs: null,
    rivals: [],
    action: null,
    targets: [],
  };
}

/** Ids of the source's own records: every row may have its own. */
const PROVENANCE: ReadonlySet<string> = new Set(['procore_id', 'origin_id']);

/** How a column's codes are written in the company's mask. */
export interface CodeFormat {
  readonly column: string;
  format(text: string): { readonly ok: true; readonly value: string } | { readonly ok: false };
}

/**
 * Header cells repeat on every row. Absent agrees with anything, and so do two spellings of one code; two different values
 * hold the document. What tells lines apart (a budget code) is no header cell.
 */
function headerValues(group: RowGroup, schema: DatasetSchema, codes: readonly CodeFormat[], reasons: Reason[]): Values {
  const values: Values = {};
  for (const name of PROVENANCE) {
    const value = group.rows[0]!.values[name];
    if (value != null) values[name] = value;
  }
  const isLine = schema.document.lineKeys.length > 0;
  const lineKeys = new Set(schema.document.lineKeys.flat());
  for (const column of schema.columns) {
    if (isLine && (column.level === 'line' || PROVENANCE.has(column.name))) continue;
    let first: ParsedRow | null = null;
    for (const row of group.rows) {
      const value = row.values[column.name];
      if (value == null) continue;
      if (first === null) {
        first = row;
        values[column.name] = value;
      } else if (
        first.values[column.name] !== value &&
        !lineKeys.has(column.name) &&
        !isSameCode(column.name, first.values[column.name], value, codes)
      ) {
        reasons.push(disagreement(column.name, first, row));
        break;
      }
    }
  }
  return values;
}

function isSameCode(column: string, a: Value | undefined, b: Value, codes: readonly CodeFormat[]): boolean {
  const code = codes.find((entry) => entry.column === column);
  if (code === undefined || a == null || b === null) return false;
  const [x, y] = [code.format(String(a)), code.format(String(b))];
  return x.ok && y.ok && x.value === y.value;
}

function disagreement(column: string, first: ParsedRow, other: ParsedRow): Reason {
  const seen = other.textOf(column) ?? String(other.values[column]);
  return {
    outcome: 'held',
    severity: 'error',
    code: 'document.header-disagrees',
    column,
    row: other.row,
    value: seen,
    message:
      `Row ${other.row} says ${column} "${seen}", row ${first.row} of the same document says ` +
      `"${first.textOf(column) ?? String(first.values[column])}". ` +
      'Give every row of a document the same header values, or another number.',
    allowed: null,
    nearest: null,
    rule: null,
    waitsFor: null,
  };
}

function expandRow(row: ParsedRow, mapping: MappingDefinition): WorkLine[] {
  const expansion = mapping.expand?.find((entry) => holds(entry.when, row.values));
  if (expansion === undefined)
    return [{ row: row.row, values: { ...row.values }, unreadable: row.unreadable, excludedBy: null }];
  return expansion.lines.map((line, index) => {
    const values: Values = { ...row.values, line_part: String(index + 1) };
    for (const [column, from] of Object.entries(line)) {
      const negative = from.startsWith('-');
      const value = row.values[negative ? from.slice(1) : from];
      if (value == null) delete values[column];
      else values[column] = negative ? -(value as number) : value;
    }
    return { row: row.row, values, unreadable: row.unreadable, excludedBy: null };
  });
}

/**
 * Gives each line its identity `line_key`; two lines with one identity hold the document.
 * Needs formatted codes: a budget's lines are told apart by theirs.
 */
export function nameLines(document: WorkDocument, schema: DatasetSchema): void {
  const { lines, reasons } = document;
  if (schema.document.lineKeys.length === 0) {
    for (const line of lines) line.values['line_key'] = '1';
    return;
  }
  const columns = schema.document.lineKeys.find((set) =>
    lines.every((line) => set.some((column) => line.values[column] != null)),
  );
  if (columns === undefined) {
    numberByFileOrder(lines, reasons, schema);
    return;
  }
  const seen = new Map<string, WorkLine>();
  for (const line of lines) {
    const key =
      columns.map((column) => String(line.values[column] ?? '')).join('|') +
      (line.values['line_part'] === undefined ? '' : `|${String(line.values['line_part'])}`);
    line.values['line_key'] = key;
    // 1 and 01 would be one item in Sage.
    const same = key.toUpperCase().replace(/^0+(?=\d+$)/, '');
    const before = seen.get(same);
    if (before !== undefined)
      reasons.push(
        duplicateLine(
          columns.filter((column) => line.values[column] != null),
          key,
          before.row,
          line.row,
        ),
      );
    seen.set(same, line);
  }
  lines.sort((a, b) => compareIdentity(String(a.values['line_key']), String(b.values['line_key'])));
}

function numberByFileOrder(lines: WorkLine[], reasons: Reason[], schema: DatasetSchema): void {
  for (const [index, line] of lines.entries()) line.values['line_key'] = String(index + 1);
  if (lines.length < 2) return;
  const columns = schema.document.lineKeys.map((set) => set.join(' + ')).join(' or ');
  reasons.push({
    outcome: 'warned',
    severity: 'warning',
    code: 'line.numbered-by-file-order',
    column: schema.document.lineKeys[0]![0]!,
    row: lines[0]!.row,
    message:
      `These ${lines.length} lines have nothing to tell them apart: they are numbered in the order of the file. ` +
      `Fill the column ${columns}, so that a re-sorted file cannot renumber them.`,
    value: null,
    allowed: null,
    nearest: null,
    rule: null,
    waitsFor: null,
  });
}

function duplicateLine(columns: readonly string[], key: string, first: number, row: number): Reason {
  return {
    outcome: 'held',
    severity: 'error',
    code: 'line.duplicate',
    column: columns[0]!,
    row,
    value: shownKey(key),
    message:
      `Line ${shownKey(key)} stands twice in this document, in rows ${first} and ${row}. ` +
      `Every line needs its own ${columns.join(' + ')}: change one of them, or remove it if it is a copy.`,
    allowed: null,
    nearest: null,
    rule: null,
    waitsFor: null,
  };
}
