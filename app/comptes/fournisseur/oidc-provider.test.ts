import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portail } from '#tests/portail.ts'

// It says on the console that Node is not an LTS release and that its pages are for development: both are meant.
for (const ton of ['warn', 'info'] as const) vi.spyOn(console, ton).mockImplementation(() => {})
const { Provider } = await import('oidc-provider')

const PERSONNES: Record<string, Record<string, unknown>> = {
  awa: { email: 'Awa.Diallo@Exemple.fr', email_verified: true, given_name: 'Awa', usual_name: 'Diallo' },
  noel: { email: 'jean-noel@exemple.fr', email_verified: true, given_name: 'Jean-Noël', family_name: 'Œuvrard' },
  louise: { email: 'louise@exemple.fr', given_name: 'Louise', usual_name: 'Le Gall' },
}

let ecouteur: RequestListener
let serveur: Server
/** Opens the provider's port: a free one, or the one it had before it stopped. */
const ouvrir = (port: number) =>
  new Promise<void>((suite) => void (serveur = createServer((q, r) => void ecouteur(q, r)).listen(port, '127.0.0.1', suite)))
const arreter = () =>
  new Promise<void>((suite) => {
    serveur.close(() => suite())
    serveur.closeAllConnections()
  })
await ouvrir(0)
afterAll(arreter)
const PORT = (serveur!.address() as AddressInfo).port
const EMETTEUR = `http://127.0.0.1:${PORT}`
const p = await portail({
  OIDC_ISSUER: EMETTEUR,
  OIDC_CLIENT_ID: 'choral',
  OIDC_CLIENT_SECRET: 'secret-du-client',
  OIDC_NAME: 'ProConnect',
})

const nouvelleCle = async () => ({
  ...(await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)),
  alg: 'RS256',
  use: 'sig',
})
let cle = await nouvelleCle()

/** The real package, knowing nobody yet; its description of the person in plain JSON, or signed as ProConnect's. */
function installer({ signee = false } = {}) {
  ecouteur = new Provider(EMETTEUR, {
    jwks: { keys: [cle] },
    cookies: { keys: ['cle-des-essais'] },
    clients: [
      {
        client_id: 'choral',
        client_secret: 'secret-du-client',
        redirect_uris: [`${p.url}/api/auth/callback/fournisseur`],
        token_endpoint_auth_method: 'client_secret_post',
        ...(signee ? { userinfo_signed_response_alg: 'RS256' } : {}),
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], given_name: ['given_name'], usual_name: ['usual_name', 'family_name'] },
    features: { devInteractions: { enabled: true }, jwtUserinfo: { enabled: true } },
    pkce: { required: () => true },
    findAccount: (_: unknown, sub: string) => PERSONNES[sub] && { accountId: sub, claims: () => ({ sub, ...PERSONNES[sub] }) },
  }).callback()
}

/** A browser without scripts: cookies by origin, redirections followed. */
function navigateur(depart = '') {
  const boites = new Map<string, Map<string, string>>([[p.url, new Map(depart ? [depart.split(/=(.*)/s) as [string, string]] : [])]])
  return async function aller(adresse: string, champs?: Record<string, string>): Promise<{ url: URL; statut: number; html: string }> {
    const url = new URL(adresse, p.url)
    const boite = boites.get(url.origin) ?? new Map<string, string>()
    boites.set(url.origin, boite)
    const reponse = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...boite].map((c) => c.join('=')).join('; ') },
      ...(champs ? { method: 'POST', body: new URLSearchParams(champs) } : {}),
    })
    for (const brut of reponse.headers.getSetCookie()) {
      const [, nom, valeur] = /^([^=]+)=([^;]*)/.exec(brut)!
      if (valeur) boite.set(nom!, valeur)
      else boite.delete(nom!)
    }
    const lieu = reponse.headers.get('location')
    return lieu ? aller(new URL(lieu, url).href) : { url, statut: reponse.status, html: await reponse.text() }
  }
}
type Aller = ReturnType<typeof navigateur>

