-- People: who decides, who is invited, what is granted by name, until when, and how a lost governor is found again.
alter table demande add column concerne uuid references utilisateur;
comment on column demande.concerne is 'The person it is about, when that is not its author alone.';
create index demande_concerne on demande (concerne, id desc) where concerne is not null;

alter table rattachement add column demande bigint references demande;
comment on column rattachement.demande is 'The demande that made it; null: with the structure, or imported.';
alter table habilitation add column demande bigint references demande, add column terminee_par bigint references demande, add column fin_avant timestamptz;
comment on column habilitation.demande is 'The demande that granted it.';
comment on column habilitation.terminee_par is 'The demande that set its end: cancelled before its time, the former end comes back.';
comment on column habilitation.fin_avant is 'Its end before that demande; null: it had none.';

alter table utilisateur add column derniere_connexion_le timestamptz;
comment on column utilisateur.derniere_connexion_le is 'Last sign-in.';
create function noter_connexion() returns trigger language plpgsql as $$
begin update utilisateur set derniere_connexion_le = new.cree_le where id = new.utilisateur; return null; end $$;
comment on function noter_connexion() is 'Every way of signing in opens a session: the last one dates the person.';
create trigger noter_connexion after insert on session for each row execute function noter_connexion();

-- A name that changes changes its place in every list.
create function reclasser_rattachements() returns trigger language plpgsql as $$
begin update rattachement set tri = plier(new.nom || ' ' || new.prenom) where utilisateur = new.id and retire_le is null; return null; end $$;
comment on function reclasser_rattachements() is 'Keeps the folded names of the attachments of whoever is renamed.';
create trigger reclasser_rattachements after update of nom, prenom on utilisateur for each row
  when (old.nom is distinct from new.nom or old.prenom is distinct from new.prenom) execute function reclasser_rattachements();
update rattachement r set tri = plier(u.nom || ' ' || u.prenom) from utilisateur u where u.id = r.utilisateur;

-- Approvals -----------------------------------------------------------------------------------------------------
create table approbation (
  demande bigint primary key references demande,
  structure uuid not null references structure,
  etat text not null default 'demandee' constraint approbation_etat check (etat in ('demandee', 'approuvee', 'refusee', 'annulee', 'expiree')),
  cree_le timestamptz not null default maintenant(),
  expire_le timestamptz not null,
  rappels smallint not null default 0,
  decidee_le timestamptz,
  decidee_par uuid references utilisateur,
  qualite text constraint approbation_qualite check (qualite in ('gestionnaire-principal', 'suppleant', 'operateur')),
  motif text,
  constraint approbation_decidee check ((etat in ('approuvee', 'refusee')) = (decidee_par is not null and decidee_le is not null and qualite is not null))
);
create index approbation_structure on approbation (structure, etat, demande desc);
create index approbation_en_attente on approbation (expire_le) where etat = 'demandee';
comment on table approbation is 'The decision that a demande waits for (APP-01); who decides is read when asked, so what waits follows the role.';
comment on column approbation.demande is 'The demande; its number is the approval''s.';
comment on column approbation.structure is 'Whose gestionnaire principal decides.';
comment on column approbation.etat is 'demandee, approuvee, refusee, annulee or expiree.';
comment on column approbation.cree_le is 'Waiting since.';
comment on column approbation.expire_le is 'Expires without a decision at this time (APP-04).';
comment on column approbation.rappels is 'Reminders sent.';
comment on column approbation.decidee_le is 'When it was decided.';
comment on column approbation.decidee_par is 'By whom.';
comment on column approbation.qualite is 'As what they decided.';
comment on column approbation.motif is 'Reason given.';

create table suppleance (
  id uuid primary key default nouvel_id(),
  gestionnaire uuid not null references utilisateur,
  suppleant uuid not null references utilisateur,
  structure uuid references structure,
  periode tstzrange not null constraint suppleance_periode check (not isempty(periode) and not lower_inf(periode) and not upper_inf(periode)),
  retiree_le timestamptz,
  cree_le timestamptz not null default maintenant(),
  constraint suppleant_autre_que_le_gestionnaire check (gestionnaire <> suppleant)
);
create index suppleance_suppleant on suppleance (suppleant) where retiree_le is null;
create index suppleance_gestionnaire on suppleance (gestionnaire) where retiree_le is null;
comment on table suppleance is 'A deputy decides in the place of a gestionnaire principal over a dated absence (APP-05).';
comment on column suppleance.id is 'Identifier.';
comment on column suppleance.gestionnaire is 'Who is away; the deputy acts while this person governs, no longer.';
comment on column suppleance.suppleant is 'Who decides meanwhile.';
comment on column suppleance.structure is 'For one structure; null: for all that the person governs.';
comment on column suppleance.periode is 'The absence.';
comment on column suppleance.retiree_le is 'Ended before its time.';
comment on column suppleance.cree_le is 'When it was named.';

