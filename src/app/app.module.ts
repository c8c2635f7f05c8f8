/**
 * The whole application: what the parts are, and nothing of how they work.
 * Promise: every provider is a plain object made by a factory; what needs closing is closed by the module that gives
 * it.
 * Does not: hold logic.
 */
import { Module } from '@nestjs/common';
import { ConfigModule } from './config.module.js';
import { EngineModule } from './engine.module.js';

@Module({ imports: [ConfigModule, EngineModule] })
export class AppModule {}
