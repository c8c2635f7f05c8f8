/**
 * One dataset's schema, rules and mapping, compiled together for one profile: closures, and the plan of steps.
 * Promise: a name that nothing provides, a step that can never run, a mask or table that does not exist is a problem
 * with its JSON pointer, all at once; what compiles runs without looking a name up again.
 * Does not: read files (catalog) or judge documents.
 */
import { compileAssembly, compileLineNames, type AssembleDocument, type NameLines } from './assemble-document.js';
import { checkDerived } from './check-derived.js';
import { checkMapping, checkMasks } from './check-mapping.js';
import { collectNames, columnsOf, factsAskedFor, profileFacts } from './collect-names.js';
import { compileCodingSums, type SumCodings } from './coding-sums.js';
import { compileCodes, type CompiledCode } from './compile-codes.js';
import { compilePlan, type PlanStep } from './compile-plan.js';
import { compileTargets, expressionNames, type CompiledTarget } from './compile-targets.js';
import { compileDatasetRules, factNames, type DatasetRules, type RulePhase } from './dataset-rules.js';
import type { DecisionTable } from './derive-values.js';
import { compileDigest, type DigestDocument } from './document-digest.js';
import { hoistOf, type Hoist } from './hoist.js';
import type { HandedNumbers } from './handed-numbers.js';
import type { MappingDefinition, RuleDefinition } from './mapping-grammar.js';
import type { DatasetSchema, Kind, Profile, SageTable } from './nouns.js';
import { reachingColumns } from './reaching-columns.js';
import { compileSourceText, type SourceText } from './source-text.js';
import { compileSummarize, type Summarize } from './summarize-lines.js';
import { compileShape, readerOf, type Read } from './value-access.js';
import type { Values } from './work.js';

export interface CompiledDataset {
  readonly name: string;
  readonly schema: DatasetSchema;
  readonly mapping: MappingDefinition;
  readonly targets: readonly CompiledTarget[];
  /** Values of the document that its targets and groups ask for on lines. */
  readonly mappingHoist: Hoist;
  readonly codes: readonly CompiledCode[];
  readonly plan: readonly PlanStep[];
  /**
   * Steps that hand out numbers, and what is made of those: only for documents that load, so that held ones leave no
   * gap.
   */
  readonly latePlan: readonly PlanStep[];
  readonly rules: DatasetRules;
  readonly kinds: ReadonlyMap<string, Kind>;
  /** Names that live on lines; everything else is read from the document. */
  readonly lineNames: ReadonlySet<string>;
  /** What the rows of a document say, for their hash. */
  readonly sourceText: SourceText;
  /** What the books keep of a loaded document. */
  readonly digestOf: DigestDocument;
  /** The document of a group of rows. */
  readonly assemble: AssembleDocument;
  readonly nameLines: NameLines;
  /** What the lines of a document come to by job cost coding; null where they have none. */
  readonly sumCodings: SumCodings | null;
  readonly summarize: Summarize | null;
  /** A header of which nothing is known yet. */
  readonly emptyHeader: () => Values;
  /** A row or line on which nothing is known yet. */
  readonly emptyValues: () => Values;
  /** Profile settings that its rules and mapping ask for, as facts. */
  readonly profileFacts: Readonly<Values>;
  readonly measures: readonly string[];
  readonly measureReads: readonly Read[];
  /** Per measure: the columns whose cells its arithmetic reads. */
  readonly measureColumns: readonly (readonly string[])[];
  /** Columns whose values reach Sage, also by what they look up. */
  readonly reaching: ReadonlySet<string>;
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly decisionTables: ReadonlyMap<string, DecisionTable>;
  /** Numbers handed out in the running batch; cleared when one begins. */
  readonly numbers: HandedNumbers;
}

export interface CompileInput {
  readonly schema: DatasetSchema;
  readonly mapping: MappingDefinition;
  readonly rules: readonly RuleDefinition[];
  readonly profile: Profile;
  readonly tables: ReadonlyMap<string, SageTable>;
  readonly decisionTables: ReadonlyMap<string, DecisionTable>;
  readonly numbers: HandedNumbers;
}

export interface Problem {
  readonly pointer: string;
  readonly message: string;
  readonly in: 'mapping' | 'rules' | 'profile';
}

