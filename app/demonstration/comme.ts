import { sql } from 'kysely'
import type { Pool } from 'pg'
import { openDatabase } from '#platform/database/open.ts'
import { sending } from '#platform/jobs.ts'
import type { Settings } from '#platform/settings.ts'
import { fr } from '#ui/textes/index.ts'

/** The portal's own door, and who comes in by it. */
export async function comme(pool: Pool, settings: Settings, utilisateur: string) {
  const db = openDatabase(pool)
  const { rows } = await sql<{
    id: string
    prenom: string
    nom: string
    adresseElectronique: string
  }>`select id, prenom, nom, adresse_electronique::text as adresse_electronique from utilisateur where id = ${utilisateur}::uuid`.execute(
    db,
  )
  return { milieu: { db, settings, t: fr, jobs: sending }, auteur: { ...rows[0]!, roles: [] } }
}
