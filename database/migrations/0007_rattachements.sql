-- « Rattachements » opens: its tiles, and what its lists and its limit look up.
create index invitation_invite_par on invitation (invite_par, cree_le desc);
update application_portail set nature = 'ecran', adresse = '/organisation/utilisateurs/rattachement' where code = 'demander-un-rattachement';
update application_portail set nature = 'ecran', adresse = '/organisation/utilisateurs/rattacher' where code = 'rattacher-un-utilisateur';
update application_portail set nature = 'ecran', adresse = '/organisation/utilisateurs/detacher' where code = 'detacher-un-utilisateur';
update catalogue set version = version + 1;
