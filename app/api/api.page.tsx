import type { Contexte } from '#app/contexte.ts'
import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { Carte, Etiquette, ListeLiens, Page, Section } from '#ui/index.ts'

interface Schema { type?: string | string[]; properties?: Record<string, Schema>; required?: string[]; description?: string; $ref?: string; anyOf?: Schema[]; enum?: unknown[] }
interface Operation { summary?: string; tags?: string[]; parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]; requestBody?: { content: Record<string, { schema: Schema }> }; responses: Record<string, unknown> }
interface Description { paths: Record<string, Record<string, Operation>> }

let lue: Promise<Description> | null = null
const description = (c: Contexte): Promise<Description> => (lue ??= c.requete.server.inject('/api/v1/openapi.json').then((r) => r.json<Description>()))

/** The API, readable (INT-08): made from its own OpenAPI document, without a script. */
export const pageApi = definirPage({
  chemin: '/api',
  acces: 'public',
  charger: description,
  vue: ({ paths }, c) => {
    const x = c.t.api
    const operations = Object.entries(paths).flatMap(([chemin, methodes]) => Object.entries(methodes).map(([methode, op]) => ({ chemin, methode, op })))
    const etiquettes = [...new Set(operations.map((o) => o.op.tags?.[0] ?? ''))]
    return (
      <Page c={cadre(c)} titre={x.page.titre} chapo={x.description} fil={[{ nom: x.page.titre }]} aide="/documentation">
        <ListeLiens liens={[{ libelle: x.page.essayer, href: '/api/v1/openapi.json' }]} />
        {etiquettes.map((e) => (
          <Section key={e} titre={e}>
            <div class="stack">{operations.filter((o) => (o.op.tags?.[0] ?? '') === e).map((o) => <UneOperation key={o.methode + o.chemin} c={c} {...o} />)}</div>
          </Section>
        ))}
      </Page>
    )
  },
})

function UneOperation({ c, chemin, methode, op }: { c: Contexte; chemin: string; methode: string; op: Operation }) {
  const x = c.t.api.page
  const corps = Object.values(op.requestBody?.content ?? {})[0]?.schema
  return (
    <Carte>
      <h3><Etiquette genre={methode === 'get' ? 'neutre' : 'action'}>{methode.toUpperCase()}</Etiquette> <code>{chemin}</code></h3>
      <p>{op.summary}</p>
      {op.parameters?.length ? <Champs titre={x.parametres} champs={op.parameters.map((p) => ({ nom: p.name, requis: p.required ?? false, schema: p.schema ?? {} }))} /> : null}
      {corps?.properties ? <Champs titre={x.corps} champs={Object.entries(corps.properties).map(([nom, schema]) => ({ nom, requis: corps.required?.includes(nom) ?? false, schema }))} /> : null}
      <p class="small muted">{x.reponses} {Object.keys(op.responses).join(', ')}</p>
    </Carte>
  )
}

const genre = (s: Schema): string => s.enum?.join(' | ') ?? (s.anyOf ? s.anyOf.map(genre).join(' | ') : [s.type ?? s.$ref?.split('/').at(-1) ?? ''].flat().join(' | '))

function Champs({ titre, champs }: { titre: string; champs: { nom: string; requis: boolean; schema: Schema }[] }) {
  return (
    <details class="small">
      <summary>{titre} ({champs.length})</summary>
      <ul>{champs.map((f) => <li key={f.nom}><code>{f.nom}</code>{f.requis ? ' *' : ''} <span class="muted">{genre(f.schema)}{f.schema.description ? `. ${f.schema.description}` : ''}</span></li>)}</ul>
    </details>
  )
}
