/**
 * `rules/<dataset>.schema.json` → `DatasetSchema`: the columns, the document, and a compiled check of one typed row.
 * Promise: a schema that says something unknown, misspelt or contradictory is refused with all its problems at once;
 * a row's problems come back all at once, in the order of the columns, each with a code, what was seen and what to
 * change. Besides, `compileGrammar`: the shape of the other definition files, by the same validator.
 * Does not: parse cells. The only importer of ajv and ajv-formats; no type of theirs leaves this file.
 */
import { _ as code, Ajv2020, type ErrorObject, type KeywordCxt, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { InvariantFault } from './faults.js';
import { DECIMALS, formatScaled, unitOf } from './money.js';
import { nearest } from './nearest.js';
import type { Column, DatasetSchema, Kind, SchemaProblem, Value } from './nouns.js';
import { grammarProblems, OUR_KEYWORDS, readDataset, type SchemaFileProblem } from './schema-grammar.js';
import { type GrammarProblem, toGrammarProblems } from './to-grammar-problems.js';
import { visibleText } from './visible-text.js';

export type { GrammarProblem } from './to-grammar-problems.js';

type Json = Readonly<Record<string, unknown>>;

/** Compiles a parsed schema file. `schema` is null exactly when there are problems. */
export function compileSchema(source: unknown): {
  schema: DatasetSchema | null;
  problems: readonly SchemaFileProblem[];
} {
  if (!isObject(source)) return { schema: null, problems: [{ pointer: '', message: 'a schema is a JSON object' }] };
  // 1. JSON Schema's own rules, then every keyword one by one, then how they fit together.
  //    Each stage needs the one before: contradictions are looked for only among well-formed keywords.
  const ajv = schemaAjv();
  const malformed = [...metaProblems(ajv, source), ...keywordProblems(ajv, source, '')];
  const problems = malformed.length > 0 ? malformed : grammarProblems(source);
  if (problems.length > 0) return { schema: null, problems: unique(problems) };
  // 2. What is left for ajv's strict mode to refuse, such as a limit on the wrong type.
  // A row has the columns of its schema and no others: looking for strangers would cost as much as all other checks.
  const { additionalProperties: _, ...columns } = source;
  let isSound: ValidateFunction;
  try {
    isSound = yesOrNoAjv().compile(columns);
  } catch (fault) {
    return { schema: null, problems: [strictProblem(fault as Error)] };
  }
  const dataset = readDataset(source);
  let validate: ValidateFunction | null = null;
  const problemsOf = (row: Record<string, Value>): SchemaProblem[] | null => {
    validate ??= ajv.compile(columns);
    return validate(row) ? null : rowProblems(validate.errors!, row, dataset, source);
  };
  return { schema: { ...dataset, check: (row) => (isSound(row) ? null : problemsOf(row)) }, problems: [] };
}

/**
 * Compiles one of our own grammars (`grammar-schemas`); the check gives every problem of a parsed file at once, none
 * when it holds. That the grammar itself is JSON Schema a spec proves; asking at every start would double the time it
 * takes.
 */
export function compileGrammar(schema: object): (value: unknown) => GrammarProblem[] {
  // Verbose: errors carry the schema and the data they are about.
  const validate = newAjv({ verbose: true, validateSchema: false }).compile(schema);
  return (value) => (validate(value) ? [] : toGrammarProblems(validate.errors!));
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

let ajvOfSchemas: Ajv2020 | null = null;

/** One for all schema files: compiling JSON Schema's own meta-schema takes longer than all of ours together. */
function schemaAjv(): Ajv2020 {
  return (ajvOfSchemas ??= newAjv({ addUsedSchema: false }));
}

let ajvOfRows: Ajv2020 | null = null;

/**
 * Says only whether a row is sound, and almost every row is: one that finds all problems, or remembers which columns
 * it has looked at for an `unevaluatedProperties`, tries every branch of an `anyOf` and makes errors that it then
 * throws away. Where it refuses too much, the other one has the last word.
 */
function yesOrNoAjv(): Ajv2020 {
  if (ajvOfRows !== null) return ajvOfRows;
  ajvOfRows = newAjv({ addUsedSchema: false, allErrors: false, validateSchema: false });
  ajvOfRows.opts.unevaluated = false;
  return ajvOfRows;
}

interface AjvChoices {
  readonly allErrors?: boolean;
  readonly verbose?: boolean;
  readonly validateSchema?: boolean;
  readonly addUsedSchema?: boolean;
}

function newAjv(more: AjvChoices = {}): Ajv2020 {
  // Tidying the code it generates takes ajv a quarter of our start, and makes no row faster.
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true, code: { optimize: false }, ...more });
  ajvFormats.default(ajv);
  for (const [keyword, metaSchema] of Object.entries(OUR_KEYWORDS)) {
    const enforced = { type: 'integer', schemaType: 'string', code: failDigits } as const;
    const known = more.validateSchema === false ? { keyword } : { keyword, metaSchema };
    ajv.addKeyword(keyword === 'digits' ? { ...known, ...enforced } : known);
  }
  return ajv;
}

