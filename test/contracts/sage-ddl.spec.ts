/** The dictionary of Sage tables: reading it, turning it into SQL, and writing the migration that is due. */
import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DefinitionFault, UsageFault } from '../../src/core/faults.js';
import type { SageTable } from '../../src/core/nouns.js';
import { checkSageTables } from '../../src/core/check-sage-tables.js';
import { normalizeSageTable } from '../../src/core/sage-table.js';
import { generateSageMigration, readSageTables, readSnapshot } from '../../src/store/generate-sage-migration.js';
import { addForeignKey, alterTable, changeTables, createTable } from '../../src/store/sage-ddl.js';

const job = {
  table: 'jcm_master__job',
  key: ['job'],
  columns: [
    { name: 'job', sageName: 'Job', type: 'text', length: 10 },
    { name: 'description', sageName: 'Description', type: 'text', length: 30, note: `what people call it; 'quoted'` },
    { name: 'jtd_cost', sageName: 'JTD_Cost', type: 'money', notNull: true, default: 0 },
  ],
};
const extra = {
  table: 'jcm_master__extra',
  sageName: 'JCM_MASTER__EXTRA',
  description: 'One sub job.',
  key: ['job', 'extra'],
  columns: [
    { name: 'job', sageName: 'Job', type: 'text', length: 10 },
    { name: 'extra', sageName: 'Extra', type: 'text', length: 10 },
    { name: 'limit', sageName: 'Limit', type: 'units' },
    { name: 'cost', sageName: 'Cost', type: 'money' },
  ],
  foreignKeys: [{ columns: ['job'], table: 'jcm_master__job' }],
  indexes: [['extra']],
  totals: [{ event: 'cost', to: 'jcm_master__job', key: { job: 'job' }, add: { jtd_cost: 'cost' } }],
};
const tables = [tableOf(job), tableOf(extra)];

function tableOf(json: unknown): SageTable {
  const { table, problems } = normalizeSageTable(json);
  expect(problems).toEqual([]);
  return table!;
}

describe('reading', () => {
  it('fills in what is left out', () => {
    expect(tables[0]).toMatchObject({
      sageName: 'JCM_MASTER__JOB',
      description: '',
      foreignKeys: [],
      indexes: [],
      totals: [],
    });
    expect(tables[0]!.columns[0]).toEqual({
      name: 'job',
      sageName: 'Job',
      type: 'text',
      length: 10,
      notNull: false,
      default: null,
      note: null,
    });
    expect(tables[1]!.foreignKeys).toEqual([{ columns: ['job'], table: 'jcm_master__job', references: ['job'] }]);
    expect(tables[1]!.totals[0]).toMatchObject({ when: {}, through: null, countedWith: null, unlessProfile: null });
  });

  it('names every problem at once', () => {
    const said = (json: object): string[] => {
      const { table, problems } = normalizeSageTable(json);
      expect(table).toBeNull();
      return problems.map(({ pointer, message }) => `${pointer}: ${message}`);
    };
    expect(said({ ...job, colums: [], table: 'Bad', indexes: ['x'] })).toEqual([
      '/colums: unknown key "colums"; did you mean "columns"?',
      expect.stringContaining('/table: "table" cannot be "Bad"'),
      '/indexes/0: entry 1 of "indexes" must be a list, not "x"',
    ]);
    expect(
      said({
        table: 'bad',
        key: ['nope'],
        columns: [
          { name: 'a', type: 'text' },
          { name: 'a', type: 'money', length: 3 },
          { name: 'tieout_x', type: 'date' },
        ],
      }),
    ).toEqual([
      '/columns/1: column a is there twice',
      '/columns/1/length: column a is money; a length is for text only',
      expect.stringContaining('/columns/2: "tieout_x" is ours'),
      '/key/0: "nope" is no column of bad',
    ]);
    expect(said([])).toEqual([': the file must be an object, not a list']);
  });

  it('checks what points from table to table', () => {
    const said = (...list: SageTable[]): string[] =>
      checkSageTables(list).map(({ table, pointer, message }) => `${table}${pointer}: ${message}`);
    expect(said(...tables)).toEqual([]);
    expect(said(tables[1]!)).toEqual([
      expect.stringContaining('which is no table'),
      expect.stringContaining('which is no table'),
    ]);
    const rekeyed = tableOf({ ...job, key: ['job', 'description'] });
    expect(said(rekeyed, tables[1]!)).toEqual([
      expect.stringContaining(
        'extra/foreignKeys/0: the foreign key to jcm_master__job must name its whole key (job, d',
      ),
      expect.stringContaining(
        'extra/totals/0/key: the total "cost" must name the whole key of jcm_master__job (job, d',
      ),
    ]);
  });

  it('reads the dictionary of this package without a problem', async () => {
    const folder = fileURLToPath(new URL('../../mappings/sage/tables', import.meta.url));
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    expect((await readSageTables(folder)).map((table) => `${table.table}.json`).sort()).toEqual(files.sort());
  });
});

