/**
 * The grammar of `mappings/<dataset>.mapping.json`: codes, derived values, look-ups, targets, and what is reconciled.
 * Promise: the keys are those of `MappingDefinition` and its parts; transforms and kinds are the machine's own lists.
 * Does not: know columns, tables, masks or decision tables; `compile-codes` and `compile-plan` check the names.
 */
import { CODING_PARTS, type CodingDefinition } from '../mapping-grammar.js';
import type {
  ColumnExpression,
  ExpandDefinition,
  LookupDefinition,
  MappingDefinition,
  Reconciled,
  ReportDefinition,
  ResolveDefinition,
  SummarizeDefinition,
  TargetDefinition,
} from '../mapping-grammar.js';
import { DERIVE } from './derive-grammar.js';
import {
  atLeastOne,
  datasetName,
  either,
  exactlyOne,
  issueCode,
  list,
  matching,
  name,
  NAME,
  never,
  onlyTrue,
  optional,
  record,
  SCALARS,
  tableColumn,
  text,
  value,
  whole,
  word,
  type Grammar,
  type Schema,
  file,
  oneOf,
  shape,
} from './grammar-words.js';
import { NAME_OF_VALUE, NOT_EMPTY, PRESENCE, LEVEL, transform, type AnyKey } from './mapping-words.js';

type Missing = NonNullable<LookupDefinition['missing']>;
type Unique = NonNullable<LookupDefinition['unique']>;
type Crosswalk = NonNullable<MappingDefinition['crosswalk']>;

// ------------------------------------------------------------------------------------- codes, names, lines

const CODE = either(
  'The mask of the profile that the code must fit, by name; or a decision table it is looked up in.',
  word('A mask of the profile, such as costCode.'),
  {
    type: 'object',
    additionalProperties: false,
    required: ['table'],
    properties: {
      table: word('The decision table: rules/tables/<table>.csv.'),
    },
  },
);

const ENTITIES = { vendor: 'companies', job: 'projects', commitment: 'commitments' };

const RESOLVE = shape<ResolveDefinition>(
  'A code that may be given by name or by Procore id instead.',
  {
    column: tableColumn('The column that is filled when it is absent.'),
    entity: oneOf<ResolveDefinition['entity']>('Whose crosswalk is asked.', ENTITIES),
    byName: optional(tableColumn('The column that holds the name.')),
    byId: optional(tableColumn("The column that holds Procore's id; asked first.")),
    optional: optional(onlyTrue('What is not found is no reason to wait.')),
  },
  atLeastOne('byName', 'byId'),
);

const EXPAND = shape<ExpandDefinition>('One row that stands for several lines, such as a transfer.', {
  when: PRESENCE,
  lines: list(
    'The lines the row becomes; other columns come along as they are.',
    record(
      'One line.',
      tableColumn('The column that is set.'),
      matching('The column it comes from, with - in front when its sign turns.', `^-?${NAME}$`),
    ),
    NOT_EMPTY,
  ),
});

// ---------------------------------------------------------------------------------------------------- lookups

const MISSING = shape<Missing>('What a missing row means; without this it means nothing.', {
  outcome: oneOf<Missing['outcome']>('What becomes of the document.', {
    waiting: 'it goes by itself when the row arrives',
    held: 'it is wrong',
  }),
  code: issueCode('The code of the issue.'),
  message: text('What is missing and what to do; {column} stands for a value.'),
  column: optional(name('The column the issue points at; where nothing is said, the first name in the key.')),
  ifLoaded: optional(onlyTrue('Only when the table has any row: a master that was never loaded is not checked.')),
  nearest: optional(tableColumn('The table column whose near values are suggested.')),
  among: optional(record('Only rows with these texts are suggested.', tableColumn('A column.'), { type: 'string' })),
});

const TABLE_COLUMN_COMPARED = '^[a-z][a-z0-9_]*(@(any|caseless|division|unpadded))?$';

