-- note: a document that comes again as it was loaded is known by the texts of its rows, before they are parsed.

alter table tieout.document
  -- of its rows as delivered; null where judging them anew could say something else than unchanged
  add column delivered_hash text,
  -- codes of its key, which tell it from another document of the same key
  add column codes jsonb;

create index document_delivered on tieout.document (tieout_company, dataset, delivered_hash)
  where delivered_hash is not null;