describe('SQL', () => {
  it('makes a table with the company first and our columns last', () => {
    expect(createTable(tables[1]!)).toEqual([
      `create table sage."jcm_master__extra" (
  tieout_company text not null,
  "job" varchar(10) not null default '',
  "extra" varchar(10) not null default '',
  "limit" numeric(18,4),
  "cost" numeric(18,2),
  tieout_batch uuid not null,
  tieout_document text not null,
  tieout_row_hash text not null,
  tieout_origin text not null default 'procore',
  constraint "jcm_master__extra_pkey" primary key ("tieout_company", "job", "extra")
)`,
      'create index "jcm_master__extra_extra_idx" on sage."jcm_master__extra" ("tieout_company", "extra")',
      `comment on table sage."jcm_master__extra" is 'JCM_MASTER__EXTRA: One sub job.'`,
      `comment on column sage."jcm_master__extra"."job" is 'Job'`,
      `comment on column sage."jcm_master__extra"."extra" is 'Extra'`,
      `comment on column sage."jcm_master__extra"."limit" is 'Limit'`,
      `comment on column sage."jcm_master__extra"."cost" is 'Cost'`,
    ]);
    expect(createTable(tables[0]!).join('\n')).toContain(`is 'Description: what people call it; ''quoted'''`);
    expect(addForeignKey('jcm_master__extra', tables[1]!.foreignKeys[0]!)).toBe(
      `alter table sage."jcm_master__extra" add constraint "jcm_master__extra_job_jcm_master__job_fkey"
  foreign key ("tieout_company", "job") references sage."jcm_master__job" ("tieout_company", "job")`,
    );
  });

  it('points from table to table only once all are there, and leaves room where totals are kept', () => {
    const { statements } = changeTables([], [...tables].reverse());
    expect(statements.findIndex((each) => each.includes('foreign key'))).toBe(statements.length - 1);
    const roomy = statements.filter((each) => each.includes('fillfactor'));
    expect(roomy).toEqual([expect.stringContaining('jcm_master__job')]);
  });

  it('alters only what changed', () => {
    const before = tables[0]!;
    expect(alterTable(before, before)).toEqual({ statements: [], changes: [], losses: [] });
    const after = tableOf({
      ...job,
      columns: [
        { ...job.columns[0], length: 12 },
        { ...job.columns[1], notNull: true, default: '' },
        { name: 'status', type: 'text', length: 20, notNull: true },
      ],
    });
    const change = alterTable(before, after);
    expect(change.statements).toEqual([
      'alter table sage."jcm_master__job" drop column "jtd_cost"',
      'alter table sage."jcm_master__job" alter column "job" type varchar(12)',
      `alter table sage."jcm_master__job" alter column "description" set default ''`,
      `update sage."jcm_master__job" set "description" = '' where "description" is null`,
      'alter table sage."jcm_master__job" alter column "description" set not null',
      `alter table sage."jcm_master__job" add column "status" varchar(20) not null default ''`,
      `comment on column sage."jcm_master__job"."status" is 'status'`,
    ]);
    expect(change.losses).toEqual(['jcm_master__job loses column jtd_cost']);
  });

  it('takes foreign keys away before a key they need changes, and knows where digits are lost', () => {
    const wider = [
      tableOf({ ...job, key: ['job', 'description'] }),
      tableOf({
        ...extra,
        columns: [...extra.columns.slice(0, 2), { name: 'limit', sageName: 'Limit', type: 'money' }, extra.columns[3]],
        foreignKeys: [],
      }),
    ];
    const { statements, losses } = changeTables(tables, wider);
    expect(statements[0]).toContain('drop constraint "jcm_master__extra_job_jcm_master__job_fkey"');
    expect(losses).toEqual(['jcm_master__extra.limit goes from numeric(18,4) to numeric(18,2)']);
  });

  it('shortens long names so that two never become one', () => {
    const long = (tail: string): SageTable =>
      tableOf({
        table: 'jcm_master__commitment_co_item',
        key: ['a'],
        columns: [
          { name: 'a', type: 'text' },
          { name: `an_endless_column_of_many_words_${tail}`, type: 'text' },
        ],
        indexes: [[`an_endless_column_of_many_words_${tail}`]],
      });
    const names = ['one', 'two'].map((tail) => /create index "([^"]+)"/.exec(createTable(long(tail)).join('\n'))![1]!);
    expect(new Set(names).size).toBe(2);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(63);
  });
});

