/**
 * Batches by GET: the list, one of them, its issues, its reports, and what happens now.
 * Promise: reads only. A batch that runs in this service is shown by its progress; the books have it when it has ended.
 * Does not: make a report in this process.
 */
import {
  Controller,
  Get,
  Inject,
  Param,
  Query,
  Req,
  Res,
  Sse,
  StreamableFile,
  type MessageEvent,
} from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { filter, interval, map, merge, of, takeUntil, takeWhile, type Observable } from 'rxjs';
import { endWith, ignoreElements } from 'rxjs/operators';
import { readLimit } from '../commands/read-argument.js';
import type { BatchEnd, IssueChoice } from '../../store/batch-record.js';
import type { BatchEvent } from './batch-feed.js';
import { batchPage, linePage, linksOf } from './batch-page.js';
import { DescribeBatch, DescribeBatches, DescribeEvents, DescribeIssues, DescribeReport } from './openapi.js';
import { RequestFault } from './problem.js';
import { SERVICE, type ServiceParts } from './service-parts.js';
import { knownCompany } from './upload-request.js';

type Words = Readonly<Record<string, string | undefined>>;

const keepAliveMs = 15_000;
const batchPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

@Controller('api/v1/batches')
export class BatchesController {
  constructor(@Inject(SERVICE) private readonly service: ServiceParts) {}

  @Get()
  @DescribeBatches()
  async list(@Query() { company, limit }: Words): Promise<object> {
    const { config, engine } = this.service;
    const asked = knownCompany(company ?? config.company, config);
    const batches = await engine.batches(asked, readLimit(limit ?? '20'));
    return { company: asked, batches: batches.map(linePage) };
  }

  @Sse('events')
  @DescribeEvents()
  watch(@Query('company') company?: string): Observable<MessageEvent> {
    const events = this.service.feed.watch();
    return messages(company === undefined ? events : events.pipe(filter((event) => event.company === company)));
  }

  @Get(':batch')
  @DescribeBatch()
  async one(@Param('batch') text: string): Promise<object> {
    const batch = readBatch(text);
    const running = this.service.feed.of(batch);
    if (running !== null) return { ...running, event: undefined, status: 'running', links: linksOf(batch) };
    const { summary, status, company } = await this.ended(batch);
    if (summary === null) return { batch, company, status, links: linksOf(batch) };
    return batchPage(summary);
  }

  @Sse(':batch/events')
  @DescribeEvents()
  async watchOne(@Param('batch') text: string): Promise<Observable<MessageEvent>> {
    const batch = readBatch(text);
    if (this.service.feed.of(batch) === null) {
      const { status, company } = await this.ended(batch);
      const end: BatchEvent = { event: 'end', batch, company, status: status as BatchEvent['status'] };
      return of(messageOf(end));
    }
    return messages(
      this.service.feed.watch().pipe(
        filter((event) => event.batch === batch),
        takeWhile(({ event }) => event !== 'end', true),
      ),
    );
  }

  @Get(':batch/issues')
  @DescribeIssues()
  async issues(@Param('batch') text: string, @Query() words: Words): Promise<object> {
    const batch = readBatch(text);
    const { company, repeats } = await this.ended(batch);
    const choice: IssueChoice = {
      file: words['file'] ?? null,
      code: words['code'] ?? null,
      dataset: words['dataset'] ?? null,
      severity: words['severity'] ?? null,
      offset: words['offset'] === undefined ? 0 : readLimit(String(Number(words['offset']) + 1)) - 1,
      limit: Math.min(readLimit(words['limit'] ?? '1000'), 10_000),
    };
    const found = await this.service.engine.issues(repeats ?? batch, choice);
    return { batch, company, total: found.total, offset: choice.offset, issues: found.issues };
  }

  @Get(':batch/reports/:name')
  @DescribeReport()
  async report(
    @Param('batch') batch: string,
    @Param('name') name: string,
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<StreamableFile> {
    const file = await this.service.reports.open(readBatch(batch), name);
    // A report holds what vendors wrote; it is shown as a page that can do nothing.
    response.setHeader('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
    request.once('close', () => void file.handle.close().catch(() => undefined));
    const disposition = `inline; filename="${batch.slice(0, 13)}-${file.name}"`;
    return new StreamableFile(file.handle.createReadStream(), { type: file.type, disposition, length: file.bytes });
  }

  private async ended(batch: string): Promise<BatchEnd> {
    const end = await this.service.engine.batch(batch);
    if (end !== null) return end;
    throw new RequestFault(404, `There is no batch ${batch}.`, 'The list api/v1/batches has those there are.');
  }
}

function readBatch(text: string): string {
  const batch = text.toLowerCase();
  if (batchPattern.test(batch)) return batch;
  throw new RequestFault(404, 'There is no such batch.', 'A batch is named by its id, as api/v1/batches lists it.');
}

/** With a sign of life, so that nothing in between takes the line for dead. */
function messages(events: Observable<BatchEvent>): Observable<MessageEvent> {
  const over = events.pipe(ignoreElements(), endWith(null));
  const alive = interval(keepAliveMs).pipe(
    map((): MessageEvent => ({ type: 'alive', data: {} })),
    takeUntil(over),
  );
  return merge(events.pipe(map(messageOf)), alive);
}

function messageOf({ event, ...data }: BatchEvent): MessageEvent {
  return { type: event, data };
}
