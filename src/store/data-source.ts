/**
 * TypeORM's view of the database: our own books as entities, and the table of migrations that ran.
 * Promise: never changes a table by itself; only migrations do. Imported lazily where it can be, for it takes a quarter
 * second.
 * Does not: move bulk rows (COPY does) or know a company.
 */
import { DataSource, type EntitySchema, type Logger, type MigrationInterface } from 'typeorm';

export interface DataSourceParts {
  readonly entities?: readonly EntitySchema[];
  readonly migrations?: readonly (new () => MigrationInterface)[];
}

export const migrationSchema = 'tieout';
export const migrationTable = 'migration';

/** TypeORM prints to stdout, which belongs to the command's answer; what fails is thrown anyway. */
const silent: Logger = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};

/** Not yet initialised. Its sessions are set up like those of `connect`. */
export function createDataSource(url: string, parts: DataSourceParts = {}): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    schema: migrationSchema,
    applicationName: 'tieout',
    entities: [...(parts.entities ?? [])],
    migrations: [...(parts.migrations ?? [])],
    migrationsTableName: migrationTable,
    migrationsTransactionMode: 'each',
    installExtensions: false,
    synchronize: false,
    logger: silent,
    poolSize: 4,
  });
}
