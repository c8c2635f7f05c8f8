/**
 * What the service is made of, as its controllers are given it.
 * Promise: plain objects, made by `start-service` before Nest starts.
 * Does not: hold logic.
 */
import type { Config } from '../config.js';
import type { Engine } from '../engine.js';
import type { CompanySchedule } from '../machine/check-schedules.js';
import type { AccessRules } from './access.js';
import type { BatchFeed } from './batch-feed.js';
import type { Batches } from './batches.js';
import type { Log } from './json-log.js';
import type { ReportFiles } from './report-files.js';

/** Token under which Nest gives them. */
export const SERVICE = Symbol('Service');

export interface ServiceParts {
  readonly config: Config;
  readonly engine: Engine;
  readonly log: Log;
  readonly access: AccessRules;
  readonly batches: Batches;
  readonly feed: BatchFeed;
  readonly reports: ReportFiles;
  /** Companies whose inbox is looked after: those with a schedule, and the default one. */
  readonly companies: readonly string[];
  /** Companies whose nights this service runs. */
  readonly schedules: readonly CompanySchedule[];
  /** Largest delivery. */
  readonly uploadBytesMax: number;
  /** Aborted when the service is to end. */
  readonly stopping: AbortSignal;
}
