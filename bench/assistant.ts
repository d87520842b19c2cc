import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { repondre } from '#app/assistant/repondre.ts'
import { ROOT } from '#platform/root.ts'
import { nombre, quantile } from './outils/chiffres.ts'
import { contexteDeMesure } from './outils/contexte.ts'
import type { Ligne, Outils } from './outils/types.ts'

const CIBLES = { trois: 0.95, premiere: 0.85, horsSujet: 0.9, p95: 100 }
const TOURS = 5

/** Questions as people write them: the application that is named, « je ne sais pas » when the portal does not deal with it, the person's own case. */
async function executer({ pool, journal }: Outils): Promise<Ligne[]> {
  const c = await contexteDeMesure(pool)
  const questions = parse(readFileSync(join(ROOT, 'bench', 'donnees', 'assistant', 'questions.csv')), { columns: true }) as {
    question: string
    application: string
    nature: string
  }[]
  await repondre(c, questions[0]!.question)
  const temps: number[] = []
  const comptes = { sansReponse: 0, cas: 0, casLus: 0, trois: 0, premiere: 0, horsSujet: 0 }
  for (let tour = 0; tour < TOURS; tour++)
    for (const { question, application, nature } of questions) {
      const debut = performance.now()
      const { genre, liens } = await repondre(c, question)
      temps.push(performance.now() - debut)
      if (tour) continue
      const attendues = application.split(' | ')
      const rang = genre === 'inconnu' ? -1 : liens.findIndex((l) => attendues.includes(l.libelle))
      if (nature === 'SUJET') comptes.sansReponse += genre === 'inconnu' ? 1 : 0
      if (nature === 'CAS_PERSONNEL') comptes.casLus += genre === 'cas' ? 1 : 0
      if (nature === 'SUJET') comptes.trois += rang >= 0 ? 1 : 0
      if (nature === 'SUJET') comptes.premiere += rang === 0 ? 1 : 0
      if (nature === 'HORS_SUJET') comptes.horsSujet += genre === 'inconnu' ? 1 : 0
      if (nature === 'CAS_PERSONNEL') comptes.cas += genre === 'cas' && rang >= 0 ? 1 : 0
    }
  const combien = (nature: string) => questions.filter((q) => q.nature === nature).length
  journal(
    `${questions.length} questions, ${TOURS} tours ; « je ne sais pas » à tort : ${comptes.sansReponse} ; cas lus, quelle que soit l’application : ${comptes.casLus}`,
  )
  const ligne = (mesure: string, n: number, nature: string, cible: number): Ligne => ({
    mesure,
    nous: `${n} sur ${combien(nature)}`,
    pair: '',
    rapport: `${nombre((100 * n) / combien(nature))} %`,
    cible: `≥ ${cible * 100} %`,
    atteint: n / combien(nature) >= cible,
  })
  const p95 = quantile(temps, 0.95)
  return [
    ligne('application attendue parmi les trois premières', comptes.trois, 'SUJET', CIBLES.trois),
    ligne('application attendue en premier', comptes.premiere, 'SUJET', CIBLES.premiere),
    ligne('« je ne sais pas » hors sujet', comptes.horsSujet, 'HORS_SUJET', CIBLES.horsSujet),
    ligne('cas personnel lu dans les données de la personne', comptes.cas, 'CAS_PERSONNEL', 1),
    {
      mesure: 'temps de réponse, p95',
      nous: `${nombre(p95)} ms`,
      pair: '',
      rapport: '',
      cible: `≤ ${CIBLES.p95} ms`,
      atteint: p95 <= CIBLES.p95,
    },
  ]
}

export const bench = { nom: 'assistant', executer }
