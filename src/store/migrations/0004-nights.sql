-- note: which moments of a company's schedule were run, by which machine, and which batch each became.

create table tieout.night (
  tieout_company text not null,
  -- the moment the schedule named; the newest one tells what is missed
  due_at timestamptz not null,
  -- cron and time zone: a changed schedule misses nothing of the time before it
  schedule text not null,
  taken_by text not null,
  taken_at timestamptz not null,
  batch uuid,
  ended_at timestamptz,
  outcome text,
  primary key (tieout_company, due_at)
);
