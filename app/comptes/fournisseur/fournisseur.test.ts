import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWK } from 'jose'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portail } from '#tests/portail.ts'

/** A provider that can lie in one way at a time: what it is asked to change of an honest answer. */
interface Mensonge {
  identite?: Record<string, unknown>
  utilisateur?: Record<string, unknown>
  signer?: 'none' | 'hs256' | 'autre-cle'
  utilisateurSigne?: boolean
  iss?: string
  cles?: 'panne'
}
let mensonge: Mensonge = {}
const personne = { sub: 'sujet-1', email: 'agent.public@exemple.fr', email_verified: true, given_name: 'Awa', usual_name: 'Diallo' }

const paire = await generateKeyPair('RS256', { extractable: true })
const autre = await generateKeyPair('RS256')
const publique: JWK = { ...(await exportJWK(paire.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' }
const codes = new Map<string, { nonce: string | null; defi: string | null }>()

const serveur = createServer((q, r) => void repondre(q, r))
await new Promise<void>((suite) => serveur.listen(0, '127.0.0.1', suite))
afterAll(() => void serveur.close())
const EMETTEUR = `http://127.0.0.1:${(serveur.address() as AddressInfo).port}`

async function signer(revendications: Record<string, unknown>): Promise<string> {
  const base = {
    iss: EMETTEUR,
    aud: 'choral',
    iat: Math.floor(Date.now() / 1000),
    exp: Math.floor(Date.now() / 1000) + 300,
    ...revendications,
  }
  if (mensonge.signer === 'none') return new UnsecuredJWT(base).encode()
  if (mensonge.signer === 'hs256')
    return new SignJWT(base).setProtectedHeader({ alg: 'HS256', kid: 'k1' }).sign(new TextEncoder().encode(JSON.stringify(publique)))
  const cle: CryptoKey = mensonge.signer === 'autre-cle' ? autre.privateKey : paire.privateKey
  return new SignJWT(base).setProtectedHeader({ alg: 'RS256', kid: 'k1' }).sign(cle)
}

async function repondre(q: IncomingMessage, r: ServerResponse) {
  const url = new URL(q.url!, EMETTEUR)
  const json = (v: unknown) => void r.setHeader('content-type', 'application/json').end(JSON.stringify(v))
  let corps = ''
  for await (const morceau of q) corps += String(morceau)
  switch (url.pathname) {
    case '/.well-known/openid-configuration':
      return json({
        issuer: EMETTEUR,
        authorization_endpoint: `${EMETTEUR}/autoriser`,
        token_endpoint: `${EMETTEUR}/jeton`,
        userinfo_endpoint: `${EMETTEUR}/utilisateur`,
        jwks_uri: `${EMETTEUR}/cles`,
        id_token_signing_alg_values_supported: ['RS256'],
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
      })
    case '/cles':
      return mensonge.cles === 'panne' ? void r.writeHead(503).end() : json({ keys: [publique] })
    case '/autoriser': {
      const code = crypto.randomUUID()
      codes.set(code, { nonce: url.searchParams.get('nonce'), defi: url.searchParams.get('code_challenge') })
      const retour = new URL(url.searchParams.get('redirect_uri')!)
      retour.search = new URLSearchParams({
        code,
        state: url.searchParams.get('state')!,
        ...(mensonge.iss ? { iss: mensonge.iss } : {}),
      }).toString()
      return void r.writeHead(302, { location: retour.href }).end()
    }
    case '/jeton': {
      const demande = codes.get(new URLSearchParams(corps).get('code') ?? '')
      codes.delete(new URLSearchParams(corps).get('code') ?? '')
      if (!demande || !demande.defi || !new URLSearchParams(corps).get('code_verifier'))
        return void r.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"invalid_grant"}')
      return json({
        access_token: 'acces',
        token_type: 'Bearer',
        expires_in: 60,
        id_token: await signer({ sub: personne.sub, nonce: demande.nonce, ...mensonge.identite }),
      })
    }
    case '/utilisateur': {
      const donnees = { ...personne, ...mensonge.utilisateur }
      if (!mensonge.utilisateurSigne) return json(donnees)
      return void r.setHeader('content-type', 'application/jwt').end(await signer({ ...donnees, aud: 'choral' }))
    }
    default:
      return void r.writeHead(404).end()
  }
}

const env = { OIDC_ISSUER: EMETTEUR, OIDC_CLIENT_ID: 'choral', OIDC_CLIENT_SECRET: 'secret', OIDC_NAME: 'ProConnect' }
const p = await portail(env)
const cookies = (...reponses: Response[]) =>
  reponses
    .flatMap((r) => r.headers.getSetCookie())
    .map((c) => c.split(';')[0]!)
    .filter((c) => !c.endsWith('='))
    .join('; ')

/** Goes to the provider and comes back, as a browser would; stops where the portal leads. */
async function aller(depart = '/connexion/fournisseur?retour=/compte', cookie = '') {
  const parti = await p.demander(depart, { cookie })
  const versFournisseur = parti.headers.get('location')!
  if (!versFournisseur.startsWith(EMETTEUR)) return { parti, lieu: versFournisseur, cookie: '', retour: '' }
  const retour = new URL((await fetch(versFournisseur, { redirect: 'manual' })).headers.get('location')!)
  const jarre = [cookie, cookies(parti)].filter(Boolean).join('; ')
  const revenu = await p.demander(retour.pathname + retour.search, { cookie: jarre })
  return { parti, revenu, lieu: revenu.headers.get('location')!, cookie: cookies(revenu), jarre, retour: retour.pathname + retour.search }
}
const comptes = async () =>
  (
    await p.pool.query(
      'select u.adresse_electronique as a, u.prenom, u.nom, u.nom_complet, u.adresse_verifiee, i.fournisseur, i.identifiant, i.jeton_acces, i.jeton_identite from utilisateur u left join identite i on i.utilisateur = u.id order by u.cree_le',
    )
  ).rows

beforeEach(async () => {
  mensonge = {}
  await p.pool.query('delete from session; delete from identite; delete from utilisateur; delete from verification')
})

test('CPT-02 entrer par le fournisseur crée le compte, revient où l’on allait ; la fois suivante, c’est le même compte', async () => {
  const { parti, lieu, cookie } = await aller()
  const demande = new URL(parti.headers.get('location')!).searchParams
  expect([demande.get('response_type'), demande.get('code_challenge_method'), demande.get('redirect_uri')]).toEqual([
    'code',
    'S256',
    `${p.url}/api/auth/callback/fournisseur`,
  ])
  expect(demande.get('nonce')).toBeTruthy()
  expect(lieu).toBe('/connexion/retour?retour=%2Fcompte')
  expect((await p.demander(lieu, { cookie })).headers.get('location')).toBe('/compte')
  expect((await p.demander('/compte', { cookie })).status).toBe(200)
  expect(await comptes()).toEqual([
    {
      a: 'agent.public@exemple.fr',
      prenom: 'Awa',
      nom: 'Diallo',
      nom_complet: 'Awa Diallo',
      adresse_verifiee: true,
      fournisseur: 'fournisseur',
      identifiant: 'sujet-1',
      jeton_acces: null,
      jeton_identite: null,
    },
  ])
  mensonge = { utilisateur: { email: 'nouvelle.adresse@exemple.fr' } }
  expect((await aller()).lieu).toBe('/connexion/retour?retour=%2Fcompte')
  expect(await comptes()).toHaveLength(1)
})

test('CPT-02 la description signée de ProConnect, sans email_verified, est acceptée', async () => {
  mensonge = { utilisateurSigne: true, utilisateur: { email_verified: undefined } }
  expect((await aller()).lieu).toBe('/connexion/retour?retour=%2Fcompte')
})

const PREMIER: [string, Mensonge, string?][] = [
  ['aud d’un autre', { identite: { aud: 'autre-client' } }],
  ['iss d’un autre', { identite: { iss: 'https://mechant.example' } }],
  ['nonce d’un autre', { identite: { nonce: 'autre' } }],
  ['sans nonce', { identite: { nonce: undefined } }],
  ['périmé', { identite: { exp: 1000 } }],
  ['alg none', { signer: 'none' }],
  ['HS256 avec la clé publique', { signer: 'hs256' }],
  ['clé inconnue', { signer: 'autre-cle' }],
  ['iss de la réponse d’un autre', { iss: 'https://mechant.example' }],
  ['description d’un autre sujet', { utilisateur: { sub: 'sujet-2' } }],
  ['description mal signée', { utilisateurSigne: true, signer: 'autre-cle' }],
  ['adresse non vérifiée', { utilisateur: { email_verified: false } }, 'n’a pas vérifié votre adresse'],
  ['adresse absente', { utilisateur: { email: undefined } }, 'n’a pas vérifié votre adresse'],
  ['deux adresses', { utilisateur: { email: ['a@exemple.fr', 'b@exemple.fr'] } }, 'n’a pas vérifié votre adresse'],
]
for (const [nom, m, phrase] of PREMIER)
  test(`C10 fournisseur menteur : ${nom}`, async () => {
    mensonge = m
    const { lieu, cookie } = await aller()
    expect(lieu).toMatch(/^\/connexion\?error=/)
    expect(cookie).not.toContain('choral.session_token=')
    expect(await (await p.demander(lieu)).text()).toContain(phrase ?? 'n’a pas abouti')
    expect(await comptes()).toEqual([])
  })

test('C10 un état rejoué, ou venu d’un autre navigateur, est refusé', async () => {
  const { retour, jarre } = await aller()
  expect((await p.demander(retour, { cookie: jarre })).headers.get('location')).toMatch(/^\/connexion\?error=/)
  const parti = await p.demander('/connexion/fournisseur')
  const rendu = new URL((await fetch(parti.headers.get('location')!, { redirect: 'manual' })).headers.get('location')!)
  expect((await p.demander(rendu.pathname + rendu.search)).headers.get('location')).toMatch(/^\/connexion\?error=/)
  expect((await p.demander('/api/auth/callback/fournisseur?code=x&state=invente')).headers.get('location')).toMatch(/^\/connexion\?error=/)
})

test('C10 un compte qui a déjà cette adresse n’est pas relié de lui-même ; il l’est depuis « Mon compte »', async () => {
  const u = await creerUtilisateur(p.pool, { adresse: 'agent.public@exemple.fr' })
  const { lieu } = await aller()
  expect(lieu).toBe('/connexion?error=account_not_linked')
  expect(await (await p.demander(lieu)).text()).toContain('Un compte existe déjà avec votre adresse')
  const cookie = await p.session(u.id)
  expect((await aller('/compte/fournisseur/relier', cookie)).lieu).toBe('/compte?fait=relie')
  expect((await aller()).lieu).toBe('/connexion/retour?retour=%2Fcompte')
  expect(await comptes()).toHaveLength(1)
})

test('C10 fournisseur en panne : une phrase, et l’essai suivant marche quand il revient', async () => {
  const q = await portail({ ...env, OIDC_ISSUER: 'http://127.0.0.1:1' })
  const r = await q.demander('/connexion/fournisseur')
  expect(r.headers.get('location')).toBe('/connexion?error=injoignable')
  expect(await (await q.demander('/connexion?error=injoignable')).text()).toContain('ne répond pas pour l’instant')
  expect((await (await portail({})).demander('/connexion/fournisseur')).status).toBe(404)
})

test('CPT-02 un compte désactivé n’entre pas par le fournisseur', async () => {
  await aller()
  await p.pool.query('delete from session; update utilisateur set est_actif = false')
  const { cookie } = await aller()
  expect((await p.demander('/compte', { cookie })).status).toBe(303)
  expect((await p.pool.query('select from session')).rowCount).toBe(0)
})
