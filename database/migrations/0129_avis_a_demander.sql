-- A closed ticket that had an answer asks its emitter for an opinion by mail, once, a moment after the page has asked (TIC-08).
alter table ticket add column avis_a_demander_le timestamptz;
comment on column ticket.avis_a_demander_le is 'When its emitter is asked by mail what they think of the answer; null: not to be asked, or no longer.';
create index ticket_avis_a_demander on ticket (avis_a_demander_le) where avis_a_demander_le is not null;