/**
 * `9.2`: at most 9 digits before and 2 after the point, of a value kept in whole units of its kind. Inside the check's
 * own code: for a function ajv makes an object that says where it stands, for every amount of every row.
 */
function failDigits(context: KeywordCxt): void {
  const [before, after] = (context.schema as string).split('.').map(Number) as [number, number];
  const decimals = DECIMALS[context.parentSchema['kind'] as Kind] ?? 0;
  const limitExclusive = 10 ** (before + decimals);
  const step = unitOf(Math.max(decimals - after, 0));
  const { data } = context;
  context.fail(code`Math.abs(${data}) >= ${limitExclusive} || ${data} % ${step} !== 0`);
}

// ------------------------------------------------------------------------------------------- the schema file

function metaProblems(ajv: Ajv2020, source: Json): SchemaFileProblem[] {
  const { $schema, ...rest } = source;
  const problems: SchemaFileProblem[] = [];
  if ($schema !== undefined && $schema !== 'https://json-schema.org/draft/2020-12/schema') {
    problems.push({ pointer: '/$schema', message: 'write "https://json-schema.org/draft/2020-12/schema"' });
  }
  if (ajv.validateSchema(rest) === true) return problems;
  for (const error of ajv.errors ?? []) {
    // The meta-schema is made of parts; the part that failed says it better than the whole.
    if (['allOf', 'anyOf', '$dynamicRef', '$ref'].includes(error.keyword)) continue;
    problems.push({ pointer: error.instancePath, message: metaMessage(error) });
  }
  return problems;
}

function metaMessage(error: ErrorObject): string {
  const allowed: unknown = (error.params as Json)['allowedValues'];
  const values = Array.isArray(allowed) ? `: ${allowed.join(', ')}` : '';
  return `${error.message ?? 'not allowed by JSON Schema'}${values}`;
}

/** Keywords whose values are schemas by themselves, in lists, or by name. */
const SUBSCHEMA: ReadonlySet<string> = new Set([
  'not',
  'if',
  'then',
  'else',
  'items',
  'contains',
  'additionalProperties',
  'propertyNames',
]);
const SUBSCHEMA_LIST: ReadonlySet<string> = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const SUBSCHEMA_MAP: ReadonlySet<string> = new Set(['properties', 'patternProperties', '$defs', 'dependentSchemas']);

