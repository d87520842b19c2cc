import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as attendre } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { creerMonde } from '#app/demonstration/monde.ts'
import { openPool } from '#platform/database/open.ts'
import { ouvrirSession } from '#tests/acteurs.ts'
import { charger, refus, statutsInattendus } from './charge.ts'
import { GRAINE, hasard } from './hasard.ts'
import { banc, CLE_SECRETE, jusqua, LONGS } from './serveur.ts'
import { verifier } from './verificateur.ts'

const [DEMANDES, MORTS] = LONGS ? [1000, 10] : [120, 2]
/** The domain's clock runs twenty times as fast, so that a delay of one minute is three seconds. */
const VITESSE = 20

const b = await banc({ DELAI_EFFET_MINUTES: '1' })
const coffre = mkdtempSync(join(tmpdir(), 'choral-livre-'))
afterAll(() => rmSync(coffre, { recursive: true, force: true }))

test(`R1 R2 ${DEMANDES} demandes mêlées, ${MORTS} morts brutales du serveur et de PostgreSQL : rien de perdu, rien en double, rien en panne`, async () => {
  console.log(`GRAINE=${GRAINE}`)
  const aleatoire = hasard()
  await b.demarrer()
  const { cookie, structures } = await preparerMonde(b.urlBase, b.url)

  let morts = 0
  const livre = join(coffre, 'livre.jsonl')
  const repondues = () => (existsSync(livre) ? readFileSync(livre, 'utf8').split('"reponse"').length - 1 : 0)
  const bourreau = async () => {
    // The first life makes changes that wait, to be cancelled: a slow machine needs its time for that.
    await jusqua('de premières demandes', async () => repondues() >= 30)
    while (morts < MORTS) {
      await attendre(500 + aleatoire() * 1500)
      if (morts % 2 === 0) {
        await b.tuerServeur()
        // A change in force at once, or one that waits: each life of the server does the one or the other.
        await b.demarrer({ DELAI_EFFET_MINUTES: String((morts / 2) % 2) })
      } else {
        if (aleatoire() < 0.7) b.tuerPostgres()
        else await b.tuerUnBackend()
        await jusqua('la base revient', b.pret)
      }
      morts++
    }
  }
  const bourreauFini = bourreau()
  const faites = await charger({ url: b.url, cookie, livre, structures, delaiMs: 60_000, aleatoire }, DEMANDES, () => morts >= MORTS)
  await bourreauFini
  await jusqua('plus rien n’attend', () => rienNAttend(b.urlBase), 120_000, 200)

  const pool = openPool(b.urlBase, { max: 1 })
  const bilan = await verifier(pool, livre)
  await pool.end()
  console.log(`${faites} demandes envoyées, ${morts} morts : ${JSON.stringify({ ...bilan, fautes: bilan.fautes.length, refus })}`)
  expect(bilan.fautes).toEqual([])
  expect(statutsInattendus).toEqual([])
  expect(bilan.acquittees).toBeGreaterThan(DEMANDES * 0.7)
  expect(bilan.annulees).toBeGreaterThan(0)
  expect(await b.arreter()).toEqual({ code: 0, signal: null })
})

async function preparerMonde(urlBase: string, url: string): Promise<{ cookie: string; structures: string[] }> {
  const pool = openPool(urlBase, { max: 1 })
  const monde = await creerMonde(pool)
  await pool.query('update utilisateur set est_operateur = true where id = $1', [monde.daniel]) // no daily limit of creations
  await pool.query('begin')
  const { rows } = await pool.query<{ id: string }>(
    `insert into structure (type_identifiant, identifiant, raison_sociale, type_structure, gestionnaire_principal, adresse, code_postal, ville) select 'HORS_UE', 'XX-' || n, 'Essai ' || n, 'PRIVEE', $1, '1 rue', '44000', 'Nantes' from generate_series(1, 12) n returning id`,
    [monde.daniel],
  )
  const structures = rows.map((r) => r.id)
  await pool.query(
    `insert into rattachement (utilisateur, structure, periode) select $1, s, tstzrange(maintenant(), null) from unnest($2::uuid[]) s`,
    [monde.daniel, structures],
  )
  await pool.query(
    `insert into habilitation (utilisateur, structure, application, niveau, periode) select $1, s, 1, 2, tstzrange(maintenant(), null) from unnest($2::uuid[]) s`,
    [monde.daniel, structures],
  )
  await pool.query(`select journaliser(s, $1, 'structure.creer:effective', null, '{"version":1}') from unnest($2::uuid[]) s`, [
    monde.daniel,
    structures,
  ])
  await pool.query('commit')
  const { rows: t0 } = await pool.query<{ t: string }>(`select clock_timestamp()::text as t`)
  await pool.query(
    `create or replace function maintenant() returns timestamptz language sql stable parallel safe as $$ select timestamptz '${t0[0]!.t}' + (clock_timestamp() - timestamptz '${t0[0]!.t}') * ${VITESSE} $$`,
  )
  const { cookie } = await ouvrirSession(pool, { SECRET_KEY: CLE_SECRETE, PUBLIC_URL: url }, monde.daniel)
  await pool.end()
  return { cookie, structures }
}

async function rienNAttend(urlBase: string): Promise<boolean> {
  const pool = openPool(urlBase, { max: 1 })
  try {
    return (await pool.query(`select from demande where etat in ('programmee', 'demandee') limit 1`)).rowCount === 0
  } catch {
    return false
  } finally {
    await pool.end()
  }
}
