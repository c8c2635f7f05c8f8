/**
 * Gives the engine, and closes it with the application.
 * Promise: making the engine opens nothing; it opens what a call needs.
 * Does not: know what the engine is made of; `engine.factory.ts` does.
 */
import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { CONFIG, type Config } from './config.js';
import { DATABASE, type Database } from './database.js';
import { DatabaseModule } from './database.module.js';
import { createEngine } from './engine.factory.js';
import { ENGINE, type Engine } from './engine.js';

@Module({
  imports: [DatabaseModule],
  providers: [
    {
      provide: ENGINE,
      useFactory: (config: Config, database: Database) => createEngine(config, database),
      inject: [CONFIG, DATABASE],
    },
  ],
  exports: [ENGINE],
})
export class EngineModule implements OnModuleDestroy {
  constructor(@Inject(ENGINE) private readonly engine: Engine) {}

  async onModuleDestroy(): Promise<void> {
    await this.engine.close();
  }
}
