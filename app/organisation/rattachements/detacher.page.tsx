import { accesAuxStructures } from '#acces/index.ts'
import { estUuid } from '#app/contexte.ts'
import { definirParcours, type ContexteDuParcours } from '#app/demandes/parcours.ts'
import { ChoisirPersonne } from '#app/organisation/rattachements/choisir-personne.tsx'
import { ChoisirStructures } from '#app/organisation/rattachements/choisir-structures.tsx'
import { Verification } from '#app/organisation/rattachements/detacher.verification.tsx'
import { CHEMIN, FormulaireDetacher, GestionnairePrincipal } from '#app/organisation/rattachements/detacher.vue.tsx'
import { saisieEnCours } from '#app/demandes/saisie-en-cours.ts'
import {
  rattachesDe,
  refuserNonGeree,
  structuresGerees,
  type Rattache,
  type StructureGeree,
} from '#app/organisation/rattachements/structures-gerees.ts'
import { terminerRattachement } from '#app/organisation/rattachements/terminer.ts'
import type { Demande } from '#demandes/index.ts'

interface Objet {
  gerees: StructureGeree[]
  structure: StructureGeree | null
  personnes: Rattache[]
  personne: Rattache | null
  recherche: string
}

async function charger(c: ContexteDuParcours): Promise<Objet> {
  const s = await saisieEnCours(c, terminerRattachement.type)
  const lire = (nom: string) => String(s.brouillon?.[nom] ?? s.lire(nom)).toLowerCase()
  const [id, qui, recherche] = [lire('structure'), lire('utilisateur'), s.lire('recherche').slice(0, 200)]
  if (!estUuid(id)) {
    const gerees = await structuresGerees(c.db, c.utilisateur.id, { recherche, memeInactive: true })
    return { gerees, structure: null, personnes: [], personne: null, recherche }
  }
  const structure =
    (await structuresGerees(c.db, c.utilisateur.id, { parmi: [id], memeInactive: true }))[0] ??
    (qui === c.utilisateur.id ? await laMienne(c, id) : null)
  if (!structure) return refuserNonGeree(c, id, { memeInactive: true })
  const personnes = await rattachesDe(c.db, structure, { recherche, seul: estUuid(qui) ? qui : null })
  return { gerees: [], structure, personnes, personne: estUuid(qui) ? (personnes[0] ?? null) : null, recherche }
}

/** To leave a structure, one need not govern it. */
async function laMienne(c: ContexteDuParcours, id: string): Promise<StructureGeree | null> {
  if (!(await accesAuxStructures(c.db, c.utilisateur.id, [id])).has(id)) return null
  return {
    id,
    typeIdentifiant: '',
    identifiant: '',
    raisonSociale: c.structures.find((s) => s.id === id)?.nom ?? '',
    libelle: null,
    statut: 'ACTIVE',
    entiere: true,
    services: [],
  }
}

export const parcoursDetacher = definirParcours<Objet>({
  chemin: CHEMIN,
  definition: terminerRattachement as unknown as Demande,
  charger,
  structureDe: () => null,
  adapter: (champs, lue) => ({
    structure: lue.structure,
    utilisateur: lue.utilisateur,
    commentaire: lue.commentaire,
    ...(estUuid(champs.get('maille')?.[0]) ? { service: champs.get('maille')![0] } : {}),
  }),
  formulaire: (c, d, etat) => {
    const x = c.t.rattachements.terminer
    if (d.structure && d.personne?.estGestionnaire && d.personne.rattachements.every((r) => !r.service))
      return <GestionnairePrincipal c={c} s={d.structure} p={d.personne} />
    if (d.structure && d.personne) return <FormulaireDetacher c={c} s={d.structure} p={d.personne} etat={etat} />
    if (d.structure)
      return (
        <ChoisirPersonne
          c={c}
          s={d.structure}
          personnes={d.personnes}
          recherche={d.recherche}
          chemin={CHEMIN}
          partie={c.url.searchParams.has('utilisateur')}
        />
      )
    return (
      <ChoisirStructures
        c={c}
        gerees={d.gerees}
        recherche={d.recherche}
        chemin={CHEMIN}
        titre={x.titre}
        etapes={x.etapes}
        aide="/documentation/organisation/utilisateurs/detacher-un-utilisateur"
      />
    )
  },
  verification: (c, { cle, recu }) => <Verification c={c} cle={cle} recu={recu} />,
})
