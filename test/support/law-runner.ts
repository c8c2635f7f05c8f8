/**
 * Runs cases of the laws: documents → files → batches in a store, and what is compared between two worlds.
 * Promise: one catalog and one ground for all cases; each case starts from a copy of it.
 */
import fc from 'fast-check';
import type { Catalog } from '../../src/core/catalog.js';
import { profileFacts } from '../../src/core/collect-names.js';
import type { Profile } from '../../src/core/nouns.js';
import type { BatchFacts } from '../../src/core/work.js';
import { GROUND, type Cells, type SourceDocument } from './source-documents.js';
import { misposted, misstated, unaccounted, uncarried } from './law-oracles.js';
import { matchFile, repositoryCatalog, type MemoryFile } from './memory-extracts.js';
import { MemoryStore, type MemoryRun } from './memory-store.js';

export const CASES = Number(process.env['TIEOUT_PROPERTY_CASES'] ?? 100);

const FACTS: BatchFacts = { asOf: '2026-11-23', origin: 'procore', accept: 'auto' };

/** How the documents of a batch are laid out in files: any layout must come to the same. */
export interface Layout {
  readonly seed: number;
  /** Files a dataset is spread over. */
  readonly files: number;
  readonly chunk: number;
}

export const layout: fc.Arbitrary<Layout> = fc.record({
  seed: fc.nat(1_000_000),
  files: fc.integer({ min: 1, max: 3 }),
  chunk: fc.integer({ min: 1, max: 4 }),
});

/** One file for each dataset, rows as they come. */
export function plainFiles(documents: readonly SourceDocument[], label: string): MemoryFile[] {
  const datasets = [...new Set(documents.map((entry) => entry.dataset))];
  return datasets.map((dataset) => ({
    name: `${label} ${dataset}.csv`,
    dataset,
    rows: documents.filter((entry) => entry.dataset === dataset).flatMap((entry) => entry.rows),
  }));
}

/** Documents whole in one of several files, rows in any order, files in any order and under any name. */
export function shuffledFiles(
  documents: readonly SourceDocument[],
  { seed, files, chunk }: Layout,
  label: string,
): MemoryFile[] {
  const next = generator(seed);
  const slots = new Map<string, { dataset: string; rows: Cells[] }>();
  for (const entry of documents) {
    const slot = `${entry.dataset} ${next(files)}`;
    const file = slots.get(slot) ?? { dataset: entry.dataset, rows: [] };
    file.rows.push(...entry.rows);
    slots.set(slot, file);
  }
  const laid = shuffled([...slots.values()], next);
  return laid.map(({ dataset, rows }, index) => ({
    name: `${label} ${next(1_000)}-${index}.csv`,
    dataset,
    rows: shuffled(rows, next),
    chunk,
  }));
}

function generator(seed: number): (bound: number) => number {
  let state = seed + 1;
  return (bound) => {
    state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647;
    return state % bound;
  };
}

function shuffled<T>(entries: readonly T[], next: (bound: number) => number): T[] {
  const rest = [...entries];
  for (let at = rest.length - 1; at > 0; at--) {
    const other = next(at + 1);
    [rest[at], rest[other]] = [rest[other]!, rest[at]!];
  }
  return rest;
}

/** A company with its files so far. `run` fails with the sentences of every law that a single batch must keep. */
export class LawWorld {
  private readonly delivered = new Map<string, readonly Cells[]>();

  constructor(
    readonly catalog: Catalog,
    readonly store: MemoryStore,
  ) {}

  async run(files: readonly MemoryFile[]): Promise<MemoryRun> {
    for (const file of files) this.delivered.set(file.name, file.rows);
    const run = await this.store.run(
      this.catalog,
      files.map((file) => matchFile(this.catalog, file)),
      FACTS,
    );
    refuse([...unaccounted(run), ...misposted(this.store, run, this.catalog.datasets, this.delivered)]);
    return run;
  }

