/** Headers: which column they are, what stops a file, and which dataset a header belongs to. */
import { describe, expect, it } from '@jest/globals';
import { matchHeader, recognise } from '../../src/core/header-match.js';
import type { Column, DatasetSchema, HeaderCell } from '../../src/core/nouns.js';

function column(name: string, aliases: string[] = [], level: Column['level'] = 'header'): Column {
  return { name, kind: 'text', level, aliases, choices: null, continuedIn: null, digits: null, description: '' };
}

function schema(dataset: string, columns: Column[], requiredColumns: string[][], lines: string[] = []): DatasetSchema {
  return {
    dataset,
    title: dataset,
    document: { is: dataset, key: [[columns[0]!.name]], lineKeys: [], lines },
    columns,
    column: new Map(columns.map((entry) => [entry.name, entry])),
    requiredColumns,
    check: () => null,
  };
}

function header(...names: string[]): HeaderCell[] {
  return names.map((name) => ({ name, letter: null, scope: null }));
}

function json(cells: [string, 'header' | 'line'][]): HeaderCell[] {
  return cells.map(([name, scope]) => ({ name, letter: null, scope }));
}

const commitments = schema(
  'commitments',
  [
    column('commitment_number', ['number', 'Contract #']),
    column('vendor_code', ['vendor.code', 'Vendor ID']),
    column('vendor_name', ['vendor.name']),
    column('title', ['description']),
    column('retainage_percent', ['Retainage %']),
    column('retainage', [], 'line'),
    column('line_number', ['position', '#', 'Item No'], 'line'),
    column('description', [], 'line'),
    column('amount', ['total'], 'line'),
  ],
  [['commitment_number'], ['vendor_code', 'vendor_name'], ['amount']],
  ['line_items'],
);

describe('matchHeader', () => {
  it('ignores case, spaces and punctuation, and the order', () => {
    const match = matchHeader(header('AMOUNT', ' Vendor-Code ', 'commitment number:', 'Item No.'), commitments);
    expect(Object.fromEntries(match.indexes)).toEqual({
      amount: 0,
      vendor_code: 1,
      commitment_number: 2,
      line_number: 3,
    });
    expect(match).toMatchObject({ unknown: [], duplicates: [], missing: [], outranked: [] });
  });

  it('takes an exact name before an alias and says which header lost', () => {
    const match = matchHeader(header('Number', 'Commitment Number', 'amount', 'vendor_code'), commitments);
    expect(match.indexes.get('commitment_number')).toBe(1);
    expect(match.outranked).toEqual([{ index: 0, name: 'Number', column: 'commitment_number' }]);
    expect(match.duplicates).toEqual([]);
  });

  it("takes the line's own header before one that may be the document's", () => {
    const notes = schema('notes', [column('number'), column('description', ['Line Description'], 'line')], []);
    const match = matchHeader(header('number', 'Description', 'Line Description'), notes);
    expect(match.indexes.get('description')).toBe(2);
    expect(match.outranked).toEqual([{ index: 1, name: 'Description', column: 'description' }]);
  });

  it.each([[['amount', 'Amount ']], [['total', 'TOTAL']]])('stops at two headers of one rank: %j', (names) => {
    const match = matchHeader(header('commitment_number', 'vendor_code', ...names), commitments);
    expect(match.duplicates).toEqual([{ column: 'amount', names, indexes: [2, 3] }]);
  });

  it('reports unknown headers, an empty one too, and missing columns as sets', () => {
    const match = matchHeader(header('Contract #', 'Colour', ''), commitments);
    expect(match.unknown).toEqual([
      { index: 1, name: 'Colour' },
      { index: 2, name: '' },
    ]);
    expect(match.missing).toEqual([['vendor_code', 'vendor_name'], ['amount']]);
  });

  it('does not take a percent for its amount, nor # for nothing', () => {
    const match = matchHeader(header('#', 'Retainage', 'Retainage %', 'Commitment Number #'), commitments);
    expect(Object.fromEntries(match.indexes)).toEqual({
      line_number: 0,
      retainage: 1,
      retainage_percent: 2,
      commitment_number: 3,
    });
  });

  it('fills columns the file lacks with constants', () => {
    const match = matchHeader(header('amount', 'commitment_number'), commitments, {
      'Vendor Code': 'V1',
      amount: '5',
      colour: 'red',
    });
    expect(Object.fromEntries(match.constants)).toEqual({ vendor_code: 'V1' });
    expect(match).toMatchObject({ unusedConstants: ['amount'], unknownConstants: ['colour'], missing: [] });
  });

  it('matches names of JSON only where they were found', () => {
    const match = matchHeader(
      json([
        ['number', 'header'],
        ['description', 'header'],
        ['amount', 'header'],
        ['vendor.name', 'header'],
        ['description', 'line'],
        ['amount', 'line'],
        ['position', 'line'],
        ['number', 'line'],
      ]),
      commitments,
    );
    expect(Object.fromEntries(match.indexes)).toEqual({
      commitment_number: 0,
      title: 1,
      vendor_name: 3,
      description: 4,
      amount: 5,
      line_number: 6,
    });
    expect(match.unknown).toEqual([
      { index: 2, name: 'amount' },
      { index: 7, name: 'number' },
    ]);
  });

  it('takes the first of several REST names of one thing', () => {
    const rest = schema('x', [column('vendor_id', ['vendor.id', 'vendor.vendor_id'])], []);
    const match = matchHeader(
      json([
        ['vendor.vendor_id', 'header'],
        ['vendor.id', 'header'],
      ]),
      rest,
    );
    expect(match).toMatchObject({ duplicates: [], outranked: [{ index: 0 }] });
    expect(match.indexes.get('vendor_id')).toBe(1);
    expect(
      matchHeader(
        json([
          ['vendor.id', 'header'],
          ['vendor_id', 'header'],
        ]),
        rest,
      ).indexes.get('vendor_id'),
    ).toBe(1);
  });

  it('does not mind where names stand when lines are not nested', () => {
    const flat = schema('timecards', [column('employee'), column('hours', [], 'line')], [['employee'], ['hours']]);
    expect(
      matchHeader(
        json([
          ['employee', 'header'],
          ['hours', 'header'],
        ]),
        flat,
      ).missing,
    ).toEqual([]);
  });
});

