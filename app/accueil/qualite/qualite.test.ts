import { expect, test } from 'vitest'
import { battre } from '#app/battement.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const [daniel, heloise, nadia] = [await p.session('daniel'), await p.session('heloise'), await p.session('nadia')]
const demande = async (cookie: string, libelle: string) =>
  (
    (await (
      await p.demander('/api/v1/demandes/structure.modifier', { cookie, json: { structure: p.monde.menuiserie, libelle } })
    ).json()) as { numero: string }
  ).numero
const lire = async (chemin: string, cookie?: string) => (await p.demander(chemin, cookie ? { cookie } : {})).text()
const donnes = async () => (await p.pool.query(`select a.note, a.texte from avis_demarche a order by 1`)).rows

test('POR-17 « Je donne mon avis » : deux questions au bout de la démarche, une fois par personne, qu’on peut changer ; les autres n’ont pas la question', async () => {
  const numero = await demande(daniel, 'Atelier')
  expect([
    (await lire(`/demandes/${numero}`, daniel)).includes(`action="/demandes/${numero}/avis"`),
    (await lire(`/demandes/${numero}`, heloise)).includes(`action="/demandes/${numero}/avis"`),
  ]).toEqual([true, false])
  const vide = await p.demander(`/demandes/${numero}/avis`, { cookie: daniel, champs: { note: '', texte: 'Un mot que je garde' } })
  expect(vide.status).toBe(422)
  const page = await vide.text()
  for (const mot of ['Choisissez une réponse', 'Un mot que je garde', 'href="#note"'])
    expect([mot, page.includes(mot)]).toEqual([mot, true])
  expect(await donnes()).toEqual([])
  const premier = await p.demander(`/demandes/${numero}/avis`, { cookie: daniel, champs: { note: '4', texte: 'Moins de champs' } })
  expect([premier.status, premier.headers.get('location')]).toEqual([303, `/demandes/${numero}?avis=merci#avis`])
  await p.demander(`/demandes/${numero}/avis`, { cookie: daniel, champs: { note: '2', texte: '' } })
  expect(await donnes()).toEqual([{ note: 2, texte: null }])
  expect(await lire(`/demandes/${numero}?avis=merci`, daniel)).toMatch(/votre avis est enregistré.*value="2" checked/s)
  expect([
    (await p.demander(`/demandes/${numero}/avis`, { cookie: heloise, champs: { note: '1' } })).status,
    (await p.demander(`/demandes/${numero}/avis`, { cookie: nadia, champs: { note: '1' } })).status,
  ]).toEqual([403, 404])
  const api = await p.demander(`/api/v1/demandes/${numero}/avis`, { cookie: daniel, json: { note: 5, texte: 'Parfait' } })
  expect([
    api.status,
    await api.json(),
    (await p.demander(`/api/v1/demandes/${numero}/avis`, { cookie: daniel, json: { note: 6 } })).status,
  ]).toEqual([200, { note: 5, texte: 'Parfait' }, 422])
  expect(await donnes()).toEqual([{ note: 5, texte: 'Parfait' }])
})

test('POR-17 l’opérateur lit les avis, filtrés, exportés, sans le nom de qui les a donnés', async () => {
  const operateur = await p.session('operateur')
  const page = await lire('/exploitation/avis?note=5&texte=oui&type=structure.modifier', operateur)
  expect([
    page.includes('Parfait'),
    page.includes('Poitier'),
    (await lire('/exploitation/avis?note=1', operateur)).includes('Parfait'),
  ]).toEqual([true, false, false])
  expect([
    ((await (await p.demander('/api/v1/exploitation/avis', { cookie: operateur })).json()) as { total: number }).total,
    (await p.demander('/exploitation/avis', { cookie: daniel })).status,
  ]).toEqual([1, 404])
  expect(await (await p.demander('/api/v1/exploitation/avis?format=csv', { cookie: operateur })).text()).toContain(';5;Parfait')
})

test('POR-17 la page publique : satisfaction, délais du support, disponibilité, avec leurs tableaux ; un mot des avis n’y paraît jamais', async () => {
  await p.pool.query(
    `insert into battement (heure, minutes) select date_trunc('hour', m, 'UTC'), bit_or(set_bit(repeat('0', 60)::bit(60), extract(minute from m at time zone 'UTC')::int, 1)) from generate_series(date_trunc('minute', maintenant()) - interval '10 hours', date_trunc('minute', maintenant()) - interval '2 minutes', interval '1 minute') m where m not between date_trunc('minute', maintenant()) - interval '5 hours 6 minutes' and date_trunc('minute', maintenant()) - interval '5 hours 1 minute' group by 1`,
  )
  await battre(p.programme)
  await battre(p.programme)
  const q = (await (await p.demander('/api/v1/qualite')).json()) as {
    satisfaction: { moyenne: number; avis: number }
    support: { semaines: unknown[] }
    disponibilite: { taux: number; jours: { minutes: number | null }[] }
  }
  // Six minutes, and the one before last, out of six hundred.
  expect([
    q.satisfaction,
    q.support.semaines.length,
    q.disponibilite.jours.length,
    q.disponibilite.jours.reduce((n, j) => n + (j.minutes ?? 0), 0),
    Math.round(q.disponibilite.taux * 1000),
  ]).toMatchObject([{ moyenne: 5, avis: 1 }, 12, 30, 7, 988])
  const page = (await lire('/satisfaction')).replaceAll(/[\u00a0\u202f]/g, ' ')
  for (const mot of ['5 sur 5', '98,83 %', 'role="img"', 'Les valeurs en tableau', '1 avis'])
    expect([mot, page.includes(mot)]).toEqual([mot, true])
  expect([page.includes('Parfait'), (await lire('/etat-du-service')).includes('href="/satisfaction"')]).toEqual([false, true])
})
