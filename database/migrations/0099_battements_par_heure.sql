-- Sixty minutes in one row: a year of heartbeats is nine thousand rows in place of half a million, and a day's are counted by reading twenty-four.
alter table battement rename to battement_par_minute;
alter table battement_par_minute rename constraint battement_cle_primaire to battement_par_minute_cle_primaire;
create table battement (
  heure timestamptz constraint battement_cle_primaire primary key constraint battement_heure_ronde check (heure = date_trunc('hour', heure, 'UTC')),
  minutes bit(60) not null
);
comment on table battement is 'The minutes in which the portal could write to its database: how available it was (POR-17).';
comment on column battement.heure is 'Beginning of the hour.';
comment on column battement.minutes is 'Of the hour, from left to right, those in which it could.';
insert into battement (heure, minutes)
  select date_trunc('hour', minute, 'UTC'), bit_or(set_bit(repeat('0', 60)::bit(60), extract(minute from minute at time zone 'UTC')::int, 1)) from battement_par_minute group by 1;
drop table battement_par_minute;
