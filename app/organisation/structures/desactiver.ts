import { sql } from 'kysely'
import { z } from 'zod'
import { lieuDeLaStructure } from '#app/organisation/structures/lieu.ts'
import { RefStructure } from '#demandes/communs.ts'
import { cloreSansEffet, definirDemande, refus } from '#demandes/index.ts'
import { texteRequis } from '#demandes/validation.ts'
import type { Db, Tx } from '#platform/database/open.ts'

/** STR-07: the structure stops sending and receiving; what waits on it is cancelled with the reason, its users keep « consultation ». */
export const desactiverStructure = definirDemande({
  type: 'structure.desactiver',
  saisie: z.strictObject({ structure: RefStructure, motif: texteRequis(500) }),
  // « Already inactive » is a better answer than « inactive ».
  acces: { profil: 'organisation.modification', sur: 'structure', memeInactive: true },
  approbation: 'aucune',
  effet: 'structure',
  lieu: lieuDeLaStructure,

  async preparer(tx, { saisie, structure, t }) {
    if (structure!.statut === 'INACTIVE') throw refus(t, 'structure-deja-inactive')
    const attente = await enAttenteSur(tx, structure!.id, null)
    return {
      saisie: { statut: 'INACTIVE', motif: saisie.motif },
      avant: { statut: 'ACTIVE' },
      resultat: { demandesAnnulees: attente.map((d) => d.numero) },
    }
  },

  async appliquer(tx, { saisie, structure, demande, milieu, auteur }) {
    if (structure!.statut === 'INACTIVE') throw refus(milieu.t, 'structure-deja-inactive')
    await sql`update structure set statut = 'INACTIVE' where id = ${structure!.id}::uuid`.execute(tx)
    const attente = await enAttenteSur(tx, structure!.id, demande)
    for (const d of attente)
      await cloreSansEffet(tx, milieu, d.id, 'annulee', milieu.t.structures.desactiver.annulation(saisie.motif), auteur.id)
    return { resultat: { demandesAnnulees: attente.map((d) => d.numero) } }
  },
})

/** What a deactivation would cancel: whatever waits, of the structure, of its services, accounts and people. */
export async function enAttenteSur(tx: Db | Tx, structure: string, sauf: number | null) {
  const { rows } = await sql<{
    id: number
    numero: string
  }>`select id, numero
    from demande
    where structure = ${structure}::uuid and etat in ('programmee', 'demandee') and id is distinct from ${sauf}::bigint
    order by id`.execute(tx)
  return rows
}
