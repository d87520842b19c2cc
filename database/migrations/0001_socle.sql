-- The ground: people, structures, services, rights, demandes, history.
create extension if not exists pg_trgm;
create extension if not exists unaccent;
create extension if not exists btree_gist;
create extension if not exists citext;
create extension if not exists fuzzystrmatch;

-- Not now(): a demande that waited on a lock must be judged by the hour at which it got it.
create function maintenant() returns timestamptz language sql stable parallel safe as $$ select clock_timestamp() $$;
comment on function maintenant() is 'The only clock of the domain; tests replace it in their own database.';

-- UUID version 7: new rows are neighbours in their index (PostgreSQL 15 has no uuidv7).
create function nouvel_id() returns uuid language sql volatile parallel safe as $$
  select encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3) from 1 for 6), 52, 1), 53, 1), 'hex')::uuid $$;
comment on function nouvel_id() is 'An identifier ordered by time (UUID version 7).';

-- People --------------------------------------------------------------------------------------------------------
create table utilisateur (
  id uuid primary key default nouvel_id(),
  adresse_electronique citext not null constraint adresse_electronique_unique unique,
  adresse_verifiee boolean not null default false,
  adresse_contact citext,
  civilite text constraint utilisateur_civilite check (civilite in ('M', 'MME')),
  prenom text not null default '',
  nom text not null default '',
  nom_complet text not null default '',
  telephone text,
  image text,
  langue text not null default 'fr' constraint utilisateur_langue check (langue in ('fr', 'en')),
  est_actif boolean not null default true,
  est_operateur boolean not null default false,
  est_agent boolean not null default false,
  second_facteur_actif boolean not null default false,
  cree_le timestamptz not null default clock_timestamp(),
  modifie_le timestamptz not null default clock_timestamp()
);
comment on table utilisateur is 'A natural person with an account, identified by an e-mail address (case-insensitive).';
comment on column utilisateur.id is 'Identifier, also the subject of sessions and rights.';
comment on column utilisateur.adresse_electronique is 'Sign-in address; resets go there.';
comment on column utilisateur.adresse_verifiee is 'The address answered its verification link.';
comment on column utilisateur.adresse_contact is 'Where notices go, when it is not the sign-in address (CPT-03).';
comment on column utilisateur.civilite is 'Optional: M or MME.';
comment on column utilisateur.prenom is 'Given name.';
comment on column utilisateur.nom is 'Family name.';
comment on column utilisateur.nom_complet is 'Given and family name as the sign-in library wants it in one field.';
comment on column utilisateur.telephone is 'Optional: 4 to 20 digits, spaces and +.';
comment on column utilisateur.image is 'Unused picture address, required by the sign-in library.';
comment on column utilisateur.langue is 'Language of screens and mails.';
comment on column utilisateur.est_actif is 'False once the account is deactivated (CPT-04).';
comment on column utilisateur.est_operateur is 'Runs this installation.';
comment on column utilisateur.est_agent is 'Support agent of the portal.';
comment on column utilisateur.second_facteur_actif is 'A TOTP second factor is on.';
comment on column utilisateur.cree_le is 'When the account was made.';
comment on column utilisateur.modifie_le is 'Last change.';

create table session (
  id uuid primary key default nouvel_id(),
  jeton text not null constraint session_jeton unique,
  utilisateur uuid not null references utilisateur on delete cascade,
  expire_le timestamptz not null,
  preuve_le timestamptz not null default clock_timestamp(),
  adresse_ip text,
  agent text,
  cree_le timestamptz not null default clock_timestamp(),
  modifie_le timestamptz not null default clock_timestamp()
);
create index session_utilisateur on session (utilisateur, cree_le desc);
comment on table session is 'Open sessions; a row removed is a session closed at the next request.';
comment on column session.id is 'Identifier.';
comment on column session.jeton is 'The token whose signed form is the cookie.';
comment on column session.utilisateur is 'Whose session.';
comment on column session.expire_le is 'Not valid from this time on; extended by use.';
comment on column session.preuve_le is 'Last proof of identity (CPT-07).';
comment on column session.adresse_ip is 'Address seen at sign-in.';
comment on column session.agent is 'Browser seen at sign-in.';
comment on column session.cree_le is 'Sign-in.';
comment on column session.modifie_le is 'Last extension.';

