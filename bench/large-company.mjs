/**
 * `node bench/large-company.mjs --out <folder> [--lines N] [--seed N]` writes parents/ and invoices/ of a large
 * company.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeInvoices, writeParents } from './large-company/large-company.mjs';

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    lines: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
  },
});
if (values.out === undefined) throw new Error('usage: node bench/large-company.mjs --out <folder>');
const seed = Number(values.seed);
await writeParents(join(values.out, 'parents'), { seed });
mkdirSync(join(values.out, 'invoices'), { recursive: true });
const path = join(values.out, 'invoices', 'subcontractor-invoices.csv');
const documents = await writeInvoices(path, { seed, lines: Number(values.lines) });
process.stdout.write(`${documents} invoices, ${values.lines} lines\n`);
