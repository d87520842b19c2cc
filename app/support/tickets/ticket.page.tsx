import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import type { Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { lireFichiers, type FichierDeTicket } from '#app/support/tickets/fichiers.ts'
import { TraitementDuTicket } from '#app/support/tickets/destinataire/acote.tsx'
import { lireTraitement, type Traitement } from '#app/support/tickets/destinataire/lire.ts'
import { GestesDuDestinataire } from '#app/support/tickets/destinataire/vue.tsx'
import { Consigne, GestesDeLEmetteur } from '#app/support/tickets/emetteur/vue.tsx'
import { inserer, reprendre } from '#app/support/tickets/destinataire/inserer.ts'
import { actionsPossibles, lireActivites, lireTicket, type Activite, type Ticket } from '#app/support/tickets/lire.ts'
import { Statut } from '#app/support/tickets/statut.tsx'
import { agirParFormulaire, ETAT_NEUF } from '#app/support/tickets/ticket.agir.ts'
import { noterParFormulaire, Satisfaction } from '#app/support/tickets/emetteur/satisfaction.vue.tsx'
import { ACote } from '#app/support/tickets/ticket.acote.tsx'
import { fautesDuTicket, type EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { Fait } from '#app/support/tickets/ticket.fait.tsx'
import { Fil } from '#app/support/tickets/ticket.fil.tsx'
import { refus } from '#demandes/index.ts'
import { Alerte, Colonnes, Page, ResumeErreurs } from '#ui/index.ts'

const CHEMIN = '/support/tickets/:numero'

/** A ticket (TIC-07): what was said, what it is about, and what this person can do now. */
export const pageTicket = definirRoute({
  chemin: CHEMIN,
  acces: 'session',
  repondre: async (c) => {
    const numero = c.params.numero ?? ''
    // A number is typed, or dictated, in small letters too: it has one address.
    if (/^cprocs\d+$/i.test(numero) && numero !== numero.toUpperCase())
      return { rediriger: `/support/tickets/${numero.toUpperCase()}${c.url.search}` }
    return dessiner(c, (await reprendre(c)) ?? ETAT_NEUF())
  },
})

export const actionTicket = definirAction({
  chemin: CHEMIN,
  acces: 'session',
  fichiers: 'envois',
  executer: (c, champs) =>
    champs.get('action')?.[0] === 'inserer'
      ? inserer(c, champs)
      : agirParFormulaire(c, c, c.params.numero ?? '', champs, (etat) => dessiner(c, etat)),
})

const cheminDuTicket = (c: Contexte) => `/support/tickets/${encodeURIComponent(c.params.numero ?? '')}`

export const actionNoter = definirAction({
  chemin: `${CHEMIN}/satisfaction`,
  acces: 'session',
  executer: (c, champs) =>
    noterParFormulaire(c, c.utilisateur!.id, c.params.numero ?? '', champs, cheminDuTicket(c), (etat) => dessiner(c, etat)),
})

/** Where a mail asks for the opinion, and the address of one that came back with errors: the question, or why it is no longer asked. */
export const routeNoter = definirRoute({
  chemin: `${CHEMIN}/satisfaction`,
  acces: 'session',
  repondre: async (c) => ({ rediriger: `${cheminDuTicket(c)}?avis=demande#satisfaction` }),
})

async function dessiner(c: Contexte, etat: EtatDuTicket): Promise<JSX.Element> {
  const t = await lireTicket(c.db, c.utilisateur!.id, c.params.numero ?? '')
  if (!t) throw refus(c.t, 'introuvable')
  return (
    <Vue
      c={c}
      t={t}
      activites={await lireActivites(c.db, t, c.utilisateur!.id)}
      fichiers={await lireFichiers(c.db, t)}
      traitement={await lireTraitement(c.db, t, c.utilisateur!.id, c.langue)}
      etat={etat}
    />
  )
}

function Vue({
  c,
  t,
  activites,
  fichiers,
  traitement,
  etat,
}: {
  c: Contexte
  t: Ticket
  activites: Activite[]
  fichiers: FichierDeTicket[]
  traitement: Traitement | null
  etat: EtatDuTicket
}) {
  const x = c.t.tickets
  const erreurs = fautesDuTicket(etat)
  const possibles = actionsPossibles(t, c.utilisateur!.id)
  const dernier = activites.at(-1)
  const retour = t.emetteur > 0 ? { nom: x.emis, href: '/support/tickets' } : { nom: x.recus, href: '/support/tickets/recus' }
  return (
    <Page
      c={cadre(c)}
      titre={t.titre}
      large
      fil={[{ nom: x.support, href: '/support' }, retour, { nom: t.numero }]}
      erreur={Boolean(erreurs.length || etat.refus)}
      aide="/documentation/support/tickets"
      resume={<ResumeErreurs erreurs={erreurs} />}
    >
      <Colonnes
        large
        aCote={
          <>
            {traitement ? <TraitementDuTicket c={c} t={t} possibles={possibles} etat={etat} traitement={traitement} /> : null}
            <ACote c={c} t={t} />
          </>
        }
      >
        <div class="stack stack--loose">
          {etat.refus ? (
            <Alerte genre="err" role="alert">
              {etat.refus}
            </Alerte>
          ) : erreurs.length ? null : (
            <Fait c={c} t={t} activites={activites} />
          )}
          <p>
            <Statut c={c} statut={t.statut} /> {x.ticket(t.numero)}
            {t.statut === 'FERME' ? null : (
              <span class="muted">
                {' '}
                ·{' '}
                {t.agentNom
                  ? (t.statut === 'RESOLU' ? x.detail.repondu : x.detail.occupe)(`${t.agentNom.prenom} ${t.agentNom.nom}`)
                  : x.detail.personne}
              </span>
            )}
          </p>
          {t.presents.length ? (
            <p class="live">
              <span class="live__dot" aria-hidden="true" />
              {c.t.traitement.presence(t.presents)}
            </p>
          ) : null}
          <Consigne c={c} t={t} activites={activites} />
          <Fil c={c} t={t} activites={activites} fichiers={fichiers} />
          <GestesDuDestinataire
            c={c}
            possibles={possibles}
            etat={etat}
            traitement={traitement}
            pris={!erreurs.length && dernier?.aLInstant === true && dernier.action === 'prendre'}
          />
          <Satisfaction c={c} t={t} avis={etat.avis} />
          <GestesDeLEmetteur c={c} possibles={possibles} etat={etat} />
        </div>
      </Colonnes>
    </Page>
  )
}
