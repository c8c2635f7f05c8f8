/**
 * A group of rows → a work document: header values, lines with their identity, and what the rows disagree on.
 * Promise: nothing of a row is lost; what its rows contradict holds the document and names both rows.
 * Does not: bring the rows of a document together (group-rows does), or judge it.
 */
import type { CompiledDataset } from './compile-dataset.js';
import { compareIdentity, holds, plainNumber } from './derive-values.js';
import { shownKey } from './fill-message.js';
import type { MappingDefinition, Reason } from './mapping-grammar.js';
import type { DatasetSchema, Value } from './nouns.js';
import { copierOf, readerOf, writerOf, type Read, type Write } from './value-access.js';
import type { ParsedRow, RowGroup, Values, WorkDocument, WorkLine } from './work.js';

export type AssembleDocument = (group: RowGroup) => WorkDocument;

type AssemblyInput = Pick<CompiledDataset, 'schema' | 'mapping' | 'emptyHeader'> & {
  readonly codes: readonly CodeFormat[];
};

/** Builds the document of a group: header values, lines with their identity, and what the rows disagree on. */
export function compileAssembly(input: AssemblyInput): AssembleDocument {
  const { schema, mapping } = input;
  const headerValues = compileHeader(input);
  const measures = Object.keys(mapping.measures).length;
  return (group) => {
    const reasons: Reason[] = [];
    for (const { problems } of group.rows) if (problems !== null) reasons.push(...problems);
    return {
      dataset: schema.dataset,
      key: group.key,
      group,
      source: group.firstRow.source,
      values: headerValues(group.rows, reasons),
      lines: linesOf(group, mapping),
      reasons,
      alterations: partedCells(group),
      failedCodes: null,
      rowNumbers: group.rowNumbers,
      amounts: new Array<number>(measures).fill(0),
      amountsExcluded: new Array<number>(measures).fill(0),
      amountsUnchanged: new Array<number>(measures).fill(0),
      unreadable: new Array<number>(measures).fill(0),
      rowsUnchanged: 0,
      known: null,
      sourceHash: '',
      targetHash: null,
      deliveredHash: null,
      outcome: 'held',
      copyOf: null,
      differs: null,
      rivals: [],
      action: null,
      targets: [],
    };
  };
}

function partedCells({ rows }: RowGroup): WorkDocument['alterations'][number][] {
  if (!arePartedIn(rows)) return [];
  const told = new Map<string, WorkDocument['alterations'][number] & { rows: number[] }>();
  for (const { row, parted } of rows) {
    for (const { column, into, before, after } of parted ?? []) {
      const because = `what follows the first line break of ${column} goes to ${into}`;
      const same = told.get(`${column} ${before}`);
      if (same === undefined)
        told.set(`${column} ${before}`, { column, kind: 're-formatted', because, before, after, rows: [row] });
      else same.rows.push(row);
    }
  }
  return [...told.values()];
}

function arePartedIn(rows: readonly ParsedRow[]): boolean {
  for (const { parted } of rows) if (parted !== null) return true;
  return false;
}

/** Ids of the source's own records: every row may have its own. */
const PROVENANCE: ReadonlySet<string> = new Set(['procore_id', 'origin_id']);

/** How a column's codes are written in the company's mask. */
export interface CodeFormat {
  readonly column: string;
  format(text: string): { readonly ok: true; readonly value: string } | { readonly ok: false };
}

interface HeaderColumn {
  readonly name: string;
  readonly read: Read;
  readonly write: Write;
  /** Tells lines apart: the document has that of its first row. */
  readonly mayDiffer: boolean;
  readonly code: CodeFormat | undefined;
}

/**
 * Header cells repeat on every row. Absent agrees with anything, and so do two spellings of one code; two different
 * values hold the document. What tells lines apart (a budget code) is no header cell.
 */
function compileHeader({
  schema,
  codes,
  emptyHeader,
}: AssemblyInput): (rows: readonly ParsedRow[], reasons: Reason[]) => Values {
  const { lineKeys } = schema.document;
  const isLine = lineKeys.length > 0;
  const columns = schema.columns
    .filter(({ name, level }) => !isLine || (level !== 'line' && !PROVENANCE.has(name)))
    .map(({ name }): HeaderColumn => ({
      name,
      read: readerOf(name),
      write: writerOf(name),
      mayDiffer: lineKeys.some((set) => set.includes(name)),
      code: codes.find((entry) => entry.column === name),
    }));
  const copyProvenance = copierOf([...PROVENANCE]);
  return (rows, reasons) => {
    const values = emptyHeader();
    copyProvenance(rows[0]!.values, values);
    for (const column of columns) takeHeader(column, rows, values, reasons);
    return values;
  };
}

