/**
 * The demo night on a server given by URL, killed and run again, and two runs of it at once: the tables are those of
 * one undisturbed night. Kills by the hundred, of the database too, are the work of kill.spec.ts.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { AS_OF, BatchHome, dumpSage, queryUrl } from '../support/batch-home.js';
import { nightlyFolder, seededNumbers } from '../support/demo-night.js';
import { makeHome, runTieout, type TieoutRun } from '../support/run-tieout.js';

jest.setTimeout(600_000);

const seed = Number(process.env['TIEOUT_KILL_SEED'] ?? Date.now() % 1_000_000);
const kills = 2;
const next = seededNumbers(seed);
const args = ['run', nightlyFolder, '--as-of', AS_OF, '--json'];

interface FailureJson {
  readonly status: string;
  readonly fault: { readonly kind: string; readonly message: string; readonly remedy: string };
}

let undisturbed: Record<string, string[]>;
let typicalMs = 0;

beforeAll(async () => {
  process.stderr.write(`runs-that-meet.spec.ts: seed ${seed}, ${kills} kills\n`);
  const home = await BatchHome.open();
  try {
    const run = await home.tieout(args);
    expect(run.code).toBe(3);
    typicalMs = run.milliseconds;
    undisturbed = await dumpSage(home.url, ['tieout_batch']);
  } finally {
    await home.remove();
  }
});

it(`a run killed at one of ${kills} moments leaves nothing half done; the next comes to the same tables`, async () => {
  for (let kill = 0; kill < kills; kill++) {
    const moment = momentOf(kill);
    const home = await BatchHome.open();
    try {
      const killed = await home.tieout(args, { millisecondsMax: moment });
      await expectNothingHalfDone(home.path, home.url, killed);
      const after = await home.tieout(args);
      expect({
        moment,
        code: after.code,
        balanced: after.json<{ tieOut: { balanced: boolean } }>().tieOut.balanced,
      }).toEqual({ moment, code: 3, balanced: true });
      expect(await dumpSage(home.url, ['tieout_batch'])).toEqual(undisturbed);
    } finally {
      await home.remove();
    }
  }
});

describeEmbedded('two runs at once on one home', (home) => {
  it('take turns or say who holds the lock, and leave the tables of one', async () => {
    const both = await Promise.all([runTieout(args, { home: home.path }), runTieout(args, { home: home.path })]);
    const codes = both.map(({ code }) => code).sort();
    expect([
      [3, 3],
      [3, 7],
    ]).toContainEqual(codes);
    for (const { code, json } of both) {
      if (code === 7) expect(json<FailureJson>().fault.message).toMatch(/^Company demo is locked by .*waited for 10 s/);
    }
    const url = await urlOf(home.path);
    expect(await dumpSage(url, ['tieout_batch'])).toEqual(undisturbed);
    // The evening, the night, and the night again by the one that waited.
    expect(await batchesIn(url)).toHaveLength(codes[1] === 3 ? 3 : 2);
  });
});

/** In milliseconds: one in each part of a run, so that few kills still meet all of it. */
function momentOf(kill: number): number {
  return Math.round((typicalMs * (kill + next())) / kills);
}

/** Tests on an embedded database of their own. */
function describeEmbedded(name: string, tests: (home: ReturnType<typeof makeHome>) => void): void {
  describe(name, () => {
    const home = makeHome();
    afterAll(() => home.remove());
    tests(home);
  });
}

/** A killed run has printed nothing or all; what it filed is whole, and belongs to a batch that is in the books. */
async function expectNothingHalfDone(home: string, url: string, killed: TieoutRun): Promise<void> {
  if (killed.stdout !== '') expect(killed.json<{ batch: string }>().batch).not.toBe('');
  // Its session ends within half a second of it.
  const known = new Map((await batchesIn(url)).map(({ batch, status }) => [batch, status]));
  for (const status of known.values()) expect(status).toBe('held');
  const reports = join(home, 'reports');
  for (const batch of existsSync(reports) ? readdirSync(reports) : []) {
    expect([...known.keys()]).toContain(batch);
    for (const name of readdirSync(join(reports, batch))) expectWhole(name, readFileSync(join(reports, batch, name)));
  }
}

function expectWhole(name: string, bytes: Buffer): void {
  if (name.endsWith('.part')) return;
  if (name.endsWith('.json'))
    expect(() => {
      JSON.parse(bytes.toString());
    }).not.toThrow();
  else if (name.endsWith('.html')) expect(bytes.toString().trimEnd().endsWith('</html>')).toBe(true);
  // The directory at the end of a zip.
  else expect(bytes.subarray(-22, -18).toString('latin1')).toBe('PK\x05\x06');
}

async function batchesIn(url: string): Promise<{ batch: string; status: string }[]> {
  const [books] = await queryUrl<{ there: string | null }>(url, `select to_regclass('tieout.batch')::text as there`);
  return books?.there == null ? [] : queryUrl(url, 'select batch::text, status from tieout.batch order by batch');
}

async function urlOf(home: string): Promise<string> {
  return (await runTieout(['db', 'url'], { home })).stdout.trim();
}
