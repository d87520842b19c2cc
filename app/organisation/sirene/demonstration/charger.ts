import { join } from 'node:path'
import type { Pool } from 'pg'
import { ROOT } from '#platform/root.ts'
import { importerSirene, type Bilan } from '../importer.ts'

/** Loads the demonstration's register (INT-05): real companies and two fictional establishments. Again on the same files, it does nothing. */
export async function chargerRegistreDemonstration(pool: Pool): Promise<Bilan[]> {
  const dossier = join(ROOT, 'app', 'organisation', 'sirene', 'demonstration')
  return [await importerSirene(pool, join(dossier, 'unites-legales.csv')), await importerSirene(pool, join(dossier, 'etablissements.csv'))]
}
