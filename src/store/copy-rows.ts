/**
 * Streams rows into a table by `COPY … FROM STDIN`.
 * Promise: text arrives exactly as given (backslash, tab and line ends escaped, null as null), in pieces of about 64
 * kB, never faster than the server takes them. The first trouble of the server ends the stream and is thrown by the
 * next call.
 * Does not: convert values (money comes as decimal text or as the number the column wants), or begin a transaction.
 */
import { once } from 'node:events';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { InvariantFault } from '../core/faults.js';
import { quote } from './sage-sql.js';

export type CopyValue = string | number | boolean | null;

export interface RowCopy {
  /** A promise only when the server is behind: await it, and the rows wait for the server. */
  write(row: readonly CopyValue[]): Promise<void> | undefined;
  /** Rows as `copyText` makes them, all at once. */
  writeBytes(rows: Uint8Array): Promise<void>;
  /** Sends what is left; gives how many rows the table took. */
  end(): Promise<number>;
  /** Gives up: the table takes nothing, and the surrounding transaction is lost. Never throws. */
  abort(): Promise<void>;
}

const pieceCharacters = 64 * 1024;
/** What the text format gives a meaning; NUL, which PostgreSQL cannot store, is refused. */
const special = /[\\\t\n\r\u0000]/;
const specials = /[\\\t\n\r\u0000]/g;

/** Copies all rows; on any trouble, the caller's own included, the copy is given up and the session is usable again. */
export async function copyRows(
  client: Client,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]> | AsyncIterable<readonly CopyValue[]>,
): Promise<number> {
  return copyWhole(client, table, columns, async (copy) => {
    for await (const row of rows) await copy.write(row);
  });
}

async function copyWhole(
  client: Client,
  table: string,
  columns: readonly string[],
  send: (copy: RowCopy) => Promise<void>,
): Promise<number> {
  const copy = openCopy(client, table, columns);
  try {
    await send(copy);
    return await copy.end();
  } catch (error) {
    await copy.abort();
    throw error;
  }
}

/** Copies objects of one shape: the keys of the first are the columns. */
export async function copyRecords(
  client: Client,
  table: string,
  records: readonly Readonly<Record<string, CopyValue>>[],
): Promise<number> {
  if (records.length === 0) return 0;
  const columns = Object.keys(records[0]!);
  return copyRows(
    client,
    table,
    columns,
    records.map((record) => columns.map((column) => record[column]!)),
  );
}

const encoder = new TextEncoder();

/** Rows as `copyBytes` sends them; null for none. */
export function copyText(columns: readonly string[], rows: readonly (readonly CopyValue[])[]): Uint8Array | null {
  if (rows.length === 0) return null;
  let text = '';
  for (const row of rows) text += lineOf(row, columns);
  return encoder.encode(text);
}

/** Copies rows that were made into text before, elsewhere. */
export async function copyBytes(
  client: Client,
  table: string,
  columns: readonly string[],
  bytes: Uint8Array,
): Promise<void> {
  await copyWhole(client, table, columns, (copy) => copy.writeBytes(bytes));
}

/** A PostgreSQL array of texts as COPY wants it. */
export function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}

/** A PostgreSQL array of numbers as COPY wants it. */
export function numberArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

/** `table` is `name` or `schema.name`; the session takes no other query until `end` or `abort`. */
export function openCopy(client: Client, table: string, columns: readonly string[]): RowCopy {
  const names = columns.map(quote).join(', ');
  const stream = client.query(copyFrom(`copy ${table.split('.').map(quote).join('.')} (${names}) from stdin`));
  let failure: unknown = null;
  const failed = new Promise<never>((_, reject) => {
    stream.on('error', (error) => {
      failure ??= error;
      reject(error);
    });
  });
  failed.catch(() => undefined);
  let piece = '';
  let inFlight: Promise<void> | undefined;

  const send = async (piece: string | Uint8Array): Promise<void> => {
    if (failure !== null) throw failure;
    const sent = new Promise<void>((resolve) => {
      if (typeof piece === 'string') stream.write(piece, 'utf8', () => resolve());
      else stream.write(piece, () => resolve());
    });
    await Promise.race([failed, sent]);
  };
  /** One piece on the way and one being filled. Never more: the stream's own queue breaks when the server refuses. */
  const flush = (): Promise<void> | undefined => {
    if (failure !== null) throw failure;
    const before = inFlight;
    const text = piece;
    piece = '';
    inFlight = before === undefined ? send(text) : before.then(() => send(text));
    inFlight.catch(() => undefined);
    return before;
  };
  return {
    write(row) {
      if (row.length !== columns.length) throw wrongWidth(table, columns.length, row.length);
      piece += lineOf(row, columns);
      return piece.length < pieceCharacters ? undefined : flush();
    },
    async writeBytes(rows) {
      if (piece !== '') await flush();
      await inFlight;
      await send(rows);
    },
    async end() {
      if (piece !== '') await flush();
      await inFlight;
      if (failure !== null) throw failure;
      stream.end();
      await Promise.race([failed, once(stream, 'finish')]);
      return stream.rowCount;
    },
    async abort() {
      await inFlight?.catch(() => undefined);
      if (failure !== null || stream.destroyed || stream.writableEnded) return;
      const closed = once(stream, 'close').catch(() => undefined);
      stream.destroy(new Error('copy given up'));
      await closed;
    },
  };
}

function lineOf(row: readonly CopyValue[], columns: readonly string[]): string {
  let line = '';
  for (let index = 0; index < row.length; index += 1) {
    if (index > 0) line += '\t';
    const value = row[index];
    if (value === null || value === undefined) line += '\\N';
    else if (typeof value === 'string') line += isPlain(value) ? value : escapeText(value, columns[index]);
    else if (typeof value === 'number') line += value;
    else line += value ? 't' : 'f';
  }
  return `${line}\n`;
}

/** Most texts are short, and a look at each character is faster than the expression. False: look closer. */
function isPlain(value: string): boolean {
  if (value.length > 40) return !special.test(value);
  for (let at = 0; at < value.length; at += 1) {
    const character = value.charCodeAt(at);
    if (character < 14 || character === 92) return false;
  }
  return true;
}

function escapeText(value: string, column: string | undefined): string {
  return value.replace(specials, (found) => {
    switch (found) {
      case '\\':
        return '\\\\';
      case '\t':
        return '\\t';
      case '\n':
        return '\\n';
      case '\r':
        return '\\r';
      default:
        throw nulCharacter(column);
    }
  });
}

function nulCharacter(column: string | undefined): InvariantFault {
  return new InvariantFault(`A text for column ${column ?? '?'} holds the character NUL, which no table can store.`, {
    remedy: 'Report this with the extract; the reader should have made an issue of that cell.',
  });
}

function wrongWidth(table: string, wanted: number, given: number): InvariantFault {
  return new InvariantFault(`A row of ${given} values was copied to ${wanted} columns of ${table}.`, {
    remedy: 'Report this with the command that was run.',
  });
}
