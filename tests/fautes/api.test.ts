import { beforeAll, expect, test } from 'vitest'
import { PERSONNES } from '#app/demonstration/monde.ts'
import { portailDuMonde } from '#tests/monde.ts'
import { GRAINE, hasard } from './hasard.ts'
import { HOSTILES, inventer, type Schema } from './inventer.ts'
import { LONGS } from './serveur.ts'

interface Route {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, unknown>
}
type Operation = [chemin: string, methode: string, route: Route]

const p = await portailDuMonde()
const cookies = ['', ...(await Promise.all((Object.keys(PERSONNES) as (keyof typeof PERSONNES)[]).map((qui) => p.session(qui))))]
/** The same choices each time, unless there is time to look further. */
const DEPART = LONGS || process.env.GRAINE ? GRAINE : 20_261_130
/** What any route may answer besides what it says of itself: nobody is signed in, too many, too long an address. */
const PARTOUT = [401, 429, 431]

let operations: Operation[]
let definitions: Record<string, Schema>
beforeAll(async () => {
  const doc = (await (await p.demander('/api/v1/openapi.json')).json()) as {
    paths: Record<string, Record<string, Route>>
    components: { schemas: Record<string, Schema> }
  }
  definitions = doc.components.schemas
  operations = Object.entries(doc.paths).flatMap(([chemin, routes]) =>
    Object.entries(routes).map(([methode, route]): Operation => [chemin, methode, route]),
  )
})

const demander = async (methode: string, adresse: string, cookie: string, corps?: unknown) => {
  const r = await p.demander(adresse, { method: methode.toUpperCase(), cookie, ...(corps === undefined ? {} : { json: corps }) })
  return { statut: r.status, type: r.headers.get('content-type') ?? '', texte: await r.text() }
}

test('INT-11 chaque liste, pour chaque personne, dit avec `format=json` ce qu’elle dit sans rien', async () => {
  const reponse = { titre: 'Relevé reçu', texte: 'Nous l’avons bien reçu.', pour: 'portail' }
  expect((await demander('post', '/api/v1/reponses-types', await p.session('agent'), reponse)).statut).toBe(201)
  const autres: unknown[] = []
  const pleines = new Set<string>()
  for (const [chemin, methode, { parameters = [] }] of operations) {
    if (methode !== 'get' || chemin.includes('{') || !parameters.some((x) => x.name === 'format')) continue
    for (const cookie of cookies) {
      const [sans, avec] = [await demander('get', chemin, cookie), await demander('get', `${chemin}?format=json`, cookie)]
      if (sans.texte.includes('"elements":[{')) pleines.add(chemin)
      if (sans.statut !== avec.statut || avec.statut >= 500) autres.push([chemin, sans.statut, avec.statut, avec.texte.slice(0, 300)])
    }
  }
  expect(autres).toEqual([])
  expect([...pleines]).toEqual(expect.arrayContaining(['/api/v1/structures', '/api/v1/reponses-types', '/api/v1/exploitation/agents']))
})

test(`INT-12 ${LONGS ? 'vingt mille' : 'six cents'} requêtes inventées, bonnes ou hostiles (graine ${DEPART}) : aucune n’est une erreur du portail, chacune reçoit ce que le document dit`, async () => {
  const connus = new Set<string>(Object.values(p.monde).filter((v) => typeof v === 'string'))
  const fautes: unknown[] = []

  async function une(n: number) {
    const alea = hasard(DEPART + n)
    const { parmi, valeur, gater } = inventer(alea, definitions, () => [...connus])
    const [chemin, methode, route] = parmi(operations)
    const hostile = alea() < 0.75
    const requete = new URLSearchParams()
    let adresse = chemin
    for (const { name, in: ou, required, schema } of route.parameters ?? []) {
      const v = hostile && alea() < 0.3 ? parmi(HOSTILES) : valeur(schema)
      const texte = (typeof v === 'object' ? JSON.stringify(v) : String(v)).toWellFormed()
      if (ou === 'path') adresse = adresse.replace(`{${name}}`, encodeURIComponent(texte || 'x'))
      else if (ou === 'query' && (required || alea() < 0.4)) requete.append(name, texte)
    }
    // Whoever closes their own account is asked nothing more.
    if (chemin.endsWith('compte.desactiver')) requete.set('simulation', 'oui')
    const schema = route.requestBody?.content['application/json']?.schema
    const corps = schema && (hostile ? gater(valeur(schema)) : valeur(schema))
    const r = await demander(methode, `${adresse}?${requete}`, parmi(cookies), corps)
    for (const [id] of r.texte.matchAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g)) connus.add(id)
    const probleme = r.statut >= 400 && !/"code":"[a-z-]+".*"detail":"/.test(r.texte)
    // The one outage that a request may meet (INT-12): this portal has no register.
    const panne = r.statut >= 500 && !r.texte.includes('"code":"registre-injoignable"')
    if (panne || probleme || !(r.statut in route.responses || PARTOUT.includes(r.statut)))
      fautes.push([methode, `${adresse}?${requete}`, JSON.stringify(corps)?.slice(0, 500), r.statut, r.texte.slice(0, 300)])
  }

  let n = 0
  const nombre = LONGS ? 20_000 : 600
  await Promise.all(
    [0, 1, 2, 3].map(async () => {
      while (n < nombre) await une(n++)
    }),
  )
  expect(fautes).toEqual([])
})
