-- Subcontractor invoices from CSV into Sage's tables, as a strong SQL hand writes it: one transaction, COPY, sets all
-- the way. The same checks on these columns, the same summarization (per commitment, split by coding, the largest
-- commitment line leads), the same lineage, totals and re-reading as the engine does. `{{csv}}` is the file.
\set ON_ERROR_STOP on
begin;
set local work_mem = '192MB';
set local jit = off;

create schema if not exists peer;
create table if not exists peer.document (
  document text primary key, outcome text not null, code text, message text, rows integer[] not null,
  amount bigint not null, retainage bigint not null, hash text not null);
create table if not exists peer.lineage (
  vendor text, invoice text, dist_seq integer, rows integer[] not null, primary key (vendor, invoice, dist_seq));
create table if not exists peer.issue (
  document text, "row" integer, code text not null, message text not null);

-- Cents of a text as people write money; null where it is none, or holds parts of a cent.
create function pg_temp.cents(t text) returns bigint immutable language sql as $$
  select case
    when t is null then 0
    when t ~ '^-?[0-9]{1,9}(\.[0-9]{1,2}0*)?$' then (t::numeric * 100)::bigint
    when t ~ '^\(?-?\$? ?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]{1,2}0*)?\)?-?$'
      then (case when t ~ '[(-]' then -1 else 1 end) * (translate(t, '()$, -', '')::numeric * 100)::bigint
  end $$;

-- A date as ISO or as month, day and year; null where it is none.
create function pg_temp.day(t text) returns date stable language sql as $$
  select case
    when t ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
      and substr(t, 9, 2)::int <= extract(day from (substr(t, 1, 7) || '-01')::date + interval '1 month - 1 day')
      then t::date
    when t ~ '^(0?[1-9]|1[0-2])/(0?[1-9]|[12][0-9])/[0-9]{4}$' then to_date(t, 'MM/DD/YYYY')
  end $$;

create function pg_temp.plain(t text) returns text immutable language sql as $$
  select case when btrim(t) in ('', 'None', 'null') then null else btrim(t) end $$;

create temp table raw (
  at integer generated always as identity, invoice_number text, vendor_code text, commitment_number text,
  project_number text, billing_date text, accounting_date text, status text, line_number text,
  commitment_line_number text, sub_job text, cost_code text, cost_type text, description text,
  work_completed_this_period text, materials_presently_stored text, materials_previously_stored text,
  retainage_held_this_period text, retainage_released_this_period text, current_payment_due text) on commit drop;
\copy raw (invoice_number, vendor_code, commitment_number, project_number, billing_date, accounting_date, status, line_number, commitment_line_number, sub_job, cost_code, cost_type, description, work_completed_this_period, materials_presently_stored, materials_previously_stored, retainage_held_this_period, retainage_released_this_period, current_payment_due) from '{{csv}}' with (format csv, header true)

-- Rows, parsed; every row of the file is one row here. Texts are trimmed once (offset 0 keeps the planner from trimming
-- them again in every place they are used).
create temp table line on commit drop as
select at + 1 as "row", hash, upper(vendor) as vendor, upper(commitment) as commitment, invoice,
  replace(job, '/', '-') as job, pg_temp.day(billed) as billed, billed as billed_text,
  coalesce(pg_temp.day(accounted), pg_temp.day(billed)) as accounted, initcap(replace(status, '_', ' ')) as status,
  line_number, source_line, coalesce(upper(extra), '') as extra, replace(cost_code, '/', '-') as cost_code,
  upper(left(cost_type, 3)) as category, description,
  pg_temp.cents(work) + pg_temp.cents(stored) - pg_temp.cents(stored_before) as gross,
  pg_temp.cents(held) - pg_temp.cents(released) as retainage, pg_temp.cents(due) as due
