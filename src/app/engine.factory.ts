/**
 * Puts the engine together from settings, database, files and machine.
 * Promise: opens nothing until a method is called; the database is closed by its own module.
 * Does not: hold logic of its own.
 */
import { basename, join } from 'node:path';
import type { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import type { Config } from './config.js';
import type { Database } from './database.js';
import type {
  CheckResult,
  Engine,
  ProgressSink,
  ReconcileRequest,
  ReconcileResult,
  RunRequest,
  TestRequest,
  TestResult,
  ValidateRequest,
  ValidateResult,
} from './engine.js';

export function createEngine(config: Config, database: Database): Engine {
  return new TieoutEngine(config, database);
}

class TieoutEngine implements Engine {
  constructor(
    private readonly config: Config,
    readonly database: Database,
  ) {}

  async run(
    request: RunRequest,
    progress: ProgressSink,
    signal: AbortSignal,
  ): Promise<Awaited<ReturnType<Engine['run']>>> {
    const { loadCatalog } = await import('./machine/load-catalog.js');
    const { runOneBatch } = await import('./machine/batch-runner.js');
    const catalog = await loadCatalog(this.config.definitions, request.company);
    const paths = request.paths.length > 0 ? request.paths : [await this.inboxOf(request.company)];
    return this.locked(request.company, async (client) => {
      const { earlierNights } = await import('./machine/earlier-batch.js');
      for (const earlier of request.dryRun ? [] : await earlierNights(client, request.company, paths)) {
        progress.warn(
          `The company ${request.company} has no batch yet: the earlier night ${basename(earlier)} runs first.`,
        );
        await runOneBatch(
          client,
          catalog,
          { ...request, paths: [earlier], reportFolder: null },
          this.settings,
          progress,
          signal,
        );
      }
      return runOneBatch(client, catalog, { ...request, paths }, this.settings, progress, signal);
    });
  }

  async validate(request: ValidateRequest, progress: ProgressSink, signal: AbortSignal): Promise<ValidateResult> {
    const { loadCatalog } = await import('./machine/load-catalog.js');
    const { validateFile } = await import('./machine/validate-file.js');
    const catalog = await loadCatalog(this.config.definitions, request.company);
    return this.locked(request.company, (client) =>
      validateFile(client, catalog, request, this.settings, progress, signal),
    );
  }

  async check(): Promise<CheckResult> {
    const { checkDefinitions } = await import('./machine/check-definitions.js');
    return checkDefinitions(this.config.definitions);
  }

  async test(request: TestRequest, progress: ProgressSink, signal: AbortSignal): Promise<TestResult> {
    const { testDefinitions } = await import('./machine/test-definitions.js');
    return testDefinitions(
      request,
      { folder: this.config.definitions, home: this.config.home, url: () => this.database.open() },
      progress,
      signal,
    );
  }

  async reconcile(request: ReconcileRequest): Promise<ReconcileResult> {
    const { loadCatalog } = await import('./machine/load-catalog.js');
    const { reconcile } = await import('./machine/reconcile-request.js');
    const catalog = await loadCatalog(this.config.definitions, request.company);
    return this.session((client) => reconcile(client, catalog, request, this.config.home));
  }

  async batches(company: string, limit: number): ReturnType<Engine['batches']> {
    const { listBatches } = await import('./machine/read-lists.js');
    return this.books((books) => listBatches(books, company, limit));
  }

  async documents(filter: Parameters<Engine['documents']>[0]): ReturnType<Engine['documents']> {
    const { listDocuments } = await import('./machine/read-lists.js');
    return this.books((books) => listDocuments(books, filter));
  }

  async status(company: string): ReturnType<Engine['status']> {
    const { loadCatalog } = await import('./machine/load-catalog.js');
    const { companyStatus } = await import('./machine/read-lists.js');
    const catalog = await loadCatalog(this.config.definitions, company);
    return this.books((books) => companyStatus(books, company, catalog.fingerprint, this.database.kind));
  }

  async close(): Promise<void> {
    // Sessions end with the call that opened them.
  }

  private async inboxOf(company: string): Promise<string> {
    const { makeFolder } = await import('./machine/make-folder.js');
    const inbox = join(this.config.home, 'inbox', company);
    await makeFolder(inbox, 'TIEOUT_HOME');
    return inbox;
  }

  private get settings(): { home: string; now: () => Date } {
    return { home: this.config.home, now: () => new Date() };
  }

  private async session<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const { connect } = await import('../store/connect.js');
    const client = await connect(await this.database.open());
    try {
      return await use(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async books<T>(use: (books: EntityManager) => Promise<T>): Promise<T> {
    const { withBooks } = await import('../store/open-books.js');
    return withBooks(await this.database.open(), use);
  }

  private locked<T>(company: string, use: (client: Client) => Promise<T>): Promise<T> {
    return this.session(async (client) => {
      const { lockCompany } = await import('../store/company-lock.js');
      const lock = await lockCompany(client, company);
      try {
        return await use(client);
      } finally {
        await lock.release().catch(() => undefined);
      }
    });
  }
}
