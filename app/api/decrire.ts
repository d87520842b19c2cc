import { jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { MIME } from '#platform/spreadsheets.ts'
import { fr } from '#ui/textes/index.ts'

interface Schema {
  type?: string | string[]
  description?: string
  [autre: string]: unknown
}
interface Reponse {
  description: string
  content?: Record<string, { schema: Schema }>
  headers?: Record<string, { description: string; schema: Schema }>
}
interface Parametre {
  name: string
  in: string
  description?: string
  schema: Schema
}
interface Operation {
  operationId?: string
  summary?: string
  parameters?: Parametre[]
  requestBody?: { description?: string; content: Record<string, { schema: Schema }> }
  responses: Record<string, Reponse>
  security?: object[]
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

const x = fr.api.document
/** Answered without a session: its route asks for none, « security: [] » (INT-09). */
const estOuverte = (op: Operation) => op.security?.length === 0

const FICHIERS = Object.values(MIME).map((type) => type.split(';')[0]!)
const attend = { 'retry-after': { description: x.reessayer, schema: { type: 'integer' } } }
const texteDe = (statut: string) => (x.reponses as Record<string, string>)[statut]

/** The name by which a generated client calls an operation: « getStructuresIdUtilisateurs ». */
const nomDe = (methode: string, chemin: string) =>
  methode +
  chemin
    .replace('/api/v1/', '')
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean)
    .map((m) => m.charAt(0).toUpperCase() + m.slice(1))
    .join('')

function decrireReponses(methode: string, op: Operation): Record<string, Reponse> {
  const lecture = methode === 'get'
  const probleme = Object.values(op.responses).find((r) => JSON.stringify(r.content ?? '').includes('schemas/Probleme'))?.content?.[
    'application/json'
  ]
  const lues = Object.entries(op.responses).filter(([s]) => !(s === '401' && estOuverte(op)) && !(s === '412' && lecture))
  // What every route may answer, and no schema says: a body that is no JSON, too large, or of another kind.
  const communes = probleme
    ? ['400', ...(op.requestBody ? ['413', '415'] : [])]
        .filter((s) => !op.responses[s])
        .map((s): [string, Reponse] => [s, { description: '', content: { 'application/json': probleme } }])
    : []
  const octets: [string, Reponse][] = lues.some(([s]) => s.startsWith('2'))
    ? []
    : [['200', { description: x.octets, content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } }]]
  return Object.fromEntries(
    [...octets, ...lues, ...communes].map(([statut, r]): [string, Reponse] => {
      if (Number(statut) >= 400)
        return [
          statut,
          {
            description: texteDe(statut) ?? '',
            content: { 'application/problem+json': r.content!['application/json']! },
            ...(statut === '429' || statut === '503' ? { headers: attend } : {}),
          },
        ]
      const fichiers =
        lecture && op.parameters?.some((p) => p.name === 'format')
          ? Object.fromEntries(FICHIERS.map((f) => [f, { schema: { type: 'string', format: 'binary' } }]))
          : {}
      return [
        statut,
        {
          ...r,
          description:
            r.description === 'Default Response'
              ? statut === '200' && op.parameters?.some((p) => p.name === 'simulation')
                ? x.simulee
                : (texteDe(statut) ?? '')
              : r.description,
          ...(r.content ? { content: { ...r.content, ...fichiers } } : {}),
        },
      ]
    }),
  )
}

/** The document as it is served: what the routes' schemas do not say, said once for all (INT-08). */
export function decrire(args: Parameters<typeof jsonSchemaTransformObject>[0]): ReturnType<typeof jsonSchemaTransformObject> {
  const brut = jsonSchemaTransformObject(args) as unknown as Document
  for (const [chemin, methodes] of Object.entries(brut.paths))
    for (const [methode, op] of Object.entries(methodes)) {
      // The routes that take a spreadsheet read their body themselves.
      if (methode === 'post' && chemin.startsWith('/api/v1/imports/'))
        op.requestBody ??= {
          content: {
            'multipart/form-data': {
              schema: { type: 'object', properties: { fichier: { type: 'string', format: 'binary' } }, required: ['fichier'] },
            },
          },
        }
      op.operationId = nomDe(methode, chemin)
      for (const p of op.parameters ?? []) p.description ??= p.schema.description ?? (x.parametres as Record<string, string>)[p.name] ?? ''
      if (op.requestBody && 'lignes' in ((Object.values(op.requestBody.content)[0]?.schema.properties ?? {}) as object))
        op.requestBody.description ??= x.lignes
      op.responses = decrireReponses(methode, op)
      if (estOuverte(op)) op.security = [{}, { session: [] }]
    }
  // Every shape comes twice, as it is read and as it is written: only those that something names are kept.
  for (let suite = true; suite;) {
    const texte = JSON.stringify(brut)
    const inutiles = Object.keys(brut.components.schemas).filter((nom) => !texte.includes(`#/components/schemas/${nom}"`))
    for (const nom of inutiles) delete brut.components.schemas[nom]
    suite = inutiles.length > 0
  }
  return brut as unknown as ReturnType<typeof jsonSchemaTransformObject>
}
