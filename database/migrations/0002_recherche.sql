-- Search over structures (STR-05, STR-06): correct the words against the vocabulary, then look words up exactly.
-- Trigrams are compared with words only, never with a million texts (docs/decisions/0008-recherche.md).
-- A PARTICULIER is in none of these tables: search neither finds one nor says that it exists (STR-02).

-- Folding -------------------------------------------------------------------------------------------------------
-- unaccent is qualified, dictionary included: an immutable function must not depend on the search path.
create function plier(t text) returns text language sql immutable strict parallel safe
  return btrim(regexp_replace(lower(public.unaccent('public.unaccent'::regdictionary, t)), '[^a-z0-9]+', ' ', 'g'));
comment on function plier(text) is 'Folds a text to lower-case ASCII letters and digits, one space between words.';

-- Words are cut at 40 letters: levenshtein refuses more than 255.
create function mots_de(t text) returns text[] language plpgsql immutable strict parallel safe as $$
declare tous text[] := string_to_array(regexp_replace(plier(t), '([a-z0-9]{40})[a-z0-9]+', '\1', 'g'), ' '); utiles text[]; m text;
begin
  foreach m in array tous loop
    if m <> all ('{de,du,des,la,le,les,l,d,et,en,sur,sous,a,au,aux,societe,sarl,sas,sasu,sa,eurl,sci,snc,ets}') then utiles := utiles || m; end if;
  end loop;
  return coalesce(utiles, tous);
end $$;
comment on function mots_de(text) is 'The folded words worth looking up; a text made of small words only keeps them all.';

create function structure_mots(nom text, libelle text, ville text, code_postal text) returns text[] language sql immutable parallel safe
  return mots_de(concat_ws(' ', nom, libelle, ville, code_postal));
comment on function structure_mots is 'The words by which a structure is found.';

-- What is searched ----------------------------------------------------------------------------------------------
create table recherche_structure (
  structure uuid primary key references structure on delete cascade,
  identifiant text collate "C" not null,
  cle text collate "C" not null,
  texte text collate "C" not null,
  mots tsvector not null,
  est_publique boolean not null,
  est_active boolean not null
) with (fillfactor = 90);
comment on table recherche_structure is 'One row per structure that may be found, written with it in the same transaction.';
comment on column recherche_structure.structure is 'The structure.';
comment on column recherche_structure.identifiant is 'Its identifier, capitals and digits only: looked up by its beginning.';
comment on column recherche_structure.cle is 'The words of its name run together (« communesaintpaul »): looked up by its beginning.';
comment on column recherche_structure.texte is 'Its words in order, to rank answers.';
comment on column recherche_structure.mots is 'Its words, looked up exactly.';
comment on column recherche_structure.est_publique is 'A public entity: shown in the public directory.';
comment on column recherche_structure.est_active is 'Active: ranked before the inactive ones.';

create table mot (
  id integer generated always as identity primary key,
  mot text collate "C" not null,
  n integer not null
);
comment on table mot is 'The vocabulary: every word by which a structure is or was found.';
comment on column mot.id is 'Short key.';
comment on column mot.mot is 'The word, folded.';
comment on column mot.n is 'Structures that have it at the last count: it only ranks, so no write of a structure waits for it.';

create table mot_variante (
  v integer not null,
  mot integer not null
);
comment on table mot_variante is 'Hashes of what each word becomes with a letter less: where two words one error apart meet.';
comment on column mot_variante.v is 'Hash.';
comment on column mot_variante.mot is 'The word it comes from.';

create table prefixe_variante (
  v integer not null,
  p5 text collate "C" not null
);
comment on table prefixe_variante is 'The same over the first five letters of words: errors in a word still being typed.';
comment on column prefixe_variante.v is 'Hash.';
comment on column prefixe_variante.p5 is 'The five letters it comes from.';

