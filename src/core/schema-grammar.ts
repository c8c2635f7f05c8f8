/**
 * What our own keywords in `rules/<dataset>.schema.json` may say, and whether they fit together (docs/DEFINITIONS.md).
 * Promise: every contradiction is found and named with its JSON pointer, all at once: a column without kind, a key that
 * names no column, two columns with one alias, limits that the kind cannot have.
 * Does not: know JSON Schema's own keywords (ajv does, in `schema-check`).
 */
import { nearest } from './nearest.js';
import { DECIMALS } from './money.js';
import type { Column, DatasetSchema, DocumentShape, Kind } from './nouns.js';
import { patternProblem } from './safe-pattern.js';
import { normalForm } from './spelling.js';

/** Something wrong in a definition file; `pointer` is the JSON pointer of the node to change. */
export interface SchemaFileProblem {
  readonly pointer: string;
  readonly message: string;
}

const KINDS: readonly Kind[] = [
  'text',
  'code',
  'choice',
  'date',
  'boolean',
  'integer',
  'money',
  'quantity',
  'unit-cost',
  'percent',
  'rate',
  'hours',
];
const NAMES = { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } as const;

/** Our keywords and the JSON Schema each one's value obeys. */
export const OUR_KEYWORDS: Readonly<Record<string, object>> = {
  dataset: { type: 'string', pattern: '^[a-z]+(-[a-z]+)*$' },
  document: {
    type: 'object',
    required: ['is', 'key', 'lineKeys', 'lines'],
    additionalProperties: false,
    properties: {
      is: { type: 'string', minLength: 1 },
      key: { type: 'array', minItems: 1, items: { ...NAMES, minItems: 1 } },
      lineKeys: { type: 'array', items: { ...NAMES, minItems: 1 } },
      lines: NAMES,
    },
  },
  kind: { enum: KINDS },
  level: { enum: ['header', 'line'] },
  aliases: NAMES,
  choices: { type: 'object', minProperties: 1, additionalProperties: NAMES },
  continuedIn: { type: 'string', minLength: 1 },
  digits: { type: 'string', pattern: '^[1-9][0-9]?\\.[0-4]$' },
};

type Json = Readonly<Record<string, unknown>>;

/** The type ajv must expect of each kind's value in memory. */
function jsonTypeOf(kind: Kind): 'string' | 'boolean' | 'integer' {
  if (kind === 'boolean') return 'boolean';
  return DECIMALS[kind] === null ? 'string' : 'integer';
}

/** The columns and the document, once every keyword's own value is known to be well formed. */
export function readDataset(source: Json): Omit<DatasetSchema, 'check'> {
  const columns = Object.entries(source['properties'] as Json).map(([name, given]): Column => {
    const property = given as Json;
    return {
      name,
      kind: property['kind'] as Kind,
      level: property['level'] as Column['level'],
      aliases: (property['aliases'] ?? []) as readonly string[],
      choices: (property['choices'] ?? null) as Column['choices'],
      continuedIn: (property['continuedIn'] ?? null) as Column['continuedIn'],
      digits: (property['digits'] ?? null) as Column['digits'],
      description: (property['description'] ?? '') as string,
    };
  });
  const dataset = source['dataset'] as string;
  return {
    dataset,
    title: (source['title'] ?? dataset) as string,
    document: source['document'] as unknown as DocumentShape,
    columns,
    column: new Map(columns.map((column) => [column.name, column])),
    requiredColumns: requiredColumns(source),
  };
}

// ------------------------------------------------------------------------------------------ required columns

/**
 * `required`, and `allOf`/`anyOf` of `required`, as sets of which each needs one column in the file.
 * "a and b, or c" becomes "a or c" and "b or c".
 */
