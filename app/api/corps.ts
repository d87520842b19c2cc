import type { z } from 'zod'
import { refusDeChamps } from '#demandes/index.ts'
import { erreursDeChamps } from '#demandes/validation.ts'
import { fr } from '#ui/textes/index.ts'

/** The body is judged by the rule itself, after access: the route lets it through. */
export const laisser =
  ({ schema, httpPart }: { schema: unknown; httpPart?: string }) =>
  (data: unknown) => {
    if (httpPart === 'body') return { value: data }
    const lu = (schema as z.ZodType).safeParse(data)
    return lu.success
      ? { value: lu.data }
      : {
          error: Object.assign(new Error('refused'), {
            validation: lu.error.issues.map(({ path, code, message, ...params }) => ({
              keyword: code,
              instancePath: `/${path.join('/')}`,
              message,
              params,
            })),
          }),
        }
  }

/** What `laisser` let through, judged once access is known. @throws Refus 422 with every field */
export function lireCorps<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const lu = schema.safeParse(body ?? {})
  if (!lu.success) throw refusDeChamps(fr, erreursDeChamps(lu.error, fr))
  return lu.data
}
