import { Refus } from '#platform/http/problem.ts'

/** Runs at most `n` pieces of work at once, the others wait their turn; past so many waiting, refuses (503). */
export function limiter(n: number, attente = 200): <T>(travail: () => Promise<T>) => Promise<T> {
  let enCours = 0
  const file: (() => void)[] = []
  return async (travail) => {
    if (enCours >= n) {
      if (file.length >= attente) throw new Refus({ status: 503, code: 'indisponible', detail: '', reessayerDans: 10 })
      await new Promise<void>((suite) => file.push(suite))
    } else enCours++
    try {
      return await travail()
    } finally {
      const suivant = file.shift()
      if (suivant) suivant()
      else enCours--
    }
  }
}
