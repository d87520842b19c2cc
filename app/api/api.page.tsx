import { typographier } from '#ui/textes/typographie.ts'
import type { Contexte } from '#app/contexte.ts'
import { cadre } from '#app/cadre.ts'
import { definirPage } from '#app/page.ts'
import { Carte, Chemin, Etiquette, Icone, ListeLiens, Page, SurCettePage } from '#ui/index.ts'

interface Schema {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  description?: string
  $ref?: string
  anyOf?: Schema[]
  enum?: unknown[]
}
interface Operation {
  summary?: string
  tags?: string[]
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, unknown>
}
interface Description {
  paths: Record<string, Record<string, Operation>>
}

let lue: Promise<Description> | null = null
const description = (c: Contexte): Promise<Description> =>
  (lue ??= c.requete.server.inject('/api/v1/openapi.json').then((r) => r.json<Description>()))

/** The API, readable (INT-08): made from its own OpenAPI document, without a script. */
export const pageApi = definirPage({
  chemin: '/api',
  acces: 'public',
  charger: description,
  vue: ({ paths }, c) => {
    const x = c.t.api
    const operations = Object.entries(paths).flatMap(([chemin, methodes]) =>
      Object.entries(methodes).map(([methode, op]) => ({ chemin, methode, op })),
    )
    // Words of the API have no accents; a title has.
    const titres: Record<string, string> = {
      'coordonnees-bancaires': c.t.structures.groupes.banque,
      'pieces-jointes': c.t.structures.groupes.pieces,
      recuperations: c.t.gouvernance.exploitation.liste,
    }
    const titre = (e: string) => titres[e] ?? e.charAt(0).toUpperCase() + e.slice(1)
    const etiquettes = [...new Set(operations.map((o) => o.op.tags?.[0] ?? ''))]
    return (
      <Page c={cadre(c)} titre={x.page.titre} chapo={x.description} fil={[{ nom: x.page.titre }]} aide="/documentation">
        <div class="split split--start">
          <SurCettePage liens={etiquettes.map((e) => ({ libelle: titre(e), href: `#${e}` }))} />
          <div class="stack stack--loose">
            <ListeLiens liens={[{ libelle: x.page.essayer, href: '/api/v1/openapi.json' }]} />
            {etiquettes.map((e) => (
              <Carte nue key={e} id={e} titre={titre(e)}>
                {operations
                  .filter((o) => (o.op.tags?.[0] ?? '') === e)
                  .map((o) => (
                    <UneOperation key={o.methode + o.chemin} c={c} {...o} />
                  ))}
              </Carte>
            ))}
          </div>
        </div>
      </Page>
    )
  },
})

function UneOperation({ c, chemin, methode, op }: { c: Contexte; chemin: string; methode: string; op: Operation }) {
  const x = c.t.api.page
  const corps = Object.values(op.requestBody?.content ?? {})[0]?.schema
  return (
    <details class="operation">
      <summary>
        <Etiquette genre={methode === 'get' ? 'neutre' : 'action'}>{methode.toUpperCase()}</Etiquette>{' '}
        <span>
          <code>
            <Chemin valeur={chemin} />
          </code>{' '}
          <span class="sub">{op.summary}</span>
        </span>{' '}
        <Icone nom="chevron" class="chevron" />
      </summary>
      {op.parameters?.length ? (
        <Champs
          titre={x.parametres}
          champs={op.parameters.map((p) => ({ nom: p.name, requis: p.required ?? false, schema: p.schema ?? {} }))}
        />
      ) : null}
      {corps?.properties ? (
        <Champs
          titre={x.corps}
          champs={Object.entries(corps.properties).map(([nom, schema]) => ({
            nom,
            requis: corps.required?.includes(nom) ?? false,
            schema,
          }))}
        />
      ) : null}
      <p class="small muted">
        {x.reponses} {Object.keys(op.responses).join(', ')}
      </p>
    </details>
  )
}

const genre = (s: Schema): string =>
  s.enum?.join(' | ') ?? (s.anyOf ? s.anyOf.map(genre).join(' | ') : [s.type ?? s.$ref?.split('/').at(-1) ?? ''].flat().join(' | '))

function Champs({ titre, champs }: { titre: string; champs: { nom: string; requis: boolean; schema: Schema }[] }) {
  return (
    <section class="small">
      <h3>{titre}</h3>
      <ul>
        {champs.map((f) => (
          <li key={f.nom}>
            <code>{f.nom}</code>
            {f.requis ? ' *' : ''}{' '}
            <span class="muted">
              {genre(f.schema)}
              {f.schema.description ? typographier(`. ${f.schema.description}`) : ''}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
