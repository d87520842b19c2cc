-- The catalogue: domains, sub-domains and applications are data that the operator edits (POR-03), and one's own groups of structures (POR-13).
create table catalogue (
  seul boolean primary key default true constraint catalogue_seul check (seul),
  version integer not null default 1,
  modifie_le timestamptz not null default clock_timestamp(),
  editeur text,
  directeur_publication text,
  hebergeur text,
  contact text,
  delegue_protection_donnees text
);
comment on table catalogue is 'One row: who runs this portal, and the version of the catalogue, which tells each process when to read it again.';
comment on column catalogue.seul is 'Always true: there is one catalogue.';
comment on column catalogue.version is 'Moves with every change to the tables below.';
comment on column catalogue.modifie_le is 'Last change.';
comment on column catalogue.editeur is 'Publisher, for the legal notice.';
comment on column catalogue.directeur_publication is 'Director of publication.';
comment on column catalogue.hebergeur is 'Host.';
comment on column catalogue.contact is 'Where to write: an e-mail address.';
comment on column catalogue.delegue_protection_donnees is 'Data protection officer: how to reach them.';
insert into catalogue default values;

create table domaine (
  code text collate "C" primary key constraint domaine_code check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  ordre smallint not null,
  nom_fr text not null,
  nom_en text not null,
  description_fr text not null default '',
  description_en text not null default '',
  pictogramme text not null default 'domaine',
  adresse text constraint domaine_adresse check (adresse ~ '^/[^/\\]')
);
comment on table domaine is 'A group of applications (POR-03).';
comment on column domaine.code is 'Stable code, also the end of its address.';
comment on column domaine.ordre is 'Rank on the home page and in the menu.';
comment on column domaine.nom_fr is 'Name in French.';
comment on column domaine.nom_en is 'Name in English.';
comment on column domaine.description_fr is 'Subtitle in French.';
comment on column domaine.description_en is 'Subtitle in English.';
comment on column domaine.pictogramme is 'Name of its pictogram.';
comment on column domaine.adresse is 'Page of its own; null: /domaines/<code>.';

create table sous_domaine (
  code text collate "C" primary key constraint sous_domaine_code check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  domaine text collate "C" not null references domaine,
  ordre smallint not null,
  nom_fr text not null,
  nom_en text not null,
  description_fr text not null default '',
  description_en text not null default '',
  adresse text constraint sous_domaine_adresse check (adresse ~ '^/[^/\\]')
);
comment on table sous_domaine is 'A part of a domain.';
comment on column sous_domaine.code is 'Stable code.';
comment on column sous_domaine.domaine is 'Its domain.';
comment on column sous_domaine.ordre is 'Rank in its domain.';
comment on column sous_domaine.nom_fr is 'Name in French.';
comment on column sous_domaine.nom_en is 'Name in English.';
comment on column sous_domaine.description_fr is 'One line in French.';
comment on column sous_domaine.description_en is 'One line in English.';
comment on column sous_domaine.adresse is 'Page of its own; null: a section of its domain''s page.';

create table rubrique (
  code text collate "C" primary key constraint rubrique_code check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  sous_domaine text collate "C" not null references sous_domaine,
  ordre smallint not null,
  nom_fr text not null,
  nom_en text not null
);
comment on table rubrique is 'What a sub-domain''s applications act on: its page groups tiles by it.';
comment on column rubrique.code is 'Stable code.';
comment on column rubrique.sous_domaine is 'Its sub-domain.';
comment on column rubrique.ordre is 'Rank.';
comment on column rubrique.nom_fr is 'Heading in French.';
comment on column rubrique.nom_en is 'Heading in English.';

