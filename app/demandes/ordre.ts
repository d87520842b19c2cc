import type { Textes } from '#ui/textes/index.ts'

/** The fields of a demande in the order of the forms, which is that of their labels: the database keeps none. */
export function dansLOrdre(t: Textes, champs: string[]): string[] {
  const rang = Object.keys(t.champs.libelles)
  return champs.toSorted((a, b) => rang.indexOf(a) - rang.indexOf(b))
}
