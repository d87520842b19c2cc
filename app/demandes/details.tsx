import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { decrire } from '#app/demandes/decrire.ts'
import { dansLOrdre } from '#app/demandes/ordre.ts'
import { afficher } from '#app/organisation/structures/afficher.tsx'
import type { ChangementDit } from '#demandes/dire.ts'
import type { Recu } from '#demandes/index.ts'
import { Diff, Resume, Section } from '#ui/index.ts'
import { libelleDuChamp } from '#demandes/validation.ts'

/** Whose line it is, where a demande is about several people. */
const nommer = (c: ChangementDit, plusieurs: boolean) => (plusieurs && c.qui ? `${c.qui}, ${c.objet}` : c.objet)

/** How the two sides are headed: what holds and what will, then what held and what was done, or asked for nothing. */
function colonnesDe({ t }: Contexte, { etat }: Recu, champ: string) {
  const x = t.demandes.colonnes
  if (etat === 'demandee' || etat === 'programmee') return { champ, avant: x.avant, apres: x.apres }
  return { champ, avant: x.jusqueLa, apres: etat === 'effective' ? x.apres : t.approbations.une.apresDecision }
}

/** What a demande asks: fields before and after, or what it changes for people. */
export function Details({ c, d }: { c: Contexte; d: Recu }): JSX.Element | null {
  const { t } = c
  const nom = (champ: string) => libelleDuChamp(t, champ)
  const changements = decrire(t, c.langue, d)
  const changes = dansLOrdre(t, Object.keys(d.avant ?? {}))
  const autres = dansLOrdre(t, Object.keys(d.saisie)).filter(
    (n) =>
      !changes.includes(n) &&
      typeof d.saisie[n] !== 'object' &&
      d.saisie[n] !== '' &&
      d.saisie[n] !== false &&
      !(changements.length && ['debut', 'fin'].includes(n)),
  )
  const lignes = autres.map((n) => ({ cle: nom(n), valeur: afficher(t, c.langue, n, d.saisie[n]) }))
  if (changements.length) {
    const y = t.approbations
    const plusieurs =
      new Set(changements.map((ch) => ch.qui)).size > 1 ||
      (changements[0]?.qui !== null && changements[0]?.qui !== `${d.auteur.prenom} ${d.auteur.nom}`)
    return (
      <div class="mt6">
        <Diff
          legende={t.demandes.recu.details}
          vide={d.type.startsWith('habilitation.') ? y.decrire.aucunAcces : y.decrire.aucun}
          colonnes={colonnesDe(c, d, y.une.objet)}
          lignes={changements.map((ch) => ({
            nom: nommer(ch, plusieurs),
            avant: ch.avant,
            apres: ch.apres,
            genre: ch.genre === 'change' ? undefined : ch.genre,
          }))}
        />
        {lignes.length ? (
          <div class="mt4">
            <Resume grille lignes={lignes} />
          </div>
        ) : null}
      </div>
    )
  }
  if (!changes.length)
    return lignes.length ? (
      <Section titre={t.demandes.recu.details}>
        <Resume grille lignes={lignes} />
      </Section>
    ) : null
  return (
    <div class="mt6">
      <Diff
        legende={t.demandes.recu.details}
        colonnes={colonnesDe(c, d, t.demandes.colonnes.champ)}
        lignes={changes.map((n) => ({
          nom: nom(n),
          avant: afficher(t, c.langue, n, d.avant?.[n]),
          apres: afficher(t, c.langue, n, d.saisie[n]),
        }))}
      />
      {lignes.length ? (
        <div class="mt4">
          <Resume grille lignes={lignes} />
        </div>
      ) : null}
    </div>
  )
}
