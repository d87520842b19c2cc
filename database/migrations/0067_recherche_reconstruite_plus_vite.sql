-- A function that holds a query costs a call for each word: one that returns rows is written in place by the planner, over all words at once.
create function variantes(m text) returns setof integer language sql immutable parallel safe rows 10 as $$
  select distinct hashtext(x collate "C") from (select m union all select overlay(m placing '' from i for 1) from generate_series(1, length(m)) i) v(x) $$;
comment on function variantes(text) is 'Hashes of a word and of what it becomes with one letter less, as rows.';

create or replace function effacements(m text) returns integer[] language plpgsql immutable strict parallel safe as $$
begin
  return (select array(select v from variantes(m) v));
end $$;
comment on function effacements(text) is 'Hashes of a word and of what it becomes with one letter less.';

create function lignes_de_recherche(s structure) returns setof recherche_structure language sql immutable parallel safe rows 1 as $$
  select s.id, upper(regexp_replace(s.identifiant, '[^0-9A-Za-z]', '', 'g')),
    left(array_to_string(nom, ''), 120), array_to_string(mots, ' '), array_to_tsvector(mots),
    s.type_structure = 'PUBLIQUE', s.statut = 'ACTIVE'
  from (select nom_structure(s) n) a,
    lateral (select mots_de(a.n) nom, structure_mots(a.n, nullif(s.libelle, a.n), s.ville, s.code_postal) mots) b $$;
comment on function lignes_de_recherche(structure) is 'The search row of a structure, written in place by the planner over many.';

create or replace function ligne_de_recherche(s structure) returns recherche_structure language sql immutable parallel safe as $$
  select l from lignes_de_recherche(s) l $$;
comment on function ligne_de_recherche(structure) is 'The search row of a structure.';

create or replace function reconstruire_recherche() returns bigint language plpgsql set maintenance_work_mem = '256MB' as $$
declare n bigint;
begin
  truncate recherche_structure, mot, mot_variante, prefixe_variante restart identity;
  drop index recherche_structure_identifiant, recherche_structure_cle, recherche_structure_cle_publique, recherche_structure_mots,
    recherche_structure_mots_publique, mot_unique, mot_debut, mot_trigrammes, mot_variante_unique, prefixe_variante_unique;
  insert into recherche_structure select r.* from structure s, lignes_de_recherche(s) r where s.type_identifiant <> 'PARTICULIER';
  get diagnostics n = row_count;
  insert into mot (mot, n) select word, ndoc from ts_stat('select mots from recherche_structure');
  insert into mot_variante (v, mot) select v, m.id from mot m, variantes(m.mot) v where length(m.mot) >= 3 and m.mot !~ '[0-9]';
  insert into prefixe_variante (v, p5)
    select v, p5 from (select distinct left(mot, 5) p5 from mot where length(mot) >= 3 and mot !~ '[0-9]') p, variantes(p5) v;
  perform creer_index_recherche();
  analyze recherche_structure;
  analyze mot;
  analyze mot_variante;
  analyze prefixe_variante;
  return n;
end $$;
