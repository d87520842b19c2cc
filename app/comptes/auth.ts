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
 * Before sending somebody there (`depart`) it is asked again: of a provider that has stopped since, the browser would show its own error.
 * @returns null when the provider does not answer
 */
export async function authFournisseur(programme: Programme, depart = false): Promise<Auth | null> {
  const { settings } = programme
  if (!settings.OIDC_ISSUER || !settings.OIDC_CLIENT_ID) return null
  const i = duProgramme(programme)
  try {
    const { decouvrir, greffonFournisseur } = await import('./fournisseur/greffon.ts')
    if (depart && i.fournisseur) await decouvrir(settings)
    i.fournisseur ??= greffonFournisseur(settings).then((g) => construire(programme, [g]))
    return await i.fournisseur
  } catch (erreur) {
    i.fournisseur = undefined
    programme.log.warn({ code: 'fournisseur-injoignable', err: erreur }, 'identity provider')
    return null
  }
}

/** The provider's description is read again at the next sign-in: it changed, or could not be read whole. */
export const oublierFournisseur = (programme: Programme) => void (duProgramme(programme).fournisseur = undefined)

async function construire(programme: Programme, greffons: unknown[]): Promise<Auth> {
  const { betterAuth } = await import('better-auth')
  return betterAuth(await creerOptions(programme, greffons)) as unknown as Auth
}
