/**
 * `tieout db up|url|down`: the database as such.
 * Promise: `db url` prints the URL and nothing else, so that `psql "$(tieout db url)"` works.
 * Does not: create or drop anything but by migrations.
 */
import { exitCodes } from '../exit-codes.js';
import type { CommandContext, Output } from './verb.js';

export interface DbArguments {
  readonly action: 'up' | 'url' | 'down';
}

export async function dbCommand({ engine }: CommandContext, { action }: DbArguments, output: Output): Promise<number> {
  if (action === 'up') {
    const { url } = await engine.database.up();
    output.result(
      { status: 'up', url },
      () => 'The database is up and migrated. "tieout db url" prints how to reach it.',
    );
  } else if (action === 'url') {
    const url = await engine.database.url();
    output.result({ url }, () => url);
  } else {
    await engine.database.down();
    output.result({ status: 'down' }, () => 'The database is down.');
  }
  return exitCodes.done;
}
