import { beforeAll, expect, test } from 'vitest'
import { portailDuMonde } from '#tests/monde.ts'
import { portail } from '#tests/portail.ts'

const p = await portailDuMonde()
const [operateur, daniel] = await Promise.all([p.session('operateur'), p.session('daniel')])
interface Parametre {
  name: string
  in: string
  schema: { type?: string; enum?: string[]; anyOf?: object[]; minimum?: number; maximum?: number }
}
type Methodes = Record<string, { parameters?: Parametre[] }>
let chemins: [chemin: string, methodes: Methodes][]
beforeAll(async () => {
  const doc = (await (await p.demander('/api/v1/openapi.json')).json()) as { paths: Record<string, Methodes> }
  chemins = Object.entries(doc.paths)
})

const VALEURS: Record<string, string> = { numero: 'RITM0000001', jeton: 'x', file: 'x', fichier: p.monde.menuiserie }
const adresse = (chemin: string) => chemin.replaceAll(/\{(\w+)\}/g, (_, nom: string) => VALEURS[nom] ?? p.monde.menuiserie)
const demander = async (methode: string, chemin: string, requete: string, cookie = operateur) => {
  const r = await p.demander(`${adresse(chemin)}?${requete}`, {
    method: methode.toUpperCase(),
    cookie,
    ...(methode === 'get' ? {} : { json: {} }),
  })
  const corps = (await r.json().catch(() => null)) as { code?: string; champs?: { champ: string; message: string }[] } | null
  return { statut: r.status, champs: corps?.champs?.map((c) => c.champ), message: corps?.champs?.[0]?.message ?? '' }
}
const lus = (m: Methodes) => m.get?.parameters?.filter((x) => x.in === 'query') ?? []

test('INT-11 INT-12 un paramètre inconnu est refusé par chaque route, en disant lequel : aucune ne l’ignore', async () => {
  const ignores: unknown[] = []
  for (const [chemin, methodes] of chemins)
    for (const methode of Object.keys(methodes)) {
      // A file's sender is judged before anything is read.
      const r = await demander(methode, chemin, 'parametre-inconnu=1', chemin.startsWith('/api/v1/imports/') ? daniel : operateur)
      if (r.statut !== 422 || !r.champs?.includes('parametre-inconnu')) ignores.push([methode, chemin, r])
    }
  expect(chemins.length).toBeGreaterThan(100)
  expect(ignores).toEqual([])
})

test('INT-11 INT-12 chaque liste refuse la page, la taille, le tri, l’état ou le format qui n’existe pas, et le document les décrit', async () => {
  const fautes: unknown[] = []
  for (const [chemin, methodes] of chemins) {
    // « page » is an address where the assistant is asked, and no rank.
    if (!lus(methodes).some((x) => x.name === 'taille')) continue
    for (const { name, schema } of lus(methodes)) {
      const decrit =
        name === 'tri' || name === 'etat' || name === 'format'
          ? schema.enum !== undefined
          : name === 'page' || name === 'taille'
            ? schema.type === 'integer' && schema.minimum === 1 && schema.maximum !== undefined
            : null
      if (decrit === null) continue
      if (!decrit) fautes.push([chemin, name, schema])
      for (const faux of name === 'page' || name === 'taille' ? ['0', 'abc', '1.5', '999999999'] : ['inconnu']) {
        const r = await demander('get', chemin, `${name}=${faux}`)
        if (r.statut !== 422 || !r.champs?.includes(name) || !r.message) fautes.push([chemin, name, faux, r])
      }
    }
  }
  expect(fautes).toEqual([])
})

test('INT-09 CPT-06 les demandes se filtrent par un état et un type qui existent', async () => {
  const parametres = lus(Object.fromEntries(chemins)['/api/v1/demandes']!)
  const valeurs = (nom: string) => parametres.find((x) => x.name === nom)?.schema.enum
  expect(valeurs('etat')).toEqual(['demandee', 'programmee', 'effective', 'refusee', 'annulee', 'expiree', 'echouee'])
  expect(valeurs('type')).toContain('structure.creer')
})

test('INT-08 INT-17 le document nomme le cookie que la connexion pose, en https aussi', async () => {
  for (const [PUBLIC_URL, nom] of [
    ['http://localhost:3000', 'choral.session_token'],
    ['https://portail.exemple.fr', '__Secure-choral.session_token'],
  ]) {
    const autre = await portail({ PUBLIC_URL: PUBLIC_URL! })
    const doc = (await (await autre.demander('/api/v1/openapi.json')).json()) as { components: { securitySchemes: { session: object } } }
    expect(doc.components.securitySchemes.session).toMatchObject({ in: 'cookie', name: nom })
  }
})
