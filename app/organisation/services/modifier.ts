import { z } from 'zod'
import { CHAMPS, FACULTATIFS, RESERVE, type NomChamp } from '#app/organisation/services/champs.ts'
import { erreurDe, incoherences } from '#app/organisation/services/coherence.ts'
import { lieuDuService } from '#app/organisation/services/lieu.ts'
import { lireService } from '#app/organisation/services/lire.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { difference } from '#demandes/difference.ts'
import { definirDemande, refus, refusDeChamps } from '#demandes/index.ts'
import { writeFields } from '#platform/database/columns.ts'

export const RefService = reference().meta({ description: 'Identifiant (UUID) du service.' })
/** What a demande on a service names: its structure is found from it. */
export const DU_SERVICE = { structure: RefStructure.optional(), service: RefService }

const { code: _, ...facultatifs } = FACULTATIFS

/** SER-02: changes the fields given; the others keep their value. In force after the delay, or from the day chosen (PLUS-13). */
export const modifierService = definirDemande({
  type: 'service.modifier',
  // The code is how others know it: fixed when it is created.
  saisie: z.strictObject({ ...DU_SERVICE, ...facultatifs, nom: CHAMPS.nom.optional() }),
  acces: { profil: 'organisation.modification', sur: 'structure', ouService: true, serviceActif: true },
  approbation: 'aucune',
  effet: 'service',
  lieu: lieuDuService,
  objet: { table: 'service', champ: 'service' },

  async examiner(tx, { t, saisie, lus, structure, objet }) {
    const { structure: _s, service: _v, ...voulu } = saisie
    const actuel = await lireService(tx, objet!.id)
    if (!actuel) throw refus(t, 'introuvable')
    const change = difference<NomChamp>(actuel, voulu as Partial<Record<NomChamp, string | boolean | null>>)
    const figes = actuel.code === RESERVE ? (['nom', 'debutValidite', 'finValidite'] as const).filter((c) => c in change.saisie) : []
    return {
      erreurs: [
        ...figes.map((c) => erreurDe(t, c, 'service-reserve')),
        ...incoherences({ ...actuel, ...change.saisie }, structure!.typeStructure, t, lus),
      ],
      vu: change,
    }
  },

  async preparer(_tx, { t, vu: change }) {
    if (!Object.keys(change.saisie).length) throw refus(t, 'aucun-changement')
    return change
  },

  // Another change may have come into force meanwhile: what both make of it is judged again.
  async appliquer(tx, { saisie, structure, objet, milieu: { t } }) {
    const champs = Object.fromEntries(Object.entries(saisie).filter(([n]) => n in CHAMPS))
    const actuel = await lireService(tx, objet!.id)
    const erreurs = incoherences({ ...actuel, ...champs }, structure!.typeStructure, t)
    if (erreurs.length) throw refusDeChamps(t, erreurs)
    await writeFields(tx, 'service', objet!.id, champs)
  },
})
