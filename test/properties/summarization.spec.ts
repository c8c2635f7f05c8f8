/**
 * Lines of an invoice and the distributions they come to, under every way to summarise: which lines stand together,
 * whose commitment line is named, and that amount, retainage and tax of the parts are those of the whole.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCents } from '../../src/core/money.js';
import type { Summarization, Value } from '../../src/core/nouns.js';
import type { Cells, SourceDocument } from '../support/source-documents.js';
import { holdsAlways, LawLibrary, plainFiles, shuffledFiles } from '../support/law-runner.js';

const TIME_MAX = 900_000;
let library: LawLibrary;

beforeAll(async () => {
  library = await LawLibrary.open();
}, TIME_MAX);

const CODES = [
  ['03-300', 'S'],
  ['03-300', 'M'],
  ['03-350', 'S'],
] as const;

interface Line {
  readonly item: number;
  readonly work: number;
  readonly stored: number;
  readonly held: number;
  readonly tax: number;
  readonly taxed: boolean;
  readonly counted: boolean;
}

const line: fc.Arbitrary<Line> = fc.record({
  item: fc.integer({ min: 1, max: 4 }),
  work: fc.integer({ min: -300, max: 900 }),
  stored: fc.constantFrom(0, 0, 250),
  held: fc.constantFrom(0, 90, -40),
  tax: fc.constantFrom(0, 7),
  taxed: fc.boolean(),
  counted: fc.boolean(),
});

const settings: fc.Arbitrary<Summarization> = fc.record({
  strategy: fc.constantFrom('none', 'per-commitment', 'per-commitment-line', 'per-coding'),
  onMixedCoding: fc.constantFrom('split', 'commitment-line', 'hold'),
  onSeveralCommitmentLines: fc.constantFrom('largest', 'split', 'hold'),
});

const cases = fc.record({
  settings,
  sendInvoiceTax: fc.boolean(),
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  seed: fc.nat(1_000),
  codings: fc.array(fc.nat(CODES.length - 1), { minLength: 4, maxLength: 4 }),
});

function documentsOf(codings: readonly number[], lines: readonly Line[]): SourceDocument[] {
  const code = (item: number): Cells => ({
    cost_code: CODES[codings[item - 1]!]![0],
    cost_type: CODES[codings[item - 1]!]![1],
  });
  const items = [1, 2, 3, 4].map((item): Cells => ({
    commitment_number: 'SC-1',
    project_number: '26-101',
    type: 'Subcontract',
    title: 'Concrete',
    vendor_code: 'ACME',
    status: 'Approved',
    line_number: String(item),
    ...code(item),
    amount: '100.00',
  }));
  const rows = lines.map((entry, at): Cells => ({
    invoice_number: 'A-1',
    commitment_number: 'SC-1',
    billing_date: '2026-10-20',
    status: 'Approved',
    line_number: String(at + 1),
    commitment_line_number: String(entry.item),
    ...code(entry.item),
    work_completed_this_period: formatCents(entry.work),
    materials_presently_stored: formatCents(entry.stored),
    retainage_held_this_period: formatCents(entry.held),
    tax_code: entry.taxed ? 'CITY' : null,
    tax_amount: formatCents(entry.tax),
    quantity: entry.counted ? '1' : null,
    uom: entry.counted ? 'LS' : null,
    unit_cost: entry.counted ? formatCents(entry.work) : null,
  }));
  return [
    { dataset: 'commitments', id: 'c', rows: items },
    { dataset: 'subcontractor-invoices', id: 'i', rows },
  ];
}

// ------------------------------------------------------------------------------------------------------ oracle

const gross = (entry: Line): number => entry.work + entry.stored;
const total = (lines: readonly Line[], value: (entry: Line) => number): number =>
  lines.reduce((sum, entry) => sum + value(entry), 0);

function by<T>(entries: readonly T[], keyOf: (entry: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const entry of entries) groups.set(keyOf(entry), [...(groups.get(keyOf(entry)) ?? []), entry]);
  return [...groups.values()];
}

/** The lines of each distribution in the order of the first line, or null where the profile holds the invoice. */
function expected(
  lines: readonly Line[],
  codings: readonly number[],
  { strategy, onMixedCoding, onSeveralCommitmentLines }: Summarization,
): Line[][] | null {
  const coding = (entry: Line): string => `${codings[entry.item - 1]} ${entry.taxed}`;
  const both = (entry: Line): string => `${entry.item} ${coding(entry)}`;
  if (strategy === 'none') return lines.map((entry) => [entry]);
  if (strategy === 'per-commitment-line') return by(lines, both);
  const groups = by(lines, coding);
  if (strategy === 'per-commitment' && groups.length > 1) {
    if (onMixedCoding === 'hold') return null;
    if (onMixedCoding === 'commitment-line') return by(lines, both);
  }
  if (onSeveralCommitmentLines === 'largest') return groups;
  const split = by(lines, both);
  return onSeveralCommitmentLines === 'hold' && split.length > groups.length ? null : split;
}