/** Unknown keywords, with the one that was probably meant, and wrong values of our own ones. */
function keywordProblems(ajv: Ajv2020, schema: unknown, pointer: string): SchemaFileProblem[] {
  if (!isObject(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const at = `${pointer}/${keyword.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (ajv.RULES.keywords[keyword] !== true && ajv.RULES.all[keyword] === undefined) {
      return [unknownKeyword(ajv, keyword, at)];
    }
    const own = OUR_KEYWORDS[keyword];
    if (own !== undefined) return ownKeywordProblems(ajv, keyword, value, at);
    if (SUBSCHEMA.has(keyword)) return keywordProblems(ajv, value, at);
    if (SUBSCHEMA_LIST.has(keyword) && Array.isArray(value)) {
      return value.flatMap((part, index) => keywordProblems(ajv, part, `${at}/${index}`));
    }
    if (!SUBSCHEMA_MAP.has(keyword) || !isObject(value)) return [];
    return Object.entries(value).flatMap(([name, part]) => keywordProblems(ajv, part, `${at}/${name}`));
  });
}

function unknownKeyword(ajv: Ajv2020, keyword: string, pointer: string): SchemaFileProblem {
  const close = nearest(keyword, Object.keys(ajv.RULES.keywords), 1)[0];
  return { pointer, message: `unknown keyword "${keyword}"${close === undefined ? '' : `; did you mean "${close}"?`}` };
}

function ownKeywordProblems(ajv: Ajv2020, keyword: string, value: unknown, pointer: string): SchemaFileProblem[] {
  const id = `keyword:${keyword}`;
  const check = ajv.getSchema(id) ?? ajv.addSchema({ ...OUR_KEYWORDS[keyword] }, id).getSchema(id)!;
  if (check(value)) return [];
  return check.errors!.map((error) => ({
    pointer: pointer + error.instancePath,
    message: `"${keyword}" ${metaMessage(error)}`,
  }));
}

/** ajv stops at the first thing its strict mode refuses, and names the place as `…#/properties/name`. */
function strictProblem(fault: Error): SchemaFileProblem {
  const place = /#(\/[^"]*)/.exec(fault.message)?.[1] ?? '';
  return { pointer: place, message: fault.message.replace(/^strict mode: /, '') };
}

function unique(problems: readonly SchemaFileProblem[]): SchemaFileProblem[] {
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.message}`, problem])).values()];
}

// -------------------------------------------------------------------------------------------------- the row

type Dataset = Omit<DatasetSchema, 'check'>;

function rowProblems(
  errors: readonly ErrorObject[],
  row: Record<string, Value>,
  dataset: Dataset,
  source: Json,
): SchemaProblem[] {
  const problems = errors.flatMap((error) => rowProblem(error, row, dataset, source));
  if (problems.length < 2) return problems;
  const order = new Map(dataset.columns.map((column, index) => [column.name, index]));
  return problems.sort(
    (a, b) => (order.get(a.column) ?? -1) - (order.get(b.column) ?? -1) || (a.code < b.code ? -1 : 1),
  );
}

function rowProblem(error: ErrorObject, row: Record<string, Value>, dataset: Dataset, source: Json): SchemaProblem[] {
  // Inside a choice of schemas a single branch says nothing: the choice as a whole does, in an error of its own.
  if (/\/(?:anyOf|oneOf)\/\d+\/|\/(?:not|if)\//.test(error.schemaPath) || error.keyword === 'if') return [];
  const params = error.params as Json;
  if (error.keyword === 'required' || error.keyword === 'dependentRequired') {
    return [required([params['missingProperty'] as string])];
  }
  const column = dataset.column.get(error.instancePath.slice(1).split('/')[0]!);
  if (column === undefined) return [ofWholeRow(error, dataset, source)];
  const limit = limitProblem(error, column, row[column.name] ?? null, source);
  if (limit !== null) return [limit];
  throw new InvariantFault(
    `A row of ${dataset.dataset} broke "${error.keyword}" in ${column.name}, which no cell that was read can do.`,
    { remedy: 'Report this with the file; nothing was written.' },
  );
}

function required(names: readonly string[]): SchemaProblem {
  const message =
    names.length === 1
      ? `${names[0]!} is empty, and every row needs it. Type it in.`
      : `Every row needs one of ${names.join(', ')}, and all of them are empty. Type one of them in.`;
  return { column: names[0]!, code: 'cell.required', message, allowed: null };
}

/** `anyOf` of required columns, or a condition the schema's author wrote: its `description` is the message. */
function ofWholeRow(error: ErrorObject, dataset: Dataset, source: Json): SchemaProblem {
  const path = error.schemaPath.slice(2).split('/');
  const node = (upTo: number): Json => path.slice(0, upTo).reduce<Json>((part, key) => part[key] as Json, source);
  const branches: unknown = node(path.length);
  const alternatives: readonly Json[] = Array.isArray(branches) ? branches : [];
  const names = alternatives.flatMap((branch) => (branch['required'] ?? []) as string[]);
  if (names.length > 0 && error.keyword === 'anyOf') return required([...new Set(names)]);
  const said = node(path.length - 1)['description'];
  return {
    column: names[0] ?? dataset.document.key[0]![0]!,
    code: 'value.not-allowed',
    allowed: null,
    message:
      typeof said === 'string' && path.length > 1
        ? said
        : `The values of this row do not go together (${error.schemaPath}).`,
  };
}

function limitProblem(error: ErrorObject, column: Column, value: Value, source: Json): SchemaProblem | null {
  const params = error.params as Json;
  const name = column.name;
  const seen = shown(value, column.kind);
  const length = [...String(value)].length;
  const limit = String(params['limit']);
  const make = (code: string, message: string, allowed: readonly string[] | null = null): SchemaProblem => ({
    column: name,
    code,
    message,
    allowed,
  });
  switch (error.keyword) {
    case 'maxLength':
      return make('value.too-long', tooLong(`${name} ${seen} has ${length} characters; at most ${limit} fit`, column));
    case 'minLength':
      return make(
        'value.too-short',
        `${name} ${seen} has ${length} characters; at least ${limit} are needed. Complete it.`,
      );
    case 'digits':
      return make(
        'value.too-many-digits',
        `${name} ${seen} does not fit Sage's field (${digitsInWords(source, name)}). Check the figure.`,
      );
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
      return make(
        'value.out-of-range',
        `${name} ${seen} is out of range: ${rangeInWords(error.keyword, params, column.kind)}. Check the figure.`,
      );
    case 'enum':
    case 'const': {
      const allowed = ((params['allowedValues'] ?? [params['allowedValue']]) as readonly Value[]).map(String);
      return make(
        'value.not-allowed',
        `${name} ${seen} is not allowed here. Type one of: ${allowed.join(', ')}.`,
        allowed,
      );
    }
    case 'pattern':
    case 'format': {
      const form =
        error.keyword === 'pattern'
          ? `the pattern ${String(params['pattern'])}`
          : `the format "${String(params['format'])}"`;
      return make('value.bad-format', `${name} ${seen} does not have ${form}. ${column.description}`.trim());
    }
    default:
      return null;
  }
}

