import { beforeAll, beforeEach, expect, test } from 'vitest'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { decalerHorloge } from '#tests/base.ts'
import { attendreCourriels } from '#tests/courriels.ts'
import { fenetre, verifierAccessibilite } from '#tests/navigateur.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde({}, { travaux: true })
const { monde } = p
let daniel: string
let nadia: string
let mandat: string
beforeAll(async () => {
  ;[daniel, nadia] = await Promise.all([p.session('daniel'), p.session('nadia')])
})

/** The town hall invoices for the joinery: since the beginning of the year, without an end. */
beforeEach(async () => {
  await p.pool.query('delete from mandat_facturation')
  mandat = (
    await p.pool.query<{ id: string }>(
      `insert into mandat_facturation (mandant, mandataire, periode) values ($1, $2, tstzrange('2025-12-31T23:00:00Z', null)) returning id`,
      [monde.menuiserie, monde.mairie],
    )
  ).rows[0]!.id
})

type Corps = { numero: string; etat: string; code: string; champs?: { champ: string; code: string }[] }
const terminer = async (json: object, cookie = daniel, suite = '', entetes: Record<string, string> = {}) => {
  const r = await p.demander(`/api/v1/demandes/mandat-facturation.terminer${suite}`, { cookie, json, headers: entetes })
  return { statut: r.status, corps: (await r.json()) as Corps }
}
const base = () => ({ structure: monde.menuiserie, mandat, commentaire: 'Nous changeons de prestataire.' })
const etat = async () =>
  (
    await p.pool.query<{ fin: Date | null; retire: boolean }>(
      'select upper(periode) as fin, retire_le is not null as retire from mandat_facturation where id = $1',
      [mandat],
    )
  ).rows[0]!
const jour = (n: number) => new Date(Date.now() + n * 86_400_000).toLocaleDateString('sv', { timeZone: 'Europe/Paris' })

test('APP-01 le mandant met fin au mandat tout de suite : plus en vigueur, dans l’historique des deux, l’autre gestionnaire prévenu', async () => {
  expect(await terminer(base(), daniel, '?simulation=oui')).toMatchObject({ statut: 200, corps: { etat: 'effective' } })
  expect(await etat()).toEqual({ fin: null, retire: false })
  const { statut, corps } = await terminer(base())
  expect([statut, corps.etat, await etat()]).toEqual([201, 'effective', { fin: null, retire: true }])
  const { rows } = await p.pool.query(
    `select chaine from journal where evenement = 'mandat-facturation.terminer:effective' and demande = (select id from demande where numero = $1)`,
    [corps.numero],
  )
  expect(rows.map((r) => r.chaine).toSorted()).toEqual([monde.menuiserie, monde.mairie].toSorted())
  const [m] = (
    (await (await p.demander('/api/v1/mandats', { cookie: nadia })).json()) as {
      elements: { id: string; etat: string; sens: string; actions: { terminer: boolean } }[]
    }
  ).elements
  expect(m).toMatchObject({ id: mandat, etat: 'termine', sens: 'recu', actions: { terminer: false } })
  // Nadia reads it, and in the history of her own structure.
  const recu = await (await p.demander(`/demandes/${corps.numero}`, { cookie: nadia })).text()
  for (const mot of ['Mettre fin à un mandat de facturation', 'Nous changeons de prestataire.'])
    expect([mot, recu.includes(mot)]).toEqual([mot, true])
  expect(await (await p.demander(`/organisation/structures/${monde.mairie}/historique`, { cookie: nadia })).text()).toContain(
    'Fin d’un mandat de facturation',
  )
  // She does not know the libellé that the joinery has for its own people: she reads its raison sociale and its number.
  const courriel = (await attendreCourriels(p, 'nadia.bonjean@exemple.fr')).find((m) => m.sujet.includes('mandat'))!
  for (const texte of [courriel.sujet, courriel.texte, recu].map((dit) => dit.replaceAll('\u00a0', ' ')))
    expect([/Menuiserie Poitier, siège/.test(texte), texte.includes('Menuiserie Poitier')]).toEqual([false, true])
  expect(courriel.texte.replaceAll('\u00a0', ' ')).toContain('Menuiserie Poitier (123 456 782 00010)')
  expect(await terminer(base())).toMatchObject({ statut: 409, corps: { code: 'mandat-deja-termine' } })
})

