/**
 * The codes of a dataset, compiled: each column goes into a mask of the profile or through a decision table.
 * Promise: a text outside its mask or table is refused with what would have been right; each distinct text is decided
 * once.
 * Does not: know where a code goes, or correct one.
 */
import { compileMask } from './code-mask.js';
import type { CompileInput, Problem } from './compile-dataset.js';
import type { DecisionTable } from './derive-values.js';
import { remembered } from './remembered.js';
import { readerOf, writerOf, type Read, type Write } from './value-access.js';

export type CodeResult =
  | { readonly ok: true; readonly value: string; readonly listed: boolean; readonly because: string }
  | {
      readonly ok: false;
      readonly code: string;
      readonly message: string;
      readonly allowed?: readonly string[];
      readonly nearest?: readonly string[];
    };

export interface CompiledCode {
  readonly column: string;
  readonly level: 'header' | 'line';
  readonly read: Read;
  readonly write: Write;
  format(text: string): CodeResult;
}

export function compileCodes(
  { schema, mapping, profile, decisionTables }: CompileInput,
  problems: Problem[],
): CompiledCode[] {
  return Object.entries(mapping.codes).flatMap(([name, how]) => {
    const pointer = `/codes/${name}`;
    const column = schema.column.get(name);
    if (column === undefined) {
      problems.push({ pointer, in: 'mapping', message: `no column "${name}" in rules/${schema.dataset}.schema.json` });
      return [];
    }
    const level = schema.document.lineKeys.length > 0 ? column.level : 'header';
    if (typeof how !== 'string') return compileTableCode(name, level, how.table, decisionTables, pointer, problems);
    const spec = profile.masks[how];
    if (spec === undefined) {
      problems.push({
        pointer,
        in: 'mapping',
        message: `the profile has no mask "${how}"; it has ${Object.keys(profile.masks).join(', ')}`,
      });
      return [];
    }
    const mask = compileMask(spec, profile.sourceDelimiters);
    const because = `the company's format for ${how} is ${spec.mask ?? `up to ${spec.length} characters`}`;
    const format = (text: string): CodeResult => {
      const result = mask.format(text);
      return result.ok ? { ok: true, value: result.value, listed: result.reformatted, because } : result;
    };
    return [compiledCode(name, level, format)];
  });
}

function compileTableCode(
  column: string,
  level: 'header' | 'line',
  name: string,
  tables: ReadonlyMap<string, DecisionTable>,
  pointer: string,
  problems: Problem[],
): CompiledCode[] {
  const table = tables.get(name);
  if (table === undefined) {
    problems.push({ pointer, in: 'mapping', message: `no decision table rules/tables/${name}.csv` });
    return [];
  }
  const format = (text: string): CodeResult => {
    const value = table.find(text);
    if (value !== null) return { ok: true, value, listed: false, because: `table ${name}` };
    return {
      ok: false,
      code: tableCode(column),
      allowed: table.allowed,
      message:
        `${column} "${text}" is not in the table ${name}. Type one of ${table.allowed.slice(0, 12).join(', ')}, ` +
        `or add a row to rules/tables/${name}.csv.`,
    };
  };
  return [compiledCode(column, level, format)];
}

function compiledCode(column: string, level: 'header' | 'line', format: CompiledCode['format']): CompiledCode {
  return { column, level, read: readerOf(column), write: writerOf(column), format: remembered(format) };
}

/** The issue code of a value that the decision table of its column does not know. */
export function tableCode(column: string): string {
  return `${column.replaceAll('_', '-')}.unknown`;
}
