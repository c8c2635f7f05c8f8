/** Settings, arguments, progress and failures: what stands between a terminal and the commands. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readColumnValue, readDate, readLimit, readStates } from '../../src/app/commands/read-argument.js';
import { readHelp } from '../../src/app/commands/read-help.js';
import { verbs } from '../../src/app/commands/verbs.js';
import { packageFolder, readConfig, readTerminal } from '../../src/app/config.js';
import { describeFailure, describeInterruption, failureText } from '../../src/app/failure.js';
import { NODE_FLAGS } from '../../src/app/node-flags.js';
import { ProgressLine } from '../../src/app/progress-line.js';
import { count, textTable } from '../../src/app/text-table.js';
import { DefinitionFault, TransientFault } from '../../src/core/faults.js';

describe('the executable', () => {
  it('has the flags of the processes that the service starts', () => {
    const [first] = readFileSync(join(packageFolder, 'bin/tieout.js'), 'utf8').split('\n');
    expect(first).toBe(`#!/usr/bin/env -S node ${NODE_FLAGS.join(' ')}`);
  });
});

describe('settings', () => {
  it('have defaults, and absolute folders', () => {
    expect(readConfig({ TIEOUT_COMPANY: ' ' })).toEqual({
      databaseUrl: null,
      home: resolve('var'),
      inbox: resolve('var/inbox'),
      company: 'demo',
      definitions: resolve(packageFolder),
      threads: availableParallelism() > 1 ? { count: 2, rowsMin: 100_000 } : { count: 0, rowsMin: 0 },
    });
    expect(readConfig({ TIEOUT_THREADS: '3' }).threads).toEqual({ count: 3, rowsMin: 20_000 });
    expect(() => readConfig({ TIEOUT_THREADS: 'all' })).toThrow('environment');
    expect(
      readConfig({ TIEOUT_HOME: 'h', TIEOUT_COMPANY: 'acme', TIEOUT_DATABASE_URL: 'postgres://a:b@c/d' }),
    ).toMatchObject({
      databaseUrl: 'postgres://a:b@c/d',
      home: resolve('h'),
      company: 'acme',
    });
  });

  it.each(['mysql://a/b', 'localhost/db', 'postgres://host', 'not a url'])(
    'refuse the URL %s without printing it',
    (url) => {
      let problems: readonly string[] = [];
      try {
        readConfig({ TIEOUT_DATABASE_URL: url });
      } catch (thrown) {
        problems = describeFailure(thrown).failure.problems as string[];
      }
      expect(problems).toEqual([expect.stringMatching(/^TIEOUT_DATABASE_URL /)]);
      expect(problems.join()).not.toContain(url);
    },
  );

  it('know when not to decorate', () => {
    expect(readTerminal({})).toEqual({ colour: true, ci: false, debug: false });
    expect(readTerminal({ NO_COLOR: '1' }).colour).toBe(false);
    expect(readTerminal({ TERM: 'dumb' }).colour).toBe(false);
    expect(readTerminal({ CI: 'true', TIEOUT_DEBUG: '1' })).toEqual({ colour: false, ci: true, debug: true });
  });
});

describe('arguments', () => {
  it('are read exactly or refused', () => {
    expect(readDate('2024-02-29')).toBe('2024-02-29');
    for (const text of ['2023-02-29', '2024-2-9', '2024-13-01', 'today', ''])
      expect(() => readDate(text)).toThrow(/YYYY-MM-DD/);
    expect(readColumnValue('a=b=c', { x: 'y' })).toEqual({ x: 'y', a: 'b=c' });
    expect(readColumnValue('a=')).toEqual({ a: '' });
    for (const text of ['a', '=b', ' =b']) expect(() => readColumnValue(text)).toThrow(/COLUMN=VALUE/);
    expect(() => readColumnValue('a=2', { a: '1' })).toThrow(/twice/);
    expect(readLimit('7')).toBe(7);
    for (const text of ['0', '-1', '1.5', 'x']) expect(() => readLimit(text)).toThrow(/whole number/);
    expect(readStates('held, waiting', ['held'])).toEqual(['held', 'waiting']);
    expect(() => readStates('held,lost')).toThrow(/"lost" is no state/);
  });

  it.each(verbs.map((verb) => [verb.name, verb] as const))('of %s have a command and a page', async (name, verb) => {
    expect(await verb.load()).toBeInstanceOf(Function);
    const { summary, description, examples } = readHelp(name);
    expect(summary.length).toBeLessThanOrEqual(52);
    expect(description.startsWith(`${summary}\n\n`)).toBe(true);
    expect(examples).toMatch(/^Examples:\n {2}[^]*\n\nExit codes:\n {2}0 {2}/);
  });
});

describe('progress', () => {
  const watch = (columns: number | null) => {
    const written: string[] = [];
    let now = 0;
    const line = new ProgressLine({ write: (text) => void written.push(text), columns, now: () => now });
    const report = (milliseconds: number, rows: number, stage = 'read') => {
      now = milliseconds;
      line.report({ stage, rows, rowsTotal: 50_000 });
    };
    return { line, written, report };
  };

  it('is a plain line at most every two seconds, and a last one', () => {
    const { line, written, report } = watch(null);
    for (let at = 0; at <= 5_000; at += 100) report(at, at * 2);
    line.finish();
    line.finish();
    expect(written).toEqual([
      'read 4,000 of 50,000 rows, 2,000 rows/s\n',
      'read 8,000 of 50,000 rows, 2,000 rows/s\n',
      'read 10,000 of 50,000 rows, 2,000 rows/s\n',
    ]);
  });

  it('is one updating line on a terminal, cut to it, and cleared', () => {
    const { line, written, report } = watch(20);
    report(0, 0);
    report(50, 1);
    report(1_000, 5_000);
    line.warn('x.csv is left out');
    line.finish();
    expect(written).toEqual([
      '\r\u001b[2Kread 0 of 50,000 ro',
      '\r\u001b[2Kread 5,000 of 50,00',
      '\r\u001b[2K',
      'x.csv is left out\n',
    ]);
  });

  it('measures the rate of the stage', () => {
    const { line, written, report } = watch(null);
    report(0, 0);
    report(4_000, 8_000);
    report(5_000, 0, 'publish');
    report(6_500, 3_000, 'publish');
    line.abandon();
    expect(written).toEqual([
      'read 8,000 of 50,000 rows, 2,000 rows/s\n',
      'publish 3,000 of 50,000 rows, 2,000 rows/s\n',
    ]);
  });
});

describe('failures', () => {
  it('keep what a fault says', () => {
    const fault = new DefinitionFault('Two files are wrong.', {
      remedy: 'Correct them.',
      problems: ['a:1:1: x', 'b:2:2: y'],
    });
    const { failure, exitCode } = describeFailure(fault);
    expect({ failure, exitCode }).toEqual({
      exitCode: 2,
      failure: {
        kind: 'definition',
        message: 'Two files are wrong.',
        remedy: 'Correct them.',
        problems: ['a:1:1: x', 'b:2:2: y'],
      },
    });
    expect(failureText(failure, false)).toBe('tieout: Two files are wrong.\n  a:1:1: x\n  b:2:2: y\nCorrect them.\n');
    expect(describeFailure(new TransientFault('x', { remedy: 'y', lock: true })).exitCode).toBe(7);
  });

  it('make an internal fault of a stranger, without its URLs', () => {
    const stranger = new Error('connect postgresql://ann:hunter2@db:5432/x failed', { cause: new Error('deep') });
    const { failure, exitCode, stack } = describeFailure(stranger);
    expect({ exitCode, kind: failure.kind, message: failure.message }).toEqual({
      exitCode: 1,
      kind: 'internal',
      message: 'connect postgresql://… failed',
    });
    expect(stack).toContain('Caused by: Error: deep');
    expect(stack).not.toContain('hunter2');
    expect(describeFailure('a text').failure.message).toBe('a text');
  });

  it('know a signal by its exit code', () => {
    expect(describeInterruption('SIGINT').exitCode).toBe(130);
    expect(describeInterruption('SIGTERM').exitCode).toBe(143);
  });
});

describe('tables', () => {
  it('put numbers to the right and leave no blanks behind', () => {
    expect(
      textTable(
        ['a', 'n', 't'],
        [
          ['x', 1, '1.00'],
          ['yy', 100, ''],
        ],
        ['t'],
      ),
    ).toBe('a     n     t\nx     1  1.00\nyy  100');
    expect([count(1, 'row'), count(1_234, 'row')]).toEqual(['1 row', '1,234 rows']);
  });
});
