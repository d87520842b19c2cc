import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { portail } from '#tests/portail.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
let daniel: string
beforeAll(async () => {
  p = await portailDuMonde()
  daniel = await p.session('daniel')
})
const lire = async (chemin: string, cookie?: string) => (await p.demander(chemin, { cookie })).text()

const PUBLIQUES = [
  '/',
  '/domaines/facturation',
  '/organisation',
  '/organisation/structures',
  '/organisation/utilisateurs',
  '/annuaire',
  '/applications/engagements',
  '/plan-du-site',
  '/accessibilite',
  '/mentions-legales',
  '/donnees-personnelles',
  '/gestion-des-cookies',
  '/etat-du-service',
  '/documentation',
  '/documentation/portail/accueil',
  '/actualites',
  '/support',
  '/recherche',
  '/recherche?recherche=structure',
  '/affichage',
  '/langue',
  '/demonstration',
]

describe('PLUS-08 en anglais', () => {
  test.each(PUBLIQUES)('%s', async (chemin) => {
    const html = await lire(chemin, 'choral.langue=en')
    expect(html).toMatch(/^<!doctype html><html lang="en"/)
    // What is in French says so; the rest holds no accented French word of the layout.
    const reste = html.replace(/<(div|p|span|a|main)[^>]* lang="fr".*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ')
    for (const mot of [
      'Accueil',
      'Domaines',
      'Actualités',
      'Se connecter',
      'Aller au contenu',
      'Plan du site',
      'Bientôt',
      'Accéder',
      'Pourquoi',
      'structures publiques',
      'Rechercher',
    ])
      expect(reste, mot).not.toContain(mot)
  })

  test('le choix se fait par un lien, se garde un an et revient à la page', async () => {
    const r = await p.demander('/langue?langue=en&retour=%2Fdomaines%2Ffacturation%3Fa%3D1')
    expect([r.status, r.headers.get('location')]).toEqual([303, '/domaines/facturation?a=1'])
    expect(r.headers.getSetCookie().join()).toMatch(/choral\.langue=en; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax/)
    expect((await p.demander('/langue?langue=xx')).headers.getSetCookie().join()).not.toContain('choral.langue')
  })
})

test('POR-11 le thème se garde, « automatique » l’oublie', async () => {
  expect((await p.demander('/affichage?theme=sombre&retour=/')).headers.getSetCookie().join()).toContain('choral.theme=sombre')
  expect((await p.demander('/affichage?theme=automatique')).headers.getSetCookie().join()).toMatch(
    /choral\.theme=;.*Expires=Thu, 01 Jan 1970/,
  )
  expect(await lire('/', 'choral.theme=sombre')).toContain('data-theme="sombre"')
})

test('POR-11 les cookies sont nommés, et les préférences s’effacent sans fermer la session', async () => {
  const html = await lire('/gestion-des-cookies')
  for (const nom of [
    'choral.session_token',
    'choral.appareil',
    'choral.inscription',
    'choral.structure',
    'choral.profil',
    'choral.langue',
    'choral.theme',
    'choral.raccourcis',
    'choral.conversation',
    'choral.clavardage',
  ])
    expect(html).toContain(nom)
  const r = await p.demander('/gestion-des-cookies', { champs: { x: '' }, cookie: daniel })
  const poses = r.headers.getSetCookie()
  expect(r.status).toBe(303)
  expect(poses).toHaveLength(5)
  expect(poses.join()).not.toContain('session')
})

test.each(['//mal.example', '/\\mal.example', 'https://mal.example', '/a/..//mal.example', '/%09/mal.example', 'javascript:alert(1)'])(
  'POR-11 le retour « %s » reste sur ce site',
  async (retour) => {
    for (const page of ['/langue?langue=fr', '/affichage?theme=clair', '/structure-active?structure=toutes']) {
      const vers = (await p.demander(`${page}&retour=${encodeURIComponent(retour)}`, { cookie: daniel })).headers.get('location')!
      expect(vers).toMatch(/^\/(?!\/)/)
      expect(new URL(vers, p.url).origin).toBe(p.url)
    }
  },
)

test('POR-13 la structure choisie est dans l’adresse et le titre, et retenue ; « toutes » l’oublie', async () => {
  const { menuiserie } = p.monde
  const r = await p.demander(`/organisation?structure=${menuiserie}`, { cookie: daniel })
  expect(r.headers.getSetCookie().join()).toContain(`choral.structure=${menuiserie}`)
  expect(await r.text()).toContain('<title>Organisation – Menuiserie Poitier, siège – Choral</title>')
  expect(await lire('/organisation', `${daniel}; choral.structure=${menuiserie}`)).toContain('– Menuiserie Poitier, siège – Choral</title>')
  // The structure's own page says its name once.
  expect(await lire(`/organisation/structures/${menuiserie}`, `${daniel}; choral.structure=${menuiserie}`)).toContain(
    '<title>Menuiserie Poitier, siège – Choral</title>',
  )
  const toutes = await p.demander('/structure-active?structure=toutes&retour=/organisation', {
    cookie: `${daniel}; choral.structure=${menuiserie}`,
  })
  expect([toutes.status, toutes.headers.get('location')]).toEqual([303, '/organisation'])
  expect(toutes.headers.getSetCookie().join()).toMatch(/choral\.structure=;/)
  const autre = await p.demander(
    `/structure-active?structure=${p.monde.sci}&retour=${encodeURIComponent(`/organisation?structure=${menuiserie}`)}`,
    { cookie: daniel },
  )
  expect(autre.headers.get('location')).toBe(`/organisation?structure=${p.monde.sci}`)
})

test('POR-13 la structure d’autrui n’est pas choisie, ni par l’adresse ni par le cookie', async () => {
  const { mairie } = p.monde
  for (const html of [
    await lire(`/organisation?structure=${mairie}`, daniel),
    await lire('/organisation', `${daniel}; choral.structure=${mairie}`),
  ])
    expect(html).not.toContain('Villeurbanne')
})

test('POR-13 survoler le menu ne choisit rien', async () => {
  const r = await p.demander(`/organisation?structure=${p.monde.sci}`, { cookie: daniel, headers: { 'x-sec-purpose': 'prefetch' } })
  expect(r.headers.getSetCookie().join()).not.toContain('choral.structure')
})

test('POR-11 l’accessibilité dit ce qui est mesuré, et qu’aucun taux ne l’est', async () => {
  const html = await lire('/accessibilite')
  expect(html).toContain('non évaluée')
  expect(html).toContain('le taux de conformité n’est donc pas mesuré')
  expect(html).not.toContain('partiellement conforme')
})

test('POR-11 l’état du service est mesuré, et le dit quand un changement est en retard', async () => {
  expect(await lire('/etat-du-service')).toContain('Le service fonctionne')
  await p.pool.query(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le) values ('structure.modifier', $1, $2, '{}', 'programmee', maintenant() - interval '10 minutes')`,
    [p.monde.daniel, p.monde.menuiserie],
  )
  const html = await lire('/etat-du-service')
  expect(html).toContain('Le service est perturbé')
  expect(html).toContain('un changement attend depuis plus de 2 minutes')
  await p.pool.query('delete from demande')
  // Set, and answering or not: what is not there is not said to work.
  const courriels = createServer((s) => s.end('220 prêt\r\n')).listen(0, '127.0.0.1')
  await once(courriels, 'listening')
  const { port } = courriels.address() as AddressInfo
  try {
    Object.assign(p.settings, { SMTP_URL: `smtp://127.0.0.1:${port}` })
    expect(await lire('/etat-du-service')).toContain('Le service fonctionne')
    courriels.close()
    await once(courriels, 'close')
    Object.assign(p.settings, { SMTP_URL: `smtp://localhost:${port}` })
    const muet = await lire('/etat-du-service')
    expect(['Le service est perturbé', 'les courriels attendent'].map((m) => muet.includes(m))).toEqual([true, true])
  } finally {
    delete p.settings.SMTP_URL
  }
})

