#!/usr/bin/env -S node --single-threaded-gc --interrupt-budget=200000
/**
 * The executable: runs `dist/cli.js` from any folder. V8's flags above are those of `src/app/node-flags.ts`, which says
 * why; `node bin/tieout.js` does the same without them, slower.
 * Promise: when nothing is built it says how to build, as JSON when asked, and exits 2.
 * Does not: know any verb.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const cli = new URL('../dist/cli.js', import.meta.url);

if (existsSync(cli)) {
  const { runCli } = await import(cli.href);
  await runCli(process.argv.slice(2));
} else {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const message = 'Tieout is not built yet: dist/cli.js is missing.';
  const remedy = `Run "npm ci" (or "npm run build") in ${root} and repeat the command.`;
  if (process.argv.includes('--json')) {
    const fault = { kind: 'usage', message, remedy, problems: [] };
    process.stdout.write(`${JSON.stringify({ status: 'failed', fault }, null, 2)}\n`);
  } else {
    process.stderr.write(`tieout: ${message}\n${remedy}\n`);
  }
  process.exitCode = 2;
}
