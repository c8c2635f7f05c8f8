/**
 * What an error of the database or of the line to it means for the operator.
 * Promise: trouble of the world is a `TransientFault`; an error of our own SQL stays what it is. Loads no driver, so
 * that a failure can be described by a process that never opened one.
 * Does not: connect.
 */
import { TransientFault } from '../core/faults.js';

/** The five-character code PostgreSQL gives an error; empty for errors of other origin. */
export function sqlState(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** A fault for trouble of the server or the line during work; null for errors of our SQL, which are ours to mend. */
export function explainDatabaseError(error: unknown): TransientFault | null {
  const state = sqlState(error);
  const message = error instanceof Error ? error.message : String(error);
  if (state === '53100') {
    return new TransientFault(`The database's disk is full: ${message}`, {
      remedy: 'Free some space there and repeat.',
      cause: error,
    });
  }
  if (['40001', '40P01', '55P03'].includes(state)) {
    return new TransientFault(`Another session of the database was in the way: ${message}`, {
      remedy: 'Repeat the command.',
      cause: error,
    });
  }
  if (!isLostLine(state, message)) return null;
  return new TransientFault(`The database went away: ${message}`, {
    remedy: 'See that it runs and repeat the command; nothing of an unfinished batch was kept.',
    cause: error,
  });
}

/** Codes of the network only: a report that cannot be written is no trouble of the database. */
function isLostLine(state: string, message: string): boolean {
  return (
    /^(08|53|57|58|ECONN|EPIPE$|ETIMEDOUT$|EHOST|ENET|EAI_|ENOTFOUND$)/.test(state) ||
    // What pg and TypeORM say to whoever asks again after the line broke.
    /Connection terminated|not queryable|Query runner already released|Connection is not established/.test(message)
  );
}
