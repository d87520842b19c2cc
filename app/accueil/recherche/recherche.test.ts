import { beforeAll, expect, test } from 'vitest'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

const premiers = async (q: string, cookie?: string) => {
  const html = await (await p.demander(`/recherche?recherche=${encodeURIComponent(q)}`, { cookie })).text()
  return [...html.slice(html.indexOf('<main')).matchAll(/<a href="([^"]+)"><span>([^<]+)/g)].map((m) => m[2]!)
}

test.each([
  ['creer une structure', 'Créer une structure'],
  ['rattach utilisateur', 'Rattacher un utilisateur'],
  ['strcture', 'Structures'],
  ['FACTURES EMISES', 'Factures émises'],
  ['acessibilite', 'Accessibilité'],
  ['habilitatoins mes', 'Gérer mes habilitations'],
  ['cookies', 'Gestion des cookies'],
])('POR-06 « %s » trouve « %s »', async (q, titre) => {
  expect(await premiers(q)).toContain(titre)
})

test('POR-06 le titre exact vient d’abord, les genres sont groupés, la documentation est trouvée', async () => {
  expect((await premiers('créer une structure'))[0]).toBe('Créer une structure')
  const html = await (await p.demander('/recherche?recherche=rechercher')).text()
  expect(html).toContain('href="/documentation/portail/rechercher"')
  expect(html).toContain('>Documentation</h2>')
})

test('POR-06 une faute dans le nom entier d’une page la met d’abord, comme sans faute ; un texte sans fin ne fait pas faute', async () => {
  const daniel = await p.session('daniel')
  for (const [q, titre] of [
    ['mon conpte', 'Mon compte'],
    ['mon compe', 'Mon compte'],
    ['mes demades', 'Mes demandes'],
    ['my acount', 'Mon compte'],
  ] as const)
    expect([q, (await premiers(q, daniel))[0]]).toEqual([q, titre])
  expect((await p.demander(`/recherche?recherche=${'mon compte '.repeat(80)}`)).status).toBe(200)
})

test('POR-06 rien de trouvé, rien de tapé, saisie hostile : une page claire, jamais de faute', async () => {
  expect(await (await p.demander('/recherche?recherche=zzzzzzzz')).text()).toContain('Aucun résultat pour «\u00a0zzzzzzzz\u00a0»')
  for (const q of ['', '<script>', 'a'.repeat(5000), '(((', '%F0%9F%92%A5'])
    expect((await p.demander(`/recherche?recherche=${q}`)).status, q).toBe(200)
  expect(await (await p.demander('/recherche?recherche=%3Cscript%3Ex')).text()).not.toContain('<script>x')
})

test('POR-06 « Mon compte » se trouve connecté, « Se connecter » sinon ; un numéro qui n’existe pas ne mène nulle part', async () => {
  expect(await premiers('mon compte', await p.session('daniel'))).toContain('Mon compte')
  const visiteur = await (await p.demander('/recherche?recherche=mon+compte')).text()
  expect(visiteur.slice(visiteur.indexOf('<main'))).not.toContain('href="/compte"')
  expect(await premiers('se connecter')).toContain('Se connecter')
  expect(await (await p.demander('/recherche?recherche=ritm0014709', { cookie: await p.session('daniel') })).text()).not.toContain(
    'href="/demandes/RITM0014709"',
  )
})

test('POR-06 une abréviation du métier, un mot d’usage, une faute trouvent l’application ; l’annuaire se trouve par son usage', async () => {
  const cookie = await p.session('daniel')
  for (const [q, attendue] of [
    ['rib', 'Créer une coordonnée bancaire'],
    ['mot de passe perdu', 'Se connecter'],
    ['habilitasion', 'Gérer mes habilitations'],
    ['siret d’une mairie', 'Annuaire des structures publiques'],
    ['annuaire', 'Annuaire des structures publiques'],
    ['numéro de portable', 'Mon compte'],
  ] as const)
    expect([q, (await premiers(q, cookie)).slice(0, 4)]).toEqual([q, expect.arrayContaining([attendue])])
})

test('POR-06 l’index suit le catalogue et n’est écrit qu’une fois', async () => {
  const empreinte = async () => (await p.pool.query<{ empreinte: string }>('select empreinte from guide_index')).rows
  const avant = await empreinte()
  expect(avant).toHaveLength(1)
  await premiers('annuaire')
  expect(await empreinte()).toEqual(avant)
})

test('POR-06 ce qui ne répond que de loin n’est pas montré : « iban » mène aux coordonnées bancaires, sans traîne', async () => {
  const trouves = await premiers('iban')
  expect(trouves.slice(0, 2).toSorted()).toEqual(['Créer une coordonnée bancaire', 'Gérer coordonnée bancaire'])
  expect(trouves.length).toBeLessThanOrEqual(12)
})
