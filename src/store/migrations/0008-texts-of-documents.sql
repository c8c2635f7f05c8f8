-- note: what is kept of each document is read whole or row by row, and never searched: as text it is taken in faster.

alter table tieout.document_version
  alter column lineage type json using lineage::json,
  alter column lines type json using lines::json;

alter table tieout.document
  alter column digest type json using digest::json;
