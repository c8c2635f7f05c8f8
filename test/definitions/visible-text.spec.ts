/** Text of an extract in a message: cut between characters, unseen ones named; and codes that Excel wrote. */
import { describe, expect, it } from '@jest/globals';
import { isTooLongForKey } from '../../src/core/key-cells.js';
import { plainCodeTrouble } from '../../src/core/plain-code.js';
import {
  cutText,
  firstCharacters,
  soundText,
  unseenCharacter,
  unsoundCharacter,
  visibleText,
} from '../../src/core/visible-text.js';

describe('a message', () => {
  it('is never cut through a character', () => {
    expect(cutText('ab😀😀', 3)).toBe('ab…');
    expect(cutText('ab😀😀', 4)).toBe('ab😀…');
    expect(cutText('ab😀😀', 6)).toBe('ab😀😀');
    expect([3, 4, 6].map((length) => firstCharacters('ab😀😀', length))).toEqual(['ab', 'ab😀', 'ab😀😀']);
  });

  it('names what nobody sees', () => {
    expect(visibleText('a\u200bb\nc\td\u202ee', 60)).toBe('a<U+200B>b<line break>c<tab>d<U+202E>e');
    expect(visibleText('Café – 5 €', 60)).toBe('Café – 5 €');
    expect(unseenCharacter('Café 😀')).toBeNull();
    expect(unseenCharacter('a\u00adb')).toBe('the unseen character U+00AD');
  });
});

describe('text no database takes', () => {
  it('is NUL and half a character', () => {
    expect(unsoundCharacter('😀')).toBeNull();
    expect(unsoundCharacter('a\0')).toBe('a NUL character');
    expect(unsoundCharacter('x\ud83d')).toBe('half a character (U+D83D)');
    expect(soundText('\ude00\ud83d\0😀')).toBe('\ufffd\ufffd\ufffd😀');
  });
});

describe('a key', () => {
  it('is bounded in bytes, whatever the letters', () => {
    expect(isTooLongForKey('a'.repeat(200))).toBe(false);
    expect(isTooLongForKey('a'.repeat(201))).toBe(true);
    expect(isTooLongForKey('字'.repeat(67))).toBe(true);
  });
});

describe('a code without a mask', () => {
  it.each(['1-Mar', '15-Mar-26', 'Dec-30', '1E+05', '1.5E-07', '#N/A', '##'])(
    '%s is what Excel made of one',
    (text) => {
      expect(plainCodeTrouble(text)).not.toBeNull();
    },
  );

  it.each(['2026-03-15', '3/15/2026', 'MAR-15', '3-15', '1E5', 'E+12', '#12', '#', 'INV 15-Mar'])(
    '%s is one',
    (text) => {
      expect(plainCodeTrouble(text)).toBeNull();
    },
  );
});
