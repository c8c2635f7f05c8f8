/**
 * What `tieout run` prints at its end.
 */
import { describe, expect, it } from '@jest/globals';
import type { BatchSummary, DatasetSummary, Equation } from '../../src/core/nouns.js';
import { batchSummaryText } from '../../src/io/report/batch-summary-text.js';

const failing: Equation = {
  name: 'gross',
  dataset: 'subcontractor-invoices',
  expected: '100.00',
  actual: '99.00',
  holds: false,
};

function dataset(name: string, numbers: Partial<DatasetSummary['documents']>, amount: string): DatasetSummary {
  const documents = {
    read: 0,
    carried: 0,
    inserted: 0,
    updated: 0,
    unchanged: 0,
    held: 0,
    waiting: 0,
    excluded: 0,
    ...numbers,
  };
  const { inserted, updated, ...others } = documents;
  return {
    dataset: name,
    files: [],
    documents,
    rows: { ...others, loaded: inserted + updated, summarized: 0 },
    amounts: {
      amount: {
        read: amount,
        carried: '0.00',
        loaded: amount,
        unchanged: '0.00',
        held: '-1234.50',
        waiting: '0.00',
        excluded: '0.00',
        unreadableRows: 2,
      },
    },
  };
}

function summaryOf(changes: Partial<BatchSummary>): BatchSummary {
  return {
    batch: '019594f2-6c1e-7a40-9d53-2f1b7c0e8a11',
    company: 'demo',
    status: 'held',
    dryRun: false,
    definitions: 'ab',
    asOf: '2025-03-14',
    seconds: 3.21,
    datasets: [
      dataset('commitments', { read: 31, inserted: 27, held: 4 }, '9112045.10'),
      dataset('subcontractor-invoices', { read: 14, inserted: 8, held: 2, waiting: 3, excluded: 1 }, '647611.06'),
      dataset('timecards', {}, '0.00'),
    ],
    tieOut: { balanced: true, equations: [{ ...failing, holds: true }], differences: [] },
    issues: { total: 9, byCode: { 'title.too-long': 2, 'cost-code.unknown': 7 } },
    reports: {
      html: '/r/report.html',
      xlsx: '/r/report.xlsx',
      json: null,
      issues: '/r/issues.csv',
      sageFiles: ['/r/a.jcc', '/r/b.txt'],
    },
    ...changes,
  };
}

describe('the summary of a batch', () => {
  it('opens with the tie-out, in one sentence', () => {
    const first = (changes: Partial<BatchSummary>): string => batchSummaryText(summaryOf(changes)).split('\n')[0] ?? '';
    expect(first({})).toBe('Tied out: all 1 control totals hold. 6 documents held, 3 waiting.');
    expect(first({ status: 'unchanged', datasets: [] })).toBe('Tied out: nothing changed, all 1 control totals hold.');
    expect(first({ status: 'failed' })).toBe('Failed: nothing of this batch was kept.');
  });

  it('names what differs when it is out of balance', () => {
    const text = batchSummaryText(
      summaryOf({
        status: 'out-of-balance',
        tieOut: { balanced: false, equations: [failing], differences: [failing] },
      }),
    );
    expect(text).toMatch(/^\*\* Out of balance: 0 of 1 control totals hold\. Nothing of this batch was kept\.\n/);
    expect(text).toContain('** gross (subcontractor-invoices): expected 100.00, found 99.00');
  });

  it('counts documents and rows by outcome, with a total, and shows amounts', () => {
    const lines = batchSummaryText(summaryOf({}))
      .split('\n')
      .map((line) => line.trim().split(/\s{2,}/));
    expect(lines).toContainEqual([
      'Documents',
      'Read',
      'Carried',
      'Inserted',
      'Updated',
      'Unchanged',
      'Held',
      'Waiting',
      'Excluded',
    ]);
    expect(lines).toContainEqual(['Subcontractor invoices', '14', '-', '8', '-', '-', '2', '3', '1']);
    expect(lines).toContainEqual(['Total', '45', '-', '35', '-', '-', '6', '3', '1']);
    expect(lines).toContainEqual([
      'Commitments (2 unreadable rows)',
      '9,112,045.10',
      '-',
      '9,112,045.10',
      '-',
      '(1,234.50)',
      '-',
      '-',
    ]);
  });

  it('says what to do next: codes by number, commands, paths', () => {
    const text = batchSummaryText(summaryOf({}));
    expect(text.indexOf('cost-code.unknown')).toBeLessThan(text.indexOf('title.too-long'));
    expect(text).toContain('tieout documents --state held --company demo');
    expect(text).toContain('tieout documents --state waiting --company demo');
    expect(text).toContain('tieout reconcile 019594f2-6c1e-7a40-9d53-2f1b7c0e8a11 --company demo');
    expect(text).toMatch(/Report +\/r\/report\.html\nWorkbook +\/r\/report\.xlsx\nIssues +\/r\/issues\.csv\n/);
    expect(text).toMatch(/Sage files +\/r\/a\.jcc\n +\/r\/b\.txt\n$/);
  });

  it('offers no reconciliation of a dry run', () => {
    const text = batchSummaryText(summaryOf({ dryRun: true }));
    expect(text).toContain('dry run, nothing was kept');
    expect(text).not.toContain('tieout reconcile');
  });
});
