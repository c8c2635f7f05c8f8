/**
 * Runs the built command line as a real process with a home of its own.
 * Promise: what comes back is what a shell would see; nothing of the caller's `TIEOUT_…` settings reaches the process.
 * Does not: build: `npm test` does. A build older than the sources is warned of.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryFolder } from './source-tree.js';

export interface TieoutRun {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as JSON; throws when it is not exactly one document. */
  json<T = unknown>(): T;
  readonly milliseconds: number;
}

export interface TieoutOptions {
  /** `TIEOUT_HOME`; without it one is made and removed again. */
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Working folder; the repository when absent. */
  readonly folder?: string;
  /** Sent when `when` matches stderr so far, to try an interruption. */
  readonly interrupt?: { readonly signal: NodeJS.Signals; readonly when: RegExp };
  /** Called with the process's id as soon as it has one. */
  readonly started?: (pid: number) => void;
  /** The process is killed after this long; 60 s when absent. */
  readonly millisecondsMax?: number;
}

export async function runTieout(args: readonly string[], options: TieoutOptions = {}): Promise<TieoutRun> {
  warnOfOldBuild();
  if (options.home !== undefined) return start(args, options, options.home);
  const home = makeHome();
  try {
    return await start(args, options, home.path);
  } finally {
    await home.remove();
  }
}

/** A folder for several runs. `remove` stops the embedded database in it first. */
export function makeHome(): { readonly path: string; remove(): Promise<void> } {
  const path = mkdtempSync(join(tmpdir(), 'tieout-'));
  const remove = async () => {
    if (readdirSync(path).length > 0) await start(['db', 'down', '--quiet'], {}, path);
    rmSync(path, { recursive: true, force: true });
  };
  return { path, remove };
}

function start(args: readonly string[], options: TieoutOptions, home: string): Promise<TieoutRun> {
  const startedAt = performance.now();
  const child = spawn(join(repositoryFolder, 'bin/tieout.js'), args, {
    cwd: options.folder ?? repositoryFolder,
    env: { ...ownEnvironment(), TIEOUT_HOME: home, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.millisecondsMax ?? 60_000,
    killSignal: 'SIGKILL',
  });
  if (child.pid !== undefined) options.started?.(child.pid);
  let stdout = '';
  let stderr = '';
  let interrupted = false;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    if (!options.interrupt || interrupted || !options.interrupt.when.test(stderr)) return;
    interrupted = true;
    child.kill(options.interrupt.signal);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) =>
      resolve({
        code,
        signal,
        stdout,
        stderr,
        json: <T>() => JSON.parse(stdout) as T,
        milliseconds: performance.now() - startedAt,
      }),
    );
  });
}

/** Without Jest's flags for Node, and without settings that would point at somebody's database. */
export function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(TIEOUT_.*|NODE_OPTIONS|CI|NO_COLOR|FORCE_COLOR|JEST_.*)$/.test(name),
  );
  return Object.fromEntries(kept);
}

let buildLookedAt = false;

function warnOfOldBuild(): void {
  if (buildLookedAt) return;
  buildLookedAt = true;
  const built = join(repositoryFolder, 'dist/cli.js');
  if (!existsSync(built)) throw new Error('dist/cli.js is missing: run "npm run build" first.');
  const builtAt = statSync(built).mtimeMs;
  const newer = readdirSync(join(repositoryFolder, 'src'), { recursive: true, encoding: 'utf8' }).find(
    (path) =>
      statSync(join(repositoryFolder, 'src', path)).isFile() &&
      statSync(join(repositoryFolder, 'src', path)).mtimeMs > builtAt,
  );
  if (newer !== undefined) process.stderr.write(`\nsrc/${newer} is newer than the build: run "npm run build" first.\n`);
}
