import { expect, test } from 'vitest'
import { appliquerEcheances } from '#app/demandes/echeances.ts'
import { decalerHorloge } from '#tests/base.ts'
import { portailDuMonde } from '#tests/monde.ts'

const p = await portailDuMonde()
const daniel = await p.session('daniel')

test('UTI-06 INT-01 un long import n’attend ni ne fait attendre personne : le portail démarre sans lui, et s’arrête après le lot en cours', async () => {
  await p.pool.query(
    `insert into utilisateur (adresse_electronique, adresse_verifiee, prenom, nom, nom_complet) select 'lot' || n || '@exemple.fr', true, 'L', 'Lot' || n, 'L' from generate_series(1, 2100) n`,
  )
  const lignes = Array.from({ length: 2100 }, (_, i) => `lot${i + 1}@exemple.fr;12345678200010`)
  const corps = new FormData()
  corps.set('fichier', new Blob([['Adresse électronique;Structure', ...lignes].join('\r\n')]), 'liste.csv')
  const { id } = (await (await p.demander('/api/v1/imports/utilisateurs', { method: 'POST', cookie: daniel, body: corps })).json()) as {
    id: string
  }
  const demander = async (type: string, json: object) =>
    (await (await p.demander(`/api/v1/demandes/${type}`, { cookie: daniel, json })).json()) as { numero: string }
  await demander('utilisateur.importer', { import: id, lignes: 'toutes' })
  const { numero } = await demander('structure.modifier', { structure: p.monde.menuiserie, telephone: '02 40 00 00 25' })
  await decalerHorloge(p.pool, '31 minutes')
  const faites = async () =>
    (await p.pool.query<{ n: number }>(`select count(*)::int as n from import_ligne where import = $1 and issue is not null`, [id]))
      .rows[0]!.n
  const etat = async () => (await p.pool.query('select etat from demande where numero = $1', [numero])).rows[0]

  expect([await appliquerEcheances(p.programme, { longues: false }), await etat(), await faites()]).toEqual([1, { etat: 'effective' }, 0])
  let lots = 0
  await appliquerEcheances(p.programme, { arret: () => lots++ > 0 })
  expect(await faites()).toBe(1000)
  await appliquerEcheances(p.programme)
  expect(await faites()).toBe(2100)
})
