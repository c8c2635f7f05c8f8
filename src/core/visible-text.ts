/**
 * Text of an extract as a message may show it, and the characters in it that nobody sees.
 * Promise: what is cut is cut between characters, never through one; an unseen character is named, never printed.
 * Does not: change a value; messages alone are made readable.
 */

/** At most so many UTF-16 units and a `…`. */
export function cutText(text: string, lengthMax: number): string {
  return text.length <= lengthMax ? text : `${firstCharacters(text, lengthMax)}…`;
}

/** At most so many, and none of them half: a character that is made of two counts as two. */
export function firstCharacters(text: string, lengthMax: number): string {
  const inPair = text.length > lengthMax && /[\ud800-\udbff]/.test(text.charAt(lengthMax - 1));
  return text.slice(0, inPair ? lengthMax - 1 : lengthMax);
}

const ASCII_ONLY = /^[\x20-\x7e]*$/;
// Control characters, formats of no width, line and paragraph separators, halves of a pair.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const EACH_UNSEEN = new RegExp(UNSEEN, 'gu');
const HALF = /\p{Cs}/u;
const EACH_HALF = new RegExp(HALF, 'gu');

/** `10\u200b1` → `10<U+200B>1`, cut where it is long. */
export function visibleText(text: string, lengthMax: number): string {
  const cut = cutText(text, lengthMax);
  if (ASCII_ONLY.test(cut)) return cut;
  return cut.replace(EACH_UNSEEN, (character) => `<${nameOf(character)}>`);
}

/** The first character of a text that is not seen, in words; null when all are. */
export function unseenCharacter(text: string): string | null {
  if (ASCII_ONLY.test(text)) return null;
  const found = UNSEEN.exec(text)?.[0];
  if (found === undefined) return null;
  const name = nameOf(found);
  return name.startsWith('U+') ? `the unseen character ${name}` : `a ${name}`;
}

/** What no database takes: NUL, and half of a character that is made of two. Null where the text is sound. */
export function unsoundCharacter(text: string): string | null {
  if (text.includes('\0')) return 'a NUL character';
  const half = HALF.exec(text)?.[0];
  return half === undefined ? null : `half a character (${nameOf(half)})`;
}

/** With U+FFFD for what no database takes: names, and values that a message shows. */
export function soundText(text: string): string {
  return unsoundCharacter(text) === null ? text : text.replaceAll('\0', '\ufffd').replace(EACH_HALF, '\ufffd');
}

function nameOf(character: string): string {
  if (character === '\n' || character === '\r') return 'line break';
  if (character === '\t') return 'tab';
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}
