import { estUuid } from '#app/contexte.ts'
import { lireBrouillon } from '#app/demandes/brouillon.ts'
import type { ContexteDuParcours } from '#app/demandes/parcours.ts'

export interface SaisieEnCours {
  /** What was kept of the form, when it is taken up again. */
  brouillon: Record<string, unknown> | null
  lire: (nom: string) => string
  tous: (nom: string) => string[]
}

/** What a form is about, wherever it stands: in what was posted, in its draft, or in the address. */
export async function saisieEnCours(c: ContexteDuParcours, type: string): Promise<SaisieEnCours> {
  const corps = c.requete.body instanceof Map ? (c.requete.body as Map<string, string[]>) : null
  const cle = corps?.get('_cle')?.[0] ?? c.url.searchParams.get('brouillon')
  const pose = corps?.get('_etape')?.[0] === 'verifier'
  const trouve = estUuid(cle) && !pose ? await lireBrouillon(c.db, { auteur: c.utilisateur.id, type, structure: null, cle }) : null
  const tous = (nom: string) => corps?.get(nom) ?? c.url.searchParams.getAll(nom)
  return { brouillon: trouve && 'brouillon' in trouve ? trouve.brouillon.saisie : null, tous, lire: (nom) => tous(nom)[0] ?? '' }
}