-- Structures ----------------------------------------------------------------------------------------------------
create table structure (
  id uuid primary key default nouvel_id(),
  type_identifiant text not null constraint structure_type_identifiant
    check (type_identifiant in ('SIRET', 'UE_HORS_FRANCE', 'HORS_UE', 'RIDET', 'TAHITI', 'AUTRE', 'PARTICULIER')),
  identifiant text collate "C" not null,
  raison_sociale text,
  nom text,
  prenom text,
  libelle text,
  type_structure text not null constraint structure_type_structure check (type_structure in ('PRIVEE', 'PUBLIQUE')),
  statut text not null default 'ACTIVE' constraint structure_statut check (statut in ('ACTIVE', 'INACTIVE')),
  adresse_electronique text,
  telephone text,
  gestionnaire_principal uuid references utilisateur,
  adresse text not null default '',
  complement_adresse1 text,
  complement_adresse2 text,
  code_postal text not null default '',
  ville text not null default '',
  pays text not null default 'FR' constraint structure_pays check (pays ~ '^[A-Z]{2}$'),
  recevoir_cycles_vie_edi boolean not null default false,
  emetteur_flux_edi boolean not null default false,
  demande_raccordement_active boolean not null default false,
  categorie_prestataire text,
  regime text constraint structure_regime check (regime in ('COSP', 'INDEPENDANT')),
  non_diffusible_insee boolean not null default false,
  numero_tva text,
  rcs text,
  categorie_juridique text,
  code_service_obligatoire boolean not null default false,
  numero_engagement_obligatoire boolean not null default false,
  code_service_ou_numero_engagement boolean not null default false,
  mise_en_paiement_non_remontee boolean not null default false,
  structure_origine uuid references structure,
  version integer not null default 1,
  cree_le timestamptz not null default clock_timestamp(),
  modifie_le timestamptz not null default clock_timestamp(),
  constraint identifiant_deja_present unique (type_identifiant, identifiant),
  constraint structure_nommee check (raison_sociale is not null or (nom is not null and prenom is not null)),
  constraint un_gestionnaire_principal_par_structure_active
    check (statut = 'INACTIVE' or type_structure = 'PUBLIQUE' or gestionnaire_principal is not null)
);
create index structure_gestionnaire on structure (gestionnaire_principal) where gestionnaire_principal is not null;
create index structure_identifiant on structure (identifiant);
create index structure_origine on structure (structure_origine) where structure_origine is not null;
comment on table structure is 'A legal entity or person that sends or receives invoices (STR-01).';
comment on column structure.id is 'Identifier.';
comment on column structure.type_identifiant is 'Type of identifier (STR-02), API code.';
comment on column structure.identifiant is 'Identifier in its normal form, without spaces.';
comment on column structure.raison_sociale is 'Name of a legal entity.';
comment on column structure.nom is 'Family name of an individual.';
comment on column structure.prenom is 'Given name of an individual.';
comment on column structure.libelle is 'Name in use.';
comment on column structure.type_structure is 'PRIVEE or PUBLIQUE.';
comment on column structure.statut is 'ACTIVE or INACTIVE (STR-07).';
comment on column structure.adresse_electronique is 'Contact address of the structure.';
comment on column structure.telephone is 'Contact telephone.';
comment on column structure.gestionnaire_principal is 'The one user who governs it; none only for an imported public structure.';
comment on column structure.adresse is 'Street line.';
comment on column structure.complement_adresse1 is 'First complement.';
comment on column structure.complement_adresse2 is 'Second complement.';
comment on column structure.code_postal is 'Postal code.';
comment on column structure.ville is 'Town.';
comment on column structure.pays is 'Country, ISO 3166 two letters.';
comment on column structure.recevoir_cycles_vie_edi is 'Receives life cycles by EDI.';
comment on column structure.emetteur_flux_edi is 'Sends EDI flows.';
comment on column structure.demande_raccordement_active is 'Connection request active.';
comment on column structure.categorie_prestataire is 'Justice costs: category of provider.';
comment on column structure.regime is 'Justice costs: COSP or INDEPENDANT.';
comment on column structure.non_diffusible_insee is 'The register does not publish it.';
comment on column structure.numero_tva is 'Intra-community VAT number.';
comment on column structure.rcs is 'Trade register number.';
comment on column structure.categorie_juridique is 'Legal category, INSEE code.';
comment on column structure.code_service_obligatoire is 'Public: a service code is required of suppliers.';
comment on column structure.numero_engagement_obligatoire is 'Public: a commitment number is required.';
comment on column structure.code_service_ou_numero_engagement is 'Public: either is enough, a third rule.';
comment on column structure.mise_en_paiement_non_remontee is 'Public: payment status is not reported back.';
comment on column structure.structure_origine is 'The structure this one was duplicated from (DUP-03).';
comment on column structure.version is 'Moves with every change and every programmed change; a stale one is refused (412).';
comment on column structure.cree_le is 'Creation.';
comment on column structure.modifie_le is 'Last change in force.';

