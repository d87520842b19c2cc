-- News (COM-02), messages (COM-03), notices and how each person wants them (CPT-08).
create table actualite (
  id uuid not null default nouvel_id() constraint actualite_cle_primaire primary key,
  cle uuid not null,
  sujet text not null constraint actualite_sujet check (sujet in ('nouveautes', 'conseils', 'reglementation', 'raccordements', 'evenements')),
  titre text not null constraint actualite_titre check (length(titre) between 1 and 150),
  chapo text not null constraint actualite_chapo check (length(chapo) between 1 and 300),
  texte text not null constraint actualite_texte check (length(texte) between 1 and 20000),
  titre_en text constraint actualite_titre_en check (length(titre_en) between 1 and 150),
  chapo_en text constraint actualite_chapo_en check (length(chapo_en) between 1 and 300),
  texte_en text constraint actualite_texte_en check (length(texte_en) between 1 and 20000),
  auteur uuid not null constraint actualite_auteur references utilisateur,
  publie_le timestamptz not null,
  retire_le timestamptz,
  cree_le timestamptz not null default maintenant(),
  modifie_le timestamptz not null default maintenant(),
  mots tsvector not null generated always as (setweight(to_tsvector('francais', titre || ' ' || coalesce(titre_en, '')), 'A') || setweight(to_tsvector('francais', chapo || ' ' || coalesce(chapo_en, '')), 'B') || setweight(to_tsvector('francais', texte || ' ' || coalesce(texte_en, '')), 'C')) stored,
  constraint actualite_cle unique (auteur, cle)
);
comment on table actualite is 'An article of « Actualités »: read by everybody from publie_le on, unless withdrawn.';
comment on column actualite.id is 'Identifier, also its address.';
comment on column actualite.cle is 'Key of the form that made it: sent twice, it is one article.';
comment on column actualite.sujet is 'Topic.';
comment on column actualite.titre is 'Title.';
comment on column actualite.chapo is 'What it says in two sentences: lists, feed, home page.';
comment on column actualite.texte is 'The article, in Markdown.';
comment on column actualite.titre_en is 'Title in English; null: the French one is shown.';
comment on column actualite.chapo_en is 'Summary in English.';
comment on column actualite.texte_en is 'Article in English.';
comment on column actualite.auteur is 'The operator who wrote it.';
comment on column actualite.publie_le is 'Out from then on; to come when programmed.';
comment on column actualite.retire_le is 'Withdrawn.';
comment on column actualite.cree_le is 'Written.';
comment on column actualite.modifie_le is 'Last change.';
comment on column actualite.mots is 'Its words, for the search.';
create index actualite_par_date on actualite (publie_le, id) where retire_le is null;
create index actualite_par_sujet on actualite (sujet, publie_le, id) where retire_le is null;
create index actualite_ecrites on actualite (publie_le, id);
create index actualite_mots on actualite using gin (mots);
create index actualite_titre on actualite using gin (plier(titre) gin_trgm_ops);

create table message (
  id uuid not null default nouvel_id() constraint message_cle_primaire primary key,
  cle uuid not null,
  auteur uuid not null constraint message_auteur references utilisateur,
  portee text not null constraint message_portee check (portee in ('tous', 'audience', 'structures')),
  entites text[] constraint message_entites check (cardinality(entites) > 0 and entites <@ array['entite-publique', 'entreprise', 'particulier', 'association']),
  application smallint constraint message_application references application,
  niveau smallint constraint message_niveau check (niveau in (1, 2)),
  titre text not null constraint message_titre check (length(titre) between 1 and 150),
  texte text not null constraint message_texte check (length(texte) between 1 and 4000),
  cree_le timestamptz not null default maintenant(),
  expire_le timestamptz not null,
  retire_le timestamptz,
  constraint message_cle unique (auteur, cle),
  constraint message_duree check (expire_le > cree_le),
  constraint message_profil check ((application is null) = (niveau is null)),
  constraint message_audience check ((portee = 'audience') = (num_nonnulls(entites, application) > 0))
);
comment on table message is 'A message of « Communication »: who reads it is worked out when it is read, there is no row per recipient.';
comment on column message.id is 'Identifier.';
comment on column message.cle is 'Key of the form that sent it: sent twice, it is one message.';
comment on column message.auteur is 'Who sent it: an operator, or the gestionnaire principal of the structures.';
comment on column message.portee is 'tous: every account; audience: by kind of entity or profile; structures: whoever is attached to those of message_structure.';
comment on column message.entites is 'Kinds of entity that one is attached to; null: any.';
comment on column message.application is 'Application on which a profile is held; null: whatever.';
comment on column message.niveau is 'Level held at least.';
comment on column message.titre is 'Title.';
comment on column message.texte is 'What it says, in Markdown.';
comment on column message.cree_le is 'Sent.';
comment on column message.expire_le is 'Current until then; nobody reads it afterwards.';
comment on column message.retire_le is 'Withdrawn.';
create index message_a_tous on message (expire_le) where retire_le is null and portee <> 'structures';
create index message_par_auteur on message (auteur, cree_le, id);
create index message_par_date on message (cree_le, id);

