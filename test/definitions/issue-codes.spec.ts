/**
 * The issue codes of the definitions (`rules/issue-codes.csv`) against the rules and mappings that give them.
 * Promise: a code that is given and not listed, listed and not given, listed twice, or listed as doing what it does
 * not, is found with its place.
 * Does not: check the machine's own codes; test/tidy does.
 */
import { describe, expect, it } from '@jest/globals';
import { loadCatalog } from '../../src/app/machine/load-catalog.js';
import { replacing, saidOf } from '../support/edited-definitions.js';
import { repositoryFolder } from '../support/source-tree.js';

const LIST = 'rules/issue-codes.csv';
/** As the first row, so that its line is always the second. */
const listing = (row: string): ((text: string) => string) => replacing('\n', `\n${row}\n`);
const lineOfCode = (text: string, code: string): number =>
  text.split('\n').findIndex((line) => line.startsWith(`${code},`)) + 1;

describe('the issue codes', () => {
  it('are the same for the machine and the definitions: asked for in one place', async () => {
    const { issueCodes } = await loadCatalog(repositoryFolder, 'demo');
    expect(issueCodes.remedyOf('commitment.closed')).toMatchObject({ effect: 'holds', whoFixes: 'accountant' });
    expect(issueCodes.remedyOf('cell.not-money')).toMatchObject({ effect: 'holds', whoFixes: 'project manager' });
    expect(issueCodes.remedyOf('cell.never')).toBeNull();
  });

  it.each<[string, (text: string) => string, string]>([
    [
      'given and not listed, with the nearest',
      replacing('job.closed,', 'job.klosed,'),
      'rules/budget-changes.rules.json:…: no issue code "job.closed"; did you mean "job.klosed"? …',
    ],
    [
      'listed and never given',
      listing('crane.idle,warns,accountant,It stands.,Send it back.'),
      `${LIST}:2:1: no rule, look-up or table gives "crane.idle"; take the row out`,
    ],
    [
      'listed twice',
      listing('job.closed,holds,accountant,It is.,Open it.'),
      `${LIST}:…:1: "job.closed" is listed twice, also in line 2`,
    ],
    [
      "the machine's",
      listing('cell.not-money,holds,accountant,It is.,Type it.'),
      `${LIST}:2:1: "cell.not-money" is a code of the machine itself and is listed already; take this row out`,
    ],
    [
      'with an effect there is not',
      replacing('job.closed,holds,', 'job.closed,hold,'),
      `${LIST}:…:12: no effect "hold"; did you mean "holds"? There are stops · …`,
    ],
    [
      'with a fixer there is not',
      replacing('job.closed,holds,accountant', 'job.closed,holds,acountant'),
      `${LIST}:…:18: no fixer "acountant"; did you mean "accountant"? There are accountant · …`,
    ],
    [
      'that does something else where it is given',
      replacing('job.closed,holds,', 'job.closed,warns,'),
      `${LIST}:…:1: "job.closed" holds where it is given, not warns`,
    ],
    ['that is none', listing('Idle,warns,accountant,It stands.,Send it back.'), `${LIST}:2:1: "Idle" is no code: …`],
    ['without a remedy', replacing('Reopen it there, or correct the project.', ''), `${LIST}:…: remedy is empty`],
    [
      'without its column',
      replacing('who fixes', 'who'),
      `${LIST}:1:1: the list has the columns code,effect,who fixes,meaning,remedy; here who fixes cannot be found`,
    ],
  ])('%s is a problem', async (_what, edit, expected) => {
    const pattern = expected.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '.*');
    expect(await saidOf({ [LIST]: edit })).toContainEqual(expect.stringMatching(new RegExp(`^${pattern}`)));
  });

  it('are refused where the list is missing', async () => {
    expect(await saidOf({ [LIST]: null })).toContain(`${LIST}:1:1: missing: the issue codes of the definitions`);
  });

  it('are read whichever way Excel saved them: another sign between the cells, other capitals', async () => {
    const resaved = (text: string): string =>
      text
        .replace('no sample because', 'No Sample Because')
        .replaceAll(',accountant,', ',Accountant,')
        .replaceAll('\n', '\r\n');
    expect(await saidOf({ [LIST]: resaved })).toEqual([]);
  });

  it('name the line of a row after cells with line ends', async () => {
    const edit = listing(
      'crane.idle,warns,accountant,"It\nstands.",Send it back.\ncrane.lost,wornz,accountant,It.,Find it.',
    );
    const said = await saidOf({ [LIST]: edit });
    expect(said).toContainEqual(expect.stringMatching(/^rules\/issue-codes\.csv:4:12: no effect "wornz"/));
  });

  it('stand in the list in alphabetical order', async () => {
    let codes: string[] = [];
    await saidOf({
      [LIST]: (text) => {
        codes = text
          .trimEnd()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',')[0]!);
        expect(lineOfCode(text, 'vendor.on-hold')).toBeGreaterThan(1);
        return `${text}\n`;
      },
    });
    expect(codes).toEqual([...codes].sort());
  });
});
