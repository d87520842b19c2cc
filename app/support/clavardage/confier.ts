import { sql } from 'kysely'
import { ABSENCE, NOTE_MAX, PAR_AGENT, type Presence } from '#app/support/clavardage/champs.ts'
import { nettoyer } from '#app/support/clavardage/ecrire.ts'
import { ajouter } from '#app/support/clavardage/evenement.ts'
import { lireConversation, type Nom } from '#app/support/clavardage/lire.ts'
import { inscrireLeRegard, type MilieuAgent } from '#app/support/clavardage/prendre.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Db, Tx } from '#platform/database/open.ts'

export interface Collegue extends Nom {
  id: string
  presence: Presence
  tenues: number
  pleine: boolean
}

/** Every other agent who may answer whoever asks, those who are there first; with `seul`, one of them. */
export async function lireCollegues(db: Db | Tx, moi: string, demandeur: string | null, seul: string | null = null): Promise<Collegue[]> {
  const { rows } = await sql<Collegue>`select x.*, x.tenues >= ${PAR_AGENT} as pleine
      from (select u.id, u.prenom, u.nom, case when p.vu_le > maintenant() - ${ABSENCE}::interval then p.etat else 'absent' end as presence,
            (select count(*)::int from conversation c where c.etat = 'en-cours' and c.agent = u.id) as tenues
          from utilisateur u
          left join agent_presence p on p.utilisateur = u.id
          where u.est_agent and u.est_actif and u.id <> ${moi}::uuid
            and u.id is distinct from ${demandeur}::uuid ${seul ? sql`and u.id = ${seul}::uuid` : sql``}) x
      order by x.presence <> 'disponible', x.tenues, x.nom, x.prenom, x.id
      limit 200`.execute(db)
  return rows
}

/** Gives a conversation that one holds to an agent who is there and has room, with a word for them alone. @throws Refus */
export async function confierConversation(
  c: MilieuAgent,
  id: string,
  { agent, note }: { agent: string | null; note?: string | null | undefined },
): Promise<Collegue> {
  const moi = c.utilisateur.id
  const texte = nettoyer(note)
  const vers = await c.db.transaction().execute(async (tx) => {
    // Both agents, in one order whoever hands over to whom, then the conversation: nobody's desk changes meanwhile.
    const { rows } = await sql<{
      id: string
    }>`select id from utilisateur where id = any(${[moi, agent ?? moi]}::uuid[]) and est_agent and est_actif order by id for no key update`.execute(
      tx,
    )
    const v = rows.some((r) => r.id === moi) ? await lireConversation(tx, { utilisateur: moi, jeton: null }, id, { verrou: true }) : null
    if (v?.cote !== 'agent') throw refus(c.t, 'introuvable')
    if (v.etat !== 'en-cours') throw refus(c.t, v.etat === 'attente' ? 'conversation-a-prendre' : 'conversation-terminee')
    const [collegue] = agent ? await lireCollegues(tx, moi, v.utilisateur, agent) : []
    const x = c.t.clavardage.confier
    const erreurs: ErreurChamp[] = []
    if (!collegue) erreurs.push({ champ: 'agent', code: agent ? 'valeur-inconnue' : 'champ-manquant', message: x.choisir })
    if (texte.length > NOTE_MAX) erreurs.push({ champ: 'note', code: 'trop-long', message: c.t.clavardage.tropLong(NOTE_MAX) })
    if (erreurs.length || !collegue) throw refusDeChamps(c.t, erreurs)
    const nom = `${collegue.prenom} ${collegue.nom}`
    if (collegue.presence !== 'disponible') throw refus(c.t, 'agent-indisponible', { detail: x.pasLa[collegue.presence](nom) })
    if (collegue.pleine) throw refus(c.t, 'agent-indisponible', { detail: x.plein(nom, PAR_AGENT) })
    if (texte)
      await sql`insert into conversation_note (conversation, auteur, texte) values (${id}::uuid, ${moi}::uuid, ${texte})`.execute(tx)
    await sql`update conversation set agent = ${collegue.id}::uuid, prise_le = maintenant() where id = ${id}::uuid`.execute(tx)
    await ajouter(tx, id, { cote: 'agent', auteur: moi, evenement: 'transmise', donnees: { vers: nom } })
    if (v.utilisateur) await inscrireLeRegard(tx, collegue.id, v.utilisateur)
    return collegue
  })
  c.waker.wake(id, `agent:${moi}`, `agent:${vers.id}`)
  return vers
}
