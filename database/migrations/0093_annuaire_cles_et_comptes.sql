-- The directory is searched, sorted and counted from one narrow row a structure; counts of common words are kept -------

-- What a filter or a sort compares is folded when it is written: folding costs three microseconds each, and a department has thousands.
drop index annuaire_nom, annuaire_ville, annuaire_code_postal, annuaire_identifiant, annuaire_exigences;
drop function nom_annuaire;
alter table recherche_structure add column nom text collate "C", add column ville text collate "C", add column code_postal text collate "C",
  add column code_service_obligatoire boolean, add column numero_engagement_obligatoire boolean, add column code_service_ou_numero_engagement boolean;
comment on column recherche_structure.nom is 'Its name, folded: the directory is sorted by it. Null, as what follows, for a private one.';
comment on column recherche_structure.ville is 'Its town, folded.';
comment on column recherche_structure.code_postal is 'Its postal code.';
comment on column recherche_structure.code_service_obligatoire is 'As the structure has it: the directory is filtered by it.';
comment on column recherche_structure.numero_engagement_obligatoire is 'As the structure has it.';
comment on column recherche_structure.code_service_ou_numero_engagement is 'As the structure has it.';

-- How many bear a word, without reading them -----------------------------------------------------------------------------
create table annuaire_mot (
  mot text collate "C" not null,
  n integer not null
);
comment on table annuaire_mot is 'Active public structures that bear a word: the sum of its lines. Who writes adds lines and waits for nobody; each night they become one.';
comment on column annuaire_mot.mot is 'The word, folded.';
comment on column annuaire_mot.n is 'So many more, or fewer.';

create function compter_mots_annuaire() returns trigger language plpgsql as $$
begin
  insert into annuaire_mot (mot, n) select m, sum(n) from (
      select unnest(tsvector_to_array(new.mots)) as m, 1 as n where new.est_publique and new.est_active
      union all select unnest(tsvector_to_array(old.mots)), -1 where old.est_publique and old.est_active) x
    group by m having sum(n) <> 0;
  return null;
end $$;
comment on function compter_mots_annuaire() is 'Keeps how many active public structures bear each word.';
create trigger mots_annuaire_ajoutes after insert on recherche_structure for each row when (new.est_publique and new.est_active) execute function compter_mots_annuaire();
create trigger mots_annuaire_retires after delete on recherche_structure for each row when (old.est_publique and old.est_active) execute function compter_mots_annuaire();
create trigger mots_annuaire_changes after update on recherche_structure for each row
  when ((old.mots, old.est_publique, old.est_active) is distinct from (new.mots, new.est_publique, new.est_active) and (old.est_publique and old.est_active or new.est_publique and new.est_active)) execute function compter_mots_annuaire();

create or replace function recompter_mots() returns void language sql as $$
  with compte as materialized (select word collate "C" mot, ndoc n from ts_stat('select mots from recherche_structure')),
  juste as (update mot set n = c.n from compte c where c.mot = mot.mot and c.n <> mot.n)
  update mot set n = 0 where n <> 0 and not exists (select from compte c where c.mot = mot.mot);
  with lignes as (delete from annuaire_mot where mot in (select mot from annuaire_mot group by mot having count(*) > 1 or sum(n) = 0) returning mot, n)
  insert into annuaire_mot (mot, n) select mot, sum(n) from lignes group by mot having sum(n) <> 0 $$;
comment on function recompter_mots() is 'Counts again how many structures have each word, and makes one line of those kept for the directory; a nightly job.';

-- Writing ----------------------------------------------------------------------------------------------------------------
create or replace function lignes_de_recherche(s structure) returns setof recherche_structure language sql immutable parallel safe rows 1 as $$
  select s.id, upper(regexp_replace(s.identifiant, '[^0-9A-Za-z]', '', 'g')),
    left(array_to_string(nom, ''), 120), array_to_string(mots, ' '), array_to_tsvector(mots),
    publique, s.statut = 'ACTIVE',
    case when publique then plier(a.n) end, case when publique then plier(s.ville) end, case when publique then s.code_postal end,
    case when publique then s.code_service_obligatoire end, case when publique then s.numero_engagement_obligatoire end, case when publique then s.code_service_ou_numero_engagement end
  from (select nom_structure(s) n, s.type_structure = 'PUBLIQUE' publique) a,
    lateral (select mots_de(a.n) nom, structure_mots(a.n, nullif(s.libelle, a.n), s.ville, s.code_postal) mots) b $$;

