/** « Été » is « Ete ». */
export const sansAccent = (s: string) => s.normalize('NFD').replace(/\p{M}/gu, '')

/** What people type and what is written, alike whatever the case and the accents. */
export const plier = (s: string) => sansAccent(s).toLowerCase()
