/**
 * Documents of the demo batch that must not simply load: on purpose, each with its outcome and the reason.
 * Promise: one fault each; nothing right hangs on a wrong one unless the list says so.
 * Does not: touch anything the list does not name.
 */
import { asTyped } from './as-typed.mjs';
import { addInvoice } from './billing.mjs';
import { addChangeOrder, changeOrderRows, commitmentNumber } from './commitments.mjs';
import { needCode } from './masters.mjs';
import { makeSpecialMasters } from './special-masters.mjs';
import { seededRandom } from './seeded-random.mjs';

/**
 * Adds the special documents to the model (before its rows are made) and returns what is to be done to the rows after,
 * and the list of expectations.
 */
export function addSpecialDocuments(model) {
  const book = {
    model,
    random: seededRandom(model.seed * 31 + 40),
    notes: [],
    patches: [],
    note(dataset, document, outcome, because) {
      book.notes.push({ dataset, document, outcome, because });
    },
    patch(dataset, matches, apply) {
      book.patches.push({ dataset, matches, apply });
    },
    project: (number) => model.projects.find((project) => project.number === number),
  };
  makeSpecialMasters(book);
  goodButUnusual(book);
  excludedCommitments(book);
  heldCommitments(book);
  waitingCommitments(book);
  specialChangeOrders(book);
  specialInvoices(book);
  return {
    notes: book.notes,
    finish(rows) {
      for (const { dataset, matches, apply } of book.patches) {
        if (matches === null) rows[dataset].push(...[apply()].flat());
        else for (const row of rows[dataset].filter(matches)) apply(row);
      }
    },
  };
}

/** A further subcontract of a job, to a vendor of the trade (one who works there already, if any), on the base job. */
function further(book, projectNumber, trade, title, lines, { status = 'Approved', unit = null } = {}) {
  const project = book.project(projectNumber);
  const subcontracts = project.commitments.filter((commitment) => commitment.kind === 'Subcontract');
  const vendor =
    subcontracts.find((commitment) => commitment.vendor.trade === trade)?.vendor ??
    book.model.vendors.find((candidate) => candidate.trade === trade);
  const codes = Object.keys(vendor.kind.scopes);
  const commitment = {
    number: commitmentNumber('SC', project, subcontracts.length + 1),
    kind: 'Subcontract',
    project,
    vendor,
    title,
    status,
    executed: status === 'Draft' ? 'No' : 'Yes',
    method: unit === null ? 'amount' : 'unit',
    retainage: 10,
    date: '2026-09-01',
    changeOrders: [],
    invoices: [],
    lines: lines.map(([text, cents], index) => ({
      number: index + 1,
      subJob: '',
      code: codes[index % codes.length],
      type: 'S',
      text,
      cents,
      ...unit?.[index],
    })),
  };
  for (const line of commitment.lines) needCode(project, '', line.code, line.type);
  project.commitments.push(commitment);
  return commitment;
}

const rowOf = (commitment, line) => (row) =>
  row.commitment_number === commitment.number && (line === undefined || row.line_number === String(line));

const work = (line, cents, more = {}) => ({
  line,
  work: cents,
  moved: 0,
  presently: 0,
  previously: 0,
  held: Math.round(cents / 10),
  released: 0,
  ...more,
});

function bill(book, commitment, date, lines, more = {}) {
  const invoice = addInvoice(book.random, commitment, date, lines, false, more.type);
  return Object.assign(invoice, { accounting: '', status: 'Approved' }, more);
}

const invoiceName = (invoice) => `${invoice.commitment.vendor.code} ${invoice.number}`;

// ------------------------------------------------------------------------------- loads, and the report says more

