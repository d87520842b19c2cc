import { estUuid } from '#app/contexte.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { ChoisirStructures } from '#app/organisation/rattachements/choisir-structures.tsx'
import { creerRattachement } from '#app/organisation/rattachements/creer.ts'
import { Verification } from '#app/organisation/rattachements/rattacher.verification.tsx'
import {
  CHEMIN,
  type Objet,
  type LigneSaisie,
  lignesDe,
  auService,
  FormulaireRattacher,
} from '#app/organisation/rattachements/rattacher.vue.tsx'
import { saisieEnCours } from '#app/demandes/saisie-en-cours.ts'
import { refuserNonGeree, servicesOfferts, structuresGerees } from '#app/organisation/rattachements/structures-gerees.ts'
import type { Demande } from '#demandes/index.ts'

async function charger(c: ContexteDuParcours): Promise<Objet> {
  const s = await saisieEnCours(c, creerRattachement.type)
  const nommees = [...new Set(s.brouillon ? lignesDe(s.brouillon).map((l) => l.structure) : s.tous('structure'))].filter(estUuid)
  const recherche = s.lire('recherche').slice(0, 200)
  const gerees = await structuresGerees(c.db, c.utilisateur.id, nommees.length ? { parmi: nommees } : { recherche })
  for (const id of nommees) if (!gerees.some((g) => g.id === id.toLowerCase())) await refuserNonGeree(c, id)
  const choisies = nommees.length || (gerees.length === 1 && !recherche) ? gerees : []
  return { gerees, choisies, services: choisies.length ? await servicesOfferts(c.db, choisies) : [], recherche }
}

export const parcoursRattacher = definirParcours<Objet>({
  chemin: CHEMIN,
  definition: creerRattachement as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, lue, d) => ({
    adresseElectronique: lue.adresseElectronique ?? '',
    commentaire: lue.commentaire ?? null,
    lignes:
      champs.get('maille')?.[0] === 'service' || auService(d)
        ? lignesDeServices(d, champs.get('services') ?? [])
        : d.choisies.map((s) => ({ structure: s.id })),
  }),
  formulaire: (c, d, etat) =>
    d.choisies.length ? (
      <FormulaireRattacher c={c} d={d} etat={etat} />
    ) : (
      <ChoisirStructures
        c={c}
        gerees={d.gerees}
        recherche={d.recherche}
        chemin={CHEMIN}
        titre={c.t.rattachements.rattacher.titre}
        etapes={c.t.rattachements.rattacher.etapes}
        aide="/documentation/organisation/utilisateurs/rattacher-un-utilisateur"
        plusieurs
      />
    ),
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})

/**
 * A structure of which no service is ticked has an empty one, so that its own rule speaks; where one governs services only, none at all,
 * which is no question about the whole.
 */
const lignesDeServices = (d: Objet, ids: string[]): LigneSaisie[] =>
  d.choisies.flatMap((s): LigneSaisie[] => {
    const siens = d.services.filter((v) => v.structure === s.id && ids.includes(v.id))
    return siens.length || d.choisies.length > 1 || !s.entiere
      ? siens.map((v) => ({ structure: s.id, service: v.id }))
      : [{ structure: s.id, service: '' }]
  })
