import { separateur } from '#app/assistant/separer.ts'
import { correcteur } from '#app/assistant/correction.ts'
import { motsPortes, traits, type Traits } from '#app/assistant/traits.ts'

/** Part of the second and of the third nearest question of a subject. */
const VOISINES = [1, 0.4, 0.2]

export interface Proche {
  sujet: string
  note: number
  /** The nearest question of the subject, 0 to 1, and which. */ ressemblance: number
  question: number
  /** How much of what the question is about is spoken of in what is known of the subject, 0 to 1; rare words weigh most, unknown ones as the rarest. */ part: number
  /** The nearest of those that a sheet answers by itself, and how near; -1: none. */ repondue: { question: number; ressemblance: number }
}

interface Poids {
  cle: string
  poids: number
  lettres: boolean
}

/**
 * Which subject a question is about, from the questions that are known to be about each: the nearest of them (cosine of words and their
 * pairs, of groups of letters, of meanings and their pairs, a third each, rare ones weighing most),
 * and which subject its words and meanings tell from all the others (separer.ts). Kept by the process.
 */
export async function rapprocheur(
  connues: { sujet: string; question: string; reponse?: unknown }[],
): Promise<(question: string) => Proche[]> {
  const sujets = [...new Set(connues.map((c) => c.sujet))]
  const sujetDe = connues.map((c) => sujets.indexOf(c.sujet))
  const bruts = connues.map((c) => traits(c.question))
  const dans = new Map<string, number>()
  for (const blocs of bruts) for (const bloc of blocs) for (const cle of bloc.keys()) dans.set(cle, (dans.get(cle) ?? 0) + 1)
  const corriger = correcteur(
    new Map(bruts.flatMap(([mots]) => [...mots.keys()].flatMap((cle) => (cle.startsWith('m') ? [[cle.slice(1), dans.get(cle)!]] : [])))),
  )
  const rarete = (cle: string) => Math.log((1 + connues.length) / (1 + (dans.get(cle) ?? 0))) + 1
  const parles = sujets.map(() => new Set<string>())
  bruts.forEach(([mots, , sens], i) => [...mots.keys(), ...sens.keys()].forEach((cle) => parles[sujetDe[i]!]!.add(cle)))
  const peser = (blocs: Traits[]): Poids[] =>
    blocs.flatMap((bloc, rang) => {
      const poids = [...bloc]
        .filter(([cle]) => dans.has(cle))
        .map(([cle, n]) => ({ cle, poids: (1 + Math.log(n)) * rarete(cle), lettres: rang === LETTRES }))
      const norme = Math.hypot(...poids.map((p) => p.poids)) || 1
      return poids.map((p) => ({ ...p, poids: p.poids / norme }))
    })

  /** Of each trait, the questions that bear it. */
  const postes = new Map<string, [question: number, poids: number][]>()
  /** What tells subjects apart: words, meanings, and the pairs that are known of two questions. */
  const rangs = new Map<string, number>()
  const parts = (poids: Poids[]) => poids.flatMap(({ cle, poids: p }): [number, number][] => (rangs.has(cle) ? [[rangs.get(cle)!, p]] : []))
  const exemples = bruts.map((blocs, i) => {
    const poids = peser(blocs)
    for (const { cle, poids: p, lettres } of poids) {
      if (!postes.has(cle)) postes.set(cle, [])
      postes.get(cle)!.push([i, p])
      if (!lettres && !rangs.has(cle) && (dans.get(cle)! > 1 || !cle.includes(' '))) rangs.set(cle, rangs.size)
    }
    return { parts: parts(poids), genre: sujetDe[i]! }
  })
  const separer = await separateur(exemples, rangs.size, sujets.length)

  return (question) => {
    const poids = peser(traits(question, corriger))
    const semblable = new Float64Array(connues.length)
    for (const { cle, poids: p } of poids) for (const [i, q] of postes.get(cle)!) semblable[i]! += (p * q) / 3
    const separes = separer(parts(poids))
    const portes = motsPortes(question, corriger).map((m) => ({ ...m, poids: rarete(m.sens) }))
    const total = portes.reduce((n, m) => n + m.poids, 0)
    const partDe = (dits: Set<string>) =>
      total ? portes.reduce((n, m) => n + (dits.has(m.mot) || dits.has(m.sens) ? m.poids : 0), 0) / total : 1
    const parSujet: [number, number][][] = sujets.map(() => [])
    semblable.forEach((n, i) => n && parSujet[sujetDe[i]!]!.push([n, i]))
    return sujets
      .map((sujet, s) => {
        const proches = parSujet[s]!.toSorted((a, b) => b[0] - a[0])
        const [ressemblance = 0, repondue = -1] = proches.find(([, i]) => connues[i]!.reponse) ?? []
        const voisines = VOISINES.reduce((n, part, i) => n + part * (proches[i]?.[0] ?? 0), 0)
        return {
          sujet,
          note: voisines + separes[s]!,
          ressemblance: proches[0]?.[0] ?? 0,
          question: proches[0]?.[1] ?? -1,
          part: partDe(parles[s]!),
          repondue: { question: repondue, ressemblance },
        }
      })
      .toSorted((a, b) => b.note - a.note)
  }
}

/** Groups of letters are many and tell little of themselves: they only find what is alike. */
const LETTRES = 1
