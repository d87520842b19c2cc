import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { chercher } from '#app/accueil/recherche/recherche.ts'
import { ROOT } from '#platform/root.ts'
import { contexteDeMesure } from './outils/contexte.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import type { Ligne, Outils } from './outils/types.ts'

const [RAPPEL, P95_MS] = [0.97, 30]
/** Each question several times: a list of thirty says little of a ninety-fifth. */
const TOURS = 10

/** Search over the portal: what people type, and the application they expect among the first three answers. */
async function executer({ pool, journal }: Outils): Promise<Ligne[]> {
  const c = await contexteDeMesure(pool)
  const questions = parse(readFileSync(join(ROOT, 'bench', 'donnees', 'assistant', 'recherches.csv')), { columns: true }) as {
    requete: string
    application: string
  }[]
  await chercher(c, questions[0]!.requete)
  const temps: number[] = []
  let justes = 0
  for (let tour = 0; tour < TOURS; tour++)
    for (const { requete, application } of questions) {
      const debut = performance.now()
      const trois = (await chercher(c, requete)).slice(0, 3)
      temps.push(performance.now() - debut)
      if (tour) continue
      justes += trois.some((r) => application.split(' | ').includes(r.titre)) ? 1 : 0
    }
  journal(`${questions.length} recherches, ${TOURS} tours`)
  const [part, p95] = [justes / questions.length, quantile(temps, 0.95)]
  return [
    {
      mesure: 'application attendue parmi les trois premières',
      nous: `${justes} sur ${questions.length}`,
      pair: '',
      rapport: `${nombre(part * 100)} %`,
      cible: `≥ ${RAPPEL * 100} %`,
      atteint: part >= RAPPEL,
    },
    { mesure: 'temps de réponse, p95', nous: `${nombre(p95)} ms`, pair: '', rapport: '', cible: `≤ ${P95_MS} ms`, atteint: p95 <= P95_MS },
  ]
}

export const bench = { nom: 'recherche', executer }
