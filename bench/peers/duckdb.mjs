/**
 * The floor: DuckDB reads the same file, makes the same checks and the same summarization, and loads nothing. The
 * parents are its own tables, made before the clock starts.
 * `node bench/peers/duckdb.mjs <parents folder> <csv>` prints seconds and outcomes.
 */
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const parentTables = (folder) => `
  create table commitment as select commitment_number, any_value(vendor_code) as vendor,
    any_value(project_number) as job,
    any_value(title) as title from read_csv('${join(folder, 'commitments.csv')}', all_varchar = true) group by 1;
  create table item as select commitment_number, line_number, coalesce(sub_job, '') as extra, cost_code, cost_type
    from read_csv('${join(folder, 'commitments.csv')}', all_varchar = true);
  create table vendor as select vendor_code from read_csv('${join(folder, 'companies.csv')}', all_varchar = true);
  create table code as select cost_code, group_cost_code = 'Yes' as is_group
    from read_csv('${join(folder, 'standard-cost-codes.csv')}', all_varchar = true);`;

const money = (column) => `case when ${column} is null then 0
  when regexp_matches(${column}, '^-?[0-9]{1,9}(\\.[0-9]{1,2}0*)?$')
  then (${column}::decimal(18, 4) * 100)::bigint end`;

const checks = (csv) => `
  create temp table line as
  select row_number() over () + 1 as row, upper(trim(vendor_code)) as vendor,
    upper(trim(commitment_number)) as commitment,
    trim(invoice_number) as invoice, trim(project_number) as job, try_cast(billing_date as date) as billed,
    coalesce(try_cast(accounting_date as date), try_cast(billing_date as date)) as accounted, status, line_number,
    commitment_line_number as source_line, coalesce(upper(trim(sub_job)), '') as extra, cost_code, cost_type,
    ${money('work_completed_this_period')} + ${money('materials_presently_stored')}
      - ${money('materials_previously_stored')} as gross,
    ${money('retainage_held_this_period')} - ${money('retainage_released_this_period')} as retainage,
    ${money('current_payment_due')} as due
  from read_csv('${csv}', all_varchar = true);
  create temp table checked as
  select l.*, i.extra as i_extra, i.cost_code as i_code, i.cost_type as i_type, c.title,
    case
      when l.invoice is null or l.status is null or l.commitment is null then 'value.missing'
      when l.gross is null or l.retainage is null or l.due is null or l.billed is null then 'value.unreadable'
      when length(l.vendor) > 10 or length(l.invoice) > 15 or length(l.commitment) > 12 then 'value.too-long'
      when not regexp_matches(l.job, '^[0-9]{2}-[0-9]{3}$') or not regexp_matches(l.cost_code, '^[0-9]{2}-[0-9]{3}$')
        then 'code.mask'
      when s.is_group then 'cost-code.group'
      when l.vendor <> c.vendor then 'invoice.wrong-vendor'
      when l.job <> c.job then 'invoice.wrong-project'
      when i.line_number is not null
        and (l.cost_code <> i.cost_code or l.cost_type <> i.cost_type or l.extra <> i.extra)
        then 'invoice.coding-differs'
    end as held,
    case when c.commitment_number is null then 'commitment.missing' when v.vendor_code is null then 'vendor.missing'
      when i.line_number is null then 'commitment-line.missing' end as waiting
  from line l
  left join commitment c on c.commitment_number = l.commitment
  left join vendor v on v.vendor_code = l.vendor
  left join item i on i.commitment_number = l.commitment and i.line_number = l.source_line
  left join code s on s.cost_code = l.cost_code;
  create temp table document as
  select vendor, commitment, invoice, list(row order by row) as rows, sum(gross) as amount, sum(retainage) as retainage,
    case
      when min(status) in ('Draft', 'Under Review', 'Revise and Resubmit', 'Rejected', 'Void') then 'excluded'
      when min(status) not in ('Approved', 'Approved as Noted', 'Pending Owner Approval') then 'held'
      when min(status) <> max(status) or min(billed) <> max(billed) or min(job) <> max(job) or min(due) <> max(due)
        or min(held) is not null or count(*) <> count(distinct line_number) then 'held'
      when min(waiting) is not null then 'waiting'
      when min(due) <> sum(gross) - sum(retainage) then 'held'
      else 'loaded'
    end as outcome
  from checked group by vendor, commitment, invoice;
  create temp table distribution as
  with by_item as (
    select c.vendor, c.invoice, c.commitment, i_extra, i_code, i_type, source_line, min(row) as first,
      sum(c.gross) as gross, sum(c.retainage) as retainage, list(row order by row) as rows
    from checked c
    join document d on d.vendor = c.vendor and d.commitment = c.commitment and d.invoice = c.invoice
    where d.outcome = 'loaded' and (c.gross <> 0 or c.retainage <> 0)
    group by all)
  select vendor, invoice, commitment, i_extra, i_code, i_type, arg_max(source_line, gross) as item,
    sum(gross) as gross, sum(retainage) as retainage, flatten(list(rows)) as rows,
    row_number() over (partition by vendor, invoice order by min(first)) as dist_seq
  from by_item group by vendor, invoice, commitment, i_extra, i_code, i_type;`;

/** `{ seconds, loaded: cents, documents }` */
async function runDuckDb(parents, csv) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  try {
    await connection.run(parentTables(parents));
    const started = process.hrtime.bigint();
    await connection.run(checks(csv));
    const seconds = Number(process.hrtime.bigint() - started) / 1e9;
    const reader = await connection.runAndReadAll(
      `select outcome, count(*)::integer as documents, sum(len(rows))::integer as rows, sum(amount)::varchar as cents
       from document group by 1 order by 1`,
    );
    const sums = await connection.runAndReadAll('select sum(gross)::varchar as cents from distribution');
    return { seconds, outcomes: reader.getRowObjects(), cents: sums.getRowObjects()[0].cents };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

process.stdout.write(JSON.stringify(await runDuckDb(process.argv[2], process.argv[3])));
