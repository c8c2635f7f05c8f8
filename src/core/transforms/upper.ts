/** `upper`: upper case, as Sage keeps its ids. */
import type { Transform } from './transform.js';

export const upper: Transform = {
  name: 'upper',
  summary: 'Upper-cases text.',
  in: 'text',
  out: 'text',
  arguments: [],
  examples: [
    { input: 'sc-100a', args: [], output: 'SC-100A' },
    { input: 'Straße 1', args: [], output: 'STRASSE 1' },
  ],
  apply: (input) => input.toUpperCase(),
};
