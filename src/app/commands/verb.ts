/**
 * What a verb is to the command line: its words, its options, and the function that does it.
 * Promise: a command gets everything by argument and gives its exit code back; it reads no global and ends no process.
 * Does not: list the verbs, see `verbs.ts`.
 */
import type { Argument, Option } from 'commander';
import type { Config } from '../config.js';
import type { Engine, ProgressSink } from '../engine.js';

/** What the application gives to every command. */
export interface CommandContext {
  readonly config: Config;
  readonly engine: Engine;
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal;
}

/** The only way a command speaks. */
export interface Output {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly progress: ProgressSink;
  /** The answer, once per command: `value` as one JSON document under `--json`, else the text. */
  result(value: unknown, text: () => string): void;
  /** A line for whoever watches, on stderr; silent under `--quiet`. */
  hint(text: string): void;
}

/** `args`: operands and options as typed, under their camel-case names. Resolves to the exit code. */
export type Command<Args> = (context: CommandContext, args: Args, output: Output) => Promise<number>;

export interface Verb {
  readonly name: string;
  readonly operands: () => Argument[];
  readonly options: () => Option[];
  /** Imports the command; `verbs.ts` sees to it that words and arguments fit. */
  readonly load: () => Promise<Command<never>>;
  /** It runs until it is stopped, and keeps a log of its own. */
  readonly isService?: true;
}
