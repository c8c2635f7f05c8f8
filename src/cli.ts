/**
 * The command line: words to verbs.
 * Promise: help imports commander and nothing else; every verb imports its own command when it is typed; the process
 * ends by itself, with `process.exitCode` set, once all is closed and written.
 * Does not: do anything a verb does.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { readHelp } from './app/commands/read-help.js';
import type { Verb } from './app/commands/verb.js';
import { verbs } from './app/commands/verbs.js';

/** Runs one command line (without node and script) and sets `process.exitCode`. Never rejects. */
export async function runCli(argv: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) ignoreClosedPipe(stream);
  try {
    const program = buildProgram();
    if (argv.length === 0) process.stderr.write(program.helpInformation());
    await program.parseAsync(argv, { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError) || thrown.exitCode !== 0) await reportFailure(thrown, argv);
  }
}

/** A reader that went away (`tieout --help | head -1`) is no fault. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

function buildProgram(): Command {
  const program = new Command('tieout')
    .description('Moves Procore data into Sage 300 CRE by rules you can read, and proves to the cent what arrived.')
    .usage('<verb> [options]')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('--help', 'print this help, or that of a verb')
    .helpCommand('help [verb]', 'print the help of a verb')
    .commandsGroup('Verbs:')
    .addOption(new Option('--json', 'one JSON document on stdout, nothing else'))
    .addOption(new Option('--quiet', 'no progress, no hints'))
    .addOption(new Option('--no-color', 'no colour (as NO_COLOR)'))
    .configureHelp({ subcommandTerm: termOf, subcommandDescription: summaryOf })
    .configureOutput({ writeErr: () => undefined })
    .exitOverride()
    .addHelpText('after', `\n${exitCodeHelp}`);
  for (const verb of verbs) addVerb(program, verb);
  return program;
}

function addVerb(program: Command, verb: Verb): void {
  const command = program.command(verb.name);
  for (const operand of verb.operands()) command.addArgument(operand);
  for (const option of verb.options()) command.addOption(option);
  command
    .configureHelp({ showGlobalOptions: true, commandDescription: () => readHelp(verb.name).description })
    .addHelpText('after', () => `\n${readHelp(verb.name).examples}`)
    .action(async () => {
      const { json, quiet, color, ...options } = command.optsWithGlobals();
      const operands = command.registeredArguments.map((operand, index) => [
        operand.name(),
        command.processedArgs[index],
      ]);
      const { performVerb } = await import('./app/perform-verb.js');
      const choices = { json: json === true, quiet: quiet === true, colour: color !== false };
      process.exitCode = await performVerb(verb, { ...options, ...Object.fromEntries(operands) }, choices);
    });
}

/** `run [paths...]`: that every verb has options goes without saying. */
function termOf(command: Command): string {
  const operands = command.registeredArguments.map((operand) => {
    const name = operand.variadic ? `${operand.name()}...` : operand.name();
    return operand.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...operands].join(' ');
}

/** commander's own `help` brings its description. */
function summaryOf(command: Command): string {
  return command.description() || readHelp(command.name()).summary;
}

/** What is typed wrong is told as every other failure. */
async function reportFailure(thrown: unknown, argv: readonly string[]): Promise<void> {
  const { readTerminal } = await import('./app/config.js');
  const { describeFailure } = await import('./app/failure.js');
  const { TerminalOutput } = await import('./app/terminal-output.js');
  const words = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined);
  const terminal = readTerminal();
  const choices = { json: words.includes('--json'), quiet: true, colour: !words.includes('--no-color') };
  const { failure, exitCode, stack } = describeFailure(thrown);
  new TerminalOutput(choices, terminal).failure(failure, terminal.debug ? stack : null);
  process.exitCode = exitCode;
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return (manifest as { version: string }).version;
}

const exitCodeHelp = `Exit codes:
  0  done and tied out
  1  internal fault
  2  usage, configuration or definitions
  3  done and tied out, but documents are held or waiting
  4  validate, check or test found problems
  5  out of balance: nothing of the batch was kept
  6  a source or the database cannot be reached
  7  another living run holds the lock`;