create view decideur as
  select s.id as structure, s.gestionnaire_principal as utilisateur, 'gestionnaire-principal'::text as qualite
    from structure s join utilisateur u on u.id = s.gestionnaire_principal and u.est_actif
  union all
  select s.id, p.suppleant, 'suppleant' from suppleance p join structure s on s.gestionnaire_principal = p.gestionnaire and (p.structure is null or p.structure = s.id)
    join utilisateur u on u.id = p.suppleant and u.est_actif
    where p.retiree_le is null and p.periode @> maintenant()
      and exists (select from rattachement r where r.utilisateur = p.suppleant and r.structure = s.id and r.service is null and r.retire_le is null and r.periode @> maintenant())
  union all
  select s.id, u.id, 'operateur' from structure s join utilisateur u on u.est_operateur and u.est_actif where s.gestionnaire_principal is null;
comment on view decideur is 'Who decides the approvals of each structure now: its gestionnaire principal, deputies during an absence, the operator where there is none.';
create index structure_sans_gestionnaire on structure (id) where gestionnaire_principal is null;

-- Invitations ---------------------------------------------------------------------------------------------------
create table invitation (
  id uuid primary key default nouvel_id(),
  adresse_electronique citext not null,
  invite_par uuid not null references utilisateur,
  structure uuid not null references structure,
  service uuid references service,
  profils jsonb,
  demande bigint references demande,
  empreinte bytea constraint invitation_empreinte unique,
  etat text not null default 'en-attente' constraint invitation_etat check (etat in ('en-attente', 'acceptee', 'annulee', 'expiree', 'sans-effet')),
  cree_le timestamptz not null default maintenant(),
  envoyee_le timestamptz,
  envois smallint not null default 0,
  echec text,
  expire_le timestamptz not null,
  terminee_le timestamptz,
  motif text
);
create unique index invitation_deja_en_attente on invitation (adresse_electronique, structure, coalesce(service, '00000000-0000-0000-0000-000000000000')) where etat = 'en-attente';
create index invitation_structure on invitation (structure, cree_le desc, id);
create index invitation_expiration on invitation (expire_le) where etat = 'en-attente';
comment on table invitation is 'An attachment promised to an address that has no verified account yet (UTI-02).';
comment on column invitation.id is 'Identifier.';
comment on column invitation.adresse_electronique is 'The only address that can take it up.';
comment on column invitation.invite_par is 'Who invited; without the right any more, the invitation has no effect.';
comment on column invitation.structure is 'For which structure.';
comment on column invitation.service is 'At the maille service; null: the whole structure.';
comment on column invitation.profils is 'Profiles chosen ([{application, niveau, fin}]); null: the default set.';
comment on column invitation.demande is 'The demande that invited.';
comment on column invitation.empreinte is 'Hash of the token of its link.';
comment on column invitation.etat is 'en-attente, acceptee, annulee, expiree or sans-effet.';
comment on column invitation.cree_le is 'When.';
comment on column invitation.envoyee_le is 'Last mail that left.';
comment on column invitation.envois is 'How many left.';
comment on column invitation.echec is 'Why the last mail did not leave.';
comment on column invitation.expire_le is 'No longer taken up from this time on.';
comment on column invitation.terminee_le is 'When it was taken up, cancelled or expired.';
comment on column invitation.motif is 'Why it ended without effect.';