create table service (
  id uuid primary key default nouvel_id(),
  structure uuid not null references structure,
  code text collate "C" not null,
  nom text not null,
  description text,
  statut text not null default 'ACTIF' constraint service_statut check (statut in ('ACTIF', 'INACTIF', 'SUPPRIME')),
  debut_validite date,
  fin_validite date,
  cree_le timestamptz not null default clock_timestamp(),
  constraint code_service_deja_present unique (structure, code)
);
comment on table service is 'A subdivision of a structure, used to route documents (SER-01).';
comment on column service.id is 'Identifier.';
comment on column service.structure is 'Its structure.';
comment on column service.code is 'Code, unique within the structure.';
comment on column service.nom is 'Name.';
comment on column service.description is 'Description.';
comment on column service.statut is 'ACTIF, INACTIF or SUPPRIME.';
comment on column service.debut_validite is 'First day of validity.';
comment on column service.fin_validite is 'Last day of validity.';
comment on column service.cree_le is 'Creation.';

-- Access --------------------------------------------------------------------------------------------------------
create table application (
  id smallint primary key,
  code text not null constraint application_code unique,
  niveaux smallint not null constraint application_niveaux check (niveaux in (1, 2))
);
comment on table application is 'Applications on which profiles are granted (HAB-01).';
comment on column application.id is 'Short key of the rights.';
comment on column application.code is 'Stable code, as in « factures-emises.consultation ».';
comment on column application.niveaux is '1: consultation only; 2: consultation and modification.';
insert into application (id, code, niveaux) values
  (1, 'organisation', 2), (2, 'factures-emises', 2), (3, 'factures-recues', 2), (4, 'factures-a-valider', 2),
  (5, 'factures-de-travaux', 2), (6, 'memoires-de-frais-de-justice', 2), (7, 'remboursements-de-taxes', 2),
  (8, 'engagements', 2), (9, 'cessions-de-creance', 2), (10, 'sollicitations-emises', 2), (11, 'sollicitations-recues', 2),
  (12, 'raccordements', 2), (13, 'suivi-des-flux', 1), (14, 'marches', 2), (15, 'comptes-techniques', 2),
  (16, 'mandats-de-facturation', 2), (17, 'certificats-de-cessibilite', 2);

create table rattachement (
  id uuid primary key default nouvel_id(),
  utilisateur uuid not null references utilisateur,
  structure uuid not null references structure,
  service uuid references service,
  periode tstzrange not null constraint rattachement_periode check (not isempty(periode) and not lower_inf(periode)),
  retire_le timestamptz,
  motif text,
  tri text collate "C" not null default '',
  constraint rattachement_sans_recouvrement exclude using gist
    (utilisateur with =, structure with =, coalesce(service, '00000000-0000-0000-0000-000000000000') with =, periode with &&) where (retire_le is null)
);
create index rattachement_de on rattachement (utilisateur, structure, service) include (periode, retire_le);
create index rattachement_structure on rattachement (structure, tri, utilisateur) where retire_le is null;
comment on table rattachement is 'A user acts for a structure or one service of it, over a period.';
comment on column rattachement.id is 'Identifier.';
comment on column rattachement.utilisateur is 'Who.';
comment on column rattachement.structure is 'For which structure.';
comment on column rattachement.service is 'At the maille service; null: the whole structure.';
comment on column rattachement.periode is 'When it holds.';
comment on column rattachement.retire_le is 'Ended at once; a clock that steps back does not undo it.';
comment on column rattachement.motif is 'Why it ended.';
comment on column rattachement.tri is 'Folded name, for lists by name.';

create table habilitation (
  id uuid primary key default nouvel_id(),
  utilisateur uuid not null references utilisateur,
  structure uuid not null references structure,
  service uuid references service,
  application smallint not null references application,
  niveau smallint not null constraint habilitation_niveau check (niveau in (1, 2)),
  periode tstzrange not null constraint habilitation_periode check (not isempty(periode) and not lower_inf(periode)),
  retiree_le timestamptz,
  constraint habilitation_sans_recouvrement exclude using gist
    (utilisateur with =, structure with =, coalesce(service, '00000000-0000-0000-0000-000000000000') with =, application with =, periode with &&) where (retiree_le is null)
);
create index habilitation_de on habilitation (utilisateur, structure, application) include (service, niveau, periode, retiree_le);
create index habilitation_structure on habilitation (structure, application) where retiree_le is null;
comment on table habilitation is 'A profile granted to a user for a structure or a service, over a period (HAB-01).';
comment on column habilitation.id is 'Identifier.';
comment on column habilitation.utilisateur is 'Who.';
comment on column habilitation.structure is 'For which structure.';
comment on column habilitation.service is 'For one service; null: the whole structure.';
comment on column habilitation.application is 'On which application.';
comment on column habilitation.niveau is '1 consultation, 2 modification (which includes consultation).';
comment on column habilitation.periode is 'When it holds.';
comment on column habilitation.retiree_le is 'Removed at once; a clock that steps back does not undo it.';

