/**
 * A contractor of realistic shape at any size: masters and commitments in one folder, subcontractor invoices in
 * another, as CSV files such as Procore's exports.
 * Promise: the same bytes for the same seed and size; written as a stream, so that ten million lines need no memory.
 * One document in fifty is wrong, in one of the ways of `WRONGS`.
 * Does not: run anything.
 */
import { createWriteStream, mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { seededRandom } from '../demo-company/seeded-random.mjs';
import { wrongInvoice } from './wrong-invoices.mjs';

export const SHAPE = { jobs: 500, vendors: 400, commitments: 5_000, linesPerCommitment: 20, invoiceLinesMax: 60 };

const DIVISIONS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '21', '22', '23', '26', '31', '32'];
const CODES = DIVISIONS.flatMap((division) => [100, 200, 310, 420, 530].map((code) => `${division}-${code}`));
const CATEGORIES = [
  ['L', 'Labor', 'Labor'],
  ['M', 'Material', 'Material'],
  ['S', 'Subcontract', 'Subcontract'],
];
const jobNumber = (index) => `${String(10 + Math.floor(index / 900))}-${String(100 + (index % 900))}`;
const vendorCode = (index) => `V${String(1000 + index)}`;
const commitmentNumber = (index) => `SC-${String(100_000 + index)}`;

/** Rows of one CSV file; `write` waits where the disk is slower than we are. */
export class CsvFile {
  constructor(path, columns) {
    this.columns = columns;
    this.stream = createWriteStream(path);
    this.pending = `${columns.join(',')}\n`;
  }

  async write(values) {
    this.pending += `${values.map(cell).join(',')}\n`;
    if (this.pending.length > 1 << 16) await this.flush();
  }

  async flush() {
    const fits = this.stream.write(this.pending);
    this.pending = '';
    if (!fits) await once(this.stream, 'drain');
  }

  async end() {
    await this.flush();
    this.stream.end();
    await once(this.stream, 'finish');
  }
}

