-- Somebody who is not attached disputes the creation of a structure (STR-03, PLUS-04): a recovery asked from outside.
alter table recuperation add column contestation boolean not null default false;
comment on column recuperation.contestation is 'Asked by somebody who is not attached: the creation itself is disputed, and an objection does not stop it.';
-- Several may dispute, and none of them holds up somebody of the structure who asks for the role.
drop index recuperation_deja_en_attente;
create unique index recuperation_deja_en_attente on recuperation (structure) where etat = 'en-attente' and not contestation;
create unique index contestation_deja_en_attente on recuperation (structure, demandeur) where etat = 'en-attente' and contestation;
