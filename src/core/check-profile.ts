/**
 * A company profile's meaning: masks that compile, a time zone that exists, patterns that cannot run away.
 * Promise: what passes cannot fail on a row, and no setting names a thing that is not there.
 * Does not: check the shape (grammar does).
 */
import { maskProblem } from './code-mask.js';
import type { IssueCodes } from './issue-codes.js';
import type { Profile, SageTable } from './nouns.js';
import { patternProblem } from './safe-pattern.js';

export function checkProfile(profile: Profile, issueCodes: IssueCodes): { pointer: string; message: string }[] {
  const problems: { pointer: string; message: string }[] = [];
  for (const [name, mask] of Object.entries(profile.masks)) {
    const problem = maskProblem(mask);
    if (problem !== null) problems.push({ pointer: `/masks/${name}`, message: problem });
  }
  try {
    new Intl.DateTimeFormat('en-CA', { timeZone: profile.timeZone });
  } catch {
    problems.push({
      pointer: '/timeZone',
      message: `"${profile.timeZone}" is no time zone; write one such as America/Chicago`,
    });
  }
  const pattern = patternProblem(profile.budgetCodePattern);
  if (pattern !== null) problems.push({ pointer: '/budgetCodePattern', message: pattern });
  for (const [index, code] of profile.warningsAsHolds.entries()) {
    const unlisted = issueCodes.problemOf(code);
    const effect = issueCodes.remedyOf(code)?.effect;
    if (unlisted !== null) problems.push({ pointer: `/warningsAsHolds/${index}`, message: unlisted });
    else if (effect !== 'warns')
      problems.push({ pointer: `/warningsAsHolds/${index}`, message: `"${code}" is no warning: it ${effect} anyway` });
  }
  return problems;
}

/** Every dataset whose rows move Sage's totals must be counted, or not, on purpose. */
export function checkCounted(profile: Profile, tables: readonly SageTable[]): { pointer: string; message: string }[] {
  const moving = new Set(tables.flatMap(({ totals }) => totals.flatMap(({ countedWith }) => countedWith ?? [])));
  return [...moving]
    .filter((dataset) => !(dataset in profile.countedOnArrival))
    .map((dataset) => ({
      pointer: '/countedOnArrival',
      message: `says nothing of "${dataset}", whose rows move Sage's totals; write true or false`,
    }));
}

/** Settings that name a column to take a date from; a rule of the same name does the taking. */
const DATES_FROM = ['accountingDateFrom', 'changeOrderDateFrom'] as const;

/** What a profile names: its own file, datasets, and dates that a rule knows how to take. */
export function checkProfileNames(
  profile: Profile,
  company: string,
  datasets: ReadonlySet<string>,
  rules: unknown,
): { pointer: string; message: string }[] {
  const problems: { pointer: string; message: string }[] = [];
  if (profile.company !== company)
    problems.push({ pointer: '/company', message: `the file is named for "${company}", so "company" is "${company}"` });
  const named = [
    ...profile.fullExtract.map((name, index) => ({ name, pointer: `/fullExtract/${index}` })),
    ...Object.keys(profile.countedOnArrival).map((name) => ({ name, pointer: `/countedOnArrival/${name}` })),
  ];
  for (const { name, pointer } of named)
    if (!datasets.has(name)) problems.push({ pointer, message: `no dataset "${name}"` });
  for (const setting of DATES_FROM) {
    const known = comparedWith(rules, `profile.${setting}`);
    const said = profile[setting];
    if (said === null || known.size === 0 || known.has(said)) continue;
    problems.push({
      pointer: `/${setting}`,
      message:
        `no rule takes a date from "${said}"; there are rules for ` + `${[...known].sort().join(', ')}, or write null`,
    });
  }
  return problems;
}

/** Every text that a condition somewhere in the rules compares this fact with. */
function comparedWith(node: unknown, fact: string): Set<string> {
  if (typeof node !== 'object' || node === null) return new Set();
  const { fact: own, value } = node as { fact?: unknown; value?: unknown };
  if (own === fact) return new Set(typeof value === 'string' ? [value] : []);
  return new Set(Object.values(node).flatMap((part) => [...comparedWith(part, fact)]));
}