/** A text is shortened; a code that is cut would be another code, so the source of the limit is named. */
function tooLong(seen: string, { kind, description }: Column): string {
  if (kind !== 'code') return `${seen}. Shorten it.`;
  const source = /characters[^:]*: ([^.]+)\.?$/.exec(description)?.[1];
  return `${seen}${source === undefined ? '' : ` (${source})`}. Type it as it is to stand in Sage.`;
}

/** `9.2` → "at most 9 digits before and 2 after the point". */
function digitsInWords(source: Json, name: string): string {
  const [before, after] = String(((source['properties'] as Json)[name] as Json)['digits']).split('.');
  return `at most ${before} digits before and ${after} after the point`;
}

const RANGE_WORDS: Readonly<Record<string, string>> = {
  minimum: 'at least',
  maximum: 'at most',
  exclusiveMinimum: 'more than',
  exclusiveMaximum: 'less than',
  multipleOf: 'a multiple of',
};

function rangeInWords(keyword: string, params: Json, kind: Kind): string {
  const limit = (params['limit'] ?? params['multipleOf']) as number;
  return `${RANGE_WORDS[keyword]!} ${formatScaled(limit, DECIMALS[kind] ?? 0)}`;
}

function shown(value: Value, kind: Kind): string {
  if (typeof value === 'number') return formatScaled(value, DECIMALS[kind] ?? 0);
  const text = String(value);
  return `"${visibleText(text, 60)}"`;
}
