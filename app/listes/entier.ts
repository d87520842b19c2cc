/** A whole number of the address, from 1 to `max`; anything else is `defaut`. */
export function entier(p: URLSearchParams, nom: string, defaut: number, max: number): number {
  const n = Number(p.get(nom))
  return Number.isInteger(n) && n >= 1 ? Math.min(n, max) : defaut
}
