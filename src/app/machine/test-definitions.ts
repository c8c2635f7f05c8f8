/**
 * `tieout test`: every example of the definitions, and every sample against its golden.
 * Promise: nothing stays in the database; a golden is written only where it is missing, or differs and `force` says so,
 * and never for a sample that did not become what its folder says.
 * Does not: need the database for examples alone.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { compileCatalog, definitionFault } from '../../core/catalog.js';
import { readDefinitionFolder } from '../../io/definition-folder.js';
import { connect } from '../../store/connect.js';
import type { ProgressSink, TestFailure, TestRequest, TestResult } from '../engine.js';
import { goldenOf, goldenText, lineDiff, verdictProblem, type Answer } from './golden.js';
import { listSamples, type Sample } from './list-samples.js';
import { runExamples } from './run-examples.js';
import { SampleRunner } from './run-samples.js';

export interface TestSettings {
  /** Holds `rules/`, `mappings/` and `samples/`. */
  readonly folder: string;
  readonly home: string;
  readonly url: () => Promise<string>;
}

interface Tally {
  passed: number;
  readonly failures: TestFailure[];
  readonly updated: string[];
}

export async function testDefinitions(
  request: TestRequest,
  settings: TestSettings,
  progress: ProgressSink,
  signal: AbortSignal,
): Promise<TestResult> {
  const tally: Tally = { passed: 0, failures: [], updated: [] };
  const wanted = (name: string): boolean => request.only === null || name.includes(request.only);
  // 1. Examples. needs: definitions that compile; gives: one result each
  const texts = await readDefinitionFolder(settings.folder);
  const { catalog, problems } = compileCatalog(texts, 'demo');
  if (catalog === null) throw definitionFault(problems);
  for (const { name, message } of await runExamples(catalog, wanted)) {
    if (message === null) tally.passed++;
    else tally.failures.push({ name, message, diff: null });
  }
  // 2. Samples. needs: the database; gives: one result each
  const { samples, orphans } = await listSamples(settings.folder);
  for (const name of orphans.filter(wanted))
    tally.failures.push({ name, message: 'belongs to no sample; remove it', diff: null });
  const chosen = samples.filter((sample) => wanted(sample.name));
  if (chosen.length > 0) {
    const client = await connect(await settings.url());
    try {
      const runner = new SampleRunner(client, texts, catalog, settings.folder, settings.home, signal);
      await runSamples(runner, chosen, { request, folder: settings.folder, progress, signal }, tally);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return { passed: tally.passed, failed: tally.failures.length, failures: tally.failures, updated: tally.updated };
}

interface Around {
  readonly request: TestRequest;
  readonly folder: string;
  readonly progress: ProgressSink;
  readonly signal: AbortSignal;
}

async function runSamples(
  runner: SampleRunner,
  samples: readonly Sample[],
  around: Around,
  tally: Tally,
): Promise<void> {
  try {
    const problems = await runner.open();
    if (problems.length > 0) {
      const message = `does not load whole, so the samples stand on less than they say:\n  ${problems.join('\n  ')}`;
      tally.failures.push({ name: 'samples/ground', message, diff: null });
    }
    for (const [index, sample] of samples.entries()) {
      around.signal.throwIfAborted();
      around.progress.report({ stage: 'test', rows: index, rowsTotal: samples.length });
      await runSample(runner, sample, around, tally);
    }
  } finally {
    await runner.close();
  }
}

async function runSample(runner: SampleRunner, sample: Sample, around: Around, tally: Tally): Promise<void> {
  const { name } = sample;
  const fail = (message: string, diff: string | null = null): void => {
    tally.failures.push({ name, message, diff });
  };
  let answer: Answer;
  try {
    answer = await runner.run(sample);
  } catch (error) {
    around.signal.throwIfAborted();
    return fail(`cannot be run: ${messageOf(error)}`);
  }
  const wrong = verdictProblem(sample.verdict, sample.dataset, answer);
  if (wrong !== null) return fail(`stands under ${sample.verdict}/, but ${wrong}`);
  const text = goldenText(goldenOf(answer));
  const golden = await readFile(sample.goldenPath, 'utf8').catch(() => null);
  if (golden === text) {
    tally.passed++;
    return;
  }
  if (around.request.update && (golden === null || around.request.force)) {
    await writeFile(sample.goldenPath, text);
    tally.updated.push(relative(around.folder, sample.goldenPath));
    tally.passed++;
    return;
  }
  if (golden === null) fail('has no golden. Read what it gives, then write it with --update', lineDiff('', text));
  else fail('differs from its golden', lineDiff(golden, text));
}

/** A definition fault names its places; so does the ground. */
function messageOf(error: unknown): string {
  const problems = (error as { problems?: readonly string[] }).problems ?? [];
  return [error instanceof Error ? error.message : String(error), ...problems].join('\n  ');
}
