import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { Bouton, Vide } from '#ui/index.ts'

/** Whoever is attached to no structure yet: one makes one's own, or joins one that is there. */
export function SansStructure({ c, titre, texte }: { c: Contexte; titre?: string; texte?: string }): JSX.Element {
  const x = c.t.structures
  return (
    <Vide
      titre={titre ?? x.rechercher.aucune}
      texte={texte ?? x.rechercher.aucuneTexte}
      action={
        <>
          <Bouton href="/organisation/structures/creer">{x.fil.creer}</Bouton>
          <Bouton genre="second" href="/organisation/utilisateurs/rattachement">
            {x.creer.rattachement}
          </Bouton>
        </>
      }
    />
  )
}