/** From the portal to the provider, through the pages it shows, and back. */
async function entrer(aller: Aller, sujet: string, depart = '/connexion/fournisseur?retour=/compte') {
  let page = await aller(depart)
  const pages: string[] = []
  while (page.url.origin === EMETTEUR && page.statut === 200) {
    const action = /<form[^>]+action="([^"]+)"/.exec(page.html)![1]!
    const prompt = /name="prompt" value="([^"]+)"/.exec(page.html)![1]!
    pages.push(prompt)
    page = await aller(action, prompt === 'login' ? { prompt, login: sujet, password: 'peu importe' } : { prompt })
  }
  return { ...page, chemin: page.url.pathname + page.url.search, pages }
}
const comptes = async () =>
  (
    await p.pool.query(
      'select u.adresse_electronique as a, u.prenom, u.nom, u.adresse_verifiee, i.identifiant from utilisateur u left join identite i on i.utilisateur = u.id order by u.cree_le',
    )
  ).rows
const sessions = async () => (await p.pool.query('select from session')).rowCount

beforeEach(async () => {
  installer()
  await p.pool.query('delete from session; delete from identite; delete from utilisateur; delete from verification')
})

test('CPT-02 oidc-provider : une personne nouvelle entre, son compte porte ses noms ; la fois suivante, c’est le même compte', async () => {
  const aller = navigateur()
  const { chemin, statut, html, pages } = await entrer(aller, 'awa')
  expect([chemin, statut, pages]).toEqual(['/compte', 200, ['login', 'consent']])
  expect(html.replaceAll('<wbr/>', '')).toContain('awa.diallo@exemple.fr')
  const awa = { a: 'awa.diallo@exemple.fr', prenom: 'Awa', nom: 'Diallo', adresse_verifiee: true, identifiant: 'awa' }
  expect(await comptes()).toEqual([awa])
  // The provider still knows this browser: nothing is asked there. Then another browser.
  expect(await entrer(aller, '')).toMatchObject({ chemin: '/compte', statut: 200, pages: [] })
  expect((await entrer(navigateur(), 'awa')).chemin).toBe('/compte')
  expect(await comptes()).toEqual([awa])
  expect((await entrer(navigateur(), 'noel')).chemin).toBe('/compte')
  expect(await comptes()).toEqual([
    awa,
    { a: 'jean-noel@exemple.fr', prenom: 'Jean-Noël', nom: 'Œuvrard', adresse_verifiee: true, identifiant: 'noel' },
  ])
})

test('CPT-02 oidc-provider : une description signée suffit sans email_verified ; en clair, non', async () => {
  const refusee = await entrer(navigateur(), 'louise')
  expect(refusee.chemin).toMatch(/^\/connexion\?error=/)
  expect(refusee.html).toContain('ProConnect n’a pas vérifié votre adresse électronique')
  expect(await comptes()).toEqual([])
  installer({ signee: true })
  expect((await entrer(navigateur(), 'louise')).chemin).toBe('/compte')
  expect(await comptes()).toMatchObject([{ prenom: 'Louise', nom: 'Le Gall', identifiant: 'louise' }])
})

test('CPT-02 oidc-provider : un compte de la même adresse n’est pas relié de lui-même, mais depuis « Mon compte »', async () => {
  const u = await creerUtilisateur(p.pool, { adresse: 'awa.diallo@exemple.fr' })
  const refusee = await entrer(navigateur(), 'awa')
  expect([refusee.chemin, refusee.statut]).toEqual(['/connexion?error=account_not_linked', 200])
  expect(refusee.html).toContain('Un compte existe déjà avec votre adresse. Connectez-vous avec votre mot de passe, puis reliez ProConnect')
  expect(await comptes()).toMatchObject([{ prenom: 'Camille', identifiant: null }])
  expect(await sessions()).toBe(0)
  const cookie = await p.session(u.id)
  const autre = await entrer(navigateur(cookie), 'noel', '/compte/fournisseur/relier')
  expect(autre).toMatchObject({ chemin: '/compte?error=email_does_not_match', statut: 200 })
  expect(autre.html).toContain('ProConnect connaît de vous une autre adresse')
  expect(await entrer(navigateur(cookie), 'awa', '/compte/fournisseur/relier')).toMatchObject({ chemin: '/compte?fait=relie', statut: 200 })
  expect((await entrer(navigateur(), 'awa')).chemin).toBe('/compte')
  expect(await comptes()).toMatchObject([{ prenom: 'Camille', identifiant: 'awa' }])
})

