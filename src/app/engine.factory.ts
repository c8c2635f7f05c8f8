/**
 * Puts the engine together from settings, database, files and machine.
 * Promise: opens nothing until a method is called; the database is closed by its own module.
 * Does not: hold logic of its own.
 */
import { InvariantFault } from '../core/faults.js';
import type { Config } from './config.js';
import type { Database } from './database.js';
import type { Engine } from './engine.js';

export function createEngine(_config: Config, database: Database): Engine {
  const missing = async (): Promise<never> => {
    throw new InvariantFault('The machine is not wired into this build.', {
      remedy: 'Build a revision whose engine.factory.ts makes one.',
    });
  };
  return {
    run: missing, validate: missing, check: missing, test: missing, reconcile: missing,
    batches: missing, documents: missing, status: missing,
    database,
    close: async () => undefined,
  };
}
