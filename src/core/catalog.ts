/**
 * Texts of all definition files → one Catalog, or every problem in every file at once, with line and column.
 * Promise: what compiles here cannot fail on a row because of a definition; the fingerprint changes when any file does.
 * Does not: open files (io/definition-folder does). The only importer of jsonc-parser.
 */
import {
  findNodeAtLocation,
  parseTree,
  printParseErrorCode,
  getNodeValue,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { checkCounted, checkProfile, checkProfileNames } from './check-profile.js';
import { compileDataset, type CompiledDataset } from './compile-dataset.js';
import { readDecisionTable, type TableText } from './decision-table.js';
import type { DecisionTable } from './derive-values.js';
import { DefinitionFault } from './faults.js';
import { hashText } from './fingerprint.js';
import { checkGrammar } from './grammar.js';
import { HandedNumbers } from './handed-numbers.js';
import type { MappingDefinition, RulesFile } from './mapping-grammar.js';
import type { DatasetSchema, Profile, SageTable } from './nouns.js';
import { checkSageTables, normalizeSageTable } from './sage-table.js';
import { compileSchema } from './schema-check.js';

export interface DefinitionText {
  readonly path: string;
  readonly text: string;
}

export interface DefinitionTexts {
  readonly json: readonly DefinitionText[];
  readonly tables: readonly TableText[];
}

export interface DefinitionProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Catalog {
  readonly fingerprint: string;
  readonly profile: Profile;
  /** In load order: what a dataset needs stands before it. */
  readonly datasets: readonly CompiledDataset[];
  readonly dataset: ReadonlyMap<string, CompiledDataset>;
  readonly tables: ReadonlyMap<string, SageTable>;
}

interface JsonFile {
  readonly path: string;
  readonly root: Node;
  readonly text: string;
  readonly value: unknown;
}

/** Compiles for one company. Throws nothing; `catalog` is null when there are problems. */
export function compileCatalog(
  texts: DefinitionTexts,
  company: string,
): { catalog: Catalog | null; problems: DefinitionProblem[] } {
  const problems: DefinitionProblem[] = [];
  // 1. Every text parses. needs: texts; gives: values with positions
  const files = new Map<string, JsonFile>();
  for (const text of texts.json) {
    const file = parseJson(text, problems);
    if (file !== null) files.set(file.path, file);
  }
  const decisionTables = new Map<string, DecisionTable>();
  for (const text of texts.tables) {
    const { table, problems: found } = readDecisionTable(text);
    problems.push(...found.map((entry) => ({ file: text.path, line: entry.line, column: 1, message: entry.message })));
    decisionTables.set(table.name, table);
  }
  // 2. Profile, Sage tables and schemas, each by itself.
  const tables = readTables(files, problems);
  const profile = readProfile(files, company, [...tables.values()], problems);
  const schemas = readSchemas(files, problems);
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
  const ordered = inLoadOrder(datasets, files, problems);
  problems.sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file) || a.line - b.line || a.column - b.column);
  if (problems.length > 0 || profile === null) return { catalog: null, problems };
  const catalog: Catalog = {
    fingerprint: fingerprintOf(texts, company),
    profile,
    datasets: ordered,
    dataset: new Map(ordered.map((entry) => [entry.name, entry])),
    tables,
  };
  return { catalog, problems };
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

// ------------------------------------------------------------------------------------------------- positions

function parseJson(text: DefinitionText, problems: DefinitionProblem[]): JsonFile | null {
  const errors: ParseError[] = [];
  const root = parseTree(text.text, errors, { allowTrailingComma: true, disallowComments: false });
  for (const error of errors) {
    problems.push({
      file: text.path,
      ...positionOf(text.text, error.offset),
      message: printParseErrorCode(error.error),
    });
  }
  if (root === undefined || errors.length > 0) return null;
  for (const twice of duplicateKeys(root)) {
    problems.push({
      file: text.path,
      ...positionOf(text.text, twice.offset),
      message: `the key "${twice.name}" stands twice`,
    });
  }
  return { path: text.path, root, text: text.text, value: getNodeValue(root) };
}

function duplicateKeys(node: Node): { name: string; offset: number }[] {
  const found: { name: string; offset: number }[] = [];
  const seen = new Set<string>();
  for (const child of node.children ?? []) {
    if (node.type === 'object') {
      const name = String(child.children?.[0]?.value);
      if (seen.has(name)) found.push({ name, offset: child.offset });
      seen.add(name);
    }
    found.push(...duplicateKeys(child));
  }
  return found;
}

function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}

/** The place of a JSON pointer; a pointer to something absent names its nearest parent. */
function at(file: JsonFile, pointer: string): { file: string; line: number; column: number } {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  for (let length = path.length; length >= 0; length--) {
    const segments = path.slice(0, length).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    const node = findNodeAtLocation(file.root, segments) ?? findNodeAtLocation(file.root, path.slice(0, length));
    if (node !== undefined) return { file: file.path, ...positionOf(file.text, node.offset) };
  }
  return { file: file.path, line: 1, column: 1 };
}

// ------------------------------------------------------------------------------------------------ the files

function readProfile(
  files: ReadonlyMap<string, JsonFile>,
  company: string,
  tables: readonly SageTable[],
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
      : [...checkProfile(file.value as Profile), ...checkCounted(file.value as Profile, tables)];
  for (const problem of found) problems.push({ ...at(file, problem.pointer), message: problem.message });
  return found.length > 0 ? null : { arInvoiceNumber: '{invoice}', ...(file.value as Profile) };
}

function readTables(files: ReadonlyMap<string, JsonFile>, problems: DefinitionProblem[]): Map<string, SageTable> {
  const tables = new Map<string, SageTable>();
  for (const file of files.values()) {
    if (!file.path.startsWith('mappings/sage/tables/')) continue;
    const { table, problems: found } = normalizeSageTable(file.value);
    for (const message of found) problems.push({ ...at(file, ''), message });
    if (table !== null) tables.set(table.table, table);
  }
  for (const message of checkSageTables([...tables.values()])) {
    const file = [...files.values()].find((entry) =>
      message.startsWith(`${(entry.value as { table?: string }).table}:`),
    );
    problems.push({ file: file?.path ?? 'mappings/sage/tables', line: 1, column: 1, message });
  }
  return tables;
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
    problems.push({
      ...at(placed[problem.in], problem.pointer),
      message: problem.message,
    });
  }
  return dataset;
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
