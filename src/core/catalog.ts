/**
 * Texts of all definition files → one Catalog, or every problem in every file at once, with line and column.
 * Promise: what compiles here cannot fail on a row because of a definition; the fingerprint changes when any file does.
 * Does not: open files (io/definition-folder does) or parse them (definition-json does).
 */
import { checkCounted, checkProfile, checkProfileNames } from './check-profile.js';
import { missingNeeds } from './check-needs.js';
import { checkSageTables } from './check-sage-tables.js';
import { codesGiven } from './codes-given.js';
import { compileDataset, type CompiledDataset } from './compile-dataset.js';
import { at, parseJson, type DefinitionProblem, type DefinitionText, type JsonFile } from './definition-json.js';
import { readDecisionTable, type TableText } from './decision-table.js';
import type { DecisionTable } from './derive-values.js';
import { DefinitionFault } from './faults.js';
import { hashText } from './fingerprint.js';
import { checkGrammar } from './grammar.js';
import { HandedNumbers } from './handed-numbers.js';
import { ISSUE_CODES_PATH, readIssueCodes, type IssueCodeTable } from './issue-code-table.js';
import { joinIssueCodes, type IssueCodes } from './issue-codes.js';
import type { MappingDefinition, RulesFile } from './mapping-grammar.js';
import type { DatasetSchema, Profile, SageTable } from './nouns.js';
import { normalizeSageTable } from './sage-table.js';
import { compileSchema } from './schema-check.js';

export type { DefinitionProblem, DefinitionText } from './definition-json.js';

const TABLES_FOLDER = 'mappings/sage/tables/';

export interface DefinitionTexts {
  readonly json: readonly DefinitionText[];
  /** The decision tables, and `rules/issue-codes.csv`. */
  readonly tables: readonly TableText[];
}

export interface Catalog {
  readonly fingerprint: string;
  readonly profile: Profile;
  /** In load order: what a dataset needs stands before it. */
  readonly datasets: readonly CompiledDataset[];
  readonly dataset: ReadonlyMap<string, CompiledDataset>;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly issueCodes: IssueCodes;
}

export interface CompiledCatalog {
  readonly catalog: Catalog | null;
  readonly problems: DefinitionProblem[];
  /** What `tieout check` says besides, though a batch can run: codes that are listed and never given. */
  readonly remarks: DefinitionProblem[];
}

/** Compiles for one company. Throws nothing; `catalog` is null when there are problems. */
export function compileCatalog(texts: DefinitionTexts, company: string): CompiledCatalog {
  const problems: DefinitionProblem[] = [];
  // 1. Every text parses. needs: texts; gives: values with positions
  const files = parseFiles(texts.json, problems);
  const codeTable = readIssueCodes(texts.tables.find(({ path }) => path === ISSUE_CODES_PATH));
  problems.push(...codeTable.problems.map((problem) => ({ file: ISSUE_CODES_PATH, ...problem })));
  const issueCodes = joinIssueCodes(codeTable.listed, codeTable.withoutSample);
  const decisionTables = readDecisionTables(texts.tables, problems);
  // 2. Profile, Sage tables and schemas, each by itself.
  const tables = readTables(files, problems);
  const profile = readProfile(files, company, { tables, issueCodes }, problems);
  const schemas = readSchemas(files, problems);
  checkTables(tables, schemas, files, problems);
  // 3. Rules and mappings against them.
  const datasets: CompiledDataset[] = [];
  if (profile !== null) {
    const numbers = new HandedNumbers();
    for (const schema of schemas.values()) {
      const compiled = compileOne(schema, files, { profile, tables, decisionTables, numbers }, problems);
      if (compiled !== null) datasets.push(compiled);
    }
    const rules = [...files.values()].filter((file) => file.path.endsWith('.rules.json')).map((file) => file.value);
    const file = files.get(`mappings/companies/${company}.json`)!;
    const found = checkProfileNames(profile, company, new Set(schemas.keys()), rules);
    problems.push(...found.map((problem) => ({ ...at(file, problem.pointer), message: problem.message })));
  }
  const remarks = checkIssueCodes(datasets, files, { issueCodes, codeTable }, problems);
  const ordered = inLoadOrder(datasets, files, problems);
  problems.sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line || a.column - b.column);
  if (problems.length > 0 || profile === null) return { catalog: null, problems, remarks };
  const catalog: Catalog = {
    fingerprint: fingerprintOf(texts, company),
    profile,
    datasets: ordered,
    dataset: new Map(ordered.map((entry) => [entry.name, entry])),
    tables,
    issueCodes,
  };
  return { catalog, problems, remarks };
}

