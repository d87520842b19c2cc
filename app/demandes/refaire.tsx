import type { JSX } from 'preact'
import type { Contexte } from '#app/contexte.ts'
import { decrire, enUneLigne } from '#app/demandes/decrire.ts'
import { refaire } from '#app/demandes/refaire.ts'
import type { RecuVisible } from '#demandes/index.ts'
import { Bouton, Section } from '#ui/index.ts'

/** Its author is not left with a « no », or with no answer: whose word it is, what to do, who else can help. */
export function EtMaintenant({ c, d }: { c: Contexte; d: RecuVisible }): JSX.Element | null {
  const x = c.t.demandes.recu.refaire
  const formulaires = ['refusee', 'expiree', 'annulee'].includes(d.etat) ? refaire(d) : []
  if (!formulaires.length || d.auteur.id !== c.utilisateur?.id || c.voirComme) return null
  const qui = d.approbation?.decideePar
  const rattache = d.type === 'habilitation.demander'
  return (
    <Section titre={x.titre}>
      <p>{d.etat === 'refusee' && qui ? x.refusee(`${qui.prenom} ${qui.nom}`) : d.etat === 'expiree' ? x.expiree : x.annulee}</p>
      {formulaires.length > 1 ? (
        <>
          <p class="mt2">{x.enPlusieurs(formulaires.length)}</p>
          <ul class="mt2 no-print">
            {formulaires.map(({ href, saisie }) => (
              <li>
                <a href={href}>{enUneLigne(c.t, decrire(c.t, c.langue, { ...d, saisie }), 20)}</a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p class="row mt4 no-print">
        {formulaires.length > 1 ? null : <Bouton href={formulaires[0]!.href}>{x.bouton}</Bouton>}
        {rattache && d.etat === 'expiree' && d.structure ? (
          <a href={`/organisation/recuperation?structure=${d.structure.id}`}>{x.introuvable}</a>
        ) : null}
        <a href="/support">{x.support}</a>
      </p>
    </Section>
  )
}
