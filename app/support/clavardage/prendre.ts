import { sql } from 'kysely'
import type { Utilisateur } from '#app/comptes/session.ts'
import { PAR_AGENT, type Presence } from '#app/support/clavardage/champs.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { lireConversation } from '#app/support/clavardage/lire.ts'
import type { MilieuClavardage } from '#app/support/clavardage/ouvrir.ts'
import { refus } from '#demandes/index.ts'
import { journaliserPlusieurs } from '#demandes/journal.ts'
import type { Tx } from '#platform/database/open.ts'

export type MilieuAgent = MilieuClavardage & { utilisateur: Pick<Utilisateur, 'id' | 'roles'> }

/** The desk does not exist for anybody else; asked of the database, whatever the session says. */
export async function exigerAgent(tx: Tx, c: MilieuAgent): Promise<string> {
  const { rows } = await sql<{
    id: string
  }>`select id from utilisateur where id = ${c.utilisateur.id}::uuid and est_agent and est_actif for no key update`.execute(tx)
  if (!rows[0]) throw refus(c.t, 'introuvable')
  return rows[0].id
}

/** Takes this conversation, or the one that has waited longest: of two agents at once one has it, the other is told. @throws Refus */
export async function prendreConversation(c: MilieuAgent, demandee: string | null): Promise<string | null> {
  const id = await c.db.transaction().execute(async (tx) => {
    // Their own row is locked: an agent takes one at a time.
    const moi = await exigerAgent(tx, c)
    const {
      rows: [tenues],
    } = await sql<{
      n: number
    }>`select count(*)::int as n from conversation where etat = 'en-cours' and agent = ${moi}::uuid and id is distinct from ${demandee}::uuid`.execute(
      tx,
    )
    if (tenues!.n >= PAR_AGENT) throw refus(c.t, 'conversation-deja-prise', { detail: c.t.clavardage.bureau.assez(PAR_AGENT) })
    const {
      rows: [prise],
    } = await sql<{
      id: string
      utilisateur: string | null
    }>`update conversation
      set etat = 'en-cours', agent = ${moi}::uuid, prise_le = maintenant()
      where id = (select f.id
          from conversation f
          where f.etat = 'attente'
            and f.utilisateur is distinct from ${moi}::uuid
              ${demandee ? sql`and f.id = ${demandee}::uuid for update` : sql`order by f.file_le, f.id limit 1 for update skip locked`})
      returning id, utilisateur`.execute(tx)
    if (!prise) return demandee ? direQuiLA(tx, c, demandee) : null
    await ajouter(tx, prise.id, { cote: 'agent', auteur: moi, evenement: 'prise' })
    await sql`update conversation set lu_agent = dernier, recu_agent = dernier where id = ${prise.id}::uuid`.execute(tx)
    await arriver(tx, moi)
    if (prise.utilisateur) await inscrireLeRegard(tx, moi, prise.utilisateur)
    return prise.id
  })
  if (id) c.waker.wake(id, 'file', `agent:${c.utilisateur.id}`)
  return id
}

/** Not in the queue: theirs already, or somebody else's. */
async function direQuiLA(tx: Tx, c: MilieuAgent, id: string): Promise<string> {
  const {
    rows: [vue],
  } = await sql<{
    etat: string
    agent: string | null
    nom: string | null
  }>`select c.etat, c.agent, g.prenom || ' ' || g.nom as nom from conversation c left join utilisateur g on g.id = c.agent where c.id = ${id}::uuid`.execute(
    tx,
  )
  if (!vue || vue.etat === 'attente') throw refus(c.t, 'introuvable')
  if (vue.etat === 'en-cours' && vue.agent === c.utilisateur.id) return id
  throw vue.etat === 'terminee'
    ? refus(c.t, 'conversation-terminee')
    : refus(c.t, 'conversation-deja-prise', { detail: c.t.clavardage.bureau.dejaPrise(vue.nom!) })
}

/** What the desk then shows of the person is written in the history of each of their structures, as « Voir comme » is (0012, 0028). */
export async function inscrireLeRegard(tx: Tx, agent: string, utilisateur: string) {
  const { rows } = await sql<{
    structure: string
    prenom: string
    nom: string
  }>`select distinct r.structure, u.prenom, u.nom
    from rattachement r
    join utilisateur u on u.id = r.utilisateur
    where r.utilisateur = ${utilisateur}::uuid and r.retire_le is null and r.periode @> maintenant()`.execute(tx)
  await journaliserPlusieurs(
    tx,
    [...rows.map((r) => r.structure), utilisateur].map((chaine) => ({
      chaine,
      auteur: agent,
      evenement: 'clavardage.contexte',
      demande: null,
      contenu: { utilisateur: { id: utilisateur, ...(rows[0] ? { prenom: rows[0].prenom, nom: rows[0].nom } : {}) } },
    })),
  )
}

/** Gives a conversation back to the queue, where it keeps its place. @throws Refus */
export async function rendreConversation(c: MilieuAgent, id: string): Promise<void> {
  await c.db.transaction().execute(async (tx) => {
    const vue = await lireConversation(tx, { utilisateur: await exigerAgent(tx, c), jeton: null }, id, { verrou: true })
    if (vue?.cote !== 'agent') throw refus(c.t, 'introuvable')
    if (vue.etat === 'en-cours') await remettreEnFile(tx, id, c.utilisateur.id)
  })
  c.waker.wake(id, 'file', `agent:${c.utilisateur.id}`)
}

export async function remettreEnFile(tx: Tx, id: string, par: string | null) {
  await sql`update conversation set etat = 'attente', agent = null, vu_le = maintenant() where id = ${id}::uuid`.execute(tx)
  await ajouter(tx, id, { cote: par ? 'agent' : 'portail', auteur: par, evenement: 'rendue' })
}

/** Working at the desk makes an agent available, unless they have said otherwise. */
const arriver = (tx: Tx, agent: string) =>
  sql`insert into agent_presence (utilisateur, etat)
    values (${agent}::uuid, 'disponible')
    on conflict (utilisateur) do update
    set vu_le = maintenant(), etat = case agent_presence.etat when 'absent' then 'disponible' else agent_presence.etat end`.execute(tx)

/** Available, on a break, or away: away, the conversations go back to the queue. @throws Refus */
export async function changerPresence(c: MilieuAgent, etat: Presence): Promise<void> {
  const rendues = await c.db.transaction().execute(async (tx) => {
    const moi = await exigerAgent(tx, c)
    await sql`insert into agent_presence (utilisateur, etat)
      values (${moi}::uuid, ${etat})
      on conflict (utilisateur) do update
      set etat = excluded.etat, vu_le = maintenant()`.execute(tx)
    if (etat !== 'absent') return []
    const { rows } = await sql<{
      id: string
    }>`select id from conversation where etat = 'en-cours' and agent = ${moi}::uuid order by id for update`.execute(tx)
    for (const { id } of rows) await remettreEnFile(tx, id, moi)
    return rows.map((r) => r.id)
  })
  c.waker.wake('file', `agent:${c.utilisateur.id}`, ...rendues)
}
