/**
 * Under which account PostgreSQL runs, for it refuses to run as root.
 * Promise: an ordinary user runs it directly. Root runs it in a user namespace of one user (`unshare`): no account, no
 * change of owner, and folders only root may enter stay reachable. Where namespaces are forbidden (a container's
 * default) it runs as the owner of the home folder, `postgres` or `nobody`. Data made by another account decides: it
 * stays with it.
 * Does not: make folders or change owners; see `place.ts`.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, parse } from 'node:path';
import { UsageFault } from '../../core/faults.js';
import { programPath, type Binaries, type Program } from './binaries.js';

export interface Account {
  readonly kind: 'direct' | 'namespace' | 'user';
  /** Set for `user` only. */
  readonly uid: number | null;
  readonly gid: number | null;
}

/** `auto`, or one way only: for tests, and for systems where the other way misbehaves. */
export type AccountChoice = 'auto' | 'namespace' | 'user';

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

export const directAccount: Account = { kind: 'direct', uid: null, gid: null };
const namespaceAccount: Account = { kind: 'namespace', uid: null, gid: null };

/** 65534 is `nobody` everywhere; the name must exist, or `initdb` stops at looking it up. */
const namespaceCommand = ['unshare', '--user', '--map-user=65534', '--map-group=65534', '--'];

/** The server lives on after us, so it gets none of our environment: no secrets, no `PGDATA`, no foreign locale. */
const plainEnvironment: Readonly<Record<string, string>> = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** `dataOwner`: uid and gid of the data folder, null when there is none yet. */
export function chooseAccount(
  home: string,
  dataOwner: { uid: number; gid: number } | null,
  binaries: Binaries,
  choice: AccountChoice,
): Account {
  const isRoot = process.platform !== 'win32' && process.geteuid?.() === 0;
  if (!isRoot) return hasName() || !namespaceWorks(binaries) ? directAccount : namespaceAccount;
  if (dataOwner !== null && dataOwner.uid !== 0) return { kind: 'user', ...dataOwner };
  if (choice !== 'user' && canReach(home, 0, 0) && namespaceWorks(binaries)) return namespaceAccount;
  const users = choice === 'namespace' ? [] : candidateUsers(home);
  const best = users.find((user) => canReach(home, user.uid, user.gid)) ?? users[0];
  if (best !== undefined) return { kind: 'user', ...best };
  throw new UsageFault('PostgreSQL refuses to run as root, and no other account can be used here.', {
    remedy: 'Run tieout as an ordinary user, add a user named postgres, or set TIEOUT_DATABASE_URL.',
  });
}

/** Runs a program to its end and gives what it printed. */
export function runProgram(
  account: Account,
  binaries: Binaries,
  program: Program,
  args: readonly string[],
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = start(account, binaries, program, args, ['ignore', 'pipe', 'pipe'], false);
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      output += String(chunk);
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Starts a program in a session of its own that outlives us; what it prints goes to the open file `logFd`. */
export function startProgram(
  account: Account,
  binaries: Binaries,
  program: Program,
  args: readonly string[],
  logFd: number,
): ChildProcess {
  const child = start(account, binaries, program, args, ['ignore', logFd, logFd], true);
  child.unref();
  return child;
}

/** Whether the permission bits let this user pass every folder down to `path` and enter it. Knows no access lists. */
export function canReach(path: string, uid: number, gid: number): boolean {
  for (let at = nearestExisting(path); ; at = dirname(at)) {
    const { mode, uid: owner, gid: group } = statSync(at);
    const shift = owner === uid ? 6 : group === gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === parse(at).root) return true;
  }
}

function start(
  account: Account,
  binaries: Binaries,
  program: Program,
  args: readonly string[],
  stdio: ['ignore', 'pipe' | number, 'pipe' | number],
  detached: boolean,
): ChildProcess {
  const wrap = account.kind === 'namespace' ? namespaceCommand : [];
  const [command = '', ...rest] = [...wrap, programPath(binaries, program), ...args];
  const isWindows = process.platform === 'win32';
  return spawn(command, rest, {
    stdio,
    detached,
    windowsHide: true,
    cwd: parse(binaries.root).root,
    ...(isWindows ? {} : { env: { ...plainEnvironment, ...binaries.environment } }),
    ...(account.uid === null || account.gid === null ? {} : { uid: account.uid, gid: account.gid }),
  });
}

/** A trial that also shows whether the programs can be reached from inside. Takes 10 ms. */
function namespaceWorks(binaries: Binaries): boolean {
  if (process.platform !== 'linux') return false;
  const [command = '', ...args] = [...namespaceCommand, programPath(binaries, 'postgres'), '--version'];
  return spawnSync(command, args, { env: { ...plainEnvironment, ...binaries.environment }, cwd: '/' }).status === 0;
}

function candidateUsers(home: string): { uid: number; gid: number }[] {
  const owner = statSync(nearestExisting(home)).uid;
  const names = [...(owner === 0 ? [] : [String(owner)]), 'postgres', 'nobody'];
  return names.flatMap((name) => {
    const [uid, gid] = ['-u', '-g'].map((flag) => idOf(flag, name));
    return uid === undefined || gid === undefined || !(uid > 0) ? [] : [{ uid, gid }];
  });
}

/** NaN when the system knows no such user. */
function idOf(flag: string, name: string): number {
  const answer = spawnSync('id', [flag, name], { encoding: 'utf8', env: plainEnvironment });
  return answer.status === 0 ? Number(answer.stdout.trim()) : Number.NaN;
}

/** A container may run under a number that has no name; `initdb` will not. */
function hasName(): boolean {
  try {
    userInfo();
    return true;
  } catch {
    return false;
  }
}

function nearestExisting(path: string): string {
  let at = path;
  while (!existsSync(at) && at !== dirname(at)) at = dirname(at);
  return at;
}
