/** `cut`: the first characters of a text, at most so many. What was cut off is named, for the list of alterations. */
import { orNull, type Transform } from './transform.js';

/** Counts characters, not UTF-16 halves, as PostgreSQL and Sage do; blanks at the cut go. */
function keep(input: string, length: number): string {
  return input.length <= length ? input : [...input].slice(0, length).join('').trimEnd();
}

export const cut: Transform = {
  name: 'cut',
  summary: 'Keeps at most so many characters; what is cut off is listed.',
  in: 'text',
  out: 'text',
  arguments: ['length'],
  examples: [
    { input: 'Concrete footings, grid A to F, phase 2', args: [30], output: 'Concrete footings, grid A to F' },
    { input: 'Concrete footings and more', args: [18], output: 'Concrete footings' },
    { input: 'Footings', args: [30], output: 'Footings' },
    { input: 'Café', args: [4], output: 'Café' },
  ],
  apply: (input, args) => orNull(keep(input, args[0] as number)),
  lost: (input, args) => orNull(input.slice(keep(input, args[0] as number).length).trim()),
};