test('POR-11 favicon, marque et robots répondent', async () => {
  for (const [chemin, type] of [
    ['/favicon.ico', 'image/svg+xml'],
    ['/choral.svg', 'image/svg+xml'],
    ['/robots.txt', 'text/plain'],
  ]) {
    const r = await p.demander(chemin!)
    expect([r.status, r.headers.get('content-type')?.split(';')[0]]).toEqual([200, type])
  }
})

test('POR-04 un domaine inconnu n’existe pas, un domaine qui a sa page y mène', async () => {
  expect((await p.demander('/domaines/inconnu')).status).toBe(404)
  expect((await p.demander('/domaines/organisation')).headers.get('location')).toBe('/organisation')
})

test('INT-14 les comptes de démonstration n’existent qu’en démonstration', async () => {
  const html = (await lire('/demonstration')).replaceAll('<wbr/>', '')
  for (const adresse of ['daniel.poitier', 'heloise.ferdinand', 'nadia.bonjean', 'sans.structure', 'agent', 'operateur'])
    expect(html).toContain(`${adresse}@exemple.fr`)
  expect(html).toContain('Demonstration-2026!')
  const reel = await portail({ DEMONSTRATION: 'non' })
  for (const chemin of ['/demonstration', '/ui']) expect((await reel.demander(chemin)).status, chemin).toBe(404)
  expect(await (await reel.demander('/')).text()).not.toContain('/demonstration')
})
