/**
 * The Sage dictionary (`mappings/sage/tables`) and the company profiles that ship with the product.
 * Promise: a table, key, length or total that does not hold together is found here, before a migration is made from it.
 * Does not: open a database or compile a mapping.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Profile, SageColumn, SageTable, TotalKept } from '../../src/core/nouns.js';
import { normalizeSageTable } from '../../src/core/sage-table.js';
import { createTable } from '../../src/store/sage-ddl.js';

const MAPPINGS = new URL('../../mappings/', import.meta.url);
const TYPES = ['text', 'money', 'units', 'percent', 'integer', 'bigint', 'boolean', 'date', 'time'];
/** Columns the DDL generator adds to every table. */
const ADDED = ['tieout_company', 'tieout_batch', 'tieout_document', 'tieout_row_hash', 'tieout_origin'];
const textOf = (path: string): string => readFileSync(new URL(path, MAPPINGS), 'utf8');
const jsonOf = <T>(path: string): T => JSON.parse(textOf(path)) as T;
const namesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, MAPPINGS))
    .filter((name) => name.endsWith('.json'))
    .sort();

const files = namesIn('sage/tables/');
/** As the machine reads them: what a file leaves out has its default. */
const readTable = (file: string): SageTable => {
  const { table, problems } = normalizeSageTable(jsonOf(`sage/tables/${file}`));
  if (table === null) throw new Error(`${file}: ${problems.map(({ message }) => message).join('; ')}`);
  return table;
};
const tables = new Map(files.map((file) => [file, readTable(file)] as const));
const tableNamed = (name: string): SageTable => {
  const table = tables.get(`${name}.json`);
  if (table === undefined) throw new Error(`no table ${name}`);
  return table;
};
const columnOf = (table: SageTable, name: string): SageColumn => {
  const column = table.columns.find((each) => each.name === name);
  if (column === undefined) throw new Error(`${table.table} has no column ${name}`);
  return column;
};
const duplicatesIn = (names: readonly string[]): string[] => names.filter((name, at) => names.indexOf(name) !== at);

/** The column a total reads: of the owning table, or with `through.` of the row it goes through. */
const sourceOf = (owner: SageTable, total: TotalKept, name: string): SageColumn => {
  if (!name.startsWith('through.')) return columnOf(owner, name);
  if (total.through === null) throw new Error(`${owner.table}: ${name} without a row to go through`);
  return columnOf(tableNamed(total.through.table), name.slice('through.'.length));
};

const EXPECTED = [
  'apm_master__distribution',
  'apm_master__invoice',
  'apm_master__vendor',
  'apm_master__vendor_type',
  'arm_master__customer',
  'art_new__transaction',
  'cnm_master__change_order',
  'cnm_master__change_order_item',
  'cnm_master__contract',
  'cnm_master__contract_item',
  'glm_master__account',
  'jcm_master__category',
  'jcm_master__commitment',
  'jcm_master__commitment_co',
  'jcm_master__commitment_co_item',
  'jcm_master__commitment_item',
  'jcm_master__cost_code',
  'jcm_master__extra',
  'jcm_master__job',
  'jcm_master__standard_category',
  'jcm_master__standard_cost_code',
  'jct_new__transaction',
  'prt_new__time',
  'txm_master__tax_group',
];