create or replace function indexer_structure() returns trigger language plpgsql as $$
declare r recherche_structure;
begin
  if new.type_identifiant = 'PARTICULIER' then
    delete from recherche_structure where structure = new.id;
    return null;
  end if;
  r := ligne_de_recherche(new);
  insert into recherche_structure values (r.*) on conflict (structure) do update set identifiant = r.identifiant, cle = r.cle,
    texte = r.texte, mots = r.mots, est_publique = r.est_publique, est_active = r.est_active, nom = r.nom, ville = r.ville, code_postal = r.code_postal,
    code_service_obligatoire = r.code_service_obligatoire, numero_engagement_obligatoire = r.numero_engagement_obligatoire, code_service_ou_numero_engagement = r.code_service_ou_numero_engagement;
  perform ajouter_mots(tsvector_to_array(r.mots));
  return null;
end $$;
drop trigger structure_modifiee_recherche on structure;
create trigger structure_modifiee_recherche after update of type_identifiant, identifiant, raison_sociale, nom, prenom, libelle, ville, code_postal, type_structure, statut, code_service_obligatoire, numero_engagement_obligatoire, code_service_ou_numero_engagement
  on structure for each row
  when ((old.type_identifiant, old.identifiant, old.raison_sociale, old.nom, old.prenom, old.libelle, old.ville, old.code_postal, old.type_structure, old.statut, old.code_service_obligatoire, old.numero_engagement_obligatoire, old.code_service_ou_numero_engagement)
    is distinct from (new.type_identifiant, new.identifiant, new.raison_sociale, new.nom, new.prenom, new.libelle, new.ville, new.code_postal, new.type_structure, new.statut, new.code_service_obligatoire, new.numero_engagement_obligatoire, new.code_service_ou_numero_engagement))
  execute function indexer_structure();

create function creer_index_annuaire() returns void language plpgsql as $$
begin
  create unique index annuaire_structure on recherche_structure (structure) where est_publique and est_active;
  create index annuaire_nom on recherche_structure (nom, structure) where est_publique and est_active;
  create index annuaire_ville on recherche_structure (ville, structure) include (nom, code_postal) where est_publique and est_active;
  create index annuaire_code_postal on recherche_structure (code_postal, structure) include (nom, ville) where est_publique and est_active;
  create index annuaire_identifiant on recherche_structure (identifiant, structure) where est_publique and est_active;
  create index annuaire_exigences on recherche_structure (code_service_obligatoire, numero_engagement_obligatoire, code_service_ou_numero_engagement, nom, structure) where est_publique and est_active;
  create index annuaire_mot_par_mot on annuaire_mot (mot) include (n);
end $$;
comment on function creer_index_annuaire() is 'Makes the indexes of the directory.';

create or replace function reconstruire_recherche() returns bigint language plpgsql set maintenance_work_mem = '256MB' as $$
declare n bigint;
begin
  truncate recherche_structure, mot, mot_variante, prefixe_variante, annuaire_mot restart identity;
  drop index recherche_structure_identifiant, recherche_structure_cle, recherche_structure_cle_publique, recherche_structure_mots,
    recherche_structure_mots_publique, mot_unique, mot_debut, mot_trigrammes, mot_variante_unique, prefixe_variante_unique,
    annuaire_structure, annuaire_nom, annuaire_ville, annuaire_code_postal, annuaire_identifiant, annuaire_exigences, annuaire_mot_par_mot;
  alter table recherche_structure disable trigger user;
  insert into recherche_structure select r.* from structure s, lignes_de_recherche(s) r where s.type_identifiant <> 'PARTICULIER';
  get diagnostics n = row_count;
  alter table recherche_structure enable trigger user;
  insert into mot (mot, n) select word, ndoc from ts_stat('select mots from recherche_structure');
  insert into annuaire_mot (mot, n) select word, ndoc from ts_stat('select mots from recherche_structure where est_publique and est_active');
  insert into mot_variante (v, mot) select v, m.id from mot m, variantes(m.mot) v where length(m.mot) >= 3 and m.mot !~ '[0-9]';
  insert into prefixe_variante (v, p5)
    select v, p5 from (select distinct left(mot, 5) p5 from mot where length(mot) >= 3 and mot !~ '[0-9]') p, variantes(p5) v;
  perform creer_index_recherche();
  perform creer_index_annuaire();
  analyze recherche_structure;
  analyze annuaire_mot;
  analyze mot;
  analyze mot_variante;
  analyze prefixe_variante;
  return n;
end $$;

select creer_index_annuaire();
-- What is there already.
do $$ begin
  if exists (select from recherche_structure) then perform reconstruire_recherche(); end if;
end $$;

-- Searching --------------------------------------------------------------------------------------------------------------
-- A plan made for one text costs as much as its search, and is the plan of every text.
alter function chercher_structures(text, boolean, boolean, integer) set plan_cache_mode = force_generic_plan;

