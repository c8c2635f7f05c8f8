/**
 * A budget or WBS code that stands for cost code and cost type: `03-300.S`, `00-.30.14-.L`, or cost code tiers.
 * Promise: split by the profile's pattern (named groups `cost_code`, `cost_type`, `sub_job`), never by counting
 * characters; a column given for itself always wins; what the pattern does not fit stays unsplit and holds the row.
 * Does not: re-format the parts (their masks do).
 */
import type { DatasetSchema, Profile } from './nouns.js';
import type { Values } from './work.js';

/** Columns a code may be split from. */
export const BUDGET_CODES: readonly string[] = [
  'budget_code',
  'wbs_code',
  'cost_code_tier_1',
  'cost_code_tier_2',
  'cost_code_tier_3',
];
/** Columns it is split into. */
export const SPLIT_CODES: readonly string[] = ['sub_job', 'cost_code', 'cost_type'];

const TIERS = ['cost_code_tier_3', 'cost_code_tier_2', 'cost_code_tier_1'];
const patterns = new Map<string, RegExp>();

export interface Unsplit {
  readonly column: string;
  readonly message: string;
}

/** Fills what is absent; what the row needs and the code does not give is a trouble of its column. */
export function splitBudgetCode(values: Values, schema: DatasetSchema, profile: Profile): Unsplit | null {
  if (!schema.column.has('budget_code')) return null;
  if (values['cost_code'] == null) fromTiers(values);
  if (values['cost_code'] != null && values['cost_type'] != null) return null;
  const column = values['budget_code'] == null ? 'wbs_code' : 'budget_code';
  const text = values[column];
  if (text == null) return null;
  const groups = patternOf(profile).exec(codePart(String(text)))?.groups ?? {};
  fill(values, 'cost_code', groups['cost_code']);
  fill(values, 'cost_type', groups['cost_type']);
  fill(values, 'sub_job', groups['sub_job']);
  const lacking = ['cost_code', 'cost_type'].filter(
    (name) => values[name] == null && schema.requiredColumns.some((set) => set.includes(name)),
  );
  if (lacking.length === 0) return null;
  return {
    column,
    message:
      `"${String(text)}" does not split into cost code and cost type by the profile's budgetCodePattern. ` +
      `Type ${lacking.join(' and ')}, or correct the code.`,
  };
}

function patternOf(profile: Profile): RegExp {
  const known = patterns.get(profile.budgetCodePattern) ?? new RegExp(profile.budgetCodePattern);
  patterns.set(profile.budgetCodePattern, known);
  return known;
}

/** `03-300.S - Footings.Subcontract`: the code stands before the first spaced dash. */
function codePart(text: string): string {
  return text.split(/\s+-\s+/)[0]!.trim();
}

function fill(values: Values, column: string, text: string | undefined): void {
  if (text !== undefined && text !== '' && values[column] == null) values[column] = text;
}

/** The deepest tier that is given is the code; its name follows after a spaced dash and falls away with the mask. */
function fromTiers(values: Values): void {
  const tier = TIERS.find((name) => values[name] != null);
  if (tier !== undefined) values['cost_code'] = values[tier]!;
}
