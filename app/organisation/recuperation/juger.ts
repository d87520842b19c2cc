import { estUuid } from '#app/contexte.ts'
import { estContestable } from '#app/organisation/recuperation/contester.ts'
import { erreurIdentifiant } from '#app/organisation/structures/creer/controle.ts'
import type { ErreurChamp } from '#platform/http/problem.ts'
import type { Textes } from '#ui/textes/index.ts'

export const MOTIF_MAX = 1000

/** A reason as it is kept: ends of line of one kind, no other control character. */
export const motifNet = (saisi: string | null | undefined) => (saisi ?? '').replaceAll('\r\n', '\n').trim()

/** What is wrong with a request for a recovery, all together; what the files themselves lack comes with it. */
export function jugerRecuperation(
  t: Textes,
  s: { structure: string; motif: string; pieces: number },
  desFichiers: ErreurChamp[] = [],
): ErreurChamp[] {
  const choix: ErreurChamp[] = estUuid(s.structure)
    ? []
    : [{ champ: 'structure', code: 'champ-manquant', message: t.gouvernance.recuperation.choisirStructure }]
  return [...choix, ...jugerMotifEtPiece(t, s, desFichiers)]
}

/** The same for a dispute from outside, which names the structure by its identifier. */
export function jugerContestation(
  t: Textes,
  s: { typeIdentifiant: string; identifiant: string; motif: string; pieces: number },
  desFichiers: ErreurChamp[] = [],
): ErreurChamp[] {
  const faux = estContestable(s.typeIdentifiant)
    ? erreurIdentifiant(s.typeIdentifiant, s.identifiant, t)
    : { champ: 'typeIdentifiant', code: 'choix-invalide', message: t.structures.creer.choisirType }
  return [...(faux ? [faux] : []), ...jugerMotifEtPiece(t, s, desFichiers)]
}

function jugerMotifEtPiece(t: Textes, s: { motif: string; pieces: number }, desFichiers: ErreurChamp[]): ErreurChamp[] {
  const x = t.gouvernance.recuperation
  const erreurs: ErreurChamp[] = []
  if (!s.motif) erreurs.push({ champ: 'motif', code: 'champ-manquant', message: x.motifManquant })
  else if (s.motif.length > MOTIF_MAX) erreurs.push({ champ: 'motif', code: 'trop-long', message: x.motifLong })
  else if (/[^\P{Cc}\n\t]/u.test(s.motif))
    erreurs.push({ champ: 'motif', code: 'caracteres-interdits', message: t.champs.erreur('caracteres-interdits', x.motif) })
  if (!desFichiers.length && !s.pieces) erreurs.push({ champ: 'piece', code: 'champ-manquant', message: x.pieceManquante })
  return [...erreurs, ...desFichiers]
}
