/**
 * Texts of the command line as typed values.
 * Promise: what is not understood is refused before anything is opened, with what was expected.
 * Does not: look at files or the database.
 */
import { InvalidArgumentError } from 'commander';
import { isCompanyId } from '../config.js';
import { documentStates, type DocumentState } from '../engine.js';

/** A company id, as it names the profile. */
export function readCompany(text: string): string {
  if (isCompanyId(text)) return text;
  throw new InvalidArgumentError('Expected a company id: letters, digits, "-" and "_", at most 40.');
}

/** A calendar day as `YYYY-MM-DD`. */
export function readDate(text: string): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (day && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError('Expected a calendar day as YYYY-MM-DD.');
}

/** `COLUMN=VALUE` added to those before it; the value may hold further `=` and may be empty. */
export function readColumnValue(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  const [, column, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (column === undefined || value === undefined || column.trim() === '') {
    throw new InvalidArgumentError('Expected COLUMN=VALUE, such as project_number=24-001.');
  }
  if (Object.hasOwn(before, column.trim())) throw new InvalidArgumentError(`Column ${column.trim()} is set twice.`);
  return { ...before, [column.trim()]: value };
}

/** A whole number from 1. */
export function readLimit(text: string): number {
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (limit > 0) return limit;
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

/** A port; 0 is any that is free. */
export function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
  throw new InvalidArgumentError('Expected a port from 0 to 65535.');
}

/** Names of hosts, added to those before. */
export function readNames(text: string, before: readonly string[] = []): string[] {
  if (/^[a-z0-9.:[\]-]+$/i.test(text)) return [...before, text.toLowerCase()];
  throw new InvalidArgumentError('Expected the name of a host, without port.');
}

/** States separated by commas; repeated options add up. */
export function readStates(text: string, before: readonly DocumentState[] = []): DocumentState[] {
  const states = text.split(',').map((state) => state.trim());
  const unknown = states.find((state) => !isDocumentState(state));
  if (unknown !== undefined) {
    throw new InvalidArgumentError(`"${unknown}" is no state. Expected one or more of ${documentStates.join(', ')}.`);
  }
  return [...new Set([...before, ...states.filter(isDocumentState)])];
}

function isDocumentState(text: string): text is DocumentState {
  return documentStates.some((state) => state === text);
}
