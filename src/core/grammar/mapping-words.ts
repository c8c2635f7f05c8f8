/**
 * What the parts of a mapping's grammar have in common: names of values, presence, levels, transforms.
 * Promise: transforms are the machine's own list, each with what it does.
 * Does not: check anything.
 */
import { transforms } from '../transforms/index.js';
import { type Grammar, list, matching, name, NAME, oneOf, type Schema } from './grammar-words.js';

/** All keys that any member of a union has. */
export type AnyKey<T> = T extends unknown ? keyof T : never;
export const LEVEL = { document: 'once, on the document', line: 'on each line' };
export const NAME_OF_VALUE = name('A column or a value made from columns.');
export const NOT_EMPTY: Schema = { minItems: 1 };

export const PRESENCE = list(
  'Only where each of these names has a value, and each with ! in front has none. Present counts, not true.',
  matching('A name, or !name for "absent".', `^!?${NAME}$`),
  NOT_EMPTY,
);

export function transform(description: string, mayHaveArguments: boolean): Grammar {
  const usable = [...transforms.values()].filter((each) => mayHaveArguments || each.arguments.length === 0);
  return oneOf(description, Object.fromEntries(usable.map((each) => [each.name, each.summary.replace(/\.$/, '')])));
}