from (
  select at, md5(r::text) as hash, pg_temp.plain(vendor_code) as vendor, pg_temp.plain(commitment_number) as commitment,
    pg_temp.plain(invoice_number) as invoice, pg_temp.plain(project_number) as job,
    pg_temp.plain(billing_date) as billed, pg_temp.plain(accounting_date) as accounted, pg_temp.plain(status) as status,
    pg_temp.plain(line_number) as line_number, pg_temp.plain(commitment_line_number) as source_line,
    pg_temp.plain(sub_job) as extra, pg_temp.plain(cost_code) as cost_code, pg_temp.plain(cost_type) as cost_type,
    pg_temp.plain(description) as description, pg_temp.plain(work_completed_this_period) as work,
    pg_temp.plain(materials_presently_stored) as stored, pg_temp.plain(materials_previously_stored) as stored_before,
    pg_temp.plain(retainage_held_this_period) as held, pg_temp.plain(retainage_released_this_period) as released,
    pg_temp.plain(current_payment_due) as due
  from raw r offset 0) r;
analyze line;

-- What the other side knows of each line, and what is wrong with it.
create temp table checked on commit drop as
select l.*, i.item_number as item, i.job as i_job, i.extra as i_extra, i.cost_code as i_code, i.category as i_category,
  case
    when l.invoice is null or l.billed_text is null or l.status is null or l.commitment is null then 'value.missing'
    when l.gross is null or l.retainage is null or l.due is null then 'value.unreadable'
    when l.billed is null then 'value.unreadable'
    when length(l.vendor) > 10 or length(l.invoice) > 15 or length(l.commitment) > 12 then 'value.too-long'
    when l.job !~ '^[0-9]{2}-[0-9]{3}$' or l.cost_code !~ '^[0-9]{2}-[0-9]{3}$' then 'code.mask'
    when s.group_cost_code then 'cost-code.group'
    when c.commitment is not null and l.vendor <> c.vendor then 'invoice.wrong-vendor'
    when l.job <> c.job then 'invoice.wrong-project'
    when c.closed then 'commitment.closed'
    when lower(j.status) = 'closed' then 'job.closed'
    when v.onhold_status > 0 then 'vendor.on-hold'
    when i.item_number is not null
      and (l.cost_code <> i.cost_code or l.category <> i.category or l.extra <> i.extra) then 'invoice.coding-differs'
    when d.division is null then 'cost-code.division-unknown'
  end as held,
  case
    when c.commitment is null then 'commitment.missing'
    when v.vendor is null then 'vendor.missing'
    when i.item_number is null then 'commitment-line.missing'
  end as waiting,
  left(c.description, 30) as title
from line l
left join sage.jcm_master__commitment c on c.tieout_company = 'demo' and c.commitment = l.commitment
left join sage.apm_master__vendor v on v.tieout_company = 'demo' and v.vendor = l.vendor
left join sage.jcm_master__job j on j.tieout_company = 'demo' and j.job = c.job
left join sage.jcm_master__commitment_item i
  on i.tieout_company = 'demo' and i.commitment = l.commitment and i.source_line = l.source_line
left join sage.jcm_master__standard_cost_code s on s.tieout_company = 'demo' and s.cost_code = l.cost_code
left join (select distinct left(cost_code, 2) as division from sage.jcm_master__standard_cost_code
           where tieout_company = 'demo') d on d.division = left(l.cost_code, 2);
analyze checked;

create temp table twice on commit drop as
select vendor, commitment, invoice, min("row") as "row", line_number from checked
group by vendor, commitment, invoice, line_number having count(*) > 1;

create temp table document on commit drop as
with grouped as (
  select vendor, commitment, invoice, array_agg("row" order by "row") as rows, min(status) as status,
    min(held) as held, min(waiting) as waiting, min(billed) as billed, min(accounted) as accounted,
    min(due) as due, coalesce(sum(gross), 0)::bigint as amount, coalesce(sum(retainage), 0)::bigint as retainage,
    min(title) as title, md5(string_agg(hash, '' order by "row")) as hash,
    min(status) is distinct from max(status) or min(billed) is distinct from max(billed)
      or min(job) is distinct from max(job) or min(accounted) is distinct from max(accounted)
      or min(due) is distinct from max(due) as torn
  from checked group by vendor, commitment, invoice)
