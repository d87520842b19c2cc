-- Incidents and maintenance: the banner of every page while they last, and what « État du service » tells (COM-03).
create table incident (
  id uuid not null default nouvel_id() constraint incident_cle_primaire primary key,
  cle uuid not null,
  genre text not null constraint incident_genre check (genre in ('incident', 'maintenance')),
  titre text not null constraint incident_titre check (length(titre) between 1 and 150),
  texte text not null constraint incident_texte check (length(texte) between 1 and 4000),
  titre_en text constraint incident_titre_en check (length(titre_en) between 1 and 150),
  texte_en text constraint incident_texte_en check (length(texte_en) between 1 and 4000),
  debut timestamptz not null,
  fin timestamptz,
  auteur uuid not null constraint incident_auteur references utilisateur,
  cree_le timestamptz not null default maintenant(),
  modifie_le timestamptz not null default maintenant(),
  constraint incident_cle unique (auteur, cle),
  constraint incident_periode check (fin is null or fin >= debut)
);
comment on table incident is 'An incident or a maintenance, told on every page while debut ≤ maintenant() < fin, and afterwards on « État du service ».';
comment on column incident.id is 'Identifier.';
comment on column incident.cle is 'Key of the form that made it: sent twice, it is one incident.';
comment on column incident.genre is 'Something that broke, or something planned.';
comment on column incident.titre is 'What the banner says.';
comment on column incident.texte is 'More about it, in Markdown.';
comment on column incident.titre_en is 'Title in English; null: the French one is shown.';
comment on column incident.texte_en is 'Text in English; null: the French one is shown.';
comment on column incident.debut is 'From when; to come for a planned maintenance.';
comment on column incident.fin is 'Until when; null: not over; equal to debut: called off before it began.';
comment on column incident.auteur is 'The operator who published it.';
comment on column incident.cree_le is 'Created.';
comment on column incident.modifie_le is 'Last change.';
create index incident_par_debut on incident (debut, id);
create index incident_par_fin on incident ((coalesce(fin, 'infinity'::timestamptz)));
