import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { agirSurTicket } from '#app/support/tickets/agir.ts'
import { GestesDuDestinataire } from '#app/support/tickets/destinataire.vue.tsx'
import { Consigne, GestesDeLEmetteur } from '#app/support/tickets/emetteur.vue.tsx'
import { actionsPossibles, lireActivites, lireTicket, type Activite, type Ticket } from '#app/support/tickets/lire.ts'
import { GENRES_STATUT } from '#app/support/tickets/liste.page.tsx'
import { ACote } from '#app/support/tickets/ticket.acote.tsx'
import type { EtatDuTicket } from '#app/support/tickets/ticket.etat.ts'
import { Fil } from '#app/support/tickets/ticket.fil.tsx'
import { refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Alerte, Colonnes, Etiquette, Page, ResumeErreurs } from '#ui/index.ts'

const CHEMIN = '/support/tickets/:numero'

/** A ticket (TIC-07): what was said, what it is about, and what this person can do now. */
export const pageTicket = definirRoute({ chemin: CHEMIN, acces: 'session', repondre: (c) => dessiner(c, { cle: randomUUID(), action: '', texte: '', erreur: null, refus: null }) })

export const actionTicket = definirAction({
  chemin: CHEMIN, acces: 'session',
  executer: async (c, champs) => {
    const recue = champs.get('_cle')?.[0]
    const texte = (champs.get('texte')?.[0] ?? '').replaceAll('\r\n', '\n').trim()
    const etat = { cle: estUuid(recue) ? recue : randomUUID(), action: champs.get('action')?.[0] ?? '', texte }
    try {
      await agirSurTicket(c, c.params.numero ?? '', { action: etat.action, texte: texte || null, cle: etat.cle })
      return { rediriger: c.chemin }
    } catch (e) {
      if (!estRefus(e) || [403, 404].includes(e.probleme.status)) throw e
      const faute = e.probleme.champs?.[0]?.message ?? null
      return { statut: e.probleme.status, page: await dessiner(c, { ...etat, erreur: faute, refus: faute ? null : e.probleme.detail }) }
    }
  },
})

async function dessiner(c: Contexte, etat: EtatDuTicket): Promise<JSX.Element> {
  const t = await lireTicket(c.db, c.utilisateur!.id, c.params.numero ?? '')
  if (!t) throw refus(c.t, 'introuvable')
  return <Vue c={c} t={t} activites={await lireActivites(c.db, t)} etat={etat} />
}

function Vue({ c, t, activites, etat }: { c: Contexte; t: Ticket; activites: Activite[]; etat: EtatDuTicket }) {
  const x = c.t.tickets
  const possibles = actionsPossibles(t, c.utilisateur!.id)
  const retour = t.emetteur > 0 ? { nom: x.emis, href: '/support/tickets' } : { nom: x.recus, href: '/support/tickets/recus' }
  return (
    <Page c={cadre(c)} titre={t.titre} large fil={[{ nom: x.support, href: '/support' }, retour, { nom: t.numero }]} erreur={Boolean(etat.erreur || etat.refus)} aide="/documentation/support/tickets"
      resume={etat.erreur ? <ResumeErreurs titre={c.t.champs.resume(1)} erreurs={[{ champ: 'texte', message: etat.erreur }]} /> : null}>
      <Colonnes large aCote={<ACote c={c} t={t} />}>
        <div class="stack stack--loose">
          {etat.refus ? <Alerte genre="err" role="alert">{etat.refus}</Alerte> : null}
          <p><Etiquette genre={GENRES_STATUT[t.statut]}>{x.statuts[t.statut]}</Etiquette> {x.ticket(t.numero)}{t.statut === 'FERME' ? null : <span class="muted"> · {t.agentNom ? x.detail.occupe(`${t.agentNom.prenom} ${t.agentNom.nom}`) : x.detail.personne}</span>}</p>
          <Consigne c={c} t={t} />
          <Fil c={c} t={t} activites={activites} />
          <GestesDuDestinataire c={c} possibles={possibles} etat={etat} />
          <GestesDeLEmetteur c={c} possibles={possibles} etat={etat} />
        </div>
      </Colonnes>
    </Page>
  )
}
