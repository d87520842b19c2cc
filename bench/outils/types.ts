import type { Pool } from 'pg'
import type { PortailLance } from './portail.ts'

/** What a bench is given: a migrated database of its own, a folder to write in, a way to say where it is. */
export interface Outils {
  pool: Pool
  url: string
  tmp: string
  journal: (phrase: string) => void
  /** Starts the bundled server over this bench's database. */
  portail: (env?: Record<string, string>) => Promise<PortailLance>
}

/** One line of the table; `atteint` is null when there is no target, or when the machine was too busy to tell. */
export interface Ligne {
  mesure: string
  nous: string
  pair: string
  rapport: string
  cible: string
  atteint: boolean | null
}

export interface Bench {
  nom: string
  executer: (outils: Outils) => Promise<Ligne[]>
}
