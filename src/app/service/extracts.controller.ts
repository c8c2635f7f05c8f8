/**
 * `POST /api/v1/extracts`: a delivery over HTTP, run as one batch.
 * Promise: the body goes to disk by stream; the answer is what `tieout run --json` prints, with issues and links; the
 * files of a delivery are gone when it is answered (the kept copy is under `extracts/`).
 * Does not: read a row.
 */
import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { exitCodes } from '../exit-codes.js';
import { ranPage, type BatchPage } from './batch-page.js';
import type { RanBatch } from './batch-task.js';
import { DescribeDelivery } from './openapi.js';
import { receiveUpload } from './receive-upload.js';
import { SERVICE, type ServiceParts } from './service-parts.js';
import { queryFields, readUpload } from './upload-request.js';

@Controller('api/v1/extracts')
export class ExtractsController {
  constructor(@Inject(SERVICE) private readonly service: ServiceParts) {}

  @Post()
  @DescribeDelivery()
  async deliver(
    @Req() request: IncomingMessage,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<BatchPage> {
    const { config, batches, uploadBytesMax, stopping } = this.service;
    const query = queryFields(request.url ?? '/');
    // What is asked wrong is told before a byte is taken.
    readUpload(query, config);
    const batch = uuid();
    const folder = join(config.home, 'tmp', `upload-${batch}`);
    const name = query.find(([field]) => field === 'name')?.[1] ?? null;
    try {
      const upload = await receiveUpload(request, { folder, bytesMax: uploadBytesMax, name, signal: stopping });
      const asked = readUpload([...query, ...upload.fields], config);
      const ran = await batches.run({ ...asked, batch, paths: upload.files });
      response.statusCode = statusOf(ran);
      const page = ranPage(ran);
      if (!ran.summary.dryRun) response.setHeader('location', page.links.self);
      return page;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

/** 201: a batch is in the books. Held documents are an ordinary answer: `exitCode` is 3 then. */
function statusOf({ exitCode, summary }: RanBatch): number {
  if (exitCode === exitCodes.problemsFound) return 422;
  if (exitCode === exitCodes.outOfBalance || exitCode === exitCodes.internal) return 500;
  return summary.dryRun ? 200 : 201;
}