-- Sets of profiles ----------------------------------------------------------------------------------------------
create table ensemble_profils (
  id uuid primary key default nouvel_id(),
  structure uuid references structure,
  nom text not null constraint ensemble_nom check (length(nom) between 1 and 80),
  description text not null default '',
  par_defaut boolean not null default false,
  cree_le timestamptz not null default maintenant(),
  constraint nom_ensemble_deja_pris unique nulls not distinct (structure, nom)
);
create unique index un_ensemble_par_defaut on ensemble_profils (structure) nulls not distinct where par_defaut;
comment on table ensemble_profils is 'A named set of profiles (HAB-09); one may be what a new attachment receives (PLUS-02).';
comment on column ensemble_profils.id is 'Identifier.';
comment on column ensemble_profils.structure is 'Whose; null: the portal''s.';
comment on column ensemble_profils.nom is 'Name.';
comment on column ensemble_profils.description is 'What it is for.';
comment on column ensemble_profils.par_defaut is 'Granted on attachment, in place of the portal''s default.';
comment on column ensemble_profils.cree_le is 'Creation.';

create table ensemble_profil (
  ensemble uuid not null references ensemble_profils on delete cascade,
  application smallint not null references application,
  niveau smallint not null constraint ensemble_profil_niveau check (niveau in (1, 2)),
  primary key (ensemble, application)
);
comment on table ensemble_profil is 'One line of a set of profiles.';
comment on column ensemble_profil.ensemble is 'Its set.';
comment on column ensemble_profil.application is 'On which application.';
comment on column ensemble_profil.niveau is '1 consultation, 2 modification.';

with e as (insert into ensemble_profils (nom, description, par_defaut) values
    ('Profils par défaut', 'Tout, sauf « Organisation modification » (UTI-03).', true),
    ('Comptable', 'Factures émises et reçues, suivi des flux.', false),
    ('Acheteur', 'Marchés, engagements, factures reçues.', false),
    ('Lecture seule', 'Toutes les applications en consultation.', false) returning id, nom),
  l as (select e.id, a.id as application, case
      when e.nom = 'Profils par défaut' then case when a.code = 'organisation' then 1 else a.niveaux end
      when e.nom = 'Lecture seule' then 1
      when a.code = 'organisation' then 1
      when e.nom = 'Comptable' and a.code in ('factures-emises', 'factures-recues', 'factures-a-valider', 'cessions-de-creance', 'suivi-des-flux') then a.niveaux
      when e.nom = 'Acheteur' and a.code in ('marches', 'engagements', 'factures-recues', 'sollicitations-emises') then a.niveaux end as niveau
    from e, application a)
  insert into ensemble_profil select id, application, niveau from l where niveau is not null;

create table usage_habilitation (
  utilisateur uuid not null references utilisateur,
  structure uuid not null references structure,
  application smallint not null references application,
  dernier_le timestamptz not null,
  primary key (utilisateur, structure, application)
) with (fillfactor = 80);
comment on table usage_habilitation is 'When a right last answered « yes » to a question: what is never used can be taken back (PLUS-02).';
comment on column usage_habilitation.utilisateur is 'Who.';
comment on column usage_habilitation.structure is 'For which structure.';
comment on column usage_habilitation.application is 'On which application.';
comment on column usage_habilitation.dernier_le is 'Last use, to the hour.';

-- Mandates, keys, recoveries, saved views -----------------------------------------------------------------------
create table mandat_facturation (
  id uuid primary key default nouvel_id(),
  mandant uuid not null references structure,
  mandataire uuid not null references structure,
  periode tstzrange not null constraint mandat_periode check (not isempty(periode) and not lower_inf(periode)),
  retire_le timestamptz,
  demande bigint references demande,
  constraint mandat_a_une_autre check (mandant <> mandataire),
  constraint mandat_sans_recouvrement exclude using gist (mandant with =, mandataire with =, periode with &&) where (retire_le is null)
);
create index mandat_mandataire on mandat_facturation (mandataire);
comment on table mandat_facturation is 'A structure lets another invoice on its behalf over a period (APP-01).';
comment on column mandat_facturation.id is 'Identifier.';
comment on column mandat_facturation.mandant is 'On whose behalf.';
comment on column mandat_facturation.mandataire is 'Who invoices.';
comment on column mandat_facturation.periode is 'When it holds.';
comment on column mandat_facturation.retire_le is 'Ended at once.';
comment on column mandat_facturation.demande is 'The demande that made it.';

