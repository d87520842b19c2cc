import type { Contexte } from '#app/contexte.ts'
import { GERER } from '#app/organisation/habilitations/adresses.ts'
import { Bouton } from '#ui/index.ts'

const VOISINS = [
  ['quiPeutQuoi', 'qui-peut-quoi'],
  ['ensembles', 'ensembles'],
  ['copier', 'copier'],
  ['inutilisees', 'inutilisees'],
] as const

/** From one screen about a structure's rights to the others. */
export function LiensVoisins({
  c,
  structure,
  sauf,
  mes,
}: {
  c: Contexte
  structure: string
  mes?: boolean
  sauf?: (typeof VOISINS)[number][0]
}) {
  return (
    <>
      {VOISINS.filter(([nom]) => nom !== sauf).map(([nom, chemin]) => (
        <Bouton key={nom} genre="discret" petit href={`${GERER}/${chemin}?structure=${structure}`}>
          {c.t.droits.liens[nom]}
        </Bouton>
      ))}
      {mes ? (
        <Bouton genre="discret" petit href={`${GERER}/mes`}>
          {c.t.habilitations.gerer.mes}
        </Bouton>
      ) : null}
    </>
  )
}