function requiredColumns(schema: Json): string[][] {
  const sets = ((schema['required'] ?? []) as readonly string[]).map((name) => [name]);
  for (const part of (schema['allOf'] ?? []) as readonly Json[]) sets.push(...requiredColumns(part));
  // A branch with "not" says when a row may do without; it puts no column in the place of another.
  const branches = ((schema['anyOf'] ?? []) as readonly Json[])
    .filter((branch) => branch['not'] === undefined)
    .map((branch) => requiredColumns(branch));
  if (branches.length > 0) {
    sets.push(
      ...branches.reduce((sum, branch) =>
        sum.flatMap((set) => branch.map((other) => [...new Set([...set, ...other])])),
      ),
    );
  }
  return sets;
}

// ------------------------------------------------------------------------------------------- contradictions

/** Contradictions between well-formed keywords. */
export function grammarProblems(source: Json): SchemaFileProblem[] {
  const problems: SchemaFileProblem[] = [];
  for (const keyword of ['dataset', 'document', 'properties']) {
    if (source[keyword] === undefined) problems.push({ pointer: '', message: `"${keyword}" is missing` });
  }
  if (source['type'] !== 'object') problems.push({ pointer: '/type', message: 'a row is an object: "type": "object"' });
  if (source['additionalProperties'] !== false) {
    problems.push({ pointer: '/additionalProperties', message: '"additionalProperties": false must stand here' });
  }
  const properties = (source['properties'] ?? {}) as Json;
  for (const [name, property] of Object.entries(properties)) problems.push(...columnProblems(name, property as Json));
  problems.push(
    ...nameProblems(source, properties),
    ...spellingProblems(properties),
    ...houseColumns(source, properties),
  );
  return problems;
}

function columnProblems(name: string, property: Json): SchemaFileProblem[] {
  const at = `/properties/${name}`;
  const problems: SchemaFileProblem[] = [];
  const say = (keyword: string, message: string): void => {
    problems.push({ pointer: property[keyword] === undefined ? at : `${at}/${keyword}`, message });
  };
  if (!/^[a-z][a-z0-9_]*$/.test(name)) say('', `"${name}" is no column name: write lower case, figures and _`);
  for (const keyword of ['kind', 'level', 'type', 'description']) {
    if (property[keyword] === undefined) say(keyword, `"${keyword}" is missing`);
  }
  const kind = property['kind'] as Kind | undefined;
  if (kind === undefined) return problems;
  const type = jsonTypeOf(kind);
  if (property['type'] !== undefined && property['type'] !== type) {
    say('type', `a ${kind} is "type": "${type}" in memory`);
  }
  if (kind === 'choice' && property['choices'] === undefined) say('choices', 'a choice needs "choices"');
  if (kind !== 'choice' && property['choices'] !== undefined) say('choices', `a ${kind} has no "choices"`);
  const decimals = DECIMALS[kind];
  if (property['digits'] !== undefined) {
    if (decimals === null || decimals === 0) say('digits', `a ${kind} has no "digits"`);
    else if (Number(String(property['digits']).split('.')[1]) > decimals) {
      say('digits', `a ${kind} keeps ${decimals} decimals`);
    }
  }
  for (const keyword of ['minimum', 'maximum']) {
    if (property[keyword] !== undefined && !Number.isSafeInteger(property[keyword])) {
      say(keyword, `${kind} values are whole numbers in memory (${decimals} decimals): write a whole number`);
    }
  }
  const pattern = property['pattern'];
  const trouble = typeof pattern === 'string' ? patternProblem(pattern) : null;
  if (trouble !== null) say('pattern', trouble);
  return problems;
}

