/**
 * The nightly schedules of the company profiles, for `tieout check` and `tieout serve`.
 * Promise: a schedule that cannot be read, or never comes, is a problem at its place in the profile.
 * Does not: check the rest of a profile; core does.
 */
import { at, parseJson, type DefinitionProblem, type DefinitionText } from '../../core/definition-json.js';
import type { Profile } from '../../core/nouns.js';
import { cronProblem, type NightCalendar } from '../schedule/night-calendar.js';

export interface CompanySchedule extends NightCalendar {
  readonly company: string;
}

export interface CheckedSchedules {
  /** Companies with a schedule, by name. */
  readonly schedules: readonly CompanySchedule[];
  readonly problems: readonly DefinitionProblem[];
}

const profilePath = /^mappings\/companies\/(.+)\.json$/;

export function checkSchedules(texts: readonly DefinitionText[]): CheckedSchedules {
  const schedules: CompanySchedule[] = [];
  const problems: DefinitionProblem[] = [];
  for (const text of texts) {
    const company = profilePath.exec(text.path)?.[1];
    // What does not parse is told by the compiler.
    const file = company === undefined ? null : parseJson(text, []);
    if (company === undefined || file === null) continue;
    const { nightly, timeZone } = (file.value ?? {}) as Partial<Profile>;
    if (typeof nightly?.cron !== 'string' || typeof timeZone !== 'string') continue;
    const problem = cronProblem(nightly.cron);
    if (problem !== null) problems.push({ ...at(file, '/nightly/cron'), message: problem });
    // In the words of the compiler, which finds it too.
    else if (!isTimeZone(timeZone))
      problems.push({
        ...at(file, '/timeZone'),
        message: `"${timeZone}" is no time zone; write one such as America/Chicago`,
      });
    else schedules.push({ company, cron: nightly.cron, timeZone });
  }
  return { schedules, problems };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en-CA', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
