/**
 * Value objects of one shape, and code that reads and writes them by name.
 * Promise: reads and checks see the same as on an empty object that is filled name by name. That object would become a
 * hash table of its own in V8, several times as large; and one loop over names for all datasets searches each name
 * anew, where code that names it knows its place (measured: 18 ns against 1 ns, and a line is asked two hundred times).
 * Does not: know what the names mean.
 */
import type { Value } from './nouns.js';
import type { Values } from './work.js';

export type Read = (values: Values) => Value | undefined;
export type Write = (values: Values, value: Value) => void;

/** Makes objects on which every name is there and absent (`undefined`); others are added as on any object. */
export function compileShape(names: Iterable<string>): () => Values {
  const fields = [...new Set(names)].map((name) => `this${place(name)} = undefined;`);
  const Shape = code<new () => Values>([], fields.join('\n'));
  return () => new Shape();
}

export function readerOf(name: string): Read {
  return code(['values'], `return values${place(name)};`);
}

export function writerOf(name: string): Write {
  return code(['values', 'value'], `values${place(name)} = value;`);
}

/** Copies the named values, absent ones too. */
export function copierOf(names: readonly string[]): (from: Values, to: Values) => void {
  return code(['from', 'to'], names.map((name) => `to${place(name)} = from${place(name)};`).join('\n'));
}

/** Puts the named values into an array, in the order of their names. */
export function gathererOf(
  names: readonly string[],
): (from: Readonly<Record<string, Value | undefined>>, into: (Value | undefined)[]) => void {
  return code(['from', 'into'], names.map((name, at) => `into[${at}] = from${place(name)};`).join('\n'));
}

/** The first of the named values that is there, else null. */
export function firstReaderOf(names: readonly string[]): (values: Values) => Value {
  return code(['values'], `return ${[...names.map((name) => `values${place(name)}`), 'null'].join(' ?? ')};`);
}

/** Whether each named value is there or, with `!` before its name, absent. */
export function presenceOf(names: readonly string[]): (values: Values) => boolean {
  const parts = names.map((name) =>
    name.startsWith('!') ? `values${place(name.slice(1))} == null` : `values${place(name)} != null`,
  );
  return code(['values'], `return ${parts.join(' && ') || 'true'};`);
}

/** The named values as one text, '' for an absent one. */
export function keyOf(names: readonly string[], separator = '\u0001'): (values: Values) => string {
  const parts = names.map((name) => `(values${place(name)} ?? '')`);
  return code(['values'], `return '' + ${parts.join(` + ${JSON.stringify(separator)} + `) || "''"};`);
}

export function equalityOf(names: readonly string[]): (a: Values, b: Values) => boolean {
  const parts = names.map((name) => `a${place(name)} === b${place(name)}`);
  return code(['a', 'b'], `return ${parts.join(' && ') || 'true'};`);
}

/**
 * Text in which two objects agree exactly when their named values do: 1 is not "1", and an absent value leaves no
 * trace. It goes on from the text `before` of `count` other names. The mark before a value is one constant: put
 * together, it would cost as much as the value.
 */
export function textOf(names: readonly string[], count = 0): (values: Values, before: string) => string {
  const mark = (at: number, type: string): string => `(text === '' ? '${at}${type}' : '\\u0001${at}${type}')`;
  const parts = names.map((name, index) => {
    const at = count + index;
    return `if ((value = values${place(name)}) != null) {
      const type = typeof value;
      text += (type === 'string' ? ${mark(at, 's')} : type === 'number' ? ${mark(at, 'n')} : ${mark(at, 'b')}) + value;
    }`;
  });
  return code(['values', 'before'], `let text = before;\nlet value;\n${parts.join('\n')}\nreturn text;`);
}

const place = (name: string): string => `[${JSON.stringify(name)}]`;

/** Names reach the code only as quoted texts. */
function code<F>(parameters: readonly string[], body: string): F {
  return new Function(...parameters, body) as F;
}
