import { Refus } from '#platform/http/problem.ts'

const FILE_MAXIMALE = 200

/** Runs at most `n` pieces of work at once, the others wait their turn; past 200 waiting, refuses (503). */
export function limiter(n: number): <T>(travail: () => Promise<T>) => Promise<T> {
  let enCours = 0
  const file: (() => void)[] = []
  return async (travail) => {
    if (enCours >= n) {
      if (file.length >= FILE_MAXIMALE) throw new Refus({ status: 503, code: 'indisponible', detail: '', reessayerDans: 10 })
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
