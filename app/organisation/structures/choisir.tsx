import { cadre } from '#app/cadre.ts'
import { fautesDe } from '#app/demandes/fautes.tsx'
import type { Contexte } from '#app/contexte.ts'
import { MONTRES, type StructureGeree } from '#app/organisation/rattachements/structures-gerees.ts'
import { filDesStructures } from '#app/organisation/structures/fil.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { Actions, Bouton, Champ, Page, Vide } from '#ui/index.ts'
import { identifiantGroupe } from '#ui/textes/format.ts'

interface Props {
  c: Contexte
  choix: StructureGeree[]
  titre: string
  chapo?: string
  question: string
  aideQuestion?: string
  aide: string
  vide: { titre: string; texte: string }
  erreurs?: { champ: string; message: string }[]
}

/** Which structure an application is about, asked first when one has several: a form that only leads on, so a GET. */
export function ChoixDeStructure({ c, choix, titre, chapo, question, aideQuestion, aide, vide, erreurs = [] }: Props) {
  const x = c.t.services.creer
  const filtre = c.url.searchParams.get('filtre') ?? ''
  const montrees = choix.slice(0, MONTRES)
  const choisie = montrees.find((s) => s.id === c.structureActive?.id) ?? montrees[0]
  return (
    <Page c={cadre(c)} titre={titre} chapo={chapo} fil={[...filDesStructures(c), { nom: titre }]} aide={aide} {...fautesDe(c, erreurs)}>
      {choisie ? (
        <form class="narrow stack" method="get" action={c.chemin}>
          <Champ
            nom="structure"
            type="radios"
            libelle={question}
            aide={choix.length > MONTRES ? x.tropNombreuses : aideQuestion}
            valeur={choisie.id}
            options={montrees.map((s) => ({ valeur: s.id, libelle: `${nomDe(s)}, ${identifiantGroupe(s.identifiant)}` }))}
          />
          <Actions>
            <Bouton>{x.continuer}</Bouton>
          </Actions>
        </form>
      ) : (
        <Vide titre={vide.titre} texte={vide.texte} action={<Bouton href="/organisation/habilitations/mes">{x.mesDroits}</Bouton>} />
      )}
      {choix.length > MONTRES || filtre ? (
        <form class="narrow stack mt5" method="get" action={c.chemin}>
          <Champ nom="filtre" type="search" libelle={x.filtrer} valeur={filtre} />
          <Actions>
            <Bouton genre="second">{c.t.structures.rechercher.bouton}</Bouton>
          </Actions>
        </form>
      ) : null}
    </Page>
  )
}