export interface DatasetAlone {
  readonly fingerprint: string;
  readonly dataset: CompiledDataset;
}

/**
 * One dataset of definitions that compiled as a whole elsewhere, and nothing of the others: a thread that judges it
 * holds a third of what the catalog takes. Null where that cannot be: they were changed since.
 */
export function compileAlone(texts: DefinitionTexts, company: string, name: string): DatasetAlone | null {
  const own = [`mappings/companies/${company}.json`, `rules/${name}.rules.json`, `mappings/${name}.mapping.json`];
  const problems: DefinitionProblem[] = [];
  // A schema says of what dataset it is; its file may be called otherwise.
  const isSchema = ({ path, text }: DefinitionText): boolean =>
    path.endsWith('.schema.json') && text.includes(JSON.stringify(name));
  const files = parseFiles(
    texts.json.filter((text) => own.includes(text.path) || text.path.startsWith(TABLES_FOLDER) || isSchema(text)),
    problems,
  );
  const { listed, withoutSample } = readIssueCodes(texts.tables.find(({ path }) => path === ISSUE_CODES_PATH));
  const tables = readTables(files, problems);
  const profile = readProfile(files, company, { tables, issueCodes: joinIssueCodes(listed, withoutSample) }, problems);
  const schema = readSchemas(files, problems).get(name);
  if (profile === null || schema === undefined) return null;
  const decisionTables = readDecisionTables(texts.tables, problems);
  const numbers = new HandedNumbers();
  const dataset = compileOne(schema, files, { profile, tables, decisionTables, numbers }, problems);
  return dataset === null || problems.length > 0 ? null : { fingerprint: fingerprintOf(texts, company), dataset };
}

export function definitionFault(problems: readonly DefinitionProblem[]): DefinitionFault {
  return new DefinitionFault(
    `${problems.length} problem${problems.length === 1 ? '' : 's'} in the definitions; nothing was read.`,
    {
      remedy: 'Run `tieout check`, mend each place it names, and run again.',
      problems: problems.map((entry) => `${entry.file}:${entry.line}:${entry.column}: ${entry.message}`),
    },
  );
}

