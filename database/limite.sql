-- « Voir comme » (PLUS-12): the same names, with only what concerns the structures of « choral.perimetre » (« * »: all) and nothing personal.
-- Made again after the migrations, whatever they changed: never altered by one of them. See docs/decisions/0012-voir-comme.md.
drop schema if exists limite cascade;
create schema limite;
comment on schema limite is 'What a session that looks at the portal as somebody else may read, before the tables themselves on its search path.';

create function limite.dans(s uuid) returns boolean language sql stable parallel safe as $$
  select case when current_setting('choral.perimetre') = '*' then true else s = any (string_to_array(current_setting('choral.perimetre'), ',')::uuid[]) end $$;

do $$
declare
  r record;
  -- Nobody's business but their own: drafts, keys of forms, saved views, favourites, spreadsheets being read, ways in, links.
  personnelles constant text[] := array['brouillon', 'idempotence', 'vue_enregistree', 'groupe_structures', 'groupe_structures_membre', 'identite', 'second_facteur', 'cle_acces', 'lien', 'verification', 'import', 'import_ligne', 'import_ligne_service', 'envoi', 'envoi_en_cours', 'cle_donnees', 'coordonnee_bancaire_changement', 'conversation_assistant', 'ticket', 'ticket_activite', 'contact_verifie', 'ticket_suivi', 'ticket_fichier', 'ticket_abonne', 'ticket_presence', 'reponse_type', 'adresse_reponse', 'courriel_recu', 'conversation', 'conversation_message', 'conversation_note', 'conversation_fichier', 'agent_presence', 'message', 'message_structure', 'message_lu', 'avis', 'preference_avis', 'avis_demarche'];
begin
  for r in select c.relname as nom, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'structure' and a.atttypid = 'uuid'::regtype and not a.attisdropped) as de_structure
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
  loop
    if r.nom = any (personnelles) then execute format('create view limite.%I as select * from public.%I where false', r.nom, r.nom);
    elsif r.nom = 'structure' then execute 'create view limite.structure as select * from public.structure where limite.dans(id)';
    elsif r.nom = 'journal' then execute 'create view limite.journal as select * from public.journal where limite.dans(chaine)';
    elsif r.nom = 'mandat_facturation' then execute 'create view limite.mandat_facturation as select * from public.mandat_facturation where limite.dans(mandant) or limite.dans(mandataire)';
    elsif r.de_structure then execute format('create view limite.%I as select * from public.%I where limite.dans(structure)', r.nom, r.nom);
    end if;
  end loop;
end $$;

create function limite.nom_structure(s limite.structure) returns text language sql immutable parallel safe as $$
  select coalesce(s.raison_sociale, concat_ws(' ', s.prenom, s.nom)) $$;
