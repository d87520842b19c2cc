import { expect, test } from 'vitest'
import { graduer } from '#ui/composants/graphique.cadre.tsx'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const [daniel, nadia, camille, agent, operateur] = [
  await p.session('daniel'),
  await p.session('nadia'),
  await p.session('camille'),
  await p.session('agent'),
  await p.session('operateur'),
]
const { mairie, menuiserie } = p.monde
const voirie = (await p.pool.query<{ id: string }>(`select id from service where structure = $1 and code = 'VOIRIE'`, [mairie])).rows[0]!.id

interface Mesures {
  recus: number
  premiere: number | null
  resolution: number | null
  satisfaction: number | null
  avis: number
}
interface Chiffres {
  perimetre: string
  total: Mesures & { resolus: number; avant: number }
  semaines: (Mesures & { lundi: string; resolus: number })[]
  categories: (Mesures & { code: string })[]
}
const chiffres = async (cookie: string, requete = '') => {
  const r = await p.demander(`/api/v1/tickets/chiffres?${requete}`, { cookie })
  return [r.status, (await r.json()) as Chiffres] as const
}

/** So many hours after the ticket: the first answer, the last one. */
interface Fait {
  jours: number
  premiere?: number
  resolution?: number
  note?: number
  service?: string | null
  portail?: boolean
  sous?: string
}
async function ticket({
  jours,
  premiere,
  resolution,
  note,
  service = null,
  portail = false,
  sous = portail ? 'generale-portail' : 'facture-question',
}: Fait) {
  const {
    rows: [t],
  } = await p.pool.query<{ id: number }>(
    `insert into ticket (cle, auteur, structure, destinataire, destinataire_service, courriel, categorie, sous_categorie, titre, description, cree_le, satisfaction, satisfaction_le) select gen_random_uuid(), $1, $2, $3, $4, 'a@exemple.fr', k.categorie, k.code, 'Chiffre', 'Chiffre', maintenant() - make_interval(days => $5), $6::int, case when $6::int is not null then maintenant() end from ticket_sous_categorie k where k.code = $7 returning id`,
    [p.monde.daniel, menuiserie, portail ? null : mairie, service, jours, note ?? null, sous],
  )
  const dire = (heures: number, action: string, de: string | null, vers: string | null, interne = false) =>
    p.pool.query(
      `insert into ticket_activite (ticket, le, cote, action, texte, de, vers, par) select $1, cree_le + make_interval(mins => $2), 'destinataire', $3, 'Texte', $4, $5, case when $5::text is not null then 'destinataire' end from ticket where id = $1`,
      [t!.id, Math.round(heures * 60), interne ? 'note' : action, de, vers],
    )
  await dire(0.1, 'note', null, null, true)
  if (premiere !== undefined) await dire(premiere, 'demander', 'OUVERT', 'EN_ATTENTE')
  if (resolution === undefined) return
  await dire(resolution, 'resoudre', premiere === undefined ? 'OUVERT' : 'EN_ATTENTE', 'RESOLU')
  await p.pool.query(`update ticket set statut = 'RESOLU', resolu_le = cree_le + make_interval(mins => $2) where id = $1`, [
    t!.id,
    Math.round(resolution * 60),
  ])
}

const horaires = (plages: object[], fermetures: object[] = []) =>
  p.demander('/api/v1/conversations/horaires', { cookie: operateur, json: { plages, fermetures } })

test('TIC-09 les délais comptent les heures d’ouverture, comme les échéances : ni la nuit, ni la fin de semaine, ni un jour de fermeture', async () => {
  const {
    rows: [k],
  } = await p.pool.query<{ id: number }>(
    `insert into ticket (cle, auteur, courriel, categorie, sous_categorie, titre, description, cree_le, resolu_le, statut)
    select gen_random_uuid(), $1, 'a@exemple.fr', categorie, code, 'Heures', 'Heures', v + interval '16 hours', v + interval '4 days 11 hours 30 minutes', 'RESOLU' from ticket_sous_categorie, (select (date_trunc('week', maintenant() at time zone 'Europe/Paris') - interval '10 days') at time zone 'Europe/Paris' as v) v where code = 'generale-portail' returning id`,
    [p.monde.daniel],
  )
  await p.pool.query(`update ticket set premiere_reponse_le = resolu_le - interval '22 hours' where id = $1`, [k!.id])
  const delais = async () => {
    const { total } = (await chiffres(operateur, 'perimetre=portail'))[1]
    return [total.premiere, total.resolution]
  }
  const semaine = [1, 2, 3, 4, 5].flatMap((jour) => [
    { jour, debut: '09:00', fin: '12:00' },
    { jour, debut: '14:00', fin: '17:00' },
  ])
  await horaires(semaine)
  // Friday at 16 h, answered on Monday at 13 h 30 (closed since noon), solved on Tuesday at 11 h 30.
  expect(await delais()).toEqual([4, 9.5])
  await p.pool.query(
    `insert into fermeture_support (jour) select (date_trunc('week', maintenant() at time zone 'Europe/Paris') - interval '7 days')::date`,
  )
  expect(await delais()).toEqual([1, 3.5])
  await p.pool.query('delete from fermeture_support')
  await horaires([{ jour: 6, debut: '00:00', fin: '24:00' }])
  expect(await delais()).toEqual([24, 24])
  await horaires([])
  expect(await delais()).toEqual([69.5, 91.5])
  const html = (await (await p.demander('/support/chiffres?perimetre=portail', { cookie: operateur })).text()).replaceAll(
    /[\u00a0\u202f]/g,
    ' ',
  )
  expect([
    html.includes('92 h'),
    html.includes('heures d’ouverture du support, comme les échéances'),
    html.includes('Les horaires d’aujourd’hui servent pour toute la période'),
  ]).toEqual([true, true, true])
  await p.pool.query('delete from ticket where id = $1', [k!.id])
})

