/**
 * The plain service: NestJS, TypeORM `save` and json-rules-engine for every row, as most would write it at first. It
 * looks each parent up by itself, asks the engine, and saves invoice, distribution and totals entity by entity.
 * `node bench/peers/per-row.mjs <url> <csv>` prints rows and seconds.
 */
import 'reflect-metadata';
import { createReadStream } from 'node:fs';
import { Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Engine } from 'json-rules-engine';
import Papa from 'papaparse';
import { DataSource, EntitySchema } from 'typeorm';

const text = { type: 'text' };
const key = { type: 'text', primary: true };
const entity = (name, columns) => new EntitySchema({ name, tableName: name, schema: 'sage', columns });

const Commitment = entity('jcm_master__commitment', { tieout_company: key, commitment: key, vendor: text, job: text });
const Vendor = entity('apm_master__vendor', { tieout_company: key, vendor: key, outstndg_amount: { type: 'numeric' } });
const Item = entity('jcm_master__commitment_item', {
  tieout_company: key,
  commitment: key,
  item_number: { type: 'int', primary: true },
  source_line: text,
  job: text,
  extra: text,
  cost_code: text,
  category: text,
  amount_invoiced: { type: 'numeric', nullable: true },
});
const Category = entity('jcm_master__category', {
  tieout_company: key,
  job: key,
  extra: key,
  cost_code: key,
  category: key,
  jtd_cost: { type: 'numeric', nullable: true },
});
const marks = { tieout_batch: { type: 'uuid' }, tieout_document: text, tieout_row_hash: text, tieout_origin: text };
const Invoice = entity('apm_master__invoice', {
  tieout_company: key,
  vendor: key,
  invoice: key,
  amount: { type: 'numeric' },
  ...marks,
});
const Distribution = entity('apm_master__distribution', {
  tieout_company: key,
  vendor: key,
  invoice: key,
  dist_seq: { type: 'int', primary: true },
  amount: { type: 'numeric' },
  retainage: { type: 'numeric' },
  job: text,
  extra: text,
  cost_code: text,
  category: text,
  commitment: text,
  commitment_line_item: { type: 'int' },
  ...marks,
});

const all = (...conditions) => ({ all: conditions.map(([fact, operator, value]) => ({ fact, operator, value })) });
const RULES = [
  all(['status', 'notIn', ['Approved', 'Approved as Noted', 'Pending Owner Approval']]),
  all(['hasCommitment', 'equal', false]),
  all(['hasVendor', 'equal', false]),
  all(['hasItem', 'equal', false]),
  all(['vendorAgrees', 'equal', false]),
  all(['jobAgrees', 'equal', false]),
  all(['codingAgrees', 'equal', false]),
  all(['amountIsMoney', 'equal', false]),
].map((conditions, index) => ({ conditions, event: { type: `rule-${index}` } }));

class InvoiceService {
  constructor(source) {
    this.source = source;
    this.engine = new Engine(RULES);
  }

  async take(row) {
    const { manager } = this.source;
    const company = { tieout_company: 'demo' };
    const commitment = await manager.findOneBy(Commitment, { ...company, commitment: row.commitment_number });
    const vendor = await manager.findOneBy(Vendor, { ...company, vendor: row.vendor_code });
    const item = await manager.findOneBy(Item, {
      ...company,
      commitment: row.commitment_number,
      source_line: row.commitment_line_number,
    });
    const cents = /^-?\d+\.\d\d$/.test(row.work_completed_this_period);
    const { events } = await this.engine.run({
      status: row.status,
      hasCommitment: commitment !== null,
      hasVendor: vendor !== null,
      hasItem: item !== null,
      vendorAgrees: commitment?.vendor === row.vendor_code,
      jobAgrees: commitment?.job === row.project_number,
      codingAgrees:
        item?.cost_code === row.cost_code && item?.category === row.cost_type && item?.extra === row.sub_job,
      amountIsMoney: cents,
    });
    if (events.length > 0) return;
    await this.save(row, vendor, item);
  }

  async save(row, vendor, item) {
    const { manager } = this.source;
    const amount = Number(row.work_completed_this_period) + Number(row.materials_presently_stored);
    const mark = {
      tieout_company: 'demo',
      tieout_batch: '00000000-0000-7000-8000-000000000002',
      tieout_document: row.invoice_number,
      tieout_row_hash: '',
      tieout_origin: 'procore',
    };
    const invoice = { ...mark, vendor: row.vendor_code, invoice: row.invoice_number };
    const known = await manager.findOneBy(Invoice, {
      tieout_company: 'demo',
      vendor: row.vendor_code,
      invoice: row.invoice_number,
    });
    await manager.save(Invoice, { ...invoice, amount: Number(known?.amount ?? 0) + amount });
    await manager.save(Distribution, {
      ...invoice,
      dist_seq: Number(row.line_number),
      amount,
      retainage: Number(row.retainage_held_this_period),
      job: item.job,
      extra: item.extra,
      cost_code: item.cost_code,
      category: item.category,
      commitment: item.commitment,
      commitment_line_item: item.item_number,
    });
    await manager.save(Item, { ...item, amount_invoiced: Number(item.amount_invoiced ?? 0) + amount });
    await manager.save(Vendor, { ...vendor, outstndg_amount: Number(vendor.outstndg_amount ?? 0) + amount });
    const { job, extra, cost_code: code, category } = item;
    const total = await manager.findOneBy(Category, { tieout_company: 'demo', job, extra, cost_code: code, category });
    if (total !== null) await manager.save(Category, { ...total, jtd_cost: Number(total.jtd_cost ?? 0) + amount });
  }
}
Injectable()(InvoiceService);

class AppModule {}

const [url, csv] = process.argv.slice(2);
const source = new DataSource({
  type: 'postgres',
  url,
  entities: [Commitment, Vendor, Item, Category, Invoice, Distribution],
});
await source.initialize();
Module({ providers: [{ provide: InvoiceService, useFactory: () => new InvoiceService(source) }] })(AppModule);
const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
const service = app.get(InvoiceService);
const started = process.hrtime.bigint();
let rows = 0;
const parsed = createReadStream(csv).pipe(Papa.parse(Papa.NODE_STREAM_INPUT, { header: true }));
for await (const row of parsed) {
  await service.take(row);
  rows++;
}
process.stdout.write(JSON.stringify({ rows, seconds: Number(process.hrtime.bigint() - started) / 1e9 }));
await app.close();
await source.destroy();
