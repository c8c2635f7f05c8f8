/**
 * What the service and the process of a batch say to each other.
 * Promise: plain data, as it goes through a pipe.
 * Does not: send rows, or more issues than one answer shows.
 */
import type { BatchSummary, Issue } from '../../core/nouns.js';
import type { NightRequest, Progress, ReconcileRequest, RunRequest, RunResult } from '../engine.js';
import type { Failure } from '../failure.js';

export type BatchTask =
  | { readonly kind: 'run'; readonly request: RunRequest }
  | { readonly kind: 'night'; readonly request: NightRequest }
  /** Makes a report again, as a file under the path. */
  | { readonly kind: 'report'; readonly request: ReconcileRequest; readonly path: string };

export interface RanBatch {
  readonly summary: BatchSummary;
  readonly files: RunResult['files'];
  readonly exitCode: number;
  /** The first ones. */
  readonly issues: readonly Issue[];
}

export type TaskMessage =
  | { readonly kind: 'begin'; readonly batch: string }
  | ({ readonly kind: 'progress' } & Progress)
  | { readonly kind: 'warning'; readonly message: string }
  | TaskEnd;

export type TaskEnd =
  | { readonly kind: 'ended'; readonly batches: readonly RanBatch[] }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly exitCode: number };

/** Told to the process: stop, and keep nothing. */
export interface StopMessage {
  readonly kind: 'stop';
  readonly signal: NodeJS.Signals;
}

/** An answer shows so many issues at once; the others are asked for by page. */
export const issuesShownMax = 1_000;
