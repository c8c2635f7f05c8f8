/**
 * The special documents among commitments: excluded by their status, held for one wrong cell each, and waiting.
 */
import { asTyped } from './as-typed.mjs';
import { addChangeOrder, commitmentNumber } from './commitments.mjs';
import { bill, further, invoiceName, rowOf, work } from './special-book.mjs';

export function excludedCommitments(book) {
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

export function heldCommitments(book) {
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

export function waitingCommitments(book) {
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