select g.*, concat_ws('|', vendor, invoice) as document,
  case
    when status in ('Draft', 'Under Review', 'Revise And Resubmit', 'Rejected', 'Void') then 'invoice.not-approved'
    when status not in ('Approved', 'Approved As Noted', 'Pending Owner Approval') then 'value.not-allowed'
    when torn then 'header.differs'
    when held is not null then held
    when exists (select 1 from twice t where (t.vendor, t.commitment, t.invoice) = (g.vendor, g.commitment, g.invoice))
      then 'line.twice'
    when waiting is not null then waiting
    when due <> amount - retainage then 'invoice.payment-due-differs'
  end as code
from grouped g;
alter table document add outcome text;
update document set outcome = case
  when code is null then 'loaded' when code = 'invoice.not-approved' then 'excluded'
  when code like '%.missing' and code <> 'value.missing' then 'waiting' else 'held' end;
-- What was loaded as it stands is left alone.
update document d set outcome = 'unchanged' from peer.document p
where p.document = d.document and p.hash = d.hash and p.outcome = 'loaded' and d.outcome = 'loaded';
analyze document;

insert into peer.issue
select d.document, coalesce(c."row", d.rows[1]), d.code,
  'Invoice ' || coalesce(d.invoice, '') || ' of vendor ' || coalesce(d.vendor, '') || ': ' || d.code || coalesce(
    ' (line ' || c.line_number || ', commitment ' || c.commitment || ' line ' || c.source_line || ', coded '
      || c.cost_code || ' ' || c.category || ')', '')
from document d
left join checked c on (c.vendor, c.commitment, c.invoice) = (d.vendor, d.commitment, d.invoice)
  and d.code in (c.held, c.waiting)
where d.code is not null;

-- One distribution for each coding; the commitment line with the largest gross lends its number.
create temp table distribution on commit drop as
with loading as (
  select c.*, d.document from checked c
  join document d on (d.vendor, d.commitment, d.invoice) = (c.vendor, c.commitment, c.invoice)
  where d.outcome = 'loaded' and (c.gross <> 0 or c.retainage <> 0)),
by_item as (
  select vendor, invoice, commitment, i_job, i_extra, i_code, i_category, item, min("row") as first, sum(gross) as gross,
    sum(retainage) as retainage, min(title) as title, min(document) as document, array_agg("row" order by "row") as rows
  from loading group by 1, 2, 3, 4, 5, 6, 7, 8),
by_coding as (
  select vendor, invoice, commitment, i_job, i_extra, i_code, i_category, min(first) as first, sum(gross) as gross,
    sum(retainage) as retainage, min(title) as title, min(document) as document,
    (array_agg(item order by gross desc, item))[1] as item, array_agg(rows::text) as parts
  from by_item group by 1, 2, 3, 4, 5, 6, 7)
select b.*, row_number() over (partition by vendor, invoice order by first)::integer as dist_seq
from by_coding b;
analyze distribution;

insert into peer.lineage
select d.vendor, d.invoice, d.dist_seq, array_agg(r order by r)
from distribution d cross join unnest(d.parts) part cross join unnest(part::integer[]) r
group by 1, 2, 3;

insert into sage.apm_master__invoice (tieout_company, tieout_batch, tieout_document, tieout_row_hash, tieout_origin,
  vendor, invoice, description, status, amount, retainage, retainage_held, invoice_date, accounting_date, appl_of_origin)
select 'demo', '00000000-0000-7000-8000-000000000001', 'subcontractor-invoices:' || document, hash, 'procore',
  vendor, invoice, title, 'Open', amount / 100.0, retainage / 100.0, retainage / 100.0, billed, accounted, 'AP'
from document where outcome = 'loaded';

insert into sage.apm_master__distribution (tieout_company, tieout_batch, tieout_document, tieout_row_hash,
  tieout_origin, vendor, invoice, dist_seq, description, amount, retainage, retainage_held, job, extra, cost_code,
  category, commitment, commitment_line_item)
select 'demo', '00000000-0000-7000-8000-000000000001', 'subcontractor-invoices:' || document,
  md5(concat_ws('|', vendor, invoice, dist_seq, title, gross, retainage, i_job, i_extra, i_code, i_category, commitment,
    item)), 'procore', vendor, invoice, dist_seq, title, gross / 100.0, retainage / 100.0,
  retainage / 100.0, i_job, i_extra, i_code, i_category, commitment, item
