import type { Contexte } from '#app/contexte.ts'
import { Masque } from '#app/organisation/coordonnees-bancaires/afficher.tsx'
import type { CoordonneeEnListe } from '#app/organisation/coordonnees-bancaires/lister.ts'
import type { StructureVue } from '#app/organisation/structures/lire.ts'
import { defautDeLecture } from '#acces/index.ts'
import { Carte, Etiquette, Resume } from '#ui/index.ts'

interface Props {
  c: Contexte
  s: StructureVue
  coordonnees: Pick<CoordonneeEnListe, 'id' | 'nom' | 'compte' | 'statut'>[]
  nombre: number
}

/** The bank details, masked, on the page of their structure. */
export function CarteCoordonnees({ c, s, coordonnees, nombre }: Props) {
  const { liste: x, creer } = c.t.coordonnees
  const titre = c.t.structures.groupes.banque
  const defaut = defautDeLecture(s.acces)
  if (defaut)
    return (
      <Carte titre={titre} id="banque">
        <p class="muted">{c.t.acces.raison(defaut, null)}</p>
      </Carte>
    )
  const liste = `/organisation/structures/${s.id}/coordonnees-bancaires`
  return (
    <Carte titre={`${titre} (${nombre})`} id="banque" pliee={nombre > 0}>
      {coordonnees.length ? (
        <Resume
          lignes={coordonnees.map((d) => ({
            cle: d.nom,
            valeur: (
              <>
                <a href={`${liste}/${d.id}`}>
                  <Masque c={c} compte={d.compte} />
                </a>
                {d.statut === 'ACTIVE' ? null : (
                  <>
                    {' '}
                    <Etiquette>{c.t.structures.statut[d.statut]}</Etiquette>
                  </>
                )}
              </>
            ),
          }))}
        />
      ) : (
        <p class="muted">{x.aucune}.</p>
      )}
      <p class="row small mt4">
        {nombre ? <a href={liste}>{x.voir(nombre)}</a> : null}
        {s.actions.modifier === true ? <a href={`/organisation/coordonnees-bancaires/creer?structure=${s.id}`}>{creer.titre}</a> : null}
      </p>
    </Carte>
  )
}
