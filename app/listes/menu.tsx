import type { Contexte } from '#app/contexte.ts'
import { requetePropre, type Liste, type Vue } from '#app/listes/vues.ts'
import { Bouton, Carte, Champ, Formulaire, Icone, ListeLiens } from '#ui/index.ts'

interface Props {
  c: Contexte
  /** Path of the list. */
  liste: Liste
  vues: readonly Vue[]
  /** The structure that the list is about, with which a view can be shared; null: the view is one's own. */
  structure: { id: string; nom: string } | null
}

/** The saved views of a list, and a form that saves it as it stands (POR-15). Put under the list. */
export function MenuDesVues({ c, liste, vues, structure }: Props) {
  const x = c.t.listes
  const requete = requetePropre(c.url.search)
  return (
    <Carte titre={x.titre}>
      {vues.length ? (
        <ListeLiens
          liens={vues.map((v) => ({
            libelle: v.nom,
            href: v.requete ? `${liste}?${v.requete}` : liste,
            ...(detail(c, v) ? { detail: detail(c, v)! } : {}),
          }))}
        />
      ) : (
        <p class="muted">{x.aucune}</p>
      )}
      {vues.some((v) => v.mienne) ? (
        <p class="small mt2">
          <a href={`/vues?liste=${encodeURIComponent(liste)}`}>{x.gerer}</a>
        </p>
      ) : null}
      <details class="values mt4">
        <summary>
          {x.enregistrer} <Icone nom="chevron" class="chevron" />
        </summary>
        <Formulaire action="/vues" class="stack mt2">
          <input type="hidden" name="liste" value={liste} />
          <input type="hidden" name="requete" value={requete} />
          <Champ nom="nom" id="nom-vue" libelle={x.nom} aide={x.nomAide} maxLength={80} autoComplete="off" />
          {structure ? (
            <Champ nom="partage" id="partage-vue" type="checkbox" libelle={x.partager(structure.nom)} attrs={{ value: structure.id }} />
          ) : null}
          <div class="row">
            <Bouton genre="second">{x.bouton}</Bouton>
          </div>
        </Formulaire>
      </details>
    </Carte>
  )
}

export function detail(c: Contexte, v: Vue): string | null {
  if (!v.structure) return null
  return v.mienne ? c.t.listes.partagee(v.structure.nom) : c.t.listes.partageePar(v.structure.nom, `${v.auteur.prenom} ${v.auteur.nom}`)
}