const LOOKUP = shape<LookupDefinition>('A question to a Sage table. Gives <lookup>.exists and <lookup>.<column>.', {
  on: oneOf<LookupDefinition['on']>('Where it is asked.', LEVEL),
  table: tableColumn('The table, from mappings/sage/tables.'),
  key: record(
    'Table column → where its value comes from.',
    matching(
      'A column of the table; with @division its first section, with @any any of the words it holds, with @caseless ' +
        'whatever its capitals, with @unpadded also whatever its leading zeros.',
      TABLE_COLUMN_COMPARED,
    ),
    matching("A name, name? for a part that may be blank, or 'text' in quotes.", `^(${NAME}\\??|'[^']*')$`),
    { minProperties: 1 },
  ),
  take: list('The columns it gives.', tableColumn('A column of the table.'), NOT_EMPTY),
  when: optional(PRESENCE),
  unique: optional(
    shape<Unique>('The key may fit several rows: exactly one must match, else the document is held.', {
      code: issueCode('The code of the issue when several match.'),
      message: text('What to type so that only one matches; {column} stands for a value.'),
    }),
  ),
  max: optional(onlyTrue('Gives the largest value of the first column taken, 0 when there is no row.')),
  parentOf: optional(matching('The key column with dotted numbers: 1.1.2, else 1.1, else 1.', TABLE_COLUMN_COMPARED)),
  missing: optional(MISSING),
});

// ---------------------------------------------------------------------------------------------------- targets

type ExpressionKey = AnyKey<Exclude<ColumnExpression, string>>;

const EXPRESSION_KEYS: Readonly<Record<ExpressionKey, Grammar>> = {
  value: value('A constant, as it stands in memory: amounts in cents.'),
  sum: { description: 'The value summed over the lines, by name; or true beside "agree".' },
  agree: name('The value all lines have, or with "sum": true their sum; nothing where the lines do not agree.'),
  with: list('Values that must be the same on all lines too.', NAME_OF_VALUE),
  from: name('The value that is cut, transformed or looked up.'),
  cut: whole('At most so many characters; each cut is listed.', 1),
  transform: transform('What is made of the text first.', false),
  firstOf: list('The first of these that has a value.', NAME_OF_VALUE, NOT_EMPTY),
  table: word('The decision table rules/tables/<table>.csv, asked for the text in "from".'),
  join: name('The different values of the lines, with blanks between them.'),
  ordinal: onlyTrue('1, 2, 3 … over the rows this target makes of the document.'),
  times: whole('How many times the number in "of": 100 brings hours (2 decimals) into a column of 4 decimals.', 1),
  of: name('With times: the number that is multiplied.'),
};

/** Keys that make a value; the others go with one of these. "sum" makes one by itself, or adds to "agree". */
const EXPRESSION_FORMS: readonly ExpressionKey[] = ['value', 'agree', 'from', 'firstOf', 'join', 'ordinal', 'times'];
const SUM_ALONE: Schema = { required: ['sum'], not: { required: ['agree'] } };

const EXPRESSION = either('The value of the column: a name, or an object that says how it is made.', NAME_OF_VALUE, {
  type: 'object',
  additionalProperties: false,
  properties: EXPRESSION_KEYS,
  oneOf: [SUM_ALONE, ...EXPRESSION_FORMS.map((key) => ({ required: [key] }))],
  dependentRequired: {
    agree: ['with'],
    with: ['agree'],
    table: ['from'],
    cut: ['from'],
    transform: ['from'],
    times: ['of'],
    of: ['times'],
  },
  allOf: [
    {
      if: { required: ['agree'] },
      then: { properties: { sum: { const: true, description: 'beside "agree" it is a switch' } } },
      else: { properties: { sum: name('The value summed over the lines.') } },
    },
    {
      if: { required: ['table'] },
      then: {
        properties: {
          cut: never('"cut" stands without "table"'),
          transform: never('"transform" stands without "table"'),
        },
      },
    },
  ],
});

const PICK = shape<NonNullable<TargetDefinition['pick']>>('With "per": "document": the one line whose values count.', {
  where: record('What the line must have.', tableColumn('A column.'), { anyOf: SCALARS }),
  latest: name('Among those the line with the latest of this.'),
});

