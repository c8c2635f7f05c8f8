/**
 * A streaming JSON scanner: text in chunks becomes records with every number's digits as written.
 * Promise: strict JSON or a refusal that names the line; `52000.10` arrives as `52000.10` and an identifier of 20
 * digits whole, since no number ever becomes floating point; memory is bounded by one record. Root values may follow
 * each other (NDJSON, pages).
 * Does not: know which names matter. Where records stand it sees by shape: elements of the root array, elements of an
 * array of objects under an envelope name such as `data`, else the root objects themselves.
 */
import { FileProblem } from '../core/faults.js';
import { plainDecimal } from './json-number.js';
import type { ReadLimits } from './read-limits.js';

export type JsonValue = string | null | JsonObject | JsonArray;

/** Names and values in the file's own order, doubled names included. */
export class JsonObject {
  readonly names: string[] = [];
  readonly values: JsonValue[] = [];
}

export class JsonArray {
  readonly items: JsonValue[] = [];
}

export interface RecordHandler {
  /** A value where a record stands; anything but an object is refused by the handler. */
  record(value: JsonValue): void;
  /** Names beside the records of an envelope, that are left out. */
  leftOut(names: readonly string[]): void;
}

type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end';

const ENVELOPE_NAMES: ReadonlySet<string> = new Set([
  'data',
  'items',
  'results',
  'records',
  'rows',
  'entities',
  'value',
]);
const PAGING_NAMES: ReadonlySet<string> = new Set([
  'total',
  'count',
  'page',
  'per_page',
  'page_size',
  'pages',
  'total_pages',
  'limit',
  'offset',
  'next',
  'previous',
  'prev',
  'has_more',
  'meta',
  'links',
  'pagination',
  'paging',
  'status',
  'success',
  'message',
  'errors',
  'error',
]);
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const NUMBER_CHARACTERS_MAX = 1_000;
const NAME_CHARACTERS_MAX = 1_000;
const BROKEN_REMEDY = 'Export it again; a file cut short or edited by hand breaks so.';
const WORD_CHARACTERS_MAX = 6;
// What a value costs in memory besides its characters, so that `[[],[],…]` has a bound too.
const SCALAR_SIZE = 8;
const CONTAINER_SIZE = 32;
const CONTROL = /[\u0000-\u001f]/;
const WORDS: readonly (readonly [string, string | null])[] = [
  ['true', 'true'],
  ['false', 'false'],
  ['null', null],
];

export class JsonScanner {
  private text = '';
  /** Where in `text` the token being read starts. */
  private at = 0;
  /** Line of the file on which `text` starts. */
  private lineOfText = 1;
  private expected: Expected = 'value';
  private readonly open: (JsonObject | JsonArray)[] = [];
  /** Open arrays whose elements are records; these arrays keep none of them. */
  private readonly recordHolders = new Set<JsonArray>();
  private envelope = false;
  private recordSize = 0;
  private sawValue = false;
  /** Where in `text` the open root value starts, -1 when that text is gone; then `rootLine` is its line. */
  private rootAt = -1;
  private rootLine = 1;

  constructor(
    private readonly handler: RecordHandler,
    private readonly lineArrays: ReadonlySet<string>,
    private readonly limits: ReadLimits,
  ) {}

  /** Line of the file where the scanner stands. */
  get line(): number {
    return this.lineOfText + lineBreaks(this.text, this.at);
  }

  write(chunk: string): void {
    this.text += chunk;
    this.scan(false);
    if (this.text.length <= this.limits.jsonStringCharactersMax) return;
    throw this.problem(
      'file.json-string-too-long',
      `holds a text of more than ${this.limits.jsonStringCharactersMax} characters`,
      'Leave attachments and pictures out of the export.',
    );
  }

  end(): void {
    this.scan(true);
    if (this.text !== '' || this.open.length > 0) throw this.broken('the file ends in the middle');
    if (this.sawValue) return;
    throw new FileProblem(
      'file.empty',
      'The file holds no record.',
      'Export it again; if nothing was to be sent, leave it out.',
    );
  }

  problem(code: string, symptom: string, remedy: string): FileProblem {
    const line = this.line;
    return new FileProblem(code, `Line ${line} ${symptom}.`, remedy, { row: line });
  }

  /** Takes whole tokens and leaves the first unfinished one in `text`. */
  private scan(final: boolean): void {
    const text = this.text;
    this.at = 0;
    for (;;) {
      while (this.at < text.length && isSpace(text.charCodeAt(this.at))) this.at++;
      if (this.at === text.length) break;
      const next = this.token(final);
      if (next === -1) break;
      this.at = next;
    }
    if (this.open.length > 0) this.rootLine = this.lineOfRoot();
    this.rootAt = -1;
    this.lineOfText = this.line;
    this.text = text.slice(this.at);
    this.at = 0;
  }

