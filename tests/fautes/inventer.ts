/** A schema of the API's document, or what of it is read here. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  anyOf?: Schema[]
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  maxLength?: number
}

/** What no field expects: other types, borders of numbers and of dates, characters that travel badly, words of languages. */
export const HOSTILES: readonly unknown[] = (
  [null, 0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, true, [], {}, [null], { a: 1 }] as unknown[]
).concat(
  ['', ' ', '\0', 'a\0b', '\u{d800}', '\u{feff}', '\u{202e}', '😀'.repeat(50), 'é'.repeat(300), '9'.repeat(300)],
  ["' or 1=1 --", '<script>alert(1)</script>', '%', '_', '\\', '../../etc/passwd', '__proto__', 'constructor', '{}', '\r\nX: y'],
  ['0000-01-01', '2026-02-30', '9999-12-31', '2026-11-30T10:00:00Z', 'NaN', '-1', '9223372036854775808', '١٢٣'],
  '00000000-0000-0000-0000-000000000000',
)

/** Invents, from a schema, what it accepts or nearly; `connus`: ids that were read. */
export function inventer(alea: () => number, definitions: Record<string, Schema>, connus: () => readonly string[]) {
  const parmi = <T>(choix: readonly T[]): T => choix[Math.floor(alea() * choix.length)]!

  function valeur(schema: Schema): unknown {
    const s = schema.$ref ? definitions[schema.$ref.split('/').at(-1)!]! : schema
    if (s.enum) return parmi(s.enum)
    if (s.anyOf) return valeur(parmi(s.anyOf))
    const type = Array.isArray(s.type) ? parmi(s.type) : s.type
    if (type === 'object' || s.properties)
      return Object.fromEntries(
        Object.entries(s.properties ?? {})
          .filter(([nom]) => s.required?.includes(nom) || alea() < 0.5)
          .map(([nom, x]) => [nom, valeur(x)]),
      )
    if (type === 'array') return Array.from({ length: 1 + Math.floor(alea() * 2) }, () => valeur(s.items ?? {}))
    if (type === 'integer' || type === 'number') return 1 + Math.floor(alea() * 5)
    if (type === 'boolean') return alea() < 0.5
    if (type === 'null') return null
    if (s.format === 'uuid') return parmi(connus())
    if (s.format === 'date') return parmi(['2026-12-24', '2027-01-05', '2025-01-01'])
    return parmi(['Bonjour', '12345678200010', 'daniel.poitier@exemple.fr', 'éà« » œ']).slice(0, s.maxLength ?? 60)
  }

  /** One of its fields, at any depth, becomes hostile, goes, or has a neighbour that nobody asked for. */
  function gater(corps: unknown): unknown {
    const copie = structuredClone(corps)
    const champs: [objet: Record<string, unknown>, nom: string][] = []
    const visiter = (x: unknown) => {
      if (typeof x !== 'object' || x === null) return
      for (const nom of Object.keys(x)) {
        champs.push([x as Record<string, unknown>, nom])
        visiter((x as Record<string, unknown>)[nom])
      }
    }
    visiter(copie)
    if (!champs.length || alea() < 0.05) return parmi(HOSTILES)
    const [objet, nom] = parmi(champs)
    const quoi = alea()
    if (quoi < 0.1) delete objet[nom]
    else objet[quoi < 0.15 ? 'inattendu' : nom] = parmi(HOSTILES)
    return copie
  }

  return { parmi, valeur, gater }
}