function goodButUnusual(book) {
  const over = further(book, '26-102', 'Drywall', 'Interiors, Level 3', [
    ['Framing, Level 3', 2_400_000],
    ['Ceilings, Level 3', 1_600_000],
  ]);
  addChangeOrder(
    over,
    'Added soffits',
    [{ number: 1, item: 1, subJob: '', code: over.lines[0].code, type: 'S', text: 'Soffits', cents: 200_000 }],
    '2026-10-05',
  );
  bill(book, over, '2026-10-20', [work(over.lines[0], 1_800_000), work(over.lines[1], 800_000)]);
  const last = bill(book, over, '2026-11-20', [work(over.lines[0], 950_000)]);
  book.note(
    'subcontractor-invoices',
    invoiceName(last),
    'warned',
    `billed to date 27,500.00 over the revised 26,000.00 of ${over.number} line 1`,
  );

  const twice = further(book, '26-107', 'Masonry', 'Masonry repairs', [
    ['Repointing, east wall', 1_250_000],
    ['Lintel repairs', 640_000],
  ]);
  bill(book, twice, '2026-10-20', [work(twice.lines[0], 410_000)], { number: 'INV-0045' });
  const same = bill(book, twice, '2026-11-20', [work(twice.lines[0], 385_000), work(twice.lines[1], 120_000)], {
    number: 'inv 45',
  });
  book.note(
    'subcontractor-invoices',
    invoiceName(same),
    'warned',
    'possible duplicate payment: same vendor as INV-0045',
  );

  const release = further(book, '26-109', 'Painting', 'Touch-up painting', [['Corridors, 2 coats', 1_800_000]]);
  bill(book, release, '2026-10-20', [work(release.lines[0], 1_000_000)]);
  const beyond = bill(book, release, '2026-11-20', [work(release.lines[0], 0, { held: 0, released: 150_000 })], {
    type: 'Retention Release',
  });
  book.note(
    'subcontractor-invoices',
    invoiceName(beyond),
    'warned',
    'releases 1,500.00 of retainage where 1,000.00 is held; a pure release, amount 0.00',
  );

  const added = further(book, '26-105', 'Earthwork', 'Site work, north lot', [
    ['Grading, north lot', 3_300_000],
    ['Haul off', 875_000],
  ]);
  addChangeOrder(
    added,
    'Rock removal, new line',
    [
      {
        number: 1,
        subJob: '',
        code: added.lines[0].code,
        type: 'S',
        text: 'Rock removal, "drill & shoot"',
        cents: 420_000,
      },
    ],
    '2026-09-28',
  );
  addChangeOrder(
    added,
    'Two changes of one line',
    [
      { number: 1, item: 2, subJob: '', code: added.lines[1].code, type: 'S', text: 'More haul off', cents: 150_000 },
      { number: 2, item: 2, subJob: '', code: added.lines[1].code, type: 'S', text: 'Dump fees', cents: 70_000 },
    ],
    '2026-10-12',
  );
  addChangeOrder(
    added,
    'Credit, fine grading by owner',
    [
      {
        number: 1,
        item: 1,
        subJob: '',
        code: added.lines[0].code,
        type: 'S',
        text: 'Fine grading, credit',
        cents: -260_000,
      },
    ],
    '2026-10-19',
  );
  bill(book, added, '2026-10-20', [
    work(added.lines[0], 1_200_000),
    work(added.lines[1], 300_000),
    work(added.changeOrders[0].lines[0], 210_000, { order: added.changeOrders[0], number: 3 }),
  ]);
  book.note(
    'commitment-change-orders',
    `${added.number} 001`,
    'loaded',
    'adds a $0.00 item 3 and changes it by 4,200.00',
  );
  book.note('commitment-change-orders', `${added.number} 002`, 'loaded', 'two lines on item 2 are summed to 2,200.00');
  book.note('commitment-change-orders', `${added.number} 003`, 'loaded', 'deductive: item 1 less 2,600.00');
  book.note(
    'subcontractor-invoices',
    `${added.vendor.code} ${added.invoices[0].number}`,
    'loaded',
    'its line 3 bills the item that CCO 001 added',
  );
}

// ---------------------------------------------------------------------------------------------------- commitments

function excludedCommitments(book) {
  const draft = further(book, '26-105', 'Earthwork', 'Rain garden', [['Rain garden, excavate', 900_000]], {
    status: 'Draft',
  });
  book.note('commitments', draft.number, 'excluded', 'subcontract in status Draft');
  const [change] = [
    addChangeOrder(
      draft,
      'Overflow',
      [{ number: 1, item: 1, subJob: '', code: draft.lines[0].code, type: 'S', text: 'Overflow drain', cents: 60_000 }],
      '2026-11-02',
    ),
  ];
  book.note(
    'commitment-change-orders',
    `${draft.number} ${change.number}`,
    'waiting',
    `its commitment ${draft.number} is not in Sage: it is a Draft`,
  );
  const dead = further(book, '26-106', 'Demolition', 'Hauling, never started', [['Hauling', 1_100_000]], {
    status: 'Void',
  });
  book.note('commitments', dead.number, 'excluded', 'subcontract in status Void, never loaded before');
  const order = book.project('26-107').commitments.find((commitment) => commitment.kind === 'Purchase Order');
  const n = order.project.commitments.filter((commitment) => commitment.kind === 'Purchase Order').length + 1;
  const submitted = {
    ...order,
    number: commitmentNumber('PO', order.project, n),
    status: 'Submitted',
    changeOrders: [],
    invoices: [],
  };
  order.project.commitments.push(submitted);
  book.note('commitments', submitted.number, 'excluded', 'purchase order in status Submitted');
}

