/**
 * `docs/ISSUES.md`: every issue code, what it does, who can do something about it, and a sample that provokes it.
 * Promise: made from the lists of codes, the rules and the goldens alone, so that it cannot say what is not so.
 * Does not: read or write files.
 */
import type { Catalog } from '../../core/catalog.js';
import type { Effect, IssueRemedy } from '../../core/issue-codes.js';
import type { Golden } from './golden.js';

/** `name` like `samples/commitments/held/stray-quote`. */
export interface NamedGolden {
  readonly name: string;
  readonly golden: Golden;
}

/** Code → the first sample whose golden shows it, by name. */
export function samplesByCode(catalog: Catalog, goldens: readonly NamedGolden[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, golden } of [...goldens].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    for (const code of codesIn(catalog, golden)) if (!found.has(code)) found.set(code, name);
  }
  return found;
}

function codesIn(catalog: Catalog, golden: Golden): string[] {
  const rules = catalog.datasets.flatMap((dataset) =>
    dataset.rules.all.map((rule) => ({ dataset: dataset.name, rule })),
  );
  const altered = new Set(golden.alterations.map((entry) => entry['because']));
  const excludingRows = new Set(
    Object.entries(golden.datasets)
      .filter(([, { rows, documents }]) => 'excluded' in (rows as object) && !('excluded' in (documents as object)))
      .map(([dataset]) => dataset),
  );
  return [
    ...golden.issues.map((issue) => String(issue['code'])),
    ...golden.outcomes.flatMap(({ code }) => (code === undefined ? [] : [String(code)])),
    // Values that a rule set, and rows it excluded alone, raise no issue: they show in alterations and counts.
    ...rules
      .filter(
        ({ dataset, rule }) =>
          (rule.do === 'set' && altered.has(rule.because)) ||
          (rule.do === 'exclude-line' && excludingRows.has(dataset)),
      )
      .map(({ rule }) => rule.code),
  ];
}

const EFFECTS: Readonly<Record<Effect, string>> = {
  stops: 'Stops the file; the other files of the batch go on',
  holds: 'Holds the document until it is corrected',
  waits: 'Lets the document wait; it goes by itself',
  warns: 'Warns; the document loads. A profile may turn these into holds (`warningsAsHolds`)',
  excludes: 'Excludes a document, or a row alone; counted in the report, no issue is raised',
  alters: 'Alters a value; listed in the report, no issue is raised',
};

export function issuesDocument(catalog: Catalog, goldens: readonly NamedGolden[]): string {
  const samples = samplesByCode(catalog, goldens);
  const lines = [
    '# Issues',
    '',
    'Every code an issue, an exclusion or an alteration can carry. Made by `npm run docs` from',
    '`rules/issue-codes.csv`, `src/core/issue-codes.ts` (codes of the machine itself) and the goldens of `samples/`;',
    'do not edit it. A code is stable: scripts may rely on it. The message of an issue names the values seen.',
    '',
  ];
  for (const effect of Object.keys(EFFECTS) as Effect[]) {
    lines.push(`## ${EFFECTS[effect]}`, '', '| code | meaning | what to do | who | sample |', '|---|---|---|---|---|');
    for (const code of catalog.issueCodes.names) {
      const remedy = catalog.issueCodes.remedyOf(code)!;
      if (remedy.effect === effect) lines.push(rowOf(code, remedy, samples.get(code)));
    }
    lines.push('');
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

function rowOf(code: string, { meaning, remedy, whoFixes }: IssueRemedy, sample: string | undefined): string {
  const shown = sample === undefined ? '' : `\`${sample.replace(/^samples\//, '')}\``;
  return `| \`${code}\` | ${meaning} | ${remedy} | ${whoFixes} | ${shown} |`.replaceAll('\\', '\\\\');
}
