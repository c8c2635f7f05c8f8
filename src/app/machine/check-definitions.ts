/**
 * `tieout check`: compiles every definition for every company there is a profile of, and lists all problems once.
 * Besides what a batch asks of them, codes that nothing gives, tables that no migration makes, and schedules.
 */
import { compileCatalog, type DefinitionProblem } from '../../core/catalog.js';
import { readDefinitionFolder } from '../../io/definition-folder.js';
import type { CheckResult } from '../engine.js';
import { checkDictionary } from './check-dictionary.js';
import { checkSchedules } from './check-schedules.js';

export async function checkDefinitions(folder: string): Promise<CheckResult> {
  const texts = await readDefinitionFolder(folder);
  const companies = texts.json
    .filter((text) => text.path.startsWith('mappings/companies/'))
    .map((text) => text.path.slice(19, -5));
  const problems = new Map<string, DefinitionProblem>();
  const say = (problem: DefinitionProblem): unknown =>
    problems.set(`${problem.file}:${problem.line}:${problem.column}:${problem.message}`, problem);
  let definitions: string | null = null;
  let rules = 0;
  let datasets = 0;
  for (const company of companies) {
    const compiled = compileCatalog(texts, company);
    // Where something is wrong, a code may only seem to be given by nothing.
    const remarks = compiled.problems.length === 0 ? compiled.remarks : [];
    for (const problem of [...compiled.problems, ...remarks]) say(problem);
    if (compiled.catalog !== null) {
      definitions ??= compiled.catalog.fingerprint;
      datasets = compiled.catalog.datasets.length;
      rules = compiled.catalog.datasets.reduce((sum, dataset) => sum + dataset.rules.all.length, 0);
    }
  }
  for (const problem of await checkDictionary(texts)) say(problem);
  for (const problem of checkSchedules(texts.json).problems) say(problem);
  return {
    definitions: problems.size === 0 ? definitions : null,
    problems: [...problems.values()],
    counts: {
      datasets,
      rules,
      tables: texts.tables.filter((text) => text.path.startsWith('rules/tables/')).length,
      mappings: texts.json.filter((text) => text.path.endsWith('.mapping.json')).length,
      profiles: companies.length,
      sageTables: texts.json.filter((text) => text.path.startsWith('mappings/sage/tables/')).length,
    },
  };
}
