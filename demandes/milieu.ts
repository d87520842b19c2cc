import type { z } from 'zod'
import type { Usages } from '#acces/index.ts'
import type { Auteur, Demande } from '#demandes/definir.ts'
import type { Db } from '#platform/database/open.ts'
import type { Sending } from '#platform/jobs.ts'
import type { Settings } from '#platform/settings.ts'
import type { Textes } from '#ui/textes/index.ts'

export interface Milieu {
  db: Db
  settings: Settings
  jobs: Sending
  t: Textes
  usages?: Pick<Usages, 'noter'>
}

export type Definition = Demande<string, z.ZodObject>

export interface Soumission {
  definition: Definition
  auteur: Auteur & { roles: string[] }
  /** The body as it came: access is decided before its fields are looked at (INT-09). */
  corps: unknown
  cle?: string | null
  simulation?: boolean
}
