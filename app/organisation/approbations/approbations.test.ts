import { beforeAll, describe, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const { monde } = p
let daniel: string
let heloise: string
let nadia: string
beforeAll(async () => {
  ;[daniel, heloise, nadia] = await Promise.all([p.session('daniel'), p.session('heloise'), p.session('nadia')])
})

/** Héloïse gives a profile up, or asks for it again: each an approval of Daniel's. */
async function demander(application: string, cookie = heloise, structure = monde.menuiserie): Promise<string> {
  const r = await p.demander('/api/v1/demandes/habilitation.demander', {
    cookie,
    json: { structure, profil: `${application}.modification`, renoncer: true, commentaire: 'Je ne m’en sers plus.' },
  })
  const corps = (await r.json()) as { numero: string }
  expect(r.status, JSON.stringify(corps)).toBe(201)
  return corps.numero
}
const decider = (numero: string, corps: object, cookie = daniel, entetes: Record<string, string> = {}) =>
  p.demander(`/api/v1/approbations/${numero}/decision`, { cookie, json: corps, headers: entetes })
const etatDe = async (numero: string) =>
  (
    await p.pool.query<{ demande: string; approbation: string; qualite: string | null }>(
      'select d.etat as demande, a.etat as approbation, a.qualite from demande d join approbation a on a.demande = d.id where numero = $1',
      [numero],
    )
  ).rows[0]!
const avisDe = async (numero: string, moment: string) =>
  (
    await p.pool.query<{ n: number }>(
      `select count(*)::int as n from depart where donnees->>'moment' = $2 and donnees->>'demande' = (select id::text from demande where numero = $1)`,
      [numero, moment],
    )
  ).rows[0]!.n

describe('APP-02 la liste', () => {
  test('APP-02 INT-11 celles des structures dont on décide, dans tous les états, triées, filtrées, par clé', async () => {
    const numeros = [await demander('marches'), await demander('engagements'), await demander('raccordements')]
    expect((await decider(numeros[1]!, { decision: 'refuser', motif: 'Gardez-le.' })).status).toBe(200)
    const lire = async (requete: string, cookie = daniel) =>
      (await (await p.demander(`/api/v1/approbations?${requete}`, { cookie })).json()) as {
        elements: { numero: string; etat: string }[]
        total: number
        suivant: string | null
      }
    const toutes = await lire('tri=-creeLe')
    expect(toutes.elements.map((a) => a.numero)).toEqual(numeros.toReversed())
    expect((await lire('', nadia)).total).toBe(0)
    expect((await lire('', heloise)).total).toBe(0)
    expect((await lire('etat=refusee')).elements.map((a) => a.numero)).toEqual([numeros[1]])
    for (const requete of [
      'recherche=ferdinand',
      'demandeur=heloise',
      'structure=12345678200010',
      'raisonSociale=menuiserie',
      'type=habilitation.demander',
      'depuis=2000-01-01',
    ])
      expect([requete, (await lire(requete)).total]).toEqual([requete, 3])
    for (const requete of ['recherche=zzz', 'service=compta', 'jusquau=2000-01-01', 'type=rattachement.demander'])
      expect([requete, (await lire(requete)).total]).toEqual([requete, 0])
    expect((await lire(`recherche=${numeros[0]}`)).elements.map((a) => a.numero)).toEqual([numeros[0]])
    // A day that no database knows: software is told, a screen leaves it out.
    for (const jour of ['0000-01-01', '2026-02-30']) {
      expect((await p.demander(`/api/v1/approbations?depuis=${jour}`, { cookie: daniel })).status).toBe(422)
      expect((await p.demander(`/approbations?depuis=${jour}&jusquau=${jour}`, { cookie: daniel })).status).toBe(200)
    }
    const suppleance = { adresseElectronique: 'heloise.ferdinand@exemple.fr', debut: '2076-12-24', fin: '0000-01-01' }
    const refusee = await p.demander('/api/v1/suppleances', { cookie: daniel, json: suppleance })
    expect([refusee.status, await refusee.json()]).toMatchObject([422, { champs: [{ champ: 'fin', code: 'date-invalide' }] }])
    for (const tri of ['etat', 'description', 'demandeur', 'structure', 'raisonSociale', 'service', 'creeLe']) {
      for (const sens of ['', '-']) {
        const une = await lire(`tri=${sens}${tri}&taille=2`)
        const suite = await lire(`tri=${sens}${tri}&taille=2&apres=${une.suivant}`)
        expect([tri, [...une.elements, ...suite.elements].map((a) => a.numero).toSorted()]).toEqual([tri, numeros])
      }
    }
    expect((await lire('tri=etat')).elements.at(-1)!.etat).toBe('refusee')
    const csv = await (await p.demander('/api/v1/approbations?format=csv', { cookie: daniel })).text()
    expect(csv).toContain('Gérer mes habilitations')
    expect(csv).toContain('Retrait\u00A0: Marchés modification')
  })

  test('APP-02 APP-01 à l’écran : colonnes, « Résultats », compte du menu, état dans l’adresse', async () => {
    const page = await (await p.demander('/approbations?tri=demandeur&etat=demandee', { cookie: daniel })).text()
    for (const mot of [
      'État',
      'Description',
      'Demandeur',
      'Structure',
      'Raison sociale',
      'Service',
      'Créé',
      'Gérer mes habilitations',
      'Résultats 1-2 sur 2',
      'Exporter en ODS',
      'Retrait\u00A0: Marchés modification',
    ])
      expect([mot, page.includes(mot)]).toEqual([mot, true])
    expect(page).toContain('aria-sort="ascending"')
    expect(page).toMatch(/data-etat="approbations">2</)
    expect(await (await p.demander('/', { cookie: heloise })).text()).not.toMatch(/href="\/approbations" aria-current/)
  })
})

describe('APP-03 une approbation', () => {
  test('APP-03 ce qui est demandé en regard de ce que la personne a ; son auteur y lit sa demande, un autre rien', async () => {
    const numero = await demander('sollicitations-emises')
    const page = await (await p.demander(`/approbations/${numero}`, { cookie: daniel })).text()
    for (const mot of [
      `Approbation pour ${numero}`,
      'Menuiserie Poitier',
      'Héloïse Ferdinand',
      'Daniel Poitier',
      'Je ne m’en sers plus.',
      'Sollicitations émises',
      'aucun accès',
      'Demande d’ajout ou de suppression d’un profil',
      'Retrait',
    ])
      expect([mot, page.includes(mot)]).toEqual([mot, true])
    const auteur = await p.demander(`/approbations/${numero}`, { cookie: heloise })
    expect([auteur.status, auteur.headers.get('location')]).toEqual([303, `/demandes/${numero}`])
    expect((await p.demander(`/approbations/${numero}`, { cookie: nadia })).status).toBe(404)
    const recu = await (await p.demander(`/demandes/${numero}`, { cookie: heloise })).text()
    expect(recu.includes('En attente de la décision de Daniel Poitier')).toBe(true)
  })

  test('APP-03 approuver ramène à la liste, effet après le délai ; refuser demande un motif', async () => {
    const [oui, non] = [await demander('cessions-de-creance'), await demander('memoires-de-frais-de-justice')]
    const r = await p.demander(`/approbations/${oui}/decision`, { cookie: daniel, champs: { decision: 'approuver' } })
    expect([r.status, r.headers.get('location')]).toEqual([303, `/approbations?fait=approuver.${oui}`])
    expect(await etatDe(oui)).toEqual({ demande: 'programmee', approbation: 'approuvee', qualite: 'gestionnaire-principal' })
    const sans = await p.demander(`/approbations/${non}/decision`, { cookie: daniel, champs: { decision: 'refuser', motif: ' ' } })
    expect(sans.status).toBe(422)
    expect(await sans.text()).toContain('Indiquez le motif')
    expect((await p.demander(`/api/v1/approbations/${non}/decision`, { cookie: daniel, json: { decision: 'refuser' } })).status).toBe(422)
    expect(
      (await p.demander(`/approbations/${non}/decision`, { cookie: daniel, champs: { decision: 'refuser', motif: 'Encore utile.' } }))
        .status,
    ).toBe(303)
    expect(await etatDe(non)).toMatchObject({ demande: 'refusee', approbation: 'refusee' })
    const encore = await decider(non, { decision: 'approuver' })
    expect([encore.status, ((await encore.json()) as { code: string }).code]).toEqual([409, 'approbation-deja-decidee'])
    const page = await p.demander(`/approbations/${non}/decision`, { cookie: daniel, champs: { decision: 'approuver' } })
    expect(page.status).toBe(409)
    expect(await page.text()).toContain('Daniel Poitier a refusé la demande')
    expect((await decider(non, { decision: 'approuver' }, heloise)).status).toBe(403)
    expect((await decider(non, { decision: 'approuver' }, nadia)).status).toBe(404)
  })
})

describe('APP-04 décidée une fois', () => {
  test('APP-04 U01 cinquante envois sous une même clé : une décision, un courriel, la même réponse', async () => {
    const numero = await demander('certificats-de-cessibilite')
    const envois = await Promise.all(
      Array.from({ length: 50 }, () => decider(numero, { decision: 'approuver' }, daniel, { 'idempotency-key': 'cle-u01' })),
    )
    expect(new Set(envois.map((r) => r.status))).toEqual(new Set([200]))
    expect(new Set(await Promise.all(envois.map((r) => r.text()))).size).toBe(1)
    expect(await avisDe(numero, 'approuvee')).toBe(1)
    expect((await decider(numero, { decision: 'refuser', motif: 'autre' }, daniel, { 'idempotency-key': 'cle-u01' })).status).toBe(422)
  })
})

test('APP-05 un suppléant nommé sans rien remplir : les trois champs manquent, dits d’un coup', async () => {
  const r = await p.demander('/approbations/suppleants', {
    cookie: await p.session('daniel'),
    champs: { adresseElectronique: '', structure: '', debut: '', fin: '' },
  })
  const html = await r.text()
  expect([r.status, ['adresseElectronique', 'debut', 'fin'].filter((n) => html.includes(`href="#${n}"`))]).toEqual([
    422,
    ['adresseElectronique', 'debut', 'fin'],
  ])
})

test('APP-05 « Désigner un suppléant » n’est proposé qu’à qui gouverne ; un suppléant y retrouve ses absences', async () => {
  const page = async (cookie: string) => (await p.demander('/approbations', { cookie })).text()
  const montre = (html: string) => ['Désigner un suppléant', 'Mes suppléances', '/approbations/suppleants'].map((mot) => html.includes(mot))
  const heloise = await p.session('heloise')
  expect(montre(await page(await p.session('daniel')))).toEqual([true, false, true])
  for (const cookie of [heloise, await p.session('camille'), await p.session('operateur')])
    expect(montre(await page(cookie))).toEqual([false, false, false])
  const { rows } = await p.pool.query<{ id: string }>(
    `insert into suppleance (gestionnaire, suppleant, periode) values ($1, $2, tstzrange(maintenant() - interval '9 days', maintenant() - interval '2 days')) returning id`,
    [p.monde.daniel, p.monde.heloise],
  )
  expect(montre(await page(heloise))).toEqual([false, true, true])
  await p.pool.query(`delete from suppleance where id = $1`, [rows[0]!.id])
})

test('APP-05 POR-05 « Approbations » est au menu de qui peut en décider, un suppléant compris, même quand aucune n’attend', async () => {
  const auMenu = async (cookie: string) => (await (await p.demander('/organisation', { cookie })).text()).includes('href="/approbations"')
  expect([await auMenu(daniel), await auMenu(heloise)]).toEqual([true, false])
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant() - interval '1 hour', maintenant() + interval '1 hour'))`,
    [monde.daniel, monde.heloise, monde.menuiserie],
  )
  await p.pool.query(`update approbation set etat = 'annulee' where etat = 'demandee'`)
  expect(await auMenu(heloise)).toBe(true)
})