/** [job, trade, title, column, what the cell says, row of the document, why]: one wrong cell each. */
const WRONG_CELLS = [
  [
    '26-101',
    'Concrete',
    'Winter protection',
    'amount',
    '12,5OO.00',
    1,
    'the amount 12,5OO.00 has letters O for zeros: it does not parse',
  ],
  [
    '26-102',
    'Roofing',
    'Roof hatch repairs',
    'cost_code',
    '3-Mar',
    1,
    'the cost code 3-Mar: Excel turned 03-03… into a date',
  ],
  ['26-103', 'Flooring', 'Floor prep', 'cost_type', 'X', 2, "the cost type X is not in the company's table"],
  ['26-104', 'Plumbing', 'Fuel oil piping', 'cost_code', '48-100', 1, 'the division 48 does not exist'],
  [
    '26-106',
    'Concrete',
    'Concrete patching',
    'cost_code',
    '09-000',
    1,
    '09-000 is a group code: nothing is posted to it',
  ],
  ['26-107', 'Masonry', 'Stone cleaning', 'title', 'Stone washing', 2, 'its two rows give different titles'],
  ['26-108', 'Glass and Glazing', 'Mirror replacement', 'line_number', '1', 2, 'line number 1 stands twice'],
];

function heldCommitments(book) {
  for (const [job, trade, title, column, text, row, why] of WRONG_CELLS) {
    const commitment = further(book, job, trade, title, [
      ['Part one', 740_000],
      ['Part two', 515_050],
    ]);
    book.patch('commitments', rowOf(commitment, row), (cells) => {
      cells[column] = asTyped(text);
    });
    book.note('commitments', commitment.number, 'held', why);
  }
  const unit = [
    { quantity: 120, uom: 'SF', unitCost: 95_000 },
    { quantity: 40, uom: 'SF', unitCost: 120_000 },
  ];
  const product = further(
    book,
    '26-110',
    'HVAC',
    'Curb adapters',
    [
      ['Adapters', 115_000],
      ['Seals', 48_000],
    ],
    { unit },
  );
  book.note('commitments', product.number, 'held', 'line 1: 120 × 9.50 is 1,140.00, the amount says 1,150.00');
  const title = further(book, '26-112', 'Painting', 'Exterior stair and railing painting', [
    ['Stairs, 3 coats', 690_000],
  ]);
  book.note('commitments', title.number, 'held', `the title has ${title.title.length} characters, Sage holds 30`);
  const [invoice] = [bill(book, title, '2026-11-20', [work(title.lines[0], 150_000)])];
  book.note('subcontractor-invoices', invoiceName(invoice), 'waiting', `its commitment ${title.number} is held`);
}

function waitingCommitments(book) {
  const nowhere = further(book, '26-111', 'Earthwork', 'Dewatering', [['Wells and pumps', 2_250_000]]);
  book.patch('commitments', rowOf(nowhere), (cells) => {
    cells.vendor_code = 'GHOSTWELL';
  });
  book.note('commitments', nowhere.number, 'waiting', 'the vendor GHOSTWELL is in no file and not in Sage');
  const missing = further(book, '26-110', 'Flooring', 'Pool tile', [
    ['Tile, pool deck', 3_120_000],
    ['Depth markers', 84_000],
  ]);
  book.patch('commitments', rowOf(missing, 1), (cells) => {
    cells.cost_code = '04-720';
  });
  book.note('commitments', missing.number, 'waiting', '04-720 is a code of division 04, but not on job 26-110');
}

// -------------------------------------------------------------------------------------------------- change orders