-- In a function because a bulk rebuild drops them and makes them again: ten times faster than row by row.
create function creer_index_recherche() returns void language plpgsql as $$
begin
  create index recherche_structure_identifiant on recherche_structure (identifiant);
  create index recherche_structure_cle on recherche_structure (cle);
  create index recherche_structure_cle_publique on recherche_structure (cle) where est_publique;
  create index recherche_structure_mots on recherche_structure using gin (mots);
  create index recherche_structure_mots_publique on recherche_structure using gin (mots) where est_publique;
  create unique index mot_unique on mot (mot) include (n);
  create index mot_debut on mot (left(mot, 5));
  create index mot_trigrammes on mot using gin (mot gin_trgm_ops);
  create unique index mot_variante_unique on mot_variante (v, mot);
  create unique index prefixe_variante_unique on prefixe_variante (v, p5);
end $$;
comment on function creer_index_recherche() is 'Makes the indexes of search.';
select creer_index_recherche();

-- Typing errors -------------------------------------------------------------------------------------------------
-- An insertion, a deletion, a wrong letter and an exchange of two letters all meet at a removed letter.
-- Functions that hold a query are in plpgsql, which keeps its plan; those in SQL are written in place by the planner.
create function effacements(m text) returns integer[] language plpgsql immutable strict parallel safe as $$
begin
  return (select array(select distinct hashtext(x collate "C") from (select m union all select overlay(m placing '' from i for 1) from generate_series(1, length(m)) i) v(x)));
end $$;
comment on function effacements(text) is 'Hashes of a word and of what it becomes with one letter less.';

create function sont_echangees(a text, b text) returns boolean language plpgsql immutable strict parallel safe as $$
declare i integer := 1;
begin
  while i <= length(a) and substr(a, i, 1) = substr(b, i, 1) loop i := i + 1; end loop;
  return substr(a, i + 1, 1) = substr(b, i, 1) and substr(a, i, 1) = substr(b, i + 1, 1) and substr(a, i + 2) = substr(b, i + 2);
end $$;
comment on function sont_echangees(text, text) is 'Two words of one length differ by two neighbours exchanged, at most.';

-- Not strict, so that the planner can write them in place: a call costs more than the distance itself.
create function a_une_faute(a text, b text) returns boolean language sql immutable parallel safe as $$
  select levenshtein_less_equal(a, b, 1) <= 1 or (length(a) = length(b) and levenshtein_less_equal(a, b, 2) = 2 and sont_echangees(a, b)) $$;
comment on function a_une_faute(text, text) is 'At most one letter added, missing, wrong, or exchanged with its neighbour.';

create function commence_a_une_faute(m text, w text) returns boolean language sql immutable parallel safe as $$
  select length(m) >= length(w) - 1 and (levenshtein_less_equal(left(m, length(w)), w, 1) <= 1
    or levenshtein_less_equal(left(m, length(w) + 1), w, 1) <= 1 or levenshtein_less_equal(left(m, length(w) - 1), w, 1) <= 1
    or (levenshtein_less_equal(left(m, length(w)), w, 2) = 2 and sont_echangees(left(m, length(w)), w))) $$;
comment on function commence_a_une_faute(text, text) is 'The word m begins like w, but for one error.';

create function corriger(w text) returns text[] language plpgsql stable parallel safe as $$
begin
  return (select array_agg(m order by n desc) from (
    select m.mot m, m.n from mot m
    where m.id in (select v.mot from mot_variante v where v.v = any (effacements(w))) and m.n > 0 and a_une_faute(m.mot, w)
    order by m.n desc limit 8) x
  where length(w) >= 4 and w !~ '[0-9]');
end $$;
comment on function corriger(text) is 'Known words one error away, commonest first; null when none.';

create function corriger_debut(w text) returns text[] language plpgsql stable parallel safe as $$
begin
  return (select array_agg(m order by n desc) from (
    select m.mot m, m.n from mot m
    where left(m.mot, 5) in (select v.p5 from prefixe_variante v
        where v.v = any (effacements(left(w, 5)) || effacements(left(w, 6)) || hashtext(left(w, 4) collate "C")))
      and m.n > 0 and commence_a_une_faute(m.mot, w)
    order by m.n desc limit 30) x
  where length(w) >= 5 and w !~ '[0-9]');
end $$;
comment on function corriger_debut(text) is 'Known words whose beginning is one error away from a word still being typed; null when none.';

