-- Entitlements: what a demande wrote is found again to be undone, what has ended to be listed; the tiles open.
create index habilitation_demande on habilitation (demande) where demande is not null;
create index habilitation_terminee_par on habilitation (terminee_par) where terminee_par is not null;
create index habilitation_retiree on habilitation (structure) where retiree_le is not null;

update application_portail set nature = 'ecran', adresse = '/organisation/habilitations' where code = 'gerer-les-habilitations';
update application_portail set nature = 'ecran', adresse = '/organisation/habilitations/mes' where code = 'gerer-mes-habilitations';
update catalogue set version = version + 1;