  /** Gives where the next token starts, -1 when this one is not whole yet. */
  private token(final: boolean): number {
    switch (this.text[this.at]) {
      case '{':
        return this.start(new JsonObject(), 'name-or-end');
      case '[':
        return this.start(new JsonArray(), 'value-or-end');
      case '}':
      case ']':
        return this.finish();
      case ',':
        if (this.expected !== 'comma-or-end') throw this.broken('a comma stands where none belongs');
        this.expected = this.top() instanceof JsonObject ? 'name' : 'value';
        return this.at + 1;
      case ':':
        if (this.expected !== 'colon') throw this.broken('a colon stands where none belongs');
        this.expected = 'value';
        return this.at + 1;
      case '"':
        return this.string();
      default:
        return this.wordOrNumber(final);
    }
  }

  // --------------------------------------------------------------------------------------- objects and arrays

  private start(container: JsonObject | JsonArray, expected: Expected): number {
    this.needValue();
    if (this.open.length >= this.limits.jsonDepthMax) {
      throw this.problem(
        'file.json-too-deep',
        `nests deeper than ${this.limits.jsonDepthMax} levels`,
        'Export the file flatter.',
      );
    }
    if (container instanceof JsonObject) this.enterEnvelope();
    else if (this.open.length === 0) this.recordHolders.add(container);
    if (this.open.length === 0) this.rootAt = this.at;
    this.spend(CONTAINER_SIZE);
    this.open.push(container);
    this.expected = expected;
    this.sawValue = true;
    return this.at + 1;
  }

  /**
   * The first object in an array named `data` (or alike) of a root object makes that array the place of the records.
   */
  private enterEnvelope(): void {
    const [root, array] = this.open;
    if (this.open.length !== 2 || !(root instanceof JsonObject) || !(array instanceof JsonArray)) return;
    if (this.recordHolders.has(array) || array.items.length > 0) return;
    const name = root.names.at(-1)!;
    if (!ENVELOPE_NAMES.has(name) || this.lineArrays.has(name)) return;
    if (this.envelope) {
      const remedy = 'Export each list of records to a file of its own.';
      throw this.problem('file.json-shape', `starts a second list of records (${name}) in one object`, remedy);
    }
    this.recordHolders.add(array);
    this.envelope = true;
  }

  private finish(): number {
    const container = this.top();
    const object = this.text[this.at] === '}';
    const awaited = this.expected === 'comma-or-end' || this.expected === (object ? 'name-or-end' : 'value-or-end');
    if (container === null || object !== container instanceof JsonObject || !awaited) {
      throw this.broken(`${object ? '}' : ']'} closes what is not open, or follows a comma`);
    }
    this.open.pop();
    if (container instanceof JsonArray && this.recordHolders.delete(container)) {
      if (this.open.length > 0) this.keep(new JsonArray());
    } else if (container instanceof JsonObject && this.open.length === 0) {
      this.finishRoot(container);
    } else {
      this.keep(container);
    }
    this.expected = this.open.length === 0 ? 'value' : 'comma-or-end';
    return this.at + 1;
  }

  private finishRoot(root: JsonObject): void {
    const others = root.names.filter((name) => !PAGING_NAMES.has(name) && !ENVELOPE_NAMES.has(name));
    const isEmptyList = (value: JsonValue, index: number): boolean =>
      value instanceof JsonArray && value.items.length === 0 && ENVELOPE_NAMES.has(root.names[index]!);
    const emptyEnvelope = others.length === 0 && root.values.some(isEmptyList);
    const listed = this.envelope || emptyEnvelope ? this.otherList(root) : undefined;
    if (listed !== undefined) {
      const remedy = 'Export each list of records to a file of its own.';
      throw this.problem('file.json-shape', `ends an object with a second list of records (${listed})`, remedy);
    }
    if (!this.envelope && !emptyEnvelope) this.give(root);
    else if (others.length > 0) this.handler.leftOut(others);
    this.envelope = false;
  }

  /** Records beside those that are read would vanish. */
  private otherList(root: JsonObject): string | undefined {
    return root.names.find((name, index) => {
      const value = root.values[index];
      return (
        !PAGING_NAMES.has(name) && value instanceof JsonArray && value.items.some((item) => item instanceof JsonObject)
      );
    });
  }

  private top(): JsonObject | JsonArray | null {
    return this.open.at(-1) ?? null;
  }

