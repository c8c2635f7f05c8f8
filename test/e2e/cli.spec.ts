/** The command line as a shell sees it: help, wrong words, exit codes, streams. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { repositoryFolder } from '../support/source-tree.js';
import { runTieout } from '../support/run-tieout.js';

const verbs = ['run', 'validate', 'check', 'test', 'reconcile', 'batches', 'documents', 'status', 'db'];

interface FailureJson {
  status: string;
  fault: { kind: string; message: string; remedy: string; problems: string[] };
}

describe('help', () => {
  it('lists every verb and exit code, from any folder, at once', async () => {
    const { code, stdout, stderr, milliseconds } = await runTieout(['--help'], { folder: tmpdir() });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const verb of verbs) expect(stdout).toMatch(new RegExp(`^  ${verb}\\b.*\\w`, 'm'));
    expect(stdout).toMatch(/^ {2}5 {2}out of balance/m);
    expect(milliseconds).toBeLessThan(2_000);
    process.stderr.write(`tieout --help: ${Math.round(milliseconds)} ms\n`);
  });

  it.each(verbs)('of %s has options, examples and exit codes', async (verb) => {
    const { code, stdout, stderr } = await runTieout([verb, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: tieout ${verb}`));
    for (const flag of ['--json', '--quiet', '--no-color', '--help']) expect(stdout).toContain(flag);
    expect(stdout.match(/^ {2}.*tieout /gm)?.length).toBeGreaterThanOrEqual(2);
    expect(stdout).toMatch(/^Exit codes:\n {2}0 {2}/m);
  });

  it('does not mind a reader that has gone', () => {
    const command = `"${process.execPath}" bin/tieout.js --help 2>&1 >&3 3>&- | cat`;
    const shell = `set -o pipefail; { ${command}; } 3> >(exec 0<&-; exit 0); wait`;
    const { status, stdout } = spawnSync('bash', ['-c', shell], { cwd: repositoryFolder, encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });

  it('says the version', async () => {
    const { version } = JSON.parse(readFileSync(`${repositoryFolder}/package.json`, 'utf8')) as { version: string };
    expect(await runTieout(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });
});

describe('wrong words', () => {
  it.each([
    { args: ['rnu'], message: /unknown command 'rnu'/i, remedy: 'Did you mean run?' },
    { args: ['run', '--dry-rnu'], message: /unknown option '--dry-rnu'/i, remedy: 'Did you mean --dry-run?' },
    { args: ['check', 'this'], message: /too many arguments/i, remedy: null },
    { args: ['validate'], message: /missing required argument 'file'/i, remedy: null },
    { args: ['run', '--as-of', '2024-02-30'], message: /Expected a calendar day/, remedy: null },
    { args: ['run', '--set', 'project_number'], message: /Expected COLUMN=VALUE/, remedy: null },
    { args: ['run', '--accept', 'perhaps'], message: /Allowed choices are auto, manual/, remedy: null },
    { args: ['run', '--company', '../demo'], message: /Expected a company id/, remedy: null },
    { args: ['run', 'no-such-file.csv'], message: /No such file or folder: no-such-file.csv/, remedy: null },
    { args: ['documents', '--state', 'lost'], message: /"lost" is no state/, remedy: null },
    { args: ['db', 'sideways'], message: /Allowed choices are up, url, down/, remedy: null },
    { args: [], message: /no verb given/i, remedy: null },
  ])('$args exit 2 and say what to do', async ({ args, message, remedy }) => {
    const { code, json, stderr } = await runTieout([...args, '--json']);
    const { status, fault } = json<FailureJson>();
    expect({ code, status, kind: fault.kind }).toEqual({ code: 2, status: 'failed', kind: 'usage' });
    expect(fault.message).toMatch(message);
    expect(fault.remedy).toBe(remedy ?? fault.remedy);
    expect(fault.remedy).not.toBe('');
    expect(stderr).toContain(fault.message);
  });

  it('without --json leave stdout empty', async () => {
    const { code, stdout, stderr } = await runTieout(['rnu']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe("tieout: Unknown command 'rnu'.\nDid you mean run?\n");
  });
});

describe('the environment', () => {
  it('is refused by the names of variables, never by their values', async () => {
    const env = {
      TIEOUT_DATABASE_URL: 'mysql://ann:hunter2@db/x',
      TIEOUT_COMPANY: '../x',
      TIEOUT_DEFINITIONS: 'nowhere-at-all',
    };
    const { code, json, stdout, stderr } = await runTieout(['check', '--json'], { env });
    expect(code).toBe(2);
    expect(json<FailureJson>().fault.problems.map((problem) => problem.split(' ')[0])).toEqual(Object.keys(env));
    expect(stdout + stderr).not.toMatch(/hunter2|mysql|nowhere-at-all/);
  });
});
