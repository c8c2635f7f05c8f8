/**
 * The grammar of `rules/<dataset>.rules.json`: what a rule may say, and what conditions are made of.
 * Promise: the keys are those of `RuleDefinition` (the compiler sees to it), the operators those of `operators`.
 * Does not: know facts or their kinds; `rule-conditions` checks each leaf against them.
 */
import type { RuleAction, RuleDefinition, RulesFile } from '../mapping-grammar.js';
import { operators } from '../operators/index.js';
import {
  datasetName,
  either,
  exactlyOne,
  file,
  flag,
  type Grammar,
  issueCode,
  list,
  matching,
  name,
  never,
  oneOf,
  optional,
  record,
  SCALARS,
  type Schema,
  shape,
  text,
  value,
} from './grammar-words.js';

// ------------------------------------------------------------------------------------------------ conditions

const OPERATOR = oneOf(
  'The question asked of the fact.',
  Object.fromEntries([...operators.values()].map((operator) => [operator.name, operator.summary.replace(/\.$/, '')])),
);

const OPERAND = either(
  'What the fact is compared with: a value, a list of values, or another fact as {"fact": "name"}. Amounts and other ' +
    'decimals are text ("1000.00"), whole numbers are numbers, dates "YYYY-MM-DD". isPresent and isAbsent have none.',
  ...SCALARS,
  { type: 'array', minItems: 1, items: either('An entry of the list.', ...SCALARS) },
  { type: 'object', additionalProperties: false, required: ['fact'], properties: { fact: name('The other fact.') } },
);

const CONDITIONS: Schema = { type: 'array', minItems: 1, items: { $ref: '#/$defs/condition' } };

const CONDITION: Grammar = {
  description: 'Either all, any or not of further conditions, or one question: a fact, an operator and a value.',
  type: 'object',
  additionalProperties: false,
  properties: {
    all: { description: 'Holds when every one of these holds.', ...CONDITIONS },
    any: { description: 'Holds when at least one of these holds.', ...CONDITIONS },
    not: { description: 'Holds when this does not.', $ref: '#/$defs/condition' },
    fact: name(
      'A column, derived value, look-up value (vendor.onhold_status, vendor.exists), profile.<setting>, ' +
        'batch.asOf or document.loaded.',
    ),
    operator: OPERATOR,
    value: OPERAND,
  },
  ...exactlyOne('all', 'any', 'not', 'fact'),
  dependentRequired: { fact: ['operator'], operator: ['fact'], value: ['fact'] },
};

const WHEN: Grammar = {
  description: 'When the rule fires: all, any or not of questions {fact, operator, value}, nested as needed.',
  type: 'object',
  $ref: '#/$defs/condition',
  not: {
    required: ['fact'],
    description: 'a condition begins with "all", "any" or "not"; put a single question into "all": [ … ]',
  },
};

// ----------------------------------------------------------------------------------------------------- rules

const ACTIONS: Readonly<Record<RuleAction, string>> = {
  set: 'sets a column before anything is looked up',
  exclude: 'the source does not mean the document for Sage',
  'exclude-line': 'leaves one line out of a document that is otherwise good',
  list: 'warns of a line that is left out: what the other system owns, and has otherwise',
  hold: 'the document is wrong and is held',
  warn: 'loads it and lists a warning',
  wait: 'the document is right, something it needs is not there yet',
};

const EXAMPLE = shape<RuleDefinition['examples'][number]>('One case, run by "tieout test".', {
  given: record(
    'The facts of the case as they stand in memory: amounts in cents. Those not named are absent.',
    matching('The name of a fact, such as status or vendor.exists.', '^[A-Za-z][\\w.]*$'),
    either('A value.', ...SCALARS),
  ),
  fires: flag('Whether the rule fires.'),
});

const LOADED_ALREADY = '"do": "exclude" says what it means for a document that is loaded: withdrawn, left or ignored';

