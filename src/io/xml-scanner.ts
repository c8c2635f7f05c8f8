/**
 * A small XML scanner for the parts of a workbook: tags and text in document order, from text in chunks.
 * Promise: well-formed nesting or a refusal; no document type, no entity but XML's own five and numeric ones; memory
 * bounded by one tag or one text; namespace prefixes are taken off names, since some writers say `x:row`.
 * Does not: validate against a schema, or keep a tree.
 */
import { FileProblem } from '../core/faults.js';

export interface XmlHandler {
  /** `attributes` is the tag's own text, to be asked with `attributeOf`. An empty element is opened and closed. */
  open(name: string, attributes: string, empty: boolean): void;
  /** `raw` still holds entities unless `literal` (CDATA); see `decodeXml`. A long text may come in several pieces. */
  text(raw: string, literal: boolean): void;
  close(name: string): void;
}

const TOKEN_CHARACTERS_MAX = 1024 * 1024;
const DEPTH_MAX = 100;

const GREATER = 62;
const SLASH = 47;
const QUOTE = 34;
const APOSTROPHE = 39;

export class XmlScanner {
  private rest = '';
  private readonly openNames: string[] = [];
  private sawRoot = false;

  constructor(
    private readonly handler: XmlHandler,
    private readonly part: string,
  ) {}

  write(chunk: string): void {
    const text = this.rest === '' ? chunk : this.rest + chunk;
    let at = 0;
    while (at < text.length) {
      const next = text.charCodeAt(at) === 60 ? this.markup(text, at) : this.characters(text, at);
      if (next === -1) break;
      at = next;
    }
    this.rest = at === 0 ? text : text.slice(at);
    if (this.rest.length > TOKEN_CHARACTERS_MAX)
      throw broken(this.part, 'a single tag or text is over a million characters long');
  }

  end(): void {
    if (this.rest.trim() !== '' || this.openNames.length > 0) throw broken(this.part, 'it ends in the middle');
    if (!this.sawRoot) throw broken(this.part, 'it is empty');
  }

  /** Text up to the next tag; text without a tag behind it waits, so that an entity is never cut in two. */
  private characters(text: string, at: number): number {
    const end = text.indexOf('<', at);
    if (end === -1) return -1;
    if (this.openNames.length > 0) this.handler.text(text.slice(at, end), false);
    return end;
  }

  private markup(text: string, at: number): number {
    const second = text[at + 1];
    if (second === undefined) return -1;
    if (second === '/') return this.closeTag(text, at);
    if (second === '?') return skipTo(text, '?>', at);
    if (second === '!') return this.declaration(text, at);
    return this.openTag(text, at);
  }

  private declaration(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return skipTo(text, '-->', at + 4);
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at + 9);
      if (end === -1) return -1;
      this.handler.text(text.slice(at + 9, end), true);
      return end + 3;
    }
    if (text.length - at < 9) return -1;
    throw hostileMarkup(this.part);
  }

  private openTag(text: string, at: number): number {
    const end = tagEnd(text, at + 1);
    if (end === -1) return -1;
    const empty = text.charCodeAt(end - 1) === SLASH;
    const last = empty ? end - 1 : end;
    let nameEnd = at + 1;
    while (nameEnd < last && text.charCodeAt(nameEnd) > 32) nameEnd++;
    const name = text.slice(at + 1, nameEnd);
    const local = localName(name);
    this.sawRoot = true;
    this.handler.open(local, text.slice(nameEnd, last), empty);
    if (empty) {
      this.handler.close(local);
      return end + 1;
    }
    this.openNames.push(name);
    if (this.openNames.length > DEPTH_MAX) throw broken(this.part, `it nests deeper than ${DEPTH_MAX} levels`);
    return end + 1;
  }

  private closeTag(text: string, at: number): number {
    const end = text.indexOf('>', at);
    if (end === -1) return -1;
    let nameEnd = end;
    while (text.charCodeAt(nameEnd - 1) <= 32) nameEnd--;
    const name = text.slice(at + 2, nameEnd);
    if (this.openNames.pop() !== name) throw broken(this.part, `</${name.slice(0, 40)}> closes what is not open`);
    this.handler.close(localName(name));
    return end + 1;
  }
}

/** An attribute's value by its local name (`r`, `id` for `r:id`), entities decoded; `null` when it is not there. */
export function attributeOf(attributes: string, name: string): string | null {
  let at = 0;
  for (;;) {
    const equals = attributes.indexOf('=', at);
    if (equals === -1) return null;
    let start = equals + 1;
    while (attributes.charCodeAt(start) <= 32) start++;
    const end = attributes.indexOf(attributes[start] ?? '"', start + 1);
    if (end === -1) return null;
    if (isNamed(attributes, at, equals, name)) return decodeXml(attributes.slice(start + 1, end));
    at = end + 1;
  }
}

/** Text with XML's five entities and numeric references resolved. */
export function decodeXml(raw: string): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(
    /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g,
    (whole, named?: string, decimal?: string, hex?: string) => {
      if (named !== undefined) return NAMED[named]!;
      const point = decimal === undefined ? Number.parseInt(hex!, 16) : Number.parseInt(decimal, 10);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export function hostileMarkup(part: string): FileProblem {
  return new FileProblem(
    'file.hostile',
    `Part ${part} of the workbook declares a document type or entities, which no spreadsheet program writes.`,
    'Do not open the file; ask its sender how it was made and export it again.',
  );
}

function broken(part: string, symptom: string): FileProblem {
  return new FileProblem(
    'file.not-a-workbook',
    `Part ${part} of the workbook is not well-formed XML: ${symptom}.`,
    'Open the file in Excel, let it repair the workbook, save it as XLSX and deliver that.',
  );
}

/** The `>` that ends a tag; one inside a quoted attribute does not. */
export function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === GREATER) {
      return at;
    } else if (code === QUOTE || code === APOSTROPHE) {
      quote = code;
    }
  }
  return -1;
}

export function skipTo(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? -1 : at + end.length;
}

export function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}

function isNamed(attributes: string, from: number, equals: number, name: string): boolean {
  let end = equals;
  while (end > from && attributes.charCodeAt(end - 1) <= 32) end--;
  const start = end - name.length;
  if (start < from || !attributes.startsWith(name, start)) return false;
  return start === from || attributes.charCodeAt(start - 1) <= 32 || attributes[start - 1] === ':';
}