create table application_portail (
  code text collate "C" primary key constraint application_portail_code check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  domaine text collate "C" not null references domaine,
  sous_domaine text collate "C" references sous_domaine,
  rubrique text collate "C" references rubrique,
  ordre smallint not null,
  nom_fr text not null,
  nom_en text not null,
  description_fr text not null default '',
  description_en text not null default '',
  nature text not null constraint application_portail_nature check (nature in ('ecran', 'externe', 'bientot')),
  adresse text,
  audiences text[] not null constraint application_portail_audiences check (audiences <@ '{entite-publique,entreprise,particulier,association}'),
  mise_en_avant text[] not null default '{}' constraint application_portail_mise_en_avant check (mise_en_avant <@ audiences),
  acces text not null constraint application_portail_acces check (acces in ('public', 'session', 'rattache', 'gestionnaire')),
  profil_application text references application (code),
  profil_niveau smallint constraint application_portail_niveau check (profil_niveau in (1, 2)),
  constraint application_portail_adresse check (case nature
    when 'ecran' then adresse is not null and adresse ~ '^/([^/\\]|$)' when 'externe' then adresse is null or adresse ~ '^https?://[^\s]+$' else adresse is null end),
  constraint application_portail_profil check ((profil_application is null) = (profil_niveau is null) and (profil_application is null or acces = 'rattache'))
);
comment on table application_portail is 'A tile of the portal: a set of functions for one purpose, a screen of Choral or an outside application.';
comment on column application_portail.code is 'Stable code.';
comment on column application_portail.domaine is 'Its domain.';
comment on column application_portail.sous_domaine is 'Its sub-domain, if any.';
comment on column application_portail.rubrique is 'What it acts on, on its sub-domain''s page.';
comment on column application_portail.ordre is 'Rank.';
comment on column application_portail.nom_fr is 'Name in French.';
comment on column application_portail.nom_en is 'Name in English.';
comment on column application_portail.description_fr is 'One line in French.';
comment on column application_portail.description_en is 'One line in English.';
comment on column application_portail.nature is 'ecran: a page of Choral; externe: an outside application, whose address the operator gives; bientot: announced.';
comment on column application_portail.adresse is 'Path of a screen, address of an outside application; null: not open yet, and said so.';
comment on column application_portail.audiences is 'Kinds of entity it is for (POR-02).';
comment on column application_portail.mise_en_avant is 'Kinds of entity for which it is among the most used.';
comment on column application_portail.acces is 'public; session: signed in; rattache: attached to a structure, with the profile if any; gestionnaire: gestionnaire principal.';
comment on column application_portail.profil_application is 'Application of the profile it asks for.';
comment on column application_portail.profil_niveau is 'Level of the profile: 1 consultation, 2 modification.';

create function catalogue_modifie() returns trigger language plpgsql as $$
begin update catalogue set version = version + 1, modifie_le = clock_timestamp(); return null; end $$;
comment on function catalogue_modifie() is 'Moves the catalogue''s version.';
create trigger catalogue_modifie after insert or update or delete on domaine for each statement execute function catalogue_modifie();
create trigger catalogue_modifie after insert or update or delete on sous_domaine for each statement execute function catalogue_modifie();
create trigger catalogue_modifie after insert or update or delete on rubrique for each statement execute function catalogue_modifie();
create trigger catalogue_modifie after insert or update or delete on application_portail for each statement execute function catalogue_modifie();

create table groupe_structures (
  id uuid primary key default nouvel_id(),
  utilisateur uuid not null references utilisateur on delete cascade,
  nom text not null constraint groupe_structures_nom check (length(nom) between 1 and 80),
  cree_le timestamptz not null default clock_timestamp()
);
create unique index groupe_structures_unique on groupe_structures (utilisateur, lower(nom));
comment on table groupe_structures is 'Structures that a user groups under a name of their own (POR-13).';
comment on column groupe_structures.id is 'Identifier.';
comment on column groupe_structures.utilisateur is 'Whose group.';
comment on column groupe_structures.nom is 'The name they gave it, unique among theirs.';
comment on column groupe_structures.cree_le is 'Creation.';

create table groupe_structures_membre (
  groupe uuid not null references groupe_structures on delete cascade,
  structure uuid not null references structure,
  primary key (groupe, structure)
);
create index groupe_structures_membre_structure on groupe_structures_membre (structure);
comment on table groupe_structures_membre is 'What a group holds; one that its owner is no longer attached to is not shown.';
comment on column groupe_structures_membre.groupe is 'The group.';
comment on column groupe_structures_membre.structure is 'One of its structures.';

