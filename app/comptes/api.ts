import type { FastifyInstance } from 'fastify'
import { creerContexte, type Programme } from '#app/contexte.ts'
import { Refus, type ErreurChamp } from '#platform/http/problem.ts'
import { textes } from '#ui/textes/index.ts'
import { adresseCanonique } from './adresse.ts'
import { seConnecter } from './connexion.ts'
import { fermerSession } from './deconnexion.ts'

const invalide = (champs: ErreurChamp[]) =>
  new Refus({ status: 422, code: champs[0]?.code === 'champ-inconnu' ? 'champ-inconnu' : 'saisie-invalide', detail: '', champs })

/** The body's own members, exactly those: anything more, or of another type, is refused (C02, C04). */
function corpsStrict<N extends string>(corps: unknown, noms: readonly N[]): Record<N, string> {
  if (!corps || typeof corps !== 'object' || Array.isArray(corps))
    throw invalide([{ champ: '', code: 'saisie-invalide', message: textes.fr.comptes.api.objet }])
  const lu = corps as Record<string, unknown>
  const champs: ErreurChamp[] = [
    ...Object.keys(lu)
      .filter((k) => !noms.includes(k as N))
      .map((k) => ({ champ: k.slice(0, 60), code: 'champ-inconnu', message: textes.fr.erreurs.parCode['champ-inconnu'] })),
    ...noms
      .filter((n) => typeof lu[n] !== 'string')
      .map((n) => ({
        champ: n,
        code: lu[n] === undefined ? 'champ-manquant' : 'champ-invalide',
        message: lu[n] === undefined ? textes.fr.erreurs.parCode['champ-manquant'] : textes.fr.comptes.api.texte,
      })),
  ]
  if (champs.length) throw invalide(champs)
  return lu as Record<N, string>
}

/** Signing in from a script (INT-17): the same as the page does. The library's other routes do not exist. */
export function servirApiComptes(app: FastifyInstance, programme: Programme) {
  app.post('/api/auth/sign-in/email', { schema: { hide: true }, bodyLimit: 4000 }, async (requete, reponse) => {
    const lu = corpsStrict(requete.body, ['email', 'password'])
    const adresse = adresseCanonique(lu.email)
    if (!adresse) throw invalide([{ champ: 'email', code: 'champ-invalide', message: textes.fr.comptes.champs.adresseInvalide }])
    const connexion = await seConnecter({ ...programme, requete, reponse }, adresse, lu.password.slice(0, 200))
    reponse.header('cache-control', 'no-store')
    return connexion.etat === 'ouverte'
      ? { redirect: false, user: { id: connexion.utilisateur, email: adresse } }
      : { twoFactorRedirect: true, twoFactorMethods: ['totp'] }
  })
  app.post('/api/auth/sign-out', { schema: { hide: true }, bodyLimit: 1000 }, async (requete, reponse) => {
    await fermerSession(await creerContexte(programme, requete, reponse))
    return { success: true }
  })
}
