/** Numbers as the table prints them. */
export const nombre = (x: number, decimales = x < 10 ? 2 : x < 100 ? 1 : 0) => x.toFixed(decimales).replace('.', ',')
export const quantile = (valeurs: number[], q: number) =>
  valeurs.toSorted((a, b) => a - b)[Math.min(valeurs.length - 1, Math.floor(valeurs.length * q))] ?? NaN
export const mediane = (valeurs: number[]) => quantile(valeurs, 0.5)

/** Median and spread: « 312 (298–330) ». */
export const etendue = (valeurs: number[]) =>
  `${nombre(mediane(valeurs))} (${nombre(Math.min(...valeurs))}–${nombre(Math.max(...valeurs))})`

/** The target holds when the worst round holds it, not only the median. */
export const auMoins = (rapports: number[], cible: number) => Math.min(...rapports) >= cible

/** For what must not exceed: the median decides, one slow round among the peers' says nothing. */
export const auPlus = (rapports: number[], cible: number) => mediane(rapports) <= cible
