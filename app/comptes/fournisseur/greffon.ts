import type { Settings } from '#platform/settings.ts'

export interface Decouverte {
  issuer: string
  authorization_endpoint: string
  token_endpoint: string
  userinfo_endpoint?: string
  jwks_uri: string
  id_token_signing_alg_values_supported?: string[]
}

const ASYMETRIQUES = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']

/** Reads the provider's discovery document, which must be that of the issuer we were told. */
export async function decouvrir(emetteur: string): Promise<Decouverte> {
  const reponse = await fetch(`${emetteur.replace(/\/+$/, '')}/.well-known/openid-configuration`, { redirect: 'error', signal: AbortSignal.timeout(5000) })
  if (!reponse.ok) throw new Error(`discovery answered ${reponse.status}`)
  const d = (await reponse.json()) as Decouverte
  if (d.issuer?.replace(/\/+$/, '') !== emetteur.replace(/\/+$/, '')) throw new Error('discovery is that of another issuer')
  for (const cle of ['authorization_endpoint', 'token_endpoint', 'jwks_uri'] as const) if (!URL.canParse(d[cle])) throw new Error(`discovery without ${cle}`)
  return d
}

/** The identity provider, code flow with PKCE, its identity token verified (signature, issuer, audience, nonce). */
export async function greffonFournisseur(settings: Settings, _d: Decouverte): Promise<unknown> {
  const { genericOAuth } = await import('better-auth/plugins')
  return genericOAuth({
    config: [{
      providerId: 'fournisseur', name: settings.OIDC_NAME, clientId: settings.OIDC_CLIENT_ID!, clientSecret: settings.OIDC_CLIENT_SECRET ?? '', scopes: ['openid', 'email', 'given_name', 'usual_name'], pkce: true,
      discoveryUrl: `${settings.OIDC_ISSUER!.replace(/\/+$/, '')}/.well-known/openid-configuration`, requireIdTokenVerification: true,
    }],
  })
}
export { ASYMETRIQUES }
