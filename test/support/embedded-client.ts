/**
 * A process that attaches to the embedded database of the home given, for tests that kill it.
 * Promise: prints one line of JSON, `{ "url" }` or `{ "fault", "exitCode" }`; lets go and ends when its input ends.
 * Does not: anything in between.
 */
import { attachEmbedded } from '../../src/store/embedded-postgres.js';

const [home = '', account = 'auto'] = process.argv.slice(2);
try {
  const server = await attachEmbedded(home, { account: account as 'auto' });
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  process.stdin.resume();
  process.stdin.once('end', () => void server.release());
} catch (error) {
  const { message, exitCode } = error as { message: string; exitCode?: number };
  process.stdout.write(`${JSON.stringify({ fault: message, exitCode: exitCode ?? null })}\n`);
}
