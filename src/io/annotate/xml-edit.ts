/**
 * Changing a part of a workbook as text: tags rewritten in a stream, elements taken apart and put together.
 * Promise: what is not changed stays as it was, character for character; text of ours can never become markup.
 * Does not: check well-formedness; the readers did that before.
 */
import { localName, skipTo, tagEnd } from '../xml-scanner.js';

export interface Tag {
  readonly kind: 'open' | 'empty' | 'close';
  /** With its colon, `''` without one. */
  readonly prefix: string;
  /** Without prefix. */
  readonly name: string;
  readonly attributes: string;
}

interface Markup {
  readonly end: number;
  /** `null` for a comment, a processing instruction or CDATA. */
  readonly tag: Tag | null;
}

/** Calls `rewrite` for each tag; `null` leaves it as it is. */
export class TagRewriter {
  private rest = '';

  constructor(private readonly rewrite: (tag: Tag) => string | null) {}

  write(chunk: string): string {
    const text = this.rest + chunk;
    let out = '';
    let copied = 0;
    let at = text.indexOf('<');
    while (at !== -1) {
      const markup = markupAt(text, at);
      if (markup === null) break;
      const instead = markup.tag === null ? null : this.rewrite(markup.tag);
      if (instead !== null) {
        out += text.slice(copied, at) + instead;
        copied = markup.end;
      }
      at = text.indexOf('<', markup.end);
    }
    const end = at === -1 ? text.length : at;
    this.rest = text.slice(end);
    return out + text.slice(copied, end);
  }

  end(): string {
    return this.rest;
  }
}

export interface Child {
  readonly name: string;
  /** The element with all in it, and the blanks before it. */
  readonly raw: string;
}

/** An element taken apart: `before + open + children + close` is the whole text, an empty element as an open one. */
export interface XmlElement {
  readonly before: string;
  readonly prefix: string;
  readonly name: string;
  readonly open: string;
  readonly children: readonly Child[];
  readonly close: string;
}

export function splitElement(xml: string): XmlElement {
  const children: Child[] = [];
  let root: { tag: Tag; start: number; end: number } | null = null;
  let depth = 0;
  let from = 0;
  let at = xml.indexOf('<');
  while (at !== -1) {
    const markup = markupAt(xml, at);
    if (markup === null) break;
    const { tag, end } = markup;
    if (tag !== null && root === null) root = { tag, start: at, end };
    if (tag?.kind === 'open') depth++;
    if (tag?.kind === 'close') depth--;
    if (root !== null && tag !== null && depth === 1 && root.end !== end && tag.kind !== 'open') {
      children.push({ name: tag.name, raw: xml.slice(from, end) });
      from = end;
    }
    if (root?.end === end) from = end;
    at = xml.indexOf('<', end);
  }
  if (root === null) throw new Error('There is no element in the text.');
  const { tag, start } = root;
  const open = `<${tag.prefix}${tag.name}${tag.attributes.trimEnd()}>`;
  const close = tag.kind === 'empty' ? `</${tag.prefix}${tag.name}>` : xml.slice(from);
  return { before: xml.slice(0, start), prefix: tag.prefix, name: tag.name, open, children, close };
}

export function joinElement(element: XmlElement, children: readonly string[]): string {
  return element.before + element.open + children.join('') + element.close;
}

/** The element with `added` as its last children. */
export function withChildren(xml: string, added: (prefix: string) => readonly string[]): string {
  const element = splitElement(xml);
  return joinElement(element, [...element.children.map(({ raw }) => raw), ...added(element.prefix)]);
}

/** A tag's attributes (or a whole tag) with one of them set. */
export function withAttribute(attributes: string, name: string, value: string | number): string {
  const given = new RegExp(`(\\s${name}\\s*=\\s*)(?:"[^"]*"|'[^']*')`);
  if (given.test(attributes)) return attributes.replace(given, (_, head: string) => `${head}"${value}"`);
  return attributes.replace(/\s*(\/?>)?$/, (tail) => ` ${name}="${value}"${tail.trim()}`);
}

/** For text and attributes. What XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}

/** The text of a cell: Excel reads `_x0041_` as `A`, and that is how it writes what XML cannot hold. */
export function escapeCell(text: string): string {
  const hex = (character: string): string => character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return escapeXml(
    text
      .replace(/_(?=x[\da-fA-F]{4}_)/g, '_x005F_')
      .replace(/[\0-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g, (character) => `_x${hex(character)}_`),
  );
}

/** Our parts are UTF-8, whatever the part was that they come from. */
export function asUtf8(xml: string): string {
  return xml.replace(/^(\s*<\?xml[^>]*?encoding\s*=\s*)(?:"[^"]*"|'[^']*')/, '$1"UTF-8"');
}

/** `null` while the markup that begins at `at` is not whole. */
function markupAt(text: string, at: number): Markup | null {
  const second = text[at + 1];
  if (second === undefined) return null;
  if (second === '?') return whole(skipTo(text, '?>', at));
  if (second === '!') {
    if (text.length - at < 9) return null;
    return text.startsWith('<!--', at) ? whole(skipTo(text, '-->', at + 4)) : whole(skipTo(text, ']]>', at));
  }
  const end = tagEnd(text, at + 1);
  if (end === -1) return null;
  const close = second === '/';
  const empty = !close && text[end - 1] === '/';
  const last = empty ? end - 1 : end;
  const start = close ? at + 2 : at + 1;
  let nameEnd = start;
  while (nameEnd < last && text.charCodeAt(nameEnd) > 32) nameEnd++;
  const full = text.slice(start, nameEnd);
  const name = localName(full);
  const kind = close ? 'close' : empty ? 'empty' : 'open';
  const prefix = name.length === full.length ? '' : full.slice(0, full.length - name.length);
  return { end: end + 1, tag: { kind, name, prefix, attributes: text.slice(nameEnd, last) } };
}

function whole(end: number): Markup | null {
  return end === -1 ? null : { end, tag: null };
}
