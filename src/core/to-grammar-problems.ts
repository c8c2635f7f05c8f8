/**
 * What a schema validator found in a definition file → problems a person can mend, each with its JSON pointer.
 * Promise: one mistake is one problem: where alternatives failed only the one that was meant speaks, a misspelt key is
 * not also a missing one; each message says what stands there and what may.
 * Does not: validate (schema-check does) or know which file it is.
 */
import { nearest } from './nearest.js';

/** Something wrong in a definition file; `pointer` is the JSON pointer of the node to change. */
export interface GrammarProblem {
  readonly pointer: string;
  readonly message: string;
}

/** A failed keyword, as a validator tells it. `schema` is the keyword's value, `parentSchema` the node it stands in. */
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
  const all = told.length > 0 ? told : errors.slice(0, 1);
  const problems = all.map((error) => ({ pointer: pointerOf(error), message: messageOf(error) }));
  return [...new Map(problems.map((problem) => [`${problem.pointer} ${problem.message}`, problem])).values()];
}

// ---------------------------------------------------------------------------------- one mistake, one problem

/** Alternatives fail with everything inside them; what was meant is told by the JSON type, or by the keys there. */
function dropBranches(errors: readonly GrammarError[]): GrammarError[] {
  const dropped = new Set(errors.flatMap((error) => drownedBy(error, errors)));
  return errors.filter((error) => !dropped.has(error));
}

/** Errors that say nothing once this one is known; itself, where others say it better. */
function drownedBy(error: GrammarError, errors: readonly GrammarError[]): GrammarError[] {
  const beside = errors.filter((other) => other.instancePath === error.instancePath && other !== error);
  if (error.keyword === 'if') return [error];
  if (error.keyword === 'propertyNames') {
    return beside.filter((other) => other.propertyName === error.params['propertyName']);
  }
  if (!isUnion(error)) return [];
  const branches = error.schema as readonly Json[];
  const fitting = branches.filter((branch) => !isKeyBranch(branch) && fitsType(branch, error.data));
  const unmeant = branches.filter((branch) => !fitting.includes(branch));
  const others = beside.filter((other) => unmeant.some((branch) => branch === other.parentSchema));
  // A branch of the right type says what is wrong inside it; then the union and the branches of other types are silent.
  return fitting.length > 0 ? [error, ...others] : others;
}

function isUnion(error: GrammarError): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf';
}

/** What is of the wrong type needs no further word; "needs one of these keys" none where another word is clearer. */
function dropEchoes(errors: readonly GrammarError[]): GrammarError[] {
  return errors.filter((error, index) => {
    const beside = errors.filter((other) => other.instancePath === error.instancePath && other !== error);
    if (error.keyword !== 'type' && beside.some((other) => other.keyword === 'type')) return false;
    if (error.keyword === 'dependentRequired') {
      const missing = error.params['missingProperty'];
      const before = errors.slice(0, index).filter((other) => beside.includes(other));
      return !before.some((other) => other.params['missingProperty'] === missing);
    }
    return !isKeyUnion(error) || ownWords(error) !== null || !beside.some(isClearer);
  });
}

function isClearer(error: GrammarError): boolean {
  return error.keyword === 'dependentRequired' || error.keyword === 'not' || ownWords(error) !== null;
}

function isKeyUnion(error: GrammarError): boolean {
  return isUnion(error) && (error.schema as readonly Json[]).every(isKeyBranch);
}

