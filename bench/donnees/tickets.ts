import type { Pool, PoolClient } from 'pg'

export const STRUCTURES = 20
const uuid = (sorte: number, n: number) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
const uuidSql = (sorte: number, n: string) => `('0000000${sorte}-0000-7000-8000-' || lpad((${n})::text, 12, '0'))::uuid`
/** Answers for all the twenty. */
export const AGENT = uuid(4, 1)
export const JETON_TICKETS = 'jeton-de-mesure-tickets'
/** Writes to them. */
export const EMETTEUR = uuid(4, 2)
export const JETON_EMETTEUR = 'jeton-de-mesure-emetteur'
export const SIRET = (n: number) => `MESURETICKET${n}`

/** Columns do not go by the structure, which is the rest by 20. */
const entre = (n: string, liste: string[]) => `(array[${liste.map((v) => `'${v}'`).join(', ')}])[(${n}) % ${liste.length} + 1]`
const PRIORITE = entre('n / 20', ['normale', 'normale', 'basse', 'haute', 'urgente'])
const PAR_LOT = 50_000
/** Two processors are what the smallest machine has. */
const FRONTS = 2

/** People, structures, services, rights, sessions; and, beside the tables, what the rows of tickets are made from. */
const MONDE = `
  insert into utilisateur (id, adresse_electronique, adresse_verifiee, prenom, nom, nom_complet)
  select ${uuidSql(4, 'n')}, 'ticket.' || n || '@exemple.fr', true, 'Ticket', 'Numéro ' || n, 'Ticket ' || n
  from generate_series(1, 50) n;
  insert into structure (id, type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal)
  select ${uuidSql(5, 'n')}, 'HORS_UE', 'MESURETICKET' || n, 'Structure à tickets ' || n, 'PUBLIQUE', '${AGENT}'::uuid
  from generate_series(1, ${STRUCTURES}) n;
  insert into service (structure, code, nom)
  select s.id, 'SERVICE_' || k, 'Service ' || k
  from structure s, generate_series(1, 5) k
  where s.identifiant like 'MESURETICKET%';
  insert into rattachement (utilisateur, structure, periode)
  select u.id, s.id, tstzrange(now() - interval '1 day', null)
  from utilisateur u, structure s
  where u.id in ('${AGENT}', '${EMETTEUR}') and s.identifiant like 'MESURETICKET%';
  insert into habilitation (utilisateur, structure, application, niveau, periode)
  select r.utilisateur, r.structure, a.id, a.niveaux, tstzrange(now() - interval '1 day', null)
  from rattachement r
  cross join application a
  where r.utilisateur in ('${AGENT}', '${EMETTEUR}');
  insert into session (jeton, utilisateur, expire_le)
  values ('${JETON_TICKETS}', '${AGENT}', now() + interval '7 days'),
    ('${JETON_EMETTEUR}', '${EMETTEUR}', now() + interval '7 days'); create table mesure_services as
  select structure, array_agg(id order by code) as ids
  from service
  where structure in (select id from structure where identifiant like 'MESURETICKET%')
  group by structure; create table mesure_index as
  select indexrelid::regclass::text as nom, pg_get_indexdef(indexrelid) as texte, pg_get_indexdef(indexrelid) like '% gin %' as lourd
  from pg_index i
  where indrelid in ('ticket'::regclass, 'ticket_activite'::regclass)
    and not exists (select from pg_constraint where conindid = i.indexrelid); do $$ declare n text; begin for n in
  select nom
  from mesure_index loop execute 'drop index ' || n; end loop; end $$;`

/** Three in ten still open, in every category, priority and state. */
const lot = (de: number, a: number) => `
  insert into ticket (id, cle, auteur, structure, destinataire, destinataire_service, courriel, categorie, sous_categorie, titre,
        description, statut, priorite, agent, cree_le, recu_le, resolu_le, echeance) overriding system value
  select n, uuidv7(), '${EMETTEUR}', ${uuidSql(5, `(n / 7) % ${STRUCTURES} + 1`)}, v.structure, v.ids[n / 20 % 5 + 1], 'a@exemple.fr',
    k.categorie, k.code,
    ${entre('n / 20', ['Engagement refusé', 'Facture rejetée', 'Code service inconnu', 'Délai de paiement', 'Changement de RIB'])} || ' '
    || n, 'Description du ticket ' || n, x.statut, p.code, case when n % 500 = 0 then '${AGENT}'::uuid
    when n % 3 > 0 then ${uuidSql(4, 'n % 45 + 3')} end, now() - n * interval '30 seconds', now() - n * interval '30 seconds',
    case when x.statut in ('RESOLU', 'FERME') then now() end,
    case when x.statut = 'OUVERT' then now() - n * interval '30 seconds' + p.delai end
  from generate_series(${de}, ${a}) n
  join mesure_services v on v.structure = ${uuidSql(5, `n % ${STRUCTURES} + 1`)}
  cross join lateral (select ${entre('n % 100000 * 7919 / 11', ['OUVERT', 'FERME', 'FERME', 'EN_ATTENTE', 'FERME', 'FERME', 'RESOLU', 'FERME', 'FERME', 'FERME'])} as statut)
      x
  join ticket_priorite p on p.code = ${PRIORITE}
  join (select code, categorie, row_number() over (order by code)::int as r from ticket_sous_categorie) k on k.r = n / 20 % 16 + 1;
  insert into ticket_activite (ticket, auteur, cote, action)
  select n, '${EMETTEUR}', 'emetteur', 'creer'
  from generate_series(${de}, ${a}) n`

/**
 * So many tickets to twenty large structures, with their activities. Triggers say nothing, nothing waits for the disk, indexes are made
 * after; as many connections as fronts share the work.
 */
export async function peuplerTickets(pool: Pool, lignes: number, journal: (phrase: string) => void = () => {}) {
  const debut = performance.now()
  const dire = (quoi: string) => journal(`${quoi} : ${Math.round((performance.now() - debut) / 1000)} s`)
  await pool.query(`alter system set max_wal_size = '16GB'`)
  await pool.query('select pg_reload_conf()')
  await pool.query(MONDE)
  await repartir(
    pool,
    Array.from({ length: Math.ceil(lignes / PAR_LOT) }, (_, i) => lot(i * PAR_LOT + 1, Math.min(lignes, (i + 1) * PAR_LOT))),
  )
  await pool.query(`select setval(pg_get_serial_sequence('ticket', 'id'), ${lignes})`)
  dire('tickets écrits')
  const { rows } = await pool.query<{ texte: string }>('select texte from mesure_index order by lourd desc, nom')
  await repartir(
    pool,
    rows.map((r) => r.texte),
  )
  dire('index faits')
  await pool.query('drop table mesure_services, mesure_index')
  await pool.query('vacuum (analyze)')
  await pool.query('checkpoint')
  dire('prêt')
}

/** Each connection takes the next as soon as it is done. */
async function repartir(pool: Pool, instructions: string[]) {
  const reste = [...instructions]
  const travailler = async (c: PoolClient) => {
    await c.query(
      `set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0`,
    )
    for (let i = reste.shift(); i; i = reste.shift()) await c.query(i)
    await c.query('reset all')
  }
  const clients = await Promise.all(Array.from({ length: FRONTS }, () => pool.connect()))
  try {
    await Promise.all(clients.map(travailler))
  } finally {
    for (const c of clients) c.release(true)
  }
}
