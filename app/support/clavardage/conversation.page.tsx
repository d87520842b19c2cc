import { randomUUID } from 'node:crypto'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction, definirRoute } from '#app/page.ts'
import { quiEst } from '#app/support/clavardage/acces.ts'
import { CeQueLAgentVoit, EtApres, Fin } from '#app/support/clavardage/conversation.parties.tsx'
import { ecrireMessage, type ADire } from '#app/support/clavardage/ecrire.ts'
import { servirFichierDeConversation } from '#app/support/clavardage/fichiers.ts'
import { Echange, fautesDuFil, FIL_NEUF, resumeDuFil, type EtatDuFil } from '#app/support/clavardage/fil.vue.tsx'
import { lireConversation, lireMessages, noterPresence, type Conversation, type Message } from '#app/support/clavardage/lire.ts'
import { nomComplet } from '#app/support/clavardage/message.vue.tsx'
import { marquerLu } from '#app/support/clavardage/suivre.ts'
import { terminerConversation } from '#app/support/clavardage/terminer.ts'
import { Tete } from '#app/support/clavardage/tete.vue.tsx'
import { enFaireUnTicket } from '#app/support/clavardage/ticket.ts'
import { enLigne, envoyerTranscription } from '#app/support/clavardage/transcrire.ts'
import { fichiersRecus } from '#app/support/tickets/ticket.agir.ts'
import { cleSuivante, refus } from '#demandes/index.ts'
import { estRefus } from '#platform/http/problem.ts'
import { Colonnes, Page, Succes } from '#ui/index.ts'

const CHEMIN = '/support/clavardage/:id'

/** A conversation of whoever asks (TCH-01): the queue, the exchange, then its transcript. Nobody else finds it. */
export const pageConversation = definirRoute({ chemin: CHEMIN, acces: 'public', repondre: (c) => dessiner(c, FIL_NEUF()) })

export const routeFichier = definirRoute({
  chemin: `${CHEMIN}/fichiers/:fichier`,
  acces: 'public',
  repondre: (c) => servirFichierDeConversation(c, 'utilisateur'),
})

/** The transcript as a text. */
export const routeTranscription = definirRoute({
  chemin: `${CHEMIN}/transcription.txt`,
  acces: 'public',
  repondre: async (c) => {
    const { v, messages } = await lire(c)
    return {
      brut: messages.map((m) => enLigne(c.t, c.langue, v, m)).join('\n'),
      type: 'text/plain; charset=utf-8',
      nom: `echange-${v.ouverteLe.toISOString().slice(0, 10)}.txt`,
    }
  },
})

export const actionConversation = definirAction({
  chemin: CHEMIN,
  acces: 'public',
  fichiers: 'envois',
  deposant: async (c) => {
    const v = await trouver(c)
    return v.etat === 'terminee' ? 'champs' : v.utilisateur ? { id: v.utilisateur } : { id: v.contact!.id, sansCompte: true }
  },
  executer: async (c, champs) => {
    const { id, utilisateur, contact } = await trouver(c)
    const recu = (nom: string) => champs.get(nom)?.[0] ?? ''
    const etat = { cle: estUuid(recu('_cle')) ? recu('_cle') : randomUUID(), texte: recu('texte') }
    const { ids, envois, erreurs: fautes } = await fichiersRecus(c, utilisateur ?? contact!.id, champs)
    try {
      return {
        rediriger: await agir(c, id, recu('action'), { ...etat, envois: ids, fautes, nom: c.utilisateur, vu: Number(recu('vu')) || 0 }),
      }
    } catch (e) {
      if (!estRefus(e) || e.probleme.status === 404) throw e
      return { statut: e.probleme.status, page: await dessiner(c, { ...etat, cle: cleSuivante(e, etat.cle), envois, ...fautesDuFil(e) }) }
    }
  },
})

/** Sending a message says that what was on the page has been read. */
async function agir(c: Contexte, id: string, action: string, m: ADire & { vu: number }): Promise<string> {
  const qui = quiEst(c)
  if (action === 'terminer') return terminerConversation(c, qui, id).then(() => c.chemin)
  if (action === 'ticket')
    return enFaireUnTicket(c, qui, id).then((numero) => (c.utilisateur ? `/support/tickets/${numero}` : `${c.chemin}?fait=ticket`))
  if (action === 'transcription') return envoyerTranscription(c, qui, id).then(() => `${c.chemin}?fait=transcription`)
  await ecrireMessage(c, qui, id, m)
  await marquerLu(c, qui, id, { recu: m.vu, lu: m.vu })
  return c.chemin
}

/** Whoever opened it; an agent reads it at their desk. */
async function trouver(c: Contexte): Promise<Conversation> {
  const v = estUuid(c.params.id) ? await lireConversation(c.db, quiEst(c), c.params.id) : null
  if (v?.cote !== 'utilisateur') throw refus(c.t, 'introuvable')
  return v
}

async function lire(c: Contexte): Promise<{ v: Conversation; messages: Message[] }> {
  const v = await trouver(c)
  return { v, messages: await lireMessages(c.db, v.id) }
}

async function dessiner(c: Contexte, etat: EtatDuFil): Promise<JSX.Element> {
  const { v, messages } = await lire(c)
  if (v.etat !== 'terminee') await noterPresence(c.db, [v.id])
  const x = c.t.clavardage
  return (
    <Page
      c={cadre(c)}
      titre={x.titre}
      styles={['clavardage']}
      fil={[{ nom: x.support, href: '/support' }, { nom: x.titre, href: '/support/clavardage' }, { nom: x.etats[v.etat] }]}
      aide="/documentation/support/clavardage"
      erreur={etat.erreur !== null || etat.erreurs.length > 0}
      resume={resumeDuFil(etat)}
    >
      {c.url.searchParams.get('fait') === 'transcription' ? <Succes>{x.envoyee}</Succes> : null}
      <Colonnes
        large
        aCote={
          <>
            <CeQueLAgentVoit c={c} v={v} />
            <div data-relire="apres">
              <EtApres c={c} v={v} />
            </div>
          </>
        }
      >
        <div class="stack">
          {v.etat === 'terminee' ? <Fin c={c} v={v} /> : null}
          <Echange
            c={c}
            v={v}
            messages={messages}
            etat={etat}
            nom={v.agentNom ? nomComplet(v.agentNom) : x.agent}
            champ={x.votre}
            peutEcrire={v.etat !== 'terminee'}
            tete={
              <div class="assistant__head on-dark" data-clavardage-target="tete">
                <Tete v={v} langue={c.langue} />
              </div>
            }
          />
          <div data-relire="garde">{v.etat === 'attente' ? <p class="small muted">{x.garde}</p> : null}</div>
        </div>
      </Colonnes>
    </Page>
  )
}
