/**
 * The grammar of `mappings/companies/<company>.json`: every setting a company may change, each with what its values do.
 * Promise: the settings are those of `Profile`, all of them, and no other; the compiler keeps the two in step.
 * Does not: know which masks, months or layouts exist.
 */
import type { MaskSpec, NightlySchedule, Profile, Summarization } from '../nouns.js';
import {
  atLeastOne,
  datasetName,
  either,
  file,
  flag,
  type Grammar,
  issueCode,
  type KeysOf,
  list,
  matching,
  name,
  oneOf,
  optional,
  record,
  type Schema,
  shape,
  text,
  whole,
  word,
} from './grammar-words.js';

const MASK = shape<MaskSpec>(
  'How Sage writes a code: a mask, a length, or both.',
  {
    mask: optional(
      matching(
        'Sections of 9 (a figure), A (a letter) or X (either), punctuation between, such as 99-999.',
        '^[9AXax]+([^9AXax\\w]+[9AXax]+)*$',
      ),
    ),
    length: optional(whole('The most characters the code may have.', 1)),
    case: optional(
      oneOf('How letters are written.', { upper: 'in capitals (where nothing is said)', keep: 'as they come' }),
    ),
  },
  atLeastOne('mask', 'length'),
);

type SeveralLines = Summarization['onSeveralCommitmentLines'];

const SUMMARIZATION = shape<Summarization>('How invoice lines become AP distributions; no money changes its code.', {
  strategy: oneOf<Summarization['strategy']>('What becomes one distribution.', {
    none: 'each line',
    'per-commitment': 'all lines of one job cost coding',
    'per-commitment-line': 'the lines of one commitment line and coding',
    'per-coding': 'the lines of one coding; onMixedCoding does not apply',
  }),
  onMixedCoding: oneOf<Summarization['onMixedCoding']>('Lines of several codings under per-commitment.', {
    split: 'one distribution for each coding',
    'commitment-line': 'one for each commitment line and coding',
    hold: 'the invoice is held',
  }),
  onSeveralCommitmentLines: oneOf<SeveralLines>('One distribution that covers several commitment lines.', {
    largest: 'it names the one with the most money',
    split: 'one for each',
    hold: 'the invoice is held',
  }),
});

const MONTH = matching('A month as YYYY-MM, such as 2025-03.', '^\\d{4}-(0[1-9]|1[0-2])$');
const ALL: Schema = { type: 'string', enum: ['all'] };

const BUDGET_CODE_PATTERN: Grammar = {
  ...matching(
    "How Procore's budget code splits: a regular expression with the groups (?<cost_code>…) and " +
      '(?<cost_type>…), and (?<sub_job>…) where there is one.',
    '^(?=.*\\(\\?<cost_code>)(?=.*\\(\\?<cost_type>)',
  ),
  format: 'regex',
};

const NIGHTLY: Schema = shape<NightlySchedule>('When the inbox is run by itself.', {
  cron: matching(
    "Minute, hour, day of the month, month and day of the week, in the company's time zone, such as 30 1 * * *.",
    '^\\S+( +\\S+){4}$',
  ),
});

