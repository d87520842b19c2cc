import type { FastifyInstance } from 'fastify'
import { creerContexte, type Contexte, type Programme } from '#app/contexte.ts'
import { definirRoute } from '#app/page.ts'
import { Refus } from '#platform/http/problem.ts'
import { retenirAppareil } from '../appareil.ts'
import { appeler } from '../appel.ts'
import { authFournisseur, oublierFournisseur } from '../auth.ts'
import { exigerPreuve } from '../preuve.ts'
import { retourLocal } from '../retour.ts'
import { destinationApres } from '../suite.ts'

/** Its name in our callback's address and in the table `identite`. */
export const FOURNISSEUR = 'fournisseur'
const configure = (c: Contexte) => {
  if (!c.settings.OIDC_ISSUER || !c.settings.OIDC_CLIENT_ID) throw new Refus({ status: 404, code: 'introuvable', detail: '' })
}

/** Sends to the provider, to come back to `retour`; when it does not answer, back to the sign-in page with a sentence. */
async function partir(c: Contexte, chemin: '/sign-in/social' | '/link-social', retour: string, echec: string) {
  const auth = await authFournisseur(c, true)
  const parti =
    auth &&
    (await appeler(c, auth, chemin, {
      provider: FOURNISSEUR,
      callbackURL: c.settings.PUBLIC_URL + retour,
      errorCallbackURL: c.settings.PUBLIC_URL + echec,
      disableRedirect: true,
    }))
  if (parti?.statut === 200 && typeof parti.corps.url === 'string') return { rediriger: parti.corps.url }
  oublierFournisseur(c)
  return { rediriger: `${echec}?error=injoignable` }
}

/** A link, not a form: the page's policy lets forms go nowhere else. */
export const pageFournisseur = definirRoute({
  chemin: '/connexion/fournisseur',
  acces: 'public',
  async repondre(c) {
    configure(c)
    return partir(
      c,
      '/sign-in/social',
      `/connexion/retour?retour=${encodeURIComponent(retourLocal(c.url.searchParams.get('retour')))}`,
      '/connexion',
    )
  },
})

/** Linking one's professional identity to one's account: signed in, and proved. */
export const pageRelier = definirRoute({
  chemin: '/compte/fournisseur/relier',
  acces: 'session',
  async repondre(c) {
    configure(c)
    return exigerPreuve(c) ?? partir(c, '/link-social', '/compte?fait=relie', '/compte')
  },
})

/** Back from the provider with an open session: goes where any sign-in goes. */
export const pageRetour = definirRoute({
  chemin: '/connexion/retour',
  acces: 'session',
  async repondre(c) {
    retenirAppareil(c, c.utilisateur!.id)
    return { rediriger: await destinationApres(c, c.utilisateur!.id, retourLocal(c.url.searchParams.get('retour'))) }
  },
})

/** The provider's answer, checked by the library: state bound to this browser, code, tokens, nonce. */
export function servirFournisseur(app: FastifyInstance, programme: Programme) {
  app.get('/api/auth/callback/fournisseur', { schema: { hide: true } }, async (requete, reponse) => {
    const c = await creerContexte(programme, requete, reponse)
    configure(c)
    const auth = await authFournisseur(c)
    const recu = auth && (await appeler(c, auth, `/callback/${FOURNISSEUR}${c.url.search}`))
    reponse.header('cache-control', 'no-store')
    return reponse.redirect(vers(c, recu?.adresse ?? null), 303)
  })
}

/** Only pages of ours, and of an error only its code. */
function vers(c: Contexte, adresse: string | null): string {
  const url = adresse && URL.canParse(adresse, c.settings.PUBLIC_URL) ? new URL(adresse, c.settings.PUBLIC_URL) : null
  if (!url || url.origin !== new URL(c.settings.PUBLIC_URL).origin) return '/connexion?error=injoignable'
  const erreur = url.searchParams.get('error')
  return erreur
    ? `${url.pathname === '/compte' ? '/compte' : '/connexion'}?error=${encodeURIComponent(erreur.slice(0, 60))}`
    : retourLocal(url.pathname + url.search)
}
