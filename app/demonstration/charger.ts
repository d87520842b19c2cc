import type { Pool } from 'pg'
import { hacheDeDemonstration } from '#app/comptes/motdepasse/demonstration.ts'
import { annoncer } from '#app/demonstration/annonces.ts'
import { tenirDesConversations } from '#app/demonstration/clavardage.ts'
import { entourer, programmer } from '#app/demonstration/collegues.ts'
import { chargerCommunes, peuplerLesCommunes } from '#app/demonstration/communes.ts'
import { COMPTES, donnerLesComptes } from '#app/demonstration/coordonnees.ts'
import { soumettreLesDemandes } from '#app/demonstration/demandes.ts'
import { daterDesServices } from '#app/demonstration/services.ts'
import { deposerLesPieces, enPdf } from '#app/demonstration/pieces.ts'
import { battreUnMois } from '#app/demonstration/battements.ts'
import { remplirLeMois } from '#app/demonstration/mois-de-tickets.ts'
import { preparerDesReponses } from '#app/demonstration/reponses.ts'
import { envoyerLesTickets } from '#app/demonstration/tickets.ts'
import { creerMonde, type Monde } from '#app/demonstration/monde.ts'
import { calculerLesDelais } from '#app/support/tickets/emetteur/delai.ts'
import { chargerRegistreDemonstration } from '#app/organisation/sirene/demonstration/charger.ts'
import { console as dire } from '#platform/console.ts'
import { openDatabase } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'

/** All are over when one has failed: nothing still writes after the answer. */
async function ensemble(travaux: Promise<unknown>[]) {
  await Promise.allSettled(travaux)
  await Promise.all(travaux)
}

/** What can be made before there is a database. */
export const preparer = () =>
  Promise.all([
    hacheDeDemonstration(),
    ...fr.pieces.exemples.map((p) => enPdf(p.designation, p.texte)),
    ...COMPTES.map((c) => enPdf('RIB', c.nom)),
  ])

/** What « Nous contacter » says before one writes; afterwards the hour's own work does. */
const annoncerLesDelais = (pool: Pool) => calculerLesDelais(openDatabase(pool))

/** What waits, what was asked and what was said, through the portal's own door. Two that have nothing to do with each other go at once. */
async function vivre(pool: Pool, settings: Settings, monde: Monde) {
  const gestion = [soumettreLesDemandes, programmer, daterDesServices, deposerLesPieces, donnerLesComptes]
  const echanges = [
    (p: Pool, _s: Settings, m: Monde) => remplirLeMois(p, m),
    envoyerLesTickets,
    annoncerLesDelais,
    preparerDesReponses,
    tenirDesConversations,
    annoncer,
  ]
  await ensemble(
    [gestion, echanges].map(async (suite) => {
      for (const faire of suite) await faire(pool, settings, monde)
    }),
  )
}

/** Key of the lock that lets one process load the demonstration. */
const VERROU = 7_203_115

/**
 * Loads the demonstration into an empty database, once (INT-05, INT-14): people and structures in one transaction, then all the rest.
 * Cut short after it, an embedded database is made again by the next start; another one is to be emptied.
 */
export async function chargerDemonstration(pool: Pool, dit: (phrase: string) => void, settings: Settings): Promise<boolean> {
  const vide = async (q: Pick<Pool, 'query'>) => !(await q.query('select from utilisateur limit 1')).rowCount
  if (!(await vide(pool))) return false
  dit(dire.t.demonstration)
  // A month of heartbeats and the register have to do with nothing else: they are written meanwhile.
  const aPart = ensemble([battreUnMois(pool), chargerRegistreDemonstration(pool)])
  aPart.catch(() => {})
  const hache = await hacheDeDemonstration()
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [VERROU])
    const premier = await vide(client)
    const monde = premier ? await creerMonde(client, hache) : null
    if (monde) {
      await entourer(client, monde)
      await chargerCommunes(client)
      // Nadia's town hall: either is enough, and its roads always ask for a commitment.
      await client.query('update structure set code_service_ou_numero_engagement = true where id = $1', [monde.mairie])
      await client.query(`update service set numero_engagement_obligatoire = true where structure = $1 and code = 'VOIRIE'`, [monde.mairie])
    }
    await client.query('commit')
    if (monde) await ensemble([peuplerLesCommunes(client), vivre(pool, settings, monde)])
    await aPart
    return premier
  } catch (error) {
    await Promise.allSettled([client.query('rollback'), aPart])
    throw error
  } finally {
    client.release()
  }
}