/** A condition across keys may bring its own message. */
function ownWords({ parentSchema = {} }: GrammarError): string | null {
  if ('properties' in parentSchema || 'type' in parentSchema) return null;
  return (parentSchema['description'] ?? null) as string | null;
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

/** A key that is missing because it was misspelt is told once, where it stands. */
function dropMisspelt(errors: readonly GrammarError[]): GrammarError[] {
  const unknown = errors.filter((error) => error.keyword === 'additionalProperties');
  const meant = new Set(unknown.map((error) => `${error.instancePath} ${String(meantKey(error))}`));
  return errors.filter((error) => {
    const isMeant = (key: unknown): boolean => meant.has(`${error.instancePath} ${String(key)}`);
    if (error.keyword.endsWith('equired')) return !isMeant(error.params['missingProperty']);
    return !isKeyUnion(error) || !keysOf(error).some(isMeant);
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
  const { keyword, params, parentSchema = {} } = error;
  const what = subject(error);
  const help = String(parentSchema['description'] ?? '');
  const limit = String(params['limit']);
  const entries = limit === '1' ? 'entry' : 'entries';
  const missing = String(params['missingProperty']);
  switch (keyword) {
    case 'additionalProperties':
      return unknownKey(error);
    case 'propertyNames':
      return `"${String(params['propertyName'])}" cannot stand here${explained((error.schema as Json)['description'])}`;
    case 'required':
      return `"${missing}" is missing${explained(ownWords(error) ?? keyHelp(parentSchema, missing))}`;
    case 'dependentRequired':
      return `"${String(params['property'])}" needs "${missing}" beside it`;
    case 'type':
      return `${what} must be ${TYPE_WORDS[String(params['type'])]!}, not ${shown(error.data)}`;
    case 'enum':
      return notAmong(error, (params['allowedValues'] as readonly unknown[]).map(String));
    case 'const':
      return notAmong(error, [String(params['allowedValue'])]) + explained(help);
    case 'anyOf':
    case 'oneOf':
      return isKeyUnion(error) ? keyAlternatives(error) : typeAlternatives(error);
    case 'not':
      return String((error.schema as Json)['description'] ?? help);
    case 'minLength':
    case 'minProperties':
      return `${what} is empty${explained(help)}`;
    case 'minItems':
      return `${what} must hold at least ${limit} ${entries}`;
    case 'maxItems':
      return `${what} must hold at most ${limit} ${entries}`;
    case 'uniqueItems':
      return `${what} holds ${shown((error.data as readonly unknown[])[Number(params['j'])])} twice`;
    case 'minimum':
      return `${what} must be at least ${limit}, not ${shown(error.data)}`;
    default:
      return `${what} cannot be ${shown(error.data)}${explained(help === '' ? error.message : help)}`;
  }
}

function explained(help: unknown): string {
  return typeof help === 'string' && help !== '' ? `: ${help}` : '';
}

/** The first sentence of what a key is for. */
function keyHelp(parentSchema: Json, key: string): string | undefined {
  const properties = (parentSchema['properties'] ?? {}) as Readonly<Record<string, Json | undefined>>;
  const help = properties[key]?.['description'];
  return typeof help === 'string' ? (/^.*?[.](?=\s|$)/.exec(help)?.[0] ?? help) : undefined;
}

const KEYS_SHOWN_MAX = 12;

function unknownKey(error: GrammarError): string {
  const key = String(error.params['additionalProperty']);
  const close = meantKey(error);
  if (close !== null) return `unknown key "${key}"; did you mean "${close}"?`;
  const free = allowedKeys(error).filter((each) => each !== '$schema' && !Object.hasOwn(error.data as Json, each));
  if (free.length === 0) return `unknown key "${key}"`;
  const shownKeys = free.length > KEYS_SHOWN_MAX ? [...free.slice(0, KEYS_SHOWN_MAX), '…'] : free;
  return `unknown key "${key}"; here may also stand ${shownKeys.join(', ')}`;
}

function notAmong(error: GrammarError, allowed: readonly string[]): string {
  const close = typeof error.data === 'string' ? nearest(error.data, allowed, 1)[0] : undefined;
  const hint = close === undefined ? '' : `; did you mean "${close}"?`;
  const quoted = error.params['allowedValue'] === true ? 'true' : `"${allowed[0]!}"`;
  const wanted = allowed.length === 1 ? quoted : `one of ${allowed.join(', ')}`;
  return `${subject(error)} must be ${wanted}, not ${shown(error.data)}${hint}`;
}

function typeAlternatives(error: GrammarError): string {
  const branches = error.schema as readonly Json[];
  const types = branches.map(({ const: constant, type }) => String(constant ?? TYPE_WORDS[String(type)]));
  return `${subject(error)} must be ${inWords(types, 'or')}, not ${shown(error.data)}`;
}

function keyAlternatives(error: GrammarError): string {
  const keys = keysOf(error);
  const there = keys.filter((key) => Object.hasOwn(error.data as Json, key));
  if (there.length > 1) return `${subject(error)} has ${inWords(there, 'and')}: only one of them can stand`;
  return ownWords(error) ?? `${subject(error)} needs one of ${keys.join(', ')}`;
}

function keysOf(error: GrammarError): string[] {
  return (error.schema as readonly Json[]).flatMap((branch) => (branch['required'] ?? []) as string[]);
}

/** `"needs"`, or `entry 2 of "needs"`: what stands at the pointer. */
function subject({ instancePath }: GrammarError): string {
  const path = instancePath
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = path.at(-1);
  if (last === undefined) return 'the file';
  if (!/^\d+$/.test(last)) return `"${last}"`;
  const owner = path.at(-2) ?? '';
  const entry = `entry ${Number(last) + 1}`;
  return owner === '' || /^\d+$/.test(owner) ? entry : `${entry} of "${owner}"`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'null',
  array: 'a list',
  object: 'an object',
};

function shown(data: unknown): string {
  if (typeof data === 'object' && data !== null) return TYPE_WORDS[typeOf(data)]!;
  if (typeof data !== 'string') return String(data);
  return data.length > 60 ? `"${data.slice(0, 60)}…"` : `"${data}"`;
}

function inWords(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;
}
