import { sql } from 'kysely'
import { z } from 'zod'
import { lieuDesPieces } from '#app/organisation/pieces-jointes/lieu.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { definirDemande, refus } from '#demandes/index.ts'

/** PJ-01: gone for everybody at once; its content goes with the last that held it. */
export const supprimerPieceJointe = definirDemande({
  type: 'piece-jointe.supprimer',
  saisie: z.strictObject({
    structure: RefStructure.optional(),
    pieceJointe: reference().meta({ description: 'Identifiant (UUID) de la pièce-jointe.' }),
  }),
  objet: { table: 'piece_jointe', champ: 'pieceJointe' },
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesPieces,

  async preparer(tx, { t, objet }) {
    const { rows } = await sql<{
      nom: string
    }>`select nom from piece_jointe where id = ${objet!.id}::uuid and genre = 'STRUCTURE' and supprimee_le is null`.execute(tx)
    if (!rows[0]) throw refus(t, 'introuvable')
    // The history keeps its name.
    return { saisie: {}, avant: { fichiers: rows[0].nom } }
  },

  appliquer: async (tx, { objet }) =>
    void (await sql`update piece_jointe set supprimee_le = maintenant(), fichier = null where id = ${objet!.id}::uuid`.execute(tx)),
})
