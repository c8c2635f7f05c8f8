/**
 * Sees to it that nights are run: at their moment, and whenever one is found that was missed.
 * Promise: at the start, at each moment of the schedule and every minute the books are asked what is due, so a night
 * that fell into a stop, a sleep or another's failure is run once; a night that fails in passing is tried again, less
 * and less often.
 * Does not: decide what is due (`run-night` does, under the lock), or run it (a batch process does).
 */
import { Interval, type SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { hostname } from 'node:os';
import type { Engine } from '../engine.js';
import type { CompanySchedule } from '../machine/check-schedules.js';
import type { Batches } from '../service/batches.js';
import type { Log } from '../service/json-log.js';
import { nextDue } from './night-calendar.js';

export interface NightWatchParts {
  readonly engine: Pick<Engine, 'isNightDue'>;
  readonly batches: Pick<Batches, 'night' | 'isBusy'>;
  readonly schedules: readonly CompanySchedule[];
  /** Companies whose inbox is looked after: those with a schedule, and the default one. */
  readonly companies: readonly string[];
  readonly log: Log;
  readonly stopping: AbortSignal;
}

const lookEveryMs = 60_000;
const pauseMaxMs = 30 * 60_000;

interface Pause {
  readonly ms: number;
  readonly untilMs: number;
}

export class NightWatch {
  private readonly by = `${hostname()} ${process.pid}`;
  private readonly pauses = new Map<string, Pause>();
  private readonly looking = new Set<string>();

  constructor(
    private readonly registry: SchedulerRegistry,
    private readonly parts: NightWatchParts,
  ) {}

  /** Once the service listens. */
  begin(): void {
    for (const { company, cron, timeZone } of this.parts.schedules) {
      const job = CronJob.from({ cronTime: cron, timeZone, onTick: () => void this.look(company), start: true });
      this.registry.addCronJob(`night of ${company}`, job);
      const next = nextDue({ cron, timeZone }, new Date()).toISOString();
      this.parts.log.info({ company, cron, timeZone, next }, 'nights are scheduled');
    }
    void this.lookAtAll();
  }

  @Interval(lookEveryMs)
  async lookAtAll(): Promise<void> {
    const now = performance.now();
    const rested = this.parts.companies.filter((company) => (this.pauses.get(company)?.untilMs ?? 0) <= now);
    await Promise.all(rested.map((company) => this.look(company)));
  }

  /** Never rejects. */
  private async look(company: string): Promise<void> {
    const { engine, batches, log, stopping } = this.parts;
    if (stopping.aborted || this.looking.has(company) || batches.isBusy(company)) return;
    this.looking.add(company);
    try {
      if (await engine.isNightDue({ company, by: this.by })) await batches.night({ company, by: this.by });
      this.pauses.delete(company);
    } catch (fault) {
      if (stopping.aborted) return;
      const ms = Math.min(pauseMaxMs, 2 * (this.pauses.get(company)?.ms ?? lookEveryMs / 2));
      this.pauses.set(company, { ms, untilMs: performance.now() + ms });
      const reason = fault instanceof Error ? fault.message : String(fault);
      log.warn({ company, again: `in ${ms / 1000} s`, reason }, 'the night was not run');
    } finally {
      this.looking.delete(company);
    }
  }
}
