/** What a golden shows of an answer: nulls and counts of 0 are left out, zeros that were written are not. */
import { expect, it } from '@jest/globals';
import { goldenOf, type Answer } from '../../src/app/machine/golden.js';
import type { SageTable } from '../../src/core/nouns.js';

const COUNTS = { read: 1, carried: 0, loaded: 1, unchanged: 0, held: 0, waiting: 0, excluded: 0 };
const ZERO = { read: '0.00', carried: '0.00', loaded: '0.00', unchanged: '0.00', held: '0.00', waiting: '0.00' };
const column = (name: string, type: string): object => ({ name, type, length: null, notNull: true, default: 0 });
const ANSWER = {
  summary: {
    datasets: [
      {
        dataset: 'rates',
        rows: { ...COUNTS, summarized: 0 },
        documents: COUNTS,
        amounts: { amount: { ...ZERO, excluded: '0.00', unreadableRows: 0 } },
      },
    ],
    tieOut: { balanced: true, differences: [] },
  },
  stopped: false,
  outcomes: [{ dataset: 'rates', document: 'EX', outcome: 'inserted', code: null, rule: null }],
  issues: [{ code: 'value.odd', dataset: 'rates', file: null, row: 2, value: '0.00', column: null }],
  alterations: [{ dataset: 'rates', document: 'EX', column: 'rate', before: '0.00', after: null, rows: [2] }],
  written: [
    { table: 'rate', key: 'EX', values: { machine: 'EX', rate: '0.00', retired: 'false', total: '0.00', jobs: '0' } },
  ],
  before: new Map(),
  tables: new Map([
    [
      'rate',
      {
        table: 'rate',
        key: ['machine'],
        columns: [
          { name: 'machine', type: 'text', length: 10, notNull: true, default: '' },
          column('rate', 'money'),
          column('jobs', 'integer'),
          { ...column('retired', 'boolean'), default: false },
          { ...column('note', 'text'), default: null },
          column('total', 'money'),
        ],
      } as unknown as SageTable,
    ],
  ]),
  mappings: [{ dataset: 'rates', targets: [{ table: 'rate', columns: { machine: 'a', rate: 'b', jobs: 'c' } }] }],
} as unknown as Answer;

it('shows the zeros that were delivered, counted and written, and leaves nulls and totals at zero out', () => {
  expect(goldenOf(ANSWER)).toEqual({
    datasets: {
      rates: {
        rows: { read: 1, loaded: 1 },
        documents: { read: 1, loaded: 1 },
        amounts: { amount: { read: '0.00', loaded: '0.00' } },
      },
    },
    balanced: true,
    outcomes: [{ dataset: 'rates', document: 'EX', outcome: 'inserted' }],
    issues: [{ code: 'value.odd', dataset: 'rates', row: 2, value: '0.00' }],
    alterations: [{ dataset: 'rates', document: 'EX', column: 'rate', before: '0.00', rows: [2] }],
    targetRows: { rate: [{ machine: 'EX', rate: '0.00', jobs: '0' }] },
  });
});
