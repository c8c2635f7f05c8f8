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

/**
 * Text in which two objects agree exactly when their named values do: 1 is not "1", and an absent value leaves no
 * trace.
 */
export function textOf(names: readonly string[]): (values: Values) => string {
  const parts = names.map(
    (name, at) =>
      `if ((value = values${place(name)}) != null) text += '${at}' + (typeof value)[0] + value + '\\u0001';`,
  );
  return code(['values'], `let text = '';\nlet value;\n${parts.join('\n')}\nreturn text;`);
}

const place = (name: string): string => `[${JSON.stringify(name)}]`;

/** Names reach the code only as quoted texts. */
function code<F>(parameters: readonly string[], body: string): F {
  return new Function(...parameters, body) as F;
}
