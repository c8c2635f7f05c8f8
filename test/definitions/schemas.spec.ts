/**
 * The schemas and decision tables that ship with the product (`rules/*.schema.json`, `rules/tables/*.csv`).
 * Every schema is held to the house's manner; those of the published interface also to its columns.
 * Promise: they say what the published interface says, read here with ajv alone and none of the product's own code:
 * every column with its required mark and its part in the key, no spelling that could mean two columns, no limit
 * without a source.
 * Does not: parse cells, judge rows beyond the schema, or compile rules and mappings.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const RULES = new URL('../../rules/', import.meta.url);

interface Property {
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
interface Schema {
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
const INTERFACE: Record<string, string> = {
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
  projects: { project_number: [] },
  'standard-cost-codes': { cost_code: [] },
  commitments: { commitment_number: [] },
  'budget-changes': {
    cost_code: [...STANDS_FOR['cost_code']!, 'from_cost_code', 'to_cost_code'],
    cost_type: [...STANDS_FOR['cost_type']!, 'from_cost_type', 'to_cost_type'],
  },
};
/** Required "one of the two" without a mark of its own. */
const ONE_OF: Record<string, string[]> = {
  'budget-forecasts': ['forecast_to_complete', 'estimated_cost_at_completion'],
};

const lettersAndFigures = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
/**
 * Headers are compared without case, spaces and punctuation. Two readings of that: `%` and `#` dropped like the rest
 * (a bare `#` is then compared as it stands), or read as the words they stand for. Schemas must be clear under both.
 */
