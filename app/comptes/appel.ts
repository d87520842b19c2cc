import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Programme } from '#app/contexte.ts'
import type { Auth } from './auth.ts'
import { ENTETE_ADRESSE } from './auth-options.ts'

/** What calls the sign-in library: a request of ours and the answer that will carry its cookies. */
export interface Appelant extends Programme {
  requete: FastifyRequest
  reponse: FastifyReply
}

export interface Retour {
  statut: number
  corps: Record<string, unknown>
  adresse: string | null
  ouvre: boolean
}

/** Asks the library, with the caller's cookies, and hands its cookies to our answer one by one. */
export async function appeler(c: Appelant, auth: Auth, chemin: string, corps?: object): Promise<Retour> {
  const { settings, requete, reponse } = c
  const headers = new Headers({
    origin: new URL(settings.PUBLIC_URL).origin,
    'content-type': 'application/json',
    [ENTETE_ADRESSE]: requete.ip,
  })
  for (const nom of ['cookie', 'user-agent'] as const)
    if (requete.headers[nom]) headers.set(nom, String(requete.headers[nom]).slice(0, nom === 'cookie' ? 8000 : 300))
  const recu = await auth.handler(
    new Request(`${settings.PUBLIC_URL}/api/auth${chemin}`, {
      method: corps ? 'POST' : 'GET',
      headers,
      redirect: 'manual',
      ...(corps ? { body: JSON.stringify(corps) } : {}),
    }),
  )
  const cookies = recu.headers.getSetCookie()
  for (const cookie of cookies) reponse.header('set-cookie', cookie)
  return {
    statut: recu.status,
    corps: ((await recu.json().catch(() => ({}))) ?? {}) as Record<string, unknown>,
    adresse: recu.headers.get('location'),
    ouvre: cookies.some((k) => /choral\.session_token=[^;]/.test(k) && !/max-age=0/i.test(k)),
  }
}
