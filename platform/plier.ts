/** « Été » is « Ete ». */
export const sansAccent = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '')

/** What people type and what is written, alike whatever the case and the accents. */
export const plier = (s: string) => sansAccent(s).toLowerCase()

/** The beginning of a text, at most so long, none of its characters by half: half an emoji is nothing that the database keeps in JSON. */
export const debutDe = (texte: string, longueur: number) => texte.slice(0, longueur).replace(/[\uD800-\uDBFF]$/, '')