-- Defaults ------------------------------------------------------------------------------------------------------
insert into domaine (code, ordre, nom_fr, nom_en, description_fr, description_en, pictogramme, adresse) values
  ('marche', 1, 'Marché', 'Procurement', 'Passation', 'Awarding', 'marche', null),
  ('commande', 2, 'Commande', 'Orders', 'Engagements, cessions', 'Commitments, assignments', 'commande', null),
  ('facturation', 3, 'Facturation', 'Invoicing', 'Factures, factures de travaux, frais de justice, remboursement de taxes', 'Invoices, works invoices, court costs, tax refunds', 'facturation', null),
  ('organisation', 4, 'Organisation', 'Organisation', 'Structures, utilisateurs, annuaire', 'Structures, users, directory', 'organisation', '/organisation'),
  ('raccordements', 5, 'Raccordements', 'Connections', 'Raccordements EDI, API', 'EDI connections, API', 'raccordements', null),
  ('outils', 6, 'Outils', 'Tools', 'Signature, sollicitations', 'Signature, enquiries', 'outils', null);

insert into sous_domaine (code, domaine, ordre, nom_fr, nom_en, description_fr, description_en, adresse) values
  ('passation', 'marche', 1, 'Passation', 'Awarding', 'Publier, répondre, attribuer : les marchés jusqu’à leur notification.', 'Publish, answer, award: contracts up to their notification.', null),
  ('engagements', 'commande', 1, 'Engagements', 'Commitments', 'Les engagements juridiques et leurs numéros.', 'Legal commitments and their numbers.', null),
  ('cessions', 'commande', 2, 'Cessions', 'Assignments', 'Les cessions de créance et leurs certificats.', 'Assignments of receivables and their certificates.', null),
  ('factures', 'facturation', 1, 'Factures', 'Invoices', 'Émettre, recevoir et valider les factures.', 'Send, receive and validate invoices.', null),
  ('factures-de-travaux', 'facturation', 2, 'Factures de travaux', 'Works invoices', 'Les projets de décompte et les factures de travaux.', 'Draft statements and invoices for works.', null),
  ('frais-de-justice', 'facturation', 3, 'Frais de justice', 'Court costs', 'Les mémoires de frais de justice.', 'Statements of court costs.', null),
  ('remboursement-de-taxes', 'facturation', 4, 'Remboursement de taxes', 'Tax refunds', 'Les demandes de remboursement de taxes sur l’énergie.', 'Claims for refunds of energy taxes.', null),
  ('structures', 'organisation', 1, 'Structures', 'Structures', 'Gestion des structures', 'Managing structures', '/organisation/structures'),
  ('utilisateurs', 'organisation', 2, 'Utilisateurs', 'Users', 'Gestion des utilisateurs', 'Managing users', '/organisation/utilisateurs'),
  ('raccordements-edi', 'raccordements', 1, 'Raccordements EDI', 'EDI connections', 'Relier un logiciel par échange de fichiers, et suivre les flux.', 'Connect software by file exchange, and follow the flows.', null),
  ('api', 'raccordements', 2, 'API', 'API', 'Relier un logiciel par l’API.', 'Connect software through the API.', null),
  ('signature', 'outils', 1, 'Signature', 'Signature', 'Signer et vérifier des documents.', 'Sign and verify documents.', null),
  ('sollicitations', 'outils', 2, 'Sollicitations', 'Enquiries', 'Les échanges avec vos interlocuteurs.', 'Exchanges with those you deal with.', null);

insert into rubrique (code, sous_domaine, ordre, nom_fr, nom_en) values
  ('la-structure', 'structures', 1, 'La structure', 'The structure'),
  ('ses-services', 'structures', 2, 'Ses services', 'Its services'),
  ('ses-coordonnees-bancaires', 'structures', 3, 'Ses coordonnées bancaires', 'Its bank details'),
  ('ses-pieces-jointes', 'structures', 4, 'Ses pièces-jointes', 'Its attachments'),
  ('les-rattachements', 'utilisateurs', 5, 'Les rattachements', 'Attachments of people'),
  ('les-personnes', 'utilisateurs', 6, 'Les utilisateurs', 'The users'),
  ('les-habilitations', 'utilisateurs', 7, 'Les habilitations', 'The entitlements');

