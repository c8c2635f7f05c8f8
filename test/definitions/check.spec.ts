/**
 * What `tieout check` finds in mappings, rules and the dictionary of Sage's tables, each from one slip in a file that
 * ships.
 * Promise: the problem stands at the place to change and says what may stand there.
 * Does not: repeat the grammars (grammar.spec) or the issue codes (issue-codes.spec).
 */
import { describe, expect, it } from '@jest/globals';
import { checkText } from '../../src/app/commands/check.js';
import { checkDictionary } from '../../src/app/machine/check-dictionary.js';
import { missingNeeds } from '../../src/core/check-needs.js';
import type { MappingDefinition } from '../../src/core/mapping-grammar.js';
import { editedDefinitions, replacing, saidOf, type Edits } from '../support/edited-definitions.js';

const DISTRIBUTION = 'mappings/sage/tables/apm_master__distribution.json';
const CO_ITEM = 'mappings/sage/tables/jcm_master__commitment_co_item.json';
const JOB = 'mappings/sage/tables/jcm_master__job.json';
const COMMITMENTS = 'mappings/commitments.mapping.json';
const RULES = 'rules/commitments.rules.json';
const CONTRACT_ITEM = 'mappings/sage/tables/cnm_master__contract_item.json';
const CONTRACTS = 'mappings/contracts.mapping.json';
const GROUPED = 'mappings/sub-jobs.mapping.json';
const COMPANIES = 'rules/companies.rules.json';
const LIMIT = '{ "name": "a_year_on", "on": "document", "kind": "date", "shift": "batch.asOf", "years": 1 }';
const RULE_LATE = `{
"id": "commitments/far-ahead", "on": "document", "do": "hold", "code": "commitment.not-approved", "source": "V1",
"because": "No commitment begins more than a year from now.",
"when": { "all": [{ "fact": "date", "operator": "greaterThan", "value": { "fact": "a_year_on" } }] },
"message": "The date {date} lies after {a_year_on}.",
"examples": [{ "given": { "date": "2027-11-24", "a_year_on": "2027-11-23" }, "fires": true }]
}`;

/** A dataset that writes one table and waits for others. */
const mappingOf = (dataset: string, needs: readonly string[], writes: string, ...asks: string[]): MappingDefinition => {
  const lookups = asks.map((table) => [table, { on: 'document', table, missing: { outcome: 'waiting' } }]);
  const mapping = { dataset, needs, targets: [{ table: writes }], lookups: Object.fromEntries(lookups) as unknown };
  return mapping as unknown as MappingDefinition;
};

const patternOf = (text: string): RegExp =>
  new RegExp(`^${text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '.*')}`);

