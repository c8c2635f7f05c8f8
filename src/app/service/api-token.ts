/**
 * The token of the service: that of the environment, or one of its own in the home folder.
 * Promise: without a word said no request is answered without a token; the file is readable by its owner alone, and
 * made whole or not at all.
 * Does not: print it.
 */
import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageFault } from '../../core/faults.js';
import { makeFolder } from '../machine/make-folder.js';

const charactersMin = 16;

export interface ApiToken {
  readonly token: string;
  /** Null: it came from the environment. */
  readonly file: string | null;
}

export async function findApiToken(given: string | null, home: string): Promise<ApiToken> {
  if (given !== null) return { token: checked(given, 'TIEOUT_API_TOKEN'), file: null };
  const file = join(home, 'api-token');
  const kept = await readFile(file, 'utf8').catch(() => null);
  if (kept !== null) return { token: checked(kept.trim(), file), file };
  await makeFolder(home, 'TIEOUT_HOME');
  const part = `${file}.${process.pid}.part`;
  await writeFile(part, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  // A link fails where the file is there: of two services that start at once both take the token of the first.
  await link(part, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(part, { force: true });
  return { token: (await readFile(file, 'utf8')).trim(), file };
}

function checked(token: string, where: string): string {
  if (token.length >= charactersMin && !/\s/.test(token)) return token;
  throw new UsageFault(`${where} holds no token of at least ${charactersMin} characters without blanks.`, {
    remedy: 'Take a long random one, such as that of "openssl rand -hex 24".',
  });
}