insert into application_portail (code, domaine, sous_domaine, rubrique, ordre, nom_fr, nom_en, description_fr, description_en, nature, adresse, audiences, mise_en_avant, acces, profil_application, profil_niveau) values
  ('creer-une-structure', 'organisation', 'structures', 'la-structure', 10, 'Créer une structure', 'Create a structure',
    'Créer une nouvelle structure.', 'Create a new structure.',
    'ecran', '/organisation/structures/creer', '{entreprise,particulier,association}', '{entreprise,particulier,association}', 'session', null, null),
  ('gerer-une-structure', 'organisation', 'structures', 'la-structure', 20, 'Gérer une structure', 'Manage a structure',
    'Consulter, modifier, activer, désactiver une structure, la mettre à jour depuis la base INSEE.', 'View, modify, activate, deactivate a structure, update it from the INSEE register.',
    'ecran', '/organisation/structures/gerer', '{entite-publique,entreprise,particulier,association}', '{entite-publique,entreprise}', 'rattache', 'organisation', 1),
  ('dupliquer-une-structure', 'organisation', 'structures', 'la-structure', 30, 'Dupliquer une structure', 'Duplicate a structure',
    'Créer une structure à partir d’une autre : nouveau SIRET, déménagement.', 'Create a structure from another: new SIRET, move.',
    'bientot', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'organisation', 2),
  ('transferer-le-gestionnaire-principal', 'organisation', 'structures', 'la-structure', 40, 'Transférer le gestionnaire principal', 'Transfer the principal manager',
    'Confier une, plusieurs ou toutes vos structures à un autre utilisateur rattaché.', 'Hand one, several or all your structures to another attached user.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'gestionnaire', null, null),
  ('creer-un-service', 'organisation', 'structures', 'ses-services', 50, 'Créer un service', 'Create a service',
    'Créer un nouveau service lié à une structure.', 'Create a new service of a structure.',
    'bientot', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'organisation', 2),
  ('gerer-un-service', 'organisation', 'structures', 'ses-services', 60, 'Gérer un service', 'Manage a service',
    'Consulter, modifier, activer, désactiver un service lié à une structure.', 'View, modify, activate, deactivate a service of a structure.',
    'bientot', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'organisation', 1),
  ('creer-une-coordonnee-bancaire', 'organisation', 'structures', 'ses-coordonnees-bancaires', 70, 'Créer une coordonnée bancaire', 'Create bank details',
    'Créer une nouvelle coordonnée bancaire liée à une structure.', 'Create new bank details of a structure.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2),
  ('gerer-coordonnee-bancaire', 'organisation', 'structures', 'ses-coordonnees-bancaires', 80, 'Gérer coordonnée bancaire', 'Manage bank details',
    'Consulter, modifier, activer, désactiver une coordonnée bancaire.', 'View, modify, activate, deactivate bank details.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 1),
  ('creer-une-piece-jointe', 'organisation', 'structures', 'ses-pieces-jointes', 90, 'Créer une pièce-jointe', 'Add an attachment',
    'Créer une nouvelle pièce-jointe liée à une structure.', 'Add a new attachment to a structure.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2),
  ('telecharger-une-piece-jointe', 'organisation', 'structures', 'ses-pieces-jointes', 100, 'Télécharger une pièce-jointe', 'Download an attachment',
    'Télécharger une pièce-jointe déposée.', 'Download an attachment that was added.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 1),
  ('supprimer-une-piece-jointe', 'organisation', 'structures', 'ses-pieces-jointes', 110, 'Supprimer une pièce-jointe', 'Delete an attachment',
    'Supprimer une pièce-jointe déposée.', 'Delete an attachment that was added.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2),
  ('demander-un-rattachement', 'organisation', 'utilisateurs', 'les-rattachements', 120, 'Demander un rattachement à une structure', 'Ask to be attached to a structure',
    'Demander à agir pour une structure ou l’un de ses services.', 'Ask to act for a structure or one of its services.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{entite-publique,entreprise,association}', 'session', null, null),
  ('rattacher-un-utilisateur', 'organisation', 'utilisateurs', 'les-rattachements', 130, 'Rattacher un utilisateur', 'Attach a user',
    'Permettre à une personne d’agir pour une structure ou un service.', 'Let a person act for a structure or a service.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2),
  ('detacher-un-utilisateur', 'organisation', 'utilisateurs', 'les-rattachements', 140, 'Détacher un utilisateur', 'Detach a user',
    'Mettre fin à un rattachement, avec effet immédiat.', 'End an attachment, at once.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2),
  ('consulter-les-utilisateurs', 'organisation', 'utilisateurs', 'les-personnes', 150, 'Consulter les utilisateurs', 'View the users',
    'La liste des utilisateurs de vos structures et services.', 'The list of users of your structures and services.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', null, null),
  ('afficher-un-utilisateur', 'organisation', 'utilisateurs', 'les-personnes', 160, 'Afficher un utilisateur', 'Show a user',
    'L’identité, les rattachements et les habilitations d’une personne.', 'A person’s identity, attachments and entitlements.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', null, null),
  ('gerer-les-habilitations', 'organisation', 'utilisateurs', 'les-habilitations', 170, 'Gérer les habilitations des utilisateurs', 'Manage users’ entitlements',
    'Accorder, modifier ou retirer des profils.', 'Grant, change or remove profiles.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', 'organisation', 2),
  ('gerer-mes-habilitations', 'organisation', 'utilisateurs', 'les-habilitations', 180, 'Gérer mes habilitations', 'Manage my entitlements',
    'Demander un profil, ou y renoncer.', 'Ask for a profile, or give one up.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{}', 'rattache', null, null),
  ('annuaire-des-structures-publiques', 'organisation', null, null, 190, 'Annuaire des structures publiques', 'Directory of public structures',
    'Trouver une entité publique, ses services et ce qu’elle demande à ses fournisseurs.', 'Find a public body, its services and what it requires of its suppliers.',
    'ecran', '/organisation/annuaire', '{entite-publique,entreprise,particulier,association}', '{entite-publique,entreprise,particulier,association}', 'public', null, null),
  ('marches', 'marche', 'passation', null, 200, 'Marchés', 'Contracts',
    'Suivre les marchés, de la publication à la notification.', 'Follow contracts, from publication to notification.',
    'externe', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'marches', 1),
  ('engagements', 'commande', 'engagements', null, 210, 'Engagements', 'Commitments',
    'Consulter les engagements et leurs numéros.', 'View commitments and their numbers.',
    'externe', null, '{entite-publique,entreprise,association}', '{entite-publique,entreprise}', 'rattache', 'engagements', 1),
  ('cessions-de-creance', 'commande', 'cessions', null, 220, 'Cessions de créance', 'Assignments of receivables',
    'Déclarer et suivre les cessions de créance.', 'Declare and follow assignments of receivables.',
    'externe', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'cessions-de-creance', 1),
  ('certificats-de-cessibilite', 'commande', 'cessions', null, 230, 'Certificats de cessibilité', 'Assignability certificates',
    'Demander et obtenir un certificat de cessibilité.', 'Ask for and obtain an assignability certificate.',
    'externe', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'certificats-de-cessibilite', 1),
  ('factures-emises', 'facturation', 'factures', null, 240, 'Factures émises', 'Invoices sent',
    'Déposer vos factures et suivre leur traitement.', 'File your invoices and follow their processing.',
    'externe', null, '{entite-publique,entreprise,particulier,association}', '{entreprise,association}', 'rattache', 'factures-emises', 1),
  ('factures-recues', 'facturation', 'factures', null, 250, 'Factures reçues', 'Invoices received',
    'Consulter et traiter les factures reçues.', 'View and process invoices received.',
    'externe', null, '{entite-publique,entreprise,association}', '{entite-publique}', 'rattache', 'factures-recues', 1),
  ('factures-a-valider', 'facturation', 'factures', null, 260, 'Factures à valider', 'Invoices to validate',
    'Valider les factures de vos cotraitants et sous-traitants.', 'Validate the invoices of your co-contractors and subcontractors.',
    'externe', null, '{entite-publique,entreprise}', '{}', 'rattache', 'factures-a-valider', 1),
  ('mandats-de-facturation', 'facturation', 'factures', null, 270, 'Souscrire un mandat de facturation', 'Take out an invoicing mandate',
    'Laisser une structure facturer au nom d’une autre, sur une période.', 'Let one structure invoice on behalf of another, over a period.',
    'bientot', null, '{entite-publique,entreprise,association}', '{}', 'rattache', 'mandats-de-facturation', 2),
  ('factures-de-travaux', 'facturation', 'factures-de-travaux', null, 280, 'Factures de travaux', 'Works invoices',
    'Transmettre les projets de décompte et les factures de travaux.', 'Send draft statements and works invoices.',
    'externe', null, '{entite-publique,entreprise}', '{}', 'rattache', 'factures-de-travaux', 1),
  ('memoires-de-frais-de-justice', 'facturation', 'frais-de-justice', null, 290, 'Mémoires de frais de justice', 'Statements of court costs',
    'Déposer et suivre un mémoire de frais de justice.', 'File and follow a statement of court costs.',
    'externe', null, '{entite-publique,entreprise,particulier,association}', '{particulier}', 'rattache', 'memoires-de-frais-de-justice', 1),
  ('remboursements-de-taxes', 'facturation', 'remboursement-de-taxes', null, 300, 'Remboursements de taxes', 'Tax refunds',
    'Déposer et suivre une demande de remboursement.', 'File and follow a refund claim.',
    'externe', null, '{entreprise,particulier,association}', '{particulier}', 'rattache', 'remboursements-de-taxes', 1),
  ('raccordements', 'raccordements', 'raccordements-edi', null, 310, 'Raccordements', 'Connections',
    'Demander et suivre le raccordement d’un logiciel.', 'Ask for and follow the connection of software.',
    'externe', null, '{entite-publique,entreprise}', '{}', 'rattache', 'raccordements', 1),
  ('suivi-des-flux', 'raccordements', 'raccordements-edi', null, 320, 'Suivi des flux', 'Flow tracking',
    'Suivre les fichiers échangés et leurs rejets.', 'Follow files exchanged and their rejections.',
    'externe', null, '{entite-publique,entreprise}', '{}', 'rattache', 'suivi-des-flux', 1),
  ('comptes-techniques', 'raccordements', 'api', null, 330, 'Comptes techniques', 'Technical accounts',
    'Créer et tenir les comptes qu’utilisent vos logiciels.', 'Create and keep the accounts your software uses.',
    'bientot', null, '{entite-publique,entreprise}', '{}', 'rattache', 'comptes-techniques', 1),
  ('api', 'raccordements', 'api', null, 340, 'Documentation de l’API', 'API documentation',
    'Lire ce que l’API permet, et comment l’appeler.', 'Read what the API allows, and how to call it.',
    'ecran', '/api', '{entite-publique,entreprise,association}', '{}', 'public', null, null),
  ('signature', 'outils', 'signature', null, 350, 'Signature', 'Signature',
    'Signer un document et vérifier une signature.', 'Sign a document and verify a signature.',
    'externe', null, '{entite-publique,entreprise,particulier,association}', '{}', 'session', null, null),
  ('sollicitations-emises', 'outils', 'sollicitations', null, 360, 'Sollicitations émises', 'Enquiries sent',
    'Poser une question à une structure et suivre sa réponse.', 'Ask a structure a question and follow its answer.',
    'bientot', null, '{entite-publique,entreprise,particulier,association}', '{entreprise,particulier,association}', 'rattache', 'sollicitations-emises', 1),
  ('sollicitations-recues', 'outils', 'sollicitations', null, 370, 'Sollicitations reçues', 'Enquiries received',
    'Répondre aux questions reçues par vos structures.', 'Answer the questions your structures receive.',
    'bientot', null, '{entite-publique,entreprise,association}', '{entite-publique}', 'rattache', 'sollicitations-recues', 1);
