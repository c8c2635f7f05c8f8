/**
 * The service as a Nest module: its controllers, its guard, its filter, its schedule.
 * Promise: every part is made before and given by value; nothing is opened here.
 * Does not: listen.
 */
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ScheduleModule } from '../schedule/schedule.module.js';
import { BatchesController } from './batches.controller.js';
import { ExtractsController } from './extracts.controller.js';
import { HealthController } from './health.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { SERVICE, type ServiceParts } from './service-parts.js';
import { TokenGuard } from './token.guard.js';

@Module({})
export class ServiceModule {
  static of(parts: ServiceParts): DynamicModule {
    return {
      module: ServiceModule,
      imports: [ScheduleModule.of(parts)],
      controllers: [ExtractsController, BatchesController, HealthController],
      providers: [
        { provide: SERVICE, useValue: parts },
        { provide: APP_GUARD, useValue: new TokenGuard(parts.access) },
        { provide: APP_FILTER, useValue: new ProblemFilter(parts.log) },
      ],
    };
  }
}
