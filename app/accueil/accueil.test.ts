import { beforeAll, expect, test } from 'vitest'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
let daniel: string
let heloise: string
beforeAll(async () => {
  p = await portailDuMonde()
  daniel = await p.session('daniel')
  heloise = await p.session('heloise')
})

const lire = async (chemin: string, cookie?: string) => {
  const r = await p.demander(chemin, { cookie })
  return { statut: r.status, html: await r.text(), cookies: r.headers.getSetCookie().join('\n') }
}
const onglet = (html: string) => /<a href="\/\?profil=([a-z-]+)" aria-current="page"/.exec(html)?.[1]
const domainesDe = (html: string) => [...html.matchAll(/<h3><a href="(\/domaines\/[a-z]+|\/organisation)">/g)].map((m) => m[1])

test('POR-01 la page d’accueil est publique : bienvenue, documentation, une tuile par domaine, fonctionnalités les plus utilisées', async () => {
  const { statut, html } = await lire('/')
  expect(statut).toBe(200)
  for (const phrase of [
    'Bienvenue sur Choral',
    'Accéder à la documentation',
    'Fonctionnalités les plus utilisées',
    'Annuaire des structures publiques',
    'Engagements',
    'Accéder au domaine',
    'Première visite',
  ])
    expect(html).toContain(phrase)
  expect(domainesDe(html)).toEqual([
    '/domaines/marche',
    '/domaines/commande',
    '/domaines/facturation',
    '/organisation',
    '/domaines/raccordements',
    '/domaines/outils',
  ])
  expect(html).toContain('Factures, factures de travaux, frais de justice, remboursement de taxes')
})

test('POR-02 quatre onglets adaptent la bienvenue, les tuiles et les fonctionnalités ; le choix est retenu', async () => {
  const { html } = await lire('/')
  expect([...html.matchAll(/href="\/\?profil=([a-z-]+)"/g)].map((m) => m[1])).toEqual([
    'entite-publique',
    'entreprise',
    'particulier',
    'association',
  ])
  expect(onglet(html)).toBe('entreprise')
  const particulier = await lire('/?profil=particulier')
  expect(onglet(particulier.html)).toBe('particulier')
  expect(particulier.html).toContain('Mémoires de frais de justice')
  expect(domainesDe(particulier.html)).toEqual(['/domaines/facturation', '/organisation', '/domaines/outils'])
  expect(particulier.cookies).toMatch(/choral\.profil=particulier;.*HttpOnly/)
  expect(onglet((await lire('/', 'choral.profil=particulier')).html)).toBe('particulier')
  expect(onglet((await lire('/', 'choral.profil=intrus')).html)).toBe('entreprise')
  expect((await lire('/?profil=intrus')).cookies).not.toContain('choral.profil')
})

test('POR-02 une page que le navigateur demande d’avance ne retient rien', async () => {
  const r = await p.demander('/?profil=association', { headers: { 'x-sec-purpose': 'prefetch' } })
  expect(r.headers.getSetCookie().join()).not.toContain('choral.profil')
})

test('POR-02 connecté, on part de l’onglet qui convient à ses structures', async () => {
  expect(onglet((await lire('/', await p.session('nadia'))).html)).toBe('entite-publique')
  expect(onglet((await lire('/', daniel)).html)).toBe('entreprise')
})

test('POR-12 « À faire » montre les premiers pas d’une structure nouvelle et, pour qui n’en a pas, comment en avoir une', async () => {
  const { html } = await lire('/', daniel)
  expect(html).toContain('Bonjour Daniel Poitier')
  expect(html).toMatch(new RegExp(`href="/organisation/structures/${p.monde.agencement}">Premiers pas pour Poitier Agencement`))
  expect(html).not.toContain('Premiers pas pour SCI du Quai')
  expect((await lire('/', await p.session('camille'))).html).toContain('Vous n’agissez encore pour aucune structure')
})

test('POR-12 sans rien à faire, la page le dit et garde les accès rapides', async () => {
  const { html } = await lire('/', heloise)
  expect(html).toContain('Rien n’attend de vous')
  expect(html).toContain('Aucun changement n’attend de prendre effet')
  expect(html).toContain('Accès rapides')
})

test('POR-12 un changement programmé se voit jusqu’à son effet, par son auteur et par le gestionnaire principal', async () => {
  const { rows } = await p.pool.query<{ numero: string }>(
    `insert into demande (type, auteur, structure, saisie, etat, effet_le)
    values ('structure.modifier', $1, $2, '{}', 'programmee', maintenant() + interval '30 minutes') returning numero`,
    [p.monde.heloise, p.monde.menuiserie],
  )
  const numero = rows[0]!.numero
  for (const cookie of [heloise, daniel]) expect((await lire('/', cookie)).html).toContain(`href="/demandes/${numero}"`)
  expect((await lire('/', await p.session('nadia'))).html).not.toContain(numero)
  expect((await lire(`/?structure=${p.monde.agencement}`, daniel)).html).not.toContain(numero)
  await decalerHorloge(p.pool, '31 minutes')
  try {
    expect((await lire('/', heloise)).html).not.toContain(numero)
  } finally {
    await decalerHorloge(p.pool, '0 minutes')
    await p.pool.query('delete from demande where numero = $1', [numero])
  }
})

test('POR-12 une habilitation qui se termine dans les 30 jours est annoncée, pas une autre', async () => {
  const finir = (jours: number) =>
    p.pool.query(
      `update habilitation set periode = tstzrange(lower(periode), maintenant() + $3 * interval '1 day') where utilisateur = $1 and structure = $2 and application = 2`,
      [p.monde.heloise, p.monde.menuiserie, jours],
    )
  await finir(40)
  expect((await lire('/', heloise)).html).not.toContain('se termine dans les 30 jours')
  await finir(12)
  expect((await lire('/', heloise)).html).toContain('Une habilitation se termine dans les 30 jours')
  await p.pool.query('update habilitation set periode = tstzrange(lower(periode), null) where utilisateur = $1', [p.monde.heloise])
})