/** Keys that stand with some actions only; the words are the messages. */
const TOGETHER: readonly Schema[] = [
  { if: does('set'), then: { required: ['set'], description: '"do": "set" sets a column' } },
  { if: doesNot('set'), then: key('set', never('"set" stands with "do": "set" only')) },
  { if: does('exclude'), then: { required: ['afterLoading'], description: LOADED_ALREADY } },
  { if: doesNot('exclude'), then: key('afterLoading', never('"afterLoading" stands with "do": "exclude" only')) },
  { if: does('exclude'), then: key('on', not('line', '"exclude" takes a document: "on": "document"')) },
  { if: does('list'), then: key('on', not('document', '"list" takes a line: "on": "line"')) },
  { if: does('exclude-line'), then: key('on', not('document', '"exclude-line" takes a line: "on": "line"')) },
];

function key(name: string, schema: Schema): Schema {
  return { properties: { [name]: schema } };
}

function does(...actions: readonly RuleAction[]): Schema {
  return { properties: { do: { enum: actions } }, required: ['do'] };
}

/** Another action, and one there is: a misspelt word is told by itself. */
function doesNot(action: RuleAction): Schema {
  return does(...(Object.keys(ACTIONS) as RuleAction[]).filter((each) => each !== action));
}

function not(word: string, description: string): Schema {
  return { not: { const: word }, description };
}

type Setting = NonNullable<RuleDefinition['set']>;
type AfterLoading = NonNullable<RuleDefinition['afterLoading']>;

const RULE = shape<RuleDefinition>(
  'One rule. Inside its phase every rule is asked, in file order.',
  {
    id: matching(
      'The name of the rule in reports and in explain, once in the file: words joined by - and /, such as ' +
        'commitments/subcontract-not-approved.',
      '^[a-z0-9]+([/-][a-z0-9]+)*$',
    ),
    on: oneOf<RuleDefinition['on']>('What it is asked about.', {
      document: 'header and totals',
      line: 'each line; it may name facts of the document too',
    }),
    do: oneOf<RuleAction>('What happens when it fires.', ACTIONS),
    code: issueCode('The code of the issue it raises.'),
    because: text("Why, in the accountant's words; printed in reports."),
    source: text('Where the rule comes from: ids of the reference, such as C-03.'),
    when: WHEN,
    message: text('What was seen, the rule in force, what to change; {column} stands for a value.'),
    column: optional(name('The column the issue points at.')),
    allowed: optional(list('Values that would have been right; shown with the issue.', { type: 'string' })),
    nearest: optional(name('The look-up of the mapping whose near values the issue shows.')),
    set: optional(
      shape<Setting>(
        'With "do": "set": the column, and what it is set to.',
        {
          column: name('The column that is set.'),
          from: optional(name('The fact whose value it takes.')),
          value: optional(value('The value itself, as it stands in memory: amounts in cents.')),
        },
        exactlyOne('from', 'value'),
      ),
    ),
    afterLoading: optional(
      oneOf<AfterLoading>('With "do": "exclude": what it means for a loaded document.', {
        withdrawn: 'it is held, because Sage still has it (where the mapping says "reload": "hold")',
        left: 'it stays as Sage has it, whatever changed (where the mapping says "reload": "update")',
        ignored: 'nothing; it goes on being compared, and a change is loaded or held as "reload" says',
      }),
    ),
    examples: list('Cases that show when it fires and when it does not.', EXAMPLE, { minItems: 1 }),
  },
  { allOf: TOGETHER },
);

export const RULES_GRAMMAR = file<RulesFile>(
  'Rules of a dataset',
  'rules/<dataset>.rules.json: what is set, excluded, held, warned of, made to wait, and why.',
  {
    dataset: datasetName('The dataset, as in its schema.'),
    rules: list(
      'Phases run set, exclude, exclude-line, list, then hold, warn and wait; inside a phase in file order.',
      RULE,
    ),
  },
  { $defs: { condition: CONDITION } },
);
