/**
 * Everything Tieout throws. Bad data is never thrown (it is an `Issue`), with one exception: a file nothing can be read
 * from is thrown as a `FileProblem` by a reader and turned into one issue by the caller.
 * Promise: each fault names its exit code and a `remedy`, one sentence an operator can act on; no fault carries a
 * configuration value.
 * Does not: print, log or end the process.
 */

import type { IssueCode } from './nouns.js';

export type FaultKind = 'definition' | 'usage' | 'transient' | 'invariant';

export interface FaultDetails {
  /** One sentence an operator can act on. */
  readonly remedy: string;
  /** Every single problem, one line each, when there are several. */
  readonly problems?: readonly string[];
  readonly cause?: unknown;
}

export abstract class TieoutFault extends Error {
  abstract readonly kind: FaultKind;
  abstract readonly exitCode: number;
  readonly remedy: string;
  readonly problems: string[];

  constructor(message: string, details: FaultDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.remedy = details.remedy;
    this.problems = [...(details.problems ?? [])];
  }
}

/** Our own files (schemas, rules, mappings, profiles) are wrong. Nothing was read. */
export class DefinitionFault extends TieoutFault {
  readonly kind = 'definition';
  readonly exitCode = 2;
}

/** The command was typed wrong, or names something that is not there. */
export class UsageFault extends TieoutFault {
  readonly kind = 'usage';
  readonly exitCode = 2;
}

/** The world failed: database, disk, network (exit 6), or another run holds the company (exit 7). Safe to repeat. */
export class TransientFault extends TieoutFault {
  readonly kind = 'transient';
  readonly exitCode: 6 | 7;

  constructor(message: string, details: FaultDetails & { readonly lock?: boolean }) {
    super(message, details);
    this.exitCode = details.lock === true ? 7 : 6;
  }
}

/** A promise of ours is broken; nothing was written. */
export class InvariantFault extends TieoutFault {
  readonly kind = 'invariant';
  readonly exitCode = 1;
}

/**
 * A file that cannot be read as a whole. Data about a bad file: the caller makes one issue of it and goes on with the
 * other files.
 */
export class FileProblem extends Error {
  readonly code: IssueCode;
  readonly remedy: string;
  /** Sheet name, `null` outside workbooks or when the whole file is meant. */
  readonly sheet: string | null;
  /** 1-based row as the file shows it (for JSON the line), `null` when no single row is to blame. */
  readonly row: number | null;

  constructor(
    code: IssueCode,
    message: string,
    remedy: string,
    place: { readonly sheet?: string | null; readonly row?: number | null; readonly cause?: unknown } = {},
  ) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.name = 'FileProblem';
    this.code = code;
    this.remedy = remedy;
    this.sheet = place.sheet ?? null;
    this.row = place.row ?? null;
  }
}
