/**
 * The special documents that load although they are unusual: each is right, and the report says more of it.
 */
import { addChangeOrder } from './commitments.mjs';
import { bill, further, invoiceName, work } from './special-book.mjs';

export function unusualDocuments(book) {
  overBilled(book);
  billedTwice(book);
  releasedBeyondHeld(book);
  changedAndBilled(book);
}

/** Billed to date beyond the revised amount. */
function overBilled(book) {
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
}

/** One invoice under two spellings of its number. */
function billedTwice(book) {
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
}

/** More retainage released than is held. */
function releasedBeyondHeld(book) {
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
}

/** Change orders that add an item, change one twice, and take from one; the new item is billed. */
function changedAndBilled(book) {
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
