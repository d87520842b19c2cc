import { beforeAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
let daniel: string
let heloise: string
let nadia: string
beforeAll(async () => {
  ;[daniel, heloise, nadia] = await Promise.all([p.session('daniel'), p.session('heloise'), p.session('nadia')])
})

const ROUTE = '/api/v1/demandes/mandat-facturation.souscrire'
/** The town hall's manager asks to invoice for the joinery. */
const corps = {
  mandataire: monde.mairie,
  typeIdentifiant: 'SIRET',
  identifiant: '123 456 782 00010',
  debut: '2077-01-01',
  fin: '2077-12-31',
  commentaire: 'Accord du 20 novembre.',
}
const souscrire = async (json: object, cookie = nadia) => {
  const r = await p.demander(ROUTE, { cookie, json })
  return {
    statut: r.status,
    corps: (await r.json()) as { numero: string; code: string; structure: { id: string }; champs?: { champ: string; code: string }[] },
  }
}
const decider = (numero: string, json: object, cookie = daniel) => p.demander(`/api/v1/approbations/${numero}/decision`, { cookie, json })

test('APP-01 le mandataire demande, le gestionnaire principal du mandant décide, le mandat vaut sur la période', async () => {
  const { statut, corps: recu } = await souscrire(corps)
  expect([statut, recu.structure.id]).toEqual([201, monde.menuiserie])
  expect(await souscrire(corps)).toMatchObject({ statut: 409, corps: { code: 'demande-deja-en-attente' } })
  expect((await decider(recu.numero, { decision: 'approuver' }, nadia)).status).toBe(403)
  const page = (await (await p.demander(`/approbations/${recu.numero}`, { cookie: daniel })).text()).replaceAll('\u00a0', ' ')
  for (const mot of [
    'Souscrire un mandat de facturation',
    'Commune de Villeurbanne (216 902 668 00013) facture, du 1er janvier 2077 au 31 décembre 2077',
    'Accord du 20 novembre.',
    'Approuver, effectif tout de suite',
  ])
    expect([mot, page.includes(mot)]).toEqual([mot, true])
  // Whoever asked is not attached to the other side, and is not led there.
  const sien = await (await p.demander(`/demandes/${recu.numero}`, { cookie: nadia })).text()
  expect([sien.includes('Et ensuite'), sien.includes(`href="/organisation/structures/${monde.menuiserie}"`)]).toEqual([true, false])
  // Who would invoice is told wherever one is asked to decide: in the list too, in the words of the mail.
  expect((await (await p.demander('/approbations', { cookie: daniel })).text()).replaceAll('\u00a0', ' ')).toContain(
    'Mandat de facturation : Commune de Villeurbanne (216 902 668 00013) facture, du 1er janvier 2077',
  )
  const mienne = await (await p.demander('/facturation/mandats', { cookie: daniel })).text()
  expect(mienne.includes('En attente de décision')).toBe(true)
  expect((await decider(recu.numero, { decision: 'approuver' })).status).toBe(200)
  const { rows } = await p.pool.query(`select mandant, mandataire, lower(periode) as debut, upper(periode) as fin from mandat_facturation`)
  expect(rows).toEqual([
    { mandant: monde.menuiserie, mandataire: monde.mairie, debut: new Date('2076-12-31T23:00:00Z'), fin: new Date('2077-12-31T23:00:00Z') },
  ])
  expect(
    (await p.pool.query(`select chaine from journal where evenement = 'mandat-facturation.souscrire:approuvee' order by chaine`)).rows.map(
      (r) => r.chaine,
    ),
  ).toEqual([monde.menuiserie, monde.mairie].toSorted())
})

test('APP-01 un recouvrement est refusé, à la demande et à la décision', async () => {
  expect(await souscrire({ ...corps, debut: '2077-06-01', fin: '2078-06-01' })).toMatchObject({
    statut: 409,
    corps: { code: 'mandat-deja-en-vigueur' },
  })
  const { corps: suivant } = await souscrire({ ...corps, debut: '2078-01-01', fin: null })
  await p.pool.query(`insert into mandat_facturation (mandant, mandataire, periode) values ($1, $2, '[2078-05-01,2078-06-01)')`, [
    monde.menuiserie,
    monde.mairie,
  ])
  const r = await decider(suivant.numero, { decision: 'approuver' })
  expect([r.status, ((await r.json()) as { code: string }).code]).toEqual([409, 'mandat-deja-en-vigueur'])
  expect(
    (await p.pool.query(`select etat from approbation where demande = (select id from demande where numero = $1)`, [suivant.numero])).rows,
  ).toEqual([{ etat: 'demandee' }])
})

test('APP-01 HAB-01 sans « Mandats de facturation modification » sur le mandataire, sans structure, sans mandant : refusé', async () => {
  await p.pool.query(`delete from habilitation where utilisateur = $1 and application = 16`, [monde.heloise])
  expect(await souscrire({ ...corps, mandataire: monde.menuiserie, identifiant: '21690266800013' }, heloise)).toMatchObject({
    statut: 403,
    corps: { code: 'acces-refuse' },
  })
  expect((await souscrire({ ...corps, mandataire: monde.mairie }, heloise)).statut).toBe(404)
  for (const [champ, code, plus] of [
    ['identifiant', 'meme-structure', { identifiant: '21690266800013' }],
    ['identifiant', 'identifiant-invalide', { identifiant: '12345678200011' }],
    ['identifiant', 'champ-manquant', { identifiant: undefined }],
    ['fin', 'fin-trop-tot', { fin: '2076-12-31' }],
    ['fin', 'date-passee', { debut: '2020-01-01', fin: '2020-12-31' }],
  ] as const)
    expect([champ, code, (await souscrire({ ...corps, ...plus })).corps.champs?.map((e) => [e.champ, e.code])]).toEqual([
      champ,
      code,
      [[champ, code]],
    ])
})

test('APP-01 POR-16 à l’écran : formulaire, vérification qui dit qui décide, demande', async () => {
  const champs = {
    mandataire: monde.agencement,
    typeIdentifiant: 'SIRET',
    identifiant: '21690266800013',
    debut: '2077-01-01',
    fin: '',
    commentaire: '',
    _cle: '11111111-1111-7111-8111-111111111111',
    _etape: 'verifier',
  }
  const r = await p.demander('/facturation/mandats', { cookie: daniel, champs })
  expect(r.status).toBe(303)
  const verifier = await (await p.demander(r.headers.get('location')!.replace(p.url, ''), { cookie: daniel })).text()
  for (const mot of ['Commune de Villeurbanne', 'Nadia Bonjean, gestionnaire principal du mandant', 'sans date de fin'])
    expect([mot, verifier.includes(mot)]).toEqual([mot, true])
  const fait = await p.demander('/facturation/mandats', { cookie: daniel, champs: { _cle: champs._cle, _etape: 'confirmer' } })
  expect(fait.headers.get('location')).toMatch(/^\/demandes\/RITM/)
  const vide = await p.demander('/facturation/mandats', {
    cookie: daniel,
    champs: { _cle: '11111111-1111-7111-8111-111111111113', _etape: 'verifier' },
  })
  expect([
    vide.status,
    [...(await vide.text()).matchAll(/<li><a href="#([a-zA-Z]+)">(?:Renseignez|Faites un choix)/g)].map((m) => m[1]),
  ]).toEqual([422, ['mandataire', 'identifiant', 'debut']])
  const erreurs = await p.demander('/facturation/mandats', {
    cookie: daniel,
    champs: { ...champs, identifiant: 'x', _cle: '11111111-1111-7111-8111-111111111112' },
  })
  expect(erreurs.status).toBe(422)
})
