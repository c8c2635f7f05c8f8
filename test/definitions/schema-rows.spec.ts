/**
 * What the shipped schemas make of a header and of a row: which dataset a header is of, which column a spelling means,
 * and what a row cannot do without.
 * Promise: read with ajv alone and none of the product's own code.
 */
import { describe, expect, it } from '@jest/globals';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import {
  columnsIn,
  compile,
  INTERFACE,
  ONE_OF,
  READINGS,
  requiredSets,
  type Schema,
  schemaOf,
  schemas,
  spellingsOf,
} from '../support/dataset-schemas.js';

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
    ['tax-groups', 'header', 'rate1', 'rate_1'],
    ['projects', 'header', 'origin_code', 'erp_job_id'],
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
