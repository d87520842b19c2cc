import { beforeAll, expect, test } from 'vitest'
import { distance, plier } from '#app/accueil/recherche.ts'
import { portailDuMonde, type PortailDuMonde } from '#tests/monde.ts'

let p: PortailDuMonde
beforeAll(async () => void (p = await portailDuMonde()))

const premiers = async (q: string, cookie?: string) => {
  const html = await (await p.demander(`/recherche?recherche=${encodeURIComponent(q)}`, { cookie })).text()
  return [...html.slice(html.indexOf('<main')).matchAll(/<a href="([^"]+)"><span>([^<]+)/g)].map((m) => m[2]!)
}

test.each([['creer une structure', 'Créer une structure'], ['rattach utilisateur', 'Rattacher un utilisateur'], ['strcture', 'Structures'], ['FACTURES EMISES', 'Factures émises'], ['acessibilite', 'Accessibilité'], ['habilitatoins mes', 'Gérer mes habilitations'], ['cookies', 'Gestion des cookies']])('POR-06 « %s » trouve « %s »', async (q, titre) => {
  expect(await premiers(q)).toContain(titre)
})

test('POR-06 le titre exact vient d’abord, les genres sont groupés, la documentation est trouvée', async () => {
  expect((await premiers('créer une structure'))[0]).toBe('Créer une structure')
  const html = await (await p.demander('/recherche?recherche=rechercher')).text()
  expect(html).toContain('href="/documentation/portail/rechercher"')
  expect(html).toContain('>Documentation</h2>')
})

test('POR-06 rien de trouvé, rien de tapé, saisie hostile : une page claire, jamais de faute', async () => {
  expect(await (await p.demander('/recherche?recherche=zzzzzzzz')).text()).toContain('Aucun résultat pour «\u00a0zzzzzzzz\u00a0»')
  for (const q of ['', '<script>', 'a'.repeat(5000), '(((', '%F0%9F%92%A5']) expect((await p.demander(`/recherche?recherche=${q}`)).status, q).toBe(200)
  expect(await (await p.demander('/recherche?recherche=%3Cscript%3Ex')).text()).not.toContain('<script>x')
})

test('POR-06 « Mon compte » se trouve connecté, « Se connecter » sinon ; un numéro mène à la demande', async () => {
  expect(await premiers('mon compte', await p.session('daniel'))).toContain('Mon compte')
  const visiteur = await (await p.demander('/recherche?recherche=mon+compte')).text()
  expect(visiteur.slice(visiteur.indexOf('<main'))).not.toContain('href="/compte"')
  expect(await premiers('se connecter')).toContain('Se connecter')
  expect(await (await p.demander('/recherche?recherche=ritm0014709', { cookie: await p.session('daniel') })).text()).toContain('href="/demandes/RITM0014709"')
})

test('POR-06 la distance compte une inversion pour une faute', () => {
  expect(distance('strcture', 'structure', 2)).toBe(1)
  expect(distance('strutcure', 'structure', 2)).toBe(1)
  expect(distance('abc', 'structure', 2)).toBe(3)
  expect(plier('Œuvre ÉTÉ')).toBe('oeuvre ete')
})
