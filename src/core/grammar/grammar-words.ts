/**
 * The words the grammars of definition files are written in: small builders of JSON Schema nodes.
 * Promise: every property carries its description (an editor shows it), a shape built from a type has exactly the keys
 * of
 * that type, and a key is required exactly where the type requires it, or it does not compile.
 * Does not: check anything; `schema-check` compiles what is built here.
 */

/** A JSON Schema node. `description` is the help an editor shows, and the message where a pattern does not fit. */
export interface Grammar {
  readonly description: string;
  readonly [keyword: string]: unknown;
}

/** A node without help of its own: an alternative, or an entry of a list. */
export type Schema = Readonly<Record<string, unknown>>;

/** Marks a key that may be left out. */
export interface Optional {
  readonly optional: Grammar;
}

type KeyOf<T, K extends keyof T> = object extends Pick<T, K> ? Optional : Grammar;
export type KeysOf<T> = { readonly [K in keyof T]-?: KeyOf<T, K> };

export function optional(grammar: Grammar): Optional {
  return { optional: grammar };
}

/** An object with exactly the keys of a type. */
export function shape<T>(description: string, keys: KeysOf<T>, more: Schema = {}): Grammar {
  const entries = Object.entries(keys) as [string, Optional | Grammar][];
  const isOptional = (key: Optional | Grammar): key is Optional => 'optional' in key;
  return {
    description,
    type: 'object',
    additionalProperties: false,
    required: entries.flatMap(([name, key]) => (isOptional(key) ? [] : [name])),
    properties: Object.fromEntries(entries.map(([name, key]) => [name, isOptional(key) ? key.optional : key])),
    ...more,
  };
}

/** A definition file: a shape that may begin with `$schema`. */
export function file<T>(title: string, description: string, keys: KeysOf<T>, more: Schema = {}): Grammar {
  const { properties, ...rest } = shape(description, keys, more);
  const pointer = text('Where an editor finds this grammar: docs/schemas. Tieout does not read it.');
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...rest,
    properties: { $schema: pointer, ...(properties as Schema) },
  };
}

export function text(description: string, more: Schema = {}): Grammar {
  return { description, type: 'string', minLength: 1, ...more };
}

export function matching(description: string, pattern: string): Grammar {
  return { description, type: 'string', pattern };
}

export function flag(description: string): Grammar {
  return { description, type: 'boolean' };
}

/** A key that stands with `true` or not at all. */
export function onlyTrue(description: string): Grammar {
  return { description, const: true };
}

export function whole(description: string, minimum: number): Grammar {
  return { description, type: 'integer', minimum };
}

/** One of several words, each with what it means; their list becomes part of the help. */
export function oneOf<T extends string>(description: string, words: Readonly<Record<T, string>>): Grammar {
  const meanings = Object.entries<string>(words).map(([word, meaning]) => `${word}: ${meaning}`);
  return { description: `${description} ${meanings.join('; ')}.`, enum: Object.keys(words) };
}

export function list(description: string, items: Schema, more: Schema = {}): Grammar {
  return { description, type: 'array', items, ...more };
}

/** An object whose keys are names the author chooses. `key` describes them. */
export function record(description: string, key: Grammar, value: Schema, more: Schema = {}): Grammar {
  return { description, type: 'object', propertyNames: key, additionalProperties: value, ...more };
}

/** Alternatives of different JSON types, so that the one that was meant is always known. */
export function either(description: string, ...anyOf: readonly Schema[]): Grammar {
  return { description, anyOf };
}

/** Exactly one of these keys stands. */
export function exactlyOne(...keys: readonly string[]): Schema {
  return { oneOf: keys.map((key) => ({ required: [key] })) };
}

/** At least one of these keys stands. */
export function atLeastOne(...keys: readonly string[]): Schema {
  return { anyOf: keys.map((key) => ({ required: [key] })) };
}

/** A key that cannot stand in this case; the description says why. */
export function never(description: string): Schema {
  return { not: {}, description };
}

// ---------------------------------------------------------------------------------------------- shared words

/** A column, derived value, look-up value (`commitment.vendor`), or fact of the profile (`profile.acceptance`). */
export const NAME = '[A-Za-z][A-Za-z0-9_]*(\\.[A-Za-z][A-Za-z0-9_]*)?';

export function name(description: string): Grammar {
  return matching(
    `${description} A name is letters, figures and _, such as vendor_code or commitment.vendor.`,
    `^${NAME}$`,
  );
}

export function tableColumn(description: string): Grammar {
  return matching(`${description} Lower case, figures and _, such as cost_code.`, '^[a-z][a-z0-9_]*$');
}

export function datasetName(description: string): Grammar {
  return matching(`${description} Lower case words joined by -, such as subcontractor-invoices.`, '^[a-z]+(-[a-z]+)*$');
}

/** Names of masks, decision tables, layouts, checks: what stands in files of that name, or in a list of the machine. */
export function word(description: string): Grammar {
  return matching(`${description} Letters and figures, words joined by -.`, '^[A-Za-z][A-Za-z0-9]*(-[A-Za-z0-9]+)*$');
}

export function issueCode(description: string): Grammar {
  return matching(
    `${description} Two words such as cost-code.unknown; docs/ISSUES lists them.`,
    '^[a-z][a-z0-9]*(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*$',
  );
}

/** What a fact or column can hold. */
export const SCALARS: readonly Schema[] = ['string', 'number', 'boolean', 'null'].map((type) => ({ type }));

export function value(description: string): Grammar {
  return either(description, ...SCALARS);
}