const TARGET = shape<TargetDefinition>('Rows of one Sage table.', {
  table: tableColumn('The table, from mappings/sage/tables.'),
  per: oneOf<TargetDefinition['per']>('One row for each of these.', {
    document: 'document',
    line: 'line that is not excluded',
    group: 'group of lines that "summarize" makes',
  }),
  op: optional(
    oneOf<NonNullable<TargetDefinition['op']>>('What is done with the row.', {
      insert: 'it is ours (where nothing is said); masters are inserted or updated',
      update: 'only these columns of a row that another dataset owns',
    }),
  ),
  when: optional(PRESENCE),
  if: optional(word('Only where this profile switch is true, such as pccoPostsEstimateChange.')),
  columns: record('Column of the table → its value.', tableColumn('A column of the table.'), EXPRESSION, {
    minProperties: 1,
  }),
  ownedBySage: optional(
    list(
      'Columns Sage keeps once they have a value; a differing value is listed, never written.',
      tableColumn('A column of the table.'),
      NOT_EMPTY,
    ),
  ),
  pick: optional(PICK),
  onlyForward: optional(tableColumn('Never goes back: an earlier or blank value does not replace a later one.')),
  numberedBy: optional(
    list('Values that one document alone should have in Sage; two are warned of.', tableColumn('A column.'), NOT_EMPTY),
  ),
  countsRows: optional(onlyTrue('Its rows decide loaded against summarized; else the last line or group target does.')),
});

function needs(key: string): Schema {
  return { required: [key], description: `"strategy" asks for "${key}"` };
}

const SUMMARIZE = shape<SummarizeDefinition>(
  'How lines become groups, for targets with "per": "group".',
  {
    strategy: oneOf<SummarizeDefinition['strategy']>('Who decides.', {
      profile: 'the profile\'s "summarization"',
      by: 'the names in "by"',
    }),
    by: optional(list('With "strategy": "by": lines with the same values are one group.', NAME_OF_VALUE, NOT_EMPTY)),
    coding: optional(list('With "strategy": "profile": the values that make a coding.', NAME_OF_VALUE, NOT_EMPTY)),
    commitmentLine: optional(name('The value that names the commitment line.')),
    amount: name('The amount: the line with the most of it lends its commitment line and texts to the group.'),
  },
  {
    if: { properties: { strategy: { const: 'by' } }, required: ['strategy'] },
    then: needs('by'),
    else: needs('coding'),
  },
);

// ---------------------------------------------------------------------------------------------------- mapping

const MEASURE = tableColumn('A measure: amount, retainage, tax, net, revenue, hours.');

const SHOW = shape<NonNullable<MappingDefinition['show']>>('What lists and the action list print.', {
  vendor: optional(name('The vendor.')),
  job: optional(name('The job.')),
  title: optional(name('What the document is called.')),
});

const REPORT = shape<NonNullable<MappingDefinition['report']>>('How the reconciliation report shows the dataset.', {
  label: optional(text('Its name on page 1; without it the title of its schema.')),
  place: optional(whole('Where it stands on page 1: the smaller, the higher; those without follow in load order.', 0)),
  listedIn: optional(
    oneOf<NonNullable<ReportDefinition['listedIn']>>('The section that lists its loaded rows.', {
      vendors: 'vendor, commitment, line',
      jobs: 'job, extra, cost code, category',
      register: 'the AP invoice register',
    }),
  ),
  measures: optional(record('Measure → its name on page 1, in the order shown.', MEASURE, text('Its name.'))),
});

const AGAIN = {
  table: tableColumn('The table that is read.'),
  sum: matching(
    'Columns added and subtracted, such as amount - tax, over the rows this batch wrote.',
    '^-?[a-z][a-z0-9_]*( [+-] [a-z][a-z0-9_]*)*$',
  ),
};

const READ_AGAIN = shape<Reconciled>('What a second reading of the tables must find.', AGAIN);

