/**
 * The body of a delivery → files in a folder, by stream.
 * Promise: never more than a few chunks in memory; a body beyond the limit, and one that breaks off, leaves no file.
 * Does not: look into a file: content decides later what it is.
 */
import { Busboy, type BusboyInstance } from '@fastify/busboy';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, extname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RequestFault } from './problem.js';

export interface Upload {
  readonly folder: string;
  /** Paths, in the order they came. */
  readonly files: readonly string[];
  /** Fields of the form, in the order they came. */
  readonly fields: readonly (readonly [name: string, value: string])[];
}

export interface ReceiveOptions {
  readonly folder: string;
  readonly bytesMax: number;
  /** The name in the query. */
  readonly name: string | null;
  readonly signal: AbortSignal;
}

const filesMax = 50;
const extensionsByType: Readonly<Record<string, string>> = {
  'text/csv': '.csv',
  'application/csv': '.csv',
  'text/plain': '.csv',
  'text/tab-separated-values': '.tsv',
  'application/json': '.json',
  'application/x-ndjson': '.ndjson',
  'application/ndjson': '.ndjson',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.ms-excel': '',
  'application/octet-stream': '',
};

export async function receiveUpload(request: IncomingMessage, options: ReceiveOptions): Promise<Upload> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  const isForm = type === 'multipart/form-data';
  const name = isForm ? null : nameOf(request, type, options.name);
  if (Number(request.headers['content-length'] ?? 0) > options.bytesMax) throw tooLarge(options.bytesMax);
  await mkdir(options.folder, { recursive: true });
  try {
    return name === null ? await receiveForm(request, options) : await receiveRaw(request, name, options);
  } catch (error) {
    await rm(options.folder, { recursive: true, force: true });
    throw explained(error, request, options.signal);
  }
}

function explained(error: unknown, request: IncomingMessage, signal: AbortSignal): unknown {
  if (error instanceof RequestFault) return error;
  if (signal.aborted)
    return new RequestFault(503, 'The service is being stopped.', 'Deliver it again when it is back.');
  if (request.complete || !request.destroyed) return error;
  return new RequestFault(400, 'The delivery broke off before its end.', 'Deliver it again.');
}

async function receiveRaw(request: IncomingMessage, name: string, options: ReceiveOptions): Promise<Upload> {
  const { folder, bytesMax, signal } = options;
  const path = join(folder, name);
  await pipeline(request, limited(bytesMax), createWriteStream(path), { signal });
  return { folder, files: [path], fields: [] };
}

async function receiveForm(request: IncomingMessage, options: ReceiveOptions): Promise<Upload> {
  const { folder, bytesMax, signal } = options;
  const files: string[] = [];
  const fields: [string, string][] = [];
  const writing: Promise<void>[] = [];
  const broken = new AbortController();
  let trouble: RequestFault | null = null;
  const form = formReader(request);
  form.on('field', (field, value) => fields.push([field, value]));
  form.on('file', (_field, stream: Readable, filename?: string) => {
    const name = safeName(filename ?? '');
    const path = join(folder, name);
    if (name === '' || files.includes(path)) {
      const what = name === '' ? 'A file of the form has no name.' : `The form holds two files named ${name}.`;
      trouble ??= new RequestFault(400, what, 'Give every file a name of its own.');
      stream.resume();
      return;
    }
    files.push(path);
    const written = pipeline(stream, createWriteStream(path), { signal: broken.signal });
    // Awaited below; a form that breaks off is told as that.
    written.catch(() => undefined);
    writing.push(written);
  });
  form.on('filesLimit', () => {
    trouble ??= new RequestFault(
      413,
      `The form holds more than ${filesMax} files.`,
      'Deliver them in several requests.',
    );
  });
  await pipeline(request, limited(bytesMax), form, { signal }).catch((error: unknown) => {
    broken.abort();
    throw error instanceof RequestFault || signal.aborted ? error : brokenForm(error);
  });
  await Promise.all(writing);
  if (trouble !== null) throw trouble as RequestFault;
  if (files.length === 0) throw new RequestFault(400, 'The form holds no file.', 'Send it as -F file=@march.xlsx.');
  return { folder, files, fields };
}

function formReader(request: IncomingMessage): BusboyInstance {
  const limits = { files: filesMax, fields: 200, fieldSize: 64 * 1024, headerPairs: 100 };
  try {
    const headers = { ...request.headers, 'content-type': request.headers['content-type'] ?? '' };
    return new Busboy({ headers, limits, defCharset: 'utf8' });
  } catch (error) {
    throw brokenForm(error);
  }
}

function brokenForm(error: unknown): RequestFault {
  const reason = error instanceof Error ? error.message : String(error);
  return new RequestFault(400, `The form cannot be read: ${reason}.`, 'Send multipart/form-data with its boundary.');
}

function limited(bytesMax: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > bytesMax) done(tooLarge(bytesMax));
      else done(null, chunk);
    },
  });
}

function tooLarge(bytesMax: number): RequestFault {
  const megabytes = Math.floor(bytesMax / 1024 / 1024);
  return new RequestFault(
    413,
    `The delivery is larger than ${megabytes} MB.`,
    'Put the file into the inbox, deliver it in parts, or start the service with --upload-max.',
  );
}

/** Query, header `X-File-Name`, `Content-Disposition`, in this order; else `upload` and what the type says. */
function nameOf(request: IncomingMessage, type: string, inQuery: string | null): string {
  const header = request.headers['x-file-name'];
  const disposition = /filename\*?=(?:UTF-8'')?"?([^";]+)"?/i.exec(request.headers['content-disposition'] ?? '')?.[1];
  const name = safeName(inQuery ?? decoded(header?.toString() ?? disposition ?? ''));
  const extension = extensionsByType[type];
  const isKnown = ['.csv', '.tsv', '.xlsx', '.json', '.ndjson'].includes(extname(name).toLowerCase());
  if (extension === undefined && (type !== '' || !isKnown)) {
    throw new RequestFault(
      415,
      type === '' ? 'The request says neither name nor type of the file.' : `${type} is no kind of extract.`,
      'Send CSV, XLSX or JSON with its Content-Type (text/csv, application/json, application/octet-stream, …), ' +
        'or a form (multipart/form-data).',
    );
  }
  return name === '' ? `upload${extension ?? ''}` : name;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The last part of a path of either kind, without signs that a disk or a terminal takes for something else. */
function safeName(text: string): string {
  const last = basename(text.replaceAll('\\', '/')).replace(/\p{Cc}/gu, '');
  const name = last.replace(/^\.+/, '').trim();
  return name.length <= 200 ? name : name.slice(0, 180) + extname(name).slice(0, 20);
}
