/**
 * Streams rows into a table by `COPY … FROM STDIN`.
 * Promise: rows go as `CopyText` writes them, in pieces of about 64 kB, never faster than the server takes them. The
 * first trouble of the server ends the stream and is thrown by the next call.
 * Does not: convert values (money comes as decimal text or as the number the column wants), or begin a transaction.
 */
import { once } from 'node:events';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { InvariantFault } from '../core/faults.js';
import { CopyText, type CopyValue } from './copy-text.js';
import { quote } from './sage-sql.js';

export interface RowCopy {
  /** A promise only when the server is behind: await it, and the rows wait for the server. */
  write(row: readonly CopyValue[]): Promise<void> | undefined;
  /** Rows as `CopyText` makes them, all at once. */
  writeBytes(rows: Uint8Array): Promise<void>;
  /** Sends what is left; gives how many rows the table took. */
  end(): Promise<number>;
  /** Gives up: the table takes nothing, and the surrounding transaction is lost. Never throws. */
  abort(): Promise<void>;
}

const pieceBytes = 64 * 1024;

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

/** Copies rows that were made into text before, elsewhere. */
export async function copyBytes(
  client: Client,
  table: string,
  columns: readonly string[],
  bytes: Uint8Array,
): Promise<void> {
  await copyWhole(client, table, columns, (copy) => copy.writeBytes(bytes));
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
  const text = new CopyText(columns);
  let inFlight: Promise<void> | undefined;

  const send = async (piece: Uint8Array): Promise<void> => {
    if (failure !== null) throw failure;
    const sent = new Promise<void>((resolve) => {
      stream.write(piece, () => resolve());
    });
    await Promise.race([failed, sent]);
  };
  /** One piece on the way and one being filled. Never more: the stream's own queue breaks when the server refuses. */
  const flush = (): Promise<void> | undefined => {
    if (failure !== null) throw failure;
    const before = inFlight;
    const piece = text.take();
    if (piece === null) return before;
    inFlight = before === undefined ? send(piece) : before.then(() => send(piece));
    inFlight.catch(() => undefined);
    return before;
  };
  return {
    write(row) {
      if (row.length !== columns.length) throw wrongWidth(table, columns.length, row.length);
      text.row(row);
      return text.length < pieceBytes ? undefined : flush();
    },
    async writeBytes(rows) {
      await flush();
      await inFlight;
      await send(rows);
    },
    async end() {
      await flush();
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

function wrongWidth(table: string, wanted: number, given: number): InvariantFault {
  return new InvariantFault(`A row of ${given} values was copied to ${wanted} columns of ${table}.`, {
    remedy: 'Report this with the command that was run.',
  });
}
