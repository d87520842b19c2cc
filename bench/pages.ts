import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { charger } from './outils/charge.ts'
import { auMoins, etendue, mediane, nombre } from './outils/chiffres.ts'
import { ecouter, marquer } from './outils/instructions.ts'
import { cookieN, jetonN, peupler, STRUCTURES, structureN, utilisateurDe } from './outils/monde.ts'
import { lancer } from './outils/portail.ts'
import type { Ligne, Outils } from './outils/types.ts'

const TOURS = Number(process.env.BENCH_TOURS ?? 5)
const SECONDES = Number(process.env.BENCH_SECONDES ?? 3)
const CIBLE = 0.25

const utilisateurN = (n: number) => structureN(n).replace(/^00000001/, '00000002')
const auHasard = () => 1 + Math.floor(Math.random() * STRUCTURES)
const page = (n: number) => ({ chemin: `/organisation/structures/${structureN(n)}`, entetes: { cookie: cookieN(utilisateurDe(n)) } })

async function executer({ pool, url, tmp, journal, portail }: Outils): Promise<Ligne[]> {
  await peupler(pool)
  const { instructions, reponse } = await ecouter(url, (serveur) => serveur.inject({ url: page(1).chemin, headers: page(1).entetes }))
  const siennes = marquer(instructions, { structure: structureN(1), utilisateur: utilisateurN(1), jeton: jetonN(1) })
  journal(`page d’une structure : ${siennes.length} instructions, ${reponse.rawPayload.length} octets`)
  const fichier = join(tmp, 'instructions.json')
  writeFileSync(fichier, JSON.stringify({ instructions: siennes }))
  const nu = lancer(['bench/outils/serveur-nu.mjs', fichier, url])
  await once(nu.processus.stdout!, 'data')
  const urlNu = `http://localhost:${(JSON.parse(nu.dit()) as { port: number }).port}`
  const choral = await portail()

  const lignes: Ligne[] = []
  for (const clients of [1, 8]) {
    const [nous, eux, rapports, p95] = [[] as number[], [] as number[], [] as number[], [] as number[]]
    const mesurer = async (garder: boolean) => {
      const a = await charger(choral.url, clients, SECONDES * 1000, () => page(auHasard()))
      const b = await charger(urlNu, clients, SECONDES * 1000, () => {
        const n = auHasard()
        return { chemin: `/${structureN(n)}/${utilisateurN(utilisateurDe(n))}/${jetonN(utilisateurDe(n))}` }
      })
      if (a.erreurs || b.erreurs) throw new Error(`${a.erreurs} et ${b.erreurs} réponses en erreur`)
      if (!garder) return
      nous.push(a.parSeconde)
      eux.push(b.parSeconde)
      p95.push(a.p95)
      rapports.push(a.parSeconde / b.parSeconde)
    }
    await mesurer(false)
    for (let tour = 0; tour < TOURS; tour++) await mesurer(true)
    lignes.push({
      mesure: `page d’une structure, connecté, ${clients} client${clients > 1 ? 's' : ''}`,
      nous: `${etendue(nous)}/s, p95 ${nombre(mediane(p95))} ms`,
      pair: `mêmes instructions en JSON ${etendue(eux)}/s`,
      rapport: `${etendue(rapports)} ×`,
      cible: `≥ ${nombre(CIBLE)} ×`,
      atteint: auMoins(rapports, CIBLE),
    })
    journal(`${clients} : ${nombre(mediane(nous))}/s contre ${nombre(mediane(eux))}/s`)
  }
  return lignes
}

export const bench = { nom: 'pages', executer }
