/** `strip-html`: Procore's formatted descriptions as plain text. */
import { orNull, type Transform } from './transform.js';

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  deg: '°',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
};
/** A tag begins with a letter right after `<`: "3 < 5" holds none. */
const TAG = /<\/?([a-z][a-z0-9]*)(?:[\s/][^<>]*)?>|<!--[^<>]*-->/gi;
const INLINE: ReadonlySet<string> = new Set([
  'a',
  'b',
  'i',
  'u',
  's',
  'em',
  'strong',
  'span',
  'font',
  'sub',
  'sup',
  'small',
  'code',
]);

function decode(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
  const point = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return point > 31 && point <= 0x10ffff ? String.fromCodePoint(point) : ' ';
}

export const stripHtml: Transform = {
  name: 'strip-html',
  summary: 'Removes HTML tags, decodes entities, and turns line breaks and runs of blanks into one blank.',
  in: 'text',
  out: 'text',
  arguments: [],
  examples: [
    { input: '<p>Footings &amp; <b>piers</b></p><p>grid A&#8211;F</p>', args: [], output: 'Footings & piers grid A–F' },
    { input: 'slab where depth < 5 and > 3', args: [], output: 'slab where depth < 5 and > 3' },
    { input: 'line 1<br/>line 2', args: [], output: 'line 1 line 2' },
    { input: 'under&lt;b&gt;', args: [], output: 'under<b>' },
    { input: '<p>&nbsp;</p>', args: [], output: null },
  ],
  apply: (input) =>
    orNull(
      input
        .replace(TAG, (_, tag: string | undefined) => (tag !== undefined && INLINE.has(tag.toLowerCase()) ? '' : ' '))
        .replace(/&(#?[a-z0-9]{1,10});/gi, decode)
        .replace(/\s+/g, ' ')
        .trim(),
    ),
};
