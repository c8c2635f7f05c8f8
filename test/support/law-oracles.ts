/**
 * What must be true of a batch, found again from delivered cells and stored rows without the machine's own sums.
 * Promise: each function gives sentences that name what does not agree; none means that the law holds.
 * Does not: read outcomes from anywhere but the books.
 */
import type { CompiledDataset } from '../../src/core/compile-dataset.js';
import type { Value } from '../../src/core/nouns.js';
import type { Cells } from './source-documents.js';
import type { StoredVersion } from './memory-books.js';
import type { MemoryRun, MemoryStore } from './memory-store.js';
import type { StoredRow } from './memory-tables.js';

const cents = (text: string | null | undefined): number => Math.round(Number(text ?? 0) * 100);

// ----------------------------------------------------------------------------------------------- conservation

/** read + carried = loaded + summarized + unchanged + held + waiting + excluded: rows, documents and every measure. */
export function unaccounted(run: MemoryRun): string[] {
  return run.summary.flatMap(({ dataset, rows, documents, amounts }) => {
    const read = run.read.get(dataset)!;
    return [
      ...differs(
        `${dataset} rows`,
        rows.read + rows.carried,
        rows.loaded + rows.summarized + rows.unchanged + rows.held + rows.waiting + rows.excluded,
      ),
      ...differs(
        `${dataset} documents`,
        documents.read + documents.carried,
        documents.inserted +
          documents.updated +
          documents.unchanged +
          documents.held +
          documents.waiting +
          documents.excluded,
      ),
      ...differs(`${dataset} rows of the readers`, read.rows + read.rowsCarried, rows.read + rows.carried),
      ...Object.entries(rows).flatMap(([name, count]) => (count < 0 ? [`${dataset}: ${count} rows ${name}`] : [])),
      ...Object.entries(amounts).flatMap(([measure, each]) =>
        differs(
          `${dataset} ${measure}`,
          cents(each.read) + cents(each.carried),
          cents(each.loaded) + cents(each.unchanged) + cents(each.held) + cents(each.waiting) + cents(each.excluded),
        ),
      ),
    ];
  });
}

/** What a batch left open is what the next one carries in, row for row and cent for cent, when nothing is delivered. */
export function uncarried(
  store: MemoryStore,
  before: MemoryRun,
  after: MemoryRun,
  datasets: readonly CompiledDataset[],
): string[] {
  const left = store.books.versions.filter(
    (entry) =>
      entry.batch === before.batch && !entry.isCopy && (entry.outcome === 'held' || entry.outcome === 'waiting'),
  );
  const taken = store.books.versions.filter((entry) => entry.batch === after.batch);
  return datasets.flatMap(({ name, measures }) => {
    const [open, carried] = [left, taken].map((versions) => versions.filter((entry) => entry.dataset === name)) as [
      StoredVersion[],
      StoredVersion[],
    ];
    const sum = (versions: readonly StoredVersion[], at: number): number =>
      versions.reduce((total, entry) => total + entry.amounts[at]!, 0);
    const rows = (versions: readonly StoredVersion[]): number =>
      versions.reduce((total, entry) => total + entry.rows, 0);
    return [
      ...differs(`${name} rows carried in`, rows(open), rows(carried)),
      ...measures.flatMap((measure, at) => differs(`${name} ${measure} carried in`, sum(open, at), sum(carried, at))),
    ];
  });
}

function differs(what: string, expected: number, actual: number): string[] {
  return expected === actual ? [] : [`${what}: ${expected} ≠ ${actual}`];
}

// ------------------------------------------------------------------------------------------------- dimensions

type Rows = ReadonlyMap<string, readonly Cells[]>;
type Sums = Map<string, number>;

interface Ledger {
  readonly table: string;
  /** A bill or change that leaves the extra blank takes it from the line it names: its rows do not say which it is. */
  readonly takesExtra?: true;
  /** Lines that an earlier delivery of the document loaded are not loaded again. */
  readonly appends?: true;
  /** Cents of a delivered row, by the name of what is counted. */
  readonly delivered: (cells: Cells) => Readonly<Record<string, number>>;
  readonly stored: (read: (column: string) => Value) => Readonly<Record<string, number>>;
}

const number = (value: Value): number => (value ?? 0) as number;