-- The gestionnaire principal is attached to the structure: checked when the transaction ends.
create function verifier_gestionnaire_rattache() returns trigger language plpgsql as $$
declare s structure%rowtype;
begin
  if tg_table_name = 'structure' then s := new; else select * into s from structure where id = new.structure; end if;
  select * into s from structure where id = s.id;
  if s.statut = 'ACTIVE' and s.gestionnaire_principal is not null and not exists (
    select from rattachement r where r.structure = s.id and r.utilisateur = s.gestionnaire_principal and r.service is null
      and r.retire_le is null and r.periode @> maintenant()) then
    raise exception 'gestionnaire principal not attached' using errcode = 'check_violation', constraint = 'gestionnaire_principal_rattache', table = 'structure';
  end if;
  return null;
end $$;
comment on function verifier_gestionnaire_rattache() is 'Constraint gestionnaire_principal_rattache.';
create constraint trigger gestionnaire_principal_rattache after insert or update of gestionnaire_principal, statut on structure
  deferrable initially deferred for each row execute function verifier_gestionnaire_rattache();
create constraint trigger gestionnaire_principal_rattache after update or delete on rattachement
  deferrable initially deferred for each row when (old.service is null) execute function verifier_gestionnaire_rattache();

-- Demandes ------------------------------------------------------------------------------------------------------
create table demande (
  id bigint generated always as identity (start with 14700) primary key,
  numero text collate "C" generated always as ('RITM' || lpad(id::text, greatest(7, length(id::text)), '0')) stored constraint demande_numero unique,
  type text not null,
  auteur uuid not null references utilisateur,
  structure uuid references structure,
  service uuid references service,
  saisie jsonb not null,
  etat text not null constraint demande_etat
    check (etat in ('demandee', 'programmee', 'effective', 'refusee', 'annulee', 'expiree', 'echouee')),
  cree_le timestamptz not null default maintenant(),
  effet_le timestamptz,
  terminee_le timestamptz,
  terminee_par uuid references utilisateur,
  motif text,
  avant jsonb,
  resultat jsonb,
  constraint demande_effet check (etat <> 'programmee' or effet_le is not null)
);
create index demande_a_appliquer on demande (effet_le, id) where etat = 'programmee';
create index demande_auteur on demande (auteur, id desc);
create index demande_structure on demande (structure, id desc);
create index demande_en_attente on demande (structure, effet_le) where etat in ('demandee', 'programmee');
comment on table demande is 'A request submitted through an application of the portal: every change to an organisation is one.';
comment on column demande.id is 'Rank, from which the number is made.';
comment on column demande.numero is 'The number people read: RITM0014709.';
comment on column demande.type is 'structure.modifier and the others of INT-10.';
comment on column demande.auteur is 'Who submitted it.';
comment on column demande.structure is 'The structure it is about; null before a creation.';
comment on column demande.service is 'The service it is about.';
comment on column demande.saisie is 'What was asked, as validated: for a change, only the fields that change.';
comment on column demande.etat is 'State; transitions are guarded by the state they leave.';
comment on column demande.cree_le is 'Submission.';
comment on column demande.effet_le is 'When it takes or took effect.';
comment on column demande.terminee_le is 'When it left its waiting state.';
comment on column demande.terminee_par is 'Who cancelled or decided it.';
comment on column demande.motif is 'Why it was refused, cancelled or failed.';
comment on column demande.avant is 'The values that its effect replaces.';
comment on column demande.resultat is 'What the effect produced.';

create table idempotence (
  auteur uuid not null references utilisateur on delete cascade,
  cle text not null constraint idempotence_cle check (length(cle) between 1 and 200),
  route text not null,
  empreinte bytea not null,
  demande bigint references demande,
  cree_le timestamptz not null default clock_timestamp(),
  primary key (auteur, route, cle)
);
create index idempotence_age on idempotence (cree_le);
comment on table idempotence is 'Keys already used: same key and same body, same answer; stored in the effect''s transaction.';
comment on column idempotence.auteur is 'Whose key.';
comment on column idempotence.cle is 'The key, chosen by the caller.';
comment on column idempotence.route is 'On which route.';
comment on column idempotence.empreinte is 'Hash of the body.';
comment on column idempotence.demande is 'The demande it led to.';
comment on column idempotence.cree_le is 'First use; kept at least 24 hours.';

