/**
 * Puts the engine together from settings, database, files and machine.
 * Promise: opens nothing until a method is called; the database is closed by its own module.
 * Does not: hold logic of its own.
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { TransientFault } from '../core/faults.js';
import type { Config } from './config.js';
import type { IssueChoice } from '../store/batch-record.js';
import type { Database } from './database.js';
import type { InboxFolder } from './inbox/inbox-folder.js';
import type { RunnerSettings } from './machine/batch-runner.js';
import type { CompanySchedule } from './machine/check-schedules.js';
import type {
  CheckResult,
  Engine,
  NightRequest,
  NightResult,
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

/** The session of a process that was killed ends within half a second. */
const lookWaitMs = 1_000;

/** A night takes what `tieout run` without options takes. */
const nightRequest = {
  paths: [],
  dataset: null,
  set: {},
  accept: null,
  origin: 'procore',
  asOf: null,
  dryRun: false,
  reportFolder: null,
} as const;

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
    const inbox = request.paths.length > 0 ? null : await this.inboxOf(request.company);
    const paths = inbox === null ? request.paths : [inbox.path];
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
      // A dry run reads the files where they are.
      if (inbox === null || request.dryRun) {
        return runOneBatch(client, catalog, { ...request, paths }, this.settings, progress, signal);
      }
      const { recoverClaims, runInbox } = await import('./inbox/run-inbox.js');
      const work = { client, catalog, inbox, request, settings: this.settings, progress, signal };
      await recoverClaims(work, false);
      return runInbox(work);
    });
  }

  async night({ company, by }: NightRequest, progress: ProgressSink, signal: AbortSignal): Promise<NightResult> {
    const { loadCatalog } = await import('./machine/load-catalog.js');
    const { runNight } = await import('./inbox/run-night.js');
    const catalog = await loadCatalog(this.config.definitions, company);
    const calendar = (await this.schedules()).find((schedule) => schedule.company === company) ?? null;
    const inbox = await this.inboxOf(company);
    const request = { ...nightRequest, company };
    return this.locked(company, (client) =>
      runNight({ client, catalog, inbox, request, settings: this.settings, progress, signal, calendar, by }),
    );
  }

  async isNightDue({ company, by }: NightRequest): Promise<boolean> {
    const inbox = await this.inboxOf(company);
    const claims = await readdir(join(inbox.path, 'claimed')).catch(() => []);
    const calendar = (await this.schedules()).find((schedule) => schedule.company === company);
    if (calendar === undefined && claims.length === 0) return false;
    const { lockCompany } = await import('../store/company-lock.js');
    const { dueMoment, noteSchedule } = await import('./inbox/run-night.js');
    return this.session(async (client) => {
      // A claim of a living run is none of ours.
      const lock = await lockCompany(client, company, lookWaitMs).catch(() => null);
      if (lock === null) return false;
      try {
        if (calendar === undefined) return true;
        const now = this.settings.now();
        const newest = await noteSchedule(client, company, calendar, now, by);
        return claims.length > 0 || dueMoment(newest, calendar, now) !== null;
      } finally {
        await lock.release().catch(() => undefined);
      }
    });
  }

  async schedules(): Promise<readonly CompanySchedule[]> {
    const { readDefinitionFolder } = await import('../io/definition-folder.js');
    const { checkSchedules } = await import('./machine/check-schedules.js');
    const { definitionFault } = await import('../core/catalog.js');
    const { schedules, problems } = checkSchedules((await readDefinitionFolder(this.config.definitions)).json);
    if (problems.length > 0) throw definitionFault([...problems]);
    return schedules;
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

  async batch(batch: string): ReturnType<Engine['batch']> {
    const { batchEnd } = await import('../store/batch-record.js');
    return this.session((client) => batchEnd(client, batch));
  }

  async issues(batch: string, choice: IssueChoice): ReturnType<Engine['issues']> {
    const { batchIssues } = await import('../store/batch-record.js');
    return this.session((client) => batchIssues(client, batch, choice));
  }

  async isMigrated(): Promise<boolean> {
    const { isMigrated } = await import('../store/migrate.js');
    return this.session((client) => isMigrated(client));
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

  private async inboxOf(company: string): Promise<InboxFolder> {
    const { makeFolder } = await import('./machine/make-folder.js');
    const { InboxFolder } = await import('./inbox/inbox-folder.js');
    const inbox = join(this.config.inbox, company);
    await makeFolder(inbox, 'TIEOUT_INBOX or TIEOUT_HOME');
    return new InboxFolder(inbox);
  }

  private get settings(): RunnerSettings {
    const { home, definitions, threads } = this.config;
    return { home, definitions, threads, now: () => new Date() };
  }

  private async session<T>(use: (client: Client) => Promise<T>): Promise<T> {
    const { connect } = await import('../store/connect.js');
    const client = await this.reachable(connect);
    try {
      return await use(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async books<T>(use: (books: EntityManager) => Promise<T>): Promise<T> {
    const { withBooks } = await import('../store/open-books.js');
    return this.reachable((url) => withBooks(url, use));
  }

  /** A process that lives long outlives an embedded server that was killed: the next one has another port. */
  private async reachable<T>(use: (url: string) => Promise<T>): Promise<T> {
    const url = await this.database.open();
    try {
      return await use(url);
    } catch (error) {
      const { explainDatabaseError } = await import('../store/database-trouble.js');
      const isLost = error instanceof TransientFault || explainDatabaseError(error) !== null;
      if (!isLost || this.database.kind === 'url') throw error;
      await this.database.close();
      return use(await this.database.open());
    }
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