it('has a migration for everything in the dictionary of this package', async () => {
  const at = (folder: string): string => fileURLToPath(new URL(folder, import.meta.url));
  const made = await readSnapshot(at('../../src/store/migrations'));
  const dictionary = await readSageTables(at('../../mappings/sage/tables'));
  // Else: npm run migration:sage -- --name what-changed
  expect(changeTables(made, dictionary).changes).toEqual([]);
  // What leaves no trace in SQL, such as digits and totals, is in the snapshot too, or it would come with the next
  // change, whatever that is about: the same command, and commit the snapshot.
  expect(made).toEqual(JSON.parse(JSON.stringify(dictionary)));
});

describe('the migration that is due', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tieout dictionary '));
  const [tablesFolder, migrationsFolder] = [join(folder, 'tables'), join(folder, 'migrations')];
  mkdirSync(tablesFolder);
  mkdirSync(migrationsFolder);
  const request = { tablesFolder, migrationsFolder, name: 'add-things', allowLoss: false };
  const put = (json: { table: string } & Record<string, unknown>): void => {
    writeFileSync(join(tablesFolder, `${json.table}.json`), JSON.stringify(json));
  };

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('is written once, with a note a change', async () => {
    put(job);
    put(extra);
    writeFileSync(join(migrationsFolder, '0007-before.sql'), '-- note: before.');
    const { path, changes } = await generateSageMigration(request);
    expect(path).toBe(join(migrationsFolder, '0008-add-things.sql'));
    expect(changes).toEqual(['new table jcm_master__extra', 'new table jcm_master__job']);
    expect(readFileSync(path!, 'utf8')).toMatch(/^-- note: written by .*\n-- note: new table jcm_master__extra\n/);
    expect(await readSnapshot(migrationsFolder)).toEqual([tables[1], tables[0]]);
    expect(await generateSageMigration(request)).toEqual({ path: null, changes: [] });
  });

  it('is refused when data would be lost, unless that is meant', async () => {
    put({ ...job, columns: job.columns.slice(0, 2) });
    put({ ...extra, totals: [] });
    const fault = await generateSageMigration(request).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(UsageFault);
    expect(fault).toMatchObject({ problems: ['jcm_master__job loses column jtd_cost'] });
    const { path } = await generateSageMigration({ ...request, name: 'drop-cost', allowLoss: true });
    expect(path).toContain('0009-drop-cost.sql');
  });

  it('is written anew while it is not committed, from what was committed', async () => {
    const snapshot = readFileSync(join(migrationsFolder, 'sage-tables.snapshot.json'), 'utf8');
    const redo = async (file: string): Promise<string | null> => (file.endsWith('.json') ? snapshot : null);
    const wide = (length: number): unknown[] => [{ ...job.columns[0], length }, job.columns[1]];
    put({ ...job, columns: wide(11) });
    await generateSageMigration({ ...request, name: 'wider-jobs' });
    put({ ...job, columns: wide(12) });
    const { path } = await generateSageMigration({ ...request, name: '', redo });
    expect(path).toContain('0010-wider-jobs.sql');
    expect(readFileSync(path!, 'utf8')).toContain('varchar(12)');
    expect(readdirSync(migrationsFolder).filter((file) => file.startsWith('001'))).toEqual(['0010-wider-jobs.sql']);
    put({ ...job, columns: wide(10) });
    expect(await generateSageMigration({ ...request, redo })).toEqual({ path: null, changes: [] });
    expect(readdirSync(migrationsFolder).filter((file) => file.startsWith('001'))).toEqual([]);
    const refused = (files: Record<string, string>): Promise<unknown> =>
      generateSageMigration({ ...request, redo: async (file) => files[file] ?? null }).catch((error: unknown) => error);
    expect(await refused({})).toMatchObject({ message: expect.stringContaining('git does not know') });
    const both = { 'sage-tables.snapshot.json': snapshot, '0009-drop-cost.sql': '--' };
    expect(await refused(both)).toMatchObject({ message: expect.stringContaining('it is committed') });
    writeFileSync(join(migrationsFolder, '0011-by-hand.sql'), 'select 1;');
    expect(await refused(both)).toMatchObject({ message: expect.stringContaining('written by hand') });
  });

  it('is refused with every problem of every file, and without a fit name', async () => {
    writeFileSync(join(tablesFolder, 'broken.json'), '{');
    put({ ...job, table: 'other', key: [] });
    await expect(generateSageMigration(request)).rejects.toMatchObject({
      problems: [
        expect.stringContaining('broken.json'),
        expect.stringContaining('other.json: /key "key" must hold at least 1 entry'),
      ],
    });
    await expect(generateSageMigration(request)).rejects.toBeInstanceOf(DefinitionFault);
    await expect(generateSageMigration({ ...request, name: 'Not Fit' })).rejects.toBeInstanceOf(UsageFault);
  });
});
