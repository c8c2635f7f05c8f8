/**
 * A thread that judges shares of datasets for the batch that started it: reads the rows of its turns itself, from the
 * file or from where they were put aside, asks the batch what Sage holds, and hands over judged chunks as what will be
 * staged of them.
 * Promise: never ahead of the batch by more chunks than it was given leave for; trouble is told, and ends the share.
 * Does not: talk to a database, or judge anything otherwise than `run-batch` does by itself.
 */
import { parentPort, workerData, type MessagePort, type TransferListItem } from 'node:worker_threads';
import { carriedRows } from '../../core/carried-rows.js';
import { compileAlone, type DatasetAlone } from '../../core/catalog.js';
import { cutPartitions, cutTurns, type Turn } from '../../core/cut-chunks.js';
import { TransientFault } from '../../core/faults.js';
import { judgeChunk, type JudgeContext } from '../../core/judge-dataset.js';
import { judgedChunk } from '../../core/judged-chunk.js';
import { MatchedSheet, type SheetHandover } from '../../core/match-sheet.js';
import type { RawRow, Sheet } from '../../core/nouns.js';
import type { LookupPort } from '../../core/ports.js';
import { KeylessRows } from '../../core/keyless-rows.js';
import { Sightings } from '../../core/sightings.js';
import { forgetLookups } from '../../core/run-batch.js';
import { csvRowsIn, type CsvPlan } from '../../io/csv-reader.js';
import { readDefinitionFolder } from '../../io/definition-folder.js';
import { FileSpill } from '../../io/file-spill.js';
import { buffersOf, ChunkRenderer, type RenderedChunk } from '../../store/render-chunk.js';
import type { FromThread, JudgeJob, ThreadSettings, ToThread } from './judge-messages.js';
import { heapGuard } from './keep-heap-small.js';
import { failureOf } from './thread-failure.js';

/** Judged chunks that may wait for the batch. */
const CHUNKS_AHEAD = 2;
/** The same where a turn is a partition: all of it, so that no thread waits for the turns of the others. */
const CHUNKS_OF_PARTITION = 4;

/**
 * Bytes in use before the collector is asked: two of these stand beside the batch's own heap. Of a thread 40 to 55 MB
 * live; at 95 MB a million lines took 50 MB more and no less time.
 */
const HEAP_USED_MAX = 75 * 1024 * 1024;

class JudgeThread {
  /** Of the definitions as they were when the thread began; null where they do not compile. */
  private readonly compiled = new Map<string, Promise<DatasetAlone | null>>();
  private readonly definitions: ReturnType<typeof readDefinitionFolder>;
  private readonly answers = new Map<number, (answer: unknown) => void>();
  private readonly keepHeapSmall = heapGuard(HEAP_USED_MAX);
  private questions = 0;
  private leave = 0;
  private wake: () => void = () => undefined;

  constructor(
    private readonly port: MessagePort,
    private readonly settings: ThreadSettings,
  ) {
    this.definitions = readDefinitionFolder(settings.definitions);
    // Whoever awaits it for a job is told.
    this.compile(settings.expected).catch(() => undefined);
    port.on('message', (message: ToThread) => this.hear(message));
  }

  private hear(message: ToThread): void {
    switch (message.kind) {
      case 'job':
        this.judge(message.job).catch((error: unknown) => this.say({ kind: 'failed', failure: failureOf(error) }));
        return;
      case 'answer':
        this.answers.get(message.id)!(message.answer);
        this.answers.delete(message.id);
        return;
      case 'more':
        this.leave++;
        this.wake();
    }
  }

  private say(message: FromThread, buffers: readonly TransferListItem[] = []): void {
    this.port.postMessage(message, buffers);
  }

  private async judge(job: JudgeJob): Promise<void> {
    const compiled = await this.compile(job.dataset);
    if (compiled?.fingerprint !== job.fingerprint) throw changedDefinitions();
    const { dataset } = compiled;
    forgetLookups(dataset);
    const context: JudgeContext = {
      dataset,
      batch: job.batch,
      lookups: this.lookups(),
      accepted: job.accepted,
      definitions: job.fingerprint,
    };
    const sheets = job.sheets.map((sheet) => new MatchedSheet(openedSheet(sheet), dataset, sheet.match, sheet.source));
    const keyless = new KeylessRows(carriedRows(job.keyless, dataset), dataset);
    const sightings = new Sightings(dataset, job.namings, keyless);
    const renderer = new ChunkRenderer(dataset);
    this.leave = 'turns' in job.shares ? CHUNKS_AHEAD : CHUNKS_OF_PARTITION;
    for (const { place, chunks } of turnsOf(job, sheets)) {
      for await (const groups of chunks) {
        const chunk = judgedChunk(await judgeChunk(groups, context), context, sightings, renderer);
        while (this.leave === 0) await new Promise<void>((resolve) => (this.wake = resolve));
        this.leave--;
        this.say({ kind: 'chunk', place, chunk }, buffersOf(chunk.rendered as RenderedChunk));
        this.keepHeapSmall();
      }
      this.say({ kind: 'turn', place });
    }
    forgetLookups(dataset);
  }

  private compile(name: string): Promise<DatasetAlone | null> {
    const known = this.compiled.get(name);
    if (known !== undefined) return known;
    const compiled = this.definitions.then((texts) => compileAlone(texts, this.settings.company, name));
    this.compiled.set(name, compiled);
    return compiled;
  }

  private lookups(): LookupPort {
    const ask =
      <M extends keyof LookupPort>(method: M) =>
      (...args: Parameters<LookupPort[M]>): ReturnType<LookupPort[M]> =>
        this.ask(method, args) as ReturnType<LookupPort[M]>;
    return {
      rows: ask('rows'),
      max: ask('max'),
      anyRow: ask('anyRow'),
      candidates: ask('candidates'),
      crosswalk: ask('crosswalk'),
      names: ask('names'),
      known: ask('known'),
      loadedAs: ask('loadedAs'),
    };
  }

  private ask(method: keyof LookupPort, args: readonly unknown[]): Promise<unknown> {
    const id = ++this.questions;
    return new Promise((resolve) => {
      this.answers.set(id, resolve);
      this.say({ kind: 'question', question: { id, method, args } });
    });
  }
}

function turnsOf({ shares, share }: JudgeJob, sheets: readonly MatchedSheet[]): Iterable<Turn> {
  if ('turns' in shares) return cutTurns(sheets, shares.turns, share);
  return cutPartitions(sheets, new FileSpill(shares.spill), shares.partitions, share);
}

function openedSheet({ name, header, headerRow, plan }: SheetHandover): Sheet {
  if (plan === undefined) return { name, header, headerRow, rows: noRows };
  const rowsIn = csvRowsIn(plan as CsvPlan);
  return { name, header, headerRow, rows: () => rowsIn({ from: 1, until: Infinity }), rowsIn };
}

/** Those of a sheet without a plan come from the spill. */
async function* noRows(): AsyncGenerator<readonly RawRow[]> {}

function changedDefinitions(): TransientFault {
  return new TransientFault('The definitions were changed while the batch began.', {
    remedy: 'Run the batch again; nothing was written.',
  });
}

if (parentPort !== null) new JudgeThread(parentPort, workerData as ThreadSettings);
