import type { Contexte } from '#app/contexte.ts'
import { decrire } from '#app/demandes/decrire.ts'
import { descriptionDe } from '#app/organisation/approbations/afficher.tsx'
import { approbationsParNumero } from '#app/organisation/approbations/lister.ts'
import { nomDe } from '#app/organisation/structures/lire.ts'
import { Carte, Tableau, Vide, type Enfant } from '#ui/index.ts'
import { date } from '#ui/textes/format.ts'

export type Lue = Awaited<ReturnType<typeof approbationsParNumero>>[number]

export function Lignes({
  c,
  numeros,
  lignes,
  legende,
  colonne,
  dernier,
}: {
  c: Contexte
  numeros: string[]
  lignes: Map<string, Lue>
  legende: string
  colonne: string
  dernier: (numero: string, a: Lue | undefined) => { contenu: Enfant; horsJeu: boolean }
}) {
  const x = c.t.approbations.lot
  if (!numeros.length) return <Vide titre={x.aucune} texte={x.aucuneTexte} />
  const colonnes = [
    { nom: 'demande', libelle: x.colonnes.demande, entete: true },
    { nom: 'demandeur', libelle: x.colonnes.demandeur },
    { nom: 'structure', libelle: x.colonnes.structure },
    { nom: 'change', libelle: x.colonnes.change },
    { nom: 'decision', libelle: colonne },
  ]
  return (
    <Carte nue>
      <Tableau
        legende={legende}
        colonnes={colonnes}
        url={c.url}
        etat={{ page: 1, taille: numeros.length, tri: '', total: numeros.length, totalExact: true }}
        lignes={numeros.map((numero) => {
          const a = lignes.get(numero)
          const { contenu, horsJeu } = dernier(numero, a)
          return {
            cle: numero,
            ...(horsJeu ? { etat: 'hors-jeu' as const } : {}),
            cellules: a
              ? [
                  <>
                    <a href={`/approbations/${numero}`}>
                      <b>{descriptionDe(c, a.type)}</b>
                    </a>
                    <span class="sub">
                      {numero} · {x.depuis(date(a.creeLe, c.langue))}
                    </span>
                  </>,
                  `${a.demandeur.prenom} ${a.demandeur.nom}`,
                  <>
                    {nomDe(a.structure)}
                    {a.service ? <span class="sub">{a.service.nom}</span> : null}
                  </>,
                  <Changements c={c} a={a} />,
                  contenu,
                ]
              : [<b>{numero}</b>, '', '', '', contenu],
          }
        })}
      />
    </Carte>
  )
}

function Changements({ c, a }: { c: Contexte; a: Lue }) {
  const tous = decrire(c.t, c.langue, a)
  return (
    <>
      {tous.slice(0, 6).map((ch, i) => (
        <span key={i}>
          <span class={ch.genre === 'retrait' ? 'minus' : 'plus'}>{ch.texte}</span>
          <br />
        </span>
      ))}
      {tous.length > 6 ? '…' : null}
    </>
  )
}