create table cle_application (
  id uuid primary key default nouvel_id(),
  nom text not null constraint cle_application_nom check (length(nom) between 1 and 80),
  debut text not null,
  empreinte bytea not null constraint cle_application_empreinte unique,
  applications text[] not null constraint cle_application_portee check (cardinality(applications) > 0),
  cree_le timestamptz not null default maintenant(),
  expire_le timestamptz,
  revoquee_le timestamptz,
  derniere_utilisation_le timestamptz
);
comment on table cle_application is 'Key of an outside application, for its own questions only (INT-16, PLUS-05).';
comment on column cle_application.id is 'Identifier.';
comment on column cle_application.nom is 'Whose key it is.';
comment on column cle_application.debut is 'First characters, to recognise it; the rest is never kept.';
comment on column cle_application.empreinte is 'Hash of the key.';
comment on column cle_application.applications is 'Codes of the applications it may ask about.';
comment on column cle_application.cree_le is 'Creation.';
comment on column cle_application.expire_le is 'Not valid from this time on.';
comment on column cle_application.revoquee_le is 'Revoked.';
comment on column cle_application.derniere_utilisation_le is 'Last use, to the minute.';

create table recuperation (
  id uuid primary key default nouvel_id(),
  structure uuid not null references structure,
  demandeur uuid not null references utilisateur,
  motif text not null,
  piece bytea not null,
  piece_nom text not null,
  piece_type text not null,
  etat text not null default 'en-attente' constraint recuperation_etat check (etat in ('en-attente', 'acceptee', 'refusee', 'annulee')),
  cree_le timestamptz not null default maintenant(),
  attente_jusqua timestamptz not null,
  opposition_le timestamptz,
  opposition_par uuid references utilisateur,
  opposition_motif text,
  decidee_le timestamptz,
  decidee_par uuid references utilisateur,
  decision_motif text
);
create unique index recuperation_deja_en_attente on recuperation (structure) where etat = 'en-attente';
create index recuperation_etat_date on recuperation (etat, cree_le desc);
comment on table recuperation is 'An attached user asks for the role of a gestionnaire principal who cannot be found (PLUS-04).';
comment on column recuperation.id is 'Identifier.';
comment on column recuperation.structure is 'Of which structure.';
comment on column recuperation.demandeur is 'Who asks, and would govern.';
comment on column recuperation.motif is 'Why.';
comment on column recuperation.piece is 'The evidence, as it was sent.';
comment on column recuperation.piece_nom is 'Its file name.';
comment on column recuperation.piece_type is 'Its content type, found from its content.';
comment on column recuperation.etat is 'en-attente, acceptee, refusee or annulee.';
comment on column recuperation.cree_le is 'When.';
comment on column recuperation.attente_jusqua is 'Not decided in favour before this time: the incumbent is warned meanwhile.';
comment on column recuperation.opposition_le is 'When the incumbent objected.';
comment on column recuperation.opposition_par is 'Who objected.';
comment on column recuperation.opposition_motif is 'What they said.';
comment on column recuperation.decidee_le is 'When the operator decided.';
comment on column recuperation.decidee_par is 'Which operator.';
comment on column recuperation.decision_motif is 'Reason given.';

create table vue_enregistree (
  id uuid primary key default nouvel_id(),
  liste text not null,
  nom text not null constraint vue_nom check (length(nom) between 1 and 80),
  requete text not null constraint vue_requete check (length(requete) <= 2000),
  auteur uuid not null references utilisateur on delete cascade,
  structure uuid references structure,
  cree_le timestamptz not null default maintenant(),
  constraint nom_vue_deja_pris unique (auteur, liste, nom)
);
create index vue_structure on vue_enregistree (structure, liste) where structure is not null;
comment on table vue_enregistree is 'Filters, sort and page of a list kept under a name, shared within a structure or not (POR-15).';
comment on column vue_enregistree.id is 'Identifier.';
comment on column vue_enregistree.liste is 'Which list: its path.';
comment on column vue_enregistree.nom is 'Name.';
comment on column vue_enregistree.requete is 'The query of its address.';
comment on column vue_enregistree.auteur is 'Whose.';
comment on column vue_enregistree.structure is 'Shared with the people attached to it; null: one''s own.';
comment on column vue_enregistree.cree_le is 'Creation.';

alter table session add column voir_comme uuid references utilisateur, add column voir_comme_jusqua timestamptz;
comment on column session.voir_comme is 'The session looks at the portal as this person, read only (PLUS-12).';
comment on column session.voir_comme_jusqua is 'Until when.';
