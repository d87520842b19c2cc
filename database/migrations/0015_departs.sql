-- What a transaction causes to be done later is one short row in it; a relay hands rows over to the queues, many at a time.
create table depart (
  id bigint generated always as identity primary key,
  file text not null,
  donnees jsonb not null
) with (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
comment on table depart is 'Jobs caused by a transaction, on their way to the queues: a row exists if and only if its transaction committed.';
comment on column depart.id is 'Rank.';
comment on column depart.file is 'Queue.';
comment on column depart.donnees is 'What the job is given.';
