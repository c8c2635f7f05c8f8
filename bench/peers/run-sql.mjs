/**
 * The hand-written SQL, through psql where it is found, else the same script through pg.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { measure, timed } from './processes.mjs';

const script = readFileSync(join(import.meta.dirname, 'invoices.sql'), 'utf8');

function hasPsql() {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

export const sqlRunner = hasPsql() ? 'psql' : 'pg';

export async function runSql(url, csv) {
  return sqlRunner === 'psql' ? throughPsql(url, csv) : timed(() => throughDriver(url, csv));
}

async function throughPsql(url, csv) {
  const folder = mkdtempSync(join(tmpdir(), 'tieout-bench-'));
  try {
    const file = join(folder, 'invoices.sql');
    writeFileSync(file, script.replaceAll('{{csv}}', csv));
    const run = await measure('psql', [url, '-X', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file]);
    if (run.code !== 0) throw new Error(`the SQL peer failed: ${run.stderr}`);
    return run;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function throughDriver(url, csv) {
  const [before, after] = script.split(/^\\copy .*$/m);
  const copy = /^\\copy (.*) from '\{\{csv\}\}' (.*)$/m.exec(script);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(before.replace(/^\\set .*$/m, ''));
    await pipeline(createReadStream(csv), client.query(copyFrom(`copy ${copy[1]} from stdin ${copy[2]}`)));
    await client.query(after);
  } finally {
    await client.end();
  }
}
