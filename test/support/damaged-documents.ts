/**
 * One thing gone wrong with one document of a delivery, as people and exports get it wrong.
 * Promise: shrinks to another kind of damage, never to a document of another shape.
 */
import fc from 'fast-check';
import type { Cells, SourceDocument } from './source-documents.js';

const DAMAGES = [
  'unreadable amount',
  'unreadable date',
  'row twice',
  'unknown code',
  'unknown type',
  'unknown vendor',
  'header differs',
  'status moved',
  'key blank',
  'other spelling',
  'lower case',
  'zero before number',
  'blank header cell',
  'long text',
  'amount moved',
  'number blank',
] as const;

export const damage = fc.record({ what: fc.constantFrom(...DAMAGES), at: fc.nat(30), row: fc.nat(5) });

export type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

const AMOUNTS = ['amount', 'original_budget_amount', 'work_completed_this_period'];
const DATES = ['billing_date', 'created_date', 'date'];
const HEADERS = ['title', 'name', 'status', 'billing_date', 'description'];
const KEYS = [
  'invoice_number',
  'change_order_number',
  'commitment_number',
  'change_number',
  'project_number',
  'vendor_code',
];
const LINES = ['line_number', 'commitment_line_number'];

/** One thing gone wrong with one document; unchanged where there is nothing of that kind to damage. */
export function damaged(documents: readonly SourceDocument[], { what, at, row }: Damage): readonly SourceDocument[] {
  const target = at % documents.length;
  return documents.map((entry, index) => {
    if (index !== target) return entry;
    const line = row % entry.rows.length;
    if (what === 'row twice') return { ...entry, rows: [...entry.rows, entry.rows[line]!] };
    const cells = damagedCells(entry.rows[line]!, what);
    return { ...entry, rows: entry.rows.map((each, number) => (number === line ? cells : each)) };
  });
}

function damagedCells(cells: Cells, what: Damage['what']): Cells {
  const set = (names: readonly string[], change: (text: string) => string | null): Cells => {
    const name = names.find((each) => cells[each] != null && cells[each] !== '');
    return name === undefined ? cells : { ...cells, [name]: change(cells[name]!) };
  };
  switch (what) {
    case 'unreadable amount':
      return set(AMOUNTS, () => 'twelve');
    case 'unreadable date':
      return set(DATES, () => '31/31/2026');
    case 'unknown code':
      return set(['cost_code'], () => '03-999');
    case 'unknown type':
      return set(['cost_type'], () => 'Z');
    case 'unknown vendor':
      return set(['vendor_code'], () => 'GHOST');
    case 'header differs':
      return set(HEADERS, (text) => `${text} too`);
    case 'status moved':
      return set(['status'], () => 'Draft');
    case 'key blank':
      return set(KEYS, () => null);
    case 'other spelling':
      return set(['cost_code', 'project_number'], (text) => text.replace('-', '.'));
    case 'lower case':
      return set(['vendor_code', 'commitment_number'], (text) => text.toLowerCase());
    case 'zero before number':
      return set(LINES, (text) => `0${text}`);
    case 'blank header cell':
      return set(['vendor_code', 'project_number', 'title'], () => null);
    case 'long text':
      return set(['description', 'title'], () => 'A text of far more than thirty characters in all');
    case 'amount moved':
      return set(AMOUNTS, () => '7.77');
    case 'number blank':
      return set(LINES, () => null);
    default:
      return cells;
  }
}
