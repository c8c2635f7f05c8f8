/**
 * A batch as the API shows it: the summary of `run --json`, with links where the command line has paths.
 * Promise: one presentation for an upload, a batch asked for by id, and a list.
 * Does not: look anything up.
 */
import type { BatchSummary, Issue } from '../../core/nouns.js';
import type { BatchLine } from '../engine.js';
import type { RanBatch } from './batch-task.js';

export const apiRoot = '/api/v1';

export interface Links {
  readonly self: string;
  readonly issues: string;
  readonly events: string;
  readonly reports: Readonly<Record<string, string>>;
}

export interface BatchPage extends Omit<BatchSummary, 'issues'> {
  /** `items` are the first ones; `links.issues` has all. */
  readonly issues: BatchSummary['issues'] & { readonly items?: readonly Issue[] };
  readonly links: Links;
  readonly exitCode?: number;
  readonly files?: RanBatch['files'];
}

export function linksOf(batch: string): Links {
  const self = `${apiRoot}/batches/${batch}`;
  const report = (name: string): string => `${self}/reports/${name}`;
  return {
    self,
    issues: `${self}/issues`,
    events: `${self}/events`,
    reports: {
      html: report('reconciliation.html'),
      xlsx: report('reconciliation.xlsx'),
      json: report('reconciliation.json'),
      csv: report('reconciliation.csv'),
      issues: report('issues.json'),
    },
  };
}

export function batchPage(summary: BatchSummary): BatchPage {
  const links = linksOf(summary.batch);
  const { html = null, xlsx = null, json = null, issues = null } = links.reports;
  return { ...summary, reports: { ...summary.reports, html, xlsx, json, issues }, links };
}

export function ranPage({ summary, files, exitCode, issues }: RanBatch): BatchPage {
  return { ...batchPage(summary), issues: { ...summary.issues, items: issues }, exitCode, files };
}

export function linePage(line: BatchLine): BatchLine & { readonly links: Links } {
  return { ...line, links: linksOf(line.batch) };
}