function specialChangeOrders(book) {
  const base = (job, at = 0) => book.project(job).commitments.filter((c) => c.kind === 'Subcontract')[at];
  const change = (commitment, number, text, cents) => {
    const { subJob, code, type } = commitment.lines[0];
    return { number, item: 1, subJob, code, type, text, cents };
  };
  const pending = addChangeOrder(
    base('26-102'),
    'Skylight, price pending',
    [change(base('26-102'), 1, 'Skylight', 310_000)],
    '2026-11-12',
    'Pending',
  );
  book.note(
    'commitment-change-orders',
    `${pending.commitment.number} ${pending.number}`,
    'excluded',
    'change order in status Pending',
  );
  const priced = book.model.projects
    .flatMap((project) => project.commitments)
    .find((commitment) => commitment.method === 'unit' && commitment.kind === 'Subcontract');
  const line = priced.lines[0];
  const raised = addChangeOrder(
    priced,
    'Price increase',
    [
      {
        ...change(priced, 1, 'Price increase', 0),
        quantity: 100,
        uom: line.uom,
        unitCost: line.unitCost + 10_000,
        cents: line.unitCost + 10_000,
      },
    ],
    '2026-11-04',
  );
  book.note(
    'commitment-change-orders',
    `${priced.number} ${raised.number}`,
    'held',
    'it changes the unit cost of item 1; in Sage a change order may only change its quantity',
  );
  book.patch('commitment-change-orders', null, () =>
    changeOrderRows({
      number: '001',
      commitment: { number: 'SC-26110-077', project: book.project('26-110') },
      title: 'Added drains',
      status: 'Approved',
      created: '2026-11-09',
      approved: '2026-11-13',
      lines: [{ number: 1, item: 1, subJob: '', code: '01-500', type: 'M', text: 'Drains', cents: 90_000 }],
    }),
  );
  book.note(
    'commitment-change-orders',
    'SC-26110-077 001',
    'waiting',
    'the commitment SC-26110-077 is in no file and not in Sage',
  );
}

// ----------------------------------------------------------------------------------------------------- invoices

function specialInvoices(book) {
  const base = (job) => book.project(job).commitments.find((c) => c.kind === 'Subcontract' && c.method === 'amount');
  const odd = (job, cents, outcome, why, column, value, more = {}) => {
    const commitment = base(job);
    const lines = [work(commitment.lines[0], cents), work(commitment.lines[1], cents / 2)];
    const invoice = bill(book, commitment, '2026-11-18', lines, more);
    if (column !== undefined) {
      book.patch(
        'subcontractor-invoices',
        (row) =>
          row.invoice_number === invoice.number &&
          row.commitment_number === commitment.number &&
          (more.line === undefined || row.line_number === more.line),
        (row) => {
          row[column] = value;
        },
      );
    }
    const vendor = column === 'vendor_code' ? value : commitment.vendor.code;
    book.note('subcontractor-invoices', `${vendor} ${invoice.number}`, outcome, why);
  };
  odd('26-101', 62_000, 'excluded', 'invoice in status Under Review', undefined, undefined, { status: 'Under Review' });
  const other = base('26-103').vendor.code;
  odd('26-102', 44_000, 'held', `the vendor ${other} is not the vendor of its commitment`, 'vendor_code', other);
  wrongCoding(book);
  odd('26-104', 51_000, 'held', 'the billing date 11/31/2026 does not exist', 'billing_date', asTyped('11/31/2026'));
  odd(
    '26-105',
    29_000,
    'waiting',
    'the commitment SC-26105-099 is in no file and not in Sage',
    'commitment_number',
    'SC-26105-099',
  );
  odd(
    '26-107',
    36_000,
    'held',
    'current payment due is 500.00, gross less retainage is 486.00',
    'current_payment_due',
    '500.00',
  );
  odd(
    '26-109',
    24_000,
    'waiting',
    'its line 1 bills commitment line 44, which the commitment does not have',
    'commitment_line_number',
    '44',
    { line: '1' },
  );
  book.note(
    'subcontractor-invoices',
    'PENHALLO *',
    'warned',
    'general liability insurance expired on 2026-09-30 (vendor)',
  );
  book.note('subcontractor-invoices', 'HOLLISFO *', 'warned', 'no insurance is on file (vendor)');
}

/** Its code stands on the job, but it is the code of another line of the commitment. */
function wrongCoding(book) {
  const commitment = book.model.projects
    .flatMap((project) => project.commitments)
    .find(
      (candidate) =>
        candidate.kind === 'Subcontract' &&
        candidate.method === 'amount' &&
        candidate.status === 'Approved' &&
        candidate.lines.some((line) => line.code !== candidate.lines[0].code),
    );
  const [line] = commitment.lines;
  const { code } = commitment.lines.find((other) => other.code !== line.code);
  const invoice = bill(book, commitment, '2026-11-18', [work(line, 38_000)]);
  book.patch(
    'subcontractor-invoices',
    (row) => row.invoice_number === invoice.number && row.commitment_number === commitment.number,
    (row) => {
      row.cost_code = code;
    },
  );
  book.note(
    'subcontractor-invoices',
    invoiceName(invoice),
    'held',
    `line 1 is coded ${code}, line 1 of ${commitment.number} is coded ${line.code}`,
  );
}
