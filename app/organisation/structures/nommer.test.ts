import { beforeAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { menuiserie, heloise } = p.monde
const LIBELLE = 'Menuiserie Poitier, siège'
let daniel: string
beforeAll(async () => {
  daniel = await p.session('daniel')
})
const lire = async (chemin: string, cookie = daniel) => (await (await p.demander(chemin, { cookie })).text()).replaceAll('\u00a0', ' ')
/** What a reader sees of the page's own part: the menu, the switcher and what no screen shows set aside. */
const vu = (html: string) => /<main[^]*<\/main>/.exec(html)![0].replaceAll(/<[^>]+>/g, ' ')

test('POR-13 une structure se nomme de son libellé dans le titre et dans la page, comme dans l’en-tête, sur chaque écran des utilisateurs', async () => {
  const pages = [
    `/organisation/utilisateurs/personnes/${heloise}?structure=${menuiserie}`,
    `/organisation/utilisateurs/rattacher?structure=${menuiserie}`,
    `/organisation/utilisateurs/detacher?structure=${menuiserie}`,
    `/organisation/habilitations?structure=${menuiserie}&utilisateur=${heloise}`,
    `/organisation/habilitations/ajouter?structure=${menuiserie}`,
    `/organisation/habilitations/copier?structure=${menuiserie}`,
    `/organisation/habilitations/ensembles?structure=${menuiserie}`,
    `/organisation/habilitations/inutilisees?structure=${menuiserie}`,
    `/organisation/habilitations/qui-peut-quoi?structure=${menuiserie}`,
    `/organisation/structures/${menuiserie}/transferer`,
  ]
  for (const page of pages) {
    const html = await lire(page)
    expect([page, /<title>([^<]*)/.exec(html)![1]!.includes(LIBELLE)]).toEqual([page, true])
    expect([page, vu(html).includes(LIBELLE), vu(html).replaceAll(LIBELLE, '').includes('Menuiserie Poitier')]).toEqual([page, true, false])
  }
  // To choose from, and in lists.
  for (const page of [
    '/organisation/structures/transferer',
    '/organisation/utilisateurs/liste?structure=toutes',
    '/organisation/habilitations/mes?structure=toutes',
    '/compte/desactiver',
    '/approbations/suppleants',
  ])
    expect([page, (await lire(page)).includes(LIBELLE)]).toEqual([page, true])
})

test('INT-15 POR-13 ce qu’une demande garde se lit du même nom ; l’API répond la raison sociale', async () => {
  const heloiseCookie = await p.session('heloise')
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie: heloiseCookie,
    json: { structure: menuiserie, profil: 'marches.modification', renoncer: true },
  })
  const { numero, structure } = (await r.json()) as { numero: string; structure: Record<string, string> }
  expect(structure).toEqual({
    id: menuiserie,
    typeIdentifiant: 'SIRET',
    identifiant: structure.identifiant,
    raisonSociale: 'Menuiserie Poitier',
  })
  expect(vu(await lire('/organisation/habilitations/mes', heloiseCookie))).toContain(`(${LIBELLE}`)
  expect(vu(await lire('/compte/demandes', heloiseCookie))).toContain(LIBELLE)
  const { elements } = (await (await p.demander('/api/v1/approbations', { cookie: daniel })).json()) as {
    elements: { numero: string; structure: object; raisonSociale: string }[]
  }
  const lue = elements.find((a) => a.numero === numero)!
  expect([lue.raisonSociale, Object.keys(lue.structure)]).toEqual([
    'Menuiserie Poitier',
    ['id', 'typeIdentifiant', 'identifiant', 'raisonSociale'],
  ])
})
