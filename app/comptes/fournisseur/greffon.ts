import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import type { Settings } from '#platform/settings.ts'
import { SEPARATEUR } from '../auth-options.ts'
import { nettoyerNom } from '../inscription.ts'
import { adresseCanonique } from '../adresse.ts'
import { FOURNISSEUR } from './pages.ts'

const ASYMETRIQUES = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
const DELAI = 5000

interface Decouverte {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  userinfo_endpoint?: string
  jwks_uri: string
}
type Revendications = Record<string, unknown>
const emetteurDe = (settings: Settings) => settings.OIDC_ISSUER!.replace(/\/+$/, '')

/**
 * Reads the provider's discovery document, which must be that of the issuer we were told.
 * @throws when it does not answer in time, or with something else
 */
export async function decouvrir(settings: Settings): Promise<Decouverte> {
  const emetteur = emetteurDe(settings)
  const reponse = await fetch(`${emetteur}/.well-known/openid-configuration`, { redirect: 'error', signal: AbortSignal.timeout(DELAI) })
  if (!reponse.ok) throw new Error(`discovery answered ${reponse.status}`)
  const d = (await reponse.json()) as Decouverte
  if (d.issuer?.replace(/\/+$/, '') !== emetteur) throw new Error('discovery is that of another issuer')
  for (const cle of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const)
    if (!URL.canParse(d[cle])) throw new Error(`discovery without ${cle}`)
  return d
}

/**
 * The identity provider (ProConnect's profile): code flow with PKCE, identity token verified by the library (signature, issuer,
 * audience, nonce), then its description of the user, signed or not.
 * @throws when the discovery document cannot be read
 */
export async function greffonFournisseur(settings: Settings): Promise<unknown> {
  const { genericOAuth } = await import('better-auth/plugins')
  const decouverte = await decouvrir(settings)
  const cles = createRemoteJWKSet(new URL(decouverte.jwks_uri), { timeoutDuration: DELAI })
  return genericOAuth({
    config: [
      {
        providerId: FOURNISSEUR,
        name: settings.OIDC_NAME,
        clientId: settings.OIDC_CLIENT_ID!,
        clientSecret: settings.OIDC_CLIENT_SECRET ?? '',
        scopes: ['openid', 'email', 'given_name', 'usual_name'],
        pkce: true,
        discoveryUrl: `${emetteurDe(settings)}/.well-known/openid-configuration`,
        requireIdTokenVerification: true,
        accountSubject: ({ profile }) => String((profile as Revendications).sub),
        async getUserInfo(jetons) {
          try {
            const identite = decodeJwt(jetons.idToken!) as Revendications
            const { revendications, signees } = await lireUtilisateur(decouverte, jetons.accessToken, cles, settings.OIDC_CLIENT_ID!)
            // A description of somebody else, slipped in beside a genuine token.
            if (revendications && revendications.sub !== identite.sub) return null
            return profilDe({ ...identite, ...revendications }, signees) as never
          } catch {
            return null
          }
        },
      },
    ],
  })
}

async function lireUtilisateur(
  d: Decouverte,
  jeton: string | undefined,
  cles: ReturnType<typeof createRemoteJWKSet>,
  client: string,
): Promise<{ revendications: Revendications | null; signees: boolean }> {
  if (!d.userinfo_endpoint || !jeton) return { revendications: null, signees: false }
  const reponse = await fetch(d.userinfo_endpoint, {
    headers: { authorization: `Bearer ${jeton}` },
    redirect: 'error',
    signal: AbortSignal.timeout(DELAI),
  })
  if (!reponse.ok) throw new Error(`userinfo answered ${reponse.status}`)
  if (!reponse.headers.get('content-type')?.startsWith('application/jwt'))
    return { revendications: (await reponse.json()) as Revendications, signees: false }
  const { payload } = await jwtVerify((await reponse.text()).trim(), cles, { issuer: d.issuer, audience: client, algorithms: ASYMETRIQUES })
  return { revendications: payload, signees: true }
}

const texte = (v: unknown) => (typeof v === 'string' ? nettoyerNom(v).slice(0, 100) : '')

/**
 * Without a verified address there is none: « email_not_found ». ProConnect's signed description bears no `email_verified`: its
 * organisations vouch for it.
 */
function profilDe(r: Revendications, signees: boolean) {
  const verifiee = r.email_verified === true || (signees && r.email_verified === undefined)
  const prenom = texte(r.given_name)
  const nom = texte(r.usual_name ?? r.family_name)
  return {
    ...r,
    id: r.sub,
    email: (verifiee && adresseCanonique(r.email)) || undefined,
    emailVerified: verifiee,
    name: prenom + SEPARATEUR + nom,
    image: undefined,
  }
}
