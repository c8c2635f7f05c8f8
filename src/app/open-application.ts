/**
 * The Nest application context of a one-shot process.
 * Promise: throws what a factory threw, and ends no process; `close` gives everything back.
 * Does not: listen, log, or catch signals.
 */
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { CONFIG, type Config } from './config.js';
import { ENGINE, type Engine } from './engine.js';

export interface Application {
  readonly config: Config;
  readonly engine: Engine;
  close(): Promise<void>;
}

export async function openApplication(): Promise<Application> {
  const nest = await NestFactory.createApplicationContext(AppModule, { logger: false, abortOnError: false });
  return {
    config: nest.get<Config>(CONFIG),
    engine: nest.get<Engine>(ENGINE),
    close: () => nest.close(),
  };
}
