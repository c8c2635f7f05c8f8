/**
 * The demo batch and what it must come to, from its generator, and the same night delivered in another way.
 * Promise: nothing here is read from Tieout; the same seed gives the same files.
 * Does not: run anything.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { repositoryFolder } from './source-tree.js';

export type DemoOutcome = 'loaded' | 'excluded' | 'held' | 'waiting';

export interface DemoCounts {
  readonly documents: Readonly<Record<DemoOutcome, number>>;
  readonly rows: Readonly<Record<DemoOutcome, number>>;
  /** Measure → outcome → cents. */
  readonly amounts: Readonly<Record<string, Readonly<Record<DemoOutcome, number>>>>;
  readonly unreadableRows: number;
}

export interface DemoNote {
  readonly dataset: string;
  readonly document: string;
  readonly outcome: DemoOutcome | 'warned';
  readonly because: string;
}

export interface DemoNight {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly rows: Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;
  readonly notes: readonly DemoNote[];
}

interface DemoModule {
  readonly NIGHTLY_SEED: number;
  nightly(seed: number): Promise<DemoNight>;
  evening(night: DemoNight): { readonly files: ReadonlyMap<string, Uint8Array> };
  expectNightly(night: DemoNight): Readonly<Record<string, DemoCounts>>;
}

export const nightlyFolder = join(repositoryFolder, 'samples/nightly');

export async function loadDemo(): Promise<DemoModule> {
  return (await import(new URL('../../bench/demo-company.mjs', import.meta.url).href)) as DemoModule;
}

/** The files of the demo batch, their CSV rows in another order and their names without a word of the dataset. */
export function deliveredOtherwise(seed: number): Record<string, Uint8Array> {
  const names = readdirSync(nightlyFolder)
    .filter((name) => /^[^.].*\.(csv|tsv|xlsx|json)$/.test(name))
    .sort();
  const next = seededNumbers(seed);
  return Object.fromEntries(
    names.map((name, index) => {
      const bytes = readFileSync(join(nightlyFolder, name));
      const extension = name.slice(name.lastIndexOf('.'));
      return [
        `${String.fromCharCode(122 - index)}-${index}${extension}`,
        /^\.[ct]sv$/.test(extension) ? shuffled(bytes, next) : bytes,
      ];
    }),
  );
}

/** The header stays first and a total row last. Bytes are taken one by one, whatever they are encoded in. */
function shuffled(bytes: Buffer, next: () => number): Buffer {
  const { data, meta } = Papa.parse<string[]>(bytes.toString('latin1'), { skipEmptyLines: true });
  const [header, ...rows] = data;
  const totals = rows.filter((row) => row[0] === 'Total');
  const others = rows
    .filter((row) => row[0] !== 'Total')
    .map((row) => ({ row, rank: next() }))
    .sort((a, b) => a.rank - b.rank);
  const all = [header!, ...others.map(({ row }) => row), ...totals];
  return Buffer.from(Papa.unparse(all, { delimiter: meta.delimiter, newline: meta.linebreak as '\n' }), 'latin1');
}

/** Numbers from 0 to below 1, the same for the same seed. */
export function seededNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