const LEDGERS: Readonly<Record<string, Ledger>> = {
  commitments: {
    table: 'jcm_master__commitment_item',
    delivered: (cells) => ({
      amount: cents(cells['amount']) + cents(cells['tax_amount']),
      tax: cents(cells['tax_amount']),
    }),
    stored: (read) => ({
      amount: number(read('amount')) - number(read('approved_commitment_co_amount')),
      tax: number(read('tax')),
    }),
  },
  'commitment-change-orders': {
    table: 'jcm_master__commitment_co_item',
    takesExtra: true,
    delivered: (cells) => ({ amount: cents(cells['amount']) }),
    stored: (read) => ({ amount: number(read('amount')) }),
  },
  'subcontractor-invoices': {
    table: 'apm_master__distribution',
    takesExtra: true,
    delivered: (cells) => ({
      amount:
        cents(cells['work_completed_this_period']) +
        cents(cells['materials_moved']) +
        cents(cells['materials_presently_stored']) -
        cents(cells['materials_previously_stored']),
      retainage: cents(cells['retainage_held_this_period']) - cents(cells['retainage_released_this_period']),
    }),
    stored: (read) => ({ amount: number(read('amount')) - number(read('tax')), retainage: number(read('retainage')) }),
  },
  budgets: {
    table: 'jct_new__transaction',
    appends: true,
    delivered: (cells) => ({ amount: cents(cells['original_budget_amount']) }),
    stored: (read) => ({ amount: number(read('amount')) }),
  },
  'budget-changes': {
    table: 'jct_new__transaction',
    delivered: (cells) => ({ amount: cells['from_cost_code'] != null ? 0 : cents(cells['amount']) }),
    stored: (read) => ({ amount: number(read('amount')) }),
  },
};

/** What the tables hold of a batch against the delivered rows of its loaded documents: per coding and per document. */
export function misposted(
  store: MemoryStore,
  run: MemoryRun,
  datasets: readonly CompiledDataset[],
  files: Rows,
): string[] {
  return datasets.flatMap((dataset) => {
    const ledger = LEDGERS[dataset.name];
    if (ledger === undefined) return [];
    const versions = store.books.versions.filter(
      (entry) => entry.batch === run.batch && entry.dataset === dataset.name && entry.outcome === 'loaded',
    );
    const delivered = deliveredSums(versions, ledger, files, (version) =>
      ledger.appends === true ? codingsBefore(store, version, ledger, files) : new Set(),
    );
    const stored = storedSums(store, run.batch, dataset.name, ledger);
    return [...new Set([...delivered.keys(), ...stored.keys()])].flatMap((slot) =>
      differs(`${dataset.name} ${slot}`, delivered.get(slot) ?? 0, stored.get(slot) ?? 0),
    );
  });
}

/** Codings of a document that batches before this one loaded. */
function codingsBefore(store: MemoryStore, version: StoredVersion, ledger: Ledger, files: Rows): Set<string> {
  const before = store.books.versions.filter(
    ({ batch, dataset, document, outcome }) =>
      batch !== version.batch && dataset === version.dataset && document === version.document && outcome === 'loaded',
  );
  return new Set(
    before.flatMap(({ file, rowNumbers }) => rowNumbers.map((row) => codingText(files.get(file)![row - 2]!, ledger))),
  );
}

function deliveredSums(
  versions: readonly StoredVersion[],
  ledger: Ledger,
  files: Rows,
  loadedBefore: (version: StoredVersion) => ReadonlySet<string>,
): Sums {
  const sums: Sums = new Map();
  for (const version of versions) {
    const before = loadedBefore(version);
    for (const row of version.rowNumbers) {
      const cells = files.get(version.file)![row - 2]!;
      if (before.size > 0 && before.has(codingText(cells, ledger))) continue;
      for (const [name, amount] of Object.entries(ledger.delivered(cells))) {
        add(sums, `${name} of ${version.document}`, amount);
        if (cells['cost_code'] != null) add(sums, `${name} on ${codingText(cells, ledger)}`, amount);
      }
      if (cells['from_cost_code'] == null) continue;
      for (const [side, sign] of [
        ['from', -1],
        ['to', 1],
      ] as const) {
        const moved = {
          sub_job: cells[`${side}_sub_job`]!,
          cost_code: cells[`${side}_cost_code`]!,
          cost_type: cells[`${side}_cost_type`]!,
        };
        add(sums, `amount on ${codingText(moved, ledger)}`, sign * cents(cells['amount']));
      }
    }
  }
  return sums;
}

