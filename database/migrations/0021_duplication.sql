-- « Dupliquer une structure » is open.
update application_portail set nature = 'ecran', adresse = '/organisation/structures/dupliquer' where code = 'dupliquer-une-structure';
update catalogue set version = version + 1;
