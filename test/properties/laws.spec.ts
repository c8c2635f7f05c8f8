/**
 * The laws of the house on generated companies, through the machine's own batch and an in-memory store: no row vanishes,
 * a repeated batch changes nothing, the layout of files does not matter, a split delivery comes to the same.
 * Cases from TIEOUT_PROPERTY_CASES, the seed is printed; TIEOUT_PROPERTY_SEED repeats a run.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { company, damage, damaged, LATER_MASTERS, type SourceDocument } from '../support/company-cases.js';
import { holdsAlways, layout, LawLibrary, plainFiles, shuffledFiles } from '../support/law-runner.js';
import type { StoredVersion } from '../support/memory-books.js';
import type { MemoryRun } from '../support/memory-store.js';

const TIME_MAX = 900_000;
let library: LawLibrary;

beforeAll(async () => {
  library = await LawLibrary.open();
}, TIME_MAX);

/**
 * A second delivery of the same company, some of it changed since, and perhaps every master that was missing; `twice` stands
 * in another file of the first night too.
 */
const twoNights = fc
  .record({
    first: company,
    changes: fc.array(damage, { maxLength: 2 }),
    gone: fc.array(fc.nat(20), { maxLength: 2 }),
    again: fc.array(fc.nat(20), { maxLength: 2 }),
    differences: fc.array(damage, { maxLength: 1 }),
    arrives: fc.boolean(),
  })
  .map(({ first, changes, gone, again, differences, arrives }) => ({
    first,
    second: [
      ...(arrives ? LATER_MASTERS.filter((master) => !first.includes(master)) : []),
      ...changes.reduce(damaged, first).filter((_, index) => !gone.includes(index)),
    ],
    twice: differences.reduce(damaged, first).filter((_, index) => again.includes(index)),
  }));

describe('conservation', () => {
  it(
    'every row and cent of a night is accounted for, and the tables hold what was loaded',
    async () => {
      await holdsAlways('conservation', twoNights, async ({ first, second, twice }) => {
        const world = library.world();
        await world.runEmpty(await world.run([...plainFiles(first, 'first'), ...plainFiles(twice, 'twice')]));
        await world.runEmpty(await world.run(plainFiles(second, 'second')));
        world.checkTotals();
      });
    },
    TIME_MAX,
  );
});

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
        fc.record({ nights: twoNights, order: fc.array(fc.boolean(), { maxLength: 4 }) }),
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

describe('independence of layout', () => {
  it(
    'order of rows and files, their names and number, and the size of chunks change nothing',
    async () => {
      await holdsAlways('layout', fc.record({ documents: company, layout }), async ({ documents, layout: chosen }) => {
        const plain = library.world();
        const other = library.world();
        const numbered = documents.filter(isNumbered);
        const one = await plain.run(plainFiles(numbered, 'plain'));
        const two = await other.run(shuffledFiles(numbered, chosen, 'other'));
        expect(other.store.tables.dump()).toEqual(plain.store.tables.dump());
        expect(other.standing()).toEqual(plain.standing());
        expect(two.summary).toEqual(one.summary);
        expect(issuesOf(other.store.books.issues)).toEqual(issuesOf(plain.store.books.issues));
      });
    },
    TIME_MAX,
  );
});

/** Lines without a number are numbered by the order of the file, with a warning: they may depend on it. */
function isNumbered(entry: SourceDocument): boolean {
  return (
    !['commitments', 'commitment-change-orders', 'subcontractor-invoices'].includes(entry.dataset) ||
    entry.rows.every((row) => row['line_number'] != null)
  );
}

function issuesOf(issues: readonly { issue: { code: string; document: string | null }; outcome: string }[]): string[] {
  return issues
    .map(
      ({ issue, outcome }) =>
        `${issue.code} ${outcome} ${issue.document?.startsWith('?') === true ? '?' : issue.document}`,
    )
    .sort();
}

describe('copies', () => {
  it(
    'a document that stands in two files alike is loaded once, and the copy is unchanged',
    async () => {
      await holdsAlways('copies', fc.record({ documents: company, layout }), async ({ documents, layout: chosen }) => {
        const once = library.world();
        const twice = library.world();
        await once.run(plainFiles(documents, 'one'));
        const run = await twice.run([
          ...plainFiles(documents, 'one'),
          ...shuffledFiles(documents.filter(isNumbered), { ...chosen, files: 1 }, 'two'),
        ]);
        expect(twice.store.tables.dump()).toEqual(once.store.tables.dump());
        expect(twice.standing()).toEqual(once.standing());
        await twice.runEmpty(run);
      });
    },
    TIME_MAX,
  );
});

describe('split delivery', () => {
  it(
    'part of the documents first and the rest later comes to the same as all at once',
    async () => {
      const cases = fc.record({ documents: company, later: fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }) });
      await holdsAlways('split delivery', cases, async ({ documents: all, later }) => {
        const together = library.world();
        const split = library.world();
        const documents = all.filter(namesItsLines);
        await together.run(plainFiles(documents, 'all'));
        await split.run(
          plainFiles(
            documents.filter((_, index) => !later[index % later.length]),
            'first',
          ),
        );
        await split.run(
          plainFiles(
            documents.filter((_, index) => later[index % later.length]),
            'second',
          ),
        );
        const apart = new Set(['item_number', 'commitment_line_item']);
        expect(rowsOf(split.store.tables.dump(apart))).toEqual(rowsOf(together.store.tables.dump(apart)));
      });
    },
    TIME_MAX,
  );
});

/** An invoice that names no line bills the only one of its coding: that depends on which change orders are loaded. */
function namesItsLines(entry: SourceDocument): boolean {
  return (
    entry.dataset !== 'subcontractor-invoices' ||
    entry.rows.every((row) => row['commitment_line_number'] != null || row['change_order_line_number'] != null)
  );
}

/** Rows without their keys: numbers of added commitment items depend on which change order was loaded first. */
function rowsOf(dump: Record<string, string>): string[] {
  return Object.entries(dump)
    .map(([key, row]) => `${key.split(' ')[0]} ${row}`)
    .sort();
}
