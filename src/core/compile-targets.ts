/**
 * The targets of a mapping, compiled: which rows of Sage's tables a document becomes, column by column.
 * Promise: nothing is looked up by name again for a row; a value that does not fit its column holds the document, it is
 * never cut unless the mapping says where, and then the cut is listed.
 * Does not: choose the lines a row stands for (map-document does).
 */
import { compileFit, deliveredColumn, type FitCheck } from './check-fits.js';
import type { CompileInput } from './compile-dataset.js';
import { compilePresence, type PresenceCheck } from './derive-values.js';
import { note } from './document-notes.js';
import type { ColumnExpression, TargetDefinition } from './mapping-grammar.js';
import { addCents } from './money.js';
import type { SageTable, Value } from './nouns.js';
import { transforms } from './transforms/index.js';
import { compileShape, firstReaderOf, keyOf, readerOf, writerOf, type Read, type Write } from './value-access.js';
import { cutText } from './visible-text.js';
import type { Values, WorkDocument, WorkLine } from './work.js';

/** What one row of a target is made of. */
export interface RowSubject {
  readonly values: Values;
  readonly lines: readonly WorkLine[];
  readonly row: number;
}

export interface CompiledTarget {
  readonly definition: TargetDefinition;
  /** Whether the profile sends it at all. */
  readonly isSent: boolean;
  readonly table: SageTable;
  readonly applies: PresenceCheck;
  readonly columns: readonly CompiledColumn[];
  /** The key of a row, as lineage names it. */
  readonly keyText: (values: Values) => string;
  /** A row without values. */
  readonly emptyValues: () => Values;
}

export interface CompiledColumn {
  readonly evaluate: Evaluate;
  readonly write: Write;
  readonly checkFit: FitCheck;
}

/** `ordinal` counts the rows of the document in this target, from 1. */
type Evaluate = (document: WorkDocument, subject: RowSubject, ordinal: number) => Value;

export function compileTargets(input: CompileInput): CompiledTarget[] {
  return input.mapping.targets.flatMap((definition): CompiledTarget[] => {
    const table = input.tables.get(definition.table);
    if (table === undefined) return [];
    const columns = Object.entries(definition.columns).map(([name, expression]): CompiledColumn => ({
      evaluate: compileExpression(expression, name, input),
      write: writerOf(name),
      checkFit: compileFit(
        table.columns.find((entry) => entry.name === name),
        deliveredColumn(expressionNames(expression), input),
      ),
    }));
    const { if: asked } = definition;
    return [
      {
        definition,
        isSent: asked === undefined || Boolean((input.profile as unknown as Record<string, unknown>)[asked]),
        table,
        applies: compilePresence(definition.when),
        columns,
        keyText: keyOf(table.key, '|'),
        emptyValues: compileShape(Object.keys(definition.columns)),
      },
    ];
  });
}

// ------------------------------------------------------------------------------------------------ expressions

function compileExpression(expression: ColumnExpression, column: string, input: CompileInput): Evaluate {
  if (typeof expression === 'string') return nearestValue(expression);
  if ('value' in expression) return () => expression.value;
  if ('ordinal' in expression) return (_document, _subject, ordinal) => ordinal;
  if ('join' in expression) return joined(expression.join);
  if ('agree' in expression) return agreeing(expression);
  if ('sum' in expression) {
    const sum = sumOf(expression.sum);
    return (_document, { lines }) => sum(lines);
  }
  if ('firstOf' in expression) {
    const first = firstReaderOf(expression.firstOf);
    return (document, { values }) => first(values) ?? first(document.values);
  }
  if ('times' in expression) {
    const of = nearestValue(expression.of);
    return (...asked) => multiplied(of(...asked), expression.times);
  }
  const from = nearestValue(expression.from);
  if ('table' in expression) {
    const table = input.decisionTables.get(expression.table);
    return (...asked) => {
      const value = from(...asked);
      return value === null ? null : (table?.find(String(value)) ?? null);
    };
  }
  return shaped(expression, from, column, input);
}