/** Takes the first value there is, and tells of the first row that says another. */
function takeHeader(column: HeaderColumn, rows: readonly ParsedRow[], values: Values, reasons: Reason[]): void {
  const { name, read, write, mayDiffer, code } = column;
  let first: ParsedRow | null = null;
  let value: Value = null;
  for (const row of rows) {
    const said = read(row.values);
    if (said == null || said === value) continue;
    if (first === null) {
      first = row;
      value = said;
      write(values, said);
      if (mayDiffer) return;
    } else if (!isSameCode(code, value, said)) {
      reasons.push(disagreement(name, first, row));
      return;
    }
  }
}

function isSameCode(code: CodeFormat | undefined, a: Value, b: Value): boolean {
  if (code === undefined) return false;
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

function linesOf({ rows, carried }: RowGroup, mapping: MappingDefinition): WorkLine[] {
  const lines: WorkLine[] = [];
  for (const row of rows) {
    const several = mapping.expand === undefined ? null : expandRow(row, mapping);
    if (several !== null) lines.push(...several);
    // What an earlier batch left open may be judged twice.
    else lines.push(lineOf(row, carried === null ? row.values : { ...row.values }));
  }
  return lines;
}

/** A row that is one line gives it its values: a copy of each would cost as much as reading it. */
function lineOf({ row, unreadable }: ParsedRow, values: Values): WorkLine {
  return { row, values, unreadable, excludedBy: null };
}

/** Null for a row that is one line. */
function expandRow(row: ParsedRow, mapping: MappingDefinition): WorkLine[] | null {
  const expansion = mapping.expand!.find((entry) => holds(entry.when, row.values));
  if (expansion === undefined) return null;
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

export type NameLines = (document: WorkDocument) => void;

/**
 * Gives each line its identity `line_key`; two lines with one identity hold the document.
 * Needs formatted codes: a budget's lines are told apart by theirs.
 */
export function compileLineNames(schema: DatasetSchema): NameLines {
  const write = writerOf('line_key');
  if (schema.document.lineKeys.length === 0) {
    return ({ lines }) => {
      for (const line of lines) write(line.values, '1');
    };
  }
  const sets = schema.document.lineKeys.map((columns) => ({ columns, reads: columns.map(readerOf) }));
  const partOf = readerOf('line_part');
  return (document) => {
    const { lines, reasons } = document;
    const set = sets.find(({ reads }) => canTellApart(reads, lines));
    if (set === undefined) {
      numberByFileOrder(lines, reasons, schema);
      return;
    }
    let last = 0;
    for (const { values } of lines) {
      const key = identityOf(values, set.reads, partOf);
      write(values, key);
      const number = plainNumber(key);
      last = number > last ? number : Infinity;
    }
    // Numbers that rise from line to line are all different and in order: so most documents come.
    if (last !== Infinity) return;
    holdDuplicates(lines, set.columns, reasons);
    lines.sort((a, b) => compareIdentity(String(a.values['line_key']), String(b.values['line_key'])));
  };
}

/** Each line has a value in one of the columns. */
function canTellApart(reads: readonly Read[], lines: readonly WorkLine[]): boolean {
  for (const { values } of lines) {
    let isSaid = false;
    for (let at = 0; at < reads.length && !isSaid; at++) isSaid = reads[at]!(values) != null;
    if (!isSaid) return false;
  }
  return true;
}

function identityOf(values: Values, reads: readonly Read[], partOf: Read): string {
  let key = String(reads[0]!(values) ?? '');
  for (let at = 1; at < reads.length; at++) key += `|${String(reads[at]!(values) ?? '')}`;
  const part = partOf(values);
  return part === undefined ? key : `${key}|${String(part)}`;
}

function holdDuplicates(lines: readonly WorkLine[], columns: readonly string[], reasons: Reason[]): void {
  const seen = new Map<string, WorkLine>();
  for (const line of lines) {
    const key = String(line.values['line_key']);
    // 1 and 01 would be one item in Sage.
    const same = key.toUpperCase().replace(/^0+(?=\d+$)/, '');
    const before = seen.get(same);
    if (before !== undefined) {
      const blank = columns.filter((column) => line.values[column] == null);
      reasons.push(duplicateLine(columns, blank, key, before.row, line.row));
    }
    seen.set(same, line);
  }
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

function duplicateLine(
  columns: readonly string[],
  blank: readonly string[],
  key: string,
  first: number,
  row: number,
): Reason {
  // One column alone, such as the kind of a policy, is hardly meant to tell lines apart.
  const told = columns.filter((column) => !blank.includes(column));
  const remedy =
    told.length === 1 && blank.length > 0
      ? `Fill ${blank.join(' or ')} to tell them apart, or remove one if it is a copy.`
      : `Every line needs its own ${told.join(' + ')}: change one of them, or remove it if it is a copy.`;
  return {
    outcome: 'held',
    severity: 'error',
    code: 'line.duplicate',
    column: told[0]!,
    row,
    value: shownKey(key),
    message: `Line ${shownKey(key)} stands twice in this document, in rows ${first} and ${row}. ${remedy}`,
    allowed: null,
    nearest: null,
    rule: null,
    waitsFor: null,
  };
}