const SETTINGS: KeysOf<Profile> = {
  company: matching('The short name of --company, and of this file.', '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name: text('The name printed at the head of every report.'),
  sageVersion: matching('The Sage 300 CRE version, such as 24.1.', '^\\d+(\\.\\d+)*$'),
  timeZone: text('Decides what date it is when a batch starts: a name such as America/Los_Angeles.'),
  nightly: optional(
    either('When `tieout serve` runs the inbox by itself, as cron; null: never.', NIGHTLY, { type: 'null' }),
  ),
  masks: record(
    'How Sage writes each code; mappings name the masks under "codes".',
    word('The name of a mask, such as costCode.'),
    MASK,
  ),
  sourceDelimiters: list(
    'Signs that may stand between the sections of a code in the source.',
    { type: 'string', minLength: 1, maxLength: 1, description: 'One sign, such as /.' },
    { uniqueItems: true },
  ),
  dateOrder: oneOf<Profile['dateOrder']>('How 03/04/2025 is read.', {
    MDY: 'March 4',
    DMY: '3 April',
    YMD: 'not at all, the year comes first',
  }),
  absentTexts: list('Words that mean an empty cell.', { type: 'string', minLength: 1 }),
  vendorTypesTaken: either('"all", or the Sage vendor types that are sent to Sage; other vendors are excluded.', ALL, {
    type: 'array',
    items: { type: 'string', minLength: 1 },
  }),
  vendorsWithoutTypeTaken: flag('Whether a company without a vendor type is taken; otherwise it is excluded.'),
  insuranceOwner: oneOf<Profile['insuranceOwner']>('Who owns insurance policies.', {
    sage: "Procore's are only compared",
    procore: "Procore's are written to the vendor",
  }),
  summarization: SUMMARIZATION,
  acceptance: oneOf<Profile['acceptance']>('Whether a right document needs an approver.', {
    auto: 'it loads at once',
    manual: 'it waits until someone accepts it',
  }),
  countedOnArrival: record(
    "By dataset: loading adds to Sage's totals at once (true), or a read-back does (false).",
    datasetName('A dataset.'),
    { type: 'boolean' },
  ),
  openMonths: either('"all", or the months that may be posted to; a date in another month is held, never moved.', ALL, {
    type: 'array',
    items: MONTH,
    uniqueItems: true,
  }),
  holdFutureDates: flag("Whether an accounting date after the batch's business date is held."),
  accountingDateFrom: columnOrNull('The column an invoice without an accounting date takes it from; null: it is held.'),
  changeOrderDateFrom: columnOrNull('The column a commitment change order without a date takes it from; null: held.'),
  invoiceIdentity: oneOf<Profile['invoiceIdentity']>('Within what an invoice number is used once.', {
    'vendor+number': 'a vendor',
    'commitment+number': 'a commitment (pay applications 1, 2, 3)',
  }),
  apInvoiceNumber: matching(
    'The invoice number written to Sage, at most 15 characters: text with {invoice} or ' +
      '{number}, {commitment}, {vendor} or {column} in it, such as {commitment}-{number}.',
    '\\{[\\w.]+\\}',
  ),
  arInvoiceNumber: optional(
    matching(
      'The number of an owner invoice in Sage AR, at most 15 characters: text with {invoice} or {number}, {job} or ' +
        '{column} in it, such as {job}-{number}. Without it: {invoice}.',
      '\\{[\\w.]+\\}',
    ),
  ),
  retainageRelease: oneOf<Profile['retainageRelease']>('An invoice that only releases retainage.', {
    'negative-retainage': 'goes to Sage as 0.00 with negative retainage',
    hold: 'is held and entered by hand',
  }),
  sendInvoiceTax: flag('Whether tax is added to the distribution; otherwise it is left to Sage and shown apart.'),
  pccoPostsEstimateChange: flag('Whether an approved prime contract change order also changes the approved estimate.'),
  jobTotalsIncludeExtras: flag("Whether a job's totals take in its extras, as set in Sage's JC settings."),
  onTitleTooLong: oneOf<Profile['onTitleTooLong']>('A commitment title over 30 characters.', {
    hold: 'holds the commitment',
    cut: 'is cut, and the cut is listed',
  }),
  budgetCodePattern: BUDGET_CODE_PATTERN,
  toleranceCents: whole('The largest difference, in cents, that still ties out.', 0),
  reportDetailRows: whole('Rows a section of the report shows before it only totals.', 1),
  warningsAsHolds: list('Codes of warnings that hold the document instead.', issueCode('The code of an issue.'), {
    uniqueItems: true,
  }),
  fullExtract: list(
    'Datasets whose file always holds everything; a loaded document missing from it is listed.',
    datasetName('A dataset.'),
    { uniqueItems: true },
  ),
  apLayout: word('The layout of the AP import file, from mappings/sage/layouts.'),
};

function columnOrNull(description: string): Grammar {
  return either(description, { ...name('A column.') }, { type: 'null' });
}

const NOTES: Grammar = {
  description: "What each setting is for, in the company's own words. Tieout does not read it.",
  type: 'object',
  additionalProperties: false,
  properties: Object.fromEntries(Object.keys(SETTINGS).map((setting) => [setting, text(`The note on "${setting}".`)])),
};

export const PROFILE_GRAMMAR = file<Profile & { readonly notes?: unknown }>(
  'Company profile',
  "mappings/companies/<company>.json: what the company's Sage looks like and what it wants done.",
  { ...SETTINGS, notes: optional(NOTES) },
);
