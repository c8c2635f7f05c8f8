/**
 * The process of one batch: takes a task from the service, runs it on an application of its own, tells how it ended.
 * Promise: when it is told to stop, or the service is gone, it rolls back and ends; memory, event loop and a kill are
 * its own.
 * Does not: listen, or outlive its task.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { runExitCode } from '../commands/run.js';
import type { Engine, ProgressSink, RunResult } from '../engine.js';
import { exitCodes } from '../exit-codes.js';
import { describeFailure, describeInterruption } from '../failure.js';
import { makeFolder } from '../machine/make-folder.js';
import { openApplication } from '../open-application.js';
import { issuesShownMax, type BatchTask, type RanBatch, type StopMessage, type TaskEnd } from './batch-task.js';

const millisecondsBetweenReports = 200;

const stop = new AbortController();
let stoppedBy: NodeJS.Signals | null = null;

/** A statement of the database may take longer; PostgreSQL rolls back by itself when we are gone. */
const stopWaitMs = 10_000;

function stopFor(signal: NodeJS.Signals): void {
  stoppedBy ??= signal;
  setTimeout(() => process.exit(exitCodes.terminated), stopWaitMs).unref();
  stop.abort(new Error(`Stopped by ${signal}`));
}

function say(message: object): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send?.(message, () => resolve());
    else resolve();
  });
}

const progress: ProgressSink = (() => {
  let stage = '';
  let saidAt = 0;
  return {
    begin: (batch) => void say({ kind: 'begin', batch }),
    warn: (message) => void say({ kind: 'warning', message }),
    report: (event) => {
      const now = performance.now();
      if (event.stage === stage && now - saidAt < millisecondsBetweenReports) return;
      stage = event.stage;
      saidAt = now;
      void say({ kind: 'progress', ...event });
    },
  };
})();

async function perform(engine: Engine, task: BatchTask): Promise<RanBatch[]> {
  if (task.kind === 'run') return [shown(await engine.run(task.request, progress, stop.signal))];
  if (task.kind === 'night') return (await engine.night(task.request, progress, stop.signal)).batches.map(shown);
  const { text, path } = await engine.reconcile(task.request);
  // A workbook is written where reports stand; the others are text.
  if (text !== null) await writeWhole(task.path, text);
  else if (path !== null && path !== task.path) await rename(path, task.path);
  return [];
}

async function writeWhole(path: string, text: string): Promise<void> {
  await makeFolder(dirname(path), 'TIEOUT_HOME');
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, text);
  await rename(part, path);
}

function shown(result: RunResult): RanBatch {
  const { summary, files, issues } = result;
  return { summary, files, exitCode: runExitCode(result), issues: issues.slice(0, issuesShownMax) };
}

async function endOf(task: BatchTask): Promise<TaskEnd> {
  try {
    const application = await openApplication();
    try {
      stop.signal.throwIfAborted();
      return { kind: 'ended', batches: await perform(application.engine, task) };
    } finally {
      await application.close();
    }
  } catch (thrown) {
    const { failure, exitCode } = stoppedBy === null ? describeFailure(thrown) : describeInterruption(stoppedBy);
    return { kind: 'failed', failure, exitCode };
  }
}

// A service manager signals the whole group, and a terminal too.
process.on('SIGTERM', () => stopFor('SIGTERM')).on('SIGINT', () => stopFor('SIGINT'));
process.on('disconnect', () => stopFor('SIGTERM'));
process.once('uncaughtException', (thrown) => {
  const { failure, exitCode } = describeFailure(thrown);
  void Promise.race([say({ kind: 'failed', failure, exitCode }), sleep(1_000)]).then(() => process.exit(exitCode));
});
const [task] = (await once(process, 'message')) as [BatchTask];
process.on('message', (message: StopMessage) => stopFor(message.signal));
await say(await endOf(task));
if (process.connected) process.disconnect();
