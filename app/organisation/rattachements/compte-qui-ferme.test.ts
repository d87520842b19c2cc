// An account that closes while somebody attaches its person: whichever comes first, nothing of the attachment outlives the account.
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { attacher } from '#acces/index.ts'
import { avancer } from '#app/organisation/utilisateurs/importer.appliquer.ts'
import { creerUtilisateur } from '#tests/acteurs.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { fr } from '#ui/textes/index.ts'

const p = await portailDuMonde()
const { agencement } = p.monde
const daniel = await p.session('daniel')

/** An import of this one line, asked for and not yet begun. @returns its demande's key */
async function importer(adresse: string): Promise<number> {
  const corps = new FormData()
  corps.set('fichier', new Blob([`Adresse électronique;Structure\n${adresse};98765432400019`]), 'liste.csv')
  const vu = (await (await p.demander('/api/v1/imports/utilisateurs', { method: 'POST', cookie: daniel, body: corps })).json()) as {
    id: string
  }
  await p.demander('/api/v1/demandes/utilisateur.importer', { cookie: daniel, json: { import: vu.id, lignes: 'toutes' } })
  return (await p.pool.query<{ demande: number }>('select demande from import where id = $1', [vu.id])).rows[0]!.demande
}

const quelquUnAttend = () =>
  expect
    .poll(
      async () =>
        (await p.pool.query(`select from pg_stat_activity where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0`))
          .rowCount,
    )
    .toBeGreaterThan(0)
const vivants = async (utilisateur: string) =>
  (
    await p.pool.query<{ n: number }>(
      `select (select count(*) from rattachement where utilisateur = $1 and retire_le is null) + (select count(*) from habilitation where utilisateur = $1 and retiree_le is null) as n`,
      [utilisateur],
    )
  ).rows.map((r) => Number(r.n))[0]

/** Closes the account as far as its lock, then lets somebody else begin; the account is closed once they wait. */
async function fermerPendant<T>(utilisateur: string, faire: () => Promise<T>): Promise<T> {
  const fait = await p.db.transaction().execute(async (tx) => {
    await sql`update utilisateur set est_actif = false where id = ${utilisateur}::uuid`.execute(tx)
    const suite = { promesse: faire() }
    await quelquUnAttend()
    return suite
  })
  return fait.promesse
}

test('UTI-02 CPT-04 rattaché à l’instant où son compte ferme : le rattachement attend, puis dit que le compte est désactivé ; rien ne reste', async () => {
  const u = await creerUtilisateur(p.pool)
  const r = await fermerPendant(u.id, () =>
    p.demander('/api/v1/demandes/rattachement.creer', { cookie: daniel, json: { structure: agencement, adresseElectronique: u.adresse } }),
  )
  expect([r.status, ((await r.json()) as { code: string }).code, await vivants(u.id)]).toEqual([409, 'compte-inactif', 0])
})

test('CPT-04 le compte ferme à l’instant où l’on rattache : la fermeture attend le rattachement, et y met fin avec le reste', async () => {
  const u = await creerUtilisateur(p.pool)
  const cookie = await p.session(u.id)
  const fermeture = await p.db.transaction().execute(async (tx) => {
    expect(await attacher(tx, { utilisateur: u.id, structure: agencement })).toBe(true)
    const suite = { promesse: p.demander('/api/v1/demandes/compte.desactiver', { cookie, json: {} }) }
    await quelquUnAttend()
    return suite
  })
  expect([(await fermeture.promesse).status, await vivants(u.id)]).toEqual([201, 0])
})

test('UTI-06 CPT-04 un import le rattache à l’instant où son compte ferme : l’import attend, et ne lui donne rien', async () => {
  const u = await creerUtilisateur(p.pool)
  const demande = await importer(u.adresse)
  expect(await fermerPendant(u.id, () => avancer({ ...p.programme, t: fr }, demande))).toBe('effective')
  expect(await vivants(u.id)).toBe(0)
})
