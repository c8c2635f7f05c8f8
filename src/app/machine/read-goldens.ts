/** Reads every golden beside the samples of a definitions folder. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Golden } from './golden.js';
import type { NamedGolden } from './issues-document.js';
import { listSamples } from './list-samples.js';

export async function readGoldens(folder: string): Promise<NamedGolden[]> {
  const { samples } = await listSamples(folder);
  const goldens: NamedGolden[] = [];
  for (const { name, goldenPath } of samples) {
    if (existsSync(goldenPath))
      goldens.push({ name, golden: JSON.parse(await readFile(goldenPath, 'utf8')) as Golden });
  }
  return goldens;
}
