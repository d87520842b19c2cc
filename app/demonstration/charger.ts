import type { Pool } from 'pg'
import { hacheDeDemonstration } from '#app/comptes/motdepasse/demonstration.ts'
import { enregistrerMotDePasse } from '#app/comptes/motdepasse/enregistrer.ts'
import { chargerCommunes } from '#app/demonstration/communes.ts'
import { creerMonde, PERSONNES, type NomPersonne } from '#app/demonstration/monde.ts'
import { chargerRegistreDemonstration } from '#app/organisation/sirene/demonstration/charger.ts'
import { openDatabase } from '#platform/database/open.ts'
import { console as dire } from '#platform/console.ts'

/** Key of the lock that lets one process load the demonstration. */
const VERROU = 7_203_115

/** Loads the demonstration into an empty database, once (INT-05, INT-14). */
export async function chargerDemonstration(pool: Pool, dit: (phrase: string) => void): Promise<boolean> {
  const vide = async () => !(await pool.query('select from utilisateur limit 1')).rowCount
  if (!(await vide())) return false
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [VERROU])
    if (!(await vide())) return false
    dit(dire.t.demonstration)
    const monde = await creerMonde(pool)
    const db = openDatabase(pool)
    const hache = await hacheDeDemonstration()
    for (const personne of Object.keys(PERSONNES) as NomPersonne[]) await enregistrerMotDePasse(db, monde[personne], hache)
    await chargerRegistreDemonstration(pool)
    await chargerCommunes(client)
    return true
  } finally {
    await client.query('select pg_advisory_unlock($1)', [VERROU]).catch(() => {})
    client.release()
  }
}
