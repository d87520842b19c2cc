import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const [daniel, nadia, agent, camille] = [
  await p.session('daniel'),
  await p.session('nadia'),
  await p.session('agent'),
  await p.session('camille'),
]
const creer = (cookie: string, champs: Record<string, string>) =>
  p.demander('/support/reponses/creer', { cookie, champs: { _cle: randomUUID(), ...champs } })
const liste = async (cookie: string, requete = '') =>
  (
    (await (await p.demander(`/api/v1/reponses-types?${requete}`, { cookie })).json()) as {
      elements: { id: string; titre: string; texte: string }[]
      suivant: string | null
    }
  ).elements

test('TIC-08 réponses prêtes : créées une fois, modifiées, supprimées ; ce qui ne va pas est dit ensemble et rien n’est perdu', async () => {
  const cle = randomUUID()
  const champs = { _cle: cle, pour: p.monde.mairie, titre: 'Engagement inconnu', texte: 'Bonjour {prenom},\nindiquez l’engagement.' }
  for (let fois = 0; fois < 2; fois++)
    expect((await creer(nadia, champs)).headers.get('location')).toBe('/support/reponses?fait=enregistree')
  const [r, ...autres] = await liste(nadia)
  expect([r?.titre, autres]).toEqual(['Engagement inconnu', []])
  const faux = await creer(nadia, { pour: p.monde.menuiserie, titre: '', texte: '' })
  const html = await faux.text()
  expect([faux.status, html.includes('Donnez un titre'), html.includes('Écrivez le texte')]).toEqual([422, true, true])
  const variable = await creer(nadia, { pour: p.monde.mairie, titre: 'Autre', texte: 'Bonjour {Prénom}, voir {lien}.' })
  const dite = await variable.text()
  expect([variable.status, dite.includes('{lien} n’est remplacé par rien'), dite.includes('{Prénom} n’est')]).toEqual([422, true, false])
  const double = await creer(nadia, { pour: p.monde.mairie, titre: 'Engagement inconnu', texte: 'Tapé quand même' })
  expect([double.status, (await double.text()).includes('Tapé quand même')]).toEqual([422, true])
  await p.demander(`/support/reponses/${r!.id}`, { cookie: nadia, champs: { titre: 'Engagement', texte: 'Autre.' } })
  expect((await liste(nadia, 'recherche=engage'))[0]).toMatchObject({ titre: 'Engagement', texte: 'Autre.' })
  // Two agents at once: the second sees that the first was quicker, and keeps what they typed.
  const version = (html: string) => /name="_version" value="([^"]+)"/.exec(html)?.[1] ?? ''
  const ouverte = version(await (await p.demander(`/support/reponses/${r!.id}`, { cookie: nadia })).text())
  const modifier = (texte: string, v: string) =>
    p.demander(`/support/reponses/${r!.id}`, { cookie: nadia, champs: { titre: 'Engagement', texte, _version: v } })
  expect([(await modifier('Du premier.', ouverte)).status, (await modifier('Du premier.', ouverte)).status]).toEqual([303, 303])
  const tard = await modifier('Du second.', ouverte)
  const page = await tard.text()
  expect([tard.status, page.includes('Du second.'), (await liste(nadia))[0]?.texte]).toEqual([412, true, 'Du premier.'])
  expect([(await modifier('Du second.', version(page))).status, (await liste(nadia))[0]?.texte]).toEqual([303, 'Du second.'])
  for (const format of ['csv', 'xlsx', 'ods'])
    expect((await p.demander(`/api/v1/reponses-types?format=${format}`, { cookie: nadia })).headers.get('content-disposition')).toContain(
      'reponses-pretes',
    )
  await p.demander(`/support/reponses/${r!.id}/supprimer`, { cookie: nadia, champs: {} })
  expect(await liste(nadia)).toEqual([])
})

