import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { filSansCompte } from '#app/support/sans-compte/demander.page.tsx'
import { cheminDuSuivi, estDIci, fermerSuivi, lireSuivi, type Suivi } from '#app/support/sans-compte/suivi.ts'
import type { MilieuTicket } from '#app/support/tickets/emetteur/creer.ts'
import { Consigne, GestesDeLEmetteur } from '#app/support/tickets/emetteur/vue.tsx'
import { lireFichiers } from '#app/support/tickets/fichiers.ts'
import { actionsPossibles, lireActivites, lireTicket } from '#app/support/tickets/lire.ts'
import { Statut } from '#app/support/tickets/statut.tsx'
import { noterParFormulaire, Satisfaction } from '#app/support/tickets/emetteur/satisfaction.vue.tsx'
import { ACote } from '#app/support/tickets/ticket.acote.tsx'
import { agirParFormulaire, ETAT_NEUF } from '#app/support/tickets/ticket.agir.ts'
import { fautesDuTicket, type EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { Fait } from '#app/support/tickets/ticket.fait.tsx'
import { Fil } from '#app/support/tickets/ticket.fil.tsx'
import { servirFichierDuTicket } from '#app/support/tickets/ticket.fichier.ts'
import { refus } from '#demandes/index.ts'
import { Alerte, Bouton, Carte, Colonnes, Formulaire, Page, Paragraphes, ResumeErreurs } from '#ui/index.ts'

const CHEMIN = '/support/suivi/:jeton'

const lire = (c: Contexte) => lireSuivi(c.db, c.params.jeton, c.settings.SECRET_KEY)
const lecteurDe = (s: Suivi) => ({ contact: s.contact.id })
export const milieuDuSuivi = (c: Pick<Contexte, 'db' | 'settings' | 'jobs' | 't'>, s: Suivi): MilieuTicket => ({
  db: c.db,
  settings: c.settings,
  jobs: c.jobs,
  t: c.t,
  utilisateur: null,
  contact: s.contact,
})

/** Closed, too old, never made here: all one. */
function ferme(c: Contexte, texte = '') {
  const x = c.t.emission.sansCompte
  return {
    statut: 410,
    page: (
      <Page c={cadre(c)} titre={x.suiviPerime} fil={filSansCompte(c)}>
        <div class="narrow stack">
          {c.url.searchParams.has('ferme') ? (
            <Alerte genre="ok" role="status">
              {x.fermee}
            </Alerte>
          ) : null}
          <p class="lead">{x.suiviPerimeTexte}</p>
          {texte ? (
            <Carte titre={x.ecrit}>
              <p class="muted">{x.aCopier}</p>
              <Paragraphes texte={texte} />
            </Carte>
          ) : null}
          <p>
            <Bouton href="/support/sans-compte">{x.redemander}</Bouton>
          </p>
        </div>
      </Page>
    ),
  }
}

/** A ticket written without an account, followed by its signed page (SUP-01): read, answered, accepted, closed. Works without a script. */
export const pageSuivi = definirRoute({
  chemin: CHEMIN,
  acces: 'public',
  repondre: async (c) => {
    const s = await lire(c)
    return s ? dessiner(c, s, ETAT_NEUF()) : ferme(c)
  },
})

export const actionSuivi = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  fichiers: 'envois',
  deposant: async (c) => {
    const s = await lire(c)
    return s ? { id: s.contact.id, sansCompte: true } : estDIci(c.params.jeton ?? '', c.settings.SECRET_KEY) ? 'champs' : null
  },
  async executer(c, champs) {
    const s = await lire(c)
    return s
      ? agirParFormulaire(c, milieuDuSuivi(c, s), s.numero, champs, (etat) => dessiner(c, s, etat))
      : ferme(c, champs.get('texte')?.[0]?.trim())
  },
})

export const routeFichierDuSuivi = definirRoute({
  chemin: `${CHEMIN}/fichiers/:fichier`,
  acces: 'public',
  repondre: async (c) => {
    const s = await lire(c)
    return servirFichierDuTicket(c, s && (await lireTicket(c.db, lecteurDe(s), s.numero)))
  },
})

export const actionNoterSuivi = definirAction({
  chemin: `${CHEMIN}/satisfaction`,
  acces: 'public',
  async executer(c, champs) {
    const s = await lire(c)
    if (!s) return ferme(c)
    const retour = cheminDuSuivi(s.id, c.settings.SECRET_KEY)
    return noterParFormulaire(c, lecteurDe(s), s.numero, champs, retour, (etat) => dessiner(c, s, etat))
  },
})

/** Where a mail asks for the opinion, and the address of one that came back with errors. */
export const routeNoterSuivi = definirRoute({
  chemin: `${CHEMIN}/satisfaction`,
  acces: 'public',
  repondre: async (c) => {
    const s = await lire(c)
    return s ? { rediriger: `${cheminDuSuivi(s.id, c.settings.SECRET_KEY)}?avis=demande#satisfaction` } : ferme(c)
  },
})

/** Its holder closes it: the address serves nobody any more. */
export const actionFermerSuivi = definirAction({
  chemin: `${CHEMIN}/fermer`,
  acces: 'public',
  async executer(c) {
    const s = await lire(c)
    if (!s) return ferme(c)
    await fermerSuivi(c.db, s.id)
    return { rediriger: `${cheminDuSuivi(s.id, c.settings.SECRET_KEY)}?ferme=oui` }
  },
})

async function dessiner(c: Contexte, s: Suivi, etat: EtatDuTicket): Promise<JSX.Element> {
  const t = await lireTicket(c.db, lecteurDe(s), s.numero)
  if (!t) throw refus(c.t, 'introuvable')
  c.reponse.header('cache-control', 'private, no-store')
  const [activites, fichiers] = [await lireActivites(c.db, t, lecteurDe(s)), await lireFichiers(c.db, t)]
  const x = c.t.emission.sansCompte
  const chemin = cheminDuSuivi(s.id, c.settings.SECRET_KEY)
  const erreurs = fautesDuTicket(etat)
  return (
    <Page
      c={cadre(c)}
      titre={t.titre}
      large
      fil={filSansCompte(c)}
      erreur={Boolean(erreurs.length || etat.refus)}
      aide="/documentation/support/demander-de-l-aide"
      resume={<ResumeErreurs erreurs={erreurs} />}
    >
      <Colonnes large aCote={<ACote c={c} t={t} />}>
        <div class="stack stack--loose">
          {etat.refus ? (
            <Alerte genre="err" role="alert">
              {etat.refus}
            </Alerte>
          ) : erreurs.length ? null : (
            <Fait c={c} t={t} activites={activites} />
          )}
          <p>
            <Statut c={c} statut={t.statut} /> {c.t.tickets.ticket(t.numero)}
          </p>
          <Consigne c={c} t={t} activites={activites} />
          <Fil c={c} t={t} activites={activites} fichiers={fichiers} chemin={chemin} />
          <Satisfaction c={c} t={t} avis={etat.avis} chemin={chemin} />
          <GestesDeLEmetteur c={c} possibles={actionsPossibles(t, null)} etat={etat} sansCompte />
          <div class="stack">
            <p class="muted">{x.garder}</p>
            <Formulaire action={`${chemin}/fermer`}>
              <Bouton genre="discret">{x.fermer}</Bouton>
            </Formulaire>
          </div>
        </div>
      </Colonnes>
    </Page>
  )
}
