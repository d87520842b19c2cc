-- Whether anybody else bears the words is counted: « not exists » stops at the first, so that the planner reads the whole table for a first that is not there.
create or replace function chercher_annuaire(texte text, limite integer, out structures uuid[], out complet boolean) language plpgsql stable set search_path = public as $$
declare c text := upper(btrim(left(texte, 100))); exacts uuid[] := '{}'; debuts uuid[] := '{}'; noms uuid[]; vrais uuid[];
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
  if complet and cardinality(noms) > 4 then
    complet := (select count(*) from recherche_structure r where r.est_publique and r.est_active and r.mots @@ (select requete_annuaire(chercher_annuaire.texte)) and r.structure <> all (noms)) = 0;
  end if;
  -- « VOIRIE » is a word that thousands of services bear, and some names: theirs first; « VTPC-07 » can only be a code.
  vrais := case when c !~ '[0-9_-]' and (exacts <> '{}' or debuts <> '{}')
    then array(select n.structure from unnest(noms) with ordinality n (structure, rang) join structure s on s.id = n.structure where strpos(plier(concat_ws(' ', s.raison_sociale, s.ville)), plier(c)) > 0 order by n.rang) else '{}' end;
  structures := array(select x.s from unnest(vrais || exacts || debuts || noms) with ordinality x (s, rang) group by x.s order by min(x.rang));
end $$;
