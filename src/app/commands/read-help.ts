/**
 * The help of a verb, from `<verb>.md` beside its command.
 * Promise: the file reads well as a page and as terminal text: first line the summary, then paragraphs, then `##`
 * sections.
 * Does not: understand more of Markdown than headings, back-ticks and indented code.
 */
import { readFileSync } from 'node:fs';

export interface VerbHelp {
  /** One line, for the list of verbs. */
  readonly summary: string;
  /** Summary and paragraphs, above the options. */
  readonly description: string;
  /** Sections, below the options. */
  readonly examples: string;
}

export function readHelp(verb: string): VerbHelp {
  const page = readFileSync(new URL(`./${verb}.md`, import.meta.url), 'utf8')
    .replaceAll('\r\n', '\n')
    .replaceAll('`', '');
  const firstSection = page.search(/^## /m);
  const [, summary = '', ...paragraphs] = page
    .slice(0, firstSection)
    .trim()
    .split(/\n{2,}/)
    .map((part) => part.replaceAll('\n', ' '));
  const sections = page
    .slice(firstSection)
    .replaceAll(/^## (.*)\n+/gm, '$1:\n')
    .replaceAll(/^ {4}/gm, '  ')
    .trim();
  return { summary, description: [summary, ...paragraphs].join('\n\n'), examples: sections };
}