test('TIC-09 volume, première réponse, résolution et satisfaction : par semaine, par catégorie, par service, avec la période d’avant', async () => {
  for (const f of [
    { jours: 15, premiere: 2, resolution: 48, note: 5 },
    { jours: 14, premiere: 4, resolution: 24, note: 4 },
    { jours: 13, premiere: 9, service: voirie },
    { jours: 0, service: voirie },
    { jours: 14, resolution: 6, sous: 'travaux-question' },
    { jours: 95 },
    { jours: 96 },
    { jours: 1, portail: true, premiere: 1 },
  ])
    await ticket(f)
  const [statut, tout] = await chiffres(nadia)
  // A note is not an answer; whoever answers at once and resolves has answered.
  expect([statut, tout.perimetre, tout.total]).toEqual([
    200,
    mairie,
    { recus: 5, premiere: 5, resolution: 24, satisfaction: 4.5, avis: 2, resolus: 3, avant: 2 },
  ])
  expect([
    tout.semaines.length,
    tout.semaines.reduce((n, s) => n + s.recus, 0),
    tout.semaines.at(-1)!.recus >= 1,
    tout.semaines.every((s) => new Date(`${s.lundi}T12:00Z`).getUTCDay() === 1),
  ]).toEqual([12, 5, true, true])
  expect(tout.categories.map((k) => [k.code, k.recus, k.premiere])).toEqual([
    ['factures-emises', 4, 4],
    ['factures-de-travaux', 1, 6],
  ])
  expect([
    (await chiffres(nadia, `service=${voirie}`))[1].total,
    (await chiffres(nadia, 'categorie=factures-de-travaux&semaines=4'))[1].total,
  ]).toMatchObject([
    { recus: 2, premiere: 9 },
    { recus: 1, resolution: 6 },
  ])
  expect([
    (await chiffres(agent))[1].total,
    (await chiffres(operateur))[1].total,
    (await chiffres(operateur, 'perimetre=portail'))[1].perimetre,
  ]).toMatchObject([{ recus: 1, premiere: 1 }, { recus: 6 }, 'portail'])
  const { rows } = await p.pool.query(`select count(*)::int as n from ticket where premiere_reponse_le is not null`)
  expect(rows[0].n).toBe(5)
})

test('TIC-09 chacun les siens : les autres n’existent pas ; un service seul ne montre que ses tickets ; exporté comme montré ; six requêtes', async () => {
  expect([
    (await chiffres(daniel, `perimetre=${mairie}`))[0],
    (await chiffres(nadia, 'perimetre=tous'))[0],
    (await chiffres(camille))[0],
    (await chiffres(daniel))[1].total.recus,
  ]).toEqual([404, 404, 404, 0])
  expect([
    (await p.demander('/exploitation/chiffres', { cookie: nadia })).status,
    (await p.demander(`/support/chiffres?perimetre=${mairie}`, { cookie: daniel })).status,
    (await (await p.demander('/support/chiffres', { cookie: camille })).text()).includes('Pas de chiffres à voir'),
  ]).toEqual([404, 404, true])
  await p.pool.query(
    `insert into rattachement (utilisateur, structure, service, periode, tri) values ($1, $2, $3, tstzrange(maintenant() - interval '1 day', null), 'moreau')`,
    [p.monde.camille, mairie, voirie],
  )
  await p.pool.query(
    `insert into habilitation (utilisateur, structure, service, application, niveau, periode) select $1, $2, $3, id, 1, tstzrange(maintenant() - interval '1 day', null) from application where code = 'sollicitations-recues'`,
    [p.monde.camille, mairie, voirie],
  )
  expect((await chiffres(camille))[1].total.recus).toBe(2)
  for (const format of ['csv', 'xlsx', 'ods'])
    expect((await p.demander(`/api/v1/tickets/chiffres?format=${format}`, { cookie: nadia })).headers.get('content-disposition')).toContain(
      `chiffres-du-support.${format}`,
    )
  expect(await (await p.demander('/api/v1/tickets/chiffres?format=csv', { cookie: nadia })).text()).toMatch(/Total.*;5;3;5;24;4,5;2/)
  const { resultat, requetes } = await p.compterRequetes(async () =>
    (await p.demander('/support/chiffres?tri=categorie&semaines=12', { cookie: nadia })).text(),
  )
  expect(requetes.length).toBeLessThanOrEqual(6)
  for (const mot of ['role="img"', 'Les valeurs en tableau', 'Factures émises', '5&nbsp;h&nbsp;00', 'perimetre='])
    expect([mot, resultat.replaceAll(/[\u00a0\u202f]/g, '&nbsp;').includes(mot)]).toEqual([mot, true])
  expect((await (await p.demander('/exploitation/chiffres', { cookie: operateur })).text()).includes('Tout le portail')).toBe(true)
  // With nothing to show, a longer period is advised while there is one.
  const vide = async (semaines: number) =>
    (await (await p.demander(`/support/chiffres?categorie=raccordements&semaines=${semaines}`, { cookie: nadia })).text()).includes(
      'période plus longue',
    )
  expect([await vide(12), await vide(52)]).toEqual([true, false])
})

test('TIC-09 l’échelle d’un graphique est ronde et contient tout', () => {
  for (const [max, haut] of [
    [0, 4],
    [1, 4],
    [3, 4],
    [7, 8],
    [52, 60],
    [413, 600],
    [9999, 10_000],
  ] as const)
    expect([max, graduer(max).haut]).toEqual([max, haut])
})
