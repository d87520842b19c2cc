// The floor of a page: the same statements over the same pool and the same HTTP library, answered as JSON.
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import pg from 'pg'

const [fichier, base] = process.argv.slice(2)
/** Several pages share one server: « ?jeu=3 » says whose statements. */
const { instructions, jeux = [instructions] } = JSON.parse(readFileSync(fichier, 'utf8'))
const pool = new pg.Pool({ connectionString: base, max: 12 })
const app = Fastify()
/** What the portal prepares is prepared here too. */
const nommer = (texte, n) => (texte.startsWith('/* @') ? { name: `n${n}`, text: texte } : { text: texte })
const noms = new Map()
const nomme = (texte) => noms.get(texte) ?? noms.set(texte, nommer(texte, noms.size)).get(texte)

app.get('/:structure/:utilisateur/:jeton', async ({ params, query }) => {
  const resultats = []
  for (const { texte, valeurs } of jeux[Number(query.jeu ?? 0)])
    resultats.push(
      (
        await pool.query({
          ...nomme(texte),
          values: valeurs.map((v) => (typeof v === 'string' ? v.replace(/@(\w+)@/g, (_, m) => params[m]) : v)),
        })
      ).rows,
    )
  return resultats
})
await app.listen({ port: 0, host: '127.0.0.1' })
console.log(JSON.stringify({ port: app.server.address().port }))