describe('a table of Sage', () => {
  it.each<[string, Edits, string]>([
    [
      'a total with a misspelt key',
      { [DISTRIBUTION]: replacing('"countedWith"', '"countedwith"') },
      `${DISTRIBUTION}:…: unknown key "countedwith"; did you mean "countedWith"?`,
    ],
    [
      'a total that adds a column there is not',
      { [DISTRIBUTION]: replacing('"jtd_cost": "amount"', '"jtd_cost": "amuont"') },
      `${DISTRIBUTION}:…: the total "AP cost" reads apm_master__distribution.amuont, which is no column; did you …`,
    ],
    [
      'a total into a column there is not',
      { [DISTRIBUTION]: replacing('"jtd_cost": "amount"', '"jtd_costs": "amount"') },
      `${DISTRIBUTION}:…: the total "AP cost" names jcm_master__category.jtd_costs, which is no …`,
    ],
    [
      'a total that adds units to money',
      { [DISTRIBUTION]: replacing('"jtd_cost": "amount"', '"jtd_cost": "units"') },
      `${DISTRIBUTION}:…: the total "AP cost" takes units, units, for jtd_cost, which is money`,
    ],
    [
      'a total without the whole key',
      { [DISTRIBUTION]: replacing('"cost_code": "cost_code", "category": "category" }', '"cost_code": "cost_code" }') },
      `${DISTRIBUTION}:…: the total "AP cost" must name the whole key of jcm_master__category (job, …`,
    ],
    [
      'a total that asks of a column there is not',
      { [DISTRIBUTION]: replacing('"when": { "extra"', '"when": { "extras"') },
      `${DISTRIBUTION}:…: the total "AP cost" reads apm_master__distribution.extras, which is no column`,
    ],
    [
      'a total that reads through no row',
      { [DISTRIBUTION]: replacing('"when": { "extra"', '"when": { "through.extra"') },
      `${DISTRIBUTION}:…: the total "AP cost" reads through.extra, and goes through no row`,
    ],
    [
      'a total that goes through no table',
      { [CO_ITEM]: replacing('"table": "jcm_master__commitment_item"', '"table": "jcm_master__commitment_itm"') },
      `${CO_ITEM}:…: the total "…" reads jcm_master__commitment_itm, which is no table; did you mean …`,
    ],
    [
      'a total counted with no dataset',
      { [DISTRIBUTION]: replacing('"subcontractor-invoices"', '"subcontractor-invoice"') },
      `${DISTRIBUTION}:…: the total "AP cost" names no dataset: "subcontractor-invoice"; did …`,
    ],
    [
      'a total unless a switch there is not',
      { [DISTRIBUTION]: replacing('"jobTotalsIncludeExtras"', '"jobTotalsIncludeExtra"') },
      `${DISTRIBUTION}:…: the total "AP cost" names no switch of the profile: "jobTotalsIncludeExtra"; there are …`,
    ],
    [
      'a column of a type there is not',
      { [JOB]: replacing('"type": "money"', '"type": "monye"') },
      `${JOB}:…: "type" must be one of text, money, …, not "monye"; did you mean "money"?`,
    ],
    [
      'a file named for another table',
      { [JOB]: replacing('"table": "jcm_master__job"', '"table": "jcm_master__jobs"') },
      `${JOB}:2:12: the table in it is called jcm_master__jobs, so its file is too`,
    ],
  ])('with %s is a problem', async (_what, edits, expected) => {
    expect(await saidOf(edits)).toContainEqual(expect.stringMatching(patternOf(expected)));
  });

  it('that no migration makes is a problem, with the command that writes one', async () => {
    expect(await checkDictionary(await editedDefinitions({}))).toEqual([]);
    const longer = replacing(
      '"name": "description", "sageName": "Description", "type": "text", "length": 30',
      '"name": "description", "sageName": "Description", "type": "text", "length": 40',
    );
    const fresh = await editedDefinitions({ [JOB]: longer });
    expect(await checkDictionary(fresh)).toEqual([
      expect.objectContaining({ file: JOB, message: expect.stringContaining('`npm run migration:sage -- --name') }),
    ]);
    const gone = await editedDefinitions({ [JOB]: null });
    expect(await checkDictionary(gone)).toEqual([expect.objectContaining({ file: JOB })]);
  });

  it('may change its totals without a migration', async () => {
    const edits = { [DISTRIBUTION]: replacing('"event": "AP cost"', '"event": "cost"') };
    expect(await checkDictionary(await editedDefinitions(edits))).toEqual([]);
  });
});