export function compileDataset(input: CompileInput): { dataset: CompiledDataset; problems: Problem[] } {
  const problems: Problem[] = [];
  const names = collectNames(input);
  checkMapping(input, names.kinds, problems);
  checkMasks(input, problems);
  checkDerived(input.mapping, names.kinds, problems);
  const codes = compileCodes(input, problems);
  const { plan, latePlan, lateNames } = compilePlan(input, names, problems);
  checkNotLate(input.rules, lateNames, problems);
  checkSuggestions(input, problems);
  checkAfterLoading(input, problems);
  const rules = compileDatasetRules(input.rules, { ...names, choices: choicesOf(input) }, problems, (fact) =>
    columnsOf(fact, input),
  );
  const measures = Object.keys(input.mapping.measures);
  const mappingHoist = hoistOf(namesOfMapping(input).filter((name) => !names.lineNames.has(name)));
  const headerNames = [...names.kinds.keys()].filter((name) => !names.lineNames.has(name));
  const dataset: Omit<CompiledDataset, 'digestOf' | 'assemble'> = {
    name: input.schema.dataset,
    schema: input.schema,
    mapping: input.mapping,
    targets: compileTargets(input),
    mappingHoist,
    codes,
    plan,
    latePlan,
    rules,
    kinds: names.kinds,
    lineNames: names.lineNames,
    sourceText: compileSourceText(input.schema.columns),
    nameLines: compileLineNames(input.schema),
    sumCodings: compileCodingSums(input.mapping),
    summarize: input.mapping.summarize === undefined ? null : compileSummarize(input.mapping.summarize),
    emptyHeader: compileShape(headerNames),
    emptyValues: compileShape([
      ...input.schema.column.keys(),
      ...names.lineNames,
      ...hoistedNames([...plan, ...latePlan], rules),
      ...mappingHoist.names,
    ]),
    profileFacts: factsAskedFor(input),
    measures,
    measureReads: measures.map((measure) => readerOf(input.mapping.measures[measure]!)),
    measureColumns: measures.map((measure) => columnsOf(input.mapping.measures[measure]!, input)),
    reaching: reachingColumns(input, profileFacts(input.profile)),
    profile: input.profile,
    tables: input.tables,
    decisionTables: input.decisionTables,
    numbers: input.numbers,
  };
  return { dataset: { ...dataset, digestOf: compileDigest(dataset), assemble: compileAssembly(dataset) }, problems };
}

function namesOfMapping({ mapping: { targets, summarize } }: CompileInput): string[] {
  const columns = targets.flatMap((target) => Object.values(target.columns).flatMap(expressionNames));
  return [...columns, ...(summarize?.coding ?? []), ...(summarize?.by ?? [])];
}

/** What lines are told of their document, for a step or a rule. */
function hoistedNames(steps: readonly PlanStep[], { all: _, ...phases }: DatasetRules): string[] {
  const ofSteps = steps.flatMap((step) => (step.kind === 'resolve' ? [] : step.hoist.names));
  return [...ofSteps, ...Object.values(phases).flatMap((phase: RulePhase) => phase.hoist.names)];
}

/** Whether a document's amount, which lists show, is money: a timecard has hours, a company nothing. */
export function leadsWithMoney({ measures, mapping, kinds }: CompiledDataset): boolean {
  const first = measures[0];
  return first !== undefined && kinds.get(mapping.measures[first]!) !== 'hours';
}

/** A column that goes through a decision table holds what the table says, not its choices. */
function choicesOf({ schema, mapping }: CompileInput): Map<string, readonly string[]> {
  return new Map(
    schema.columns.flatMap(({ name, choices }) =>
      choices === null || name in mapping.codes ? [] : [[name, Object.keys(choices)] as const],
    ),
  );
}

/** Rules decide what loads, numbers are handed out to what loads: a rule cannot ask for them. */
function checkNotLate(rules: readonly RuleDefinition[], lateNames: ReadonlySet<string>, problems: Problem[]): void {
  for (const [index, rule] of rules.entries()) {
    const late = factNames(rule.when).find((fact) => lateNames.has(fact));
    if (late !== undefined)
      problems.push({
        pointer: `/rules/${index}/when`,
        in: 'rules',
        message: `"${late}" is a number that only documents which load are given`,
      });
  }
}

function checkSuggestions({ rules, mapping }: CompileInput, problems: Problem[]): void {
  for (const [index, { nearest }] of rules.entries()) {
    if (nearest === undefined || mapping.lookups[nearest]?.missing?.nearest !== undefined) continue;
    const pointer = `/rules/${index}/nearest`;
    problems.push({ pointer, in: 'rules', message: `no look-up "${nearest}" of the mapping suggests anything` });
  }
}

/** What `afterLoading` says must be what `reload` lets a loaded document do. */
function checkAfterLoading({ rules, mapping }: CompileInput, problems: Problem[]): void {
  for (const [index, { afterLoading }] of rules.entries()) {
    const reload = afterLoading === undefined ? undefined : RELOAD_FOR[afterLoading];
    if (reload === undefined || reload === mapping.reload) continue;
    const pointer = `/rules/${index}/afterLoading`;
    const message =
      `"${afterLoading!}" stands where the mapping says "reload": "${reload}"; ` + `here it says "${mapping.reload}"`;
    problems.push({ pointer, in: 'rules', message });
  }
}

const RELOAD_FOR: Partial<Record<NonNullable<RuleDefinition['afterLoading']>, MappingDefinition['reload']>> = {
  withdrawn: 'hold',
  left: 'update',
};
