import { sensDe } from '#app/assistant/sens.ts'
import { plier } from '#platform/plier.ts'

/** Folded as the database does: small letters, no accents, one space between words. */
export const enMots = (s: string) =>
  plier(s)
    .replaceAll('œ', 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

type Traits = Map<string, number>

/** A word that is misspelled still shares most of its groups of three and four letters; one that is said otherwise, its meaning. */
function traits(question: string): [mots: Traits, lettres: Traits, sens: Traits] {
  const [mots, lettres, sens]: [Traits, Traits, Traits] = [new Map(), new Map(), new Map()]
  const un = (t: Traits, cle: string) => t.set(cle, (t.get(cle) ?? 0) + 1)
  const suite = enMots(question).split(' ').filter(Boolean).slice(0, MOTS_MAXIMUM)
  suite.forEach((mot, i) => {
    un(mots, `m${mot}`)
    if (i) un(mots, `d${suite[i - 1]} ${mot}`)
    const borde = ` ${mot.slice(0, 30)} `
    for (const n of GROUPES) for (let d = 0; d + n <= Math.max(borde.length, n); d++) un(lettres, borde.slice(d, d + n))
  })
  const dits = suite.map(sensDe)
  for (const s of dits) un(sens, `x${s}`)
  const portes = dits.filter((_, i) => !VIDES.has(suite[i]!))
  portes.forEach((s, i) => i && un(sens, `y${portes[i - 1]} ${s}`))
  return [mots, lettres, sens]
}

/** Words that say nothing of what is asked; « pas » and « plus » do. */
const VIDES = new Set(
  'le la les l un une des d de du au aux a à et ou en dans sur sous avec pour par je j tu il elle on nous vous ils elles me m te se s mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce c cet cette ces ca cela qui que qu dont est sont suis etes sommes ai as avons avez ont etre avoir fait faire faut peut peux puis pouvons dois doit comment y ne n si bonjour svp merci the an of to in on i my is are do does can how'.split(
    ' ',
  ),
)
const MOTS_MAXIMUM = 40
const GROUPES = [3, 4]
/** Part of the second and of the third nearest question of a subject. */
const VOISINES = [1, 0.4, 0.2]
const LISSAGE = 0.3
/** Beyond, a subject is out of it whatever its distance. */
const RECUL_MAXIMUM = 3

export interface Proche {
  sujet: string
  note: number
  /** The nearest question of the subject, 0 to 1, and which. */ ressemblance: number
  question: number
  /** The nearest of those that a sheet answers by itself, and how near; -1: none. */ repondue: { question: number; ressemblance: number }
}

/**
 * Which subject a question is about, from the questions that are known to be about each: the nearest of them (cosine of words and their pairs, of groups of letters, of meanings and their pairs, a third each, rare ones weighing most),
 * and which subject the whole of its words speaks for (complement naive Bayes). Made in a tenth of a second, kept by the process.
 */
export function rapprocheur(connues: { sujet: string; question: string; reponse?: unknown }[]): (question: string) => Proche[] {
  const sujets = [...new Set(connues.map((c) => c.sujet))]
  const sujetDe = connues.map((c) => sujets.indexOf(c.sujet))
  const bruts = connues.map((c) => traits(c.question))
  const dans = new Map<string, number>()
  for (const blocs of bruts) for (const bloc of blocs) for (const cle of bloc.keys()) dans.set(cle, (dans.get(cle) ?? 0) + 1)
  const peser = (blocs: Traits[]): [string, number][] =>
    blocs.flatMap((bloc) => {
      const poids = [...bloc]
        .filter(([cle]) => dans.has(cle))
        .map(([cle, n]): [string, number] => [cle, (1 + Math.log(n)) * (Math.log((1 + connues.length) / (1 + dans.get(cle)!)) + 1)])
      const norme = Math.hypot(...poids.map(([, p]) => p)) || 1
      return poids.map(([cle, p]) => [cle, p / norme])
    })

  /** Of each trait: the questions that bear it, the subjects that speak of it, and how much. */
  const postes = new Map<string, { questions: [number, number][]; parSujet: Map<number, number>; total: number }>()
  const totaux = sujets.map(() => 0)
  bruts.forEach((blocs, i) => {
    for (const [cle, poids] of peser(blocs)) {
      let poste = postes.get(cle)
      if (!poste) postes.set(cle, (poste = { questions: [], parSujet: new Map(), total: 0 }))
      poste.questions.push([i, poids])
      poste.parSujet.set(sujetDe[i]!, (poste.parSujet.get(sujetDe[i]!) ?? 0) + poids)
      poste.total += poids
      totaux[sujetDe[i]!]! += poids
    }
  })
  const total = totaux.reduce((a, b) => a + b, 0)
  const ailleurs = totaux.map((t) => Math.log(total - t + LISSAGE * postes.size))

  return (question) => {
    const semblable = new Float64Array(connues.length)
    const contre = new Float64Array(sujets.length)
    let somme = 0
    for (const [cle, poids] of peser(traits(question))) {
      const poste = postes.get(cle)!
      somme += poids
      for (const [i, p] of poste.questions) semblable[i]! += (poids * p) / 3
      const base = Math.log(poste.total + LISSAGE)
      // Where the subject says nothing of it, the same for all: left out.
      for (const [s, n] of poste.parSujet) contre[s]! += poids * (base - Math.log(poste.total - n + LISSAGE))
    }
    const bayes = sujets.map((_, s) => contre[s]! + somme * ailleurs[s]!)
    const sommet = Math.max(...bayes)
    const parSujet: [number, number][][] = sujets.map(() => [])
    semblable.forEach((n, i) => n && parSujet[sujetDe[i]!]!.push([n, i]))
    return sujets
      .map((sujet, s) => {
        const proches = parSujet[s]!.toSorted((a, b) => b[0] - a[0])
        const [ressemblance = 0, question = -1] = proches.find(([, i]) => connues[i]!.reponse) ?? []
        const voisines = VOISINES.reduce((n, part, i) => n + part * (proches[i]?.[0] ?? 0), 0)
        return {
          sujet,
          note: voisines + Math.max(bayes[s]! - sommet, -RECUL_MAXIMUM),
          ressemblance: proches[0]?.[0] ?? 0,
          question: proches[0]?.[1] ?? -1,
          repondue: { question, ressemblance },
        }
      })
      .toSorted((a, b) => b.note - a.note)
  }
}
