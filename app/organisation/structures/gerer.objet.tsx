import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { exigerAcces } from '#app/organisation/structures/exiger.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { listerStructures, type StructureEnListe } from '#app/organisation/structures/lister.ts'
import { definirRoute } from '#app/page.ts'
import { SansStructure } from '#app/organisation/structures/sans.tsx'
import type { AccesStructure } from '#acces/index.ts'
import { Actions, Bouton, Champ, Page, optionsDe } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'
import type { Textes } from '#ui/textes/index.ts'

const TYPES = { consulter: '', modifier: '/modifier', activer: '/activer', desactiver: '/desactiver' } as const
type Type = keyof typeof TYPES
const estType = (v: string | null): v is Type => v !== null && v in TYPES

type Mots = Record<
  | 'titre'
  | 'type'
  | 'structure'
  | 'choisirType'
  | 'choisirStructure'
  | 'choisir'
  | 'inconnu'
  | 'continuer'
  | 'aucune'
  | 'aucuneTexte'
  | 'texte'
  | 'texteAide',
  string
> & { types: Record<string, string>; plusieurs: (n: number) => string }
interface Trouve {
  id: string
  libelle: string
}

export interface ObjetsAGerer {
  chemin: string
  /** Where they are among those of a structure. */
  segment: string
  aide: string
  mots: (t: Textes) => Mots
  /** Without a text all are proposed, instead of asking for one. */
  facultatif?: true
  /** Whoever may not read any of them is refused before anything is looked for. */
  exiger?: (c: Contexte, acces: AccesStructure) => void
  /** Those that a text finds, the exact ones alone when there are. */
  trouver: (c: Contexte, acces: AccesStructure, texte: string) => Promise<Trouve[]>
}

interface Erreur {
  champ: string
  message: string
}

/** « Gérer … » of what structures have: the type de demande and the structure, then the object; a form that only leads on, so a GET. */
export const definirGerer = (o: ObjetsAGerer) =>
  definirRoute({
    chemin: o.chemin,
    acces: 'session',
    repondre: async (c) => {
      const p = c.url.searchParams
      const [type, structure, texte] = [p.get('type'), p.get('structure'), (p.get('texte') ?? '').trim().slice(0, 200)]
      const x = o.mots(c.t)
      const { elements: structures } = await listerStructures(c.db, c.utilisateur!.id, { taille: 200 })
      const refuser = (champ: string, message: string, proches: Proche[] = []) => ({
        statut: 422,
        page: formulaire(c, o, structures, [{ champ, message }], proches),
      })
      if (!p.has('texte')) return formulaire(c, o, structures, [])
      if (!estType(type)) return refuser('type', x.choisirType)
      if (!estUuid(structure)) return refuser('structure', x.choisirStructure)
      const acces = await exigerAcces(c, structure)
      o.exiger?.(c, acces)
      const liste = `/organisation/structures/${acces.structure}/${o.segment}`
      if (!texte && type === 'consulter') return { rediriger: liste }
      if (!texte && !o.facultatif) return refuser('texte', x.choisir)
      const trouves = (await o.trouver(c, acces, texte)).map((e) => ({ ...e, href: `${liste}/${e.id}${TYPES[type]}` }))
      if (trouves.length === 1) return { rediriger: trouves[0]!.href }
      return refuser('texte', !trouves.length ? x.inconnu : texte ? x.plusieurs(trouves.length) : x.choisir, trouves)
    },
  })

type Proche = Trouve & { href: string }

function formulaire(c: Contexte, o: ObjetsAGerer, structures: StructureEnListe[], erreurs: Erreur[], proches: Proche[] = []) {
  const { t } = c
  const x = o.mots(t)
  const p = c.url.searchParams
  const erreur = (champ: string) => erreurs.find((e) => e.champ === champ)?.message
  return (
    <Page c={cadre(c)} titre={x.titre} {...fautesDe(c, erreurs)} aide={o.aide} fil={[...filDesStructures(c), { nom: x.titre }]}>
      {structures.length ? (
        <form class="narrow stack" method="get" action={c.chemin} novalidate>
          <Champ
            nom="type"
            type="radios"
            libelle={x.type}
            valeur={p.get('type') ?? 'consulter'}
            erreur={erreur('type')}
            options={optionsDe(Object.keys(TYPES), x.types)}
          />
          <Champ
            nom="structure"
            type="select"
            libelle={x.structure}
            valeur={p.get('structure') ?? c.structureActive?.id ?? structures[0]!.id}
            erreur={erreur('structure')}
            options={structures.map((s) => ({
              valeur: s.id,
              libelle: `${s.libelle || s.raisonSociale}, ${identifiantGroupe(s.identifiant)}`,
            }))}
          />
          <Champ
            nom="texte"
            libelle={x.texte}
            aide={x.texteAide}
            facultatif={o.facultatif}
            valeur={p.get('texte') ?? ''}
            erreur={erreur('texte')}
          />
          {proches.length ? (
            <ul class="links">
              {proches.map(({ id, href, libelle }) => (
                <li key={id}>
                  <a href={href}>{libelle}</a>
                </li>
              ))}
            </ul>
          ) : null}
          <Actions>
            <Bouton>{x.continuer}</Bouton>
          </Actions>
        </form>
      ) : (
        <SansStructure c={c} titre={x.aucune} texte={x.aucuneTexte} />
      )}
    </Page>
  )
}

/** The exact ones alone, when there are. */
export const exactsDAbord = <T,>(liste: T[], exact: (e: T) => boolean): T[] => (liste.some(exact) ? liste.filter(exact) : liste)
