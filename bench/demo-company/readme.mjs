/**
 * The README files of `samples/nightly` and `samples/evening`.
 * Promise: made from the rows and the list that made the files, so that they cannot disagree.
 * Does not: repeat what a rule says; it names the document and the fault.
 */
import { money } from './amounts.mjs';
import { expectNightly } from './expectations.mjs';
import { COMPANY_NAME } from './names.mjs';

const dollars = (cents) => money(cents).replace(/\B(?=(\d{3})+(?=\.))/g, ',');
const sum = (numbers) => Object.values(numbers).reduce((a, b) => a + b, 0);
const table = (head, rows) => [
  `| ${head.join(' | ')} |`,
  `|${head.map(() => '---').join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
];

const FORMS = [
  ['`companies.csv`', 'UTF-8 with byte order mark, Windows line ends, a blank row'],
  ['`projects.csv`', 'Windows-1252 (one name has an é), Windows line ends'],
  ['`project-cost-codes.csv`', 'semicolons; cost types as `L - Labor`'],
  ['`timecards.tsv`', 'tabs; dates as `11/9/2026`'],
  ['`budgets.xlsx`', 'two sheets, the second is no data and is left out; codes as `03-300 - Footings`'],
  ['`budgets-26-106.csv`', 'one job as Procore exports its budget: tiers, division rows, columns that nobody reads'],
  ['`budget-forecasts.csv`', 'amounts as `$1,234.50` and `$.00`'],
  ['`budget-changes.csv`', 'negatives as `($1,234.50)`'],
  [
    '`commitments.csv`',
    'amounts as `$1,234.50`, percents as `10.00%`, descriptions with commas, inch marks and line ' +
      'breaks; the last row of the first subcontract stands at the end of the file',
  ],
  ['`commitments-purchase-orders.json`', 'as the REST API gives them, lines nested, vendors by Procore id and name'],
  [
    '`commitment-change-orders.csv`',
    'negatives as `(1,234.50)`, dates as `10/5/26`, codes as `03/300`, cost types as words',
  ],
  ['`subcontractor-invoices.csv`', 'codes as `03/300`, two blank rows, lines that bill nothing'],
  [
    '`subcontractor-invoices-26-104.xlsx`',
    'one job as a workbook: real dates and amounts, a total row with formulas, no vendor column',
  ],
  ['`owner-invoices.csv`', 'a total row, labelled `Total`'],
];

const WORDS = ['loaded', 'excluded', 'held', 'waiting'];

function countRows(expected) {
  return Object.entries(expected).map(([dataset, { documents, rows, amounts }]) => [
    `\`${dataset}\``,
    ...WORDS.map((word) => documents[word] || ''),
    sum(rows),
    rows.excluded || '',
    ...WORDS.map((word) => (amounts.amount?.[word] ? dollars(amounts.amount[word]) : '')),
  ]);
}

export function nightlyReadme(batch) {
  const expected = expectNightly(batch);
  const total = (of) => sum(Object.values(expected).map((entry) => sum(entry[of])));
  return [
    '# The demo batch',
    '',
    `A night of ${COMPANY_NAME}, a contractor that does not exist: ${total('documents')} documents in`,
    `${total('rows')} rows, October and November 2026. Run it with \`npx tieout run samples/nightly\`; exit code 3,`,
    'as some documents are held or waiting on purpose. On a fresh home `samples/evening` runs before it, so that the',
    'batch also loads what that leaves open: one commitment and one invoice more than listed here, and categories that',
    'are there already count as unchanged. `node bench/demo-company.mjs --out samples/nightly` made it',
    'and writes the same bytes every time; this file too.',
    '',
    'What is not in the list below is right and loads: codes stand on their jobs, invoices carry the coding of their',
    'commitment lines, quantity × unit cost is the amount, gross less retainage is the payment due.',
    '',
    '## What must come out',
    '',
    'Documents by outcome; rows in all, and rows excluded (with their document, or alone: invoice lines that bill',
    'nothing and hold no retainage, division rows of the budget, a superseded policy); amounts (invoices: gross;',
    'PCCOs: estimate). Amounts of unreadable cells are in none.',
    '',
    ...table(
      ['dataset', ...WORDS, 'rows', 'rows excluded', ...WORDS.map((word) => `amount ${word}`)],
      countRows(expected),
    ),
    '',
    '## Documents that do not simply load',
    '',
    ...table(
      ['dataset', 'document', 'outcome', 'why'],
      batch.notes.map(({ dataset, document, outcome, because }) => [
        `\`${dataset}\``,
        `\`${document}\``,
        outcome === 'warned' ? 'loaded, warned' : outcome,
        because,
      ]),
    ),
    '',
    '## How the files differ',
    '',
    ...table(['file', 'form'], FORMS),
    '',
  ].join('\n');
}

export function eveningReadme({ notes }) {
  return [
    '# An earlier batch',
    '',
    'Run it before the demo batch, on a fresh database, to see documents carried in:',
    '',
    '    npx tieout run samples/evening',
    '    npx tieout run samples/nightly',
    '',
    'One job as it stood the evening before. Two documents are right and cannot load yet; the demo batch brings what',
    'they wait for, carries them in and loads them:',
    '',
    ...notes.map(([document, why]) => `- ${document}: ${why}`),
    '',
    'Made by `node bench/demo-company.mjs --out samples/nightly` together with the demo batch.',
    '',
  ].join('\n');
}
