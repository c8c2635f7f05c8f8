/**
 * What a batch and the threads that judge for it say to each other. All of it is plain data.
 */
import type { Share } from '../../core/cut-chunks.js';
import type { JudgedChunk } from '../../core/judged-chunk.js';
import type { SheetHandover } from '../../core/match-sheet.js';
import type { LookupPort } from '../../core/ports.js';
import type { Delivered, Shares } from '../../core/run-batch.js';
import type { Failure } from './thread-failure.js';

/** With what a thread is started. */
export interface ThreadSettings {
  /** Folder of the definitions, and the company they are compiled for. */
  readonly definitions: string;
  readonly company: string;
  /** The dataset it compiles before it is asked: of the largest file. */
  readonly expected: string;
}

/** A share of one dataset. */
export interface JudgeJob extends Pick<Delivered, 'namings' | 'keyless' | 'batch' | 'accepted'> {
  readonly dataset: string;
  readonly sheets: readonly SheetHandover[];
  /** Fingerprint of the definitions that the batch is judged under. */
  readonly fingerprint: string;
  readonly shares: Shares;
  readonly share: Share;
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
  /** `place` among the turns of all threads. */
  | { readonly kind: 'chunk'; readonly place: number; readonly chunk: JudgedChunk }
  /** All chunks of that turn were sent. */
  | { readonly kind: 'turn'; readonly place: number }
  | { readonly kind: 'failed'; readonly failure: Failure };
