-- « Sollicitations » are the tickets: their tiles open the lists, unless the operator gave them another address.
update application_portail set nature = 'ecran', adresse = '/support/tickets' where code = 'sollicitations-emises' and nature = 'bientot';
update application_portail set nature = 'ecran', adresse = '/support/tickets/recus' where code = 'sollicitations-recues' and nature = 'bientot';
update catalogue set version = version + 1;
