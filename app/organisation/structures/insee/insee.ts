import { z } from 'zod'
import { champsDe, type ValeurChamp, type Valeurs } from '#app/organisation/structures/champs.ts'
import { incoherences } from '#app/organisation/structures/coherence.ts'
import { lieuDeLaStructure } from '#app/organisation/structures/lieu.ts'
import { lireStructure } from '#app/organisation/structures/lire.ts'
import {
  CHAMPS_REGISTRE,
  exigerOuvert,
  valeursDuRegistre,
  type ChampRegistre,
  type RegistreOuvert,
} from '#app/organisation/structures/registre.ts'
import type { Etablissement } from '#app/organisation/sirene/index.ts'
import { RefStructure } from '#demandes/communs.ts'
import { difference } from '#demandes/difference.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { justes } from '#demandes/lecture.ts'
import { code } from '#demandes/validation.ts'
import { writeFields } from '#platform/database/columns.ts'

/** STR-08: takes over the fields named from the register, as it is when this is submitted; in force after the delay. */
export const mettreAJourInsee = definirDemande({
  type: 'structure.mettre-a-jour-insee',
  saisie: z.strictObject({
    structure: RefStructure,
    champs: z
      .array(z.enum(CHAMPS_REGISTRE, code('choix-invalide')))
      .min(1, code('choix-requis'))
      .max(50, code('choix-invalide')),
  }),
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'structure',
  lieu: lieuDeLaStructure,

  async enquerir(milieu, { structure }): Promise<RegistreOuvert> {
    if (structure!.typeIdentifiant !== 'SIRET') throw refus(milieu.t, 'sans-registre')
    return exigerOuvert(milieu, structure!.identifiant)
  },

  lire: lireStructure,
  async examiner(_tx, { saisie, enquete, t, lu }) {
    const champs = justes(saisie.champs)
    const actuel = lu!
    const registre = enquete ? proposer(actuel, enquete.etablissement) : {}
    const absents = enquete ? champs.filter((n) => registre[n] === undefined) : []
    const nonDits = absents.length
      ? [{ champ: 'champs', code: 'choix-invalide', message: t.structures.insee.nonDit(absents.map((n) => t.champs.libelles[n])) }]
      : []
    const change = difference<ChampRegistre>(actuel, Object.fromEntries(champs.map((n) => [n, registre[n]])))
    return { erreurs: nonDits.length ? nonDits : incoherences({ ...actuel, ...change.saisie }, t), vu: change }
  },

  async preparer(_tx, { t, vu: change }) {
    if (!Object.keys(change.saisie).length) throw refus(t, 'aucun-changement')
    return change
  },

  async appliquer(tx, { saisie, structure }) {
    const { structure: _, champs: _champs, ...valeurs } = saisie as typeof saisie & Partial<Valeurs>
    await writeFields(tx, 'structure', structure!.id, valeurs)
  },
})

/** The register's values for the fields this structure has; a complement that the register does not have may be emptied, unless it withholds it. */
export function proposer(
  s: { raisonSociale: ValeurChamp; typeStructure: string },
  e: Etablissement,
): Partial<Record<ChampRegistre, ValeurChamp>> {
  const valeurs = valeursDuRegistre(e)
  const vides = e.nonDiffusible ? {} : { complementAdresse1: null, complementAdresse2: null }
  const toutes: Partial<Record<ChampRegistre, ValeurChamp>> = { ...vides, ...valeurs }
  return Object.fromEntries(CHAMPS_REGISTRE.filter((n) => n in toutes && champsDe(s).includes(n)).map((n) => [n, toutes[n]]))
}
