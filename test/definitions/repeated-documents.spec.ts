/** What is known by the texts of its rows when it comes again, and what is not. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Catalog } from '../../src/core/catalog.js';
import { LawLibrary, plainFiles } from '../support/law-runner.js';
import { matchFile } from '../support/memory-extracts.js';
import { document } from '../support/source-documents.js';

let library: LawLibrary;

beforeAll(async () => {
  library = await LawLibrary.open();
});

describe('the hash of rows', () => {
  it('is that of the same rows in any order, and of no others, whatever their cells hold', async () => {
    const cell = fc.constantFrom(null, 'a', 'b', 'a\nb', '\n', '\u0001', 'a\u0001b', '"', '\\');
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(rows, rows, async (one, other) => {
        const told = (all: typeof one): string => JSON.stringify(all.map((cells) => JSON.stringify(cells)).sort());
        const isSame = told(one) === told(other);
        expect((await hashOf(library.catalog, one)) === (await hashOf(library.catalog, other))).toBe(isSame);
        expect(await hashOf(library.catalog, one)).toBe(await hashOf(library.catalog, [...one].reverse()));
      }),
      { numRuns: 500 },
    );
  });
});

it('a policy goes to the vendor that its name leads to today', async () => {
  const world = library.world();
  const policy = document('company-insurances', 'gl', [
    {
      vendor_name: 'ACME Works',
      insurance_type: 'General Liability',
      provider: 'Haw River Mutual',
      policy_number: 'GL-5501',
      effective_date: '2026-11-01',
      expiration_date: '2027-11-01',
    },
  ]);
  const named = (code: string, name: string) => document('companies', code, [{ vendor_code: code, name }]);
  await world.run(plainFiles([policy], 'policies'));
  await world.run(plainFiles([named('ACME', 'Acme Holding'), named('BOLT', 'ACME Works')], 'renamed'));
  await world.run(plainFiles([policy], 'policies'));
  const loaded = world.store.books.of('company-insurances').filter(([, { state }]) => state === 'loaded');
  expect(loaded.map(([key]) => key.split('|')[0])).toEqual(['ACME', 'BOLT']);
});

async function hashOf(catalog: Catalog, rows: readonly (readonly (string | null)[])[]): Promise<string | null> {
  const sheet = matchFile(catalog, {
    name: 'groups.csv',
    dataset: 'tax-groups',
    rows: rows.map(([tax_group, description, rate]) => ({
      tax_group: tax_group ?? null,
      description: description ?? null,
      rate: rate ?? null,
    })),
  });
  for await (const chunk of sheet.rows()) return sheet.deliveredHash(chunk);
  return null;
}
