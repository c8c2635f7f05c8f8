/**
 * Laws of a delivery on generated companies, through the machine's own batch and an in-memory store: no row vanishes,
 * and neither the layout of files matters, nor in how many a document stands, nor over how many nights it comes.
 * Cases from TIEOUT_PROPERTY_CASES, the seed is printed; TIEOUT_PROPERTY_SEED repeats a run.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { company, twoNights } from '../support/company-cases.js';
import { holdsAlways, layout, LawLibrary, plainFiles, shuffledFiles } from '../support/law-runner.js';
import type { SourceDocument } from '../support/source-documents.js';

const TIME_MAX = 900_000;
let library: LawLibrary;

beforeAll(async () => {
  library = await LawLibrary.open();
}, TIME_MAX);

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
        const documents = all.filter((entry) => namesItsLines(entry) && namesOneVendor(entry));
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

/**
 * Rows that name the vendor and rows that leave it to the commitment are two documents until the commitment is there:
 * one of them may be excluded before anyone can know that they are one.
 */
function namesOneVendor(entry: SourceDocument): boolean {
  const named = entry.rows.map((row) => row['vendor_code'] ?? row['vendor_name'] ?? row['vendor_id'] ?? '');
  return entry.dataset !== 'subcontractor-invoices' || new Set(named).size === 1;
}

/** Rows without their keys: numbers of added commitment items depend on which change order was loaded first. */
function rowsOf(dump: Record<string, string>): string[] {
  return Object.entries(dump)
    .map(([key, row]) => `${key.split(' ')[0]} ${row}`)
    .sort();
}

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