test('APP-01 le mandataire y met fin à une date : le dernier jour est compris, l’heure est celle de Paris', async () => {
  const fin = jour(10)
  expect((await terminer({ ...base(), structure: monde.mairie, fin }, nadia)).statut).toBe(201)
  const { fin: fini, retire } = await etat()
  expect([
    retire,
    new Date(fini!.getTime() - 1).toLocaleDateString('sv', { timeZone: 'Europe/Paris' }),
    new Date(fini!).toLocaleTimeString('fr', { timeZone: 'Europe/Paris' }),
  ]).toEqual([false, fin, '00:00:00'])
  const vu = async () =>
    ((await (await p.demander('/api/v1/mandats', { cookie: daniel })).json()) as { elements: { etat: string }[] }).elements[0]!.etat
  expect(await vu()).toBe('enVigueur')
  await decalerHorloge(p.pool, '11 days')
  try {
    expect(await vu()).toBe('termine')
    expect(await terminer(base())).toMatchObject({ statut: 409, corps: { code: 'mandat-deja-termine' } })
  } finally {
    await decalerHorloge(p.pool, '0')
  }
  // Brought forward again, never put back.
  for (const autre of [fin, jour(11)])
    expect((await terminer({ ...base(), fin: autre })).corps.champs).toMatchObject([{ champ: 'fin', code: 'fin-trop-tard' }])
  expect((await terminer({ ...base(), fin: jour(3) })).statut).toBe(201)
})

test('APP-01 un mandat à venir auquel on met fin n’a pas commencé : ni reçu ni liste ne le disent finir avant de commencer', async () => {
  await p.pool.query(`update mandat_facturation set periode = tstzrange(maintenant() + interval '40 days', null) where id = $1`, [mandat])
  const { corps } = await terminer(base())
  const lire = async (chemin: string) => (await (await p.demander(chemin, { cookie: daniel })).text()).replaceAll('\u00a0', ' ')
  const recu = /<table class="diff[^]*?<\/table>/.exec(await lire(`/demandes/${corps.numero}`))![0]
  expect([/sans date de fin/.test(recu), / du [^<]* au /.test(recu)]).toEqual([true, false])
  expect(await lire('/facturation/mandats')).toMatch(/prévu le [^<]*, n’a pas commencé</)
})

test('APP-01 saisies fausses : chacune à son champ, rien n’est écrit', async () => {
  for (const [champ, code, plus] of [
    ['fin', 'date-passee', { fin: jour(-1) }],
    ['fin', 'date-invalide', { fin: '2077-02-30' }],
    ['fin', 'date-trop-lointaine', { fin: '2100-01-01' }],
    ['commentaire', 'champ-manquant', { commentaire: ' ' }],
    ['mandat', 'champ-invalide', { mandat: 'x' }],
    ['structure', 'champ-manquant', { structure: undefined }],
  ] as const)
    expect([code, (await terminer({ ...base(), ...plus })).corps.champs?.map((e) => [e.champ, e.code])]).toEqual([code, [[champ, code]]])
  await p.pool.query(`update mandat_facturation set periode = tstzrange($2, null) where id = $1`, [
    mandat,
    new Date(Date.now() + 30 * 86_400_000),
  ])
  expect((await terminer({ ...base(), fin: jour(5) })).corps.champs).toMatchObject([{ champ: 'fin', code: 'fin-trop-tot' }])
  expect(await etat()).toEqual({ fin: null, retire: false })
  // Not begun yet, it never begins.
  expect([(await terminer(base())).statut, (await etat()).retire]).toEqual([201, true])
})

