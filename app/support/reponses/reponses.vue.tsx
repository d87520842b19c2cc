import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { Caches, champDe, Fautes } from '#app/communication/apercu.tsx'
import type { EtatDePublication } from '#app/communication/publication.ts'
import type { Contexte } from '#app/contexte.ts'
import { PORTAIL } from '#app/support/reponses/changer.ts'
import type { Lieu, ReponseType } from '#app/support/reponses/lire.ts'
import { Actions, Bouton, Champ, Formulaire, Page } from '#ui/index.ts'

export const CHEMIN = '/support/reponses'

export const AIDE = '/documentation/support/traiter-un-ticket'

export const fil = (c: Contexte, ...suite: { nom: string }[]) => [
  { nom: c.t.tickets.support, href: '/support' },
  { nom: c.t.tickets.recus, href: '/support/tickets/recus' },
  { nom: c.t.traitement.reponses.titre, ...(suite.length ? { href: CHEMIN } : {}) },
  ...suite,
]

export const nomDe = (c: Contexte, l: Lieu) => l.nom ?? c.t.traitement.reponses.portail

export function formulaire(c: Contexte, lieux: Lieu[] | null, r: ReponseType | null, etat: EtatDePublication): JSX.Element {
  const x = c.t.traitement.reponses
  const titre = r ? x.modifier : x.creer
  const champ = champDe(etat)
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      fil={fil(c, { nom: titre })}
      erreur={etat.erreurs.length > 0 || etat.refus !== null}
      resume={<Fautes etat={etat} t={c.t} />}
      aide={AIDE}
    >
      <div class="narrow stack">
        <Formulaire action={c.chemin} class="card stack">
          <Caches etat={etat} />
          {lieux && lieux.length > 1 ? (
            <Champ
              {...champ('pour')}
              type="select"
              libelle={x.pour}
              options={lieux.map((l) => ({ valeur: l.id ?? PORTAIL, libelle: nomDe(c, l) }))}
            />
          ) : lieux ? (
            <input type="hidden" name="pour" value={lieux[0]!.id ?? PORTAIL} />
          ) : null}
          <Champ {...champ('titre')} libelle={x.nom} maxLength={100} />
          <Champ {...champ('texte')} type="textarea" libelle={x.texte} aide={x.variables} maxLength={4000} />
          <Champ {...champ('titreEn')} facultatif libelle={x.nomEn} aide={x.anglaisAide} maxLength={100} attrs={{ lang: 'en' }} />
          <Champ {...champ('texteEn')} type="textarea" facultatif libelle={x.texteEn} maxLength={4000} attrs={{ lang: 'en' }} />
          <Actions>
            <Bouton>{x.enregistrer}</Bouton>
            <Bouton genre="discret" href={CHEMIN}>
              {x.annuler}
            </Bouton>
          </Actions>
        </Formulaire>
        {r ? (
          <section class="card stack" aria-labelledby="supprimer">
            <h2 id="supprimer">{x.supprimerTitre}</h2>
            <p>{x.supprimerTexte}</p>
            <Formulaire action={`${CHEMIN}/${r.id}/supprimer`}>
              <Bouton genre="danger-second">{x.supprimer}</Bouton>
            </Formulaire>
          </section>
        ) : null}
      </div>
    </Page>
  )
}