create table brouillon (
  cle uuid primary key,
  auteur uuid not null references utilisateur on delete cascade,
  type text not null,
  structure uuid references structure,
  saisie jsonb not null,
  version integer,
  cree_le timestamptz not null default clock_timestamp(),
  modifie_le timestamptz not null default clock_timestamp()
);
create index brouillon_age on brouillon (modifie_le);
create index brouillon_auteur on brouillon (auteur, type, structure, modifie_le desc);
comment on table brouillon is 'Answers kept between the form, its check page and its confirmation (POR-16).';
comment on column brouillon.cle is 'Key of the form, also its idempotency key.';
comment on column brouillon.auteur is 'Whose draft.';
comment on column brouillon.type is 'Type of demande.';
comment on column brouillon.structure is 'About which structure.';
comment on column brouillon.saisie is 'What was typed.';
comment on column brouillon.version is 'Version of the object the form started from.';
comment on column brouillon.cree_le is 'First kept.';
comment on column brouillon.modifie_le is 'Last kept.';

-- History -------------------------------------------------------------------------------------------------------
create table journal (
  chaine uuid not null,
  rang bigint not null,
  le timestamptz not null,
  auteur uuid,
  evenement text not null,
  demande bigint,
  contenu jsonb not null,
  empreinte bytea not null,
  primary key (chaine, rang)
);
create index journal_demande on journal (demande) where demande is not null;
comment on table journal is 'Append-only history, chained by hash per structure (or per user for what concerns no structure).';
comment on column journal.chaine is 'The structure or user whose history it is.';
comment on column journal.rang is 'Rank in the chain, without gap.';
comment on column journal.le is 'When.';
comment on column journal.auteur is 'Who; null: the portal itself.';
comment on column journal.evenement is 'What happened.';
comment on column journal.demande is 'The demande it belongs to.';
comment on column journal.contenu is 'Before and after.';
comment on column journal.empreinte is 'SHA-256 of the previous one and of this row.';

create table journal_tete (
  chaine uuid primary key,
  rang bigint not null,
  empreinte bytea not null
) with (fillfactor = 70);
comment on table journal_tete is 'Head of each chain.';
comment on column journal_tete.chaine is 'The chain.';
comment on column journal_tete.rang is 'Its last rank.';
comment on column journal_tete.empreinte is 'Its last hash.';

create function journal_empreinte(precedente bytea, chaine uuid, rang bigint, le timestamptz, auteur uuid, evenement text, demande bigint, contenu jsonb)
returns bytea language sql immutable parallel safe as $$
  select sha256(precedente || convert_to(jsonb_build_array(chaine, rang, extract(epoch from le), auteur, evenement, demande, contenu)::text, 'UTF8')) $$;
comment on function journal_empreinte is 'The hash of a history row; an array leaves no ambiguity between its parts.';

create function journaliser(p_chaine uuid, p_auteur uuid, p_evenement text, p_demande bigint, p_contenu jsonb) returns bigint language plpgsql as $$
declare v_rang bigint; v_avant bytea; v_le timestamptz := maintenant(); v_apres bytea;
begin
  insert into journal_tete values (p_chaine, 0, '') on conflict do nothing;
  select rang, empreinte into v_rang, v_avant from journal_tete where chaine = p_chaine for update;
  v_apres := journal_empreinte(v_avant, p_chaine, v_rang + 1, v_le, p_auteur, p_evenement, p_demande, p_contenu);
  update journal_tete set rang = v_rang + 1, empreinte = v_apres where chaine = p_chaine;
  insert into journal values (p_chaine, v_rang + 1, v_le, p_auteur, p_evenement, p_demande, p_contenu, v_apres);
  return v_rang + 1;
end $$;
comment on function journaliser is 'Appends one event to a chain.';

create function journal_en_ajout_seul() returns trigger language plpgsql as $$
begin raise exception 'the journal is append-only' using errcode = 'insufficient_privilege'; end $$;
comment on function journal_en_ajout_seul() is 'Refuses to change or remove history.';
create trigger journal_en_ajout_seul before update or delete on journal for each row execute function journal_en_ajout_seul();
create trigger journal_sans_vidage before truncate on journal for each statement execute function journal_en_ajout_seul();
