import { nomDe } from '#app/organisation/structures/lire.ts'
import { z } from 'zod'
import { nePeutGouverner, transmettreGestion } from '#acces/index.ts'
import { lieuDesStructures } from '#app/organisation/structures/lieu.ts'
import { annoncerTransfert } from '#app/organisation/structures/transferer/courriels.ts'
import { decrireTransfert } from '#app/organisation/structures/transferer/decrire.ts'
import { lirePersonne, referenceDe } from '#app/organisation/structures/transferer/lire.ts'
import { annulerPerdus, changementsPerdus } from '#app/organisation/structures/transferer/perdues.ts'
import { fermerRecuperations } from '#app/organisation/recuperation/fermer.ts'
import { RefStructure } from '#demandes/communs.ts'
import { definirDemande } from '#demandes/index.ts'
import type { Auteur, StructureVerrouillee } from '#demandes/definir.ts'
import { code } from '#demandes/validation.ts'
import type { Tx } from '#platform/database/open.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

const idDe = (v: unknown) => (v && typeof v === 'object' ? (v as { id?: unknown }).id : v)

/** GP-01, GP-02: one structure, several or all that one manages pass to somebody attached to each, at once; all or none. */
export const transfererGestionnaire = definirDemande({
  type: 'structure.transferer-gestionnaire',
  saisie: z.strictObject({
    structure: RefStructure.optional(),
    structures: z.array(RefStructure).max(2000, code('trop-de-lignes', 2000)).optional(),
    utilisateur: z.guid(code('choix-requis-utilisateur')),
  }),
  acces: { role: 'gestionnaire-principal', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesStructures,
  decrire: decrireTransfert,
  personnes: true,
  preuve: true,
  avisPropre: true,
  prevenus: (_db, { auteur, saisie }) => [auteur, saisie.utilisateur as Auteur],
  perimetres(corps) {
    const nommees = Array.isArray(corps.structures) ? corps.structures.map(idDe) : []
    const toutes = nommees.length ? nommees : [corps.structure]
    return [...new Set(toutes)].map((structure) => ({ structure }))
  },

  async examiner(tx, { t, saisie: { utilisateur }, structures, auteur }) {
    return {
      erreurs: utilisateur ? await erreursDuSuccesseur(tx, t, { auteur: auteur.id, successeur: utilisateur, structures }) : [],
      vu: null,
    }
  },

  async preparer(tx, { saisie, structures, auteur, simulation }) {
    const utilisateur = (await lirePersonne(tx, saisie.utilisateur))!
    return {
      ...(simulation ? { resultat: { demandesAnnulees: (await changementsPerdus(tx, auteur.id, structures)).map((d) => d.numero) } } : {}),
      saisie: { structures: structures.map(referenceDe), utilisateur, gestionnairePrincipal: `${utilisateur.prenom} ${utilisateur.nom}` },
      avant: { gestionnairePrincipal: `${auteur.prenom} ${auteur.nom}` },
      concerne: utilisateur.id,
    }
  },

  async appliquer(tx, { milieu, saisie, structures, auteur, demande }) {
    const a = String(idDe(saisie.utilisateur))
    const ids = structures.map((s) => s.id)
    const annulees = await annulerPerdus(tx, milieu, auteur.id, structures)
    await transmettreGestion(tx, { structures: ids, a, demande })
    await fermerRecuperations(tx, ids, milieu.t.gouvernance.recuperation.transfere)
    await annoncerTransfert(milieu, tx, { de: auteur.id, a, structures, demande })
    return annulees.length ? { resultat: { demandesAnnulees: annulees } } : {}
  },
})

/** Why this person cannot take over: oneself, or not attached to the whole of each; the structures that lack are named. */
async function erreursDuSuccesseur(
  tx: Tx,
  t: Textes,
  { auteur, successeur, structures }: { auteur: string; successeur: string; structures: StructureVerrouillee[] },
): Promise<ErreurChamp[]> {
  const x = t.gouvernance.transferer
  const champ = 'utilisateur'
  if (successeur.toLowerCase() === auteur) return [{ champ, code: 'deja-gestionnaire', message: x.dejaVous }]
  const manquent = await nePeutGouverner(
    tx,
    successeur,
    structures.map((s) => s.id),
  )
  if (!manquent.length) return []
  const noms = structures.filter((s) => manquent.includes(s.id)).map(nomDe)
  return [{ champ, code: 'utilisateur-non-rattache', message: x.nonRattache(noms) }]
}
