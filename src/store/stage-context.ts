/**
 * What everything that writes for one batch needs: the session of its SQL transaction, and who the batch is.
 * Promise: one object for all datasets of the batch, so that numbers given out never repeat.
 */
import type { Client } from 'pg';
import type { Issue } from '../core/nouns.js';

export interface StageContext {
  readonly client: Client;
  readonly company: string;
  readonly batch: string;
  readonly origin: string;
  readonly definitions: string;
  /** Next sequence numbers of issues and alterations, shared by all datasets of the batch. */
  readonly sequence: { issue: number; alteration: number };
  readonly countIssue: (issue: Issue) => void;
}