describe('a mapping', () => {
  it.each<[string, Edits, string]>([
    [
      'a target without a part of its key, though it may be blank',
      { [COMMITMENTS]: replacing('        "commitment": "commitment_number",\n', '') },
      `${COMMITMENTS}:…: the key column "commitment" of jcm_master__commitment is not written`,
    ],
    [
      'a presence of nothing',
      { [COMMITMENTS]: replacing('"per": "document",', '"per": "document", "when": ["titel"],') },
      `${COMMITMENTS}:…: nothing provides "titel"; did you mean "title"?`,
    ],
    [
      'a name in the report for a measure there is not',
      { [COMMITMENTS]: replacing('"report": {', '"report": { "measures": { "amuont": "Commitments" },') },
      `${COMMITMENTS}:…: no measure "amuont"`,
    ],
    [
      'a column left to Sage that it does not write',
      { [COMMITMENTS]: replacing('"per": "document",', '"per": "document", "ownedBySage": ["closd"],') },
      `${COMMITMENTS}:…: "closd" is no column of this target`,
    ],
    [
      'a division of a date',
      { [COMMITMENTS]: replacing('"division": "cost_code"', '"division": "date"') },
      `${COMMITMENTS}:…: "division" reads text, and "date" is date`,
    ],
    [
      'a division that is to be an amount',
      { [COMMITMENTS]: replacing('"kind": "text", "division"', '"kind": "money", "division"') },
      `${COMMITMENTS}:…: "division" gives text, so its kind is text, not money`,
    ],
    [
      'a sum of amounts that is to be a quantity',
      { [CONTRACTS]: replacing('"kind": "money", "sum"', '"kind": "quantity", "sum"') },
      `${CONTRACTS}:…: "change_total" is quantity, and "value_change" is money`,
    ],
    [
      'a date moved that is none',
      { [COMMITMENTS]: replacing('"derive": [', `"derive": [${LIMIT.replace('batch.asOf', 'title')},`) },
      `${COMMITMENTS}:…: "shift" reads a date, and "title" is text`,
    ],
    [
      'digits that are not those of the dictionary',
      { [CONTRACT_ITEM]: replacing('"sageName": "Schedule_Value"', '"sageName": "Schedule_Value", "digits": 8') },
      `${CONTRACTS}:62:27: the schema takes 9 digits of "schedule_value" before the point, and schedule_value of …`,
    ],
    [
      'a measure that nothing reads again',
      { [CONTRACTS]: (text) => text.replace(/"reconcile": .*/, '"reconcile": {},') },
      `${CONTRACTS}:40:27: "reconcile" does not say what a second reading must find of "amount": name a table and …`,
    ],
    [
      'a look-up in what a dataset writes that is not loaded before',
      { [GROUPED]: replacing('"needs": ["projects"]', '"needs": []') },
      `${GROUPED}:5:12: the look-up "job" asks jcm_master__job, which "projects" writes: name it here`,
    ],
  ])('with %s is a problem', async (_what, edits, expected) => {
    expect(await saidOf(edits)).toContainEqual(expect.stringMatching(patternOf(expected)));
  });

  it('may move a date, and a rule may ask for it', async () => {
    const late = RULE_LATE.replaceAll('\n', '');
    const edits = {
      [COMMITMENTS]: replacing('"derive": [', `"derive": [${LIMIT},`),
      [RULES]: replacing('"rules": [', `"rules": [${late},`),
    };
    expect(await saidOf(edits)).toEqual([]);
  });

  it('needs no dataset that comes before it anyway, nor one that needs it', async () => {
    const [projects] = [mappingOf('projects', [], 'jcm_master__job')];
    const jobs = mappingOf('sub-jobs', ['projects'], 'jcm_master__extra', 'jcm_master__job');
    const codes = mappingOf('codes', ['sub-jobs'], 'jcm_master__cost_code', 'jcm_master__job');
    expect(missingNeeds([projects!, jobs, codes])).toEqual([]);
    const early = mappingOf('projects', [], 'jcm_master__job', 'jcm_master__cost_code');
    expect(missingNeeds([early, jobs, codes])).toEqual([]);
    const unsaid = mappingOf('codes', [], 'jcm_master__cost_code', 'jcm_master__job', 'jcm_master__extra');
    expect(missingNeeds([projects!, jobs, unsaid])).toEqual([
      { dataset: 'codes', message: expect.stringContaining('asks jcm_master__job, which "projects" writes') },
      { dataset: 'codes', message: expect.stringContaining('asks jcm_master__extra, which "sub-jobs" writes') },
    ]);
    const resolving = {
      ...unsaid,
      lookups: {},
      resolve: [{ column: 'project_number', entity: 'job', byName: 'name' }],
    };
    expect(missingNeeds([projects!, resolving as MappingDefinition])).toEqual([
      {
        dataset: 'codes',
        message: '"project_number" is resolved by jcm_master__job, which "projects" writes: name it here',
      },
    ]);
  });
});

