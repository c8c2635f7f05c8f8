/**
 * The inbox as one batch: claimed, run, put away.
 * Promise: called under the company's lock, so a claim that is found belongs to nobody who lives. What the books say
 * decides where files go: kept, to the archive; not kept, back to the inbox. A kill at any moment is put right by the
 * next call.
 * Does not: take the lock, or decide when.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import type { Catalog } from '../../core/catalog.js';
import { batchEnd, batchIssues, filesTaken } from '../../store/batch-record.js';
import type { ProgressSink, RunRequest, RunResult } from '../engine.js';
import { runOneBatch, type RunnerSettings } from '../machine/batch-runner.js';
import type { Claim, ClaimOptions, InboxFolder, Look } from './inbox-folder.js';

export interface InboxWork {
  /** A session that holds the company's lock. */
  readonly client: Client;
  readonly catalog: Catalog;
  readonly inbox: InboxFolder;
  /** Its paths are not looked at. */
  readonly request: RunRequest;
  readonly settings: RunnerSettings;
  readonly progress: ProgressSink;
  readonly signal: AbortSignal;
  /** Told the id of the batch before anything is claimed for it. */
  readonly onBatch?: (batch: string) => Promise<void>;
}

/** Issues written beside a refused file; all of them stand in the batch's report. */
const issuesBesideMax = 10_000;

/** All that is in the inbox as one batch, also when that is nothing. */
export async function runInbox(work: InboxWork): Promise<RunResult> {
  const batch = work.request.batch ?? uuid();
  await work.onBatch?.(batch);
  const { settled, growing } = await work.inbox.look(work.signal);
  for (const name of growing) {
    work.progress.warn(`${name} is still being written; it is left in the inbox for the next batch.`);
  }
  const claim = await work.inbox.claim(batch, settled.keys(), optionsOf(work.request));
  return runClaim(work, claim, settled);
}

/**
 * Claims of processes that are gone. What was kept is put away. Under the same options the others go back, to be part
 * of the batch that follows; else, or where `alone`, each is run as it was meant.
 */
export async function recoverClaims(work: InboxWork, alone: boolean): Promise<RunResult[]> {
  const results: RunResult[] = [];
  for (const claim of await work.inbox.claims()) {
    if (await putAwayIfKept(work, claim)) continue;
    const joins = !alone && isDeepStrictEqual(claim.options, optionsOf(work.request));
    if (joins && (await work.inbox.giveBack(claim))) continue;
    work.progress.warn(`Batch ${claim.batch} was interrupted; the files it had claimed are run now.`);
    results.push(await runClaim(work, await renewed(work, claim), null));
  }
  return results;
}

async function runClaim(work: InboxWork, claim: Claim, looks: ReadonlyMap<string, Look> | null): Promise<RunResult> {
  const { client, catalog, settings, progress, signal } = work;
  const request = { ...work.request, ...claim.options, batch: claim.batch, paths: [claim.folder] };
  try {
    return await runOneBatch(client, catalog, request, settings, progress, signal);
  } finally {
    await settle(work, claim, looks).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      progress.warn(`The files of batch ${claim.batch} stay claimed until the next batch: ${reason}`);
    });
  }
}

async function settle(work: InboxWork, claim: Claim, looks: ReadonlyMap<string, Look> | null): Promise<void> {
  if (looks !== null) {
    for (const name of await work.inbox.giveBackChanged(claim, looks)) {
      work.progress.warn(`${name} went on growing while it was read; it is in the inbox again.`);
    }
  }
  if (!(await putAwayIfKept(work, claim))) await work.inbox.giveBack(claim);
}

/** False: nothing of the batch was kept. */
async function putAwayIfKept({ client, inbox }: InboxWork, claim: Claim): Promise<boolean> {
  const end = await batchEnd(client, claim.batch);
  if (end === null || end.status === 'out-of-balance') return false;
  const taken = await filesTaken(client, claim.batch, end.repeats);
  await inbox.putAway(claim, taken, async (file) => {
    const choice = { file, code: null, dataset: null, severity: null, offset: 0, limit: issuesBesideMax };
    const { issues } = await batchIssues(client, end.repeats ?? claim.batch, choice);
    return `${JSON.stringify(issues, null, 1)}\n`;
  });
  return true;
}

/** A batch that was out of balance is in the books under its id: what is run again needs another. */
async function renewed({ client, inbox }: InboxWork, claim: Claim): Promise<Claim> {
  return (await batchEnd(client, claim.batch)) === null ? claim : inbox.rename(claim, uuid());
}

function optionsOf({ dataset, set, accept, origin, asOf }: RunRequest): ClaimOptions {
  return { dataset, set, accept, origin, asOf };
}
