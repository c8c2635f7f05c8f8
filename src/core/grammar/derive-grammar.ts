/**
 * The grammar of `derive` in a mapping: values made from others, one way each.
 * Promise: the ways are those of `DerivedDefinition`, all of them.
 * Does not: know the names a value is made from; `compile-plan` does.
 */
import type { DerivedDefinition } from '../mapping-grammar.js';
import type { DateShift } from '../dates.js';
import type { Kind } from '../nouns.js';
import {
  atLeastOne,
  exactlyOne,
  oneOf,
  list,
  matching,
  name,
  NAME,
  never,
  record,
  SCALARS,
  text,
  value,
  word,
  type Grammar,
  type Schema,
} from './grammar-words.js';
import { NAME_OF_VALUE, NOT_EMPTY, PRESENCE, LEVEL, transform, type AnyKey } from './mapping-words.js';

const KIND = oneOf<Kind>('What kind of value it is.', {
  text: 'any text',
  code: 'a code',
  choice: 'one of the choices of a column',
  date: 'YYYY-MM-DD',
  boolean: 'true or false',
  integer: 'a whole number',
  money: 'cents',
  hours: '2 decimals',
  quantity: '4 decimals',
  'unit-cost': '4 decimals',
  percent: '4 decimals',
  rate: '4 decimals',
});

/** Keys that say more about one of the forms. */
type ModifierKey = 'from' | 'args' | 'within' | 'by' | 'among' | keyof DateShift;
type DeriveKey = Exclude<AnyKey<DerivedDefinition>, 'name' | 'on' | 'kind' | 'when' | ModifierKey>;

const DERIVE_FORMS: Readonly<Record<DeriveKey, Grammar>> = {
  add: list(
    'Their sum; - in front subtracts, absent counts as 0.',
    matching('A name, or -name.', `^-?${NAME}$`),
    NOT_EMPTY,
  ),
  multiply: list('Quantity × unit cost, rounded to the cent; nothing when one is absent.', NAME_OF_VALUE, {
    minItems: 2,
    maxItems: 2,
  }),
  sum: name('The sum over the lines. Stands on documents.'),
  count: name('How many lines have this value. Stands on documents.'),
  firstOf: list('The first of these that has a value.', NAME_OF_VALUE, NOT_EMPTY),
  choose: record(
    'By the text in "by", one of several names; nothing for any other text.',
    text('The text, such as general-liability.'),
    NAME_OF_VALUE,
    { minProperties: 1 },
  ),
  latest: name('The latest or largest of this value among the lines with the same "among". Stands on lines.'),
  value: value('A constant, as it stands in memory: amounts in cents.'),
  pattern: matching(
    'Text with {name} in it, such as {commitment_number}-{invoice_number}; or @setting, the pattern ' +
      'a profile setting holds. Nothing when a name is absent.',
    '\\{[\\w.]+\\}|^@[A-Za-z]+$',
  ),
  transform: transform('What is made of the text in "from".', true),
  table: word('The decision table rules/tables/<table>.csv, asked for the text in "from"; nothing where it has none.'),
  itemNumber: name("Sage's item number from this line identity: whole numbers stay, others take the next free ones."),
  nextAfter: name('The next free number after this one among documents with the same "within", in their order.'),
  division: name('The division of this code: its first section.'),
  shift: name('This date, moved by years and months, then days; a day the month does not have becomes its last.'),
};

const SPANS: Readonly<Record<keyof DateShift, Grammar>> = {
  years: span('With shift: how many years later; negative is earlier. 29 February and a year is 28 February.', 999),
  months: span('With shift: how many months later. 31 January and a month is the last of February.', 9_999),
  days: span('With shift: how many days later, counted after years and months.', 99_999),
};

function span(description: string, maximum: number): Grammar {
  return { description, type: 'integer', minimum: -maximum, maximum };
}

function form(key: DeriveKey, then: Schema): Schema {
  return { if: { required: [key] }, then };
}

/** What stands in one place only; the words are the messages. */
function only(on: 'document' | 'line', key: DeriveKey, more: Schema = NO_WHEN): Schema {
  const other = on === 'line' ? 'document' : 'line';
  const place: Schema = { not: { const: other }, description: `"${key}" stands on ${on}s: "on": "${on}"` };
  return form(key, { properties: { on: place, ...more } });
}

const NO_WHEN: Schema = { when: never('this takes no "when": give the value it reads one') };

export const DERIVE: Grammar = {
  description: 'A value made from others. Which step comes first, Tieout finds out by itself.',
  type: 'object',
  additionalProperties: false,
  required: ['name', 'on', 'kind'],
  properties: {
    name: name('Its name, for rules, look-ups and targets.'),
    on: oneOf<'document' | 'line'>('Where it stands.', LEVEL),
    kind: KIND,
    when: PRESENCE,
    ...DERIVE_FORMS,
    from: name('With transform or table: the value it starts from.'),
    args: list('With transform: its arguments, such as [30] for cut.', { anyOf: SCALARS }),
    within: name('With nextAfter: what numbers are counted within, such as commitment_number.'),
    by: name('With choose: the value whose text decides.'),
    among: name('With latest: the value that lines have in common, such as insurance_type.'),
    ...SPANS,
  },
  ...exactlyOne(...Object.keys(DERIVE_FORMS)),
  dependentRequired: {
    transform: ['from'],
    table: ['from'],
    nextAfter: ['within'],
    within: ['nextAfter'],
    args: ['transform'],
    choose: ['by'],
    by: ['choose'],
    latest: ['among'],
    among: ['latest'],
    ...Object.fromEntries(Object.keys(SPANS).map((key) => [key, ['shift']])),
  },
  allOf: [
    ...(['sum', 'count'] as const).map((key) => only('document', key)),
    ...(['itemNumber', 'latest'] as const).map((key) => only('line', key)),
    only('line', 'nextAfter', {}),
    form('shift', {
      ...atLeastOne(...Object.keys(SPANS)),
      description: `"shift" says by how much: ${Object.keys(SPANS).join(', ')}`,
    }),
  ],
  if: { required: ['from'] },
  then: { ...atLeastOne('transform', 'table'), description: '"from" stands with "transform" or "table"' },
};
