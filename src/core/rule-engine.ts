/**
 * Rules, judged by json-rules-engine once per distinct pattern of answers.
 * Promise: json-rules-engine decides; what it decided for one pattern of leaf answers is remembered and given for every
 * subject with that pattern, so that thousands of its runs become millions of look-ups with the same result. Runs never
 * overlap: two at once on one engine skip rules silently (measured: 500 of 1,000).
 * Does not: know what a rule does when it fires. The only importer of json-rules-engine; no type of its leaves this
 * file.
 */
import { Engine, type TopLevelCondition } from 'json-rules-engine';
import { InvariantFault } from './faults.js';
import type { Kind, Value } from './nouns.js';
import { asked, operators } from './operators/index.js';
import { gathererOf } from './value-access.js';
import { ConditionCompiler, type FactType, type Leaf, type RuleProblem, type Tree } from './rule-conditions.js';

export type { FactType, RuleProblem } from './rule-conditions.js';

/** `when`: `{ all | any | not }` of leaves `{ fact, operator, value }`, as in the file. */
export interface RuleInput {
  readonly id: string;
  readonly when: unknown;
}

/** Facts of one subject by name; a missing one is absent, as null is. */
export type Facts = Readonly<Record<string, Value | undefined>>;

export interface RuleJudge {
  /** Names of the facts that the rules ask for. */
  readonly facts: readonly string[];
  /**
   * Indexes of the rules that fire for each subject, ascending. Has json-rules-engine decide every pattern of answers
   * that is new among them, one run after the other.
   */
  decide(subjects: readonly Facts[]): Promise<(readonly number[])[]>;
}

/**
 * Compiles a rule set. Pointers of problems begin at the list of rules (`/3/when/all/0/fact`).
 * With problems the judge fires nothing: it is there for completeness, definitions with problems never meet a row.
 */
export function compileRules(
  rules: readonly RuleInput[],
  facts: ReadonlyMap<string, Kind | FactType>,
): { problems: readonly RuleProblem[]; judge: RuleJudge } {
  const types = new Map([...facts].map(([name, type]) => [name, typeof type === 'string' ? { kind: type } : type]));
  const compiler = new ConditionCompiler(types);
  const trees = rules.map((rule, index) => compiler.compile(rule.when, `/${index}/when`));
  const sound = compiler.problems.length === 0;
  return { problems: compiler.problems, judge: new MemoJudge(sound ? compiler.leaves : [], sound ? trees : []) };
}

// ---------------------------------------------------------------------------------------------------- judge

/** Bits of one key; JavaScript's bit operations work on 32 with sign. */
const LEAVES_PER_WORD = 30;
/** Patterns remembered before the memory is emptied, at the start of a `decide`. */
const PATTERNS_MAX = 200_000;

type Pattern = Map<number, Pattern | readonly number[]>;
type Question = (values: readonly (Value | undefined)[]) => boolean;

class MemoJudge implements RuleJudge {
  readonly facts: readonly string[];
  /** Leaves in words of thirty: the answers of a word are the bits of one key. */
  private readonly words: readonly (readonly Question[])[];
  private readonly engine: Engine | null;
  private readonly root: Pattern = new Map();
  /** One list per set of rules that fired together. */
  private readonly lists = new Map<string, readonly number[]>();
  private readonly values: (Value | undefined)[];
  private readonly keys: number[];
  private readonly gather: ReturnType<typeof gathererOf>;
  private patterns = 0;
  private running = false;

  constructor(leaves: readonly Leaf[], trees: readonly Tree[]) {
    this.facts = [
      ...new Set(leaves.flatMap((leaf) => (leaf.valueFact === null ? [leaf.fact] : [leaf.fact, leaf.valueFact]))),
    ];
    const questions = leaves.map((leaf) => question(leaf, this.facts));
    this.words = Array.from({ length: Math.ceil(questions.length / LEAVES_PER_WORD) }, (_, word) =>
      questions.slice(word * LEAVES_PER_WORD, (word + 1) * LEAVES_PER_WORD),
    );
    this.engine = trees.length === 0 ? null : newEngine(leaves, trees);
    this.values = new Array<Value | undefined>(this.facts.length).fill(null);
    this.keys = new Array<number>(this.words.length).fill(0);
    this.gather = gathererOf(this.facts);
  }

