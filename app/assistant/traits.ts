import { sensDe } from '#app/assistant/sens.ts'
import { plier } from '#platform/plier.ts'

/** Folded as the database does: small letters, no accents, one space between words. */
export const enMots = (s: string) =>
  plier(s)
    .replaceAll('œ', 'oe')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

export type Traits = Map<string, number>

/** Words that say nothing of what is asked; « pas » and « plus » do. */
const VIDES = new Set(
  'le la les l un une des d de du au aux a à et ou en dans sur sous avec pour par je j tu il elle on nous vous ils elles me m te se s mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce c cet cette ces ca cela qui que qu dont est sont suis etes sommes ai as avons avez ont etre avoir fait faire faut peut peux puis pouvons dois doit comment y ne n si bonjour svp merci the an of to in on i my is are do does can how'.split(
    ' ',
  ),
)
const MOTS_MAXIMUM = 40
const GROUPES = [3, 4]
/** Meanings that stand so near go together, in either order: « effacer » and « fichier » in « effacer un de mes fichiers ». */
const PORTEE = 3

/** What a question is about: its words that say something, and what each means. */
export const motsPortes = (question: string, corriger: (mot: string) => string = (mot) => mot): { mot: string; sens: string }[] =>
  [...new Set(enMots(question).split(' ').filter(Boolean).slice(0, MOTS_MAXIMUM).map(corriger))]
    .filter((mot) => !VIDES.has(mot))
    .map((mot) => ({ mot: `m${mot}`, sens: `x${sensDe(mot)}` }))

/** A word that is misspelled still shares most of its groups of three and four letters; one that is said otherwise, its meaning. */
export function traits(question: string, corriger: (mot: string) => string = (mot) => mot): [mots: Traits, lettres: Traits, sens: Traits] {
  const [mots, lettres, sens]: [Traits, Traits, Traits] = [new Map(), new Map(), new Map()]
  const un = (t: Traits, cle: string) => t.set(cle, (t.get(cle) ?? 0) + 1)
  const tape = enMots(question).split(' ').filter(Boolean).slice(0, MOTS_MAXIMUM)
  const suite = tape.map(corriger)
  suite.forEach((mot, i) => {
    un(mots, `m${mot}`)
    if (i) un(mots, `d${suite[i - 1]} ${mot}`)
    const borde = ` ${tape[i]!.slice(0, 30)} `
    for (const n of GROUPES) for (let d = 0; d + n <= Math.max(borde.length, n); d++) un(lettres, `l${borde.slice(d, d + n)}`)
  })
  const dits = suite.map(sensDe)
  for (const s of dits) un(sens, `x${s}`)
  const portes = dits.filter((_, i) => !VIDES.has(suite[i]!))
  portes.forEach((s, i) => {
    for (const avec of portes.slice(i + 1, i + 1 + PORTEE)) un(sens, `y${[s, avec].toSorted().join(' ')}`)
  })
  return [mots, lettres, sens]
}