describe('a mask of the profile', () => {
  const DEMO = 'mappings/companies/demo.json';
  const withJobs = (mask: string): Edits => ({ [DEMO]: replacing('"mask": "99-999"', `"mask": "${mask}"`) });

  it('makes codes that fit the columns they go to, punctuation included', async () => {
    expect(await saidOf(withJobs('99-9999-9999'))).toEqual([]);
    expect(await saidOf(withJobs('99-9999-99999'))).toEqual([
      expect.stringMatching(patternOf(`${DEMO}:…: codes of this format have 13 characters, and Sage's Job holds 12`)),
    ]);
  });
});

describe('a rule', () => {
  it.each<[string, Edits, string]>([
    [
      'asks for a choice its column does not have',
      { [RULES]: replacing('"value": ["Approved", "Complete"', '"value": ["Approved", "Compleet"') },
      `${RULES}:…: "Compleet" is none of its values; did you mean "Complete"?`,
    ],
    [
      'allows such a choice',
      { [RULES]: replacing('"allowed": ["Approved", "Complete"]', '"allowed": ["Approved", "Compleet"]') },
      `${RULES}:…: "Compleet" is none of the choices of "status"; did you mean "Complete"?`,
    ],
    [
      'gives such a choice in an example',
      { [RULES]: replacing('"status": "Draft"', '"status": "Drafft"') },
      `${RULES}:…: "Drafft" is none of the choices of "status"; did you mean "Draft"?`,
    ],
    [
      'withdraws what the mapping would change',
      { [COMPANIES]: replacing('"afterLoading": "left"', '"afterLoading": "withdrawn"') },
      `${COMPANIES}:6:…: "withdrawn" stands where the mapping says "reload": "hold"; here it says "update"`,
    ],
    [
      'leaves a document of money as it is',
      { [RULES]: replacing('"afterLoading": "withdrawn"', '"afterLoading": "left"') },
      `${RULES}:…: "left" stands where the mapping says "reload": "update"; here it says "hold"`,
    ],
    [
      'excludes and says nothing of what is loaded',
      { [RULES]: replacing(' "afterLoading": "withdrawn",', '') },
      `${RULES}:…: "afterLoading" is missing: "do": "exclude" says what it means for a document that is loaded: …`,
    ],
  ])('that %s is a problem', async (_what, edits, expected) => {
    expect(await saidOf(edits)).toContainEqual(expect.stringMatching(patternOf(expected)));
  });
});

it('counts no datasets and rules where none was compiled', () => {
  const counts = { datasets: 0, rules: 0, tables: 6, mappings: 20, profiles: 2, sageTables: 24 };
  const problems = [{ file: 'mappings/x.mapping.json', line: 3, column: 5, message: 'no' }];
  const text = checkText({ definitions: null, problems, counts });
  expect(text).toBe('mappings/x.mapping.json:3:5: no\n1 problem in 6 tables, 20 mappings, 2 profiles, 24 sageTables.');
});

describe('a file edited in Excel', () => {
  it.each(['rules/issue-codes.csv', 'rules/tables/cost-types.csv'])(
    '%s with a stray quote is a problem',
    async (path) => {
      const said = await saidOf({ [path]: (text) => `${text}"x,y,z,u\n` });
      const expected = patternOf(`${path}:…:1: A quote opens in row …, column 1, and is never closed; …`);
      expect(said).toContainEqual(expect.stringMatching(expected));
    },
  );
});
