import type { Depose } from '#app/support/clavardage/deposer.ts'
import type { Message, Nom } from '#app/support/clavardage/lire.ts'

const PREFIXE = 'dit:'
/** Bytes: longer, each process reads it. */
const MAX = 4000

/** A message that has just been stored, told whole: whoever has the one before needs no reading. */
export interface Dit {
  id: string
  version: string
  agent: string | null
  m: Message
}

/** As a subject of `platform/wake.ts`; too long, or known by halves: the conversation alone. */
export function sujetDuMessage(
  id: string,
  cle: string,
  texte: string,
  qui: { utilisateur: string | null; nom: Nom | null },
  d: Depose,
): string {
  if (d.version === undefined) return id
  const dit: Dit = {
    id,
    version: d.version,
    agent: d.agent,
    m: {
      rang: d.rang,
      cle,
      cote: d.cote,
      evenement: null,
      donnees: null,
      texte,
      le: d.le,
      auteur: qui.nom && { prenom: qui.nom.prenom, nom: qui.nom.nom },
      auteurId: qui.utilisateur,
      fichiers: null,
    },
  }
  const sujet = PREFIXE + JSON.stringify(dit)
  return Buffer.byteLength(sujet) > MAX ? id : sujet
}

export const estDit = (sujet: string) => sujet.startsWith(PREFIXE)
export const lireDit = (sujet: string) => JSON.parse(sujet.slice(PREFIXE.length)) as Dit