/** Other companies' profiles do not change what this company's batch does. */
function fingerprintOf(texts: DefinitionTexts, company: string): string {
  const own = [...texts.json, ...texts.tables]
    .filter(
      (text) => !text.path.startsWith('mappings/companies/') || text.path === `mappings/companies/${company}.json`,
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return hashText(own.map((text) => `${text.path}\n${text.text}`).join('\n\u0000\n'));
}

// ------------------------------------------------------------------------------------------------ the files

function parseFiles(texts: readonly DefinitionText[], problems: DefinitionProblem[]): Map<string, JsonFile> {
  const files = new Map<string, JsonFile>();
  for (const text of texts) {
    const file = parseJson(text, problems);
    if (file !== null) files.set(file.path, file);
  }
  return files;
}

function readDecisionTables(texts: readonly TableText[], problems: DefinitionProblem[]): Map<string, DecisionTable> {
  const tables = new Map<string, DecisionTable>();
  for (const text of texts) {
    if (text.path === ISSUE_CODES_PATH) continue;
    const { table, problems: found } = readDecisionTable(text);
    problems.push(...found.map((entry) => ({ file: text.path, line: entry.line, column: 1, message: entry.message })));
    tables.set(table.name, table);
  }
  return tables;
}

function readProfile(
  files: ReadonlyMap<string, JsonFile>,
  company: string,
  around: { readonly tables: ReadonlyMap<string, SageTable>; readonly issueCodes: IssueCodes },
  problems: DefinitionProblem[],
): Profile | null {
  const path = `mappings/companies/${company}.json`;
  const file = files.get(path);
  if (file === undefined) {
    const known = [...files.keys()]
      .filter((name) => name.startsWith('mappings/companies/'))
      .map((name) => name.slice(19, -5));
    problems.push({
      file: path,
      line: 1,
      column: 1,
      message: `there is no profile of the company "${company}"; there are ${known.join(', ')}`,
    });
    return null;
  }
  const grammar = checkGrammar('profile', file.value);
  const found =
    grammar.length > 0
      ? grammar
      : [
          ...checkProfile(file.value as Profile, around.issueCodes),
          ...checkCounted(file.value as Profile, [...around.tables.values()]),
        ];
  for (const problem of found) problems.push({ ...at(file, problem.pointer), message: problem.message });
  return found.length > 0 ? null : { arInvoiceNumber: '{invoice}', ...(file.value as Profile) };
}

function readTables(files: ReadonlyMap<string, JsonFile>, problems: DefinitionProblem[]): Map<string, SageTable> {
  const tables = new Map<string, SageTable>();
  for (const file of files.values()) {
    if (!file.path.startsWith(TABLES_FOLDER)) continue;
    const { table, problems: found } = normalizeSageTable(file.value);
    for (const problem of found) problems.push({ ...at(file, problem.pointer), message: problem.message });
    if (table === null) continue;
    tables.set(table.table, table);
    if (file.path !== tablePath(table.table))
      problems.push({ ...at(file, '/table'), message: `the table in it is called ${table.table}, so its file is too` });
  }
  return tables;
}

function tablePath(table: string): string {
  return `${TABLES_FOLDER}${table}.json`;
}

/** Tables against each other, once those that stand by themselves are known. */
function checkTables(
  tables: ReadonlyMap<string, SageTable>,
  schemas: ReadonlyMap<string, DatasetSchema>,
  files: ReadonlyMap<string, JsonFile>,
  problems: DefinitionProblem[],
): void {
  const wanted = [...files.keys()].filter((path) => path.startsWith(TABLES_FOLDER)).length;
  // A table that cannot be read would make every table that points to it wrong as well.
  if (tables.size < wanted) return;
  for (const { table, pointer, message } of checkSageTables([...tables.values()], new Set(schemas.keys()))) {
    const file = files.get(tablePath(table));
    if (file !== undefined) problems.push({ ...at(file, pointer), message });
  }
}

function readSchemas(files: ReadonlyMap<string, JsonFile>, problems: DefinitionProblem[]): Map<string, DatasetSchema> {
  const schemas = new Map<string, DatasetSchema>();
  for (const file of files.values()) {
    if (!file.path.endsWith('.schema.json') || !file.path.startsWith('rules/')) continue;
    const { schema, problems: found } = compileSchema(file.value);
    for (const problem of found) problems.push({ ...at(file, problem.pointer), message: problem.message });
    if (schema !== null) schemas.set(schema.dataset, schema);
  }
  return schemas;
}

interface Surroundings {
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly decisionTables: ReadonlyMap<string, DecisionTable>;
  readonly numbers: HandedNumbers;
}

function compileOne(
  schema: DatasetSchema,
  files: ReadonlyMap<string, JsonFile>,
  around: Surroundings,
  problems: DefinitionProblem[],
): CompiledDataset | null {
  const mappingFile = files.get(`mappings/${schema.dataset}.mapping.json`);
  const rulesFile = files.get(`rules/${schema.dataset}.rules.json`);
  for (const [file, path] of [
    [mappingFile, `mappings/${schema.dataset}.mapping.json`],
    [rulesFile, `rules/${schema.dataset}.rules.json`],
  ] as const) {
    if (file === undefined)
      problems.push({
        file: path,
        line: 1,
        column: 1,
        message: `missing: the dataset ${schema.dataset} has a schema, so it needs this file`,
      });
  }
  if (mappingFile === undefined || rulesFile === undefined) return null;
  const grammar = [
    ...checkGrammar('mapping', mappingFile.value).map((problem) => ({
      ...at(mappingFile, problem.pointer),
      message: problem.message,
    })),
    ...checkGrammar('rules', rulesFile.value).map((problem) => ({
      ...at(rulesFile, problem.pointer),
      message: problem.message,
    })),
  ];
  problems.push(...grammar);
  if (grammar.length > 0) return null;
  const mapping = mappingFile.value as MappingDefinition;
  const rules = (rulesFile.value as RulesFile).rules;
  const { dataset, problems: found } = compileDataset({ schema, mapping, rules, ...around });
  const profileFile = files.get(`mappings/companies/${around.profile.company}.json`) ?? mappingFile;
  const placed = { mapping: mappingFile, rules: rulesFile, profile: profileFile };
  for (const problem of found) {
    const { file, line, column } = at(placed[problem.in], problem.pointer);
    const { message } = problem;
    // What is wrong with the profile is found once in every dataset that asks it.
    if (problem.in === 'profile' && problems.some((said) => said.message === message && said.line === line)) continue;
    problems.push({ file, line, column, message });
  }
  return dataset;
}

/**
 * Every code that is given is listed, and does what the list says. Remarks are the codes that nothing gives: a code
 * waits for its rule without harm, so a batch runs all the same.
 */
function checkIssueCodes(
  datasets: readonly CompiledDataset[],
  files: ReadonlyMap<string, JsonFile>,
  { issueCodes, codeTable }: { readonly issueCodes: IssueCodes; readonly codeTable: IssueCodeTable },
  problems: DefinitionProblem[],
): DefinitionProblem[] {
  const effectsOf = new Map<string, Set<string>>();
  for (const { name, mapping, rules } of datasets) {
    const paths = { mapping: `mappings/${name}.mapping.json`, rules: `rules/${name}.rules.json`, profile: '' };
    for (const given of codesGiven(mapping, rules.all)) {
      effectsOf.set(given.code, (effectsOf.get(given.code) ?? new Set()).add(given.effect));
      const message = issueCodes.problemOf(given.code);
      if (message !== null) problems.push({ ...at(files.get(paths[given.in])!, given.pointer), message });
    }
  }
  const placed = (line: number, message: string): DefinitionProblem => ({
    file: ISSUE_CODES_PATH,
    line,
    column: 1,
    message,
  });
  const remarks: DefinitionProblem[] = [];
  for (const [code, { line, effect }] of codeTable.listed) {
    const does = effectsOf.get(code);
    if (does === undefined) remarks.push(placed(line, `no rule, look-up or table gives "${code}"; take the row out`));
    else if (!does.has(effect))
      problems.push(placed(line, `"${code}" ${[...does].sort().join(' or ')} where it is given, not ${effect}`));
  }
  return remarks;
}

/** What a dataset needs stands before it; ties keep alphabetical order, so that the order never depends on the disk. */
function inLoadOrder(
  datasets: CompiledDataset[],
  files: ReadonlyMap<string, JsonFile>,
  problems: DefinitionProblem[],
): CompiledDataset[] {
  const rest = [...datasets].sort((a, b) => (a.name < b.name ? -1 : 1));
  const known = new Set(rest.map((entry) => entry.name));
  for (const entry of rest) {
    for (const [index, need] of entry.mapping.needs.entries()) {
      const file = files.get(`mappings/${entry.name}.mapping.json`)!;
      if (!known.has(need)) problems.push({ ...at(file, `/needs/${index}`), message: `no dataset "${need}"` });
    }
  }
  for (const { dataset, message } of missingNeeds(rest.map((entry) => entry.mapping)))
    problems.push({ ...at(files.get(`mappings/${dataset}.mapping.json`)!, '/needs'), message });
  const ordered: CompiledDataset[] = [];
  const done = new Set<string>();
  while (rest.length > 0) {
    const index = rest.findIndex((entry) => entry.mapping.needs.every((need) => done.has(need) || !known.has(need)));
    if (index < 0) {
      const file = files.get(`mappings/${rest[0]!.name}.mapping.json`)!;
      problems.push({
        ...at(file, '/needs'),
        message: `these datasets need each other in a circle: ${rest.map((entry) => entry.name).join(', ')}`,
      });
      return ordered;
    }
    const [entry] = rest.splice(index, 1);
    done.add(entry!.name);
    ordered.push(entry!);
  }
  return ordered;
}
