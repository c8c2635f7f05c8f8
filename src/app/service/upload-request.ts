/**
 * Query and form fields of a delivery → what `tieout run` is asked with the same words.
 * Promise: names as on the command line, `as-of` as well as `asOf`; an unknown or repeated one is refused.
 * Does not: look at files.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageFault } from '../../core/faults.js';
import { readColumnValue, readCompany, readDate } from '../commands/read-argument.js';
import type { Config } from '../config.js';
import type { RunRequest } from '../engine.js';

export type Field = readonly [name: string, value: string];

const known = ['company', 'dataset', 'set', 'accept', 'origin', 'asof', 'dryrun', 'name'];

/** Fields of the query: a repeated one is a list. */
export function queryFields(url: string): Field[] {
  return [...new URL(url, 'http://localhost').searchParams.entries()];
}

export function readUpload(fields: readonly Field[], config: Config): Omit<RunRequest, 'paths'> {
  const values = new Map<string, string>();
  let set: Record<string, string> = {};
  for (const [field, value] of fields) {
    const name = field.toLowerCase().replaceAll(/[-_]/g, '');
    if (!known.includes(name)) throw refused(`There is no field ${field}.`, `Give ${fieldNames}.`);
    if (name === 'set') set = readColumnValue(value, set);
    else if (values.has(name)) throw refused(`${field} is given twice.`, 'Give it once, in the query or in the form.');
    else if (value !== '') values.set(name, value);
  }
  const asOf = values.get('asof');
  return {
    company: knownCompany(values.get('company') ?? config.company, config),
    dataset: values.get('dataset') ?? null,
    set,
    accept: oneOf('accept', values.get('accept'), ['auto', 'manual']),
    origin: oneOf('origin', values.get('origin'), ['procore', 'sage']) ?? 'procore',
    asOf: asOf === undefined ? null : readDate(asOf),
    dryRun: oneOf('dry-run', values.get('dryrun'), ['true', 'false', '1', '0'])?.match(/true|1/) != null,
    reportFolder: null,
  };
}

const fieldNames = 'company, dataset, set=COLUMN=VALUE, accept, origin, as-of, dry-run, name';

/** A company is what has a profile. */
export function knownCompany(text: string, config: Pick<Config, 'definitions'>): string {
  const company = readCompany(text);
  if (existsSync(join(config.definitions, 'mappings', 'companies', `${company}.json`))) return company;
  throw refused(`There is no company ${company}.`, 'Name one that has a profile in mappings/companies/.');
}

function oneOf<T extends string>(name: string, text: string | undefined, words: readonly T[]): T | null {
  if (text === undefined) return null;
  const word = words.find((candidate) => candidate === text.toLowerCase());
  if (word !== undefined) return word;
  throw refused(`${name} cannot be "${text}".`, `Give one of ${words.join(', ')}.`);
}

function refused(message: string, remedy: string): UsageFault {
  return new UsageFault(message, { remedy });
}