/** Every column that is named must exist. */
function nameProblems(source: Json, properties: Json): SchemaFileProblem[] {
  const problems: SchemaFileProblem[] = [];
  const expect = (names: readonly string[], pointer: string): void => {
    for (const [index, name] of names.entries()) {
      if (properties[name] !== undefined) continue;
      const close = nearest(name, Object.keys(properties), 1)[0];
      problems.push({
        pointer: `${pointer}/${index}`,
        message: `no column "${name}"${close === undefined ? '' : `; did you mean "${close}"?`}`,
      });
    }
  };
  const walkRequired = (schema: Json, pointer: string): void => {
    if (schema['required'] !== undefined) expect(schema['required'] as readonly string[], `${pointer}/required`);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      for (const [index, part] of ((schema[keyword] ?? []) as readonly Json[]).entries()) {
        walkRequired(part, `${pointer}/${keyword}/${index}`);
      }
    }
  };
  walkRequired(source, '');
  for (const [name, property] of Object.entries(properties) as [string, Json][]) {
    const next = property['continuedIn'];
    if (next === undefined) continue;
    const like = properties[next as string] as Json | undefined;
    if (property['kind'] === 'text' && like?.['kind'] === 'text' && like['level'] === property['level']) continue;
    const message = `"${name}" is continued in a text column of its own level, and "${String(next)}" is none`;
    problems.push({ pointer: `/properties/${name}/continuedIn`, message });
  }
  const document = source['document'] as DocumentShape | undefined;
  for (const [index, names] of (document?.key ?? []).entries()) expect(names, `/document/key/${index}`);
  for (const [index, names] of (document?.lineKeys ?? []).entries()) expect(names, `/document/lineKeys/${index}`);
  return problems;
}

/** On one level a spelling belongs to one column, or a header could mean either. */
function spellingProblems(properties: Json): SchemaFileProblem[] {
  const problems: SchemaFileProblem[] = [];
  const taken = new Map<string, string>();
  const columns = Object.entries(properties) as [string, Json][];
  for (const [name, column] of columns) taken.set(`${String(column['level'])} ${normalForm(name)}`, name);
  for (const [name, column] of columns) {
    for (const [index, alias] of ((column['aliases'] ?? []) as readonly string[]).entries()) {
      const form = normalForm(alias);
      const pointer = `/properties/${name}/aliases/${index}`;
      const key = `${String(column['level'])} ${form}`;
      const other = taken.get(key);
      if (form === '') problems.push({ pointer, message: `"${alias}" has no letter or figure to compare` });
      else if (other !== undefined && other !== name) {
        problems.push({ pointer, message: `"${alias}" already stands for the column "${other}"` });
      } else taken.set(key, name);
    }
    problems.push(...choiceProblems(name, column));
  }
  return problems;
}

function choiceProblems(name: string, column: Json): SchemaFileProblem[] {
  const taken = new Map<string, string>();
  const problems: SchemaFileProblem[] = [];
  for (const [value, spellings] of Object.entries((column['choices'] ?? {}) as Record<string, readonly string[]>)) {
    for (const spelling of [value, ...spellings]) {
      const other = taken.get(normalForm(spelling));
      if (other !== undefined && other !== value) {
        problems.push({
          pointer: `/properties/${name}/choices`,
          message: `"${spelling}" stands for both "${other}" and "${value}"`,
        });
      }
      taken.set(normalForm(spelling), value);
    }
  }
  return problems;
}

/** Columns every dataset takes, so that a row can be named in Procore. */
function houseColumns(source: Json, properties: Json): SchemaFileProblem[] {
  const hasLines = ((source['document'] as DocumentShape | undefined)?.lineKeys.length ?? 0) > 0;
  const wanted: [string, Column['level']][] = [
    ['procore_id', 'header'],
    ['origin_id', 'header'],
  ];
  if (hasLines) wanted.push(['line_procore_id', 'line']);
  return wanted.flatMap(([name, level]) => {
    const column = properties[name] as Json | undefined;
    if (column === undefined) {
      return [{ pointer: '/properties', message: `every dataset takes "${name}" (${level}, text)` }];
    }
    if (column['kind'] === 'text' && column['level'] === level) return [];
    return [{ pointer: `/properties/${name}`, message: `"${name}" is text on the ${level} level in every dataset` }];
  });
}