test('CPT-02 oidc-provider : qui y renonce revient à la page de connexion', async () => {
  const aller = navigateur()
  const page = await aller('/connexion/fournisseur')
  const rendu = await aller(/href="([^"]+\/abort)"/.exec(page.html)![1]!)
  expect([rendu.url.href, rendu.statut]).toEqual([`${p.url}/connexion?error=access_denied`, 200])
  expect(rendu.html).toContain('Vous avez renoncé à la connexion par ProConnect.')
  expect(await comptes()).toEqual([])
})

test('CPT-02 un code d’erreur que personne n’a prévu donne une phrase', async () => {
  const cookie = await p.session((await creerUtilisateur(p.pool)).id)
  for (const erreur of ['__proto__', 'constructor', '__defineGetter__', 'invente']) {
    const [connexion, compte] = await Promise.all([
      navigateur()(`/connexion?error=${erreur}`),
      navigateur(cookie)(`/compte?error=${erreur}`),
    ])
    expect([connexion.statut, compte.statut]).toEqual([200, 200])
    expect(connexion.html).toContain('La connexion par ProConnect n’a pas abouti.')
    expect(compte.html).toContain('ProConnect n’a pas pu être relié à ce compte.')
  }
})

test('C10 oidc-provider : arrêté, la page de connexion le dit ; revenu avec d’autres clés, on entre', async () => {
  expect((await entrer(navigateur(), 'awa')).chemin).toBe('/compte')
  await p.pool.query('delete from session')
  const u = await creerUtilisateur(p.pool)
  const cookie = await p.session(u.id)
  await arreter()
  const nonRelie = await navigateur(cookie)('/compte/fournisseur/relier')
  expect([nonRelie.url.href, nonRelie.statut]).toEqual([`${p.url}/compte?error=injoignable`, 200])
  expect(nonRelie.html).toContain('ProConnect ne répond pas pour l’instant. Recommencez plus tard.')
  const arrete = await navigateur()('/connexion/fournisseur')
  expect([arrete.url.href, arrete.statut]).toEqual([`${p.url}/connexion?error=injoignable`, 200])
  expect(arrete.html).toContain(
    'ProConnect ne répond pas pour l’instant. Connectez-vous avec votre mot de passe, ou recommencez plus tard.',
  )
  expect(await sessions()).toBe(1)
  cle = await nouvelleCle()
  installer()
  await ouvrir(PORT)
  expect((await entrer(navigateur(), 'awa')).chemin).toBe('/compte')
  expect(await comptes()).toHaveLength(2)
})

for (const chemin of ['/token', '/me'])
  test(`C10 oidc-provider : arrêté pendant qu’on en revient (${chemin}), la page de connexion le dit`, async () => {
    const vrai = ecouteur
    ecouteur = (q, r) => (q.url === chemin ? void q.socket.destroy() : vrai(q, r))
    const page = await entrer(navigateur(), 'awa')
    expect([page.url.pathname, page.statut]).toEqual(['/connexion', 200])
    expect(page.html).toContain('La connexion par ProConnect n’a pas abouti. Recommencez depuis cette page.')
    expect([await sessions(), await comptes()]).toEqual([0, []])
    ecouteur = vrai
    expect((await entrer(navigateur(), 'awa')).chemin).toBe('/compte')
  })