  /** The same definitions under another fingerprint: loaded documents are judged and compared again, not recognised. */
  redefined(settings: Partial<Profile> = {}): LawWorld {
    const world = new LawWorld(withSettings(this.catalog, settings, ' again'), this.store);
    for (const [name, rows] of this.delivered) world.delivered.set(name, rows);
    return world;
  }

  /** A night without files: everything that `before` left open, and nothing else, is judged again. */
  async runEmpty(before: MemoryRun): Promise<MemoryRun> {
    const run = await this.run([]);
    refuse(uncarried(this.store, before, run, this.catalog.datasets));
    return run;
  }

  checkTotals(): void {
    refuse(misstated(this.store));
  }

  /**
   * Where each document stands, with the fingerprints it is compared by. Not keyless rows, known by their place; nor
   * which of several reasons comes first, which follows the file as its reader does.
   */
  standing(): Record<string, string> {
    const entries = [...this.store.books.documents].filter(([name]) => !name.split('\u0001')[1]!.startsWith('?'));
    return Object.fromEntries(
      entries
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, entry]) => [
          name.replace('\u0001', ' '),
          [entry.state, entry.sourceHash, entry.targetHash].join(' '),
        ]),
    );
  }
}

function refuse(broken: readonly string[]): void {
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

export class LawLibrary {
  private constructor(
    readonly catalog: Catalog,
    private readonly ground: MemoryStore,
  ) {}

  static async open(): Promise<LawLibrary> {
    const catalog = await repositoryCatalog();
    const world = new LawWorld(catalog, new MemoryStore(catalog.tables));
    await world.run(plainFiles(GROUND, 'ground'));
    const open = [...world.store.books.documents.values()].filter((entry) => entry.state !== 'loaded').length;
    if (open > 0) throw new Error(`${open} documents of the ground did not load`);
    return new LawLibrary(catalog, world.store);
  }

  world(settings: Partial<Profile> = {}): LawWorld {
    return new LawWorld(withSettings(this.catalog, settings), this.ground.copy());
  }

  /** A world in which each document that comes again is judged anew. */
  forgetfulWorld(): { readonly world: LawWorld; readonly store: ForgetfulStore } {
    const store = new ForgetfulStore(this.catalog.tables, this.ground);
    return { world: new LawWorld(this.catalog, store), store };
  }
}

/** Knows no document by its rows, and counts those that it could have known. */
export class ForgetfulStore extends MemoryStore {
  forgotten = 0;

  override async loadedAs(...asked: Parameters<MemoryStore['loadedAs']>): ReturnType<MemoryStore['loadedAs']> {
    this.forgotten += (await super.loadedAs(...asked)).size;
    return new Map();
  }
}

/** The same catalog under other settings, of those read while documents are judged: not masks, not patterns. */
function withSettings(catalog: Catalog, settings: Partial<Profile>, suffix = ''): Catalog {
  const profile = { ...catalog.profile, ...settings };
  const facts = profileFacts(settings as Profile);
  const datasets = catalog.datasets.map((dataset) => ({
    ...dataset,
    profile,
    profileFacts: { ...dataset.profileFacts, ...facts },
  }));
  const fingerprint = catalog.fingerprint + suffix;
  return {
    ...catalog,
    fingerprint,
    profile,
    datasets,
    dataset: new Map(datasets.map((dataset) => [dataset.name, dataset])),
  };
}

/** Checks a law, and prints the seed so that a failure can be repeated. */
export async function holdsAlways<T>(
  name: string,
  cases: fc.Arbitrary<T>,
  law: (value: T) => Promise<void>,
  numRuns = CASES,
): Promise<void> {
  const seed = Number(process.env['TIEOUT_PROPERTY_SEED'] ?? Date.now() % 1_000_000_000);
  const started = performance.now();
  await fc.assert(fc.asyncProperty(cases, law), { seed, numRuns });
  process.stderr.write(
    `${name}: ${numRuns} cases, seed ${seed}, ${((performance.now() - started) / numRuns).toFixed(1)} ms a case\n`,
  );
}
