/**
 * Every verb of the command line with its operands and options (INTERFACE §1), in the order `tieout --help` lists them.
 * Promise: importing this imports no command: `load` does, when its verb is typed. What a verb does, with examples,
 * says `<verb>.md`.
 * Does not: name a verb that is not built.
 */
import { Argument, Option } from 'commander';
import { readColumnValue, readCompany, readDate, readLimit, readNames, readPort, readStates } from './read-argument.js';
import type { Verb } from './verb.js';

export const verbs: readonly Verb[] = [
  {
    name: 'run',
    operands: () => [new Argument('[paths...]', 'files or folders (default: the inbox of the company)')],
    options: () => [
      company(),
      dataset(),
      columnValue(),
      new Option('--accept <mode>', 'who accepts documents (default: the profile decides)').choices(['auto', 'manual']),
      new Option('--origin <origin>', 'go-live: adopt what Sage already has as the opening position').choices(['sage']),
      asOf(),
      new Option('--dry-run', 'the real path, rolled back: what would be created, changed, skipped'),
      new Option('--report <dir>', 'where the reports go (default: reports/<batch> under TIEOUT_HOME)'),
    ],
    load: async () => (await import('./run.js')).runCommand,
  },
  {
    name: 'validate',
    operands: () => [new Argument('<file>', 'a CSV, XLSX, JSON or NDJSON extract')],
    options: () => [
      company(),
      dataset(),
      columnValue(),
      asOf(),
      new Option('--annotate <out.xlsx>', 'give the workbook back with bad cells filled and noted'),
    ],
    load: async () => (await import('./validate.js')).validateCommand,
  },
  {
    name: 'check',
    operands: () => [],
    options: () => [],
    load: async () => (await import('./check.js')).checkCommand,
  },
  {
    name: 'test',
    operands: () => [],
    options: () => [
      new Option('--only <text>', 'only examples and samples whose name holds this text'),
      new Option('--update', 'write goldens that are missing'),
      new Option('--force', 'with --update: also overwrite goldens that differ'),
    ],
    load: async () => (await import('./test.js')).testCommand,
  },
  {
    name: 'reconcile',
    operands: () => [new Argument('[batch]', 'batch id (default: the company as it stands)')],
    options: () => [
      company(),
      new Option('--format <format>', 'how the report is given (default: text)').choices([
        'text',
        'json',
        'csv',
        'xlsx',
        'html',
      ]),
    ],
    load: async () => (await import('./reconcile.js')).reconcileCommand,
  },
  {
    name: 'batches',
    operands: () => [],
    options: () => [company(), limit(20)],
    load: async () => (await import('./batches.js')).batchesCommand,
  },
  {
    name: 'documents',
    operands: () => [],
    options: () => [
      company(),
      new Option(
        '--state <states>',
        'only these states, separated by commas: held, waiting, ready, loaded …',
      ).argParser(readStates),
      new Option('--dataset <name>', 'only documents of this dataset'),
      limit(1000),
    ],
    load: async () => (await import('./documents.js')).documentsCommand,
  },
  {
    name: 'status',
    operands: () => [],
    options: () => [company()],
    load: async () => (await import('./status.js')).statusCommand,
  },
  {
    name: 'serve',
    operands: () => [],
    options: () => [
      new Option('--company <id>', 'only the nights of this company (default: of all that have a schedule)').argParser(
        readCompany,
      ),
      new Option('--host <address>', 'the address to listen on').default('127.0.0.1'),
      new Option('--port <number>', 'the port to listen on; 0 is any that is free').default(7300).argParser(readPort),
      new Option('--allow-host <name>', 'a further name the service may be asked under; repeatable').argParser(
        readNames,
      ),
      new Option('--upload-max <mb>', 'largest delivery in megabytes').default(1024).argParser(readLimit),
      new Option('--no-token', 'ask for no token (on loopback only)'),
    ],
    load: async () => (await import('./serve.js')).serveCommand,
    isService: true,
  },
  {
    name: 'db',
    operands: () => [new Argument('<action>', 'what to do').choices(['up', 'url', 'down'])],
    options: () => [],
    load: async () => (await import('./db.js')).dbCommand,
  },
];

const company = () =>
  new Option('--company <id>', 'the company (default: TIEOUT_COMPANY, else demo)').argParser(readCompany);

const dataset = () => new Option('--dataset <name>', 'what the files hold (default: recognised by their columns)');

const asOf = () =>
  new Option('--as-of <date>', "business date YYYY-MM-DD (default: today in the company's time zone)").argParser(
    readDate,
  );

const columnValue = () =>
  new Option('--set <column=value>', 'a constant column for every row; repeatable').argParser(readColumnValue);

const limit = (rows: number) => new Option('--limit <n>', 'at most this many lines').default(rows).argParser(readLimit);