/** The commitment line with the largest gross of the group, the lowest number of several. */
function charged(lines: readonly Line[]): number {
  const items = by(lines, (entry) => String(entry.item)).map((group) => ({
    item: group[0]!.item,
    cents: total(group, gross),
  }));
  return items.sort((a, b) => b.cents - a.cents || a.item - b.item)[0]!.item;
}

describe('summarization', () => {
  it(
    'puts every line into exactly one distribution, of one coding, and keeps every sum',
    async () => {
      await holdsAlways(
        'summarization',
        cases,
        async ({ settings: summarization, sendInvoiceTax, lines, seed, codings }) => {
          const world = library.world({ summarization, sendInvoiceTax });
          await world.run(shuffledFiles(documentsOf(codings, lines), { seed, files: 1, chunk: 3 }, 'night'));
          const billing = lines.filter((entry) => gross(entry) !== 0 || entry.held !== 0);
          const groups = expected(billing, codings, summarization);
          const standing = billing.length === 0 ? 'excluded' : groups === null ? 'held' : 'loaded';
          expect(world.store.books.document('subcontractor-invoices', 'ACME|A-1')?.state).toBe(standing);
          const stored = world.store.tables.all('apm_master__distribution');
          const read = (name: string) =>
            stored.map((row): Value => world.store.tables.read('apm_master__distribution', row, name));
          const whole = standing === 'loaded' ? groups! : [];
          const tax = (entry: Line): number => (sendInvoiceTax ? entry.tax : 0);
          expect(read('dist_seq')).toEqual(whole.map((_, at) => at + 1));
          expect(read('amount')).toEqual(whole.map((group) => total(group, (entry) => gross(entry) + tax(entry))));
          expect(read('retainage')).toEqual(whole.map((group) => total(group, (entry) => entry.held)));
          expect(read('tax').map((value) => value ?? 0)).toEqual(whole.map((group) => total(group, tax)));
          expect(read('commitment_line_item')).toEqual(whole.map(charged));
          expect(read('cost_code')).toEqual(whole.map((group) => CODES[codings[group[0]!.item - 1]!]![0]));
          expect(read('category')).toEqual(whole.map((group) => CODES[codings[group[0]!.item - 1]!]![1]));
          expect(read('tax_group')).toEqual(whole.map((group) => (group[0]!.taxed ? 'CITY' : null)));
          world.checkTotals();
        },
      );
    },
    TIME_MAX,
  );

  it(
    'names the source rows of every distribution, each row once',
    async () => {
      await holdsAlways('lineage', cases, async ({ settings: summarization, lines, codings }) => {
        const world = library.world({ summarization });
        await world.run(plainFiles(documentsOf(codings, lines), 'night'));
        const version = world.store.books.versions.find((entry) => entry.dataset === 'subcontractor-invoices')!;
        if (version.outcome !== 'loaded') return;
        const rows = version.targets.filter((row) => row.table === 'apm_master__distribution').map((row) => row.rows);
        const billing = lines.flatMap((entry, at) => (gross(entry) !== 0 || entry.held !== 0 ? [at + 2] : []));
        expect(rows.flat().sort((a, b) => a - b)).toEqual(billing);
        expect(rows).toEqual(
          expected(
            lines.filter((_, at) => billing.includes(at + 2)),
            codings,
            summarization,
          )!.map((group) => group.map((entry) => lines.indexOf(entry) + 2)),
        );
      });
    },
    TIME_MAX,
  );
});
