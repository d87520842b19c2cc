import { estUuid } from '#app/contexte.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

export const MOTIF_MAX = 1000

/** A reason as it is kept: ends of line of one kind, no other control character. */
export const motifNet = (saisi: string | null | undefined) => (saisi ?? '').replaceAll('\r\n', '\n').trim()

/** What is wrong with a request for a recovery, all together; what the files themselves lack comes with it. */
export function jugerRecuperation(t: Textes, s: { structure: string; motif: string; pieces: number }, desFichiers: ErreurChamp[] = []): ErreurChamp[] {
  const x = t.gouvernance.recuperation
  const erreurs: ErreurChamp[] = []
  if (!estUuid(s.structure)) erreurs.push({ champ: 'structure', code: 'champ-manquant', message: x.choisirStructure })
  if (!s.motif) erreurs.push({ champ: 'motif', code: 'champ-manquant', message: x.motifManquant })
  else if (s.motif.length > MOTIF_MAX) erreurs.push({ champ: 'motif', code: 'trop-long', message: x.motifLong })
  else if (/[^\P{Cc}\n\t]/u.test(s.motif)) erreurs.push({ champ: 'motif', code: 'caracteres-interdits', message: t.champs.erreur('caracteres-interdits', x.motif) })
  if (!desFichiers.length && !s.pieces) erreurs.push({ champ: 'piece', code: 'champ-manquant', message: x.pieceManquante })
  return [...erreurs, ...desFichiers]
}
