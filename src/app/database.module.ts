/**
 * Gives the database, and closes it with the application, after whatever uses it.
 * Promise: making it opens nothing.
 * Does not: know SQL.
 */
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from './config.js';
import { DATABASE, Database } from './database.js';

@Module({
  providers: [{ provide: DATABASE, useFactory: (config: Config) => new Database(config), inject: [CONFIG] }],
  exports: [DATABASE],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  // Nest calls this after every onModuleDestroy, so the engine is closed by then.
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}