test('APP-01 HAB-01 qui ne le peut : sans le profil, dit pourquoi ; ni mandant ni mandataire, n’existe pas', async () => {
  const simple = await creerUtilisateur(p.pool, { nom: 'Sans profil' })
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, periode) values ($1, $2, tstzrange(maintenant() - interval '1 day', null))`,
    [simple.id, monde.menuiserie],
  )
  const cookie = await p.session(simple.id)
  const page = (qui: string) => p.demander(`/facturation/mandats/${mandat}/fin`, { cookie: qui })
  expect([await terminer(base(), cookie), (await page(cookie)).status]).toMatchObject([
    { statut: 403, corps: { code: 'acces-refuse' } },
    403,
  ])
  expect(await (await p.demander('/facturation/mandats', { cookie })).text()).not.toContain(`/facturation/mandats/${mandat}/fin`)
  const dehors = await p.session('camille')
  expect([(await terminer(base(), dehors)).statut, (await page(dehors)).status]).toEqual([404, 404])
  // Daniel governs another structure, which is no side of it; of the side that is not his, he knows nothing.
  expect([
    (await terminer({ ...base(), structure: monde.agencement })).statut,
    (await terminer({ ...base(), structure: monde.mairie })).statut,
    (await terminer({ ...base(), mandat: monde.menuiserie })).statut,
  ]).toEqual([404, 404, 404])
  expect(await etat()).toEqual({ fin: null, retire: false })
})

test('APP-01 les deux côtés au même instant, et la même clé dix fois : il prend fin une fois', async () => {
  const statuts = (await Promise.all([terminer(base()), terminer({ ...base(), structure: monde.mairie }, nadia)])).map((r) => r.statut)
  expect(statuts.toSorted()).toEqual([201, 409])
  await p.pool.query('update mandat_facturation set retire_le = null')
  const dix = await Promise.all(
    Array.from({ length: 10 }, async () => terminer(base(), daniel, '', { 'idempotency-key': 'fin-du-mandat' })),
  )
  expect([new Set(dix.map((r) => r.statut)), new Set(dix.map((r) => r.corps.numero)).size]).toEqual([new Set([201]), 1])
})

test('STR-07 une structure désactivée met encore fin à ses mandats', async () => {
  await p.pool.query(`update structure set statut = 'INACTIVE' where id = $1`, [monde.menuiserie])
  try {
    expect((await terminer(base())).statut).toBe(201)
  } finally {
    await p.pool.query(`update structure set statut = 'ACTIVE' where id = $1`, [monde.menuiserie])
  }
})

test('APP-01 la liste : filtres, pages et fichier ; de l’une des deux structures, ou des deux', async () => {
  await p.pool.query(
    `insert into mandat_facturation (mandant, mandataire, periode) select $1, $2, tstzrange(maintenant() + make_interval(days => n), maintenant() + make_interval(days => n + 1), '[)') from generate_series(1, 24) n`,
    [monde.menuiserie, monde.agencement],
  )
  const lire = async (q: string) =>
    (await (await p.demander(`/api/v1/mandats?${q}`, { cookie: daniel })).json()) as {
      total: number
      suivant: string | null
      elements: { id: string; sens: string; etat: string }[]
    }
  expect([
    (await lire('')).total,
    (await lire('sens=recu')).total,
    (await lire('etat=enVigueur')).total,
    (await lire('recherche=villeurb')).total,
    (await lire('recherche=zzzz')).total,
  ]).toEqual([49, 24, 1, 1, 0])
  const vus: string[] = []
  for (let apres: string | null = ''; apres !== null;) {
    const page = await lire(`taille=10${apres ? `&apres=${apres}` : ''}`)
    vus.push(...page.elements.map((e) => e.id + e.sens))
    apres = page.suivant
  }
  expect([vus.length, new Set(vus).size]).toEqual([49, 49])
  const html = await (await p.demander('/facturation/mandats?sens=donne&page=2', { cookie: daniel })).text()
  expect([html.includes('25 mandats'.replace(' ', '\u00a0')) || html.includes('25 mandats'), (html.match(/\/fin"/g) ?? []).length]).toEqual(
    [true, 5],
  )
  expect((await (await p.demander('/api/v1/mandats?format=csv', { cookie: daniel })).text()).split('\n').filter(Boolean)).toHaveLength(50)
})

test('APP-01 POR-16 à l’écran, sans script : de la liste à la confirmation', async () => {
  const { page: f } = await fenetre({ url: p.url, cookie: daniel, sansScript: true })
  await f.goto(`${p.url}/facturation/mandats`)
  await f.getByRole('link', { name: 'Mettre fin au mandat avec' }).click()
  await f.getByRole('button', { name: 'Vérifier' }).click()
  await f.getByRole('alert').getByRole('link').first().waitFor()
  await f.getByLabel('Commentaire').fill('Nous changeons de prestataire.')
  await f.getByRole('button', { name: 'Vérifier' }).click()
  await f.getByText('Tout de suite').waitFor()
  await f.getByRole('button', { name: 'Mettre fin au mandat' }).click()
  await f.waitForURL(/\/demandes\/RITM/)
  expect((await etat()).retire).toBe(true)
  const { page: v } = await fenetre({ url: p.url, cookie: daniel, largeur: 390 })
  for (const chemin of ['/facturation/mandats', `/facturation/mandats/${mandat}/fin`]) {
    await v.goto(p.url + chemin)
    await verifierAccessibilite(v)
  }
})
