/** Codes: what is re-formatted into the mask, what is held, and what is suggested. */
import { describe, expect, it } from '@jest/globals';
import { compileMask, divisionOf, maskProblem } from '../../src/core/code-mask.js';
import { nearest } from '../../src/core/nearest.js';

const DELIMITERS = ['-', '/', '.'];
const costCode = compileMask({ mask: '99-999' }, DELIMITERS);
const commitment = compileMask({ length: 12, case: 'upper' }, DELIMITERS);

describe('a mask', () => {
  it.each([
    ['03-300', '03-300', false],
    ['03/300', '03-300', true],
    ['03.300', '03-300', true],
    [' 03-300 ', '03-300', true],
    ['03-300 - Footings', '03-300', true],
    ['03/300 - Footings', '03-300', true],
    ['03-300 – Footings - grid A', '03-300', true],
    ['03 - 300', '03-300', true],
    ['03 - 300 - Footings', '03-300', true],
    ['03-300 - 3 inch wall', '03-300', true],
  ])('%s becomes %s', (text, value, reformatted) => {
    expect(costCode.format(text)).toEqual({ ok: true, value, reformatted });
  });

  it.each([
    ['3-300', 'code.outside-mask'],
    ['03-30', 'code.outside-mask'],
    ['03-3000', 'code.outside-mask'],
    ['003-300', 'code.outside-mask'],
    ['03-300-1', 'code.outside-mask'],
    ['AB-300', 'code.outside-mask'],
    ['03--300', 'code.outside-mask'],
    ['-03-300', 'code.outside-mask'],
    ['03-300-', 'code.outside-mask'],
    ['03 300', 'code.outside-mask'],
    ['03-300 Footings', 'code.outside-mask'],
    ['03300', 'code.without-sections'],
    ['1234567', 'code.without-sections'],
    ['Footings', 'code.without-sections'],
    ['03-3*0', 'code.bad-character'],
    ['03_300', 'code.bad-character'],
    ['0３-300', 'code.bad-character'],
    ['15-Mar', 'code.excel-date'],
    ['Mar-15', 'code.excel-date'],
    ['15-mar-26', 'code.excel-date'],
    ['2026-03-15', 'code.excel-date'],
    ['2026-03-15T00:00:00', 'code.excel-date'],
    ['3/15/2026', 'code.excel-date'],
    ['3-15', 'code.excel-date'],
    ['15/3', 'code.excel-date'],
    ['15-Mar - Footings', 'code.excel-date'],
  ])('%s is held as %s', (text, code) => {
    expect(costCode.format(text)).toMatchObject({ ok: false, code });
  });

  it('never pads, and shows what it may have been', () => {
    expect(costCode.format('3-300', ['03-300', '03-310', '16-100'])).toMatchObject({
      ok: false,
      nearest: ['03-300', '03-310'],
    });
    expect(costCode.format('03300', ['03-300'])).toMatchObject({ code: 'code.without-sections', nearest: ['03-300'] });
    expect(costCode.format('3-300')).toMatchObject({ nearest: ['03-300'] });
    expect(costCode.format('15-Mar')).toMatchObject({ nearest: ['03-015', '15-003'] });
    expect(costCode.format('3-300', ['16-100'])).not.toHaveProperty('nearest');
  });

  it('undoes an Excel date among the codes there are', () => {
    const codes = ['03-015', '15-003', '03-150', '01-100'];
    expect(costCode.format('15-Mar', codes)).toMatchObject({ nearest: ['03-015', '15-003'] });
    expect(costCode.format('2026-03-15', codes)).toMatchObject({ nearest: ['03-015', '15-003'] });
    expect(costCode.format('Mar-50', ['03-050', '03-950'])).toMatchObject({ nearest: ['03-050'] });
    expect(compileMask({ mask: '99-9999' }, DELIMITERS).format('Mar-50', ['03-1950', '03-0050'])).toMatchObject({
      nearest: ['03-0050', '03-1950'],
    });
    expect(compileMask({ mask: '9-99-99' }, DELIMITERS).format('3/15/2026', ['3-15-26'])).toMatchObject({
      nearest: ['3-15-26'],
    });
  });

  it('takes a text that looks like a date where the mask accepts it', () => {
    expect(compileMask({ mask: '9-99' }, DELIMITERS).format('3-15')).toEqual({
      ok: true,
      value: '3-15',
      reformatted: false,
    });
    expect(compileMask({ mask: '9999-99-99' }, DELIMITERS).format('2026-03-15')).toMatchObject({ ok: true });
  });

  it('says in words what is wrong', () => {
    expect(costCode.format('3-300')).toMatchObject({
      message:
        '"3-300" is not a code of the format 99-999: its section 1 "3" has 1 character, not 2. ' +
        'Type it in that format. Nearest: 03-300.',
    });
  });

  it.each([
    ['9-99', '3-15', '3-1'],
    ['9-99-999', '1-02-003', '1-02'],
    ['9-99-9999', '1-02-0034', '1-02-003'],
    ['9-999', '1-234', '1-23'],
    ['9-999-999', '1-234-567', '1-234'],
    ['9-999-9999', '1-234-5678', '1-234-567'],
    ['9-9999', '1-2345', '1-234'],
    ['9-99999', '1-23456', '1-2345'],
    ['XX-XXXX', 'AB-12C4', 'AB-12'],
    ['99.999', '03.300', '03.3000'],
    ['AA-999', 'AB-300', '03-300'],
    ['99999', '12345', '1234'],
    ['x-xx', 'A-1B', 'A-1'],
    ['99-999.99', '03-300.10', '03-300/1.0'],
  ])('of the format %s takes %s and holds %s', (mask, good, bad) => {
    const compiled = compileMask({ mask }, DELIMITERS);
    expect(compiled.format(good)).toEqual({ ok: true, value: good, reformatted: false });
    expect(compiled.format(good.replaceAll('-', '/'))).toMatchObject(
      good.includes('.') && good.includes('-') ? { ok: false } : { ok: true, value: good },
    );
    expect(compiled.format(bad)).toMatchObject({ ok: false });
  });

  it('writes letters in upper case unless the profile keeps them', () => {
    expect(compileMask({ mask: 'XX-999' }, DELIMITERS).format('ab-100')).toEqual({
      ok: true,
      value: 'AB-100',
      reformatted: true,
    });
    expect(compileMask({ mask: 'XX-999', case: 'keep' }, DELIMITERS).format('ab-100')).toMatchObject({
      value: 'ab-100',
      reformatted: false,
    });
  });
});

