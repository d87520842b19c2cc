import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { chargerRegistreDemonstration } from '#app/organisation/sirene/demonstration/charger.ts'
import { echoirApres } from '#tests/echeances.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
await chargerRegistreDemonstration(p.pool)
const cookie = await p.session('daniel')
const s = `/organisation/structures/${p.monde.menuiserie}`

/** Posts a form, then opens its check page and counts what that page asks of the database. */
async function verifier(chemin: string, champs: Record<string, string>) {
  const cle = randomUUID()
  const pose = await p.demander(chemin, { cookie, champs: { _cle: cle, _etape: 'verifier', ...champs } })
  expect([pose.status, pose.headers.get('location')], await pose.clone().text()).toEqual([303, `${chemin}?brouillon=${cle}&etape=verifier`])
  const { resultat, requetes } = await p.compterRequetes(() => p.demander(pose.headers.get('location')!, { cookie }))
  return { cle, statut: resultat.status, requetes: requetes.filter((q) => !q.includes('"catalogue"')) }
}

const modifiee = {
  raisonSociale: 'Menuiserie Poitier',
  libelle: '',
  adresseElectronique: '',
  telephone: '02 40 00 00 77',
  adresse: '14 quai des Charpentiers',
  complementAdresse1: '',
  complementAdresse2: '',
  codePostal: '44000',
  ville: 'Nantes',
  pays: 'FR',
  categoriePrestataire: '',
  regime: '',
  numeroTva: '',
  rcs: '',
  categorieJuridique: '5499',
}

test('POR-16 la page « Vérifier vos réponses » de chaque démarche tient en six instructions SQL', async () => {
  const pages = {
    modifier: await verifier(`${s}/modifier`, modifiee),
    desactiver: await verifier(`${s}/desactiver`, { motif: 'Fin d’activité' }),
    activer: await verifier(`/organisation/structures/${p.monde.sci}/activer`, {}).catch((e: Error) => e.message.slice(0, 60)),
    creer: await verifier('/organisation/structures/creer', {
      ...modifiee,
      typeIdentifiant: 'SIRET',
      identifiant: '32784454400087',
      raisonSociale: 'CASABIO',
    }),
  }
  // The SCI's SIRET is fictional: the register does not know it, and says so at once.
  expect(pages.activer).toEqual(expect.any(String))
  for (const [nom, page] of Object.entries(pages))
    if (typeof page !== 'string')
      expect([nom, page.statut, page.requetes.length <= 6 ? 'six au plus' : page.requetes], nom).toEqual([nom, 200, 'six au plus'])
})

test('POR-16 confirmer deux fois, revenir, recharger : une demande, un récépissé', async () => {
  const { cle } = await verifier(`${s}/modifier`, { ...modifiee, telephone: '02 40 00 00 88' })
  const confirmer = () => p.demander(`${s}/modifier`, { cookie, champs: { _cle: cle, _etape: 'confirmer' } })
  const vers = await Promise.all([confirmer(), confirmer(), confirmer()].map(async (r) => (await r).headers.get('location')))
  expect(new Set(vers).size).toBe(1)
  expect(vers[0]).toMatch(/^\/demandes\/RITM\d+$/)
  const retour = await p.demander(`${s}/modifier?brouillon=${cle}&etape=verifier`, { cookie })
  expect([retour.status, retour.headers.get('location')]).toEqual([303, vers[0]])
  // Another person's key is nobody's.
  const nadia = await p.session('nadia')
  expect(
    (
      await p.demander(`/organisation/structures/${p.monde.mairie}/modifier?brouillon=${cle}&etape=verifier`, { cookie: nadia })
    ).headers.get('location'),
  ).toBe(`/organisation/structures/${p.monde.mairie}/modifier`)
})

test('POR-16 STR-06 le récépissé met en regard aujourd’hui et après, puis, une fois l’heure passée, avant et après', async () => {
  const { cle } = await verifier(`${s}/modifier`, { ...modifiee, telephone: '02 40 00 00 99' })
  const recu = (await p.demander(`${s}/modifier`, { cookie, champs: { _cle: cle, _etape: 'confirmer' } })).headers.get('location')!
  const tetes = async () =>
    [...(await (await p.demander(recu, { cookie })).text()).matchAll(/<th scope="col">([^<]+)<\/th>/g)].map((m) => m[1])
  expect(await tetes()).toEqual(['Champ', 'Aujourd’hui', 'Après'])
  await echoirApres(p, '2 hours')
  expect(await tetes()).toEqual(['Champ', 'Avant', 'Après'])
})

test('POR-16 STR-01 formulaire, vérification, récépissé et annulation nomment la structure de la même façon : par son libellé', async () => {
  const lire = async (chemin: string) => (await p.demander(chemin, { cookie })).text()
  const pour = async (chemin: string) =>
    (await lire(chemin))
      .match(/Pour <strong>(.*?)<|Pour <b>(.*?)</)
      ?.slice(1)
      .find(Boolean)
  await p.pool.query(`update structure set libelle = 'Menuiserie Poitier, siège' where id = $1`, [p.monde.menuiserie])
  const { cle } = await verifier(`${s}/desactiver`, { motif: 'Fin d’activité' })
  expect([await pour(`${s}/desactiver`), await pour(`${s}/desactiver?brouillon=${cle}&etape=verifier`)]).toEqual([
    'Menuiserie Poitier, siège',
    'Menuiserie Poitier, siège',
  ])
  const recu = (await p.demander(`${s}/desactiver`, { cookie, champs: { _cle: cle, _etape: 'confirmer' } })).headers.get('location')!
  const html = await lire(recu)
  expect([
    html.includes('<b>Menuiserie Poitier, siège</b>'),
    html.includes('Voir Menuiserie Poitier, siège'),
    (await lire(`${recu}/annuler`)).includes(', Menuiserie Poitier, siège'),
  ]).toEqual([true, true, true])
  // The API's reference keeps its shape (INT-15).
  const { structure } = (await (await p.demander(`/api/v1${recu}`, { cookie })).json()) as { structure: object }
  expect(Object.keys(structure).toSorted()).toEqual(['id', 'identifiant', 'raisonSociale', 'typeIdentifiant'])
})