test('TIC-08 réponses prêtes aussi en anglais : la liste dans la langue de l’agent, les deux champs au formulaire, l’anglais facultatif', async () => {
  const champs = { titre: 'Facture payée', texte: 'Bonjour {prenom}', titreEn: 'Invoice paid', texteEn: 'Hello {prenom}' }
  await creer(nadia, { pour: p.monde.mairie, ...champs })
  const [r] = await liste(nadia, 'recherche=invoice')
  expect(r).toMatchObject(champs)
  const [ecran, enAnglais] = [
    await p.demander('/support/reponses', { cookie: nadia }),
    await p.demander('/support/reponses', { cookie: `${nadia}; choral.langue=en` }),
  ]
  const [fr, en] = [await ecran.text(), await enAnglais.text()]
  expect([fr.includes('Facture payée'), fr.includes('Invoice paid'), en.includes('Invoice paid'), en.includes('Facture payée')]).toEqual([
    true,
    false,
    true,
    false,
  ])
  const formulaire = await (await p.demander(`/support/reponses/${r!.id}`, { cookie: nadia })).text()
  expect([formulaire.includes('value="Invoice paid"'), formulaire.includes('Hello {prenom}')]).toEqual([true, true])
  const faux = await p.demander(`/support/reponses/${r!.id}`, { cookie: nadia, champs: { ...champs, titreEn: 'x'.repeat(101) } })
  expect([faux.status, (await faux.text()).includes('Donnez un titre en anglais')]).toEqual([422, true])
  await p.demander(`/support/reponses/${r!.id}`, { cookie: nadia, champs: { ...champs, titreEn: '', texteEn: '' } })
  expect((await liste(nadia, 'recherche=facture'))[0]).toMatchObject({ titreEn: null, texteEn: null })
  await p.demander(`/support/reponses/${r!.id}/supprimer`, { cookie: nadia, champs: {} })
})

test('TIC-08 T05 une réponse prête n’est lue que là où l’on répond : ni l’émetteur, ni une autre structure, ni le portail', async () => {
  await creer(nadia, { pour: p.monde.mairie, titre: 'Secret de la mairie', texte: 'Ne pas dire' })
  await creer(agent, { pour: 'portail', titre: 'Secret du portail', texte: 'Ne pas dire' })
  const [deLaMairie] = await liste(nadia)
  const vu = async (cookie: string) =>
    Promise.all(
      [
        '/support/reponses',
        '/api/v1/reponses-types',
        '/api/v1/reponses-types?format=csv',
        '/api/v1/recherche?recherche=Secret',
        `/support/reponses/${deLaMairie!.id}`,
        `/api/v1/reponses-types/${deLaMairie!.id}`,
      ].map(async (chemin) => (await p.demander(chemin, { cookie })).text()),
    )
  for (const [cookie, titre] of [
    [daniel, 'Secret'],
    [camille, 'Secret'],
    [nadia, 'Secret du portail'],
    [agent, 'Secret de la mairie'],
  ] as const)
    expect([titre, (await vu(cookie)).join('').includes(titre)]).toEqual([titre, false])
  expect(
    (await p.demander(`/api/v1/reponses-types/${deLaMairie!.id}`, { method: 'PUT', cookie: agent, json: { titre: 'x', texte: 'x' } }))
      .status,
  ).toBe(404)
  expect([
    (await p.demander('/support/reponses', { cookie: camille })).status,
    (await creer(camille, { pour: 'portail', titre: 'x', texte: 'x' })).status,
  ]).toEqual([403, 403])
})

test('TIC-08 INT-11 réponses prêtes : triées, par pages et par clé', async () => {
  for (const n of [1, 2, 3, 4, 5]) await creer(agent, { pour: 'portail', titre: `Prête ${n}`, texte: `Texte ${n}` })
  for (const tri of ['titre', '-titre', 'modifieLe', '-modifieLe']) {
    const toutes = (await liste(agent, `tri=${tri}&taille=200`)).map((r) => r.id)
    const suite: string[] = []
    for (let apres: string | null = ''; apres !== null;) {
      const page = (await (await p.demander(`/api/v1/reponses-types?tri=${tri}&taille=2&apres=${apres}`, { cookie: agent })).json()) as {
        elements: { id: string }[]
        suivant: string | null
      }
      suite.push(...page.elements.map((r) => r.id))
      apres = page.suivant
    }
    expect([tri, suite]).toEqual([tri, toutes])
  }
})
