/**
 * What a schema validator found in a definition file → problems a person can mend, each with its JSON pointer.
 * Promise: one mistake is one problem: where alternatives failed only the one that was meant speaks, a misspelt key is not
 * also a missing one; each message says what stands there and what may.
 * Does not: validate (schema-check does) or know which file it is.
 */
import { nearest } from './nearest.js';

/** Something wrong in a definition file; `pointer` is the JSON pointer of the node to change. */
export interface GrammarProblem { readonly pointer: string; readonly message: string }

/** A failed keyword, as a JSON Schema validator tells it. `schema` is the keyword's value, `parentSchema` the node it stands in. */
export interface GrammarError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Json;
  readonly schema?: unknown;
  readonly parentSchema?: Json;
  readonly data?: unknown;
  readonly propertyName?: string;
  readonly message?: string;
}

type Json = Readonly<Record<string, unknown>>;

export function toGrammarProblems(errors: readonly GrammarError[]): GrammarProblem[] {
  const told = dropEchoes(dropMisspelt(dropBranches(errors)));
  // Never silent: a file that does not hold has a problem, however awkward its words.
  const problems = (told.length > 0 ? told : errors.slice(0, 1)).map((error) => ({ pointer: pointerOf(error), message: messageOf(error) }));
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.message}`, problem])).values()];
}

// ---------------------------------------------------------------------------------- one mistake, one problem

/** Alternatives fail together with everything inside them. What was meant is told by the JSON type, or by the keys that stand. */
function dropBranches(errors: readonly GrammarError[]): GrammarError[] {
  const dropped = new Set<GrammarError>();
  for (const error of errors) {
    const beside = errors.filter((other) => other.instancePath === error.instancePath && other !== error);
    if (error.keyword === 'if') dropped.add(error);
    if (error.keyword === 'propertyNames') {
      for (const other of beside) if (other.propertyName === error.params['propertyName']) dropped.add(other);
    }
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') continue;
    const branches = error.schema as readonly Json[];
    const fitting = branches.filter((branch) => !isKeyBranch(branch) && fitsType(branch, error.data));
    // A branch of the right type says what is wrong inside it; then the union and the branches of other types are silent.
    if (fitting.length > 0) dropped.add(error);
    for (const other of beside) {
      const branch = branches.find((each) => each === other.parentSchema);
      if (branch !== undefined && !fitting.includes(branch)) dropped.add(other);
    }
  }
  return errors.filter((error) => !dropped.has(error));
}

/** What is of the wrong type needs no further word; "needs one of these keys" says nothing where another word is clearer. */
function dropEchoes(errors: readonly GrammarError[]): GrammarError[] {
  return errors.filter((error, index) => {
    const beside = errors.filter((other) => other.instancePath === error.instancePath && other !== error);
    if (error.keyword !== 'type' && beside.some((other) => other.keyword === 'type')) return false;
    if (error.keyword === 'dependentRequired') {
      const missing = error.params['missingProperty'];
      return !errors.slice(0, index).some((other) => beside.includes(other) && other.params['missingProperty'] === missing);
    }
    if (!isKeyUnion(error) || ownWords(error) !== null) return true;
    return !beside.some((other) => other.keyword === 'dependentRequired' || other.keyword === 'not' || ownWords(other) !== null);
  });
}

function isKeyUnion(error: GrammarError): boolean {
  return (error.keyword === 'anyOf' || error.keyword === 'oneOf') && (error.schema as readonly Json[]).every(isKeyBranch);
}

/** A condition across keys may bring its own message. */
function ownWords({ parentSchema = {} }: GrammarError): string | null {
  return 'properties' in parentSchema || 'type' in parentSchema ? null : parentSchema['description'] as string | undefined ?? null;
}

/** `{ required: ["add"] }`: an alternative that is told by its key. */
function isKeyBranch(branch: Json): boolean {
  return 'required' in branch && !('type' in branch);
}

function fitsType(branch: Json, data: unknown): boolean {
  if ('const' in branch) return branch['const'] === data;
  if (branch['type'] === undefined) return true;
  return branch['type'] === typeOf(data) || (branch['type'] === 'integer' && Number.isInteger(data));
}

function typeOf(data: unknown): string {
  if (data === null) return 'null';
  return Array.isArray(data) ? 'array' : typeof data;
}

/** A key that is missing because it was misspelt is told once, where it stands; so is an object without a usable key. */
function dropMisspelt(errors: readonly GrammarError[]): GrammarError[] {
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  const isMeant = (path: string, key: unknown): boolean => unknown.some((error) => error.instancePath === path && meantKey(error) === key);
  return errors.filter((error) => {
    const path = error.instancePath;
    if (error.keyword === 'required' || error.keyword === 'dependentRequired') return !isMeant(path, error.params['missingProperty']);
    return !isKeyUnion(error) || !keysOf(error).some((key) => isMeant(path, key));
  });
}

/** The key an unknown one was probably meant to be: rather one that is not there yet. */
function meantKey(error: GrammarError): string | null {
  const unknown = error.params['additionalProperty'] as string;
  const free = allowedKeys(error).filter((key) => !Object.hasOwn(error.data as Json, key));
  return nearest(unknown, free, 1)[0] ?? nearest(unknown, allowedKeys(error), 1)[0] ?? null;
}

function allowedKeys(error: GrammarError): string[] {
  return Object.keys((error.parentSchema?.['properties'] ?? {}) as Json);
}

// --------------------------------------------------------------------------------------------------- messages

function pointerOf(error: GrammarError): string {
  const key = error.params['additionalProperty'] ?? error.params['propertyName'];
  if (typeof key !== 'string') return error.instancePath;
  return `${error.instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function messageOf(error: GrammarError): string {
  const { keyword, params } = error;
  const help = String(error.parentSchema?.['description'] ?? '');
  switch (keyword) {
    case 'additionalProperties': return unknownKey(error);
    case 'required': return `"${String(params['missingProperty'])}" is missing${helpFor(error)}`;
    case 'dependentRequired': return `"${String(params['property'])}" needs "${String(params['missingProperty'])}" beside it`;
    case 'type': return `${subject(error)} must be ${TYPE_WORDS[String(params['type'])] ?? String(params['type'])}, not ${shown(error.data)}`;
    case 'enum': return notAmong(error, (params['allowedValues'] as readonly unknown[]).map(String));
    case 'const': return `${subject(error)} must be ${JSON.stringify(params['allowedValue'])}, not ${shown(error.data)}${help === '' ? '' : `: ${help}`}`;
    case 'anyOf': case 'oneOf': return alternatives(error);
    case 'propertyNames': return `"${String(params['propertyName'])}" cannot stand here: ${String((error.schema as Json)['description'])}`;
    case 'not': return String((error.schema as Json)['description'] ?? help);
    case 'minLength': return `${subject(error)} is empty${help === '' ? '' : `: ${help}`}`;
    case 'minItems': return `${subject(error)} must hold at least ${String(params['limit'])} ${params['limit'] === 1 ? 'entry' : 'entries'}`;
    case 'maxItems': return `${subject(error)} must hold at most ${String(params['limit'])} ${params['limit'] === 1 ? 'entry' : 'entries'}`;
    case 'minProperties': return `${subject(error)} is empty: ${help}`;
    case 'uniqueItems': return `${subject(error)} holds ${shown((error.data as readonly unknown[])[Number(params['j'])])} twice`;
    case 'minimum': return `${subject(error)} must be at least ${String(params['limit'])}, not ${shown(error.data)}`;
    default: return `${subject(error)} cannot be ${shown(error.data)}: ${help === '' ? error.message ?? keyword : help}`;
  }
}

const KEYS_SHOWN_MAX = 12;

function unknownKey(error: GrammarError): string {
  const key = String(error.params['additionalProperty']);
  const close = meantKey(error);
  if (close !== null) return `unknown key "${key}"; did you mean "${close}"?`;
  const free = allowedKeys(error).filter((each) => each !== '$schema' && !Object.hasOwn(error.data as Json, each));
  if (free.length === 0) return `unknown key "${key}"`;
  return `unknown key "${key}"; here may also stand ${free.slice(0, KEYS_SHOWN_MAX).join(', ')}${free.length > KEYS_SHOWN_MAX ? ' …' : ''}`;
}

/** The first sentence of what the missing key is for. */
function helpFor(error: GrammarError): string {
  const properties = (error.parentSchema?.['properties'] ?? {}) as Readonly<Record<string, Json | undefined>>;
  const help = ownWords(error) ?? properties[String(error.params['missingProperty'])]?.['description'];
  return typeof help === 'string' ? `: ${/^.*?[.](?=\s|$)/.exec(help)?.[0] ?? help}` : '';
}

function notAmong(error: GrammarError, allowed: readonly string[]): string {
  const close = typeof error.data === 'string' ? nearest(error.data, allowed, 1)[0] : undefined;
  const hint = close === undefined ? '' : `; did you mean "${close}"?`;
  const wanted = allowed.length === 1 ? `"${allowed[0]!}"` : `one of ${allowed.join(', ')}`;
  return `${subject(error)} must be ${wanted}, not ${shown(error.data)}${hint}`;
}

function alternatives(error: GrammarError): string {
  const branches = error.schema as readonly Json[];
  if (!branches.every(isKeyBranch)) {
    const types = [...new Set(branches.map((branch) => ('const' in branch ? JSON.stringify(branch['const']) : TYPE_WORDS[String(branch['type'])])))];
    return `${subject(error)} must be ${inWords(types as string[])}, not ${shown(error.data)}`;
  }
  const keys = keysOf(error);
  const there = keys.filter((key) => Object.hasOwn(error.data as Json, key));
  if (there.length < 2 && ownWords(error) !== null) return ownWords(error)!;
  if (there.length > 1) return `${subject(error)} has ${inWords(there, 'and')}: only one of them can stand`;
  return `${subject(error)} needs one of ${keys.join(', ')}`;
}

function keysOf(error: GrammarError): string[] {
  return (error.schema as readonly Json[]).flatMap((branch) => (branch['required'] ?? []) as string[]);
}

/** `"needs"`, or `entry 2 of "needs"`: what stands at the pointer. */
function subject({ instancePath }: GrammarError): string {
  const path = instancePath.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (!/^\d+$/.test(last)) return `"${last}"`;
  const owner = path.at(-2);
  return owner === undefined || /^\d+$/.test(owner) ? `entry ${Number(last) + 1}` : `entry ${Number(last) + 1} of "${owner}"`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text', number: 'a number', integer: 'a whole number', boolean: 'true or false', null: 'null', array: 'a list', object: 'an object',
};

function shown(data: unknown): string {
  if (typeof data === 'object' && data !== null) return TYPE_WORDS[typeOf(data)]!;
  if (typeof data !== 'string') return String(data);
  return data.length > 60 ? `"${data.slice(0, 60)}…"` : `"${data}"`;
}

function inWords(words: readonly string[], last = 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}
