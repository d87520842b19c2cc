import { motPlie } from '#app/listes/mot-plie.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { sql, type RawBuilder } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import { Bouton, Champ } from '#ui/index.ts'

/** Past this many structures, a list is no list to choose from: the server searches. */
export const STRUCTURES_MONTREES = 50

/** The field's name, which a form of filters says too. */
export const CHERCHE_STRUCTURE = 'chercheStructure'
export function chercheStructureDe(c: Contexte): string {
  const envoye =
    c.requete.body instanceof Map
      ? (c.requete.body as Map<string, string[]>).get(CHERCHE_STRUCTURE)?.[0]
      : c.url.searchParams.get(CHERCHE_STRUCTURE)
  return (envoye ?? '').trim().slice(0, 100)
}

/** The structure of this alias bears what is typed in its name or its libellé, or its number begins so; any does when nothing is typed. */
export const porte = (alias: string, texte: string): RawBuilder<boolean> => {
  if (!texte) return sql<boolean>`true`
  const s = sql.raw(alias)
  return sql<boolean>`(strpos(plier(nom_structure(${s}) || ' ' || coalesce(${s}.libelle, '')), ${motPlie(texte)}) > 0
          or starts_with(${s}.identifiant, ${texte.replace(/\s/g, '')}))`
}

/** What a list of structures is drawn from: how many there are, and how many are found. */
export interface Parmi {
  nombre: number
  trouvees: number
}
interface Props {
  c: Contexte
  parmi: Parmi
  /** Of its own button, where the form around it is no form of filters. */
  attrs?: Record<string, string>
}

/** The field that narrows the list of structures beside it, on the server, with script or without. */
export function ChercherUneStructure({ c, parmi: { nombre, trouvees }, attrs }: Props) {
  if (nombre <= STRUCTURES_MONTREES) return null
  const x = c.t.structures.parmi
  const cherche = chercheStructureDe(c)
  const aide = !cherche
    ? x.premieres(STRUCTURES_MONTREES)
    : trouvees > STRUCTURES_MONTREES
      ? x.encore(STRUCTURES_MONTREES)
      : x.trouvees(trouvees)
  const id = CHERCHE_STRUCTURE
  if (!attrs) return <Champ nom={id} type="search" libelle={x.libelle} aide={aide} valeur={cherche} maxLength={100} autoComplete="off" />
  return (
    <div class="field">
      <label for={id}>{x.libelle}</label>
      <p class="hint" id={`${id}-aide`} role="status">
        {aide}
      </p>
      <div class="with-button">
        <input
          class="input"
          id={id}
          type="search"
          name={id}
          value={cherche}
          maxLength={100}
          autocomplete="off"
          aria-describedby={`${id}-aide`}
        />
        <Bouton genre="second" attrs={attrs}>
          {x.bouton}
        </Bouton>
      </div>
    </div>
  )
}

interface PropsDuChamp extends Props {
  structures: readonly { id: string; raisonSociale: string; libelle?: string | null }[]
  /** The one that the page is about, offered even when the search left it out. */
  choisie: { id: string; raisonSociale: string; libelle?: string | null } | null
  /** What stands for no structure in particular. */
  toutes?: string
  libelle: string
  largeur?: 'w3'
}

/** The structure that a page is about: a list and, past what it can hold, a search; nothing to choose when there is one. */
export function ChampStructure({ c, parmi, attrs, structures, choisie, toutes, libelle, largeur }: PropsDuChamp) {
  if (parmi.nombre <= 1) return choisie ? <input type="hidden" name="structure" value={choisie.id} /> : null
  const montrees = choisie && !structures.some((s) => s.id === choisie.id) ? [choisie, ...structures] : structures
  return (
    <>
      <ChercherUneStructure c={c} parmi={parmi} {...(attrs ? { attrs } : {})} />
      <Champ
        nom="structure"
        type="select"
        {...(largeur ? { largeur } : {})}
        libelle={libelle}
        valeur={choisie?.id ?? ''}
        sansChoix={toutes}
        options={montrees.map((s) => ({ valeur: s.id, libelle: nomDe(s) }))}
      />
    </>
  )
}
