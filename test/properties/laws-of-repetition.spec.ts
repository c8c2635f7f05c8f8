/**
 * Laws of repetition on generated companies, through the machine's own batch and an in-memory store: the same extract
 * again changes nothing, whatever the rules have become.
 * Cases from TIEOUT_PROPERTY_CASES, the seed is printed; TIEOUT_PROPERTY_SEED repeats a run.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { company, twoNights } from '../support/company-cases.js';
import { CASES, holdsAlways, layout, LawLibrary, plainFiles, shuffledFiles } from '../support/law-runner.js';
import type { StoredVersion } from '../support/memory-books.js';
import type { MemoryRun, MemoryStore } from '../support/memory-store.js';

const TIME_MAX = 900_000;
let library: LawLibrary;
/** Documents that could have been known by their rows. */
let forgotten = 0;

beforeAll(async () => {
  library = await LawLibrary.open();
}, TIME_MAX);

describe('idempotence', () => {
  it(
    'the same batch again changes no table and repeats its counts, loaded as unchanged',
    async () => {
      await holdsAlways('idempotence', company, async (documents) => {
        const world = library.world();
        const first = await world.run(plainFiles(documents, 'night'));
        const tables = world.store.tables.dump();
        for (const again of [world, world.redefined()]) {
          const run = await again.run(plainFiles(documents, 'night'));
          expect(world.store.tables.dump()).toEqual(tables);
          expect(run.summary).toEqual(asRepeated(first));
        }
      });
    },
    TIME_MAX,
  );

  it(
    'a document known by its rows alone comes to what judging it anew says',
    async () => {
      await holdsAlways(
        'known by rows',
        fc.record({ nights: twoNights, layouts: fc.tuple(layout, layout) }),
        async ({ nights, layouts }) => {
          const { world: thorough, store } = library.forgetfulWorld();
          const quick = library.world();
          for (const world of [quick, thorough]) {
            await world.run(shuffledFiles(nights.first, layouts[0], 'first'));
            await world.run(shuffledFiles(nights.second, layouts[1], 'second'));
            await world.run(shuffledFiles(nights.second, layouts[0], 'third'));
          }
          expect(stateOf(quick.store)).toEqual(stateOf(thorough.store));
          forgotten += store.forgotten;
        },
        Math.ceil(CASES / 10),
      );
      expect(forgotten).toBeGreaterThan(0);
    },
    TIME_MAX,
  );

  it(
    'what is loaded stays unchanged, row for row, when a rule turns against it',
    async () => {
      await holdsAlways('closed months', company, async (documents) => {
        const world = library.world();
        await world.run(plainFiles(documents, 'night'));
        const before = loadedVersions(world.store.books.versions);
        const tables = world.store.tables.dump();
        await world
          .redefined({ openMonths: ['2020-01'], warningsAsHolds: ['invoice.retainage-released'] })
          .run(plainFiles(documents, 'night'));
        expect(world.store.tables.dump()).toEqual(tables);
        const after = new Map(
          world.store.books.versions
            .slice(-2 * documents.length)
            .map((entry) => [`${entry.dataset} ${entry.document}`, entry]),
        );
        for (const [name, version] of before) {
          expect([
            name,
            after.get(name)?.outcome,
            after.get(name)?.counts.excluded,
            after.get(name)?.amountsExcluded,
          ]).toEqual([name, 'unchanged', version.counts.excluded, version.amountsExcluded]);
        }
      });
    },
    TIME_MAX,
  );

  it(
    'once two batches have run, any repetition of them in any order changes no table',
    async () => {
      await holdsAlways(
        'repetition',
        fc.record({ nights: twoNights, order: fc.array(fc.boolean(), { maxLength: 2 }) }),
        async ({ nights, order }) => {
          const world = library.world();
          await world.run(plainFiles(nights.first, 'first'));
          await world.run(plainFiles(nights.second, 'second'));
          await world.run(plainFiles(nights.first, 'first'));
          await world.run(plainFiles(nights.second, 'second'));
          const tables = world.store.tables.dump(MASTER_COLUMNS);
          for (const isFirst of order)
            await world.run(isFirst ? plainFiles(nights.first, 'first') : plainFiles(nights.second, 'second'));
          expect(world.store.tables.dump(MASTER_COLUMNS)).toEqual(tables);
        },
      );
    },
    TIME_MAX,
  );
});

/** All that a store holds. */
function stateOf({ tables, books }: MemoryStore): object {
  const { documents, versions, issues, crosswalk } = books;
  return { tables: tables.dump(), documents: [...documents], versions, issues, crosswalk: [...crosswalk] };
}

function loadedVersions(versions: readonly StoredVersion[]): Map<string, StoredVersion> {
  return new Map(
    versions
      .filter(({ outcome, batch }) => outcome === 'loaded' && batch !== 'batch 1')
      .map((entry) => [`${entry.dataset} ${entry.document}`, entry]),
  );
}

/** What a master may change from one delivery to the next. */
const MASTER_COLUMNS = new Set(['name', 'description', 'telephone']);

function asRepeated({ summary }: MemoryRun): MemoryRun['summary'] {
  return summary.map(({ dataset, rows, documents, amounts }) => ({
    dataset,
    rows: { ...rows, loaded: 0, summarized: 0, unchanged: rows.loaded + rows.summarized + rows.unchanged },
    documents: {
      ...documents,
      inserted: 0,
      updated: 0,
      unchanged: documents.inserted + documents.updated + documents.unchanged,
    },
    amounts: Object.fromEntries(
      Object.entries(amounts).map(([measure, each]) => [
        measure,
        {
          ...each,
          loaded: '0.00',
          unchanged: (Number(each.loaded) + Number(each.unchanged)).toFixed(2),
        },
      ]),
    ),
  }));
}
