/**
 * The door of a workbook: opens the ZIP, and hands out the text of its parts while it watches what they cost.
 * Promise: no part is believed: real inflated bytes are counted against the limits and against the size the ZIP
 * declares, checksums are compared, a document type or entity in any XML part is refused, whether the part is read for
 * cells or not; memory stays bounded.
 * Does not: understand sheets. Random access by the ZIP's directory, so the order of parts in the file does not matter.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { TextDecoder } from 'node:util';
import { crc32 } from 'node:zlib';

import yauzl from 'yauzl';

import { FileProblem } from '../core/faults.js';
import type { ReadLimits } from './read-limits.js';
import { hostileMarkup } from './xml-scanner.js';

const ENCRYPTED_FLAG = 0x1;
const STORED = 0;
const DEFLATED = 8;
const DAMAGED_REMEDY =
  'Open the file in Excel, let it repair the workbook, save it as XLSX and deliver that; or export it again.';

export class XlsxGuard {
  private inflatedBytes = 0;
  private readonly unread = new Set<string>();

  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
    private readonly packedBytes: number,
    private readonly limits: ReadLimits,
  ) {
    for (const name of entries.keys()) if (/\.(?:xml|rels|vml)$/.test(name)) this.unread.add(name);
  }

  static async open(path: string, limits: ReadLimits): Promise<XlsxGuard> {
    const packedBytes = (await stat(path)).size;
    const zip = await openZip(path);
    try {
      return new XlsxGuard(zip, await readDirectory(zip, packedBytes, limits), packedBytes, limits);
    } catch (error) {
      zip.close();
      throw asFileProblem(error);
    }
  }

  /** Part names are compared without case, as the packaging rules say. */
  has(part: string): boolean {
    return this.entries.has(part.toLowerCase());
  }

  /**
   * A part's text in chunks. Throws a `FileProblem` as soon as the part, or all parts together, prove hostile or
   * damaged.
   */
  async *textOf(part: string): AsyncGenerator<string> {
    let decoder: TextDecoder | null = null;
    let seen = '';
    try {
      for await (const bytes of this.bytesOf(part)) {
        decoder ??= new TextDecoder(markedEncoding(bytes), { fatal: true });
        const text = decoder.decode(bytes, { stream: true });
        if (/<!(?:DOCTYPE|ENTITY)/.test(seen + text)) throw hostileMarkup(part);
        seen = text.slice(-9);
        yield text;
      }
      decoder?.decode();
    } catch (error) {
      throw asFileProblem(error, part);
    }
    this.unread.delete(part.toLowerCase());
  }

  /** Looks through the XML parts nobody asked for. */
  async checkRest(): Promise<void> {
    for (const part of [...this.unread]) {
      for await (const text of this.textOf(part)) void text;
    }
  }

  close(): void {
    this.zip.close();
  }

  private async *bytesOf(part: string): AsyncGenerator<Buffer> {
    const entry = this.entries.get(part.toLowerCase());
    if (entry === undefined) throw missingPart(part);
    let size = 0;
    let checksum = 0;
    const stream = await this.zip.openReadStreamPromise(entry);
    for await (const bytes of stream as AsyncIterable<Buffer>) {
      size += bytes.length;
      this.inflatedBytes += bytes.length;
      if (size > entry.uncompressedSize) throw lyingSize(part, entry.uncompressedSize);
      refuseInflation(this.inflatedBytes, this.packedBytes, this.limits);
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
    if (size === entry.uncompressedSize && checksum === entry.crc32) return;
    throw new FileProblem(
      'file.not-a-workbook',
      `Part ${part} of the workbook is damaged: its checksum is wrong.`,
      DAMAGED_REMEDY,
    );
  }
}

/**
 * What an OLE container (`D0CF11E0`) is: an encrypted workbook, an Excel 97 workbook, or something else. Never readable
 * here.
 */
export async function refuseOleFile(path: string): Promise<never> {
  const encrypted = Buffer.from('EncryptedPackage', 'utf16le');
  const old = [Buffer.from('Workbook\0', 'utf16le'), Buffer.from('Book\0', 'utf16le')];
  let carry: Buffer = Buffer.alloc(0);
  let isOld = false;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([carry, chunk]);
    if (bytes.includes(encrypted)) {
      throw new FileProblem(
        'file.password-protected',
        'The workbook is encrypted with a password.',
        'Open it in Excel, remove the password (File, Info, Protect Workbook), save it and deliver that.',
      );
    }
    isOld ||= old.some((name) => bytes.includes(name));
    carry = bytes.subarray(-64);
  }
  if (isOld) {
    throw new FileProblem(
      'file.old-excel',
      'The file is a workbook of Excel 97-2003 (.xls).',
      'Open it in Excel and save it as "Excel Workbook (.xlsx)".',
    );
  }
  throw new FileProblem(
    'file.unknown-format',
    'The file is an Office document, but no workbook.',
    'Deliver CSV, XLSX or JSON as the source exports it.',
  );
}

