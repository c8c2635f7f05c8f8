/**
 * The shape of generated deliveries, the masters every case starts with, and those a case may bring later.
 * Promise: whatever is in `GROUND` loads whole.
 */
export type Cells = Record<string, string | null>;

/** One business object as rows of one dataset; `id` is unique in its case. */
export interface SourceDocument {
  readonly dataset: string;
  readonly id: string;
  readonly rows: readonly Cells[];
}

/** Masters that every case starts with; loaded once. */
export const GROUND: readonly SourceDocument[] = [
  ...[
    ['01-000', 'General', 'Yes'],
    ['01-310', 'Management', 'No'],
    ['03-000', 'Concrete', 'Yes'],
    ['03-300', 'Footings', 'No'],
    ['03-350', 'Slabs', 'No'],
    ['05-120', 'Steel', 'No'],
  ].map(([code, name, group]) =>
    document('standard-cost-codes', code!, [{ cost_code: code!, description: name!, group_cost_code: group! }]),
  ),
  ...['L', 'M', 'S'].map((category) =>
    document('standard-categories', category, [{ category, description: `Category ${category}` }]),
  ),
  document('tax-groups', 'CITY', [{ tax_group: 'CITY', description: 'City', rate: '7.00' }]),
  job('26-101'),
  vendor('ACME'),
  vendor('BOLT'),
  extra('26-101', 'A'),
  costCode('26-101', '', '03-300', ['S', 'M']),
  costCode('26-101', '', '03-350', ['S']),
  costCode('26-101', '', '05-120', ['S']),
  costCode('26-101', 'A', '03-300', ['S']),
];

/** Masters that a case may bring, in its first delivery, a later one, or never. */
export const LATER_MASTERS: readonly SourceDocument[] = [
  vendor('CEDAR'),
  job('26-102'),
  extra('26-101', 'B'),
  costCode('26-102', '', '03-300', ['S']),
  costCode('26-101', 'B', '03-300', ['S', 'L']),
  costCode('26-101', '', '01-310', ['L', 'S']),
];

export function document(dataset: string, id: string, rows: readonly Cells[]): SourceDocument {
  return { dataset, id: `${dataset} ${id}`, rows };
}

function job(number: string): SourceDocument {
  return document('projects', number, [{ project_number: number, name: `Job ${number}` }]);
}

function vendor(code: string): SourceDocument {
  return document('companies', code, [
    { vendor_code: code, name: `${code} Works`, phone: '(336) 555-0101', procore_id: `id-${code}` },
  ]);
}

function extra(number: string, code: string): SourceDocument {
  return document('sub-jobs', `${number} ${code}`, [
    { project_number: number, sub_job: code, name: `Building ${code}` },
  ]);
}

function costCode(number: string, extraCode: string, code: string, types: readonly string[]): SourceDocument {
  return document(
    'project-cost-codes',
    `${number} ${extraCode} ${code}`,
    types.map((type) => ({
      project_number: number,
      sub_job: extraCode,
      cost_code: code,
      description: `Code ${code}`,
      cost_type: type,
    })),
  );
}
