/**
 * The numbers that change orders take for the items they add to a commitment, on generated change orders in any layout.
 * Promise: only what loads takes a number, in the order of the change orders' own numbers (`001`, `01`, `1`, `2`), and
 * what was held, excluded or delivered twice leaves no gap.
 */
import { beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cells, type SourceDocument } from '../support/source-documents.js';
import { holdsAlways, layout, LawLibrary, plainFiles, shuffledFiles } from '../support/law-runner.js';

const TIME_MAX = 900_000;
let library: LawLibrary;

beforeAll(async () => {
  library = await LawLibrary.open();
}, TIME_MAX);

/** What becomes of a change order; only the first two load. */
const FATES = ['good', 'copied', 'draft', 'group code', 'copied differently'] as const;

interface ChangeOrder {
  readonly number: string;
  readonly lines: number;
  readonly fate: (typeof FATES)[number];
}

const changeOrders: fc.Arbitrary<readonly ChangeOrder[]> = fc.uniqueArray(
  fc.record({
    number: fc.constantFrom('1', '01', '001', '2', '02', '10', 'A', 'B2'),
    lines: fc.integer({ min: 1, max: 2 }),
    fate: fc.constantFrom(...FATES),
  }),
  { minLength: 1, maxLength: 6, selector: ({ number }) => number },
);

const coding = { cost_code: '03-300', cost_type: 'S' };

const COMMITMENT: SourceDocument = {
  dataset: 'commitments',
  id: 'SC-1',
  rows: [
    {
      commitment_number: 'SC-1',
      project_number: '26-101',
      type: 'Subcontract',
      title: 'Concrete',
      vendor_code: 'ACME',
      status: 'Approved',
      line_number: '1',
      ...coding,
      amount: '100.00',
    },
  ],
};

function documentOf({ number, lines, fate }: ChangeOrder, amount = '10.00'): SourceDocument {
  const rows = Array.from({ length: lines }, (_, at): Cells => ({
    commitment_number: 'SC-1',
    change_order_number: number,
    title: `Change ${number}`,
    status: fate === 'draft' ? 'Draft' : 'Approved',
    created_date: '2026-10-01',
    line_number: String(at + 1),
    ...coding,
    ...(fate === 'group code' ? { cost_code: '03-000' } : {}),
    amount,
  }));
  return { dataset: 'commitment-change-orders', id: number, rows };
}

/** `001.1` → 2: the item each line must get, said without the machine's own comparison. */
function expectedItems(orders: readonly ChangeOrder[]): Record<string, string> {
  const rank = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Infinity);
  const before = (a: string, b: string): boolean => rank(a) < rank(b) || (rank(a) === rank(b) && a < b);
  const loaded = orders.filter(({ fate }) => fate === 'good' || fate === 'copied');
  const sorted = [...loaded].sort((a, b) => (before(a.number, b.number) ? -1 : 1));
  const lines = sorted.flatMap(({ number, lines: count }) =>
    Array.from({ length: count }, (_, at) => `CO ${number}.${at + 1}`),
  );
  return Object.fromEntries(lines.map((line, at) => [line, String(at + 2)]));
}

function addedItems(dump: Record<string, string>): Record<string, string> {
  const items = Object.entries(dump).flatMap(([key, row]) => {
    if (!key.startsWith('jcm_master__commitment_item ')) return [];
    const values = JSON.parse(row.slice(row.indexOf('{'))) as Record<string, unknown>;
    const line = String(values['source_line']);
    return line.startsWith('CO ') ? [[line, String(values['item_number'])] as const] : [];
  });
  return Object.fromEntries(items);
}

it(
  'follow the order of the change orders, and what does not load takes none',
  async () => {
    const cases = fc.record({ orders: changeOrders, laid: layout });
    await holdsAlways('item numbers', cases, async ({ orders, laid }) => {
      const documents = orders.map((order) => documentOf(order));
      const copies = orders.flatMap((order) => {
        if (order.fate === 'copied') return [documentOf(order)];
        return order.fate === 'copied differently' ? [documentOf(order, '11.00')] : [];
      });
      const world = library.world();
      await world.run([
        ...plainFiles([COMMITMENT], 'commitments'),
        ...shuffledFiles(documents, laid, 'orders'),
        ...plainFiles(copies, 'copies'),
      ]);
      expect(addedItems(world.store.tables.dump())).toEqual(expectedItems(orders));
    });
  },
  TIME_MAX,
);
