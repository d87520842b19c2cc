import { afterAll, beforeEach, expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const daniel = await p.session('daniel')
const { menuiserie, agencement } = p.monde
const OUVERT = '41816609600069'
const FERME = '99999990700028'
const maj = (corps: object, simulation = '') =>
  p.demander(`/api/v1/demandes/structure.mettre-a-jour-insee${simulation}`, { cookie: daniel, json: corps })
const lire = async (r: Response) => (await r.json()) as Record<string, unknown> & { code: string; numero: string }
const valeurs = async (id: string) =>
  (
    await p.pool.query(
      'select raison_sociale, adresse, code_postal, ville, categorie_juridique, complement_adresse1 from structure where id = $1',
      [id],
    )
  ).rows[0] as Record<string, string | null>
const siret = (id: string, v: string) => p.pool.query('update structure set identifiant = $2 where id = $1', [id, v])

beforeEach(async () => {
  insee.mode = 'normal'
  await p.pool.query('truncate sirene_cache')
})

test('STR-08 seuls les champs cochés sont repris, tels que le registre les dit à la soumission, après le délai', async () => {
  await siret(menuiserie, OUVERT)
  await p.pool.query(`update structure set complement_adresse1 = 'Bâtiment B' where id = $1`, [menuiserie])
  const avant = await valeurs(menuiserie)
  const recu = await lire(await maj({ structure: menuiserie, champs: ['adresse', 'codePostal', 'ville', 'complementAdresse1'] }))
  expect(recu).toMatchObject({
    etat: 'programmee',
    saisie: { codePostal: '75002', ville: 'PARIS', complementAdresse1: null },
    avant: { codePostal: '44000', ville: 'Nantes', complementAdresse1: 'Bâtiment B' },
  })
  expect(await valeurs(menuiserie)).toEqual(avant)
  // What the register says later does not change what was accepted.
  insee.mode = 'panne'
  await decalerHorloge(p.pool, '31 minutes')
  await appliquerEcheances(p.programme)
  await decalerHorloge(p.pool, '0')
  expect(await valeurs(menuiserie)).toMatchObject({
    raison_sociale: 'Menuiserie Poitier',
    code_postal: '75002',
    ville: 'PARIS',
    complement_adresse1: null,
  })
})

test('STR-08 rien de coché, champ inconnu ou étranger, rien de nouveau : 422, en phrases', async () => {
  for (const [champs, code] of [
    [[], 'choix-requis'],
    [['identifiant'], 'choix-invalide'],
    [['nom'], 'choix-invalide'],
    [['codePostal'], 'aucun-changement'],
    ['adresse', 'champ-invalide'],
    [undefined, 'champ-manquant'],
  ] as const) {
    const r = await maj({ structure: menuiserie, champs })
    expect([champs, r.status, (await lire(r)).code]).toEqual([champs, 422, code])
  }
})

test('STR-08 S06 fermé au registre, muet, ou sans SIRET : la demande est refusée avec son remède', async () => {
  await siret(agencement, FERME)
  const ferme = await maj({ structure: agencement, champs: ['adresse'] })
  expect([ferme.status, (await lire(ferme)).code]).toEqual([422, 'etablissement-ferme'])
  insee.mode = 'html'
  const muet = await maj({ structure: menuiserie, champs: ['raisonSociale'] })
  expect([muet.status, (await lire(muet)).code]).toEqual([503, 'registre-injoignable'])
  await p.pool.query(`update structure set type_identifiant = 'RIDET', identifiant = '0000141001' where id = $1`, [agencement])
  const sans = await maj({ structure: agencement, champs: ['raisonSociale'] })
  expect([sans.status, (await lire(sans)).code]).toEqual([422, 'sans-registre'])
  await p.pool.query(`update structure set type_identifiant = 'SIRET', identifiant = $2 where id = $1`, [agencement, FERME])
})

test('STR-08 en pages, un SIRET que le registre ne connaît pas : dit, avec le chemin vers « Dupliquer » et vers la structure ; muet, on peut redemander', async () => {
  const page = async () => (await p.demander(`/organisation/structures/${agencement}/insee`, { cookie: daniel })).text()
  await siret(agencement, '98765432400019')
  const inconnu = await page()
  expect(inconnu).toContain('Le registre ne connaît pas le SIRET')
  expect(inconnu).toContain(`href="/organisation/structures/dupliquer?structure=${agencement}"`)
  expect(inconnu).toMatch(new RegExp(`href="/organisation/structures/${agencement}"[^>]*>Revenir à la structure<`))
  // It exists already: waiting for a number is no way out of here.
  expect(inconnu).not.toContain('En cours d’immatriculation')
  insee.mode = 'html'
  await p.pool.query('truncate sirene_cache')
  expect(await page()).toMatch(new RegExp(`href="/organisation/structures/${agencement}/insee"[^>]*>Interroger de nouveau<`))
  await siret(agencement, FERME)
})

test('STR-08 PLUS-13 en pages : les deux valeurs côte à côte, identiques dites telles, fermé annoncé ; cocher, vérifier, soumettre pour le jour choisi', async () => {
  const chemin = `/organisation/structures/${menuiserie}/insee`
  const html = await (await p.demander(chemin, { cookie: daniel })).text()
  // The same town in small letters is no difference.
  await p.pool.query(`update structure set ville = 'Paris' where id = $1`, [menuiserie])
  const ecrite = await (await p.demander(chemin, { cookie: daniel })).text()
  expect([ecrite.includes('value="ville"'), ecrite.includes('Identique, écrit autrement')]).toEqual([false, true])
  for (const attendu of ['Menuiserie Poitier', 'OCTO-TECHNOLOGY', 'Identique', 'value="raisonSociale"', 'Réponse du répertoire Sirene'])
    expect(html).toContain(attendu)
  expect(html).not.toContain('value="codePostal"')
  const cle = /name="_cle" value="([^"]+)"/.exec(html)![1]!
  const version = /name="_version" value="(\d+)"/.exec(html)![1]!
  const vide = await p.demander(chemin, { cookie: daniel, champs: { _cle: cle, _version: version, _etape: 'verifier' } })
  expect([vide.status, (await vide.text()).includes('Cochez au moins un champ')]).toEqual([422, true])
  const faux = await (
    await p.demander(chemin, {
      cookie: daniel,
      champs: { _cle: cle, _version: version, _etape: 'verifier', champs: ['raisonSociale'], aPartirDu: '2099-02-30' },
    })
  ).text()
  expect([/href="#aPartirDu"/.test(faux), /value="raisonSociale" checked/.test(faux)]).toEqual([true, true])
  const suite = await p.demander(chemin, {
    cookie: daniel,
    champs: { _cle: cle, _version: version, _etape: 'verifier', champs: ['raisonSociale', 'categorieJuridique'], aPartirDu: '2099-01-01' },
  })
  expect(suite.status).toBe(303)
  expect(await (await p.demander(suite.headers.get('location')!, { cookie: daniel })).text()).toContain('OCTO-TECHNOLOGY')
  const fin = await p.demander(chemin, { cookie: daniel, champs: { _cle: cle, _etape: 'confirmer' } })
  const numero = /^\/demandes\/(RITM\d+)/.exec(fin.headers.get('location')!)![1]!
  expect((await p.pool.query('select etat, effet_le from demande where numero = $1', [numero])).rows).toEqual([
    { etat: 'programmee', effet_le: new Date('2098-12-31T23:00:00Z') },
  ])
  const ferme = await (await p.demander(`/organisation/structures/${agencement}/insee`, { cookie: daniel })).text()
  expect([ferme.includes('fermé au registre'), ferme.includes('Dupliquer la structure'), ferme.includes('name="champs"')]).toEqual([
    true,
    true,
    false,
  ])
  insee.mode = 'panne'
  await p.pool.query('truncate sirene_cache')
  const muet = await (await p.demander(chemin, { cookie: daniel })).text()
  // Nothing was typed here: nothing is said to be kept.
  expect([muet.includes('ne répond pas'), muet.includes('Rien n’a changé'), muet.includes('en brouillon')]).toEqual([true, true, false])
})
