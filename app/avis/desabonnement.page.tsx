import type { JSX } from 'preact'
import { desabonner, lireDesabonnement } from '#app/avis/desabonnement.ts'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { Bouton, Formulaire, Page, Succes } from '#ui/index.ts'

const CHEMIN = '/avis/desabonnement/:jeton'

function charger(c: Contexte) {
  const lu = lireDesabonnement(c.params.jeton ?? '', c.settings.SECRET_KEY)
  if (!lu) throw refus(c.t, 'introuvable')
  return lu
}

function vue(c: Contexte, resume: 'jour' | 'semaine', fait: boolean): JSX.Element {
  const x = c.t.avis.desabonnement
  return (
    <Page c={cadre(c)} titre={x.titre} fil={[{ nom: x.titre }]} aide="/documentation/comptes/avis">
      <div class="narrow stack">
        {fait ? <Succes>{x.fait[resume]!}</Succes> : <p>{x.texte[resume]!}</p>}
        {fait ? (
          <p>
            <a href="/compte/avis/preferences">{x.regler}</a>
          </p>
        ) : (
          <Formulaire>
            <input type="hidden" name="confirmer" value="oui" />
            <Bouton>{x.bouton}</Bouton>
          </Formulaire>
        )}
      </div>
    </Page>
  )
}

/** Opened, it changes nothing: mail software opens links by itself. */
export const pageDesabonnement = definirPage({
  chemin: CHEMIN,
  acces: 'public',
  charger: async (c) => charger(c),
  vue: ({ resume }, c) => vue(c, resume, c.url.searchParams.get('fait') === 'oui'),
})

/**
 * One click (RFC 8058): the token in the address is the proof, no session, no redirection for the mail software that posts it in either
 * form of body.
 */
export const actionDesabonnement = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  fichiers: 'aucun',
  async executer(c, champs) {
    const lu = charger(c)
    await desabonner(c.db, lu)
    return champs.has('confirmer') ? { rediriger: `${c.chemin}?fait=oui` } : { statut: 200, page: vue(c, lu.resume, true) }
  },
})