/** Of the line, or else of the document. */
function nearestValue(name: string): Evaluate {
  const read = readerOf(name);
  return (document, { values }) => read(values) ?? read(document.values) ?? null;
}

function joined(name: string): Evaluate {
  const read = readerOf(name);
  return (_document, { lines }) => [...new Set(lines.map((line) => String(read(line.values))))].join(' ');
}

function sumOf(name: string): (lines: readonly WorkLine[]) => number {
  const read = readerOf(name);
  return (lines) => {
    let total = 0;
    for (const line of lines) total = addCents(total, (read(line.values) ?? 0) as number);
    return total;
  };
}

/** Hours into units, say. Over 2^53 a product is not exact: it becomes infinite, which fits no column. */
function multiplied(value: Value, times: number): Value {
  if (value === null) return null;
  const product = (value as number) * times;
  return Number.isSafeInteger(product) ? product : Infinity;
}

/** Units only where unit and unit cost agree; otherwise the group has none. */
function agreeing(expression: { agree: string; with: readonly string[]; sum?: true }): Evaluate {
  const read = readerOf(expression.agree);
  const others = expression.with.map(readerOf);
  const sum = expression.sum ? sumOf(expression.agree) : null;
  const isSame = (of: Read, lines: readonly WorkLine[]): boolean =>
    lines.every((line) => of(line.values) === of(lines[0]!.values));
  return (_document, { lines }) => {
    if (lines.length === 0 || lines.some((line) => read(line.values) == null)) return null;
    if (!others.every((other) => isSame(other, lines))) return null;
    if (sum !== null) return sum(lines);
    return isSame(read, lines) ? read(lines[0]!.values)! : null;
  };
}

/** A text in the form its column wants. Rows of a document stand together, so the last transformed text is kept. */
function shaped(
  expression: { from: string; cut?: number; transform?: string },
  from: Evaluate,
  column: string,
  input: CompileInput,
): Evaluate {
  const { cut } = expression;
  const source = cellColumn(expression.from, input);
  const transformed = transformOf(expression.transform);
  return (document, subject, ordinal) => {
    const value = from(document, subject, ordinal);
    if (value === null) return null;
    const text = String(value);
    const { after, because } = transformed(text);
    if (because !== null) {
      note(document, { column: source, kind: 're-formatted', because, before: text, after }, subject.row);
    }
    if (cut === undefined || after.length <= cut) return after;
    const short = cutText(after, cut).slice(0, -1).trimEnd();
    const limit = `Sage's ${column.replaceAll('_', ' ')} holds ${cut} characters`;
    note(document, { column: source, kind: 'cut', because: limit, before: after, after: short }, subject.row);
    return short;
  };
}

/** `because` is null where nothing but blanks changed. */
function transformOf(name: string | undefined): (text: string) => { after: string; because: string | null } {
  const transform = name === undefined ? undefined : transforms.get(name);
  if (transform === undefined) return (text) => ({ after: text, because: null });
  const bare = (text: string): string => text.replace(/\s+/g, '');
  let last = { text: '', after: '', because: null as string | null };
  return (text) => {
    if (text === last.text) return last;
    const after = String(transform.apply(text, []) ?? '');
    last = { text, after, because: bare(after) === bare(text) ? null : transform.summary };
    return last;
  };
}

/** The column of the extract behind a value that takes the first of several. */
function cellColumn(name: string, input: CompileInput): string {
  const derived = input.mapping.derive.find((entry) => entry.name === name);
  if (derived === undefined || !('firstOf' in derived)) return name;
  return derived.firstOf.map((source) => cellColumn(source, input)).find((c) => input.schema.column.has(c)) ?? name;
}

export function sourceColumn(expression: ColumnExpression, { schema }: Pick<CompileInput, 'schema'>): string | null {
  return expressionNames(expression).find((name) => schema.column.has(name)) ?? null;
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
