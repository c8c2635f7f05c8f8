/**
 * The settings of this process, read once from the environment: the only reader of `process.env`.
 * Promise: what is returned is complete and checked; a fault names the variable and never prints its value.
 * Does not: open the database, read definitions, or know Nest.
 */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageFault } from '../core/faults.js';
import { NO_THREADS, type ThreadUse } from './machine/thread-use.js';

/** Token under which Nest gives the settings. */
export const CONFIG = Symbol('Config');

export interface Config {
  /** URL of a PostgreSQL ≥ 14; null: the embedded one under `home`. A secret: never printed, but by `db url`. */
  readonly databaseUrl: string | null;
  /** Absolute folder of the embedded database, the extracts by their sha256, and reports. Made when first needed. */
  readonly home: string;
  /** Absolute folder with one inbox for each company. Made when first needed. */
  readonly inbox: string;
  /** Company when `--company` is absent. */
  readonly company: string;
  /** Absolute folder that holds `rules/` and `mappings/`. */
  readonly definitions: string;
  readonly threads: ThreadUse;
}

/** What the terminal and its owner allow. Cheap to read and never fails: faults themselves are printed by it. */
export interface TerminalSettings {
  readonly colour: boolean;
  /** A continuous-integration run: never an updating line. */
  readonly ci: boolean;
  /** Stacks of internal faults are shown. */
  readonly debug: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Holds from `src/app` and from `dist/app` alike. */
export const packageFolder = fileURLToPath(new URL('../../', import.meta.url));

const companyPattern = /^[a-z0-9][a-z0-9_-]{0,39}$/i;

/** The settings in force. Throws one `UsageFault` that lists every bad variable. */
export function readConfig(environment: Environment = process.env): Config {
  const problems: string[] = [];
  const home = resolve(valueOf(environment, 'TIEOUT_HOME') ?? 'var');
  const config: Config = {
    databaseUrl: readDatabaseUrl(environment, problems),
    home,
    inbox: resolve(valueOf(environment, 'TIEOUT_INBOX') ?? join(home, 'inbox')),
    company: valueOf(environment, 'TIEOUT_COMPANY') ?? 'demo',
    definitions: resolve(valueOf(environment, 'TIEOUT_DEFINITIONS') ?? packageFolder),
    threads: readThreads(environment, problems),
  };
  if (!isCompanyId(config.company)) {
    problems.push('TIEOUT_COMPANY is no company id: letters, digits, "-" and "_", at most 40.');
  }
  const missing = ['rules', 'mappings'].filter((folder) => !existsSync(join(config.definitions, folder)));
  if (missing.length > 0) problems.push(`TIEOUT_DEFINITIONS names a folder without ${missing.join('/ and ')}/.`);
  if (problems.length > 0) {
    throw new UsageFault('The environment is not set up right.', {
      remedy: 'Correct or unset the variables named, and repeat the command.',
      problems,
    });
  }
  return config;
}

/** The token that the service asks for, null when none is set. A secret: never printed, never handed on. */
export function readApiToken(environment: Environment = process.env): string | null {
  return valueOf(environment, 'TIEOUT_API_TOKEN');
}

/** The environment of a batch's own process: all of ours but the token, which it has no use for. */
export function batchEnvironment(environment: Environment = process.env): Record<string, string | undefined> {
  return { ...environment, TIEOUT_API_TOKEN: undefined };
}

/** What may be printed how; `NO_COLOR` (any value), `TERM=dumb` and `CI` turn decoration off. */
export function readTerminal(environment: Environment = process.env): TerminalSettings {
  const ci = isOn(environment['CI']);
  return {
    colour: !valueOf(environment, 'NO_COLOR') && environment['TERM'] !== 'dumb' && !ci,
    ci,
    debug: isOn(environment['TIEOUT_DEBUG']),
  };
}

/** A company id names a file of `mappings/companies/`, so it may hold no path. */
export function isCompanyId(text: string): boolean {
  return companyPattern.test(text);
}

function readDatabaseUrl(environment: Environment, problems: string[]): string | null {
  const text = valueOf(environment, 'TIEOUT_DATABASE_URL');
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    problems.push(
      'TIEOUT_DATABASE_URL is no PostgreSQL URL: it must read postgresql://user:password@host:port/database.',
    );
  } else if (url.pathname.length < 2) {
    problems.push('TIEOUT_DATABASE_URL names no database: it must end in /database.');
  }
  return text;
}

/**
 * Two, where there are two cores. There 300,000 lines took 24 s instead of 28, and 100,000 as long as without: each
 * thread compiles the definitions and warms up for itself.
 */
function readThreads(environment: Environment, problems: string[]): ThreadUse {
  const text = valueOf(environment, 'TIEOUT_THREADS');
  if (text === null) return availableParallelism() > 1 ? { count: 2, rowsMin: 100_000 } : NO_THREADS;
  if (/^[0-8]$/.test(text)) return { count: Number(text), rowsMin: 20_000 };
  problems.push('TIEOUT_THREADS is no number from 0 to 8.');
  return NO_THREADS;
}

/** Trimmed; an empty variable counts as absent, as shells and schedulers leave them. */
function valueOf(environment: Environment, name: string): string | null {
  const value = environment[name]?.trim();
  return value ? value : null;
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.trim().toLowerCase());
}
