import { z } from 'zod'
import type { Saisie } from '#app/communication/saisie.ts'

/** The body of what is published: its fields, each a text or nothing. */
export const corps = <N extends string>(champs: readonly N[]) =>
  z.strictObject(
    Object.fromEntries(champs.map((n) => [n, z.string().max(40_000).nullish()])) as Record<N, z.ZodOptional<z.ZodNullable<z.ZodString>>>,
  )
/** The same as a form gives it: each field a text, what was not said an empty one. */
export const saisieDe = (body: Record<string, string | null | undefined>): Saisie =>
  Object.fromEntries(Object.entries(body).map(([k, v]) => [k, v ?? '']))
/** The header that makes a publication sent twice one. */
export const CLE = z.looseObject({ 'idempotency-key': z.guid().optional() })
