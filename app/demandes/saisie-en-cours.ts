import { estUuid } from '#app/contexte.ts'
import { lireBrouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'

export interface SaisieEnCours {
  /** What was kept of the form, when it is taken up again or confirmed. */
  brouillon: Record<string, unknown> | null
  /** Posted or kept, and not only read in the address. */
  estPosee: boolean
  lire: (nom: string) => string
  tous: (nom: string) => string[]
}

/** What a form without a structure of its own is about, wherever it stands: in what was posted, in its draft, or in the address. */
export async function saisieEnCours(c: ContexteDuParcours, type: string): Promise<SaisieEnCours> {
  const corps = c.requete.body instanceof Map ? (c.requete.body as Map<string, string[]>) : null
  const cle = corps?.get('_cle')?.[0] ?? c.url.searchParams.get('brouillon')
  // What was typed again is worth more than what was kept of it; to confirm, only the key is sent.
  const remplie = corps !== null && corps.get('_etape')?.[0] !== 'confirmer'
  const trouve = estUuid(cle) && !remplie ? await lireBrouillon(c.db, { auteur: c.utilisateur.id, type, structure: null, cle }) : null
  const brouillon = trouve && 'brouillon' in trouve ? trouve.brouillon.saisie : null
  const tous = (nom: string) => corps?.get(nom) ?? c.url.searchParams.getAll(nom)
  return { brouillon, estPosee: corps !== null || brouillon !== null, tous, lire: (nom) => tous(nom)[0] ?? '' }
}
