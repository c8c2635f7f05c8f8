/**
 * The shapes of the API as OpenAPI schemas.
 * Promise: what stands here is what INTERFACE says of the summary and of issues; amounts are text with two decimals.
 * Does not: check an answer.
 */
import type { ApiResponseSchemaHost } from '@nestjs/swagger';

export type Shape = ApiResponseSchemaHost['schema'];

const text: Shape = { type: 'string' };
const textOrNull: Shape = { type: 'string', nullable: true };
const whole: Shape = { type: 'integer' };
const counts = (names: string): Shape => ({
  type: 'object',
  properties: Object.fromEntries(names.split(' ').map((name) => [name, whole])),
});

export const issueShape: Shape = {
  type: 'object',
  properties: {
    dataset: textOrNull,
    file: textOrNull,
    sheet: textOrNull,
    row: { type: 'integer', nullable: true, description: 'As the file shows it, from 1, header row included.' },
    column: textOrNull,
    cell: { ...textOrNull, example: 'Invoices!F17' },
    header: textOrNull,
    document: textOrNull,
    code: { ...text, example: 'cost-code.unknown' },
    severity: { type: 'string', enum: ['error', 'warning'] },
    value: textOrNull,
    message: text,
    allowed: { type: 'array', items: text, nullable: true },
    nearest: { type: 'array', items: text, nullable: true },
  },
};

const linksShape: Shape = {
  type: 'object',
  properties: {
    self: text,
    issues: text,
    events: text,
    reports: { type: 'object', additionalProperties: text },
  },
};

const datasetShape: Shape = {
  type: 'object',
  properties: {
    dataset: text,
    files: { type: 'array', items: { type: 'object', properties: { name: text, sha256: text, rows: whole } } },
    rows: counts('read carried loaded summarized unchanged held waiting excluded'),
    documents: counts('read carried inserted updated unchanged held waiting excluded'),
    amounts: { type: 'object', additionalProperties: { type: 'object' } },
  },
};

export const batchShape: Shape = {
  type: 'object',
  description: 'What `tieout run --json` prints; `reports` and `links` are paths of this service.',
  properties: {
    batch: { type: 'string', format: 'uuid' },
    company: text,
    status: { type: 'string', enum: ['tied-out', 'held', 'unchanged', 'out-of-balance', 'failed', 'running'] },
    dryRun: { type: 'boolean' },
    definitions: text,
    asOf: { type: 'string', format: 'date' },
    datasets: { type: 'array', items: datasetShape },
    tieOut: {
      type: 'object',
      properties: {
        balanced: { type: 'boolean' },
        equations: { type: 'array', items: { type: 'object' } },
        differences: { type: 'array', items: { type: 'object' } },
      },
    },
    issues: {
      type: 'object',
      properties: {
        total: whole,
        byCode: { type: 'object', additionalProperties: whole },
        items: { type: 'array', items: issueShape, description: 'The first 1,000, where the batch was just run.' },
      },
    },
    reports: { type: 'object', additionalProperties: textOrNull },
    seconds: { type: 'number' },
    exitCode: { ...whole, description: 'That of `tieout run`: 0 tied out, 3 documents are open, 4 no file read.' },
    links: linksShape,
  },
};

export const batchesShape: Shape = {
  type: 'object',
  properties: { company: text, batches: { type: 'array', items: { type: 'object' } } },
};

export const issuesShape: Shape = {
  type: 'object',
  properties: { batch: text, company: text, total: whole, offset: whole, issues: { type: 'array', items: issueShape } },
};

export const problemShape: Shape = {
  type: 'object',
  description: 'RFC 9457, with what `--json` prints of a fault.',
  properties: {
    type: { ...text, example: 'urn:tieout:transient' },
    title: text,
    status: whole,
    detail: text,
    kind: text,
    message: text,
    remedy: text,
    problems: { type: 'array', items: {} },
    exitCode: { type: 'integer', nullable: true },
  },
};