create table message_structure (
  message uuid not null constraint message_structure_message references message on delete cascade,
  structure uuid not null constraint message_structure_structure references structure,
  expire_le timestamptz not null,
  constraint message_structure_cle_primaire primary key (message, structure)
);
comment on table message_structure is 'To the users of which structures a message goes.';
comment on column message_structure.message is 'The message.';
comment on column message_structure.structure is 'The structure.';
comment on column message_structure.expire_le is 'That of the message: what is over is not even looked at.';
create index message_structure_en_cours on message_structure (structure, expire_le);

create table message_lu (
  utilisateur uuid not null constraint message_lu_utilisateur references utilisateur,
  message uuid not null constraint message_lu_message references message on delete cascade,
  lu_le timestamptz not null default maintenant(),
  constraint message_lu_cle_primaire primary key (utilisateur, message)
);
comment on table message_lu is 'Who has read which message: written when it is read.';
comment on column message_lu.utilisateur is 'Who.';
comment on column message_lu.message is 'Which.';
comment on column message_lu.lu_le is 'When.';
create index message_lu_message on message_lu (message);

create table preference_avis (
  utilisateur uuid not null constraint preference_avis_utilisateur references utilisateur on delete cascade,
  genre text not null constraint preference_avis_genre check (genre in ('approbations', 'demandes', 'tickets', 'droits')),
  cadence text not null constraint preference_avis_cadence check (cadence in ('aussitot', 'jour', 'semaine', 'jamais')),
  constraint preference_avis_cle_primaire primary key (utilisateur, genre)
);
comment on table preference_avis is 'How a person wants the mails of a kind of event; no row: at once.';
comment on column preference_avis.utilisateur is 'Who.';
comment on column preference_avis.genre is 'Kind of event.';
comment on column preference_avis.cadence is 'At once, in a daily or weekly summary, or never.';

create table avis (
  id uuid not null default nouvel_id() constraint avis_cle_primaire primary key,
  utilisateur uuid not null constraint avis_utilisateur references utilisateur on delete cascade,
  genre text not null constraint avis_genre check (genre in ('approbations', 'demandes', 'tickets', 'droits', 'securite')),
  cle text not null constraint avis_cle_taille check (length(cle) between 1 and 300),
  titre text not null constraint avis_titre check (length(titre) between 1 and 500),
  adresse text not null constraint avis_adresse check (adresse ~ '^/[^/\\]' and length(adresse) <= 500),
  cadence text not null constraint avis_cadence check (cadence in ('aussitot', 'jour', 'semaine', 'jamais')),
  cree_le timestamptz not null default maintenant(),
  lu_le timestamptz,
  resume_le timestamptz,
  constraint avis_unique unique (utilisateur, cle)
);
comment on table avis is 'A notice: something happened that concerns a person. Kept in their centre of notices whatever mail they want of it.';
comment on column avis.id is 'Identifier.';
comment on column avis.utilisateur is 'Whom it concerns.';
comment on column avis.genre is 'Kind of event; securite: always told at once.';
comment on column avis.cle is 'Identity of the event for this person, that of its mail: told twice, it is one notice.';
comment on column avis.titre is 'What happened, in their language.';
comment on column avis.adresse is 'Where it leads, a path of the portal.';
comment on column avis.cadence is 'How it was told: as they wanted it then.';
comment on column avis.cree_le is 'When.';
comment on column avis.lu_le is 'Read.';
comment on column avis.resume_le is 'Told in a summary.';
create index avis_par_personne on avis (utilisateur, cree_le, id);
create index avis_non_lus on avis (utilisateur) where lu_le is null;
create index avis_a_resumer on avis (cadence, utilisateur) where cadence in ('jour', 'semaine') and resume_le is null;
create index avis_age on avis (cree_le);
