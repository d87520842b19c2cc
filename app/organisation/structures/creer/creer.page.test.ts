import { afterAll, beforeEach, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const camille = await p.session('camille')
const CHEMIN = '/organisation/structures/creer'
const ouvrir = async (requete: string) => {
  const r = await p.demander(CHEMIN + requete, { cookie: camille })
  return { statut: r.status, html: await r.text() }
}
const cleDe = (html: string) => /name="_cle" value="([^"]+)"/.exec(html)![1]!

beforeEach(async () => {
  insee.mode = 'normal'
  await p.pool.query('truncate sirene_cache')
})

test('STR-03 première étape : le type et l’identifiant, sans session on se connecte d’abord', async () => {
  const { statut, html } = await ouvrir('')
  expect([statut, html.includes('name="identifiant"'), html.includes('name="_cle"')]).toEqual([200, true, false])
  const sans = await p.demander(CHEMIN)
  expect([sans.status, sans.headers.get('location')]).toEqual([303, `/connexion?retour=${encodeURIComponent(CHEMIN)}`])
})

test('STR-03 ce que le registre répond se lit : ouvert prérempli, fermé et successeur, inconnu, déjà présent, faux, muet', async () => {
  const ouvert = await ouvrir('?typeIdentifiant=SIRET&identifiant=418+166+096+00069')
  expect(ouvert.statut).toBe(200)
  for (const attendu of [
    'n’est pas présente dans Choral',
    'value="OCTO-TECHNOLOGY"',
    'value="75002"',
    'Réponse du répertoire Sirene',
    'SAS',
  ])
    expect(ouvert.html).toContain(attendu)
  const cas = [
    ['SIRET&identifiant=99999990700028', 422, 'fermé au registre depuis le'],
    ['SIRET&identifiant=99999990700028', 422, 'identifiant=41816609600069'],
    ['SIRET&identifiant=73282932000074', 422, 'ne connaît pas le SIRET'],
    ['SIRET&identifiant=12345678200010', 409, 'Demander un rattachement'],
    ['SIRET&identifiant=41816609600068', 422, 'un de ses chiffres est faux'],
    ['SIRET&identifiant=', 422, 'Saisissez le SIRET'],
    ['DUNS&identifiant=1', 422, 'Choisissez un type'],
  ] as const
  for (const [requete, statut, texte] of cas) {
    const r = await ouvrir(`?typeIdentifiant=${requete}`)
    expect([requete, r.statut, r.html.includes(texte), r.html.includes('<title>Erreur')]).toEqual([requete, statut, true, true])
  }
  // Said by the field, and in the list of what is wrong: not a third time by what the register answers.
  for (const [siret, texte] of [
    ['99999990700028', 'fermé au registre depuis le'],
    ['73282932000074', 'ne connaît pas le SIRET'],
  ] as const)
    expect([siret, (await ouvrir(`?typeIdentifiant=SIRET&identifiant=${siret}`)).html.split(texte).length - 1]).toEqual([siret, 2])
  insee.mode = 'panne'
  await p.pool.query('truncate sirene_cache')
  const muet = await ouvrir('?typeIdentifiant=SIRET&identifiant=41816609600069')
  expect([
    muet.statut,
    muet.html.includes('ne répond pas'),
    muet.html.includes('name="raisonSociale"'),
    muet.html.includes('OCTO'),
  ]).toEqual([200, true, true, false])
})

test('INT-02 aucun identifiant HTML n’est porté deux fois : chaque libellé mène à son champ', async () => {
  const { html } = await ouvrir('?typeIdentifiant=SIRET&identifiant=41816609600069')
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1]!)
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
})

test('STR-03 non diffusible : les champs restent vides et « Non diffusible INSEE » est coché', async () => {
  const { html } = await ouvrir('?typeIdentifiant=SIRET&identifiant=99999999800019')
  expect(html).toContain('Non diffusé')
  expect(html).toMatch(/id="nonDiffusibleInsee"[^>]*checked/)
  expect(html).toMatch(/id="nom"[^>]*value autocomplete/)
  expect(html).not.toContain('[ND]')
})

