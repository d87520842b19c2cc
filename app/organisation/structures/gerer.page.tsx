import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { listerStructures } from '#app/organisation/structures/lister.ts'
import { grouper, type TypeIdentifiant } from '#app/organisation/structures/identifiants/index.ts'
import { definirRoute } from '#app/page.ts'
import { SansStructure } from '#app/organisation/structures/sans.tsx'
import { Actions, Bouton, Champ, Page, optionsDe } from '#ui/index.ts'

/** The types de demande of STR-04 and GP-01, and where each is done. */
const TYPES = {
  consulter: '',
  modifier: '/modifier',
  activer: '/activer',
  insee: '/insee',
  desactiver: '/desactiver',
  transferer: '/transferer',
} as const
type Type = keyof typeof TYPES
const estType = (v: string | null): v is Type => v !== null && v in TYPES

/** « Gérer une structure » begins with « Type de demande », then the structure: a form that only leads on, so a GET. */
export const routeGerer = definirRoute({
  chemin: '/organisation/structures/gerer',
  acces: 'session',
  repondre: async (c) => {
    const type = c.url.searchParams.get('type')
    const texte = c.url.searchParams.get('texte') ?? ''
    const envoye = c.url.searchParams.has('texte')
    if (!envoye) return formulaire(c, type, defaut(c), [])
    const x = c.t.structures.gerer
    if (!estType(type)) return { statut: 422, page: formulaire(c, type, texte, [{ champ: 'type', message: x.choisirType }]) }
    if (type === 'consulter' && !texte.trim()) return { rediriger: '/organisation/structures/rechercher' }
    if (!texte.trim()) return { statut: 422, page: formulaire(c, type, texte, [{ champ: 'texte', message: x.choisir }]) }
    const id = c.url.searchParams.get('id')
    const trouvees = await trouver(c, texte, id)
    if (trouvees.length === 1) return { rediriger: `/organisation/structures/${trouvees[0]!.id}${TYPES[type]}` }
    return {
      statut: 422,
      page: formulaire(
        c,
        type,
        texte,
        [{ champ: 'texte', message: trouvees.length ? x.plusieurs(trouvees.length) : x.inconnue }],
        trouvees,
        type,
      ),
    }
  },
})

async function trouver(c: Contexte, texte: string, id: string | null) {
  // The list proposes « 123 456 782 00010 — Name »: what stands before the dash is the identifier.
  const cherche = texte.split(' — ')[0]!.trim()
  const { elements } = await listerStructures(c.db, c.utilisateur!.id, { recherche: cherche, taille: 20 })
  const exactes = elements.filter((s) => s.identifiant === cherche.replace(/[\s\u00A0.]/g, '') || (estUuid(id) && s.id === id))
  return exactes.length ? exactes : elements
}

const defaut = (c: Contexte) =>
  c.structureActive
    ? `${grouper(c.structureActive.typeIdentifiant as TypeIdentifiant, c.structureActive.identifiant)} — ${c.structureActive.nom}`
    : ''

function formulaire(
  c: Contexte,
  type: string | null,
  texte: string,
  erreurs: { champ: string; message: string }[],
  proches: Awaited<ReturnType<typeof trouver>> = [],
  vers: Type = 'consulter',
) {
  const { t } = c
  const x = t.structures.gerer
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      {...fautesDe(c, erreurs)}
      aide="/documentation/organisation/structures/modifier"
      fil={[...filDesStructures(c), { nom: x.titre }]}
    >
      {c.nombreStructures ? (
        <form class="narrow stack" method="get" action="/organisation/structures/gerer" novalidate>
          <Champ
            nom="type"
            type="radios"
            libelle={x.type}
            valeur={type ?? 'consulter'}
            erreur={erreurs.find((e) => e.champ === 'type')?.message}
            options={optionsDe(Object.keys(TYPES), x.types)}
          />
          <Champ
            nom="texte"
            libelle={x.structure}
            aide={x.aide}
            valeur={texte}
            erreur={erreurs.find((e) => e.champ === 'texte')?.message}
            suggestions="/organisation/structures/suggestions.json"
          />
          {proches.length ? (
            <ul class="links">
              {proches.map((s) => (
                <li key={s.id}>
                  <a href={`/organisation/structures/${s.id}${TYPES[vers]}`}>
                    {s.raisonSociale}, {grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)}, {s.ville}
                  </a>
                </li>
              ))}
            </ul>
          ) : null}
          <Actions>
            <Bouton>{x.continuer}</Bouton>
          </Actions>
        </form>
      ) : (
        <SansStructure c={c} />
      )}
    </Page>
  )
}

/** What the combobox proposes as one types, among one's own structures (STR-06). */
export const routeSuggestions = definirRoute({
  chemin: '/organisation/structures/suggestions.json',
  acces: 'session',
  repondre: async (c) => {
    const texte = (c.url.searchParams.get('q') ?? c.url.searchParams.get('recherche') ?? '').slice(0, 200)
    const { elements } = await listerStructures(c.db, c.utilisateur!.id, { recherche: texte, taille: 10 })
    const proposees = elements.map((s) => {
      const identifiant = grouper(s.typeIdentifiant as TypeIdentifiant, s.identifiant)
      return {
        valeur: `${identifiant} — ${s.raisonSociale}`,
        libelle: s.libelle || s.raisonSociale,
        detail: `${identifiant} · ${s.codePostal} ${s.ville}${s.statut === 'INACTIVE' ? ` · ${c.t.structures.statut.INACTIVE}` : ''}`,
      }
    })
    return { brut: JSON.stringify({ elements: proposees }), type: 'application/json; charset=utf-8' }
  },
})
