/**
 * The database of this process: the one named by URL, or the embedded one under the home folder.
 * Promise: started and migrated at the first need and once only; given back by `close`. PostgreSQL and TypeORM are
 * imported no sooner.
 * Does not: run statements; `store` does, with the URL from `open`.
 */
import { UsageFault } from '../core/faults.js';
import type { EmbeddedServer } from '../store/embedded-postgres.js';
import type { Config } from './config.js';
import type { DatabaseControl } from './engine.js';

/** Token under which Nest gives the database. */
export const DATABASE = Symbol('Database');

export class Database implements DatabaseControl {
  private opening: Promise<string> | null = null;
  private server: EmbeddedServer | null = null;

  constructor(private readonly config: Pick<Config, 'databaseUrl' | 'home'>) {}

  get kind(): 'embedded' | 'url' {
    return this.config.databaseUrl === null ? 'embedded' : 'url';
  }

  /** The URL of the database, migrated. The embedded one stays for as long as some tieout process has it open. */
  open(): Promise<string> {
    this.opening ??= this.openOnce(false).catch((fault: unknown) => {
      this.opening = null;
      throw fault;
    });
    return this.opening;
  }

  /** As `open`; the embedded one then stays up until `down`, so that other programs can read the tables. */
  async up(): Promise<{ url: string }> {
    return { url: await this.openOnce(true) };
  }

  /** A URL that nobody answers at is of no use, so this is `up`. */
  async url(): Promise<string> {
    return this.openOnce(true);
  }

  async down(): Promise<void> {
    if (this.config.databaseUrl !== null) {
      throw new UsageFault('The database is given by TIEOUT_DATABASE_URL, and not ours to stop.', {
        remedy: 'Stop it where it was started, or unset the variable to stop the embedded one.',
      });
    }
    await this.close();
    const { stopEmbedded } = await import('../store/embedded-postgres.js');
    await stopEmbedded(this.config.home);
  }

  /** Lets go of the embedded server; the last process stops it. */
  async close(): Promise<void> {
    await this.opening?.catch(() => undefined);
    const server = this.server;
    this.server = null;
    this.opening = null;
    await server?.release();
  }

  private async openOnce(keep: boolean): Promise<string> {
    const url = this.config.databaseUrl ?? (await this.attach(keep));
    const { migrate } = await import('../store/migrate.js');
    await migrate(url);
    return url;
  }

  private async attach(keep: boolean): Promise<string> {
    const { attachEmbedded } = await import('../store/embedded-postgres.js');
    const server = await attachEmbedded(this.config.home, { keep });
    await this.server?.release();
    this.server = server;
    return server.url;
  }
}
