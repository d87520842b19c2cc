import type { FastifyInstance } from 'fastify'
import { retenir } from '#app/accueil/preferences.ts'
import { retourLocal } from '#app/comptes/retour.ts'
import { adresseDe, estUuid, type Programme } from '#app/contexte.ts'
import { definirRoute, type Page } from '#app/page.ts'

/**
 * `?structure=<id>` in any page's address is kept for the next visit (POR-13). The id is not checked here: the session
 * reads it only among one's own structures, and « not yours » is the same as no choice.
 */
export function retenirStructure(app: FastifyInstance, { settings }: Programme) {
  app.addHook('onRequest', async (requete, reponse) => {
    if (
      requete.method !== 'GET' ||
      !requete.url.includes('structure=') ||
      /prefetch/.test(`${requete.headers['x-sec-purpose'] ?? ''}${requete.headers['sec-purpose'] ?? ''}`)
    )
      return
    const choisie = adresseDe(requete, settings).searchParams.get('structure')
    if (estUuid(choisie)) retenir(reponse, settings.PUBLIC_URL, 'choral.structure', choisie)
    else if (choisie === 'toutes') retenir(reponse, settings.PUBLIC_URL, 'choral.structure', null)
  })
}

/** One structure, or all of them, then back where one was. */
export const structureActive: Page = definirRoute({
  chemin: '/structure-active',
  acces: 'session',
  async repondre(c) {
    const retour = new URL(retourLocal(c.url.searchParams.get('retour')), c.settings.PUBLIC_URL)
    const choisie = c.url.searchParams.get('structure')
    retour.searchParams.delete('structure')
    if (estUuid(choisie)) retour.searchParams.set('structure', choisie)
    return { rediriger: retour.pathname + retour.search }
  },
})
