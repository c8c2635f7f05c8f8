/**
 * Errors on their way from one thread to another.
 * Promise: a fault arrives as the fault it was, with its remedy and exit code, and a code of the system with it.
 */
import { DefinitionFault, InvariantFault, TieoutFault, TransientFault, UsageFault } from '../../core/faults.js';

/** An error as plain data: a class does not cross to another thread. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly remedy: string | null;
  readonly problems: readonly string[];
  /** Of the system or the database: ENOSPC, 53100. */
  readonly code: string | null;
}

const FAULTS = { DefinitionFault, UsageFault, TransientFault, InvariantFault } as const;

export function failureOf(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const fault = error instanceof TieoutFault ? error : null;
  const { code = null } = (error ?? {}) as { code?: string };
  return { name, message, stack, remedy: fault?.remedy ?? null, problems: fault?.problems ?? [], code };
}

export function errorOf({ name, message, stack, remedy, problems, code }: Failure): Error {
  const Fault = Object.entries(FAULTS).find(([known]) => known === name)?.[1];
  const error = Fault === undefined || remedy === null ? new Error(message) : new Fault(message, { remedy, problems });
  if (stack !== undefined) error.stack = stack;
  if (code !== null) Object.assign(error, { code });
  return error;
}