// ---------------------------------------------------------------------------------------------------- the ZIP

async function openZip(path: string): Promise<yauzl.ZipFile> {
  try {
    // Sizes are compared by `bytesOf`, so that a lying one is told apart from a damaged one.
    return await yauzl.openPromise(path, { autoClose: false, validateEntrySizes: false });
  } catch (error) {
    throw asFileProblem(error);
  }
}

async function readDirectory(
  zip: yauzl.ZipFile,
  packedBytes: number,
  limits: ReadLimits,
): Promise<Map<string, yauzl.Entry>> {
  const entries = new Map<string, yauzl.Entry>();
  let declaredBytes = 0;
  let parts = 0;
  for await (const entry of zip.eachEntry()) {
    parts++;
    if (parts > limits.partsMax) throw tooLarge(`it has more than ${limits.partsMax} parts`);
    const name = entry.fileName.toLowerCase();
    if (name.endsWith('/')) continue;
    if (entries.has(name)) throw hostile(`part ${entry.fileName} is in it twice`);
    refuseUnreadable(entry);
    declaredBytes += entry.uncompressedSize;
    refuseInflation(declaredBytes, packedBytes, limits);
    entries.set(name, entry);
  }
  refuseOtherZips(entries);
  return entries;
}

function refuseUnreadable(entry: yauzl.Entry): void {
  if ((entry.generalPurposeBitFlag & ENCRYPTED_FLAG) !== 0) {
    throw new FileProblem(
      'file.password-protected',
      'The file is a ZIP encrypted with a password.',
      'Deliver the workbook without a password.',
    );
  }
  if (entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED) return;
  throw new FileProblem(
    'file.not-a-workbook',
    `Part ${entry.fileName} is packed by method ${entry.compressionMethod}.`,
    DAMAGED_REMEDY,
  );
}

function refuseOtherZips(entries: ReadonlyMap<string, unknown>): void {
  const problem = (what: string, remedy: string): FileProblem => new FileProblem('file.not-a-workbook', what, remedy);
  if (entries.has('xl/workbook.bin')) {
    throw problem(
      'The file is a binary workbook (.xlsb).',
      'Open it in Excel and save it as "Excel Workbook (.xlsx)".',
    );
  }
  if (entries.has('mimetype')) {
    throw problem('The file is an OpenDocument file (.ods).', 'Save it as XLSX and deliver that.');
  }
  if (!entries.has('[content_types].xml')) {
    throw problem(
      'The file is a ZIP, but no workbook: it has no [Content_Types].xml.',
      'Unpack it and deliver the files in it.',
    );
  }
}

function refuseInflation(inflatedBytes: number, packedBytes: number, limits: ReadLimits): void {
  if (inflatedBytes > limits.inflatedBytesMax) {
    throw tooLarge(`it unpacks to more than ${Math.floor(limits.inflatedBytesMax / 1024 / 1024)} MB`);
  }
  if (inflatedBytes <= limits.inflationRatioFromBytes || inflatedBytes <= packedBytes * limits.inflationRatioMax)
    return;
  throw hostile(`it unpacks to more than ${limits.inflationRatioMax} times its size`);
}

function markedEncoding(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

// ------------------------------------------------------------------------------------------------- refusals

export function missingPart(part: string): FileProblem {
  return new FileProblem('file.not-a-workbook', `The workbook has no part ${part}.`, DAMAGED_REMEDY);
}

function lyingSize(part: string, declared: number): FileProblem {
  return hostile(`part ${part} says it has ${declared} bytes and unpacks to more`);
}

function hostile(symptom: string): FileProblem {
  return new FileProblem(
    'file.hostile',
    `The workbook is built to do harm: ${symptom}.`,
    'Do not open the file; ask its sender how it was made.',
  );
}

function tooLarge(symptom: string): FileProblem {
  return new FileProblem(
    'file.too-large',
    `The workbook is too large: ${symptom}.`,
    'Split the extract into several workbooks, or deliver it as CSV.',
  );
}

/**
 * yauzl, zlib and the decoder throw plain errors about the bytes; those of the disk (with a `code` such as EIO) stay as
 * they are.
 */
function asFileProblem(error: unknown, part: string | null = null): unknown {
  if (error instanceof FileProblem || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (/^E[A-Z]+$/.test(code)) return error;
  const place = part === null ? 'The file' : `Part ${part} of the workbook`;
  return new FileProblem('file.not-a-workbook', `${place} is damaged: ${error.message}.`, DAMAGED_REMEDY, {
    cause: error,
  });
}
