import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fiches } from '#app/accueil/documentation/documentation.ts'
import { ROOT } from '#platform/root.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portail } from '#tests/portail.ts'

const p = await portail()

test('POR-05 chaque écran du catalogue a sa fiche, chaque image du guide existe et se lit', async () => {
  const { rows } = await p.pool.query<{ adresse: string }>(
    `select adresse from application_portail where nature = 'ecran' and adresse like '/organisation/%' or adresse = '/annuaire'`,
  )
  expect(rows.length).toBeGreaterThan(0)
  const FICHES: Record<string, string[]> = {
    '/annuaire': ['organisation/annuaire-des-structures-publiques'],
    '/support/tickets': ['support/tickets', 'support/demander-de-l-aide'],
    '/support/tickets/recus': ['support/traiter-un-ticket'],
    '/organisation/utilisateurs/rattachement': ['organisation/utilisateurs/demander-un-rattachement'],
    '/organisation/utilisateurs/rattacher': ['organisation/utilisateurs/rattacher-un-utilisateur'],
    '/organisation/utilisateurs/detacher': ['organisation/utilisateurs/detacher-un-utilisateur'],
    '/organisation/habilitations': ['organisation/utilisateurs/gerer-les-habilitations'],
    '/organisation/habilitations/mes': ['organisation/utilisateurs/gerer-mes-habilitations'],
    '/organisation/habilitations/qui-peut-quoi': ['organisation/utilisateurs/qui-peut-faire-quoi'],
    '/organisation/utilisateurs/liste': ['organisation/utilisateurs/consulter-les-utilisateurs'],
    '/organisation/utilisateurs/personnes': ['organisation/utilisateurs/afficher-un-utilisateur'],
    '/organisation/structures/creer': ['organisation/structures/creer'],
    '/organisation/structures/dupliquer': ['organisation/structures/dupliquer-une-structure'],
    '/organisation/pieces-jointes/creer': ['organisation/structures/creer-une-piece-jointe'],
    '/organisation/pieces-jointes/telecharger': ['organisation/structures/telecharger-une-piece-jointe'],
    '/organisation/pieces-jointes/supprimer': ['organisation/structures/supprimer-une-piece-jointe'],
    '/organisation/coordonnees-bancaires/creer': ['organisation/structures/creer-une-coordonnee-bancaire'],
    '/organisation/coordonnees-bancaires/gerer': ['organisation/structures/gerer-une-coordonnee-bancaire'],
    '/organisation/services/creer': ['organisation/structures/creer-un-service', 'organisation/structures/importer-des-services'],
    '/organisation/services/gerer': ['organisation/structures/gerer-un-service'],
    '/organisation/structures/transferer': ['organisation/structures/transferer-le-gestionnaire-principal'],
    '/organisation/structures/gerer': ['consulter', 'rechercher', 'modifier', 'activer', 'mettre-a-jour-insee', 'desactiver'].map(
      (f) => `organisation/structures/${f}`,
    ),
  }
  const connues = fiches().map((f) => f.chemin)
  for (const { adresse } of rows)
    for (const fiche of FICHES[adresse] ?? [`(aucune fiche déclarée pour ${adresse})`]) expect(connues).toContain(fiche)
  const images = fiches().flatMap((f) => [...f.html.matchAll(/src="\/documentation\/images\/([^"]+)"/g)].map((m) => m[1]!))
  expect(images.length).toBeGreaterThan(5)
  for (const nom of images) expect(existsSync(join(ROOT, 'docs', 'guide', 'images', nom)), nom).toBe(true)
  const servie = await p.demander(`/documentation/images/${images[0]}`)
  expect([servie.status, servie.headers.get('content-type'), (await servie.arrayBuffer()).byteLength]).toEqual([
    200,
    'image/png',
    readFileSync(join(ROOT, 'docs', 'guide', 'images', images[0]!)).byteLength,
  ])
  for (const nom of ['..%2f..%2fREADME.md', '../../../package.json', 'absente.png', 'A.png'])
    expect((await p.demander(`/documentation/images/${nom}`)).status, nom).toBe(404)
})

test('COM-01 les écrans du catalogue ouvrent leur fiche par « ? »', async () => {
  const cookie = await p.session((await creerUtilisateur(p.pool, { operateur: true })).id)
  for (const [chemin, fiche] of [
    ['agents', 'agents'],
    ['etat', 'etat-du-portail'],
    ['categories', 'categories-de-tickets'],
    ['recuperations', 'recuperations'],
    ['gestionnaires', 'premiers-gestionnaires'],
    ['creations', 'structures-creees'],
    ['courriels-recus', 'courriels-recus'],
    ['comptes', 'comptes'],
    ['seconds-facteurs', 'seconds-facteurs-perdus'],
  ]) {
    expect(
      (await (await p.demander(`/exploitation/${chemin}`, { cookie })).text()).includes(`href="/documentation/exploitation/${fiche}"`),
      chemin,
    ).toBe(true)
    expect((await p.demander(`/documentation/exploitation/${fiche}`)).status, fiche).toBe(200)
  }
  for (const chemin of ['/exploitation/catalogue', '/exploitation/catalogue/mentions'])
    expect((await (await p.demander(chemin, { cookie })).text()).includes('href="/documentation/portail/catalogue"'), chemin).toBe(true)
  expect((await p.demander('/documentation/portail/catalogue')).status).toBe(200)
})
