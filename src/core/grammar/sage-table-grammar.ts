/**
 * The grammar of `mappings/sage/tables/<table>.json`: one table of Sage, its key, its columns and the totals it moves.
 * Promise: the keys are those of `SageTableFile` and its parts (the compiler sees to it).
 * Does not: hold tables against each other, or names against columns; `check-sage-tables` does.
 */
import type { SageTableFile } from '../sage-table.js';
import type { SageType } from '../nouns.js';
import {
  datasetName,
  either,
  file,
  flag,
  type Grammar,
  list,
  matching,
  oneOf,
  optional,
  record,
  SCALARS,
  type Schema,
  shape,
  tableColumn,
  text,
  whole,
} from './grammar-words.js';

type Column = SageTableFile['columns'][number];
type ForeignKey = NonNullable<SageTableFile['foreignKeys']>[number];
type Total = NonNullable<SageTableFile['totals']>[number];

const NOT_EMPTY: Schema = { minItems: 1 };
const THROUGH = '(through\\.)?';
const COLUMN = '[a-z][a-z0-9_]*';

/** A table says of what may be absent `null`, so that each has a place in every file. */
function orNull(grammar: Grammar): Grammar {
  const { description, ...schema } = grammar;
  return either(`${description} Or null.`, schema, { type: 'null' });
}

const TYPE = oneOf<SageType>('What the column holds.', {
  text: 'characters, at most "length"',
  money: 'an amount, 2 decimals',
  units: 'a quantity or unit cost, 4 decimals',
  percent: 'a percentage, 4 decimals',
  integer: 'a whole number',
  bigint: 'a whole number of up to 18 digits',
  boolean: 'true or false',
  date: 'a day',
  time: 'a time of day',
});

const TABLE_NAME = matching(
  "Sage's name of a table in lower case, such as jcm_master__job; the name of its file.",
  '^[a-z][a-z0-9_]*$',
);

const A_COLUMN = shape<Column>('One column, on one line, in the order of Sage.', {
  name: tableColumn("Sage's name in lower case."),
  sageName: optional(text("Sage's own spelling of the name.")),
  type: TYPE,
  length: optional(orNull(whole('The most characters; for text only.', 1))),
  digits: optional(whole('The most digits before the point that Sage takes; for money and units.', 1)),
  notNull: optional(flag('Whether the column always has a value; key columns do.')),
  default: optional(either('What it holds where a mapping does not write it.', ...SCALARS)),
  note: optional(orNull(text('A remark: the evidence of this column, or a quirk of Sage.'))),
  evidence: optional(text('How sure we are of this column, where it differs from the table.')),
});

const FOREIGN_KEY = shape<ForeignKey>('A row of another table that must be there first.', {
  columns: list('Columns of this table.', tableColumn('A column.'), NOT_EMPTY),
  table: TABLE_NAME,
  references: optional(
    list('The whole key of that table, in the same order; as "columns" where left out.', tableColumn('A column.')),
  ),
});

const SOURCE = matching(
  'A column of this table, or through.<column> of the row in "through".',
  `^${THROUGH}${COLUMN}$`,
);

const TOTAL = shape<Total>('A total of Sage that each new row of this table adds to.', {
  event: text('What happens, in words; several totals of one event share it.'),
  when: optional(
    record(
      'Only rows whose columns hold one of these values; "<any>" takes any that is not blank. All must hold.',
      SOURCE,
      list('The values.', { type: 'string' }, NOT_EMPTY),
    ),
  ),
  to: TABLE_NAME,
  key: record('The whole key of that table: its column → column of this table.', tableColumn('A key column.'), SOURCE),
  add: record(
    'What is added: column of that table → column of this one, or several joined by + and -.',
    tableColumn('A column of that table.'),
    matching('Columns of this table joined by + and -, such as amount - tax.', `^${COLUMN}( [-+] ${COLUMN})*$`),
    { minProperties: 1 },
  ),
  through: optional(
    orNull(
      shape<NonNullable<Total['through']>>('A row to read columns from that this table does not have.', {
        table: TABLE_NAME,
        key: record('Its whole key: its column → column of this table.', tableColumn('A key column.'), SOURCE),
      }),
    ),
  ),
  countedWith: optional(
    orNull(datasetName('The dataset whose "countedOnArrival" in the profile decides, whoever writes the row.')),
  ),
  unlessProfile: optional(
    orNull(
      matching('A switch of the profile: where it is false, only rows without an extra count.', '^[a-z][A-Za-z]*$'),
    ),
  ),
});

export const SAGE_TABLE_GRAMMAR = file<SageTableFile>(
  'Table of Sage',
  'mappings/sage/tables/<table>.json: a table of Sage 300 CRE; migrations are made from it.',
  {
    table: TABLE_NAME,
    sageName: optional(text("Sage's own spelling, in capitals.")),
    description: optional(text('What one row is.', { minLength: 0 })),
    evidence: optional(
      text('How sure we are: [M] measured, [Q] seen in queries, [I] inferred or ours.', { minLength: 0 }),
    ),
    key: list('The columns that tell its rows apart.', tableColumn('A column.'), NOT_EMPTY),
    columns: list('All columns.', A_COLUMN, NOT_EMPTY),
    foreignKeys: optional(list('Rows of other tables that must be there.', FOREIGN_KEY)),
    indexes: optional(list('Lists of columns to search by.', list('Columns.', tableColumn('A column.'), NOT_EMPTY))),
    totals: optional(list('Totals of other tables that a new row adds to.', TOTAL)),
    note: optional(text('A remark on the table.')),
  },
);
