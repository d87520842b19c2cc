import { afterAll, beforeEach, expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { demarrerInsee } from '#tests/serveurs/insee.ts'

const insee = await demarrerInsee()
afterAll(() => insee.arreter())
const p = await portailDuMonde({ SIRENE_API_URL: insee.url, SIRENE_API_KEY: insee.cle })
const [daniel, heloise, nadia, agent] = await Promise.all((['daniel', 'heloise', 'nadia', 'agent'] as const).map((q) => p.session(q)))
const demander = (type: string, corps: object, cookie = daniel, simulation = '') =>
  p.demander(`/api/v1/demandes/structure.${type}${simulation}`, { cookie, json: corps })
const statutDe = async (id: string) =>
  (await p.pool.query<{ statut: string }>('select statut from structure where id = $1', [id])).rows[0]!.statut
const lire = async (r: Response) => (await r.json()) as Record<string, unknown> & { numero: string; code: string; remede?: unknown }
const attendre = async () => {
  await decalerHorloge(p.pool, '31 minutes')
  await appliquerEcheances(p.programme)
  await decalerHorloge(p.pool, '0')
}
/** The inactive structure, known to the register under this SIRET. */
const siretDeLaSci = (siret: string) => p.pool.query('update structure set identifiant = $2 where id = $1', [p.monde.sci, siret])

beforeEach(async () => {
  insee.mode = 'normal'
  await p.pool.query('truncate sirene_cache')
})

test('STR-07 désactiver attend son heure, annule ce qui attend avec le motif, laisse « consultation » ; deux fois, 409', async () => {
  const { agencement } = p.monde
  const modification = await lire(await demander('modifier', { structure: agencement, libelle: 'Agencement', aPartirDu: '2030-01-01' }))
  const simulation = await demander('desactiver', { structure: agencement, motif: 'Cessation' }, daniel, '?simulation=oui')
  expect([simulation.status, await simulation.json()]).toMatchObject([
    200,
    {
      etat: 'programmee',
      avant: { statut: 'ACTIVE' },
      saisie: { statut: 'INACTIVE', motif: 'Cessation' },
      resultat: { demandesAnnulees: [modification.numero] },
    },
  ])
  const recu = await lire(await demander('desactiver', { structure: agencement, motif: 'Cessation' }))
  expect([recu.etat, await statutDe(agencement)]).toEqual(['programmee', 'ACTIVE'])
  await attendre()
  expect(await statutDe(agencement)).toBe('INACTIVE')
  expect(await lire(await p.demander(`/api/v1/demandes/${recu.numero}`, { cookie: daniel }))).toMatchObject({
    etat: 'effective',
    resultat: { demandesAnnulees: [modification.numero] },
  })
  expect(await lire(await p.demander(`/api/v1/demandes/${modification.numero}`, { cookie: daniel }))).toMatchObject({
    etat: 'annulee',
    motif: expect.stringContaining('Cessation'),
  })
  const vue = await lire(await p.demander(`/api/v1/structures/${agencement}`, { cookie: daniel }))
  expect(vue).toMatchObject({
    statut: 'INACTIVE',
    libelle: null,
    actions: { activer: true, modifier: { raison: expect.stringContaining('inactive') } },
  })
  const encore = await demander('desactiver', { structure: agencement, motif: 'Cessation' })
  expect([encore.status, (await lire(encore)).code]).toEqual([409, 'structure-deja-inactive'])
  expect((await demander('modifier', { structure: agencement, libelle: 'Non' })).status).toBe(403)
})

test('STR-07 S02 deux désactivations en même temps : une seule prend effet, l’autre est annulée ou périmée', async () => {
  const { menuiserie } = p.monde
  const { version } = await lire(await p.demander(`/api/v1/structures/${menuiserie}`, { cookie: daniel }))
  const fondees = await Promise.all([1, 2].map((n) => demander('desactiver', { structure: menuiserie, motif: `Motif ${n}`, version })))
  expect(fondees.map((r) => r.status).toSorted()).toEqual([201, 412])
  const libre = await lire(await demander('desactiver', { structure: menuiserie, motif: 'Sans version' }))
  await attendre()
  expect(await statutDe(menuiserie)).toBe('INACTIVE')
  const etats = await p.pool.query<{ etat: string }>(
    `select etat from demande where structure = $1 and type = 'structure.desactiver' order by id`,
    [menuiserie],
  )
  expect(etats.rows.map((r) => r.etat)).toEqual(['effective', 'annulee'])
  expect((await lire(await p.demander(`/api/v1/demandes/${libre.numero}`, { cookie: daniel }))).etat).toBe('annulee')
  await p.pool.query(`update structure set statut = 'ACTIVE' where id = $1`, [menuiserie])
})

test('STR-07 PLUS-07 qui ne peut pas : sans session 401, étranger 404, simple 403 avec raison et remède ; motif manquant 422', async () => {
  for (const [type, corps] of [
    ['desactiver', { motif: 'x' }],
    ['activer', {}],
    ['mettre-a-jour-insee', { champs: ['adresse'] }],
  ] as const) {
    const structure = p.monde.menuiserie
    expect([
      type,
      (await demander(type, { structure, ...corps }, '')).status,
      (await demander(type, { structure, ...corps }, nadia)).status,
      (await demander(type, { structure, ...corps }, agent)).status,
    ]).toEqual([type, 401, 404, 404])
    const simple = await demander(type, { structure, ...corps }, heloise)
    expect([simple.status, await lire(simple)]).toMatchObject([
      403,
      { code: 'acces-refuse', remede: expect.stringContaining('Daniel Poitier') },
    ])
    for (const faux of [{ structure: 'pas un id' }, { structure: 7 }, {}, { structure: '00000000-0000-7000-8000-000000000000' }]) {
      const { status } = await demander(type, { ...corps, ...faux })
      expect([type, status >= 400 && status < 500]).toEqual([type, true])
    }
  }
  const sansMotif = await demander('desactiver', { structure: p.monde.menuiserie, motif: '  ' })
  expect([sansMotif.status, await lire(sansMotif)]).toMatchObject([422, { code: 'champ-manquant', champs: [{ champ: 'motif' }] }])
})

test('STR-07 activer : le registre est interrogé à la soumission, ouvert, fermé, inconnu ou muet', async () => {
  const { sci } = p.monde
  for (const [siret, mode, statut, code] of [
    ['99999990700028', 'normal', 422, 'etablissement-ferme'],
    ['33333333400014', 'normal', 422, 'identifiant-inconnu-du-registre'],
    ['41816609600069', 'panne', 503, 'registre-injoignable'],
  ] as const) {
    await siretDeLaSci(siret)
    insee.mode = mode
    const r = await demander('activer', { structure: sci })
    expect([siret, r.status, (await lire(r)).code]).toEqual([siret, statut, code])
  }
  insee.mode = 'normal'
  const recu = await lire(await demander('activer', { structure: sci }))
  expect(recu).toMatchObject({ etat: 'programmee', avant: { statut: 'INACTIVE' } })
  const demandes = insee.demandes.length
  expect(await statutDe(sci)).toBe('INACTIVE')
  await attendre()
  expect([await statutDe(sci), insee.demandes.length]).toEqual(['ACTIVE', demandes])
  const encore = await demander('activer', { structure: sci })
  expect([encore.status, (await lire(encore)).code]).toEqual([409, 'structure-deja-active'])
})

test('STR-07 rien de ce qu’une désactivation a annulé n’est repris ; sans gestionnaire rattaché, activer dit quoi faire', async () => {
  const { sci } = p.monde
  const modification = await lire(await demander('modifier', { structure: sci, libelle: 'Jamais', aPartirDu: '2030-01-01' }))
  await demander('desactiver', { structure: sci, motif: 'Pause' })
  await attendre()
  await demander('activer', { structure: sci })
  await attendre()
  expect([await statutDe(sci), (await lire(await p.demander(`/api/v1/demandes/${modification.numero}`, { cookie: daniel }))).etat]).toEqual(
    ['ACTIVE', 'annulee'],
  )
  await demander('desactiver', { structure: sci, motif: 'Fin' })
  await attendre()
  await p.pool.query('update structure set gestionnaire_principal = $2 where id = $1', [sci, p.monde.camille])
  const r = await demander('activer', { structure: sci })
  expect([r.status, (await lire(r)).code]).toEqual([409, 'gestionnaire-manquant'])
  await p.pool.query('update structure set gestionnaire_principal = $2 where id = $1', [sci, p.monde.daniel])
})

test('STR-07 en pages : conséquences, motif manquant, vérification, puis la demande ; déjà inactive, la page le dit', async () => {
  const { agencement, menuiserie } = p.monde
  const chemin = `/organisation/structures/${menuiserie}/desactiver`
  const page = await (await p.demander(chemin, { cookie: daniel })).text()
  expect(page).toContain('cesse d’émettre et de recevoir')
  const cle = /name="_cle" value="([^"]+)"/.exec(page)![1]!
  const version = /name="_version" value="(\d+)"/.exec(page)![1]!
  const vide = await p.demander(chemin, { cookie: daniel, champs: { _cle: cle, _version: version, _etape: 'verifier', motif: '' } })
  const html = await vide.text()
  expect([vide.status, html.includes('<title>Erreur'), html.includes('href="#motif"')]).toEqual([422, true, true])
  const suite = await p.demander(chemin, {
    cookie: daniel,
    champs: { _cle: cle, _version: version, _etape: 'verifier', motif: 'Fin d’activité <b>' },
  })
  expect([suite.status, suite.headers.get('location')]).toEqual([303, `${chemin}?brouillon=${cle}&etape=verifier`])
  const verification = await (await p.demander(suite.headers.get('location')!, { cookie: daniel })).text()
  expect(verification).toContain('Fin d’activité &lt;b>')
  const confirmer = () => p.demander(chemin, { cookie: daniel, champs: { _cle: cle, _etape: 'confirmer' } })
  const [une, deux] = await Promise.all([confirmer(), confirmer()])
  expect(une.headers.get('location')).toMatch(/^\/demandes\/RITM\d+$/)
  expect(deux.headers.get('location')).toBe(une.headers.get('location'))
  expect(await (await p.demander(une.headers.get('location')!, { cookie: daniel })).text()).toContain('Fin d’activité &lt;b>')
  expect((await p.demander(`/organisation/structures/${agencement}/desactiver`, { cookie: daniel })).status).toBe(200)
  expect(await (await p.demander(`/organisation/structures/${agencement}/desactiver`, { cookie: daniel })).text()).toContain(
    'déjà inactive',
  )
  expect((await p.demander(chemin, { cookie: nadia })).status).toBe(404)
  expect((await p.demander(chemin, { cookie: heloise })).status).toBe(403)
})

test('STR-07 le formulaire compte tout ce qui sera annulé, comme la vérification : services et demandes à approuver compris', async () => {
  const { menuiserie } = p.monde
  await p.pool.query(`update structure set statut = 'ACTIVE' where id = $1`, [menuiserie])
  const { rows } = await p.pool.query<{ id: string }>(`select id from service where structure = $1 and statut = 'ACTIF' limit 1`, [
    menuiserie,
  ])
  const service = await p.demander('/api/v1/demandes/service.modifier', {
    cookie: daniel,
    json: { service: rows[0]!.id, description: 'Autre', aPartirDu: '2030-01-01' },
  })
  expect(service.status).toBe(201)
  const { numero } = await lire(service)
  const { resultat } = await lire(await demander('desactiver', { structure: menuiserie, motif: 'x' }, daniel, '?simulation=oui'))
  const { demandesAnnulees } = resultat as { demandesAnnulees: string[] }
  expect(demandesAnnulees).toContain(numero)
  const page = await (await p.demander(`/organisation/structures/${menuiserie}/desactiver`, { cookie: daniel })).text()
  expect(page.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(
    demandesAnnulees.length === 1 ? '1 demande en attente est annulée' : `${demandesAnnulees.length} demandes en attente sont annulées`,
  )
})
