/** A database of one's own by TIEOUT_DATABASE_URL: what ends a run there, and what is never printed. */
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connect } from '../../src/store/connect.js';
import { lockCompany } from '../../src/store/company-lock.js';
import { BatchHome } from '../support/batch-home.js';
import { runTieout } from '../support/run-tieout.js';

jest.setTimeout(120_000);

interface FailureJson {
  readonly status: string;
  readonly fault: { readonly kind: string; readonly message: string; readonly remedy: string };
}

let home: BatchHome;
let accounts: string;

beforeAll(async () => {
  home = await BatchHome.open();
  accounts = home.deliver({ 'accounts.csv': 'account,title\n1000,Cash\n' });
});
afterAll(() => home.remove());

describe('a database that cannot be used', () => {
  const changed = (change: (url: URL) => void): string => {
    const url = new URL(home.url);
    change(url);
    return url.href;
  };

  it.each([
    [
      'nobody listens',
      () =>
        changed((url) => {
          url.port = '1';
        }),
      /127\.0\.0\.1:1\//,
    ],
    [
      'the host is unknown',
      () =>
        changed((url) => {
          url.hostname = 'no-such-host.invalid';
        }),
      /no-such-host\.invalid/,
    ],
    [
      'the password is wrong',
      () =>
        changed((url) => {
          url.password = 'Hunter2andMore';
        }),
      /127\.0\.0\.1/,
    ],
    [
      'the database does not exist',
      () =>
        changed((url) => {
          url.pathname = '/nowhere';
        }),
      /nowhere/,
    ],
  ])('because %s is 6 with a remedy, and its password is nowhere', async (_, url, message) => {
    const run = await runTieout(['run', accounts, '--json'], { home: home.path, env: { TIEOUT_DATABASE_URL: url() } });
    const { status, fault } = run.json<FailureJson>();
    expect({ code: run.code, status, kind: fault.kind }).toEqual({ code: 6, status: 'failed', kind: 'transient' });
    expect(fault.message).toMatch(message);
    expect(fault.remedy).toMatch(/^[A-Z].*\.$/);
    const password = new URL(url()).password;
    expect(password.length).toBeGreaterThan(8);
    expect(run.stdout + run.stderr).not.toContain(password);
  });

  it('is told in words too', async () => {
    const url = changed((each) => {
      each.port = '1';
    });
    const run = await runTieout(['status'], { home: home.path, env: { TIEOUT_DATABASE_URL: url } });
    expect({ code: run.code, stdout: run.stdout }).toEqual({ code: 6, stdout: '' });
    expect(run.stderr).toMatch(/^tieout: .*127\.0\.0\.1:1\/.*\n.*repeat\.\n$/);
  });
});

describe("a database of one's own", () => {
  it('is given out by db url and never stopped', async () => {
    expect((await home.tieout(['db', 'url'])).stdout.trim()).toBe(home.url);
    const down = await home.tieout(['db', 'down', '--json']);
    expect({ code: down.code, kind: down.json<FailureJson>().fault.kind }).toEqual({ code: 2, kind: 'usage' });
  });

  it('whose company is locked ends the run with 7 after ten seconds, and says by whom', async () => {
    const holder = await connect(home.url, { applicationName: 'somebody else' });
    try {
      const lock = await lockCompany(holder, 'demo');
      const run = await home.tieout(['run', accounts, '--json']);
      const { status, fault } = run.json<FailureJson>();
      expect({ code: run.code, status, kind: fault.kind }).toEqual({ code: 7, status: 'failed', kind: 'transient' });
      expect(fault.message).toMatch(/^Company demo is locked by .*somebody else.*waited for 10 s/);
      expect(run.milliseconds).toBeGreaterThan(10_000);
      await lock.release();
    } finally {
      await holder.end();
    }
    expect((await home.tieout(['run', accounts, '--json'])).code).toBe(0);
  });
});