from distribution;

analyze sage.apm_master__invoice, sage.apm_master__distribution;

-- Totals, as Sage keeps them.
update sage.jcm_master__category t
set jtd_cost = coalesce(t.jtd_cost, 0) + s.amount, retainage_held = coalesce(t.retainage_held, 0) + s.retainage,
  commitment_invoiced = coalesce(t.commitment_invoiced, 0) + s.amount
from (select i_job, i_extra, i_code, i_category, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage
      from distribution group by 1, 2, 3, 4) s
where t.tieout_company = 'demo' and (t.job, t.extra, t.cost_code, t.category) = (i_job, i_extra, i_code, i_category);

update sage.jcm_master__cost_code t
set jtd_cost = coalesce(t.jtd_cost, 0) + s.amount, retainage_held = coalesce(t.retainage_held, 0) + s.retainage,
  commitment_invoiced = coalesce(t.commitment_invoiced, 0) + s.amount
from (select i_job, i_extra, i_code, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage
      from distribution group by 1, 2, 3) s
where t.tieout_company = 'demo' and (t.job, t.extra, t.cost_code) = (i_job, i_extra, i_code);

update sage.jcm_master__extra t
set jtd_cost = coalesce(t.jtd_cost, 0) + s.amount, retainage_held = coalesce(t.retainage_held, 0) + s.retainage,
  commitment_invoiced = coalesce(t.commitment_invoiced, 0) + s.amount
from (select i_job, i_extra, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage
      from distribution where i_extra <> '' group by 1, 2) s
where t.tieout_company = 'demo' and (t.job, t.extra) = (i_job, i_extra);

update sage.jcm_master__job t
set jtd_cost = coalesce(t.jtd_cost, 0) + s.amount, retainage_held = coalesce(t.retainage_held, 0) + s.retainage,
  commitment_invoiced = coalesce(t.commitment_invoiced, 0) + s.amount,
  extras_jtd_cost = coalesce(t.extras_jtd_cost, 0) + s.extras,
  extra_commitment_invoiced = coalesce(t.extra_commitment_invoiced, 0) + s.extras
from (select i_job, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage,
        coalesce(sum(gross) filter (where i_extra <> ''), 0) / 100 as extras
      from distribution group by 1) s
where t.tieout_company = 'demo' and t.job = i_job;

update sage.jcm_master__commitment_item t
set amount_invoiced = coalesce(t.amount_invoiced, 0) + coalesce(s.amount, 0),
  retainage_held = coalesce(t.retainage_held, 0) + coalesce(s.retainage, 0),
  amount_billed = t.amount_billed + coalesce(b.amount, 0), retainage_billed = t.retainage_billed + coalesce(b.retainage, 0)
from (select commitment, item, sum(gross) / 100.0 as amount, sum(retainage) / 100.0 as retainage
      from checked c
      where exists (select 1 from document d where d.outcome = 'loaded'
        and (d.vendor, d.commitment, d.invoice) = (c.vendor, c.commitment, c.invoice)) group by 1, 2) b
full join (select commitment, item, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage
           from distribution group by 1, 2) s on (s.commitment, s.item) = (b.commitment, b.item)
where t.tieout_company = 'demo' and t.commitment = coalesce(b.commitment, s.commitment)
  and t.item_number = coalesce(b.item, s.item);

update sage.jcm_master__commitment t
set amount_invoiced = coalesce(t.amount_invoiced, 0) + s.amount,
  retainage_held = coalesce(t.retainage_held, 0) + s.retainage
from (select commitment, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage from distribution group by 1) s
where t.tieout_company = 'demo' and t.commitment = s.commitment;

update sage.apm_master__vendor t
set outstndg_amount = coalesce(t.outstndg_amount, 0) + s.amount,
  retainage_being_held = coalesce(t.retainage_being_held, 0) + s.retainage
from (select vendor, sum(gross) / 100 as amount, sum(retainage) / 100 as retainage from distribution group by 1) s
where t.tieout_company = 'demo' and t.vendor = s.vendor;

