import type { Contexte } from '#app/contexte.ts'
import { definirAction } from '#app/page.ts'
import { nomCookieSession } from './cookie.ts'

/** Ends the session of this request: its row goes, so the cookie is worth nothing anywhere. */
export async function fermerSession(c: Pick<Contexte, 'db' | 'settings' | 'reponse' | 'utilisateur'>): Promise<void> {
  if (c.utilisateur) await c.db.deleteFrom('session').where('id', '=', c.utilisateur.session).execute()
  const secure = c.settings.PUBLIC_URL.startsWith('https:') ? '; Secure' : ''
  c.reponse.header('set-cookie', `${nomCookieSession(c.settings.PUBLIC_URL)}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure}`)
}

export const actionDeconnexion = definirAction({
  chemin: '/deconnexion',
  acces: 'public',
  async executer(c) {
    await fermerSession(c)
    return { rediriger: '/connexion?fait=deconnecte' }
  },
})
