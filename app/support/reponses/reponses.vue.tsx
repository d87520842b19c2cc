import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { PORTAIL } from '#app/support/reponses/changer.ts'
import type { Lieu, ReponseType } from '#app/support/reponses/lire.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import { Actions, Alerte, Bouton, Champ, Formulaire, Page, ResumeErreurs } from '#ui/index.ts'

export const CHEMIN = '/support/reponses'

export const AIDE = '/documentation/support/traiter-un-ticket'

export const fil = (c: Contexte, ...suite: { nom: string }[]) => [
  { nom: c.t.tickets.support, href: '/support' },
  { nom: c.t.tickets.recus, href: '/support/tickets/recus' },
  { nom: c.t.traitement.reponses.titre, ...(suite.length ? { href: CHEMIN } : {}) },
  ...suite,
]

export const nomDe = (c: Contexte, l: Lieu) => l.nom ?? c.t.traitement.reponses.portail

interface Etat {
  cle: string
  pour: string
  titre: string
  texte: string
  titreEn: string
  texteEn: string
  erreurs: ErreurChamp[]
  /** Somebody else changed it meanwhile. */ autre?: string
  version?: string | undefined
}

export function formulaire(c: Contexte, lieux: Lieu[] | null, r: ReponseType | null, etat: Etat): JSX.Element {
  const x = c.t.traitement.reponses
  const titre = r ? x.modifier : x.creer
  const champ = (nom: 'titre' | 'texte' | 'titreEn' | 'texteEn' | 'pour') => {
    const erreur = etat.erreurs.find((e) => e.champ === nom)?.message
    return { nom, valeur: etat[nom], ...(erreur ? { erreur } : {}) }
  }
  return (
    <Page
      c={cadre(c)}
      titre={titre}
      fil={fil(c, { nom: titre })}
      erreur={etat.erreurs.length > 0 || etat.autre !== undefined}
      resume={
        etat.autre !== undefined ? (
          <Alerte genre="err" role="alert">
            {etat.autre} <a href={c.chemin}>{x.voirActuelle}</a>
          </Alerte>
        ) : etat.erreurs.length ? (
          <ResumeErreurs erreurs={etat.erreurs} />
        ) : null
      }
      aide={AIDE}
    >
      <div class="narrow stack">
        <Formulaire action={c.chemin} class="card stack">
          <input type="hidden" name="_cle" value={etat.cle} />
          {etat.version ? <input type="hidden" name="_version" value={etat.version} /> : null}
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