-- Warnings on totals: billed over what the line is revised to; one number or one amount and date twice at a vendor.
insert into peer.issue
select null, null, 'invoice.over-billed', 'Line ' || item_number || ' of commitment ' || commitment || ' is revised to '
  || amount || ' and billed ' || amount_billed
from sage.jcm_master__commitment_item i
where i.tieout_company = 'demo' and i.amount_billed > i.amount - coalesce(i.tax, 0)
  and exists (select 1 from distribution d where d.commitment = i.commitment);

insert into peer.issue
with keyed as (
  select vendor, invoice, amount, invoice_date,
    regexp_replace(regexp_replace(upper(invoice), '[^A-Z0-9]', '', 'g'), '(^|[^0-9])0+([0-9])', '\1\2', 'g') as plain
  from sage.apm_master__invoice
  where tieout_company = 'demo' and vendor in (select vendor from document where outcome = 'loaded'))
select null, null::integer, 'invoice.possible-duplicate', 'Vendor ' || a.vendor || ': ' || a.invoice || ' and ' || b.invoice
from keyed a join keyed b on a.vendor = b.vendor and a.plain = b.plain and a.invoice < b.invoice
union all
select null, null::integer, 'invoice.possible-duplicate', 'Vendor ' || a.vendor || ': ' || a.invoice || ' and ' || b.invoice
from keyed a join keyed b
  on a.vendor = b.vendor and a.amount = b.amount and a.amount <> 0 and a.invoice_date = b.invoice_date
  and a.invoice < b.invoice and a.plain <> b.plain;

insert into peer.document
select document, outcome, code, null, rows, amount, retainage, hash from document where outcome <> 'unchanged'
on conflict (document) do update set outcome = excluded.outcome, code = excluded.code, rows = excluded.rows,
  amount = excluded.amount, retainage = excluded.retainage, hash = excluded.hash;

-- Read again: what was sent and what the tables hold, by coding and by invoice, to the cent.
do $$
declare differing bigint;
begin
  select count(*) into differing from (
    select i_job, i_extra, i_code, i_category, sum(c.gross) / 100.0 as amount,
      sum(c.retainage) / 100.0 as retainage
    from checked c join document d on (d.vendor, d.commitment, d.invoice) = (c.vendor, c.commitment, c.invoice)
    where d.outcome = 'loaded' group by 1, 2, 3, 4) a
  full join (
    select job, extra, cost_code, category, sum(amount) as amount, sum(retainage) as retainage
    from sage.apm_master__distribution
    where tieout_company = 'demo' and tieout_batch = '00000000-0000-7000-8000-000000000001' group by 1, 2, 3, 4) b
    on (b.job, b.extra, b.cost_code, b.category) = (i_job, i_extra, i_code, i_category)
  where (a.amount, a.retainage) is distinct from (b.amount, b.retainage)
    and (coalesce(a.amount, 0) <> 0 or coalesce(a.retainage, 0) <> 0 or b.amount is not null);
  if differing > 0 then raise exception '% codings do not tie out', differing; end if;
  select count(*) into differing from (select * from document where outcome = 'loaded') d
  full join (
    select vendor, invoice, sum(amount) as amount, sum(retainage) as retainage from sage.apm_master__distribution
    where tieout_company = 'demo' and tieout_batch = '00000000-0000-7000-8000-000000000001' group by 1, 2) b
    on (b.vendor, b.invoice) = (d.vendor, d.invoice)
  where (d.amount / 100.0, d.retainage / 100.0) is distinct from (b.amount, b.retainage);
  if differing > 0 then raise exception '% invoices do not tie out', differing; end if;
  select count(*) into differing from (
    select job, extra, cost_code, category, sum(amount) as amount from sage.apm_master__distribution
    where tieout_company = 'demo' group by 1, 2, 3, 4) d
  join sage.jcm_master__category t on t.tieout_company = 'demo'
    and (t.job, t.extra, t.cost_code, t.category) = (d.job, d.extra, d.cost_code, d.category)
  where t.jtd_cost <> d.amount;
  if differing > 0 then raise exception '% totals of categories differ', differing; end if;
end $$;

select outcome, count(*) as documents, sum(cardinality(rows)) as rows, sum(amount) as amount, sum(retainage) as retainage
from document group by 1 order by 1;
commit;