  private needValue(): void {
    if (this.expected === 'value' || this.expected === 'value-or-end') return;
    const atLineStart = /(?:^|\n)[ \t\r]*$/.test(this.text.slice(Math.max(0, this.at - 100), this.at));
    if (this.text[this.at] === '{' && atLineStart && this.open[0] instanceof JsonObject) throw this.cutShort();
    throw this.broken(`"${this.shown()}" stands where ${EXPECTED[this.expected]} belongs`);
  }

  private keep(value: JsonValue): void {
    const container = this.top();
    if (container === null) this.give(value);
    else if (container instanceof JsonObject) container.values.push(value);
    else if (this.recordHolders.has(container)) this.give(value);
    else container.items.push(value);
  }

  private give(value: JsonValue): void {
    this.recordSize = 0;
    this.handler.record(value);
  }

  // --------------------------------------------------------------------------------------------------- scalars

  private string(): number {
    const text = this.text;
    let end = text.indexOf('"', this.at + 1);
    while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
    if (end === -1) return -1;
    const decoded = this.decode(text.slice(this.at + 1, end));
    this.spend(decoded.length + SCALAR_SIZE);
    if (this.expected !== 'name' && this.expected !== 'name-or-end') return this.scalar(decoded, end + 1);
    if (decoded.length > NAME_CHARACTERS_MAX) throw this.broken('a name is over a thousand characters long');
    (this.top() as JsonObject).names.push(decoded);
    this.expected = 'colon';
    return end + 1;
  }

  private decode(raw: string): string {
    if (CONTROL.test(raw)) throw this.broken('a text holds a line break or control character, or its quote is missing');
    if (!raw.includes('\\')) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      throw this.broken('a text holds an escape that JSON does not know');
    }
  }

  private wordOrNumber(final: boolean): number {
    const { text, at } = this;
    NUMBER.lastIndex = at;
    const number = NUMBER.exec(text)?.[0];
    const word = number === undefined ? WORDS.find(([name]) => text.startsWith(name, at)) : undefined;
    const length = number?.length ?? word?.[0].length ?? 0;
    // At the end of a chunk a token may go on: `1.5` by `e+3`, `tr` by `ue`.
    const unfinished = text.length - at - length < (length === 0 ? WORD_CHARACTERS_MAX : 3);
    if (unfinished && !final && length < NUMBER_CHARACTERS_MAX) return -1;
    if (length === 0 || length >= NUMBER_CHARACTERS_MAX || /[\w.+-]/.test(text[at + length] ?? ' ')) {
      throw this.broken(`"${this.shown()}" is no JSON value`);
    }
    this.spend(length + SCALAR_SIZE);
    return this.scalar(number === undefined ? word![1] : plainDecimal(number), at + length);
  }

  private scalar(value: string | null, next: number): number {
    this.needValue();
    this.keep(value);
    this.sawValue = true;
    this.expected = this.open.length === 0 ? 'value' : 'comma-or-end';
    return next;
  }

  private spend(size: number): void {
    this.recordSize += size;
    if (this.recordSize <= this.limits.jsonRecordCharactersMax) return;
    throw this.problem(
      'file.json-record-too-large',
      `is part of a record larger than ${this.limits.jsonRecordCharactersMax} characters`,
      'Export the records as an array or one per line (NDJSON).',
    );
  }

  private lineOfRoot(): number {
    return this.rootAt === -1 ? this.rootLine : this.lineOfText + lineBreaks(this.text, this.rootAt);
  }

  /** One record a line: the next begins where this one has not ended. */
  private cutShort(): FileProblem {
    const line = this.lineOfRoot();
    const message = `The file is not JSON: the record on line ${line} does not end before line ${this.line}.`;
    return new FileProblem('file.not-json', message, BROKEN_REMEDY, { row: line });
  }

  private shown(): string {
    return this.text.slice(this.at, this.at + 20);
  }

  private broken(symptom: string): FileProblem {
    const line = this.line;
    const message = `The file is not JSON: on line ${line} ${symptom}.`;
    return new FileProblem('file.not-json', message, BROKEN_REMEDY, { row: line });
  }
}

const EXPECTED: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value-or-end': 'a value or ]',
  name: 'a name in quotes',
  'name-or-end': 'a name in quotes or }',
  colon: 'a colon',
  'comma-or-end': 'a comma or the end',
};

function isEscaped(text: string, quote: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(quote - 1 - backslashes) === 92) backslashes++;
  return backslashes % 2 === 1;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 13 || code === 9;
}

function lineBreaks(text: string, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
