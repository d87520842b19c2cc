/** Eight places a name may be in, of some quarter of a million: the oldest gives its own. Powers of two. */
const [VOIES, PLACES] = [8, 1 << 18]

/** Two hashes of 32 bits, read together: one name taken for another is not to be met with. */
function empreintes(a: string, b: string, c: string): [number, number] {
  let [x, y] = [0x811c9dc5, 0x9e3779b9]
  for (const s of [a, b, c]) {
    for (let i = 0; i < s.length; i++) {
      const n = s.charCodeAt(i)
      x = Math.imul(x ^ n, 0x01000193)
      y = Math.imul(y + n, 0x85ebca6b)
    }
    x = Math.imul(x ^ 0xff, 0x01000193)
  }
  return [mix(x), mix(y)]
}
const mix = (n: number) => {
  const m = Math.imul(n ^ (n >>> 16), 0x7feb352d)
  return (m ^ (m >>> 15)) >>> 0
}

/**
 * Remembers what was seen within a time, in 4 MB whatever their number: only their hashes are kept.
 * @param duree milliseconds
 * @returns whether these three were seen within that time; they are, from now on. Forgotten before it, at worst, when many came since.
 */
export function retenirRecents(duree: number): (a: string, b: string, c: string) => boolean {
  const noms = new Float64Array(PLACES)
  const heures = new Float64Array(PLACES).fill(-Infinity)
  return (a, b, c) => {
    const [x, y] = empreintes(a, b, c)
    const nom = x * 2 ** 21 + (y >>> 11)
    const ici = performance.now()
    const premiere = (x & (PLACES / VOIES - 1)) * VOIES
    let place = premiere
    for (let i = premiere; i < premiere + VOIES; i++) {
      if (noms[i] === nom) {
        if (ici - heures[i]! < duree) return true
        place = i
        break
      }
      if (heures[i]! < heures[place]!) place = i
    }
    noms[place] = nom
    heures[place] = ici
    return false
  }
}
