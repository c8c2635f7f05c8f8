/**
 * What a batch and the threads that judge for it say to each other. All of it is plain data.
 */
import { DefinitionFault, InvariantFault, TieoutFault, TransientFault, UsageFault } from '../../core/faults.js';
import type { Share } from '../../core/cut-chunks.js';
import type { KeyCounts } from '../../core/group-rows.js';
import type { JudgedChunk } from '../../core/judged-chunk.js';
import type { SheetHandover } from '../../core/match-sheet.js';
import type { CarriedGroup, LookupPort } from '../../core/ports.js';
import type { BatchFacts } from '../../core/work.js';

/** With what a thread is started. */
export interface ThreadSettings {
  /** Folder of the definitions, and the company whose catalog is compiled. */
  readonly definitions: string;
  readonly company: string;
}

/** A share of one dataset. */
export interface JudgeJob {
  readonly dataset: string;
  readonly sheets: readonly SheetHandover[];
  readonly counts: KeyCounts;
  readonly carried: readonly CarriedGroup[];
  readonly batch: BatchFacts;
  readonly accepted: ReadonlySet<string>;
  /** Fingerprint of the definitions that the batch is judged under. */
  readonly fingerprint: string;
  readonly share: Share;
  /** Folder of its own for rows put aside. */
  readonly tempFolder: string;
}

/** A question to the database, which only the batch's own thread may ask. */
export interface Question {
  readonly id: number;
  readonly method: keyof LookupPort;
  readonly args: readonly unknown[];
}

export type ToThread =
  | { readonly kind: 'job'; readonly job: JudgeJob }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  /** One more chunk may be sent. */
  | { readonly kind: 'more' };

export type FromThread =
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'chunk'; readonly turn: number; readonly chunk: JudgedChunk }
  | { readonly kind: 'turn-ended'; readonly turn: number }
  /** The share is done; `turns` there are of all threads. */
  | { readonly kind: 'done'; readonly turns: number }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** An error as plain data: a class does not cross to another thread. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  readonly remedy: string | null;
  readonly problems: readonly string[];
}

const FAULTS = { DefinitionFault, UsageFault, TransientFault, InvariantFault } as const;

export function failureOf(error: unknown): Failure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const fault = error instanceof TieoutFault ? error : null;
  return { name, message, stack, remedy: fault?.remedy ?? null, problems: fault?.problems ?? [] };
}

export function errorOf({ name, message, stack, remedy, problems }: Failure): Error {
  const Fault = Object.entries(FAULTS).find(([known]) => known === name)?.[1];
  const error = Fault === undefined || remedy === null ? new Error(message) : new Fault(message, { remedy, problems });
  if (stack !== undefined) error.stack = stack;
  return error;
}
