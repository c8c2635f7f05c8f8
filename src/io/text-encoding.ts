/**
 * Which encoding a text file has, and its text in chunks.
 * Promise: the whole file is looked at before one character is decoded, in one streaming pass over its bytes; what is
 * not UTF-16 by mark or pattern and not valid UTF-8 is Windows-1252 and said so; a damaged UTF-8 file and a file with
 * NUL bytes are refused.
 * Does not: look at lines, delimiters or quotes.
 */
import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

import { FileProblem } from '../core/faults.js';
import type { FileNote } from '../core/nouns.js';

export type EncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface TextEncoding {
  readonly name: EncodingName;
  /** True when nothing in the file names its encoding and its bytes are not UTF-8. */
  readonly guessed: boolean;
  readonly empty: boolean;
}

// 64 kB chunks: larger ones live long enough to leave V8's young generation (2.0 s against 2.3 s per million rows).
const CHUNK_BYTES = 64 * 1024;
const PATTERN_BYTES = 4 * 1024;

export async function detectEncoding(path: string): Promise<TextEncoding> {
  let first: Buffer | null = null;
  let carry: Buffer = Buffer.alloc(0);
  let valid = true;
  let offset = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    if (first === null) {
      first = chunk;
      const utf16 = utf16Of(chunk);
      if (utf16 !== null) return { name: utf16, guessed: false, empty: false };
    }
    const nul = chunk.indexOf(0);
    if (nul !== -1) throw binaryFile(offset + nul);
    offset += chunk.length;
    if (!valid) continue;
    const bytes = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const whole = bytes.length - unfinishedTail(bytes);
    valid = isUtf8(bytes.subarray(0, whole));
    carry = bytes.subarray(whole);
  }
  if (first === null) return { name: 'utf-8', guessed: false, empty: true };
  if (valid && carry.length === 0) return { name: 'utf-8', guessed: false, empty: false };
  await refuseDamagedUtf8(path, first);
  return { name: 'windows-1252', guessed: true, empty: false };
}

/** Bytes of a file, up to but without `until`. */
export interface ByteRange {
  readonly from: number;
  readonly until: number;
}

/** The text of a file in chunks, byte-order marks left out. A range begins and ends between two characters. */
export async function* decodedText(path: string, encoding: TextEncoding, range?: ByteRange): AsyncGenerator<string> {
  const decode = decoderOf(encoding.name);
  const part = { start: range?.from ?? 0, end: (range?.until ?? Infinity) - 1 };
  let atStart = part.start === 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES, ...part }) as AsyncIterable<Buffer>) {
    let text = decode(chunk);
    // A file saved twice by Excel carries two marks; the decoder takes one.
    if (atStart) text = text.replace(/^\ufeff+/, '');
    if (text === '') continue;
    atStart = false;
    yield text;
  }
  const last = decode(null);
  if (last !== '') yield last;
}

/**
 * `null` ends the text. Node's own decoder takes half the time of the standard one on chunks, and does not know the
 * other two.
 */
function decoderOf(name: EncodingName): (chunk: Buffer | null) => string {
  if (name === 'utf-8' || name === 'utf-16le') {
    const decoder = new StringDecoder(name === 'utf-8' ? 'utf8' : 'utf16le');
    return (chunk) => (chunk === null ? decoder.end() : decoder.write(chunk));
  }
  const decoder = new TextDecoder(name);
  return (chunk) => (chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true }));
}

export function guessedNote(): FileNote {
  const message = 'The bytes of the file are not UTF-8; it was read as Windows-1252.';
  return { sheet: null, code: 'file.encoding-guessed', message };
}

function utf16Of(bytes: Buffer): EncodingName | null {
  if (bytes.length >= 4 && bytes.readUInt32LE(0) === 0x0000feff) throw binaryFile(2);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Western text without a mark: every second byte is NUL.
  const pairs = Math.floor(Math.min(bytes.length, PATTERN_BYTES) / 2);
  let evenNuls = 0;
  let oddNuls = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (bytes[pair * 2] === 0) evenNuls++;
    if (bytes[pair * 2 + 1] === 0) oddNuls++;
  }
  if (oddNuls > pairs * 0.7 && evenNuls === 0) return 'utf-16le';
  if (evenNuls > pairs * 0.7 && oddNuls === 0) return 'utf-16be';
  return null;
}

/** Bytes at the end that begin a UTF-8 sequence the next chunk finishes. */
function unfinishedTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte >= 0xc0) return sequenceLength(byte) > back ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

function sequenceLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/**
 * A file that says it is UTF-8, or mostly is, but holds broken sequences is damaged: as Windows-1252 every accent in it
 * would silently become two wrong letters.
 */
async function refuseDamagedUtf8(path: string, first: Buffer): Promise<void> {
  const marked = first[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf;
  const count = new SequenceCount();
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) count.add(chunk);
  count.end();
  if (!marked && count.good <= count.broken) return;
  throw new FileProblem(
    'file.encoding',
    `The file is UTF-8 but ${count.broken} of its characters are broken, the first on line ${count.brokenLine}.`,
    'Export the file again, or save it as "CSV UTF-8"; it was cut or edited with the wrong encoding.',
    { row: count.brokenLine },
  );
}

/** Counts whole and broken UTF-8 sequences beyond ASCII. */
class SequenceCount {
  good = 0;
  broken = 0;
  brokenLine = 0;
  private line = 1;
  private expected = 0;

  add(bytes: Buffer): void {
    for (const byte of bytes) this.take(byte);
  }

  end(): void {
    if (this.expected > 0) this.breakHere();
  }

  private take(byte: number): void {
    if (this.expected > 0 && byte >= 0x80 && byte < 0xc0) {
      this.expected--;
      if (this.expected === 0) this.good++;
      return;
    }
    if (this.expected > 0) this.breakHere();
    this.expected = byte >= 0xc2 && byte < 0xf5 ? sequenceLength(byte) - 1 : 0;
    if (byte >= 0x80 && this.expected === 0) this.breakHere();
    if (byte === 0x0a) this.line++;
  }

  private breakHere(): void {
    this.broken++;
    if (this.brokenLine === 0) this.brokenLine = this.line;
  }
}

function binaryFile(offset: number): FileProblem {
  return new FileProblem(
    'file.binary',
    `The file is not text: byte ${offset + 1} is NUL.`,
    'Deliver CSV, XLSX or JSON as the source program exports it.',
  );
}
