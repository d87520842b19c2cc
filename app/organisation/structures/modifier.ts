import { z } from 'zod'
import { CHAMPS, CHAMPS_PUBLICS, type NomChamp } from '#app/organisation/structures/champs.ts'
import { incoherences } from '#app/organisation/structures/coherence.ts'
import { lieuDeLaStructure } from '#app/organisation/structures/lieu.ts'
import { lireStructure } from '#app/organisation/structures/lire.ts'
import { RefStructure } from '#demandes/communs.ts'
import { difference } from '#demandes/difference.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { writeFields } from '#platform/database/columns.ts'

type Facultatifs = { [K in NomChamp]: z.ZodOptional<(typeof CHAMPS)[K]> }
const facultatifs = Object.fromEntries(Object.entries(CHAMPS).map(([nom, schema]) => [nom, schema.optional()])) as Facultatifs

/** STR-06: changes the fields given; the others keep their value. In force after the delay, old values until then. */
export const modifierStructure = definirDemande({
  type: 'structure.modifier',
  saisie: z.strictObject({ structure: RefStructure, ...facultatifs }),
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'structure',
  lieu: lieuDeLaStructure,

  lire: lireStructure,
  async examiner(_tx, { t, saisie, lus, lu }) {
    const { structure: _, ...voulu } = saisie
    const actuel = lu!
    const etrangers = CHAMPS_PUBLICS.filter((c) => voulu[c] !== undefined && actuel.typeStructure !== 'PUBLIQUE').map((champ) => ({
      champ,
      code: 'reserve-entites-publiques',
      message: t.champs.erreur('reserve-entites-publiques', t.champs.libelles[champ]),
    }))
    const change = difference<NomChamp>(actuel, voulu)
    return { erreurs: [...etrangers, ...incoherences({ ...actuel, ...change.saisie }, t, lus)], vu: change }
  },

  async preparer(_tx, { t, vu: change }) {
    if (!Object.keys(change.saisie).length) throw refus(t, 'aucun-changement')
    return change
  },

  async appliquer(tx, { saisie, structure }) {
    const { structure: _, ...champs } = saisie
    await writeFields(tx, 'structure', structure!.id, champs)
  },
})
