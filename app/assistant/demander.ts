import { randomUUID } from 'node:crypto'
import { QUESTION_MAXIMUM } from '#app/assistant/assistant.page.tsx'
import { ajouterEchange, lireConversation, oublierConversation, transcrire } from '#app/assistant/conversation.ts'
import { repondre } from '#app/assistant/repondre.ts'
import { pageDeDepart } from '#app/assistant/tuile.ts'
import { blocageDe, noterEchec, reseauDe } from '#app/comptes/tentatives.ts'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { definirAction } from '#app/page.ts'
import { garderTicket } from '#app/support/tickets/emetteur/brouillons.ts'
import { TEXTE_MAX, TITRE_MAX } from '#app/support/tickets/champs.ts'
import { debutDe } from '#platform/plier.ts'

/** A question about the portal, until its author says otherwise. */
const SOUS_CATEGORIE = 'generale-portail'

/** A ticket begun with what was said; null: nothing was. */
export async function ticketDeLaConversation(c: Contexte): Promise<{ sousCategorie: string; titre: string; description: string } | null> {
  const echanges = await lireConversation(c)
  return echanges.length
    ? {
        sousCategorie: SOUS_CATEGORIE,
        titre: debutDe(c.t.assistant.titreTicket(echanges.at(-1)!.question), TITRE_MAX),
        description: transcrire(c, echanges, TEXTE_MAX),
      }
    : null
}

/** A visitor's questions are counted like any form that asks for no account; beyond, they are answered and not kept. */
async function peutGarder(c: Contexte): Promise<boolean> {
  if (c.utilisateur) return true
  const reseau = `reseau:assistant:${reseauDe(c.requete.ip)}`
  if (await blocageDe(c.db, [reseau])) return false
  await noterEchec(c.db, [reseau], c.settings.LIMITE_PAR_MINUTE)
  return true
}

/** One more question: answered, kept, shown at the end of the conversation (ASS-01). */
export const actionDemander = definirAction({
  chemin: '/assistant',
  acces: 'public',
  executer: async (c, champs) => {
    const question = debutDe((champs.get('question')?.[0] ?? '').trim(), QUESTION_MAXIMUM)
    const cle = champs.get('cle')?.[0]
    const page = pageDeDepart(c)
    const suite = (plus?: Record<string, string>) =>
      `/assistant${page || plus ? `?${new URLSearchParams({ ...(page ? { page } : {}), ...plus })}` : ''}`
    if (!question) return { rediriger: suite() }
    if (!(await peutGarder(c))) return { rediriger: `${suite({ question })}#dernier` }
    await ajouterEchange(c, { cle: estUuid(cle) ? cle : randomUUID(), question, reponse: await repondre(c, question) })
    return { rediriger: `${suite()}#dernier` }
  },
})

export const actionOublier = definirAction({
  chemin: '/assistant/oublier',
  acces: 'public',
  executer: async (c) => {
    await oublierConversation(c)
    return { rediriger: '/assistant' }
  },
})

/**
 * « Créer un ticket »: a ticket begun with what was said, as a draft of its author's; without an account, in the form that an address which
 * answered opens from this browser.
 */
export const actionTicket = definirAction({
  chemin: '/assistant/ticket',
  acces: 'public',
  executer: async (c, champs) => {
    const recue = champs.get('cle')?.[0]
    const cle = estUuid(recue) ? recue : randomUUID()
    if (!c.utilisateur) return { rediriger: '/support/sans-compte' }
    const saisie = await ticketDeLaConversation(c)
    if (!saisie) return { rediriger: '/support/tickets/creer' }
    await garderTicket(c, c.utilisateur.id, { cle, saisie, envois: [] })
    return { rediriger: `/support/tickets/creer?brouillon=${cle}` }
  },
})
