import type { Pool } from 'pg'

export const STRUCTURES = 20
const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
/** Answers for all the twenty. */
export const AGENT = uuid(4, 1)
export const JETON_TICKETS = 'jeton-de-mesure-tickets'
/** Writes to them. */
export const EMETTEUR = uuid(4, 2)
export const JETON_EMETTEUR = 'jeton-de-mesure-emetteur'
export const SIRET = (n: number) => `MESURETICKET${n}`

/** So many tickets to twenty large structures, three in ten still open, in every category, priority and state, with their activities. Without triggers, and indexes made after. */
export async function peuplerTickets(pool: Pool, lignes: number) {
  const entre = (n: string, liste: string[]) => `(array[${liste.map((v) => `'${v}'`).join(', ')}])[(${n}) % ${liste.length} + 1]`
  const priorite = entre('n / 3', ['normale', 'normale', 'basse', 'haute', 'urgente'])
  await pool.query(`
    begin;
    insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
      select ('00000004-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'ticket.' || n || '@exemple.fr', true, 'Ticket', 'Numéro ' || n, 'Ticket ' || n from generate_series(1, 50) n;
    insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
      select ('00000005-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'HORS_UE', 'MESURETICKET' || n, 'Structure à tickets ' || n, 'PUBLIQUE', '${AGENT}'::uuid from generate_series(1, ${STRUCTURES}) n;
    insert into service (structure, code, nom) select s.id, 'SERVICE_' || k, 'Service ' || k from structure s, generate_series(1, 5) k where s.identifiant like 'MESURETICKET%';
    insert into rattachement (utilisateur, structure, periode) select u.id, s.id, tstzrange(now() - interval '1 day', null) from utilisateur u, structure s where u.id in ('${AGENT}', '${EMETTEUR}') and s.identifiant like 'MESURETICKET%';
    insert into habilitation (utilisateur, structure, application, niveau, periode) select r.utilisateur, r.structure, a.id, a.niveaux, tstzrange(now() - interval '1 day', null) from rattachement r cross join application a where r.utilisateur in ('${AGENT}', '${EMETTEUR}');
    create temp table services_mesure on commit drop as select structure, array_agg(id order by code) as ids from service where structure in (select id from structure where identifiant like 'MESURETICKET%') group by structure;
    create temp table index_mesure on commit drop as select indexrelid::regclass::text as nom, pg_get_indexdef(indexrelid) as texte from pg_index i where indrelid in ('ticket'::regclass, 'ticket_activite'::regclass) and not exists (select from pg_constraint where conindid = i.indexrelid);
    do $$ declare n text; begin for n in select nom from index_mesure loop execute 'drop index ' || n; end loop; end $$;
    set local session_replication_role = replica;
    set local maintenance_work_mem = '512MB';
    insert into ticket (cle, auteur, structure, destinataire, destinataire_service, courriel, categorie, sous_categorie, titre, description, statut, priorite, agent, cree_le, recu_le, resolu_le, echeance)
      select gen_random_uuid(), '${EMETTEUR}', ('00000005-0000-7000-8000-' || lpad(((n / 7) % ${STRUCTURES} + 1)::text, 12, '0'))::uuid, v.structure, v.ids[n % 5 + 1], 'a@exemple.fr', k.categorie, k.code,
        ${entre('n', ['Engagement refusé', 'Facture rejetée', 'Code service inconnu', 'Délai de paiement', 'Changement de RIB'])} || ' ' || n, 'Description du ticket ' || n, x.statut, ${priorite},
        case when n % 500 = 0 then '${AGENT}'::uuid when n % 3 > 0 then ('00000004-0000-7000-8000-' || lpad((n % 45 + 3)::text, 12, '0'))::uuid end, now() - n * interval '30 seconds', now() - n * interval '30 seconds', case when x.statut in ('RESOLU', 'FERME') then now() end,
        case when x.statut = 'OUVERT' then now() - n * interval '30 seconds' + (select delai from ticket_priorite where code = ${priorite}) end
      from generate_series(1, ${lignes}) n join services_mesure v on v.structure = ('00000005-0000-7000-8000-' || lpad((n % ${STRUCTURES} + 1)::text, 12, '0'))::uuid
        cross join lateral (select ${entre('n % 100000 * 7919 / 11', ['OUVERT', 'FERME', 'FERME', 'EN_ATTENTE', 'FERME', 'FERME', 'RESOLU', 'FERME', 'FERME', 'FERME'])} as statut) x
        join (select code, categorie, row_number() over (order by code)::int as r from ticket_sous_categorie) k on k.r = n % 16 + 1;
    insert into ticket_activite (ticket, auteur, cote, action) select id, auteur, 'emetteur', 'creer' from ticket;
    set local session_replication_role = origin;
    do $$ declare t text; begin for t in select texte from index_mesure loop execute t; end loop; end $$;
    insert into session (jeton, utilisateur, expire_le) values ('${JETON_TICKETS}', '${AGENT}', now() + interval '7 days'), ('${JETON_EMETTEUR}', '${EMETTEUR}', now() + interval '7 days');
    commit;`)
  await pool.query('vacuum (analyze)')
}
