import type { Pool } from 'pg'
import { rafraichirCatalogue } from '#app/accueil/catalogue/index.ts'
import type { Contexte } from '#app/contexte.ts'
import { openDatabase } from '#platform/database/open.ts'
import { readSettings } from '#platform/settings.ts'
import { textes } from '#ui/textes/index.ts'

/** What a consultation needs of a request, for a person who is signed in and has nothing. */
export async function contexteDeMesure(pool: Pool): Promise<Contexte> {
  const db = openDatabase(pool)
  await rafraichirCatalogue(db, true)
  const id = (await pool.query<{ id: string }>(`insert into utilisateur (adresse_electronique) values ('mesure@bench.invalid') on conflict do nothing returning id`)).rows[0]!.id
  return { db, pool, settings: readSettings({ DATABASE_URL: 'postgres://bench' }), langue: 'fr', t: textes.fr, url: new URL('http://localhost/'), chemin: '/', params: {}, utilisateur: { id, prenom: '', nom: '', adresseElectronique: 'mesure@bench.invalid', roles: [] }, structures: [], nombreStructures: 0, structureActive: null, voirComme: null, compteurs: { approbations: 0, messages: 0 }, decide: false, heure: new Date() } as unknown as Contexte
}
