-- note: our own books: batches, extracts, documents with every version judged, issues, and what a row was before a change.
-- note: append-only but for the states of `document` and `batch`; tieout_company leads every key.

create table tieout.company (
  tieout_company text primary key,
  -- grows whenever a batch changes the sage schema: what judging again depends on
  master_version bigint not null default 0,
  created_at timestamptz not null default now()
);

create table tieout.batch (
  tieout_company text not null,
  batch uuid not null,
  status text not null,
  as_of date not null,
  origin text not null default 'procore',
  accept text not null,
  definitions text not null,
  master_version bigint not null default 0,
  started_at timestamptz not null,
  finished_at timestamptz,
  -- the batch whose answer this one repeats: same files, same definitions, same masters
  repeats uuid,
  -- the run's summary (INTERFACE §2) and the conditions it was judged under
  summary jsonb,
  inputs jsonb not null default '{}',
  primary key (tieout_company, batch)
);
create index batch_started on tieout.batch (tieout_company, started_at desc);

create table tieout.extract (
  tieout_company text not null,
  sha256 text not null,
  name text not null,
  bytes bigint not null,
  first_batch uuid not null,
  received_at timestamptz not null,
  primary key (tieout_company, sha256)
);

create table tieout.batch_file (
  tieout_company text not null,
  batch uuid not null,
  ordinal integer not null,
  name text not null,
  sha256 text not null,
  bytes bigint not null,
  sheet text not null default '',
  dataset text,
  rows bigint not null default 0,
  constants jsonb not null default '{}',
  note text,
  primary key (tieout_company, batch, ordinal, sheet)
);

-- where a document stands today
create table tieout.document (
  tieout_company text not null,
  dataset text not null,
  document text not null,
  state text not null,
  batch uuid not null,
  definitions text not null,
  -- the version that is loaded, if any
  loaded_batch uuid,
  source_hash text,
  target_hash text,
  digest jsonb,
  rows_excluded integer not null default 0,
  amounts_excluded bigint[] not null default '{}',
  -- since when it is open, and the first reason
  open_since_batch uuid,
  open_since timestamptz,
  reason_code text,
  reason text,
  -- rows as delivered, while it is held or waits
  content jsonb,
  file text,
  sheet text,
  sha256 text,
  vendor text,
  job text,
  amount bigint,
  accepted boolean not null default false,
  primary key (tieout_company, dataset, document)
);
create index document_open on tieout.document (tieout_company, dataset) where state in ('held', 'waiting', 'ready');

-- what one batch decided about a document
create table tieout.document_version (
  tieout_company text not null,
  batch uuid not null,
  dataset text not null,
  document text not null,
  copy integer not null default 0,
  outcome text not null,
  action text,
  -- the file of the copy that counts, of an equal or older one
  copy_of text,
  carried boolean not null,
  -- the key it was open under
  carried_key text,
  opened_by uuid,
  file text,
  sheet text,
  sha256 text,
  vendor text,
  job text,
  title text,
  rows integer not null,
  rows_loaded integer not null default 0,
  rows_summarized integer not null default 0,
  rows_unchanged integer not null default 0,
  rows_held integer not null default 0,
  rows_waiting integer not null default 0,
  rows_excluded integer not null default 0,
  amounts bigint[] not null,
  amounts_excluded bigint[] not null,
  amounts_unchanged bigint[] not null,
  unreadable integer[] not null,
  source_hash text not null,
  target_hash text,
  rule text,
  reason_code text,
  reason text,
  -- target rows and the source rows each came from: { table: [[key, [rows]], …] }
  lineage jsonb,
  -- lines of a document that is summarised: [row, line, commitment line, description, amount, retainage], for unfolding
  lines jsonb,
  row_numbers integer[],
  primary key (tieout_company, batch, dataset, document, copy)
);
create index document_version_document on tieout.document_version (tieout_company, dataset, document);

-- what a batch made of a document that was open before it, with the documents and cents it was open with
create table tieout.open_move (
  tieout_company text not null,
  batch uuid not null,
  dataset text not null,
  document text not null,
  state text not null,
  documents integer not null,
  amount bigint not null,
  became text not null,
  -- the key of what stands for it now
  by text,
  -- it is open as before: same state, same documents, same amount
  kept boolean not null,
  primary key (tieout_company, batch, dataset, document)
);

create table tieout.issue (
  tieout_company text not null,
  batch uuid not null,
  sequence bigint not null,
  dataset text,
  file text,
  sheet text,
  "row" integer,
  "column" text,
  cell text,
  header text,
  document text,
  code text not null,
  severity text not null,
  value text,
  message text not null,
  allowed text[],
  nearest text[],
  outcome text,
  primary key (tieout_company, batch, sequence)
);
create index issue_document on tieout.issue (tieout_company, dataset, document);

create table tieout.alteration (
  tieout_company text not null,
  batch uuid not null,
  sequence bigint not null,
  dataset text not null,
  document text not null,
  "column" text not null,
  kind text not null,
  because text not null,
  before text,
  after text,
  file text,
  sheet text,
  rows integer[] not null,
  primary key (tieout_company, batch, sequence)
);

-- what a waiting document waits for
create table tieout.prerequisite (
  tieout_company text not null,
  dataset text not null,
  document text not null,
  target_table text not null,
  target_key text not null,
  primary key (tieout_company, dataset, document, target_table, target_key)
);

-- a master row as it was before a batch changed it
create table tieout.row_change (
  tieout_company text not null,
  batch uuid not null,
  sequence bigint generated always as identity,
  target_table text not null,
  target_key jsonb not null,
  before_image jsonb not null,
  primary key (tieout_company, batch, sequence)
);

create table tieout.equation (
  tieout_company text not null,
  batch uuid not null,
  sequence integer not null,
  name text not null,
  dataset text,
  expected text not null,
  actual text not null,
  holds boolean not null,
  primary key (tieout_company, batch, sequence)
);

-- people edit this: a name or Procore id ↔ the Sage code it stands for
create table tieout.crosswalk (
  tieout_company text not null,
  entity text not null,
  by text not null,
  source text not null,
  code text not null,
  note text,
  batch uuid,
  primary key (tieout_company, entity, by, source, code)
);

-- what the source lines of loaded documents came to, in cents, by batch and job cost coding
create table tieout.coding_sum (
  tieout_company text not null,
  batch uuid not null,
  dataset text not null,
  commitment text not null,
  item text not null,
  job text not null,
  extra text not null,
  cost_code text not null,
  category text not null,
  amount bigint not null,
  retainage bigint not null,
  primary key (tieout_company, dataset, job, extra, cost_code, category, commitment, item, batch)
);

-- the versions a report is made of: those of one batch; or, for the company as it stands (no batch), everything that is
-- loaded and the newest version of what is open or excluded
create function tieout.report_versions(of_company text, of_batch uuid) returns setof tieout.document_version language sql stable as $$
  select v.* from tieout.document_version v where v.tieout_company = of_company and of_batch is not null and v.batch = of_batch
  union all
  select v.* from tieout.document_version v join tieout.document d using (tieout_company, dataset, document)
  where v.tieout_company = of_company and of_batch is null
    and (v.outcome = 'loaded' or (v.outcome in ('held', 'waiting', 'excluded') and v.batch = d.batch and v.copy_of is null))
$$;