function cell(value) {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const dollars = (cents) => (cents / 100).toFixed(2);

/** Codes of a commitment's lines, and what each line is worth: a pure function of its number. */
export function commitmentLines(seed, index, shape) {
  const random = seededRandom(seed * 31 + index);
  const extra = random.chance(0.15) ? 'A' : '';
  return Array.from({ length: shape.linesPerCommitment }, (_, at) => ({
    number: at + 1,
    extra,
    code: CODES[random.between(0, CODES.length - 1)],
    category: random.chance(0.7) ? 'S' : 'M',
    cents: random.between(2_000_000, 90_000_000),
  }));
}

export const jobOf = (index, shape) => index % shape.jobs;
export const vendorOf = (index, shape) => (index * 7) % shape.vendors;

/** Masters and commitments: what is in Sage before the night. */
export async function writeParents(folder, { seed = 1, shape = SHAPE } = {}) {
  mkdirSync(folder, { recursive: true });
  await file(folder, 'standard-cost-codes', ['cost_code', 'description', 'group_cost_code'], async (out) => {
    for (const division of DIVISIONS) await out.write([`${division}-000`, `Division ${division}`, 'Yes']);
    for (const code of CODES) await out.write([code, `Work of ${code}`, 'No']);
  });
  await file(folder, 'standard-categories', ['category', 'description', 'accumulation'], async (out) => {
    for (const row of CATEGORIES) await out.write(row);
  });
  await file(folder, 'companies', ['vendor_code', 'name', 'phone', 'procore_id'], async (out) => {
    for (let index = 0; index < shape.vendors; index++) {
      const code = vendorCode(index);
      await out.write([
        code,
        `Contractor ${code} of ${index % 2 === 0 ? 'Salem' : 'Durham'}`,
        '(336) 555-0100',
        9e9 + index,
      ]);
    }
  });
  await file(folder, 'projects', ['project_number', 'name', 'procore_id'], async (out) => {
    for (let index = 0; index < shape.jobs; index++) {
      await out.write([jobNumber(index), `Project ${jobNumber(index)}`, 8e9 + index]);
    }
  });
  await file(folder, 'sub-jobs', ['project_number', 'sub_job', 'name'], async (out) => {
    for (let index = 0; index < shape.jobs; index++) await out.write([jobNumber(index), 'A', 'Building A']);
  });
  const codeColumns = ['project_number', 'sub_job', 'cost_code', 'description', 'cost_type'];
  await file(folder, 'project-cost-codes', codeColumns, async (out) => {
    for (let index = 0; index < shape.jobs; index++) {
      for (const extra of ['', 'A']) {
        for (const code of CODES) {
          for (const type of ['M', 'S']) await out.write([jobNumber(index), extra, code, `Work of ${code}`, type]);
        }
      }
    }
  });
  const columns = ['commitment_number', 'project_number', 'type', 'title', 'vendor_code', 'status', 'executed'].concat([
    'retainage_percent',
    'date',
    'line_number',
    'sub_job',
    'cost_code',
    'cost_type',
    'description',
    'amount',
  ]);
  await file(folder, 'commitments', columns, async (out) => {
    for (let index = 0; index < shape.commitments; index++) {
      const head = [
        commitmentNumber(index),
        jobNumber(jobOf(index, shape)),
        'Subcontract',
        `Works ${index}`,
        vendorCode(vendorOf(index, shape)),
        'Approved',
        'Yes',
        '10.00',
        '2026-01-15',
      ];
      for (const line of commitmentLines(seed, index, shape)) {
        const { number, extra, code, category, cents } = line;
        await out.write([...head, number, extra, code, category, `Line ${number}`, dollars(cents)]);
      }
    }
  });
}

export const INVOICE_COLUMNS = ['invoice_number', 'vendor_code', 'commitment_number', 'project_number', 'billing_date']
  .concat(['accounting_date', 'status', 'line_number', 'commitment_line_number', 'sub_job', 'cost_code', 'cost_type'])
  .concat(['description', 'work_completed_this_period', 'materials_presently_stored', 'materials_previously_stored'])
  .concat(['retainage_held_this_period', 'retainage_released_this_period', 'current_payment_due']);

/** Invoices, each an array of rows as objects by column; numbers `from` to `to` of an endless list. */
export function* invoices({ seed = 1, shape = SHAPE, from = 0, lines, wrong = true }) {
  let written = 0;
  for (let index = from; written < lines; index++) {
    const rows = invoiceRows(seed, index, shape).slice(0, Math.max(1, lines - written));
    settle(rows);
    written += rows.length;
    yield wrong && index % 50 === 49 ? wrongInvoice(rows, Math.floor(index / 50)) : rows;
  }
}

function invoiceRows(seed, index, shape) {
  const random = seededRandom(seed * 7_919 + index * 2 + 1);
  const commitment = index % shape.commitments;
  const lines = commitmentLines(seed, commitment, shape);
  const day = 1 + (index % 28);
  const head = {
    invoice_number: `INV-${String(index + 1).padStart(7, '0')}`,
    vendor_code: vendorCode(vendorOf(commitment, shape)),
    commitment_number: commitmentNumber(commitment),
    project_number: jobNumber(jobOf(commitment, shape)),
    billing_date: `2026-10-${String(day).padStart(2, '0')}`,
    accounting_date: '2026-10-31',
    status: 'Approved',
  };
  return Array.from({ length: random.between(1, shape.invoiceLinesMax) }, (_, at) => {
    const line = lines[random.between(0, lines.length - 1)];
    const work = random.between(100, 90_000);
    const stored = random.chance(0.1) ? random.between(100, 9_000) : 0;
    return {
      ...head,
      line_number: String(at + 1),
      commitment_line_number: String(line.number),
      sub_job: line.extra,
      cost_code: line.code,
      cost_type: line.category,
      description: `Work on line ${line.number}`,
      work_completed_this_period: dollars(work),
      materials_presently_stored: dollars(stored),
      materials_previously_stored: '0.00',
      retainage_held_this_period: dollars(Math.round((work + stored) / 10)),
      retainage_released_this_period: '0.00',
    };
  });
}

const cents = (text) => Math.round(Number(text) * 100);

/** Payment due = work + stored - retainage, on every row as Procore prints it. */
function settle(rows) {
  let due = 0;
  for (const row of rows) {
    due += cents(row.work_completed_this_period) + cents(row.materials_presently_stored);
    due -= cents(row.retainage_held_this_period);
  }
  for (const row of rows) row.current_payment_due = dollars(due);
}

/**
 * Documents one after the other, or (`shuffled`) rows of some hundred documents mixed with each other throughout the
 * file.
 */
export async function writeInvoices(path, options) {
  const out = new CsvFile(path, INVOICE_COLUMNS);
  let documents = 0;
  for (const rows of invoices(options)) {
    documents++;
    for (const row of rows) await out.write(INVOICE_COLUMNS.map((name) => row[name]));
  }
  await out.end();
  return documents;
}

/** The night after: the same invoices, one in a thousand of them a dollar more, and a hundredth as many lines anew. */
export async function writeNextNight(path, { seed = 1, shape = SHAPE, lines }) {
  const out = new CsvFile(path, INVOICE_COLUMNS);
  const write = async (rows) => {
    for (const row of rows) await out.write(INVOICE_COLUMNS.map((name) => row[name]));
  };
  let from = 0;
  for (const rows of invoices({ seed, shape, lines })) {
    if (from++ % 1_000 === 500) {
      rows[0].work_completed_this_period = dollars(cents(rows[0].work_completed_this_period) + 100);
      settle(rows);
    }
    await write(rows);
  }
  for (const rows of invoices({ seed, shape, from, lines: Math.ceil(lines / 100) })) await write(rows);
  await out.end();
}

/** The rows of a CSV file in an order of chance. */
export async function writeShuffled(from, path, { seed = 1 }) {
  const [head, ...rows] = (await readFile(from, 'utf8')).trimEnd().split('\n');
  const random = seededRandom(seed);
  for (let at = rows.length - 1; at > 0; at--) {
    const other = random.between(0, at);
    [rows[at], rows[other]] = [rows[other], rows[at]];
  }
  await writeFile(path, `${head}\n${rows.join('\n')}\n`);
}

async function file(folder, dataset, columns, write) {
  const out = new CsvFile(join(folder, `${dataset}.csv`), columns);
  await write(out);
  await out.end();
}
