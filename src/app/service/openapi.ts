/**
 * The API described: decorators of the routes, the document `api/openapi.json`, and the page `api/docs`.
 * Promise: the page is served from this process, without a network; it needs no token, what it tries does.
 * Does not: decide what a route does.
 */
import { applyDecorators, type INestApplication } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiOperation,
  ApiProduces,
  ApiQuery,
  ApiResponse,
  DocumentBuilder,
  SwaggerModule,
} from '@nestjs/swagger';
import { batchesShape, batchShape, issuesShape, problemShape, type Shape } from './openapi-shapes.js';

const problems: Readonly<Record<number, string>> = {
  400: 'A word of the request is not understood.',
  401: 'No token, or not that of this service.',
  404: 'No such batch or report.',
  413: 'Larger than the service takes.',
  415: 'No kind of extract.',
  423: 'The company is locked by another run; waited for 10 seconds.',
  500: 'Our fault, or wrong definitions.',
  503: 'The database cannot be reached, or the service is being stopped. Safe to repeat.',
};

function problem(...statuses: number[]): (ClassDecorator & MethodDecorator)[] {
  return statuses.map((status) =>
    ApiResponse({
      status,
      description: problems[status] ?? '',
      content: { 'application/problem+json': { schema: problemShape } },
    }),
  );
}

function query(name: string, description: string, more: object = {}): MethodDecorator {
  return ApiQuery({ name, description, required: false, schema: { type: 'string', ...more } as Shape });
}

function answer(status: number, description: string, schema: Shape): MethodDecorator & ClassDecorator {
  return ApiResponse({ status, description, content: { 'application/json': { schema } } });
}

const asCommandLine = [
  query('company', 'Default: TIEOUT_COMPANY, else demo.'),
  query('dataset', 'What the files hold; default: recognised by their columns.'),
  query('set', 'A constant column as COLUMN=VALUE; repeatable.'),
  query('accept', 'Default: the profile decides.', { enum: ['auto', 'manual'] }),
  query('origin', 'sage adopts what Sage already has.', { enum: ['procore', 'sage'] }),
  query('as-of', "Business date; default: today in the company's time zone.", { format: 'date' }),
  query('dry-run', 'true: the real path, rolled back.', { enum: ['true', 'false'] }),
  query('name', 'Name of the file, where the body is the file.'),
];

const fileBody = { schema: { type: 'string', format: 'binary' } } as const;

export const DescribeDelivery = (): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiOperation({
      summary: 'Delivers one or more extracts and runs them as one batch.',
      description: 'The body is the file, or a form with one or more files and the words of the query as fields.',
    }),
    ...asCommandLine,
    ApiConsumes('text/csv', 'application/json', 'application/octet-stream', 'multipart/form-data'),
    ApiBody({ description: 'CSV, XLSX, JSON or NDJSON.', ...fileBody }),
    answer(200, 'A dry run: nothing was kept.', batchShape),
    answer(201, 'The batch is in the books. Documents may be held: `exitCode` is 3 then.', batchShape),
    answer(422, 'No file could be read; `issues` say why.', batchShape),
    ...problem(400, 401, 413, 415, 423, 500, 503),
  );

export const DescribeBatches = (): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiOperation({ summary: 'The latest batches of a company, newest first.' }),
    query('company', 'Default: TIEOUT_COMPANY, else demo.'),
    query('limit', 'At most this many; default 20.'),
    answer(200, 'As `tieout batches --json`, with links.', batchesShape),
    ...problem(400, 401, 503),
  );

export const DescribeBatch = (): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiOperation({ summary: 'One batch; while it runs in this service, its progress.' }),
    answer(200, 'The batch.', batchShape),
    ...problem(401, 404, 503),
  );

export const DescribeIssues = (): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiOperation({ summary: 'The issues of a batch, page by page.' }),
    query('code', 'Only this code.'),
    query('dataset', 'Only this dataset.'),
    query('file', 'Only this file.'),
    query('severity', 'Only these.', { enum: ['error', 'warning'] }),
    query('offset', 'Leaves out so many; default 0.'),
    query('limit', 'At most this many; default 1,000, at most 10,000.'),
    answer(200, 'The issues.', issuesShape),
    ...problem(400, 401, 404, 503),
  );

export const DescribeReport = (): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiOperation({
      summary: 'A report: reconciliation.html, .xlsx, .json or .csv, or issues.json.',
      description: 'A file that is gone is made again from the books.',
    }),
    ApiProduces('text/html', 'application/json', 'text/csv', 'application/octet-stream'),
    ApiResponse({ status: 200, description: 'The file.' }),
    ...problem(401, 404, 503),
  );

export const DescribeEvents = (): MethodDecorator =>
  applyDecorators(
    ApiBearerAuth(),
    ApiOperation({
      summary: 'What happens to batches, as server-sent events: begin, progress, warning, end, alive.',
      description: 'Data: batch, company, stage, dataset, rows, rowsTotal; at the end status and exitCode.',
    }),
    ApiProduces('text/event-stream'),
    ApiResponse({ status: 200, description: 'The stream.' }),
    ...problem(401, 404),
  );

export const DescribeLive = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: 'The process answers.' }),
    ApiResponse({ status: 200, description: 'Live.' }),
  );

export const DescribeReady = (): MethodDecorator =>
  applyDecorators(
    ApiOperation({ summary: 'The database answers and has the newest migration.' }),
    ApiResponse({ status: 200, description: 'Ready.' }),
    ApiResponse({ status: 503, description: 'Not ready.' }),
  );

export function serveDescription(nest: INestApplication, version: string): void {
  const document = new DocumentBuilder()
    .setTitle('Tieout')
    .setDescription('Deliver extracts, follow batches, fetch reports.')
    .setVersion(version)
    .addBearerAuth()
    .build();
  SwaggerModule.setup('api/docs', nest, () => SwaggerModule.createDocument(nest, document), {
    jsonDocumentUrl: 'api/openapi.json',
    yamlDocumentUrl: 'api/openapi.yaml',
    customSiteTitle: 'Tieout API',
  });
}
