import type { z } from 'zod'

const MAX_FIELDS = 1000

/** The fields of an urlencoded body, by name; more than a thousand is an attack, not a form. */
export function parseUrlencoded(body: string): Map<string, string[]> {
  const fields = new Map<string, string[]>()
  let n = 0
  for (const [name, value] of new URLSearchParams(body)) {
    if (++n > MAX_FIELDS) throw Object.assign(new Error('too many fields'), { statusCode: 413 })
    const list = fields.get(name)
    if (list) list.push(value)
    else fields.set(name, [value])
  }
  return fields
}

interface Def {
  type: string
  shape?: Record<string, z.ZodType>
  innerType?: z.ZodType
  in?: z.ZodType
  element?: z.ZodType
}
const defOf = (schema: z.ZodType) => (schema as unknown as { _zod: { def: Def } })._zod.def

/** What of a form a schema asks for, as the API would have received it; unknown names are left out. */
export function readForm(schema: z.ZodType, fields: Map<string, string[]>): Record<string, unknown> {
  return (readNode(schema, fields, '') ?? {}) as Record<string, unknown>
}

/** An optional text that must not be empty when given stays « », so that its own rule speaks. */
const refusesEmpty = (schema: z.ZodType) =>
  Number((schema as unknown as { _zod: { bag?: { minimum?: number } } })._zod.bag?.minimum ?? 0) >= 1

function readNode(schema: z.ZodType, fields: Map<string, string[]>, path: string): unknown {
  const def = defOf(schema)
  const raw = fields.get(path)
  const empty = !raw || raw.every((v) => v.trim() === '')
  switch (def.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape ?? {})
          .map(([k, s]) => [k, readNode(s, fields, path ? `${path}.${k}` : k)])
          .filter(([, v]) => v !== undefined),
      )
    case 'optional':
    case 'default':
    case 'prefault': {
      const inner = defOf(def.innerType!).type
      if (inner === 'object') return readNode(def.innerType!, fields, path)
      if (!raw && inner !== 'boolean') return undefined
      return empty && inner !== 'nullable' && inner !== 'boolean' && !refusesEmpty(def.innerType!)
        ? undefined
        : readNode(def.innerType!, fields, path)
    }
    case 'nullable':
      return empty ? null : readNode(def.innerType!, fields, path)
    case 'pipe':
      return readNode(def.in!, fields, path)
    case 'boolean':
      return raw?.includes('oui') ?? false
    case 'number': {
      const text = raw?.[0]?.trim().replace(',', '.') ?? ''
      return text === '' ? undefined : Number(text)
    }
    case 'array':
      return raw?.filter((v) => v !== '') ?? []
    default:
      return raw?.[0] ?? ''
  }
}
