/**
 * Puts the service together, and listens.
 * Promise: nothing is answered before the database is migrated; `close` lets no batch go on, answers whatever is under
 * way, and ends within a few seconds.
 * Does not: catch signals; the command does.
 */
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UsageFault } from '../../core/faults.js';
import { packageFolder, type Config } from '../config.js';
import type { Engine } from '../engine.js';
import type { CompanySchedule } from '../machine/check-schedules.js';
import { NightWatch } from '../schedule/night-watch.js';
import { sweepLeftovers } from '../machine/sweep-leftovers.js';
import type { AccessRules } from './access.js';
import { BatchFeed } from './batch-feed.js';
import { BatchProcesses } from './batch-processes.js';
import { Batches } from './batches.js';
import { NestLog, type Log } from './json-log.js';
import { serveDescription } from './openapi.js';
import { ReportFiles } from './report-files.js';
import { RequestGate } from './request-gate.js';
import { ServiceModule } from './service.module.js';

export interface ServiceSettings {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly access: AccessRules;
  readonly uploadBytesMax: number;
  readonly schedules: readonly CompanySchedule[];
}

export interface RunningService {
  readonly url: string;
  close(signal: NodeJS.Signals): Promise<void>;
}

const batchGraceMs = 5_000;
const answerGraceMs = 2_000;
/** A large delivery over a slow line. */
const requestTimeoutMs = 60 * 60_000;

export async function startService(
  config: Config,
  engine: Engine,
  settings: ServiceSettings,
  log: Log,
): Promise<RunningService> {
  await engine.isMigrated();
  await sweepLeftovers(config.home);
  const stopping = new AbortController();
  const feed = new BatchFeed();
  const processes = new BatchProcesses(log);
  const batches = new Batches(processes, feed, log);
  const gate = new RequestGate(settings.access, log, stopping.signal);
  const companies = [...new Set([...settings.schedules.map(({ company }) => company), config.company])];
  const parts = {
    ...{ config, engine, log, access: settings.access, batches, feed, companies },
    ...{ schedules: settings.schedules, uploadBytesMax: settings.uploadBytesMax, stopping: stopping.signal },
    reports: new ReportFiles(config.home, engine, batches),
  };
  const nest = await NestFactory.create<NestExpressApplication>(ServiceModule.of(parts), {
    // An extract may be JSON: bodies are streams here, and nobody's to parse.
    bodyParser: false,
    forceCloseConnections: true,
    abortOnError: false,
    logger: new NestLog(log),
  });
  nest.disable('x-powered-by');
  nest.use(gate.middleware);
  serveDescription(nest, await packageVersion());
  const server = nest.getHttpServer() as import('node:http').Server;
  server.requestTimeout = requestTimeoutMs;
  const url = await listen(nest, settings);
  log.info({ url }, 'the service listens');
  nest.get(NightWatch).begin();
  return {
    url,
    close: async (signal) => {
      log.info({ signal }, 'the service stops');
      stopping.abort(new Error(`Stopped by ${signal}`));
      await processes.stop(signal, batchGraceMs);
      feed.close();
      await Promise.race([gate.idle(), sleep(answerGraceMs, undefined, { ref: false })]);
      await nest.close();
      log.info({}, 'the service has stopped');
    },
  };
}

async function listen(nest: NestExpressApplication, { host, port }: ServiceSettings): Promise<string> {
  try {
    await nest.listen(port, host);
  } catch (error) {
    await nest.close();
    throw explainListenError(error as NodeJS.ErrnoException, host, port);
  }
  const { port: taken } = (nest.getHttpServer() as import('node:http').Server).address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}`;
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): unknown {
  const remedies: Readonly<Record<string, string>> = {
    EADDRINUSE: 'Another program has that port: end it, or give another with --port.',
    EACCES: 'This user may not take that port: give one from 1024 with --port.',
    EADDRNOTAVAIL: 'That is no address of this machine: give another with --host.',
    ENOTFOUND: 'That is no name of this machine: give another with --host.',
  };
  const remedy = remedies[error.code ?? ''];
  if (remedy === undefined) return error;
  return new UsageFault(`The service cannot listen on ${host}:${port} (${error.code}).`, { remedy, cause: error });
}

async function packageVersion(): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}