create function compter_annuaire(requete tsquery, maximum integer) returns integer language plpgsql stable set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
declare seul text := substring(requete::text from '^''([a-z0-9]+)''$');
begin
  if seul is not null then return (select least(coalesce(sum(a.n), 0), maximum) from annuaire_mot a where a.mot = seul); end if;
  return (select count(*) from (select from recherche_structure r where r.est_publique and r.est_active and r.mots @@ requete limit maximum) x);
end $$;
comment on function compter_annuaire is 'Active public structures that bear the words, as far as a maximum; one word is not read, its count is kept.';

drop function chercher_annuaire;
create function chercher_annuaire(texte text, limite integer, maximum integer, out structures uuid[], out requete tsquery, out complet boolean, out codes_complets boolean, out total integer)
language plpgsql stable set search_path = public set plan_cache_mode = force_generic_plan as $$
declare c text := upper(btrim(left(texte, 100))); exacts uuid[] := '{}'; debuts uuid[] := '{}'; noms uuid[]; vrais uuid[]; parmi integer; portent integer := 0; assez integer := limite + 1; fin text := case when length(c) >= 3 then c || '~' else c end;
begin
  noms := array(select s.structure from chercher_structures(texte, true, true, limite) with ordinality s (structure, score, rang) order by rang);
  -- Sent by a form, the last word is finished: two errors in it are forgiven too.
  if noms = '{}' then noms := array(select s.structure from chercher_structures(texte || ' ', true, true, limite) with ordinality s (structure, score, rang) order by rang); end if;
  requete := requete_annuaire(texte);

  if length(c) >= 2 then
    exacts := array(select s.structure from service s join recherche_structure r on r.structure = s.structure
      where upper(s.code) collate "C" = c and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s) and r.est_publique and r.est_active limit assez);
  end if;
  if length(c) >= 3 then
    debuts := array(select s.structure from service s join recherche_structure r on r.structure = s.structure
      where upper(s.code) collate "C" > c and upper(s.code) collate "C" < c || '~' and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s) and r.est_publique and r.est_active limit assez);
  end if;
  codes_complets := greatest(cardinality(exacts), cardinality(debuts)) < assez;
  -- « VOIRIE » is a word that thousands of services bear, and some names: theirs first; « VTPC-07 » can only be a code.
  vrais := case when c !~ '[0-9_-]' and (exacts <> '{}' or debuts <> '{}')
    then array(select n.structure from unnest(noms) with ordinality n (structure, rang) join recherche_structure r on r.structure = n.structure where strpos(r.nom || ' ' || r.ville, plier(c)) > 0 order by n.rang) else '{}' end;
  structures := array(select x.s from unnest(vrais || exacts[1:limite] || debuts[1:limite] || noms || exacts || debuts) with ordinality x (s, rang) group by x.s order by min(x.rang));

  -- What a search ranks may be less than its limit and yet not be all: the words that begin like the one being typed have each a share of it.
  complet := codes_complets and cardinality(noms) < limite;
  if complet and cardinality(noms) <= 4 or requete is null then
    total := cardinality(structures);
  else
    portent := compter_annuaire(requete, greatest(maximum, cardinality(structures) + 1));
    parmi := (select count(*) from unnest(structures) u join recherche_structure r on r.structure = u where r.mots @@ requete);
    complet := complet and portent <= parmi;
    total := portent + cardinality(structures) - parmi;
  end if;
  -- Those by a code that thousands bear: all of them but those counted for their words, and the ranked ones that are neither.
  if not codes_complets and total < maximum then
    total := portent
      + (select count(*) from (select distinct s.structure from service s where upper(s.code) collate "C" between c and fin and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s)) v
          where exists (select from recherche_structure r where r.structure = v.structure and r.est_publique and r.est_active))
      - (select count(*) from recherche_structure r where r.est_publique and r.est_active and r.mots @@ requete
          and exists (select from service s where s.structure = r.structure and left(upper(s.code), length(c)) = c and upper(s.code) <= fin and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s)))
      + (select count(*) from unnest(noms) u join recherche_structure r on r.structure = u where (r.mots @@ requete) is not true
          and not exists (select from service s where s.structure = u and left(upper(s.code), length(c)) = c and upper(s.code) <= fin and s.statut = 'ACTIF' and s.code <> 'FACTURES_PUBLIQUES' and service_en_cours(s)));
  end if;
  total := least(total, maximum);
end $$;
comment on function chercher_annuaire is 'Active public structures that answer a text, best first: by name, identifier, town, postal code as every search does, and by code of service. requete: its words; complet: there is no other structure; codes_complets: no other by a code; total: how many there are, as far as a maximum.';
