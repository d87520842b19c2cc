-- The public directory (POR-10): active public structures and their active services, nobody's personal data.

-- What a search, a sort or a filter of the directory walks through, one index each.
create function nom_annuaire(raison_sociale text, nom text, prenom text) returns text language sql immutable parallel safe
  return plier(coalesce(raison_sociale, prenom || ' ' || nom));
comment on function nom_annuaire is 'The name of a structure, folded: the directory is sorted by it.';

create index annuaire_nom on structure (nom_annuaire(raison_sociale, nom, prenom) collate "C", id) where type_structure = 'PUBLIQUE' and statut = 'ACTIVE' and type_identifiant <> 'PARTICULIER';
create index annuaire_ville on structure ((plier(ville)) collate "C", id) where type_structure = 'PUBLIQUE' and statut = 'ACTIVE' and type_identifiant <> 'PARTICULIER';
create index annuaire_code_postal on structure (code_postal collate "C", id) where type_structure = 'PUBLIQUE' and statut = 'ACTIVE' and type_identifiant <> 'PARTICULIER';
create index annuaire_identifiant on structure (identifiant collate "C", id) where type_structure = 'PUBLIQUE' and statut = 'ACTIVE' and type_identifiant <> 'PARTICULIER';
create index annuaire_exigences on structure (code_service_obligatoire, numero_engagement_obligatoire, code_service_ou_numero_engagement, nom_annuaire(raison_sociale, nom, prenom) collate "C", id)
  where type_structure = 'PUBLIQUE' and statut = 'ACTIVE' and type_identifiant <> 'PARTICULIER';
create index annuaire_code_service on service (upper(code) collate "C", structure) where statut = 'ACTIF' and code <> 'FACTURES_PUBLIQUES';

create function service_en_cours(s service) returns boolean language sql stable as $$
  select s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES'
    and (s.debut_validite is null or s.debut_validite <= (maintenant() at time zone 'Europe/Paris')::date)
    and (s.fin_validite is null or s.fin_validite >= (maintenant() at time zone 'Europe/Paris')::date) $$;
comment on function service_en_cours(service) is 'A supplier may write its code today; the code by which public entities invoice each other is not for suppliers.';

-- What was typed, as the words that exist: what is common is found by words alone, counted and paged without being ranked.
-- The search path is set: who looks at the portal as somebody else sees the same directory.
create function requete_annuaire(texte text) returns tsquery language plpgsql stable set search_path = public as $$
declare mq text[] := (mots_de(left(texte, 200)))[1:8]; w text; c text[]; r text[] := '{}';
begin
  for i in 1..cardinality(mq) loop
    w := mq[i];
    if exists (select from mot m where m.mot = w and m.n > 0) then r := r || w;
    elsif i = cardinality(mq) and texte !~ '\s$' and length(w) >= 3 and exists (select from mot m where m.mot >= w and m.mot < w || '~') then r := r || (w || ':*');
    else
      c := coalesce(corriger(w), corriger_deux(w), corriger_debut(w));
      if c is not null then r := r || array_to_string(c, ' '); end if;
    end if;
  end loop;
  return requete_de(nullif(r, '{}'));
end $$;
comment on function requete_annuaire(text) is 'The words looked up for a text: as typed when somebody has them, else those one error away; unknown ones are left out.';

-- A code of service is looked up as written, its capitals apart: one letter of difference is another service.
create function chercher_annuaire(texte text, limite integer, out structures uuid[], out complet boolean) language plpgsql stable set search_path = public as $$
declare c text := upper(btrim(left(texte, 100))); exacts uuid[] := '{}'; debuts uuid[] := '{}'; noms uuid[];
begin
  noms := array(select s.structure from chercher_structures(texte, true, true, limite) with ordinality s (structure, score, rang) order by rang);
  -- Sent by a form, the last word is finished: two errors in it are forgiven too.
  if noms = '{}' then noms := array(select s.structure from chercher_structures(texte || ' ', true, true, limite) with ordinality s (structure, score, rang) order by rang); end if;
  if length(c) >= 2 then
    exacts := array(select distinct s.structure from service s join recherche_structure r on r.structure = s.structure
      where upper(s.code) collate "C" = c and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s) and r.est_publique and r.est_active limit limite);
  end if;
  if length(c) >= 3 then
    debuts := array(select distinct s.structure from service s join recherche_structure r on r.structure = s.structure
      where upper(s.code) collate "C" > c and upper(s.code) collate "C" < c || '~' and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s) and r.est_publique and r.est_active limit limite);
  end if;
  complet := greatest(cardinality(noms), cardinality(exacts), cardinality(debuts)) < limite;
  -- « VOIRIE » is a word that thousands of services bear; « VTPC-07 » can only be a code.
  structures := array(select x.s from unnest(case when c ~ '[0-9_-]' then exacts || noms || debuts else noms || exacts || debuts end) with ordinality x (s, rang) group by x.s order by min(x.rang));
end $$;
comment on function chercher_annuaire is 'Active public structures that answer a text, best first: by name, identifier, town, postal code as every search does, and by code of service. complet: there is no other.';

-- Progress of the operator's imports -----------------------------------------------------------------------------
create table annuaire_import (
  id uuid primary key default nouvel_id(),
  empreinte text collate "C" not null constraint annuaire_import_empreinte unique,
  fichier text not null,
  genre text not null constraint annuaire_import_genre check (genre in ('nommees', 'identifiants', 'structures', 'services')),
  position bigint not null,
  lignes bigint not null default 0,
  creees bigint not null default 0,
  modifiees bigint not null default 0,
  gerees bigint not null default 0,
  ecartees bigint not null default 0,
  ligne_fichier bigint not null default 2,
  commence_le timestamptz not null default maintenant(),
  avance_le timestamptz not null default maintenant(),
  termine_le timestamptz
);
comment on table annuaire_import is 'Imports of directory files; a batch and its progress are one transaction, so that an interrupted import resumes.';
comment on column annuaire_import.id is 'Identifier.';
comment on column annuaire_import.empreinte is 'Identity of the file: size, time of modification, hash of its beginning and end.';
comment on column annuaire_import.fichier is 'Name of the file, for people.';
comment on column annuaire_import.genre is 'nommees, identifiants, structures (official columns) or services.';
comment on column annuaire_import.position is 'Byte at which it resumes.';
comment on column annuaire_import.lignes is 'Rows read.';
comment on column annuaire_import.creees is 'Structures or services made.';
comment on column annuaire_import.modifiees is 'Structures or services changed.';
comment on column annuaire_import.gerees is 'Rows about what the portal manages, left as it is.';
comment on column annuaire_import.ecartees is 'Rows that name nothing: no identifier, or an unknown structure.';
comment on column annuaire_import.ligne_fichier is 'Line of the file at which it resumes, for messages.';
comment on column annuaire_import.commence_le is 'First batch.';
comment on column annuaire_import.avance_le is 'Last batch.';
comment on column annuaire_import.termine_le is 'End; null while incomplete.';

update application_portail set nature = 'ecran', adresse = '/annuaire' where code = 'annuaire-des-structures-publiques';
update catalogue set version = version + 1;