test('STR-03 POR-16 identifier, compléter, vérifier, créer : deux clics font une structure, le brouillon part', async () => {
  const { html } = await ouvrir('?typeIdentifiant=SIRET&identifiant=41816609600069')
  const cle = cleDe(html)
  const saisie = {
    _cle: cle,
    _etape: 'verifier',
    typeIdentifiant: 'SIRET',
    identifiant: '41816609600069',
    raisonSociale: 'Octo',
    libelle: 'Octo <i>',
    adresse: '34 avenue de l’Opéra',
    codePostal: '75002',
    ville: 'Paris',
    pays: 'FR',
  }
  const faux = await p.demander(CHEMIN, { cookie: camille, champs: { ...saisie, codePostal: '7500', telephone: 'abc' } })
  const corrige = await faux.text()
  expect([
    faux.status,
    corrige.includes('href="#codePostal"') || corrige.includes('href="#telephone"'),
    corrige.includes('value="Octo &lt;i>"'),
  ]).toEqual([422, true, true])
  const suite = await p.demander(CHEMIN, { cookie: camille, champs: saisie })
  expect([suite.status, suite.headers.get('location')]).toEqual([303, `${CHEMIN}?brouillon=${cle}&etape=verifier`])
  const verification = await (await p.demander(suite.headers.get('location')!, { cookie: camille })).text()
  for (const attendu of ['Vérifier vos réponses', 'Octo &lt;i>', 'avec tous les profils', 'Créer la structure'])
    expect(verification).toContain(attendu)
  const confirmer = () => p.demander(CHEMIN, { cookie: camille, champs: { _cle: cle, _etape: 'confirmer' } })
  const fins = await Promise.all([confirmer(), confirmer(), confirmer()])
  expect(new Set(fins.map((r) => `${r.status} ${r.headers.get('location')}`)).size).toBe(1)
  expect(fins[0]!.headers.get('location')).toMatch(/^\/demandes\/RITM\d+$/)
  expect((await p.pool.query('select count(*)::int as n from structure where identifiant = $1', ['41816609600069'])).rows[0].n).toBe(1)
  expect((await p.pool.query('select count(*)::int as n from brouillon where cle = $1', [cle])).rows[0].n).toBe(0)
  expect((await p.demander(`${CHEMIN}?brouillon=${cle}`, { cookie: camille })).headers.get('location')).toBe(
    fins[0]!.headers.get('location'),
  )
})

test('STR-03 créée par un autre pendant la saisie : le formulaire le dit, garde tout et propose le rattachement', async () => {
  const saisie = {
    _cle: '0199bbbb-0000-7000-8000-000000000001',
    _etape: 'verifier',
    typeIdentifiant: 'RIDET',
    identifiant: '0000200001',
    raisonSociale: 'Coutume',
    adresse: '1 rue',
    codePostal: '98800',
    ville: 'Nouméa',
    pays: 'NC',
  }
  expect((await p.demander(CHEMIN, { cookie: camille, champs: saisie })).status).toBe(303)
  const { _cle, _etape, ...corps } = saisie
  expect((await p.demander('/api/v1/demandes/structure.creer', { cookie: await p.session('daniel'), json: corps })).status).toBe(201)
  const fin = await p.demander(CHEMIN, { cookie: camille, champs: { _cle: saisie._cle, _etape: 'confirmer' } })
  const html = await fin.text()
  expect([fin.status, html.includes('value="Coutume"'), html.includes('Demander un rattachement')]).toEqual([409, true, true])
})

test('STR-02 particulier en pages : ses éléments voyagent par le brouillon, qui disparaît à la création', async () => {
  const { html } = await ouvrir('?typeIdentifiant=PARTICULIER&identifiant=')
  expect([html.includes('name="sexe"'), html.includes('name="raisonSociale"')]).toEqual([true, false])
  const cle = cleDe(html)
  const saisie = {
    _cle: cle,
    _etape: 'verifier',
    typeIdentifiant: 'PARTICULIER',
    identifiant: '',
    sexe: '2',
    anneeNaissance: '1990',
    moisNaissance: '4',
    nom: 'Lenoir',
    prenom: 'Ada',
    adresse: '1 rue Haute',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  }
  const faux = await p.demander(CHEMIN, { cookie: camille, champs: { ...saisie, sexe: '', moisNaissance: '14' } })
  const erreurs = await faux.text()
  expect([faux.status, erreurs.includes('href="#sexe"'), erreurs.includes('href="#moisNaissance"')]).toEqual([422, true, true])
  const suite = await p.demander(CHEMIN, { cookie: camille, champs: saisie })
  expect(suite.status, await suite.clone().text()).toBe(303)
  expect(await (await p.demander(suite.headers.get('location')!, { cookie: camille })).text()).toContain('04/1990')
  expect((await p.demander(CHEMIN, { cookie: camille, champs: { _cle: cle, _etape: 'confirmer' } })).status).toBe(303)
  const { rows } = await p.pool.query<{ saisie: string }>(`select saisie::text from brouillon union all select saisie::text from demande`)
  expect(rows.filter((r) => /sexe|1990/.test(r.saisie))).toEqual([])
  expect((await p.pool.query('select identifiant from structure where nom = $1', ['Lenoir'])).rows).toEqual([
    { identifiant: '2900444000LENOIR' },
  ])
})