create function corriger_deux(w text) returns text[] language plpgsql stable parallel safe as $$
begin
  return (select array_agg(m order by d, n desc) from (
    select mot m, n, levenshtein_less_equal(mot, w, 2) d from mot
    where mot % w and n > 0 and length(mot) between length(w) - 2 and length(w) + 2 and levenshtein_less_equal(mot, w, 2) <= 2
    order by 3, 2 desc limit 5) x
  where length(w) >= 7 and w !~ '[0-9]');
end $$;
comment on function corriger_deux(text) is 'Known words two errors away from a long word; null when none.';

-- Keeping it up to date -----------------------------------------------------------------------------------------
create function nom_structure(s structure) returns text language sql immutable parallel safe as $$
  select coalesce(s.raison_sociale, concat_ws(' ', s.prenom, s.nom)) $$;
comment on function nom_structure(structure) is 'The name people read: of the legal entity, or given and family name.';

create function ligne_de_recherche(s structure) returns recherche_structure language sql immutable parallel safe as $$
  select (s.id, upper(regexp_replace(s.identifiant, '[^0-9A-Za-z]', '', 'g')),
    left(array_to_string(nom, ''), 120), array_to_string(mots, ' '), array_to_tsvector(mots),
    s.type_structure = 'PUBLIQUE', s.statut = 'ACTIVE')::recherche_structure
  from (select nom_structure(s) n) a,
    lateral (select mots_de(a.n) nom, structure_mots(a.n, nullif(s.libelle, a.n), s.ville, s.code_postal) mots) b $$;
comment on function ligne_de_recherche(structure) is 'The search row of a structure.';

-- Sorted, so that two writers of the same new words wait for each other instead of blocking each other.
create function ajouter_mots(liste text[]) returns void language sql as $$
  with nouveau as (
    insert into mot (mot, n)
      select m, 1 from (select distinct m from unnest(liste) m) d where not exists (select from mot where mot.mot = d.m) order by m
      on conflict do nothing returning id, mot),
  corrigible as (select id, mot from nouveau where length(mot) >= 3 and mot !~ '[0-9]'),
  variante as (insert into mot_variante (v, mot) select v, c.id from corrigible c, unnest(effacements(c.mot)) v)
  insert into prefixe_variante (v, p5)
    select v, p5 from (select distinct left(mot, 5) p5 from corrigible) p, unnest(effacements(p5)) v
    order by p5, v on conflict do nothing $$;
comment on function ajouter_mots(text[]) is 'Adds the words not known yet, with their variants.';

create function indexer_structure() returns trigger language plpgsql as $$
declare r recherche_structure;
begin
  if new.type_identifiant = 'PARTICULIER' then
    delete from recherche_structure where structure = new.id;
    return null;
  end if;
  r := ligne_de_recherche(new);
  insert into recherche_structure values (r.*) on conflict (structure) do update set identifiant = r.identifiant, cle = r.cle,
    texte = r.texte, mots = r.mots, est_publique = r.est_publique, est_active = r.est_active;
  perform ajouter_mots(tsvector_to_array(r.mots));
  return null;
end $$;
comment on function indexer_structure() is 'Writes the search row of a structure in its own transaction.';
create trigger structure_creee_recherche after insert on structure for each row execute function indexer_structure();
create trigger structure_modifiee_recherche after update of type_identifiant, identifiant, raison_sociale, nom, prenom, libelle, ville, code_postal, type_structure, statut
  on structure for each row
  when ((old.type_identifiant, old.identifiant, old.raison_sociale, old.nom, old.prenom, old.libelle, old.ville, old.code_postal, old.type_structure, old.statut)
    is distinct from (new.type_identifiant, new.identifiant, new.raison_sociale, new.nom, new.prenom, new.libelle, new.ville, new.code_postal, new.type_structure, new.statut))
  execute function indexer_structure();

-- Words are never removed: one that a transaction still open relies on would be lost. At zero they correct nothing.
create function recompter_mots() returns void language sql as $$
  with compte as materialized (select word collate "C" mot, ndoc n from ts_stat('select mots from recherche_structure')),
  juste as (update mot set n = c.n from compte c where c.mot = mot.mot and c.n <> mot.n)
  update mot set n = 0 where n <> 0 and not exists (select from compte c where c.mot = mot.mot) $$;
comment on function recompter_mots() is 'Counts again how many structures have each word; a nightly job.';

