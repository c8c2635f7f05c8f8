/**
 * A company profile's meaning: masks that compile, a time zone that exists, patterns that cannot run away.
 * Promise: what passes cannot fail on a row. Does not: check the shape (grammar does).
 */
import { maskProblem } from './code-mask.js';
import { issueCodeProblem, remedyOf } from './issue-codes.js';
import type { Profile } from './nouns.js';
import { patternProblem } from './safe-pattern.js';

export function checkProfile(profile: Profile): { pointer: string; message: string }[] {
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
    const unlisted = issueCodeProblem(code);
    const effect = remedyOf(code)?.effect;
    if (unlisted !== null) problems.push({ pointer: `/warningsAsHolds/${index}`, message: unlisted });
    else if (effect !== 'warns')
      problems.push({ pointer: `/warningsAsHolds/${index}`, message: `"${code}" is no warning: it ${effect} anyway` });
  }
  return problems;
}
