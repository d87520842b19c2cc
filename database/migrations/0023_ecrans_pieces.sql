-- « Pièces-jointes » has its screens.
update application_portail set nature = 'ecran', adresse = '/organisation/pieces-jointes/creer' where code = 'creer-une-piece-jointe';
update application_portail set nature = 'ecran', adresse = '/organisation/pieces-jointes/telecharger' where code = 'telecharger-une-piece-jointe';
update application_portail set nature = 'ecran', adresse = '/organisation/pieces-jointes/supprimer' where code = 'supprimer-une-piece-jointe';
