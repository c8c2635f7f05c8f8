/**
 * What the tidy checks let pass for now: `test/tidy/ratchet.json` says per check and file how many findings are known.
 * Promise: it only turns one way: a finding more fails, and a finding less fails until the number is lowered.
 * `TIDY_RATCHET=write` writes the numbers of today; the commit shows which way they went.
 * Does not: excuse a file that is not named.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Finding } from './source-tree.js';

type Ratchet = Readonly<Record<string, Readonly<Record<string, number>>>>;

const ratchetFile = new URL('../tidy/ratchet.json', import.meta.url);
const ratchet = JSON.parse(readFileSync(ratchetFile, 'utf8')) as Ratchet;

/** Throws with one line per finding that is not known: `file:line: what; do this instead`. */
export function expectTidy(check: string, findings: readonly Finding[], known = ratchet[check] ?? {}): void {
  if (process.env['TIDY_RATCHET'] === 'write') return writeRatchet(check, findings);
  const lines = untidyLines(check, findings, known);
  if (lines.length > 0) throw new Error(`${check}: ${lines.length} to tidy\n${lines.join('\n')}`);
}

export function untidyLines(
  check: string,
  findings: readonly Finding[],
  known: Readonly<Record<string, number>>,
): string[] {
  const files = new Set([...findings.map(({ file }) => file), ...Object.keys(known)]);
  return [...files].sort().flatMap((file) => {
    const found = findings.filter((finding) => finding.file === file);
    const allowed = known[file] ?? 0;
    if (found.length > allowed) return findingLines(found);
    if (found.length === allowed) return [];
    const now = `test/tidy/ratchet.json:1: ${check} allows ${allowed} in ${file} and ${found.length} are left`;
    return [`${now}; lower the number, or take the entry out at 0`];
  });
}

/** Enough to start with: a file with hundreds is not read line by line. */
const linesShownMax = 12;

function findingLines(findings: readonly Finding[]): string[] {
  const lines = findings
    .slice(0, linesShownMax)
    .map(({ file, line, what, instead }) => `${file}:${line}: ${what}; ${instead}`);
  const left = findings.length - lines.length;
  return left > 0 ? [...lines, `${findings[0]?.file}: and ${left} more`] : lines;
}

function writeRatchet(check: string, findings: readonly Finding[]): void {
  const files = [...new Set(findings.map(({ file }) => file))].sort();
  const numbers = Object.fromEntries(files.map((name) => [name, findings.filter(({ file }) => file === name).length]));
  const now = { ...(JSON.parse(readFileSync(ratchetFile, 'utf8')) as Ratchet), [check]: numbers };
  const kept = Object.entries(now)
    .filter(([, known]) => Object.keys(known).length > 0)
    .sort();
  writeFileSync(ratchetFile, `${JSON.stringify(Object.fromEntries(kept), null, 2)}\n`);
}
