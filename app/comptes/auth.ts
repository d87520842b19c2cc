import type { Programme } from '#app/contexte.ts'
import { creerOptions } from './auth-options.ts'

/** What we use of the sign-in library: its handler, behind our own forms and routes. */
export interface Auth {
  handler: (requete: Request) => Promise<Response>
}

const instances = new WeakMap<Programme['pool'], { locale?: Promise<Auth>; fournisseur?: Promise<Auth> | undefined }>()

const duProgramme = ({ pool }: Programme) => {
  let i = instances.get(pool)
  if (!i) instances.set(pool, (i = {}))
  return i
}

/** The library, built at its first use: it takes half a second that a start does not owe. */
export function authLocale(programme: Programme): Promise<Auth> {
  const i = duProgramme(programme)
  return (i.locale ??= construire(programme, []))
}

/**
 * The library with the identity provider; its discovery document is read here, and read again next time when it did not answer.
 * @returns null when the provider does not answer
 */
export async function authFournisseur(programme: Programme): Promise<Auth | null> {
  const { settings } = programme
  if (!settings.OIDC_ISSUER || !settings.OIDC_CLIENT_ID) return null
  const i = duProgramme(programme)
  const { greffonFournisseur, decouvrir } = await import('./fournisseur/greffon.ts')
  i.fournisseur ??= (async () => construire(programme, [await greffonFournisseur(settings, await decouvrir(settings.OIDC_ISSUER!))]))()
  try {
    return await i.fournisseur
  } catch (erreur) {
    i.fournisseur = undefined
    programme.log.warn({ code: 'fournisseur-injoignable', err: erreur }, 'identity provider')
    return null
  }
}

async function construire(programme: Programme, greffons: unknown[]): Promise<Auth> {
  const { betterAuth } = await import('better-auth')
  return betterAuth(await creerOptions(programme, greffons)) as unknown as Auth
}