create function reconstruire_recherche() returns bigint language plpgsql set maintenance_work_mem = '256MB' as $$
declare n bigint;
begin
  truncate recherche_structure, mot, mot_variante, prefixe_variante restart identity;
  drop index recherche_structure_identifiant, recherche_structure_cle, recherche_structure_cle_publique, recherche_structure_mots,
    recherche_structure_mots_publique, mot_unique, mot_debut, mot_trigrammes, mot_variante_unique, prefixe_variante_unique;
  insert into recherche_structure select r.* from structure s, lateral ligne_de_recherche(s) r where s.type_identifiant <> 'PARTICULIER';
  get diagnostics n = row_count;
  insert into mot (mot, n) select word, ndoc from ts_stat('select mots from recherche_structure');
  insert into mot_variante (v, mot) select v, m.id from mot m, unnest(effacements(m.mot)) v where length(m.mot) >= 3 and m.mot !~ '[0-9]';
  insert into prefixe_variante (v, p5)
    select v, p5 from (select distinct left(mot, 5) p5 from mot where length(mot) >= 3 and mot !~ '[0-9]') p, unnest(effacements(p5)) v;
  perform creer_index_recherche();
  analyze recherche_structure;
  analyze mot;
  analyze mot_variante;
  analyze prefixe_variante;
  return n;
end $$;
comment on function reconstruire_recherche() is 'Rebuilds search whole, after a bulk import made without triggers; searches wait meanwhile. Returns the rows made.';

-- Searching -----------------------------------------------------------------------------------------------------
-- Beyond the maximum the rest is cut in no order: an exact name is found by its key before. Without its setting, a
-- generic plan may prefer to read the whole table until it has enough.
create function candidats(requete tsquery, publiques boolean, actives boolean, maximum integer default 200) returns uuid[]
language plpgsql stable set enable_seqscan = off as $$
begin
  if publiques then
    return (select array_agg(c.structure) from (select r.structure from recherche_structure r
      where r.mots @@ requete and r.est_publique and (actives is null or r.est_active = actives) limit maximum) c);
  end if;
  return (select array_agg(c.structure) from (select r.structure from recherche_structure r
    where r.mots @@ requete and (actives is null or r.est_active = actives) limit maximum) c);
end $$;
comment on function candidats is 'At most so many structures that have the words asked.';

-- One word may be had by a hundred thousand: GIN then draws some of them. Wrong for two words at once, whose common
-- rows would be lost in the draw.
create function candidats_d_un_mot(mots text[], publiques boolean, actives boolean) returns uuid[]
language plpgsql stable set gin_fuzzy_search_limit = 1000 as $$
declare ids uuid[]; m text;
begin
  foreach m in array mots loop
    ids := ids || candidats(m::tsquery, publiques, actives, greatest(5, 200 / cardinality(mots)));
  end loop;
  return ids;
end $$;
comment on function candidats_d_un_mot is 'Some structures that have one of these words, each word its share.';

create function par_cle(k text, publiques boolean, actives boolean, limite integer) returns uuid[] language plpgsql stable as $$
begin
  if publiques then
    return (select array_agg(c.structure) from (select r.structure from recherche_structure r
      where r.cle >= k and r.cle < k || '~' and r.est_publique and (actives is null or r.est_active = actives) order by r.cle limit limite) c);
  end if;
  return (select array_agg(c.structure) from (select r.structure from recherche_structure r
    where r.cle >= k and r.cle < k || '~' and (actives is null or r.est_active = actives) order by r.cle limit limite) c);
end $$;
comment on function par_cle is 'The first structures whose name begins like this, by name.';

-- Words hold only letters and digits: nothing in them can be read as an operator.
create function requete_de(choix text[]) returns tsquery language sql immutable strict parallel safe as $$
  select ('(' || replace(array_to_string(choix, ')&('), ' ', '|') || ')')::tsquery $$;
comment on function requete_de(text[]) is 'Every element asked; within an element, any of its words, parted by spaces.';

create function combiner(cles text[], suites text[]) returns text[] language plpgsql immutable parallel safe as $$
begin
  return (select array_agg(x) from (select c || s x from unnest(suites) with ordinality t(s, j), unnest(cles) with ordinality u(c, i) order by i + j limit 40) y);
