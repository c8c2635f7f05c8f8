/**
 * Gives the settings, read once.
 * Promise: a bad variable stops the start with its name.
 * Does not: read anything itself; `config.ts` does.
 */
import { Global, Module } from '@nestjs/common';
import { CONFIG, readConfig } from './config.js';

@Global()
@Module({
  providers: [{ provide: CONFIG, useFactory: () => readConfig() }],
  exports: [CONFIG],
})
export class ConfigModule {}
