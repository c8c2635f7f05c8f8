/**
 * `tieout serve`: the HTTP API and the nightly schedule, until it is stopped.
 * Promise: without a token nothing but this machine is listened to, and without `--no-token` nothing is answered;
 * stopped by SIGTERM it exits 0, by SIGINT 130, and no batch goes on.
 * Does not: know routes.
 */
import { once } from 'node:events';
import { UsageFault } from '../../core/faults.js';
import { readApiToken } from '../config.js';
import { exitCodes } from '../exit-codes.js';
import { Interruption } from '../failure.js';
import type { CompanySchedule } from '../machine/check-schedules.js';
import { nextDue } from '../schedule/night-calendar.js';
import { isLoopback, loopbackNames, type AccessRules } from '../service/access.js';
import { findApiToken, type ApiToken } from '../service/api-token.js';
import { createLog } from '../service/json-log.js';
import { startService } from '../service/start-service.js';
import type { CommandContext, Output } from './verb.js';

export interface ServeArguments {
  readonly company?: string;
  readonly host: string;
  readonly port: number;
  readonly allowHost?: readonly string[];
  /** Megabytes. */
  readonly uploadMax: number;
  /** False under `--no-token`. */
  readonly token: boolean;
}

const bytesPerMegabyte = 1024 * 1024;

export async function serveCommand(context: CommandContext, args: ServeArguments, output: Output): Promise<number> {
  const { config, engine, signal } = context;
  const token = await tokenFor(args, config.home);
  const schedules = await schedulesFor(args, engine);
  const access = accessFor(args, token);
  const log = createLog(output.quiet ? 'warn' : 'info');
  const settings = {
    host: args.host,
    port: args.port,
    access,
    schedules,
    uploadBytesMax: args.uploadMax * bytesPerMegabyte,
  };
  const service = await startService(config, engine, settings, log);
  const answer = {
    status: 'listening',
    url: service.url,
    docs: `${service.url}/api/docs`,
    token: token === null ? 'none' : (token.file ?? 'TIEOUT_API_TOKEN'),
    schedules: schedules.map((schedule) => ({ ...schedule, next: nextDue(schedule, new Date()).toISOString() })),
  };
  output.result(answer, () => listeningText(answer));
  if (!signal.aborted) await once(signal, 'abort');
  const stoppedBy = signal.reason instanceof Interruption ? signal.reason.signalName : 'SIGTERM';
  await service.close(stoppedBy);
  return stoppedBy === 'SIGINT' ? exitCodes.interrupted : exitCodes.done;
}

/** Null: none is asked for. */
async function tokenFor(args: ServeArguments, home: string): Promise<ApiToken | null> {
  const given = readApiToken();
  const isLocal = isLoopback(args.host);
  if (!isLocal && (given === null || !args.token)) {
    throw new UsageFault(`Others may reach ${args.host}, and no token is set for them.`, {
      remedy: 'Set TIEOUT_API_TOKEN to a long random text (and leave --no-token out), or listen on 127.0.0.1.',
    });
  }
  return args.token ? findApiToken(given, home) : null;
}

async function schedulesFor(
  { company }: ServeArguments,
  engine: CommandContext['engine'],
): Promise<readonly CompanySchedule[]> {
  const schedules = await engine.schedules();
  if (company === undefined) return schedules;
  const chosen = schedules.filter((schedule) => schedule.company === company);
  if (chosen.length > 0) return chosen;
  throw new UsageFault(`The company ${company} has no schedule.`, {
    remedy: `Write "nightly": { "cron": "30 1 * * *" } in mappings/companies/${company}.json, or leave --company out.`,
  });
}

/** Behind another address the names are not ours to know; the token is asked for there in any case. */
function accessFor({ host, allowHost }: ServeArguments, token: ApiToken | null): AccessRules {
  const hosts = isLoopback(host) || allowHost !== undefined ? [...loopbackNames, host, ...(allowHost ?? [])] : null;
  return { token: token?.token ?? null, hosts };
}

interface Listening {
  readonly url: string;
  readonly docs: string;
  readonly token: string;
  readonly schedules: readonly (CompanySchedule & { readonly next: string })[];
}

function listeningText({ url, docs, token, schedules }: Listening): string {
  const nights = schedules.map(
    ({ company, cron, timeZone, next }) => `Night of ${company}: ${cron} (${timeZone}), next ${next}`,
  );
  return [
    `Listening on ${url}, described at ${docs}`,
    token === 'none' ? 'No token is asked for.' : `Token: ${token}`,
    ...(nights.length > 0 ? nights : ['No company has a nightly schedule.']),
  ].join('\n');
}
