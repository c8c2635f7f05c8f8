/**
 * `node bench/demo-company.mjs --out samples/nightly [--evening samples/evening] [--seed N]` writes the demo batch and
 * the batch before it.
 * Promise: the same bytes every time, whatever the machine and the day.
 * Does not: run Tieout. Tests import `makeDemoCompany`, `nightly`, `evening` and `expectNightly` from here.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { NIGHTLY_SEED } from './demo-company/company-model.mjs';
import { evening } from './demo-company/evening-files.mjs';
import { nightly } from './demo-company/nightly-files.mjs';
import { eveningReadme, nightlyReadme } from './demo-company/readme.mjs';

export { makeDemoCompany, makeModel, NIGHTLY_SEED, NIGHTLY_SIZES } from './demo-company/company-model.mjs';
export { evening } from './demo-company/evening-files.mjs';
export { expectNightly } from './demo-company/expectations.mjs';
export { csvBytes, workbookBytes } from './demo-company/file-forms.mjs';
export { columns, nightly } from './demo-company/nightly-files.mjs';

/** Leaves nothing of an older company behind; goldens stay. */
function writeFolder(folder, files, readme) {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (/^[^.].*\.(csv|tsv|xlsx|json)$/.test(name) && !name.includes('.golden.')) rmSync(join(folder, name));
  }
  for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
  writeFileSync(join(folder, 'README.md'), readme);
}

async function main() {
  const text = { type: 'string' };
  const { values } = parseArgs({ options: { out: text, evening: text, seed: text } });
  if (values.out === undefined) throw new Error('usage: node bench/demo-company.mjs --out samples/nightly');
  const batch = await nightly(values.seed === undefined ? NIGHTLY_SEED : Number(values.seed));
  writeFolder(values.out, batch.files, nightlyReadme(batch));
  const before = evening(batch);
  writeFolder(values.evening ?? join(dirname(resolve(values.out)), 'evening'), before.files, eveningReadme(before));
}

if (process.argv[1] !== undefined && fileURLToPath(import.meta.url) === resolve(process.argv[1])) await main();
