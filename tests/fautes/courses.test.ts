// Real races: two programs composed over one database, as two machines of one installation.
import type { FastifyRequest } from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { composer } from '#app/programme.ts'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { isForged } from '#platform/http/forgery.ts'
import { rattacher } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { portLibre } from '#tests/ports.ts'
import { patienter } from '#tests/portail.ts'
import { envoyer, LONGS } from './serveur.ts'

const p = await portailDuMonde()
const port = await portLibre()
const jumeau = patienter(await composer({ ...p.settings, PORT: port }, p.urlBase))
await jumeau.serveur.listen({ host: '127.0.0.1', port })
afterAll(() => jumeau.arreter())
const urls = [p.url, `http://localhost:${port}`]
const daniel = await p.session('daniel')
const TOURS = LONGS ? 1000 : 50

/** To the one or the other program; both answer to the portal's own address. */
const poster = (n: number, chemin: string, json: object, cookie = daniel, entetes: Record<string, string> = {}) =>
  envoyer(urls[n % 2]! + chemin, json, { origin: p.url, cookie, ...entetes })

test(`S03 annuler à l’instant de l’effet, ${TOURS} tours sur deux programmes : exactement une des deux fins`, async () => {
  const compte = { annulee: 0, effective: 0 }
  const rare = () => Math.min(compte.annulee, compte.effective)
  /** How long before the effect the cancellation is sent: moved towards the instant at which either may win, however slow the machine. */
  let avance = 8
  // A race that one side always wins would prove nothing.
  for (let tour = 0; tour < TOURS || !rare(); tour++) {
    const delai = Math.max(40, avance + 4)
    const { numero } = (await (
      await poster(tour, '/api/v1/demandes/structure.modifier', { structure: p.monde.menuiserie, libelle: `tour ${tour}` })
    ).json()) as { numero: string }
    await p.pool.query(`update demande set effet_le = maintenant() + $2 * interval '1 millisecond' where numero = $1`, [numero, delai])
    const echeance = performance.now() + delai
    const a = (instant: number) => new Promise((r) => setTimeout(r, Math.max(0, instant - performance.now())))
    const appliquer = async (programme: typeof p.programme) => {
      await a(echeance - 4)
      while (performance.now() < echeance + 6) await appliquerEcheances(programme)
    }
    const [annulation] = await Promise.all([
      a(echeance - avance).then(() => poster(tour + 1, `/api/v1/demandes/${numero}/annulation`, {})),
      appliquer(p.programme),
      appliquer(jumeau.programme),
    ])
    await appliquerEcheances(p.programme)
    const { rows } = await p.pool.query<{ etat: 'annulee' | 'effective'; fins: string[]; libelle: string }>(
      `select d.etat, s.libelle, (select array_agg(split_part(j.evenement, ':', 2)) from journal j where j.demande = d.id and j.evenement !~ ':programmee$') as fins from demande d join structure s on s.id = d.structure where d.numero = $1`,
      [numero],
    )
    const { etat, fins, libelle } = rows[0]!
    expect(['annulee', 'effective']).toContain(etat)
    expect(fins, numero).toEqual([etat])
    expect(annulation.status, numero).toBe(etat === 'annulee' ? 200 : 409)
    expect(libelle === `tour ${tour}`, numero).toBe(etat === 'effective')
    compte[etat]++
    avance = etat === 'annulee' ? Math.max(0, avance - 1.5) : avance + (rare() ? 1.5 : 6)
  }
  console.log(`S03 : ${JSON.stringify(compte)}`)
})

test(`APP-04 U01 approuver et refuser au même instant, à deux sur deux programmes, ${TOURS} tours : décidée une fois, un avis`, async () => {
  const heloise = await p.session('heloise')
  // The town hall's manager stands in for Daniel: attached to the whole structure.
  await rattacher(p.pool, p.monde.nadia, p.monde.menuiserie)
  await p.pool.query(
    `insert into suppleance (gestionnaire, suppleant, structure, periode) values ($1, $2, $3, tstzrange(maintenant(), maintenant() + interval '1 day'))`,
    [p.monde.daniel, p.monde.nadia, p.monde.menuiserie],
  )
  const nadia = await p.session('nadia')
  const compte = { approuvee: 0, refusee: 0 }
  for (let tour = 0; tour < TOURS; tour++) {
    const { numero } = (await (
      await poster(
        tour,
        '/api/v1/demandes/habilitation.demander',
        { structure: p.monde.menuiserie, profil: 'marches.modification', renoncer: true },
        heloise,
      )
    ).json()) as { numero: string }
    const decider = (n: number, cookie: string, decision: string) =>
      poster(n, `/api/v1/approbations/${numero}/decision`, { decision, motif: decision }, cookie)
    const envois = [
      [0, daniel, 'approuver'],
      [1, nadia, 'refuser'],
      [1, daniel, 'refuser'],
      [0, nadia, 'approuver'],
    ] as const
    const statuts = await Promise.all(
      (tour % 2 ? envois.toReversed() : envois).map(async ([n, qui, quoi]) => (await decider(n, qui, quoi)).status),
    )
    expect(statuts.toSorted(), numero).toEqual([200, 409, 409, 409])
    const { rows } = await p.pool.query<{ etat: 'approuvee' | 'refusee'; avis: number; ecrits: number; demande: string }>(
      `select a.etat, d.etat as demande, (select count(*)::int from journal j where j.demande = d.id and j.evenement ~ ':(approuvee|refusee)$') as ecrits,
      (select count(*)::int from depart x where x.donnees->>'demande' = d.id::text and x.donnees->>'moment' in ('approuvee', 'refusee')) as avis from approbation a join demande d on d.id = a.demande where d.numero = $1`,
      [numero],
    )
    const { etat, demande, avis, ecrits } = rows[0]!
    expect([demande, avis, ecrits], numero).toEqual([etat === 'approuvee' ? 'programmee' : 'refusee', 1, 1])
    compte[etat]++
    if (etat === 'approuvee') await poster(0, `/api/v1/demandes/${numero}/annulation`, {}, daniel)
  }
  console.log(`U01 : ${JSON.stringify(compte)}`)
})

