import { sql } from 'kysely'
import { z } from 'zod'
import { CHAMPS, FACULTATIFS, type NomChamp, type Valeurs } from '#app/organisation/services/champs.ts'
import { erreurDe, estReserve, incoherences } from '#app/organisation/services/coherence.ts'
import { ajouterService } from '#app/organisation/services/ecrire.ts'
import { lieuDuService } from '#app/organisation/services/lieu.ts'
import { RefStructure } from '#demandes/communs.ts'
import { definirDemande, refusDeChamps } from '#demandes/index.ts'
import type { Textes } from '#ui/textes/index.ts'

/** SER-02: a service of a structure, at once; its dates say from when to when it counts. */
export const creerService = definirDemande({
  type: 'service.creer',
  saisie: z.strictObject({ structure: RefStructure, ...FACULTATIFS, code: CHAMPS.code, nom: CHAMPS.nom }),
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDuService,
  objet: { table: 'service', champ: 'service', cree: true },

  async examiner(tx, { t, saisie: { structure: _, ...saisie }, lus, structure }) {
    const champs = renseignes(saisie)
    const erreurs = incoherences(champs, structure!.typeStructure, t, lus)
    if (saisie.code) {
      const { rows } = await sql`select from service where structure = ${structure!.id}::uuid and code = ${saisie.code}`.execute(tx)
      if (rows.length) erreurs.unshift(codeDejaPresent(t, saisie.code))
      else if (estReserve(saisie.code)) erreurs.unshift(erreurDe(t, 'code', 'code-reserve'))
    }
    return { erreurs, vu: champs }
  },

  preparer: async (_tx, { vu }) => ({ saisie: vu }),

  async appliquer(tx, { milieu: { t }, saisie, structure }) {
    const champs = Object.fromEntries(Object.entries(saisie).filter(([n]) => n in CHAMPS)) as Partial<Valeurs>
    const service = await ajouterService(tx, structure!.id, renseignes(champs))
    if (!service) throw refusDeChamps(t, [codeDejaPresent(t, saisie.code)])
    return { objet: service, resultat: { service: { id: service, code: saisie.code, nom: saisie.nom } } }
  },
})

/** Only the fields that say something. */
export const renseignes = (champs: Partial<Record<NomChamp, string | boolean | null | undefined>>) =>
  Object.fromEntries(Object.entries(champs).filter(([, v]) => v !== undefined && v !== null && v !== '' && v !== false)) as Partial<Valeurs>

export const codeDejaPresent = (t: Textes, code: string) => erreurDe(t, 'code', 'code-deja-present', code)