end $$;
comment on function combiner(text[], text[]) is 'Keys continued by each of these words, the likeliest first.';

create function chercher_structures(texte text, publiques boolean default false, actives boolean default null, limite integer default 10)
returns table (structure uuid, score real) language plpgsql stable as $$
#variable_conflict use_column
declare
  ident text := upper(regexp_replace(left(texte, 200), '[^0-9A-Za-z]', '', 'g'));
  mq text[] := (mots_de(left(texte, 200)))[1:8];
  nb integer := cardinality(mq);
  k text := array_to_string(mq, '');
  en_frappe boolean := texte !~ '\s$';
  commence boolean := false;
  cles text[] := '{""}';
  w text; c text[]; freq integer; rare integer; debut text; cl text[] := '{}'; ids uuid[];
begin
  -- 1. An identifier, or its beginning (five digits may be a postal code).
  if ident ~ '^[0-9]{6,14}$' or (ident ~ '[0-9]' and length(ident) between 6 and 20) then
    return query select r.structure, 10::real from recherche_structure r
      where r.identifiant >= ident and r.identifiant < ident || '~' and (not publiques or r.est_publique) and (actives is null or r.est_active = actives)
      order by r.identifiant limit limite;
    if found then return; end if;
  end if;
  if nb = 0 then return; end if;

  -- 2. The beginning of a name, by its key: most keystrokes end here.
  if length(k) >= 2 then
    ids := par_cle(k, publiques, actives, limite);
    if cardinality(ids) >= limite or (nb = 1 and length(k) < 3) then
      return query select r.structure, (case when r.cle = k then 2 else 1 end)::real s from unnest(ids) u join recherche_structure r on r.structure = u
        order by s desc, r.cle, r.structure;
      return;
    end if;
  end if;

  -- 3. Words: known ones as they are, unknown ones corrected; a word nobody has is left out and the others decide.
  for i in 1..nb loop
    w := mq[i];
    c := array[w];
    freq := (select m.n from mot m where m.mot = w);
    if i = nb and en_frappe and length(w) >= 2 then
      if exists (select from mot m where m.mot >= w and m.mot < w || '~') then
        debut := w;
        commence := true;
        exit;
      end if;
      c := coalesce(corriger_debut(w), corriger(w));
    elsif freq is null then
      c := coalesce(corriger(w), corriger_deux(w));
    end if;
    continue when c is null;
    cles := combiner(cles, c);
    cl := cl || array_to_string(c, ' ');
    rare := least(rare, coalesce(freq, (select sum(m.n)::integer from mot m where m.mot = any (c))));
  end loop;

  -- 4. The word being typed: never debut:* in GIN, which reads every word that begins so, but its commonest words;
  -- beside a rare word, its few rows are filtered instead.
  if debut is not null then
    c := (select array_agg(m.mot) from (select m.mot from mot m where m.mot >= debut and m.mot < debut || '~' order by m.n desc limit 40) m);
    cles := combiner(cles, c);
    if cardinality(c) < 40 or rare is null or rare > 300 then
      cl := cl || array_to_string(c, ' ');
      debut := null;
    end if;
  end if;
  if cl = '{}' then return; end if;
  if debut is not null then
    ids := ids || (select array_agg(x.structure) from (select r.structure from recherche_structure r
      where r.mots @@ requete_de(cl) and (' ' || r.texte) like '% ' || debut || '%' and (not publiques or r.est_publique) and (actives is null or r.est_active = actives) limit 200) x);
  elsif cardinality(cl) = 1 then
    ids := ids || candidats_d_un_mot((string_to_array(cl[1], ' '))[1:12], publiques, actives);
  else
    ids := ids || candidats(requete_de(cl), publiques, actives);
  end if;

  -- 5. Only at zero: an error in the word being typed although other words begin so; errors that made other known
  -- words; then all words but one.
  if ids is null and commence and nb > 1 then
    c := coalesce(corriger_debut(w), corriger(w));
    if c is not null then
      cles := cles || combiner(array[array_to_string(mq[1:nb - 1], '')], c);
      ids := candidats(requete_de(cl[1:nb - 1] || array_to_string(c, ' ')), publiques, actives);
    end if;
  end if;
  if ids is null then
    cl := '{}';
    foreach w in array mq loop
      continue when length(w) = 1;
      c := w || coalesce(corriger(w), '{}');
      cl := cl || array_to_string(c, ' ');
      cles := cles || combiner(cles, c);
    end loop;
    ids := candidats(requete_de(cl), publiques, actives);
    if ids is null and cardinality(cl) between 2 and 6 then
      for i in 1..cardinality(cl) loop
        ids := ids || case when cardinality(cl) = 2 then candidats_d_un_mot((string_to_array(cl[3 - i], ' '))[1:4], publiques, actives)
          else candidats(requete_de(cl[1:i - 1] || cl[i + 1:]), publiques, actives, 200 / cardinality(cl)) end;
      end loop;
    end if;
  end if;
  ids := ids || (select array_agg(x.structure) from (select r.structure from recherche_structure r
    where r.cle = any (cles) and (not publiques or r.est_publique) and (actives is null or r.est_active = actives) limit 100) x);
  return query select r.structure, (greatest(similarity(r.texte, array_to_string(mq, ' ')), similarity(r.cle, k))
      + case when r.cle = k then 1 when r.cle = any (cles) then 0.8 when starts_with(r.cle, k) then 0.5 else 0 end)::real s
    from (select distinct unnest(ids) id) u join recherche_structure r on r.structure = u.id
    order by s desc, r.est_active desc, r.texte, r.structure limit limite;
