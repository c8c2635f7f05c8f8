/**
 * The nightly schedule as a Nest module, on @nestjs/schedule.
 * Promise: one cron job for each company, in its time zone, and one look a minute for what a job cannot know.
 * Does not: run a batch; `NightWatch` asks for it.
 */
import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule as NestScheduleModule, SchedulerRegistry } from '@nestjs/schedule';
import { NightWatch, type NightWatchParts } from './night-watch.js';

@Module({})
export class ScheduleModule {
  static of(parts: NightWatchParts): DynamicModule {
    return {
      module: ScheduleModule,
      imports: [NestScheduleModule.forRoot()],
      providers: [
        {
          provide: NightWatch,
          useFactory: (registry: SchedulerRegistry) => new NightWatch(registry, parts),
          inject: [SchedulerRegistry],
        },
      ],
      exports: [NightWatch],
    };
  }
}
