/** Of what is known: what it is made of, each part with its weight, and which of the kinds it is. */
export interface Exemple {
  parts: [trait: number, poids: number][]
  genre: number
}

/** What a mistake costs: more, and each known question is taken at its word. */
const COUT = 0.5
const TOURS = 6
/** A step smaller than this changes nothing. */
const PAS = 0.002

/**
 * How much each trait speaks for each kind, and against the others: one linear machine a kind, with a margin (squared hinge), by dual
 * coordinate descent (Hsieh and others, 2008).
 * Always the same for the same questions. Some tenths of a second, in turns between which the process does its other work.
 */
export async function separateur(
  exemples: Exemple[],
  traits: number,
  genres: number,
): Promise<(parts: [number, number][]) => Float64Array> {
  const poids = new Float32Array(traits * genres)
  const forces = new Float32Array(exemples.length * genres)
  const marge = 1 / (2 * COUT)
  const notes = (parts: [number, number][]) => {
    const s = new Float64Array(genres)
    for (const [t, p] of parts) for (let g = 0, d = t * genres; g < genres; g++) s[g]! += p * poids[d + g]!
    return s
  }
  const pas = new Float64Array(genres)
  const corriger = ({ parts, genre }: Exemple, i: number) => {
    const carre = parts.reduce((n, [, p]) => n + p * p, marge)
    const s = notes(parts)
    let change = false
    for (let g = 0, d = i * genres; g < genres; g++) {
      const sens = g === genre ? 1 : -1
      const avant = forces[d + g]!
      const apres = Math.max(avant - (sens * s[g]! - 1 + marge * avant) / carre, 0)
      const ecart = Math.abs(apres - avant) > PAS ? apres - avant : 0
      forces[d + g] = avant + ecart
      pas[g] = sens * ecart
      change ||= ecart !== 0
    }
    if (change) for (const [t, p] of parts) for (let g = 0, d = t * genres; g < genres; g++) poids[d + g]! += p * pas[g]!
  }
  const ordre = melange(exemples.length)
  for (let tour = 0; tour < TOURS; tour++) {
    for (const i of ordre) corriger(exemples[i]!, i)
    await new Promise((suite) => setImmediate(suite))
  }
  return notes
}

/** Every number below n once, those of a kind far from each other. */
function melange(n: number): number[] {
  const saut = [7919, 7907, 7901].find((p) => n % p) ?? 1
  return Array.from({ length: n }, (_, i) => (i * saut) % n)
}