const READINGS = [
  (name: string): string => lettersAndFigures(name) || name.trim(),
  (name: string): string => lettersAndFigures(name.replace(/%/g, 'percent').replace(/#/g, 'number')),
] as const;
/** JSON only: a name on the object and the same name on its lines are two things; a flat file must not hang on them. */
const SHARED_BY_LEVELS = ['id', 'number', 'name', 'description', 'origincode'];

const files = readdirSync(RULES)
  .filter((name) => name.endsWith('.schema.json'))
  .sort();
const schemas = new Map(
  files.map((file) => {
    const schema = JSON.parse(readFileSync(new URL(file, RULES), 'utf8')) as Schema;
    return [schema.dataset, schema] as const;
  }),
);
const schemaOf = (dataset: string): Schema => schemas.get(dataset)!;
const columnsIn = (dataset: string): { name: string; isKey: boolean; isRequired: boolean }[] =>
  INTERFACE[dataset]!.split(' ').map((text) => ({
    name: text.replace(/[*!]/g, ''),
    isKey: text.includes('**'),
    isRequired: text.endsWith('!'),
  }));
const spellingsOf = (schema: Schema): { column: string; level: string; spelling: string }[] =>
  Object.entries(schema.properties).flatMap(([column, { level, aliases }]) =>
    [column, ...aliases].map((spelling) => ({ column, level, spelling })),
  );
const alternativesOf = (dataset: string, column: string): string[] => [
  column,
  ...(STANDS_FOR_IN[dataset]?.[column] ?? STANDS_FOR[column] ?? []),
];
const sorted = (names: Iterable<string>): string[] => [...names].sort();

function compile(schema: Schema): ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
  for (const keyword of ['dataset', 'document', 'kind', 'level', 'aliases', 'choices', 'digits']) {
    ajv.addKeyword({ keyword });
  }
  return ajv.compile(schema);
}

/** Sets of columns of which every ordinary row needs one. A tier row, let through by `not`, is no ordinary row. */
function requiredSets(schema: Schema): string[][] {
  const groups = (schema.allOf ?? []).map(({ anyOf }) =>
    anyOf.filter((branch) => branch.not === undefined).flatMap((branch) => branch.required!),
  );
  return [...(schema.required ?? []).map((name) => [name]), ...groups];
}

function clashesIn(schema: Schema, read: (name: string) => string): string[] {
  const owners = new Map<string, string>();
  return spellingsOf(schema).flatMap(({ column, level, spelling }) => {
    const form = read(spelling);
    const owner = owners.get(`${level} ${form}`);
    const across = owners.get(`${level === 'header' ? 'line' : 'header'} ${form}`);
    owners.set(`${level} ${form}`, column);
    const isShared = across === undefined || SHARED_BY_LEVELS.includes(form);
    if (form !== '' && (owner ?? column) === column && isShared) return [];
    return [`"${spelling}" of ${column} and ${owner ?? across ?? 'nothing'}`];
  });
}

/** A sentence or more; the last one names a limit in full, and after the colon where it comes from. */
function isDescribed({ description, maxLength, digits }: Property): boolean {
  const last = description.split(/(?<=\.) /).at(-1)!;
  const [before, after] = digits?.split('.') ?? [];
  const wanted =
    maxLength !== undefined
      ? `^At most ${maxLength} characters.*: .+`
      : digits !== undefined
        ? `^At most ${before} digits before .*${after} after.*: .+`
        : '';
  if (!new RegExp(wanted).test(last)) return false;
  return /^[A-Z].*\.$/.test(description);
}

describe('the schemas of the datasets', () => {
  it('are there, one file each', () => {
    expect(files).toEqual(sorted([...schemas.keys()].map((dataset) => `${dataset}.schema.json`)));
    expect([...schemas.keys()]).toEqual(expect.arrayContaining(Object.keys(INTERFACE)));
  });

  describe.each([...schemas.keys()])('%s', (dataset) => {
    const schema = schemaOf(dataset);
    const names = Object.keys(schema.properties);
    const isPublished = Object.hasOwn(INTERFACE, dataset);

    it('compiles in draft 2020-12 with our own keywords declared', () => {
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(() => compile(schema)).not.toThrow();
      expect([schema.type, schema.additionalProperties]).toEqual(['object', false]);
      for (const text of [schema.title, schema.description, schema.document.is]) expect(text).not.toBe('');
    });

    it('has the columns of the interface first, in their order, and the ids last', () => {
      const published = isPublished ? columnsIn(dataset).map(({ name }) => name) : [];
      expect(names.slice(0, published.length)).toEqual(published);
      const ids = ['procore_id', 'origin_id', ...(schema.document.lineKeys.length > 0 ? ['line_procore_id'] : [])];
      expect(names.slice(-ids.length)).toEqual(ids);
      for (const id of ids) {
        expect(schema.properties[id]).toMatchObject({ kind: 'text', level: id.startsWith('line') ? 'line' : 'header' });
      }
    });

    it('requires what the interface requires, or what may stand for it, and nothing else', () => {
      for (const set of requiredSets(schema)) for (const name of set) expect(names).toContain(name);
      if (!isPublished) return;
      const expected = columnsIn(dataset)
        .filter(({ isRequired }) => isRequired)
        .map(({ name }) => alternativesOf(dataset, name));
      if (ONE_OF[dataset] !== undefined) expected.push(ONE_OF[dataset]);
      const inOrder = (sets: string[][]): string[] => sets.map((set) => sorted(set).join('|')).sort();
      expect(inOrder(requiredSets(schema))).toEqual(inOrder(expected));
    });

    it('uses every key column of the interface to tell documents or lines apart', () => {
      const { key, lineKeys } = schema.document;
      const used = [...key, ...lineKeys].flat();
      if (isPublished) for (const { name, isKey } of columnsIn(dataset)) if (isKey) expect(used).toContain(name);
      for (const name of used) expect(names).toContain(name);
      for (const name of key.flat()) expect(schema.properties[name]!.level).toBe('header');
      if (lineKeys.length === 0) for (const { level } of Object.values(schema.properties)) expect(level).toBe('header');
    });

    it('gives no spelling to two columns, however % and # are read', () => {
      for (const read of READINGS) expect(clashesIn(schema, read)).toEqual([]);
    });

    it('describes each column for the accountant, with the source of its limit', () => {
      expect(Object.entries(schema.properties).filter(([, property]) => !isDescribed(property))).toEqual([]);
    });

    it('gives each column the type its kind has in memory, and each choice its spellings', () => {
      for (const [name, property] of Object.entries(schema.properties)) {
        const whole = ['money', 'quantity', 'unit-cost', 'percent', 'rate', 'hours', 'integer'].includes(property.kind);
        const text = ['text', 'code', 'choice', 'date'].includes(property.kind);
        expect([name, property.type]).toEqual([name, whole ? 'integer' : text ? 'string' : 'boolean']);
        expect([name, property.choices !== undefined]).toEqual([name, property.kind === 'choice']);
        const spellings = Object.entries(property.choices ?? {}).flatMap(([value, others]) => [
          ...new Set([value, ...others].map(READINGS[0])),
        ]);
        expect([name, new Set(spellings).size]).toEqual([name, spellings.length]);
      }
    });

    it('keeps its lines readable', () => {
      const text = readFileSync(new URL(`${dataset}.schema.json`, RULES), 'utf8');
      expect(text.split('\n').filter((line) => line.length > 160)).toEqual([]);
    });
  });
});

describe('a header', () => {
  const read = READINGS[1]!;
  const knows = (schema: Schema, name: string): boolean =>
    spellingsOf(schema).some(({ spelling }) => read(spelling) === read(name));
  const recognised = (header: readonly string[]): string[] => {
    const whole = [...schemas.values()].filter((schema) =>
      requiredSets(schema).every((set) => set.some((name) => header.includes(name))),
    );
    const unknown = whole.map((schema) => header.filter((name) => !knows(schema, name)).length);
    return whole.filter((_, index) => unknown[index] === Math.min(...unknown)).map(({ dataset }) => dataset);
  };

  it.each(Object.keys(INTERFACE))('with the columns of %s is recognised as that dataset alone', (dataset) => {
    const columns = columnsIn(dataset);
    expect(recognised(columns.map(({ name }) => name))).toEqual([dataset]);
    const required = columns.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    expect(recognised([...required, ...(ONE_OF[dataset] ?? []).slice(0, 1)])).toEqual([dataset]);
  });

  it.each([...schemas.keys()])('with every column of %s is recognised as that dataset alone', (dataset) => {
    expect(recognised(Object.keys(schemaOf(dataset).properties))).toEqual([dataset]);
  });

  const owner = (dataset: string, level: string, name: string): string | undefined =>
    spellingsOf(schemaOf(dataset)).find((entry) => entry.level === level && read(entry.spelling) === read(name))
      ?.column;

  it.each([
    ['companies', 'header', 'origin_code', 'vendor_code'],
    ['companies', 'header', 'trade_name', undefined],
    ['companies', 'header', 'company', undefined],
    ['company-insurances', 'line', 'insurance_provider', 'provider'],
    ['projects', 'header', 'active', 'is_active'],
    ['project-cost-codes', 'header', 'full_code', 'cost_code'],
    ['project-cost-codes', 'header', 'code', undefined],
    ['budgets', 'line', 'Cost Code Tier 1', 'cost_code_tier_1'],
    ['budgets', 'line', 'Budget Code', 'budget_code'],
    ['commitments', 'header', 'vendor.company', 'vendor_name'],
    ['commitments', 'header', 'description', undefined],
    ['commitments', 'line', 'line_item_type.code', 'cost_type'],
    ['commitments', 'line', 'cost_code.id', undefined],
    ['commitments', 'line', '#', 'line_number'],
    ['commitments', 'line', 'extended_amount', undefined],
    ['commitments', 'line', 'Billed to Date', undefined],
    ['commitment-change-orders', 'header', 'description', 'scope'],
    ['commitment-change-orders', 'header', 'contract_id', 'commitment_id'],
    ['prime-contract-change-orders', 'line', 'amount', 'revenue_amount'],
    ['prime-contract-change-orders', 'line', 'extended_amount', 'estimate_amount'],
    ['subcontractor-invoices', 'header', 'number', undefined],
    ['subcontractor-invoices', 'line', 'Item No', 'line_number'],
    ['subcontractor-invoices', 'header', 'summary.current_payment_due', 'current_payment_due'],
    ['owner-invoices', 'line', 'materials_stored_retainage_currently_retained', 'stored_materials_retainage_now'],
    ['timecards', 'line', 'approval_status', 'status'],
    ['tax-groups', 'header', 'rate1', 'rate'],
  ] as const)('of %s, %s level: %s is %s', (dataset, level, name, column) => {
    expect(owner(dataset, level, name)).toBe(column);
  });

  it('never takes a balance to date for an amount of this period', () => {
    const balances = [
      'total_completed_and_stored_to_date',
      'work_completed_from_previous_application',
      'total_retainage',
      'work_completed_retainage_from_previous_application',
      'total_retainage_currently_retained',
      'Retainage Held',
      'balance_to_finish',
      'scheduled_value',
      'net_amount',
      'gross_amount',
      'Retainage',
      'Amount',
      'Billed to Date',
      'summary.total_retainage',
      'summary.total_earned_less_retainage',
    ];
    for (const dataset of ['subcontractor-invoices', 'owner-invoices']) {
      for (const name of balances) expect(knows(schemaOf(dataset), name)).toBe(false);
    }
  });
});

describe('a row', () => {
  const checks = new Map<string, ValidateFunction>();
  const accepts = (dataset: string, row: object): boolean => {
    const check = checks.get(dataset) ?? compile(schemaOf(dataset));
    checks.set(dataset, check);
    return check(JSON.parse(JSON.stringify(row))) === true;
  };

  it('of a new company needs no vendor code: it waits for one', () => {
    expect(accepts('companies', { name: 'Star Framing' })).toBe(true);
    expect(accepts('companies', { vendor_code: 'STAR' })).toBe(false);
    expect(accepts('companies', { name: 'A name of more than thirty signs' })).toBe(false);
  });

  it('of a budget needs amount, code and type, but a tier row without any figure is a division', () => {
    const row = { project_number: '12-345', cost_code: '03-300', cost_type: 'L', original_budget_amount: 100 };
    expect(accepts('budgets', row)).toBe(true);
    for (const name of Object.keys(row)) expect(accepts('budgets', { ...row, [name]: undefined })).toBe(false);
    const division = { project_number: '12-345', cost_code_tier_1: '03 - Concrete' };
    expect(accepts('budgets', division)).toBe(true);
    expect(accepts('budgets', { ...division, original_budget_amount: 100 })).toBe(false);
    expect(accepts('budgets', { ...division, cost_type: 'L' })).toBe(false);
    expect(accepts('budgets', { ...division, budget_code: '03-300.L', original_budget_amount: 0 })).toBe(true);
  });

  it('of a forecast needs one of the two figures', () => {
    const row = { project_number: '12-345', cost_code: '03-300', cost_type: 'L' };
    expect(accepts('budget-forecasts', row)).toBe(false);
    expect(accepts('budget-forecasts', { ...row, forecast_to_complete: 0 })).toBe(true);
    expect(accepts('budget-forecasts', { project_number: '12-345', cost_code_tier_1: '03 - Concrete' })).toBe(true);
  });

  it('of a transfer names cost code and cost type of each side it has', () => {
    const change = { project_number: '12-345', change_number: '1', amount: 100 };
    const from = { ...change, from_cost_code: '03-300', from_cost_type: 'L' };
    expect(accepts('budget-changes', change)).toBe(false);
    expect(accepts('budget-changes', from)).toBe(true);
    expect(accepts('budget-changes', { ...from, to_cost_code: '03-310' })).toBe(false);
    expect(accepts('budget-changes', { ...from, to_cost_code: '03-310', to_cost_type: 'M' })).toBe(true);
  });

  it('of an invoice names its commitment, not its vendor', () => {
    const row = {
      invoice_number: '7',
      billing_date: '2025-03-31',
      status: 'Approved',
      wbs_code: '03-300.S',
      work_completed_this_period: 0,
    };
    expect(accepts('subcontractor-invoices', row)).toBe(false);
    expect(accepts('subcontractor-invoices', { ...row, commitment_id: '701973' })).toBe(true);
  });
});

describe('the decision tables', () => {
  const rowsOf = (name: string): [from: string, to: string][] => {
    const [header, ...lines] = readFileSync(new URL(`tables/${name}.csv`, RULES), 'utf8')
      .trimEnd()
      .split('\n');
    expect(header).toBe('from,to,note');
    return lines.map((line) => {
      const [from, to] = line.split(',');
      return [from!, to!];
    });
  };

  it.each([
    ['cost-types', /^[LMESO]$/],
    ['vendor-types', /^.{1,20}$/],
    ['commitment-types', /^(Subcontract|Purchase order)$/],
    ['insurance-types', /^(general-liability|automobile|workers-compensation|umbrella)$/],
  ])('%s has values Sage can hold, and no spelling with two of them', (name, allowed) => {
    const values = new Map<string, string>();
    for (const [from, to] of rowsOf(name)) {
      expect(to).toMatch(allowed);
      const form = READINGS[0]!(from);
      expect(form).not.toBe('');
      expect(values.get(form) ?? to).toBe(to);
      values.set(form, to);
    }
  });

  it('know every spelling of a commitment type that the schema takes for its own value', () => {
    const known = rowsOf('commitment-types').map(([from]) => from);
    expect(known).toEqual(expect.arrayContaining(Object.keys(schemaOf('commitments').properties['type']!.choices!)));
  });
});