function codingText(cells: Cells, ledger: Ledger): string {
  return [
    ledger.takesExtra ? '' : (cells['sub_job'] ?? ''),
    cells['cost_code']!.replace('.', '-'),
    cells['cost_type'],
  ].join(' ');
}

function storedSums(store: MemoryStore, batch: string, dataset: string, ledger: Ledger): Sums {
  const sums: Sums = new Map();
  for (const row of store.tables.all(ledger.table)) {
    if (row.batch !== batch || !row.document.startsWith(`${dataset}:`)) continue;
    const read = (column: string): Value => store.tables.read(ledger.table, row, column);
    for (const [name, amount] of Object.entries(ledger.stored(read))) {
      add(sums, `${name} of ${row.document.slice(dataset.length + 1)}`, amount);
      add(
        sums,
        `${name} on ${[ledger.takesExtra ? '' : (read('extra') ?? ''), read('cost_code'), read('category')].join(' ')}`,
        amount,
      );
    }
  }
  return sums;
}

function add(sums: Sums, slot: string, amount: number): void {
  sums.set(slot, (sums.get(slot) ?? 0) + amount);
}

// --------------------------------------------------------------------------------------------------- totals

type Reader = (row: StoredRow, column: string) => Value;

/** Sage's totals against the rows they are kept of, column by column. */
export function misstated(store: MemoryStore): string[] {
  const reader =
    (table: string): Reader =>
    (row, column) =>
      store.tables.read(table, row, column);
  const sum = (
    table: string,
    test: (row: StoredRow, read: Reader) => boolean,
    column: string,
    minus?: string,
  ): number =>
    store.tables
      .all(table)
      .filter((row) => test(row, reader(table)))
      .reduce(
        (total, row) =>
          total + number(reader(table)(row, column)) - (minus === undefined ? 0 : number(reader(table)(row, minus))),
        0,
      );
  const [items, bills, entries] = [
    'jcm_master__commitment_item',
    'apm_master__distribution',
    'jct_new__transaction',
  ] as const;
  const check = (
    table: string,
    parts: readonly string[],
    columns: Readonly<Record<string, (test: Test) => number>>,
  ): string[] =>
    store.tables.all(table).flatMap((row) =>
      Object.entries(columns).flatMap(([column, of]) => {
        const read = reader(table);
        const test: Test = (other, otherRead) =>
          parts.every((part) => {
            const [own, theirs] = part.split('=') as [string, string | undefined];
            return String(otherRead(other, theirs ?? own) ?? '') === String(read(row, own) ?? '');
          });
        return differs(
          `${table} ${parts.map((part) => String(read(row, part.split('=')[0]!))).join('|')} ${column}`,
          of(test),
          number(read(row, column)),
        );
      }),
    );
  const costs = {
    original_commitment: (test: Test) => sum(items, test, 'amount', 'approved_commitment_co_amount'),
    revised_commitment: (test: Test) => sum(items, test, 'amount'),
    jtd_cost: (test: Test) => sum(bills, test, 'amount'),
    commitment_invoiced: (test: Test) => sum(bills, test, 'amount'),
    retainage_held: (test: Test) => sum(bills, test, 'retainage'),
    total_estimate: (test: Test) => sum(entries, test, 'amount'),
  };
  const billed = {
    amount_invoiced: (test: Test) => sum(bills, test, 'amount'),
    retainage_held: (test: Test) => sum(bills, test, 'retainage'),
  };
  return [
    ...check('jcm_master__category', ['job', 'extra', 'cost_code', 'category'], costs),
    ...check('jcm_master__cost_code', ['job', 'extra', 'cost_code'], costs),
    ...check('jcm_master__job', ['job'], costs),
    ...check(items, ['commitment', 'item_number=commitment_line_item'], billed),
    ...check('jcm_master__commitment', ['commitment'], billed),
    ...check('apm_master__vendor', ['vendor'], {
      outstndg_amount: billed.amount_invoiced,
      retainage_being_held: billed.retainage_held,
    }),
  ];
}

type Test = (row: StoredRow, read: Reader) => boolean;
