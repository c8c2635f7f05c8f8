/** The nightly schedules of profiles: moments in a time zone, what was missed, and what `tieout check` says of them. */
import { describe, expect, it } from '@jest/globals';
import { dueMoment } from '../../src/app/inbox/run-night.js';
import { checkSchedules } from '../../src/app/machine/check-schedules.js';
import { cronProblem, newestDue, nextDue } from '../../src/app/schedule/night-calendar.js';
import { readDefinitionFolder } from '../../src/io/definition-folder.js';
import { editedDefinitions, replacing, saidOf } from '../support/edited-definitions.js';
import { repositoryFolder } from '../support/source-tree.js';

const night = { cron: '30 1 * * *', timeZone: 'America/Los_Angeles' };
const at = (text: string): Date => new Date(text);

/** The next moments, in UTC. */
function moments(calendar: typeof night, after: string, count: number): string[] {
  const found: string[] = [];
  for (let due = nextDue(calendar, at(after)); found.length < count; due = nextDue(calendar, due)) {
    found.push(due.toISOString().slice(0, 16));
  }
  return found;
}

describe('the next night', () => {
  it('follows the time zone, not the machine', () => {
    expect(moments(night, '2026-07-01T00:00:00Z', 2)).toEqual(['2026-07-01T08:30', '2026-07-02T08:30']);
    expect(moments({ ...night, timeZone: 'Europe/Berlin' }, '2026-07-01T00:00:00Z', 1)).toEqual(['2026-07-01T23:30']);
  });

  it('comes once when an hour comes twice', () => {
    expect(moments(night, '2026-10-31T12:00:00Z', 2)).toEqual(['2026-11-01T08:30', '2026-11-02T09:30']);
  });

  it('comes after the gap when its hour is left out', () => {
    const half = { ...night, cron: '30 2 * * *' };
    expect(moments(half, '2026-03-07T12:00:00Z', 2)).toEqual(['2026-03-08T10:00', '2026-03-09T09:30']);
  });

  it('knows working days and the end of a year', () => {
    expect(moments({ ...night, cron: '0 22 * * 1-5' }, '2026-12-31T12:00:00Z', 3)).toEqual([
      '2027-01-01T06:00',
      '2027-01-02T06:00',
      '2027-01-05T06:00',
    ]);
  });
});

describe('a missed night', () => {
  const since = at('2026-11-20T09:30:00Z');

  it('is none before the next moment', () => {
    expect(newestDue(night, since, at('2026-11-21T09:29:59Z'))).toBeNull();
  });

  it('is the newest of several, however long the service was away', () => {
    expect(newestDue(night, since, at('2026-11-21T09:30:00Z'))).toEqual(at('2026-11-21T09:30:00Z'));
    expect(newestDue(night, since, at('2026-11-23T09:29:00Z'))).toEqual(at('2026-11-22T09:30:00Z'));
    expect(newestDue(night, since, at('2027-11-23T10:00:00Z'))).toEqual(at('2027-11-23T09:30:00Z'));
    const monthly = { ...night, cron: '0 3 1 * *' };
    expect(newestDue(monthly, since, at('2027-01-20T00:00:00Z'))).toEqual(at('2027-01-01T11:00:00Z'));
  });

  it('is due until it has ended, and never of a schedule that is new or was changed', () => {
    const kept = { dueAt: since, batch: null, ended: true, isKnown: true };
    expect(dueMoment(null, night, at('2026-11-23T00:00:00Z'))).toBeNull();
    expect(dueMoment(kept, night, at('2026-11-20T10:00:00Z'))).toBeNull();
    expect(dueMoment({ ...kept, ended: false }, night, at('2026-11-20T10:00:00Z'))).toEqual(since);
    expect(dueMoment({ ...kept, ended: false }, night, at('2026-11-21T10:00:00Z'))).toEqual(at('2026-11-21T09:30:00Z'));
    expect(dueMoment({ ...kept, isKnown: false }, night, at('2026-11-23T00:00:00Z'))).toBeNull();
  });
});

describe('tieout check', () => {
  const scheduled = (cron: string) => ({
    'mappings/companies/demo.json': replacing('"nightly": null', `"nightly": { "cron": "${cron}" }`),
  });

  it('takes what names moments', async () => {
    const texts = await editedDefinitions(scheduled('30 1 * * 1-5'));
    expect(checkSchedules(texts.json)).toEqual({
      schedules: [{ company: 'demo', cron: '30 1 * * 1-5', timeZone: 'America/Los_Angeles' }],
      problems: [],
    });
    expect(await saidOf(scheduled('30 1 * * 1-5'))).toEqual([]);
  });

  it('finds what names none, at its place', async () => {
    const texts = await editedDefinitions(scheduled('99 2 * * *'));
    expect(checkSchedules(texts.json).problems).toEqual([
      expect.objectContaining({
        file: 'mappings/companies/demo.json',
        line: 6,
        message: expect.stringContaining('"99 2 * * *" is no schedule: Field value (99) is out of range'),
      }),
    ]);
    expect(cronProblem('0 2 31 2 *')).toBe('"0 2 31 2 *" names a day that never comes');
    expect((await saidOf(scheduled('0 2 * *'))).join()).toContain('/demo.json:6:');
  });

  it('shipped profiles start nothing by themselves', async () => {
    expect(checkSchedules((await readDefinitionFolder(repositoryFolder)).json)).toEqual({
      schedules: [],
      problems: [],
    });
  });
});