describe('a length', () => {
  it.each([
    ['sc-001', 'SC-001', true],
    ['PO 12/3 #4', 'PO 12/3 #4', false],
    ['SC-1 - A', 'SC-1 - A', false],
    ['3-15', '3-15', false],
    ['SC-2026-001 - Concrete', 'SC-2026-001', true],
  ])('%s becomes %s', (text, value, reformatted) => {
    expect(commitment.format(text)).toEqual({ ok: true, value, reformatted });
  });

  it.each([
    ['SC-2026-000001', 'code.too-long'],
    ['SC*1', 'code.bad-character'],
    ['Ñ1', 'code.bad-character'],
    ['15-Mar', 'code.excel-date'],
    ['2026-03-15', 'code.excel-date'],
    ['3/15/2026', 'code.excel-date'],
  ])('%s is held as %s', (text, code) => {
    expect(commitment.format(text)).toMatchObject({ ok: false, code });
  });

  it('takes a code that exists even where it reads like a date', () => {
    expect(commitment.format('3/15/2026', ['3/15/2026'])).toMatchObject({ ok: true });
    expect(commitment.format('15-Mar', ['3-15', 'SC-1'])).toMatchObject({ ok: false, nearest: ['3-15'] });
  });

  it('splits a name off where only the code fits', () => {
    expect(compileMask({ length: 3 }, DELIMITERS).format('L - Labor')).toEqual({
      ok: true,
      value: 'L',
      reformatted: true,
    });
  });
});

describe('divisions, formats, suggestions', () => {
  it('names the division of a code', () => {
    expect(divisionOf('03-300')).toBe('03');
    expect(divisionOf('1.234')).toBe('1');
    expect(divisionOf('1234567')).toBeNull();
  });

  it.each([
    [{}],
    [{ length: 0 }],
    [{ mask: '' }],
    [{ mask: '99--' }],
    [{ mask: '99-88' }],
    [{ mask: '-99' }],
    [{ mask: '99-999', length: 5 }],
  ])('refuses the format %j', (spec) => {
    expect(maskProblem(spec)).not.toBeNull();
    expect(() => compileMask(spec, DELIMITERS)).toThrow();
  });

  it('finds near names whatever their order, and none far away', () => {
    const names = ['Complete', 'Approved', 'Void', 'Approved as Noted'];
    expect(nearest('Aproved', names)).toEqual(['Approved']);
    expect(nearest('approvde', [...names].reverse())).toEqual(['Approved']);
    expect(nearest('zebra', names)).toEqual([]);
    expect(nearest('03-310', ['03-300', '03-311', '04-310'], 2)).toEqual(['03-311', '03-300']);
  });
});
