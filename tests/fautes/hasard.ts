/** Chance that can be played again: `GRAINE=… npm test` repeats a run's choices. */
export const GRAINE = Number(process.env.GRAINE ?? Math.floor(Math.random() * 2 ** 31))

/** mulberry32: numbers in [0, 1). */
export function hasard(graine = GRAINE): () => number {
  let a = graine
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