describe('recognise', () => {
  const budgets = schema(
    'budgets',
    [column('project_number'), column('cost_code'), column('amount')],
    [['project_number'], ['cost_code']],
  );
  const changes = schema(
    'budget-changes',
    [column('project_number'), column('cost_code'), column('amount')],
    [['project_number'], ['cost_code']],
  );
  const codes = schema('cost-codes', [column('cost_code'), column('description')], [['cost_code']]);
  const all = [budgets, changes, codes, commitments];

  it('takes the dataset that leaves the fewest headers unknown', () => {
    expect(recognise(header('cost_code', 'description'), all, 'x.csv')).toMatchObject({ dataset: 'cost-codes' });
  });

  it('asks the file name next, and the longest name in it', () => {
    const names = header('project_number', 'cost_code', 'amount');
    expect(recognise(names, all, 'Budget Changes 2026.csv')).toMatchObject({ dataset: 'budget-changes' });
    expect(recognise(names, all, 'my_budgets.csv')).toMatchObject({ dataset: 'budgets' });
    expect(recognise(names, all, ['Sheet1', 'budgets.xlsx'])).toMatchObject({ dataset: 'budgets' });
  });

  it('stops at a tie', () => {
    expect(recognise(header('project_number', 'cost_code', 'amount'), all, 'x.csv')).toEqual({
      dataset: null,
      tied: ['budget-changes', 'budgets'],
      closest: null,
    });
  });

  it('names the closest dataset when none fits', () => {
    expect(recognise(header('commitment_number', 'vendor_code'), all, 'x.csv')).toEqual({
      dataset: null,
      tied: [],
      closest: { dataset: 'commitments', missing: [['amount']] },
    });
    expect(recognise(header('a', 'b'), all, 'x.csv')).toEqual({ dataset: null, tied: [], closest: null });
  });

  it('does not take a file whose columns it mostly leaves out, when another knows them and lacks one', () => {
    const wide = schema(
      'wide',
      ['cost_code', 'a', 'b', 'c', 'amount'].map((name) => column(name)),
      [['amount']],
    );
    expect(recognise(header('cost_code', 'a', 'b', 'c'), [codes, wide], 'x.csv')).toEqual({
      dataset: null,
      tied: [],
      closest: { dataset: 'wide', missing: [['amount']] },
    });
    const unknown = header('cost_code', 'description', 'x', 'y', 'z');
    expect(recognise(unknown, [codes, wide], 'x.csv')).toMatchObject({ dataset: 'cost-codes' });
  });

  it('does not take a file for the one header it knows, unless the file name says so', () => {
    expect(recognise(header('cost_code', 'x'), [codes], 'x.csv')).toMatchObject({ dataset: null, tied: [] });
    expect(recognise(header('cost_code', 'x'), [codes], 'cost-codes.csv')).toMatchObject({ dataset: 'cost-codes' });
    expect(recognise(header('cost_code'), [codes], 'x.csv')).toMatchObject({ dataset: 'cost-codes' });
  });

  it('counts constants as columns', () => {
    expect(recognise(header('cost_code', 'amount'), [budgets], 'x.csv', { project_number: '24-001' })).toMatchObject({
      dataset: 'budgets',
    });
  });
});
