/**
 * Opens a delivered file, whatever it is: CSV or TSV, a workbook, JSON or NDJSON.
 * Promise: the content decides, the name only where the content could be two things; a file nothing can be read from is
 * thrown as a `FileProblem`, before its first row is given out.
 * Does not: know datasets; `lineArrays` are only the names of JSON arrays that hold lines.
 */
import { open } from 'node:fs/promises';
import { extname } from 'node:path';

import { FileProblem } from '../core/faults.js';
import type { OpenExtract } from '../core/nouns.js';
import { openCsv } from './csv-reader.js';
import { openJson } from './json-reader.js';
import { READ_LIMITS, type ReadLimits } from './read-limits.js';
import { detectEncoding } from './text-encoding.js';
import { refuseOleFile } from './xlsx-guard.js';
import { openXlsx } from './xlsx-reader.js';

export interface OpenExtractOptions {
  /** The file's name as delivered; the path may be an address in the extract store. */
  readonly name: string;
  /** JSON: names (dotted when nested) of the arrays that hold lines. */
  readonly lineArrays: readonly string[];
  /** Where rows may be put aside; each temporary file is removed by `close`. */
  readonly tempFolder: string;
  readonly limits?: Partial<ReadLimits>;
}

type Format = 'csv' | 'xlsx' | 'json' | 'ole' | 'unknown' | 'markup';

const HEAD_BYTES = 4 * 1024;
const OLE_MAGIC = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP_MAGICS = ['PK\u0003\u0004', 'PK\u0005\u0006', 'PK\u0007\u0008'];
const OTHER_MAGICS = ['%PDF', '\u001f\u008b', 'Rar!', '7z\u00bc\u00af', '\u0089PNG', 'PAR1', 'SQLite format'];

export async function openExtract(path: string, options: OpenExtractOptions): Promise<OpenExtract> {
  const limits: ReadLimits = { ...READ_LIMITS, ...options.limits };
  const format = formatOf(await readHead(path), extname(options.name).toLowerCase());
  if (format === 'xlsx') return openXlsx(path, options.tempFolder, limits);
  if (format === 'ole') return refuseOleFile(path);
  if (format === 'unknown') throw unknownFormat('The file is neither text nor a workbook.');
  if (format === 'markup')
    throw unknownFormat(
      'The file is a web page or XML, whatever its name says; Excel opens such files, but they hold no cells.',
    );

  const encoding = await detectEncoding(path);
  if (encoding.empty) {
    throw new FileProblem(
      'file.empty',
      'The file is empty.',
      'Export it again; if nothing was to be sent, leave it out.',
    );
  }
  if (format === 'json') return openJson(path, encoding, options.lineArrays, options.tempFolder, limits);
  return openCsv(path, encoding, limits);
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function formatOf(head: Buffer, extension: string): Format {
  const bytes = head.toString('latin1');
  if (ZIP_MAGICS.some((magic) => bytes.startsWith(magic))) return 'xlsx';
  if (head.subarray(0, 8).equals(OLE_MAGIC)) return 'ole';
  if (OTHER_MAGICS.some((magic) => bytes.startsWith(magic))) return 'unknown';

  const text = textOfHead(head).trimStart();
  if (/^(?:<\?xml|<!doctype|<html|<table|<workbook)/i.test(text)) return 'markup';
  // A CSV header may well begin with a bracket: `[Id],Name`.
  if (/^\{\s*["}]/.test(text) || /^\[\s*[[{\]]/.test(text)) return 'json';
  return ['.json', '.ndjson', '.jsonl'].includes(extension) ? 'json' : 'csv';
}

/** Good enough to look at the first characters; `detectEncoding` decides. */
function textOfHead(head: Buffer): string {
  return head.toString('utf8').replace(/[\0\ufeff\ufffd]/g, '');
}

function unknownFormat(message: string): FileProblem {
  return new FileProblem('file.unknown-format', message, 'Deliver CSV, XLSX or JSON as the source program exports it.');
}
