/**
 * The schemas of the datasets as they ship, and what the published interface says of each.
 * Promise: read with ajv alone and none of the product's own code.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

export const RULES = new URL('../../rules/', import.meta.url);

export interface Property {
  kind: string;
  level: 'header' | 'line';
  type: string;
  aliases: string[];
  description: string;
  choices?: Record<string, string[]>;
  digits?: string;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
}
interface Branch {
  required?: string[];
  allOf?: Branch[];
  not?: object;
}
export interface Schema {
  $schema: string;
  title: string;
  description: string;
  dataset: string;
  type: string;
  additionalProperties: boolean;
  document: { is: string; key: string[][]; lineKeys: string[][]; lines: string[] };
  required?: string[];
  allOf?: { anyOf: Branch[] }[];
  properties: Record<string, Property>;
}

/** The published interface, section 3: `**key column**`, `!` required. */
export const INTERFACE: Record<string, string> = {
  companies:
    '**vendor_code**! name! vendor_type trade address_1 address_2 city state zip country phone fax email ' +
    'is_active',
  'company-insurances':
    '**vendor_code**! **insurance_type**! provider policy_number effective_date expiration_date ' + 'limit',
  projects: '**project_number**! name! address_1 address_2 city state zip start_date completion_date is_active',
  'sub-jobs': '**project_number**! **sub_job**! name!',
  'project-cost-codes': '**project_number**! **sub_job** **cost_code**! description cost_type!',
  budgets:
    '**project_number**! **sub_job** **cost_code**! **cost_type**! description quantity uom ' +
    'original_budget_amount!',
  'budget-changes':
    '**project_number**! **change_number**! prime_contract_change_order_number sub_job cost_code! ' +
    'cost_type! description date status amount!',
  'budget-forecasts':
    '**project_number**! **sub_job** **cost_code**! **cost_type**! forecast_to_complete ' +
    'estimated_cost_at_completion',
  commitments:
    '**commitment_number**! project_number! type! title! vendor_code! status! executed accounting_method ' +
    'retainage_percent date line_number sub_job cost_code! cost_type! description quantity uom unit_cost amount! ' +
    'tax_code tax_amount',
  'commitment-change-orders':
    '**commitment_number**! **change_order_number**! project_number title! scope status! ' +
    'created_date approved_date transaction_date line_number commitment_line_number sub_job cost_code! cost_type! ' +
    'description quantity uom unit_cost amount!',
  'prime-contract-change-orders':
    '**project_number**! **change_order_number**! title! status! transaction_date ' +
    'line_number contract_item sub_job cost_code! cost_type! description estimate_amount revenue_amount!',
  'subcontractor-invoices':
    '**vendor_code** **invoice_number**! project_number commitment_number! billing_date! ' +
    'accounting_date period_start period_end status! invoice_type final line_number commitment_line_number ' +
    'change_order_number change_order_line_number sub_job cost_code! cost_type! description quantity uom unit_cost ' +
    'work_completed_this_period! materials_moved materials_presently_stored materials_previously_stored ' +
    'retainage_held_this_period retainage_released_this_period current_payment_due tax_code tax_amount',
  'owner-invoices':
    '**project_number**! **invoice_number**! billing_date! period_start period_end status! line_number ' +
    'contract_item description work_completed_this_period! materials_presently_stored materials_previously_stored ' +
    'retainage_held_this_period retainage_released_this_period',
  timecards:
    '**employee**! **date**! **project_number** **sub_job** **cost_code** **pay_id**! time_type ' +
    'classification union_id union_local period_end_date status hours!',
  'standard-cost-codes': '**cost_code**! description! group_cost_code',
  'standard-categories': '**category**! description! accumulation',
  'vendor-types': '**vendor_type**! description',
  'tax-groups': '**tax_group**! description rate',
  'gl-accounts': '**account**! title',
  contracts: '**contract**! project_number! customer **contract_item** schedule_value approved',
};

/** Columns that may stand for a required one (section 3, "Real extracts name things in other ways"). */
const STANDS_FOR: Record<string, string[]> = {
  vendor_code: ['vendor_name', 'vendor_id'],
  project_number: ['project_id', 'project_name'],
  commitment_number: ['commitment_id'],
  cost_code: ['budget_code', 'wbs_code', 'cost_code_tier_1'],
  cost_type: ['budget_code', 'wbs_code'],
};
/** Where a dataset differs from that: the document's own number has no stand-in, a transfer has two sides. */
const STANDS_FOR_IN: Record<string, Record<string, string[]>> = {
  companies: { vendor_code: ['vendor_id', 'procore_id', 'name'] },
  projects: { project_number: ['erp_job_id'] },
  'standard-cost-codes': { cost_code: [] },
  commitments: { commitment_number: [] },
  'budget-changes': {
    cost_code: [...STANDS_FOR['cost_code']!, 'from_cost_code', 'to_cost_code'],
    cost_type: [...STANDS_FOR['cost_type']!, 'from_cost_type', 'to_cost_type'],
  },
};
/** Required "one of the two" without a mark of its own. */
export const ONE_OF: Record<string, string[]> = {
  'budget-forecasts': ['forecast_to_complete', 'estimated_cost_at_completion'],
};

const lettersAndFigures = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
/**
 * Headers are compared without case, spaces and punctuation. Two readings of that: `%` and `#` dropped like the rest
 * (a bare `#` is then compared as it stands), or read as the words they stand for. Schemas must be clear under both.
 */
export const READINGS = [
  (name: string): string => lettersAndFigures(name) || name.trim(),
  (name: string): string => lettersAndFigures(name.replace(/%/g, 'percent').replace(/#/g, 'number')),
] as const;
/** JSON only: a name on the object and the same name on its lines are two things; a flat file must not hang on them. */
export const SHARED_BY_LEVELS = ['id', 'number', 'name', 'description', 'origincode'];

export const files = readdirSync(RULES)
  .filter((name) => name.endsWith('.schema.json'))
  .sort();
export const schemas = new Map(
  files.map((file) => {
    const schema = JSON.parse(readFileSync(new URL(file, RULES), 'utf8')) as Schema;
    return [schema.dataset, schema] as const;
  }),
);
export const schemaOf = (dataset: string): Schema => schemas.get(dataset)!;
export const columnsIn = (dataset: string): { name: string; isKey: boolean; isRequired: boolean }[] =>
  INTERFACE[dataset]!.split(' ').map((text) => ({
    name: text.replace(/[*!]/g, ''),
    isKey: text.includes('**'),
    isRequired: text.endsWith('!'),
  }));
export const spellingsOf = (schema: Schema): { column: string; level: string; spelling: string }[] =>
  Object.entries(schema.properties).flatMap(([column, { level, aliases }]) =>
    [column, ...aliases].map((spelling) => ({ column, level, spelling })),
  );
export const alternativesOf = (dataset: string, column: string): string[] => [
  column,
  ...(STANDS_FOR_IN[dataset]?.[column] ?? STANDS_FOR[column] ?? []),
];
export function compile(schema: Schema): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  for (const keyword of ['dataset', 'document', 'kind', 'level', 'aliases', 'choices', 'continuedIn', 'digits']) {
    ajv.addKeyword({ keyword });
  }
  return ajv.compile(schema);
}

/** Sets of columns of which every ordinary row needs one. A tier row, let through by `not`, is no ordinary row. */
export function requiredSets(schema: Schema): string[][] {
  const groups = (schema.allOf ?? []).map(({ anyOf }) =>
    anyOf.filter((branch) => branch.not === undefined).flatMap((branch) => branch.required!),
  );
  return [...(schema.required ?? []).map((name) => [name]), ...groups];
}