describe('the Sage dictionary', () => {
  it('has one file for every table that the interface names', () => {
    expect(files).toEqual(expect.arrayContaining(EXPECTED.map((name) => `${name}.json`)));
  });

  describe.each([...tables])('%s', (file, table) => {
    it('says what it is, under its own name', () => {
      expect(`${table.table}.json`).toBe(file);
      expect(table.sageName.toLowerCase()).toBe(table.table);
      expect(table.description).not.toBe('');
      expect(table.evidence).toMatch(/\[(K|W|M|Q|V|P|PM|I)\]/);
    });

    it("names each column once, in Sage's spelling, on one line", () => {
      const names = table.columns.map((column) => column.name);
      expect(duplicatesIn(names)).toEqual([]);
      expect(table.columns.filter((column) => column.sageName.toLowerCase() !== column.name)).toEqual([]);
      expect(names.filter((name) => !/^[a-z][a-z0-9_]{0,62}$/.test(name) || name.startsWith('tieout_'))).toEqual([]);
      const lines = textOf(`sage/tables/${file}`)
        .split('\n')
        .filter((line) => line.startsWith('    { "name": '));
      expect(lines.map((line) => (JSON.parse(line.replace(/,$/, '')) as SageColumn).name)).toEqual(names);
    });

    it('gives each column a type, text a length, and a default that fits', () => {
      const wrong = table.columns.filter((column) => {
        const hasLength = Number.isInteger(column.length) && Number(column.length) > 0;
        const notNumbers: Record<string, string> = { text: 'string', boolean: 'boolean', date: 'none', time: 'none' };
        const fitting = notNumbers[column.type] ?? 'number';
        return (
          !TYPES.includes(column.type) ||
          hasLength !== (column.type === 'text') ||
          (column.default !== null && typeof column.default !== fitting)
        );
      });
      expect(wrong).toEqual([]);
    });

    it('has a key whose parts are never null, and empty text where they are absent', () => {
      expect(table.key.length).toBeGreaterThan(0);
      expect(duplicatesIn(table.key)).toEqual([]);
      const parts = table.key.map((name) => columnOf(table, name));
      expect(parts.filter((part) => !part.notNull)).toEqual([]);
      expect(parts.filter((part) => part.default !== (part.type === 'text' ? '' : null))).toEqual([]);
    });

    it('refers to keys of tables that exist', () => {
      for (const foreign of table.foreignKeys) {
        const target = tableNamed(foreign.table);
        expect(foreign.references).toEqual(target.key);
        expect(foreign.columns.map((name) => shapeOf(columnOf(table, name)))).toEqual(
          target.key.map((name) => shapeOf(columnOf(target, name))),
        );
      }
    });

    it('indexes columns that exist', () => {
      const known = [...table.columns.map((column) => column.name), ...ADDED];
      expect(table.indexes.flat().filter((name) => !known.includes(name))).toEqual([]);
    });
  });
});

function shapeOf(column: SageColumn): string {
  return `${column.type}(${column.length ?? ''})`;
}

const totals = [...tables.values()].flatMap((owner) =>
  owner.totals.map((total, at) => [`${owner.table} ${at + 1}: ${total.event} → ${total.to}`, owner, total] as const),
);

describe('the totals kept', () => {
  it('are kept on every level for estimates, commitments, their changes and AP cost', () => {
    const levels = (table: string): string[] => [...new Set(tableNamed(table).totals.map((total) => total.to))];
    const four = ['jcm_master__category', 'jcm_master__cost_code', 'jcm_master__extra', 'jcm_master__job'];
    for (const table of [
      'jct_new__transaction',
      'jcm_master__commitment_item',
      'jcm_master__commitment_co_item',
      'apm_master__distribution',
    ]) {
      expect(levels(table)).toEqual(expect.arrayContaining(four));
    }
  });

  describe.each(totals)('%s', (_name, owner, total) => {
    const target = tableNamed(total.to);

    it('finds one row: the whole key, with columns of the same type', () => {
      expect(Object.keys(total.key)).toEqual(target.key);
      for (const [column, source] of Object.entries(total.key)) {
        expect(shapeOf(sourceOf(owner, total, source))).toBe(shapeOf(columnOf(target, column)));
      }
    });

    it('adds money to money and units to units, into columns that start at 0 and are never null', () => {
      expect(Object.keys(total.add).length).toBeGreaterThan(0);
      for (const [column, source] of Object.entries(total.add)) {
        const into = columnOf(target, column);
        expect({ notNull: into.notNull, default: into.default }).toEqual({ notNull: true, default: 0 });
        for (const name of source.split(/ [-+] /)) expect(columnOf(owner, name).type).toBe(into.type);
      }
    });

    it('asks only about columns there are, of rows it can reach', () => {
      for (const [column, values] of Object.entries(total.when)) {
        expect(sourceOf(owner, total, column).type).toBe('text');
        expect(values.length).toBeGreaterThan(0);
      }
      if (total.through === null) return;
      const parent = tableNamed(total.through.table);
      expect(Object.keys(total.through.key)).toEqual(parent.key);
      for (const source of Object.values(total.through.key)) columnOf(owner, source);
    });

    it('is counted by a dataset and a switch the profiles know', () => {
      for (const file of namesIn('companies/')) {
        const profile = jsonOf<Profile>(`companies/${file}`);
        if (total.countedWith !== null) expect(profile.countedOnArrival).toHaveProperty([total.countedWith]);
        if (total.unlessProfile !== null) {
          expect(typeof profile[total.unlessProfile as keyof Profile]).toBe('boolean');
        }
      }
    });
  });

  it('never count an extra as its base job, nor one row twice in one column', () => {
    for (const owner of tables.values()) {
      const extras = owner.totals.filter((total) => total.to === 'jcm_master__extra');
      for (const total of extras) expect(total.when[total.key['extra'] ?? '']).toEqual(['<any>']);
      const jobs = owner.totals.filter((total) => total.to === 'jcm_master__job' && total.unlessProfile === null);
      for (const total of jobs) expect(Object.keys(total.add).every((name) => name.startsWith('extra'))).toBe(true);
      const added = owner.totals.flatMap((total) =>
        Object.keys(total.add).map((name) => `${total.to}.${name} ${JSON.stringify(total.when['transaction_type'])}`),
      );
      expect(duplicatesIn(added)).toEqual([]);
    }
  });
});

