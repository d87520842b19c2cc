import { sql } from 'kysely'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'
import { rattacherEnvois } from '#app/organisation/pieces-jointes/index.ts'
import { avertirTitulaire } from '#app/organisation/recuperation/courriels.ts'
import { journaliser } from '#demandes/journal.ts'
import type { Tx } from '#platform/database/open.ts'

interface Ouverture {
  structure: { id: string; gestionnairePrincipal: string | null }
  motif: string
  envoi: string
  contestation: boolean
  /** How long the incumbent has to answer. */
  jours: number
}

/** Kept with its file and in the history; the incumbent is warned at every address known. @throws Refus on the field `piece` */
export async function ouvrirRecuperation(c: ContexteDuParcours, tx: Tx, q: Ouverture): Promise<string> {
  const { structure, motif } = q
  const [piece] = await rattacherEnvois(tx, {
    t: c.t,
    auteur: c.utilisateur.id,
    envois: [q.envoi],
    structure: structure.id,
    genre: 'RECUPERATION',
    champ: 'piece',
  })
  const { rows } = await sql<{
    id: string
  }>`insert into recuperation (structure, demandeur, titulaire, motif, piece_jointe, contestation, attente_jusqua)
    values (${structure.id}::uuid, ${c.utilisateur.id}::uuid, ${structure.gestionnairePrincipal}::uuid, ${motif}, ${piece!.id}::uuid,
          ${q.contestation}, maintenant() + make_interval(days => ${q.jours}))
    returning id`.execute(tx)
  const { id } = rows[0]!
  await journaliser(tx, {
    chaine: structure.id,
    auteur: c.utilisateur.id,
    evenement: `recuperation.${q.contestation ? 'contester' : 'demander'}:effective`,
    contenu: { recuperation: id, motif, piece: piece!.nom, empreinte: piece!.empreinte },
  })
  await avertirTitulaire(c, tx, id, 'debut')
  return id
}
