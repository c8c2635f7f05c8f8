/**
 * The single-case files under `samples/<dataset>/<verdict>/`, each with what stands beside it.
 * Promise: the same order on every disk; a golden or profile that belongs to no case is named.
 * Does not: open a sample.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

export const VERDICTS = ['accepted', 'held', 'waiting', 'excluded', 'warned', 'stopped'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface Sample {
  /** `samples/commitments/held/stray-quote`. */
  readonly name: string;
  readonly dataset: string;
  readonly verdict: Verdict;
  readonly path: string;
  /** `<case>.before.csv`: a batch of its own that ran before this one. */
  readonly before: string | null;
  /** `<case>.beside.csv`: a second file of the same batch. */
  readonly beside: string | null;
  /** `<case>.sage.csv` is loaded with --origin sage. */
  readonly origin: 'procore' | 'sage';
  readonly goldenPath: string;
  /** Settings of the demo profile that this case changes, as text; null: none. */
  readonly profile: string | null;
}

export interface SampleList {
  readonly samples: readonly Sample[];
  readonly orphans: readonly string[];
}

/** `folder` holds `samples/`; without it there are none. */
export async function listSamples(folder: string): Promise<SampleList> {
  const samples: Sample[] = [];
  const orphans: string[] = [];
  const root = join(folder, 'samples');
  if (!existsSync(root)) return { samples, orphans };
  for (const dataset of (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory())) {
    for (const verdict of VERDICTS) {
      const place = join(root, dataset.name, verdict);
      if (existsSync(place)) await listPlace({ place, dataset: dataset.name, verdict }, samples, orphans);
    }
  }
  samples.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { samples, orphans: orphans.sort() };
}

async function listPlace(
  { place, dataset, verdict }: { place: string; dataset: string; verdict: Verdict },
  samples: Sample[],
  orphans: string[],
): Promise<void> {
  const files = (await readdir(place)).filter((file) => !file.startsWith('.') && !file.startsWith('~$')).sort();
  const aside = /\.(golden|profile|before|beside)\.[a-z]+$/;
  const find = (name: string, part: string): string | null => {
    const file = files.find((entry) => entry.startsWith(`${name}.${part}.`));
    return file === undefined ? null : join(place, file);
  };
  const names = new Set<string>();
  for (const file of files.filter((entry) => !aside.test(entry))) {
    const whole = file.slice(0, file.length - extname(file).length);
    const name = whole.replace(/\.sage$/, '');
    names.add(name);
    const profile = find(name, 'profile');
    samples.push({
      name: `samples/${dataset}/${verdict}/${name}`,
      dataset,
      verdict,
      path: join(place, file),
      before: find(name, 'before'),
      beside: find(name, 'beside'),
      origin: whole === name ? 'procore' : 'sage',
      goldenPath: join(place, `${name}.golden.json`),
      profile: profile === null ? null : await readFile(profile, 'utf8'),
    });
  }
  for (const file of files) {
    if (aside.test(file) && !names.has(file.replace(aside, ''))) orphans.push(`samples/${dataset}/${verdict}/${file}`);
  }
}