describe("Sage's irregular spellings", () => {
  it.each([
    ['jcm_master__job', 'jtd_aprvd_estimate_chgs', 'approved_estimate_changes'],
    ['jcm_master__cost_code', 'jtd_aprvd_estimate_chgs', 'approved_estimate_changes'],
    ['jcm_master__category', 'approved_estimate_changes', 'jtd_aprvd_estimate_chgs'],
    ['jcm_master__job', 'estimated_comp_date', 'estimated_completion_date'],
    ['jcm_master__cost_code', 'estimated_comp_date', 'estimated_completion_date'],
    ['jcm_master__category', 'estimated_completion_date', 'estimated_comp_date'],
    ['jcm_master__cost_code', 'tax_on_wtd_dollars_pd', 'tax_on_wtd_dollars_paid'],
    ['jcm_master__job', 'extras_mtd_cst', 'extras_mtd_cost'],
    ['apm_master__vendor', 'work_comp_ins_cmpany', 'work_comp_ins_company'],
    ['apm_master__vendor', 'zip', 'zip_code'],
  ])('%s has %s, not %s', (name, right, wrong) => {
    const columns = tableNamed(name).columns.map((column) => column.name);
    expect(columns).toContain(right);
    expect(columns).not.toContain(wrong);
  });

  it('may be a word PostgreSQL reserves: every name is quoted', () => {
    for (const table of tables.values()) {
      const [made = ''] = createTable(table);
      expect(table.columns.filter(({ name }) => !made.includes(`\n  "${name}" `))).toEqual([]);
    }
  });
});

/** Every setting of a profile; the compiler keeps this list complete. */
const SETTINGS: Record<keyof Profile, true> = {
  company: true,
  name: true,
  sageVersion: true,
  timeZone: true,
  nightly: true,
  masks: true,
  sourceDelimiters: true,
  dateOrder: true,
  absentTexts: true,
  vendorTypesTaken: true,
  vendorsWithoutTypeTaken: true,
  insuranceOwner: true,
  summarization: true,
  acceptance: true,
  countedOnArrival: true,
  openMonths: true,
  holdFutureDates: true,
  accountingDateFrom: true,
  changeOrderDateFrom: true,
  invoiceIdentity: true,
  apInvoiceNumber: true,
  arInvoiceNumber: true,
  retainageRelease: true,
  sendInvoiceTax: true,
  pccoPostsEstimateChange: true,
  jobTotalsIncludeExtras: true,
  onTitleTooLong: true,
  budgetCodePattern: true,
  toleranceCents: true,
  reportDetailRows: true,
  warningsAsHolds: true,
  fullExtract: true,
  apLayout: true,
};

describe.each(['demo', 'standard'])('the profile %s', (company) => {
  const { notes, ...profile } = jsonOf<Profile & { notes: Record<string, string> }>(`companies/${company}.json`);

  it('has every setting, no other, and explains each', () => {
    expect(profile.company).toBe(company);
    expect(Object.keys(profile).sort()).toEqual(Object.keys(SETTINGS).sort());
    expect(Object.keys(notes).sort()).toEqual(Object.keys(SETTINGS).sort());
    expect(Object.values(notes).filter((note) => note.length < 20)).toEqual([]);
  });

  it("knows its time zone and keeps every code within Sage's length", () => {
    expect(() => new Intl.DateTimeFormat('en', { timeZone: profile.timeZone })).not.toThrow();
    const columnOfMask = {
      job: 'job',
      extra: 'extra',
      costCode: 'cost_code',
      category: 'category',
      commitment: 'commitment',
    };
    for (const [mask, column] of Object.entries(columnOfMask)) {
      const { mask: sections, length } = profile.masks[mask] ?? {};
      const most = tables.get(`jcm_master__${column}.json`)?.columns.find((each) => each.name === column)?.length ?? 0;
      expect(length ?? sections?.length ?? Infinity).toBeLessThanOrEqual(most);
    }
  });

  it.each([
    ['03-300.S', '03-300', 'S'],
    ['00-.30.14-.L', '00-.30.14-', 'L'],
    ['01-011.CT1', '01-011', 'CT1'],
    ['2.E', '2', 'E'],
  ])('splits the budget code %s into %s and %s', (code, costCode, costType) => {
    const found = new RegExp(profile.budgetCodePattern).exec(code);
    expect({ ...found?.groups }).toEqual({ cost_code: costCode, cost_type: costType });
  });
});