  async decide(subjects: readonly Facts[]): Promise<(readonly number[])[]> {
    this.makeRoom();
    const decisions: (readonly number[])[] = [];
    for (const subject of subjects) decisions.push(this.find(subject) ?? (await this.run(subject)));
    return decisions;
  }

  private makeRoom(): void {
    if (this.running) throw overlap();
    if (this.patterns <= PATTERNS_MAX) return;
    this.root.clear();
    this.patterns = 0;
  }

  /** Answers every leaf, and looks the pattern up. Leaves `values` and `keys` behind for `run`. */
  private find(subject: Facts): readonly number[] | undefined {
    if (this.engine === null) return NONE;
    const { values, words, keys } = this;
    this.gather(subject, values);
    let node: Pattern | readonly number[] | undefined = this.root;
    for (let word = 0; word < words.length; word++) {
      const questions = words[word]!;
      let bits = 0;
      for (let i = 0; i < questions.length; i++) if (questions[i]!(values)) bits |= 1 << i;
      keys[word] = bits;
      node = node === undefined ? undefined : (node as Pattern).get(bits);
    }
    return node as readonly number[] | undefined;
  }

  /** Needs the pattern of this subject just looked up in vain; gives its decision, remembered. */
  private async run(subject: Facts): Promise<readonly number[]> {
    if (this.running) throw overlap();
    const keys = [...this.keys];
    const facts = Object.fromEntries(this.facts.map((name) => [name, subject[name] ?? null]));
    this.running = true;
    try {
      const { events } = await this.engine!.run(facts);
      const fired = events.map((event) => event.params!['index'] as number).sort((a, b) => a - b);
      return this.remember(keys, this.listOf(fired));
    } finally {
      this.running = false;
    }
  }

  private listOf(fired: readonly number[]): readonly number[] {
    const key = fired.join();
    const known = this.lists.get(key) ?? fired;
    this.lists.set(key, known);
    return known;
  }

  private remember(keys: readonly number[], fired: readonly number[]): readonly number[] {
    let node = this.root;
    for (const key of keys.slice(0, -1)) {
      const next = (node.get(key) ?? new Map()) as Pattern;
      node.set(key, next);
      node = next;
    }
    node.set(keys[keys.length - 1]!, fired);
    this.patterns += 1;
    return fired;
  }
}

const NONE: readonly number[] = [];

function overlap(): InvariantFault {
  return new InvariantFault('Two judgements of one rule set overlapped; json-rules-engine would skip rules.', {
    remedy: 'Report this with the batch id; nothing was written.',
  });
}

/** A leaf as a function of the facts in the order of `facts`: the same operator that json-rules-engine is given. */
function question(leaf: Leaf, facts: readonly string[]): Question {
  const ask = asked(leaf.operator);
  const at = facts.indexOf(leaf.fact);
  if (leaf.valueFact === null) {
    const { value } = leaf;
    return (values) => ask(values[at], value);
  }
  const other = facts.indexOf(leaf.valueFact);
  return (values) => ask(values[at], values[other]);
}

// --------------------------------------------------------------------------------------------------- engine

/** One engine per rule set, no priorities, and a plain path resolver: the default one costs half the speed. */
function newEngine(leaves: readonly Leaf[], trees: readonly Tree[]): Engine {
  const engine = new Engine([], { pathResolver: (value, path) => (value as Record<string, unknown>)[path] });
  for (const [name, operator] of operators) engine.addOperator(name, asked(operator));
  for (const [index, tree] of trees.entries()) {
    engine.addRule({
      conditions: conditionsOf(tree, leaves) as TopLevelCondition,
      event: { type: 'fired', params: { index } },
    });
  }
  return engine;
}

function conditionsOf(tree: Tree, leaves: readonly Leaf[]): object {
  if ('all' in tree) return { all: tree.all.map((part) => conditionsOf(part, leaves)) };
  if ('any' in tree) return { any: tree.any.map((part) => conditionsOf(part, leaves)) };
  if ('not' in tree) return { not: conditionsOf(tree.not, leaves) };
  const { fact, operator, value, valueFact } = leaves[tree.leaf]!;
  return { fact, operator: operator.name, value: valueFact === null ? value : { fact: valueFact } };
}
