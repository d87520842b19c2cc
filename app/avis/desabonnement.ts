import { createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { estUuid } from '#app/contexte.ts'
import type { Db } from '#platform/database/open.ts'

const RESUMES = ['jour', 'semaine'] as const
export type Resume = (typeof RESUMES)[number]

const signature = (corps: string, secret: string) =>
  createHmac('sha256', secret).update(`desabonnement:${corps}`).digest().subarray(0, 18).toString('base64url')

/** In each summary: opens no session, and only puts an end to that summary. */
export const adresseDeDesabonnement = (utilisateur: string, resume: Resume, secret: string) =>
  `/avis/desabonnement/${utilisateur}.${resume}.${signature(`${utilisateur}.${resume}`, secret)}`

/** @returns null when the signature is not ours */
export function lireDesabonnement(jeton: string, secret: string): { utilisateur: string; resume: Resume } | null {
  const [utilisateur = '', nom = '', recue = ''] = jeton.split('.')
  const resume = RESUMES.find((r) => r === nom)
  if (
    !estUuid(utilisateur) ||
    !resume ||
    !/^[\w-]{24}$/.test(recue) ||
    !timingSafeEqual(Buffer.from(recue), Buffer.from(signature(`${utilisateur}.${resume}`, secret)))
  )
    return null
  return { utilisateur, resume }
}

/** What came in this summary is told by no mail any more; it stays in the centre of notices. */
export const desabonner = (db: Db, { utilisateur, resume }: { utilisateur: string; resume: Resume }) =>
  sql`update preference_avis set cadence = 'jamais' where utilisateur = ${utilisateur}::uuid and cadence = ${resume}`.execute(db)
