-- note: the two schemas: our own books, and Sage's tables under Sage's names.
create schema if not exists tieout;
create schema if not exists sage;
comment on schema tieout is 'Tieout''s own books: batches, extracts, documents, issues, decisions, reconciliations.';
comment on schema sage is 'Sage 300 CRE''s tables under Sage''s own names, as loaded by Tieout.';