end $$;
comment on function chercher_structures is 'The structures that answer a text, best first (STR-05). A PARTICULIER never does.';

-- Among one's own: few rows, so every word may be a beginning, corrected against their words alone, and an
-- identifier is found by any part of it.
create function chercher_parmi(texte text, parmi uuid[], publiques boolean default false, actives boolean default null, limite integer default 10)
returns table (structure uuid, score real) language plpgsql stable as $$
#variable_conflict use_column
declare
  chiffres text := upper(regexp_replace(left(texte, 200), '[^0-9A-Za-z]', '', 'g'));
  mq text[] := (mots_de(left(texte, 200)))[1:8];
  k text := array_to_string(mq, '');
  w text; c text[]; cl text[] := '{}'; requete tsquery; vocabulaire text[];
begin
  if length(chiffres) < 3 or chiffres !~ '[0-9]' then chiffres := null; end if;
  if mq = '{}' then return; end if;
  if chiffres is null or chiffres !~ '^[0-9]{6,}$' then
    requete := (select string_agg(m || ':*', '&') from unnest(mq) m)::tsquery;
    if not exists (select from recherche_structure r where r.structure = any (parmi) and (r.mots @@ requete or strpos(r.identifiant, chiffres) > 0)) then
      vocabulaire := (select array_agg(m) from (select distinct m from recherche_structure r, unnest(tsvector_to_array(r.mots)) m where r.structure = any (parmi)) v);
      foreach w in array mq loop
        if exists (select from unnest(vocabulaire) m where starts_with(m, w)) then
          cl := cl || (w || ':*');
        elsif length(w) >= 4 and w !~ '[0-9]' then
          c := (select array_agg(m) from unnest(vocabulaire) m where commence_a_une_faute(m, w) or a_une_faute(m, w));
          cl := cl || array_to_string(c, ' ');
        end if;
      end loop;
      requete := requete_de(nullif(array_remove(cl, null), '{}'));
    end if;
  end if;
  return query select r.structure, (case when r.identifiant = chiffres then 4 when starts_with(r.identifiant, chiffres) then 3 else 0 end
      + similarity(r.texte, array_to_string(mq, ' ')) + case when r.cle = k then 1 when starts_with(r.cle, k) then 0.5 else 0 end)::real s
    from recherche_structure r
    where r.structure = any (parmi) and (r.mots @@ requete or strpos(r.identifiant, chiffres) > 0)
      and (not publiques or r.est_publique) and (actives is null or r.est_active = actives)
    order by s desc, r.est_active desc, r.texte, r.structure limit limite;
end $$;
comment on function chercher_parmi is 'Among these structures, those that answer a text, best first (STR-06): words may be unfinished or mistyped.';
