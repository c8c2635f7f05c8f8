/**
 * A rule, a mapping and a profile that hold, with every key the grammar knows, to be changed in one place each.
 * Promise: taken whole they are right; a spec says what a change makes of them.
 */
import { textOf, type Json } from './shipped-definitions.js';

export const without = (value: Json, ...keys: string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));

export const QUESTION = { fact: 'status', operator: 'equal', value: 'Draft' };

export const RULE: Json = {
  id: 'commitments/not-approved',
  on: 'document',
  do: 'exclude',
  code: 'commitment.not-approved',
  source: 'C-03',
  because: 'Only an approved commitment is meant for Sage.',
  when: { all: [QUESTION] },
  message: 'It is {status}.',
  afterLoading: 'withdrawn',
  column: 'status',
  allowed: ['Approved'],
  examples: [{ given: { status: 'Draft' }, fires: true }],
};

export const rulesOf = (rule: Json): Json => ({
  $schema: '../docs/schemas/rules.schema.json',
  dataset: 'commitments',
  rules: [rule],
});
export const rules = (changes: Json = {}): Json => rulesOf({ ...RULE, ...changes });
export const setting = (set: unknown): Json => rulesOf({ ...without(RULE, 'afterLoading'), do: 'set', set });

const DERIVED: readonly Json[] = [
  { name: 'total', on: 'line', kind: 'money', add: ['amount', '-discount'], when: ['amount', '!total'] },
  { name: 'extended', on: 'line', kind: 'money', multiply: ['quantity', 'unit_cost'] },
  { name: 'sum', on: 'document', kind: 'money', sum: 'total' },
  { name: 'lines', on: 'document', kind: 'integer', count: 'total' },
  { name: 'first', on: 'document', kind: 'text', firstOf: ['vendor_code', 'commitment.vendor'] },
  {
    name: 'chosen',
    on: 'line',
    kind: 'text',
    choose: { S: 'vendor_code', 'cost type': 'commitment.vendor' },
    by: 'cost_type',
  },
  { name: 'last_day', on: 'line', kind: 'date', latest: 'date', among: 'cost_type' },
  { name: 'yes', on: 'document', kind: 'boolean', value: true },
  { name: 'ap', on: 'document', kind: 'text', pattern: '@apInvoiceNumber' },
  { name: 'short', on: 'line', kind: 'text', transform: 'cut', from: 'description', args: [30] },
  { name: 'kind', on: 'line', kind: 'text', table: 'cost-types', from: 'cost_type' },
  { name: 'item', on: 'line', kind: 'integer', itemNumber: 'line_key' },
  { name: 'division', on: 'line', kind: 'text', division: 'cost_code' },
  { name: 'limit', on: 'document', kind: 'date', shift: 'batch.asOf', years: 1, months: -2, days: 3 },
  { name: 'next', on: 'line', kind: 'integer', nextAfter: 'last.item_number', within: 'commitment_number' },
];

export const LAST_ITEM: Json = {
  on: 'document',
  table: 'jcm_master__commitment_item',
  take: ['item_number'],
  max: true,
  when: ['commitment_number'],
  key: { commitment: 'commitment_number', extra: 'sub_job?', category: "'S'", 'source_line@any': 'line_key' },
  parentOf: 'source_line@any',
  unique: { code: 'line.ambiguous', message: 'Name the line.' },
  missing: {
    outcome: 'waiting',
    code: 'line.missing',
    message: 'Not there yet.',
    column: 'line_number',
    ifLoaded: true,
    nearest: 'source_line',
  },
};

const TARGET: Json = {
  table: 'jcm_master__commitment',
  per: 'document',
  op: 'update',
  when: ['amount'],
  if: 'sendInvoiceTax',
  countsRows: true,
  ownedBySage: ['description'],
  onlyForward: 'date',
  pick: { where: { type: 'General' }, latest: 'date' },
  columns: {
    commitment: 'commitment_number',
    closed: { value: false },
    amount: { sum: 'total' },
    dist_seq: { ordinal: true },
    units: { agree: 'quantity', with: ['uom'], sum: true },
    unit_cost: { agree: 'unit_cost', with: [] },
    description: { from: 'title', cut: 30, transform: 'collapse' },
    vendor: { firstOf: ['vendor_code'] },
    category: { table: 'cost-types', from: 'cost_type' },
    source_line: { join: 'line_key' },
    hours: { times: 100, of: 'hours' },
  },
};

export const MAPPING: Json = {
  dataset: 'commitments',
  system: 'sage',
  needs: ['companies'],
  reload: 'hold',
  inKeyOrder: true,
  resolve: [{ column: 'vendor_code', entity: 'vendor', byName: 'vendor_name' }],
  codes: { cost_code: 'costCode', cost_type: { table: 'cost-types' } },
  expand: [{ when: ['from_cost_code'], lines: [{ cost_code: 'from_cost_code', amount: '-from_amount' }] }],
  derive: DERIVED,
  lookups: { last: LAST_ITEM },
  identity: ['commitment_number'],
  measures: { amount: 'amount' },
  summarize: { strategy: 'by', by: ['item_number'], coding: ['cost_code'], commitmentLine: 'item', amount: 'amount' },
  targets: [TARGET],
  reconcile: { amount: { table: 'jcm_master__commitment_item', sum: 'amount - tax' }, tax: { none: 'Left to Sage.' } },
  crosswalk: { entity: 'commitment', code: 'commitment_number', ids: ['procore_id'] },
  show: { vendor: 'vendor_code' },
  totalChecks: ['billed-over-revised'],
};

export const mapping = (changes: Json): Json => ({ ...MAPPING, ...changes });
export const derive = (how: Json): Json => mapping({ derive: [{ name: 'x', on: 'line', kind: 'text', ...how }] });
export const column = (job: unknown): Json => mapping({ targets: [{ ...TARGET, columns: { job } }] });

export const PROFILE = JSON.parse(textOf('mappings/companies/demo.json')) as Json;
export const profile = (changes: Json): Json => ({ ...PROFILE, ...changes });
