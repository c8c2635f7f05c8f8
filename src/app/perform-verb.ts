/**
 * One verb from arguments to exit code: opens the application, runs the command, closes everything.
 * Promise: whatever is thrown becomes a described failure; a first SIGINT or SIGTERM aborts and waits for the
 * roll-back, a second ends the process at once (PostgreSQL rolls back by itself then).
 * Does not: parse arguments.
 */
import type { Verb } from './commands/verb.js';
import { readTerminal } from './config.js';
import { describeFailure, describeInterruption, Interruption } from './failure.js';
import { openApplication } from './open-application.js';
import { TerminalOutput, type OutputChoices } from './terminal-output.js';

/** Resolves to the exit code; never rejects. */
export async function performVerb(verb: Verb, args: object, choices: OutputChoices): Promise<number> {
  const terminal = readTerminal();
  const output = new TerminalOutput(choices, terminal);
  process.once('uncaughtException', (thrown) => endAtOnce(thrown, output, terminal.debug));
  const stop = listenForSignals(() => {
    if (!verb.isService) output.hint('Stopping, nothing will be kept. Once more to end at once.');
  });
  try {
    return await openAndRun(verb, args, output, stop.signal);
  } catch (thrown) {
    const received = stop.received();
    const { failure, exitCode, stack } = received === null ? describeFailure(thrown) : describeInterruption(received);
    output.failure(failure, terminal.debug ? stack : null);
    return exitCode;
  } finally {
    stop.ignore();
    output.close();
  }
}

/**
 * Something failed outside the command's own flow (a dropped connection nobody awaited): nothing can be trusted to go
 * on.
 */
function endAtOnce(thrown: unknown, output: TerminalOutput, debug: boolean): never {
  const { failure, exitCode, stack } = describeFailure(thrown);
  output.failure(failure, debug ? stack : null);
  process.exit(exitCode);
}

async function openAndRun(verb: Verb, args: object, output: TerminalOutput, signal: AbortSignal): Promise<number> {
  const application = await openApplication();
  try {
    signal.throwIfAborted();
    const command = await verb.load();
    const { config, engine } = application;
    return await command({ config, engine, signal }, args as never, output);
  } finally {
    await application.close();
  }
}

interface SignalListener {
  readonly signal: AbortSignal;
  received(): NodeJS.Signals | null;
  ignore(): void;
}

function listenForSignals(onFirst: () => void): SignalListener {
  const controller = new AbortController();
  let received: NodeJS.Signals | null = null;
  const listener = (name: NodeJS.Signals) => {
    if (received !== null) process.exit(describeInterruption(name).exitCode);
    received = name;
    controller.abort(new Interruption(name));
    onFirst();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  return {
    signal: controller.signal,
    received: () => received,
    ignore: () => void process.off('SIGINT', listener).off('SIGTERM', listener),
  };
}
