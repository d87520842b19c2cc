// The limit where pgbench is absent: the same statements, named, by a bare client in a process of its own.
import { readFileSync } from 'node:fs'
import pg from 'pg'

const [fichier, base, clients, secondes] = process.argv.slice(2)
const { instructions, structures, utilisateurs } = JSON.parse(readFileSync(fichier, 'utf8'))
const fin = performance.now() + Number(secondes) * 1000
const uuid = (sorte, n) => `0000000${sorte}-0000-7000-8000-${String(n).padStart(12, '0')}`
let faites = 0

await Promise.all(
  Array.from({ length: Number(clients) }, async () => {
    const client = new pg.Client({ connectionString: base })
    await client.connect()
    while (performance.now() < fin) {
      const n = 1 + Math.floor(Math.random() * structures)
      const u = ((n - 1) % utilisateurs) + 1
      const marques = {
        structure: uuid(1, n),
        utilisateur: uuid(2, u),
        jeton: `jeton-de-mesure-${u}`,
        cle: `mesure-${Math.random()}`,
        telephone: `0${Math.floor(1e8 + Math.random() * 9e8)}`,
        demande: '',
      }
      for (const [i, { texte, valeurs }] of instructions.entries()) {
        const values = valeurs.map((v) => (typeof v === 'string' ? v.replace(/@(\w+)@/g, (_, m) => marques[m]) : v))
        const { rows } = await client.query(values.length ? { name: `i${i}`, text: texte, values } : texte)
        if (/insert into demande\b/.test(texte)) marques.demande = String(rows[0].id)
      }
      faites++
    }
    await client.end()
  }),
)
console.log(JSON.stringify({ faites }))