/** A request that holds the structure waits for its key, whose holder then asks for the structure: one of the two is undone by the database. */
async function croiser(demande: object, cle: string) {
  const autre = await p.pool.connect()
  try {
    await autre.query('begin')
    await autre.query(`insert into idempotence (auteur, cle, route, empreinte) values ($1, $2, 'structure.modifier', '')`, [
      p.monde.daniel,
      cle,
    ])
    const reponse = p.demander('/api/v1/demandes/structure.modifier', {
      cookie: daniel,
      json: demande,
      headers: { 'idempotency-key': cle },
    })
    await expect
      .poll(() => p.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`))
      .toMatchObject({ rowCount: 1 })
    const defaite = await autre.query('select from structure where id = $1 for update', [p.monde.menuiserie]).then(
      () => 'la demande',
      () => "l'autre",
    )
    await autre.query('rollback')
    return { defaite, reponse: await reponse }
  } finally {
    autre.release()
  }
}

test('R3 deux transactions qui s’attendent : celle que la base défait répond 503, rien n’en reste, et la même demande passe ensuite', async () => {
  const demande = { structure: p.monde.menuiserie, libelle: 'Qui s’attendent' }
  const nombre = async () => (await p.pool.query<{ n: number }>('select count(*)::int as n from demande')).rows[0]!.n
  let [cle, avant, fin] = ['', 0, null as Awaited<ReturnType<typeof croiser>> | null]
  // The one that has waited for a second: on a slow machine, the other for once.
  for (let essai = 0; fin?.defaite !== 'la demande'; essai++) {
    if (fin) await poster(0, `/api/v1/demandes/${((await fin.reponse.json()) as { numero: string }).numero}/annulation`, {})
    ;[cle, avant] = [`croisee-${essai}`, await nombre()]
    fin = await croiser(demande, cle)
  }
  expect([fin.reponse.status, fin.reponse.headers.get('retry-after'), await nombre()]).toEqual([503, '1', avant])
  expect(await fin.reponse.json()).toMatchObject({ code: 'indisponible' })
  expect((await poster(0, '/api/v1/demandes/structure.modifier', demande, daniel, { 'idempotency-key': cle })).status).toBe(201)
})

test('S01 l’adresse nomme une structure, le corps une autre : le droit se juge sur ce qui serait écrit', async () => {
  const { menuiserie, mairie } = p.monde
  const avant = await p.pool.query('select id, version from structure order by id')
  // The API has one name only; another in the address, or in a doubled member, is refused.
  for (const [chemin, corps] of [
    [`/api/v1/demandes/structure.modifier?structure=${menuiserie}`, { structure: mairie, libelle: 'x' }],
    ['/api/v1/demandes/structure.modifier', { structure: mairie, libelle: 'x', id: menuiserie }],
    ['/api/v1/demandes/structure.modifier', { structure: [menuiserie, mairie], libelle: 'x' }],
    ['/api/v1/demandes/structure.modifier', { structure: { id: menuiserie }, libelle: 'x' }],
  ] as const)
    expect([400, 404, 422], JSON.stringify(corps)).toContain((await poster(0, chemin, corps)).status)
  expect((await p.pool.query('select id, version from structure order by id')).rows).toEqual(avant.rows)
  // On screen the address alone says which; a field of the form that names another changes nothing there.
  const champs = {
    structure: mairie,
    libelle: 'Par le formulaire',
    _version: '',
    raisonSociale: 'Menuiserie Poitier',
    adresse: '14 quai',
    codePostal: '44000',
    ville: 'Nantes',
    pays: 'FR',
  }
  const r = await p.demander(`/organisation/structures/${menuiserie}/modifier`, { cookie: daniel, champs })
  expect(r.status, await r.clone().text()).toBe(303)
  const cle = new URL(r.headers.get('location')!, p.url).searchParams.get('brouillon')!
  expect(
    (
      await p.demander(`/organisation/structures/${menuiserie}/modifier`, {
        cookie: daniel,
        champs: { _cle: cle, _etape: 'confirmer', structure: mairie },
      })
    ).status,
  ).toBe(303)
  expect((await p.pool.query(`select structure from demande order by id desc limit 1`)).rows).toEqual([{ structure: menuiserie }])
  // And the draft of one structure cannot be confirmed on another's address.
  const ailleurs = await p.demander(`/organisation/structures/${p.monde.agencement}/modifier`, {
    cookie: daniel,
    champs: { _cle: cle, _etape: 'confirmer' },
  })
  expect([303, 404]).toContain(ailleurs.status)
  expect((await p.pool.query(`select count(*)::int as n from demande where structure = $1`, [p.monde.agencement])).rows[0]).toEqual({
    n: 0,
  })
})

test('INT-17 une demande venue d’ailleurs est refusée, sans rien écrire', async () => {
  const avant = (await p.pool.query('select count(*)::int as n from demande')).rows
  const corps = JSON.stringify({ structure: p.monde.menuiserie, libelle: 'forgée' })
  const cas: [nom: string, entetes: Record<string, string>, passe: boolean][] = [
    ['Sec-Fetch-Site cross-site', { 'sec-fetch-site': 'cross-site', origin: p.url }, false],
    ['Sec-Fetch-Site same-site', { 'sec-fetch-site': 'same-site', origin: p.url }, false],
    ['Sec-Fetch-Site none', { 'sec-fetch-site': 'none' }, false],
    ['Sec-Fetch-Site inconnu', { 'sec-fetch-site': 'bidon', origin: p.url }, false],
    ['Origin null', { origin: 'null' }, false],
    ['Origin étrangère', { origin: 'https://ailleurs.example' }, false],
    ['Origin presque la nôtre', { origin: `${p.url}.ailleurs.example` }, false],
    ['Origin d’un autre port', { origin: 'http://localhost:1' }, false],
    ['Origin en https', { origin: p.url.replace('http:', 'https:') }, false],
    [
      'Origin étrangère, X-Forwarded-Host complice',
      { origin: 'https://ailleurs.example', 'x-forwarded-host': 'ailleurs.example', 'x-forwarded-proto': 'https' },
      false,
    ],
    ['aucune', {}, false],
    ['aucune, et un jeton quelconque avec le cookie', { authorization: 'Bearer x' }, false],
    ['la nôtre', { origin: p.url }, true],
    ['Sec-Fetch-Site same-origin', { 'sec-fetch-site': 'same-origin' }, true],
  ]
  for (const [nom, entetes, passe] of cas) {
    const r = await envoyerBrutHttp(
      '/api/v1/demandes/structure.modifier?simulation=oui',
      { cookie: daniel, 'content-type': 'application/json', ...entetes },
      corps,
    )
    expect([nom, r.statut], r.corps).toEqual([nom, passe ? 200 : 403])
    if (!passe) expect(JSON.parse(r.corps)).toMatchObject({ code: 'origine-refusee' })
  }
  const page = await envoyerBrutHttp(
    '/deconnexion',
    { cookie: daniel, 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
    '',
  )
  expect(page.statut).toBe(403)
  expect((await p.demander('/api/v1/moi', { cookie: daniel })).status).toBe(200)
  expect((await p.pool.query('select count(*)::int as n from demande')).rows).toEqual(avant)
})

test('INT-17 une adresse publique donnée est la seule : un Host étranger ne donne pas sa propre origine', () => {
  // Rebinding: a page of another name that resolves to this machine sends its own Host and Origin, which agree.
  const requete = (origin: string, host: string) =>
    ({ method: 'POST', headers: { origin, host }, protocol: 'http' }) as unknown as FastifyRequest
  expect(isForged(requete('http://ailleurs.example', 'ailleurs.example'), 'https://portail.exemple.fr')).toBe(true)
  expect(isForged(requete('https://portail.exemple.fr', '10.0.0.1:3000'), 'https://portail.exemple.fr')).toBe(false)
  // Without one, the machine is tried under whatever name it has.
  expect(isForged(requete('http://poste.local:3000', 'poste.local:3000'), 'http://localhost:3000')).toBe(false)
  expect(isForged(requete('http://ailleurs.example', 'poste.local:3000'), 'http://localhost:3000')).toBe(true)
})

/** By node:http: fetch sets Sec-Fetch-Site and Host itself. */
async function envoyerBrutHttp(chemin: string, headers: Record<string, string>, corps: string): Promise<{ statut: number; corps: string }> {
  const { request } = await import('node:http')
  return new Promise((resolve, reject) => {
    const r = request(
      p.url + chemin,
      { method: 'POST', headers: { ...headers, 'content-length': Buffer.byteLength(corps) } },
      (reponse) => {
        let texte = ''
        reponse.on('data', (d) => (texte += d))
        reponse.on('end', () => resolve({ statut: reponse.statusCode!, corps: texte }))
      },
    )
    r.on('error', reject)
    r.end(corps)
  })
}