const RECONCILED: Grammar = {
  description: 'What a second reading of the tables must find; or why none is made.',
  type: 'object',
  additionalProperties: false,
  properties: { ...AGAIN, none: text("Why nothing is read again, in the accountant's words.") },
  ...exactlyOne('table', 'none'),
  dependentRequired: { table: ['sum'], sum: ['table'] },
};

const CODING_PART = "A name, or the first of several that has a value: the line's, else the document's.";

const CODING = shape<CodingDefinition>('Where the money of a line goes by its source, before anything is merged.', {
  columns: record(
    "Sage's column → where the line says it.",
    matching('A part of the coding.', `^(${CODING_PARTS.join('|')})$`),
    either(
      CODING_PART,
      NAME_OF_VALUE,
      shape<{ readonly firstOf: readonly string[] }>('The first that has a value.', {
        firstOf: list('Names, in this order.', NAME_OF_VALUE, NOT_EMPTY),
      }),
    ),
  ),
  amount: name('The amount of a line.'),
  retainage: optional(name('The retainage of a line, where it bills a commitment.')),
  shows: optional(
    oneOf<NonNullable<CodingDefinition['shows']>>("The column of the job tree whose Procore's side it is.", {
      original_estimate: 'original estimate',
      approved_changes: 'approved estimate changes',
      original_commitment: 'original commitment',
      approved_cos: 'approved commitment change orders',
      invoiced: 'invoiced against commitments',
    }),
  ),
  if: optional(word('A switch of the profile that must be true for it to show.')),
  again: optional(READ_AGAIN),
});

const CROSSWALK = shape<Crosswalk>('Procore ids that stand for the code this dataset loads, for other extracts.', {
  entity: oneOf<Crosswalk['entity']>('What the ids are of.', ENTITIES),
  code: name('The code they stand for.'),
  ids: list('The columns that hold the ids.', tableColumn('A column.'), NOT_EMPTY),
});

export const MAPPING_GRAMMAR = file<MappingDefinition>(
  'Mapping of a dataset',
  "mappings/<dataset>.mapping.json: how a document becomes rows of Sage's tables.",
  {
    dataset: datasetName('The dataset, as in its schema.'),
    system: { description: 'The system that takes it.', const: 'sage' },
    needs: list('Datasets that are loaded before this one.', datasetName('A dataset.'), { uniqueItems: true }),
    reload: oneOf<MappingDefinition['reload']>('What a document that is loaded already may still do.', {
      update: 'change, field by field (masters)',
      hold: 'nothing; a change holds it',
      append: 'bring new lines',
      replace: 'replace itself (snapshots)',
    }),
    correction: optional(text('What to do instead of changing a loaded document, for the message that holds it.')),
    inKeyOrder: optional(onlyTrue('Documents are judged in the order of their keys: one takes numbers from another.')),
    resolve: optional(list('Codes that may be given by name or by Procore id.', RESOLVE)),
    codes: record("Column → how its code is brought into the company's format.", tableColumn('A column.'), CODE),
    expand: optional(list('Rows that stand for several lines; the first that fits is taken.', EXPAND, NOT_EMPTY)),
    derive: list('Values made from others.', DERIVE),
    lookups: record(
      "Questions to Sage's tables, by name.",
      matching('The name of the look-up: letters and figures, such as commitment.', '^[A-Za-z][A-Za-z0-9_]*$'),
      LOOKUP,
    ),
    identity: list("Names whose values make the document's key in our books.", NAME_OF_VALUE, NOT_EMPTY),
    measures: record('What is added up and accounted for: measure → line value.', MEASURE, NAME_OF_VALUE),
    summarize: optional(SUMMARIZE),
    targets: list('The rows that are written, in this order.', TARGET, NOT_EMPTY),
    reconcile: record('Measure → what a second reading of the tables must find.', MEASURE, RECONCILED),
    coding: optional(CODING),
    crosswalk: optional(CROSSWALK),
    show: optional(SHOW),
    report: optional(REPORT),
    totalChecks: optional(
      list('Checks on totals of the whole batch, by name.', word('A check, such as billed-over-revised.'), {
        uniqueItems: true,
      }),
    ),
  },
);
