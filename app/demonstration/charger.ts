import type { Pool } from 'pg'
import { hacheDeDemonstration } from '#app/comptes/motdepasse/demonstration.ts'
import { annoncer } from '#app/demonstration/annonces.ts'
import { tenirDesConversations } from '#app/demonstration/clavardage.ts'
import { entourer, programmer } from '#app/demonstration/collegues.ts'
import { chargerCommunes } from '#app/demonstration/communes.ts'
import { donnerLesComptes } from '#app/demonstration/coordonnees.ts'
import { soumettreLesDemandes } from '#app/demonstration/demandes.ts'
import { daterDesServices } from '#app/demonstration/services.ts'
import { deposerLesPieces } from '#app/demonstration/pieces.ts'
import { battreUnMois } from '#app/demonstration/battements.ts'
import { remplirLeMois } from '#app/demonstration/mois-de-tickets.ts'
import { preparerDesReponses } from '#app/demonstration/reponses.ts'
import { envoyerLesTickets } from '#app/demonstration/tickets.ts'
import { creerMonde, type Monde } from '#app/demonstration/monde.ts'
import { chargerRegistreDemonstration } from '#app/organisation/sirene/demonstration/charger.ts'
import { console as dire } from '#platform/console.ts'
import type { Settings } from '#platform/settings.ts'

/** Key of the lock that lets one process load the demonstration. */
const VERROU = 7_203_115

/**
 * Loads the demonstration into an empty database, once (INT-05, INT-14). The register first, which may be loaded again;
 * then people and structures in one transaction: a start cut short leaves nothing half-made. What waits for a decision comes last, through the portal's own door.
 */
export async function chargerDemonstration(pool: Pool, dit: (phrase: string) => void, settings: Settings): Promise<boolean> {
  const vide = async (q: Pick<Pool, 'query'>) => !(await q.query('select from utilisateur limit 1')).rowCount
  if (!(await vide(pool))) return false
  dit(dire.t.demonstration)
  // A month of heartbeats has to do with nothing else: they are written meanwhile.
  const battements = battreUnMois(pool)
  battements.catch(() => {})
  const [hache] = await Promise.all([hacheDeDemonstration(), chargerRegistreDemonstration(pool)])
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [VERROU])
    const premier = await vide(client)
    let monde: Monde | null = null
    if (premier) {
      monde = await creerMonde(client, hache)
      await entourer(client, monde)
      await chargerCommunes(client)
      // Nadia's town hall: either is enough, and its roads always ask for a commitment.
      await client.query('update structure set code_service_ou_numero_engagement = true where id = $1', [monde.mairie])
      await client.query(`update service set numero_engagement_obligatoire = true where structure = $1 and code = 'VOIRIE'`, [monde.mairie])
    }
    await client.query('commit')
    if (monde) {
      await soumettreLesDemandes(pool, settings, monde)
      await programmer(pool, settings, monde)
      await daterDesServices(pool, settings, monde)
      await deposerLesPieces(pool, settings, monde)
      await donnerLesComptes(pool, settings, monde)
      await remplirLeMois(pool, monde)
      await envoyerLesTickets(pool, settings, monde)
      await preparerDesReponses(pool, settings, monde)
      await tenirDesConversations(pool, settings, monde)
      await annoncer(pool, settings, monde)
    }
    await battements
    return premier
  } catch (error) {
    await Promise.allSettled([client.query('rollback'), battements])
    throw error
  } finally {
    client.release()
  }
}
