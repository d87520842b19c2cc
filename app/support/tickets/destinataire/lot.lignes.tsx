import type { Contexte } from '#app/contexte.ts'
import type { LigneDeLot } from '#app/support/tickets/destinataire/lot.ts'
import { Statut } from '#app/support/tickets/statut.tsx'
import { Carte, Tableau, Vide, type Enfant } from '#ui/index.ts'

export function Lignes({
  c,
  numeros,
  lignes,
  dernier,
}: {
  c: Contexte
  numeros: string[]
  lignes: Map<string, LigneDeLot>
  dernier: (numero: string, l: LigneDeLot | undefined) => { contenu: Enfant; horsJeu: boolean }
}) {
  const x = c.t.traitement
  if (!numeros.length) return <Vide titre={x.lot.aucun} texte={x.lot.aucunTexte} />
  const colonnes = [
    { nom: 'ticket', libelle: x.ticket, entete: true },
    { nom: 'emetteur', libelle: x.emetteur },
    { nom: 'statut', libelle: c.t.tickets.statut },
    { nom: 'reponse', libelle: x.lot.reponse },
  ]
  return (
    <Carte nue>
      <Tableau
        legende={x.lot.legende}
        colonnes={colonnes}
        url={c.url}
        etat={{ page: 1, taille: numeros.length, tri: '', total: numeros.length, totalExact: true }}
        lignes={numeros.map((numero) => {
          const l = lignes.get(numero)
          const { contenu, horsJeu } = dernier(numero, l)
          return {
            cle: numero,
            ...(horsJeu ? { etat: 'hors-jeu' as const } : {}),
            cellules: l
              ? [
                  <>
                    <a href={`/support/tickets/${numero}`}>{l.titre}</a>
                    <span class="sub">{numero}</span>
                  </>,
                  l.structure?.raisonSociale ?? `${l.auteurNom.prenom} ${l.auteurNom.nom}`,
                  <Statut c={c} statut={l.statut} />,
                  contenu,
                ]
              : [<b>{numero}</b>, '', '', contenu],
          }
        })}
      />
    </Carte>
  )
}
