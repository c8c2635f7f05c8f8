/**
 * Codes on generated masks and texts: what fits comes out in the mask, formatting twice changes nothing, nothing is
 * padded.
 */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compileMask, divisionOf } from '../../src/core/code-mask.js';

const numRuns = Number(process.env['TIEOUT_PROPERTY_CASES'] ?? 500);
const TIME_MAX = 600_000;
const DELIMITERS = ['-', '/', '.'];
const CHARACTERS: Record<string, string> = { '9': '0123456789', A: 'ABCXYZ', X: '0189ABYZ' };

const mask = fc.array(fc.stringMatching(/^[9AX]{1,5}$/), { minLength: 2, maxLength: 4 });
const code = fc.tuple(mask, fc.array(fc.nat(), { minLength: 20, maxLength: 20 })).map(([sections, picks]) => {
  let at = 0;
  const parts = sections.map((section) =>
    [...section].map((kind) => CHARACTERS[kind]![picks[at++]! % CHARACTERS[kind]!.length]!).join(''),
  );
  return { sections, parts };
});

describe('a mask', () => {
  it(
    'takes its own codes with any delimiter and with a name behind, and changes them only into itself',
    () => {
      fc.assert(
        fc.property(
          code,
          fc.constantFrom(...DELIMITERS),
          fc.constantFrom('', ' - Footings', ' / 2nd floor'),
          ({ sections, parts }, delimiter, name) => {
            const compiled = compileMask({ mask: sections.join('-') }, DELIMITERS);
            const value = parts.join('-');
            expect(compiled.format(parts.join(delimiter) + name)).toEqual({
              ok: true,
              value,
              reformatted: delimiter !== '-' || name !== '',
            });
            expect(compiled.format(value)).toEqual({ ok: true, value, reformatted: false });
            expect(divisionOf(value)).toBe(parts[0]);
          },
        ),
        { numRuns },
      );
    },
    TIME_MAX,
  );

  it(
    'holds a code with a character more or less',
    () => {
      fc.assert(
        fc.property(code, fc.nat(), fc.boolean(), ({ sections, parts }, pick, more) => {
          const compiled = compileMask({ mask: sections.join('-') }, DELIMITERS);
          const at = pick % parts.length;
          const changed = parts.map((part, index) => (index !== at ? part : more ? `0${part}` : part.slice(1)));
          expect(compiled.format(changed.join('-'))).toMatchObject({ ok: false });
          expect(compiled.format(parts.join(''))).toMatchObject({ ok: false });
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );

  it(
    'answers any text, and formats what it accepted into the same',
    () => {
      const masks = [compileMask({ mask: '99-999' }, DELIMITERS), compileMask({ length: 12 }, DELIMITERS)];
      fc.assert(
        fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9A-Za-z./ -]{0,14}$/)), (text) => {
          for (const compiled of masks) {
            const result = compiled.format(text, ['03-300']);
            if (!result.ok && !result.message.endsWith('.')) throw new Error(result.message);
            if (result.ok)
              expect(compiled.format(result.value)).toEqual({ ok: true, value: result.value, reformatted: false });
          }
        }),
        { numRuns },
      );
    },
    TIME_MAX,
  );
});
