/**
 * `/health/live` and `/health/ready`, for whoever watches the process.
 * Promise: asked without a token; live looks at nothing but itself, ready asks the database within two seconds.
 * Does not: say what only the owner should know.
 */
import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeFailure } from '../failure.js';
import { nextDue } from '../schedule/night-calendar.js';
import { DescribeLive, DescribeReady } from './openapi.js';
import { SERVICE, type ServiceParts } from './service-parts.js';
import { WithoutToken } from './token.guard.js';

const databaseWaitMs = 2_000;

@Controller('health')
@WithoutToken()
export class HealthController {
  constructor(@Inject(SERVICE) private readonly service: ServiceParts) {}

  @Get('live')
  @DescribeLive()
  live(): object {
    return { status: 'live' };
  }

  @Get('ready')
  @DescribeReady()
  async ready(@Res({ passthrough: true }) response: ServerResponse): Promise<object> {
    const { database, reason } = await this.lookAtDatabase();
    const isReady = database === 'current' && !this.service.stopping.aborted;
    if (!isReady) response.statusCode = 503;
    response.setHeader('cache-control', 'no-store');
    const now = new Date();
    const schedules = this.service.schedules.map((schedule) => ({
      company: schedule.company,
      next: nextDue(schedule, now).toISOString(),
    }));
    return {
      status: isReady ? 'ready' : 'not ready',
      database: database === 'unreachable' ? 'unreachable' : 'reachable',
      migrations: database === 'unreachable' ? 'unknown' : database,
      ...(reason === null ? {} : { reason }),
      schedules,
    };
  }

  private async lookAtDatabase(): Promise<{
    database: 'current' | 'pending' | 'unreachable';
    reason: string | null;
  }> {
    const late = sleep(databaseWaitMs, 'late' as const, { ref: false });
    try {
      const seen = await Promise.race([this.service.engine.isMigrated(), late]);
      if (seen === 'late') return { database: 'unreachable', reason: 'The database does not answer in time.' };
      return { database: seen ? 'current' : 'pending', reason: null };
    } catch (thrown) {
      const { message } = describeFailure(thrown).failure;
      this.service.log.warn({ reason: message }, 'not ready');
      return { database: 'unreachable', reason: 'The database cannot be used; the log says why.' };
    }
  }
}
