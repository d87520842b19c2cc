import type { Contexte } from '#app/contexte.ts'
import type { SaisieGardee } from '#app/support/tickets/emetteur/brouillons.ts'
import { destinataireDeLaFacture } from '#app/support/tickets/emetteur/facture.ts'

/** What the form says next to the recipient. */
type IssueDeLObjet = 'trouve' | 'inconnu' | 'muet' | 'manque'

/** For an invoice, the recipient's block fills itself from the invoicing application (TIC-02). */
export async function remplirLeDestinataire(c: Pick<Contexte, 'settings' | 'log' | 'structures'>, s: SaisieGardee): Promise<IssueDeLObjet> {
  const emetteur = c.structures.find((x) => x.id === s.structure)
  const numero = s.numeroObjet?.trim()
  if (s.typeObjet !== 'FACTURE' || !numero || !emetteur) return 'manque'
  const trouve = await destinataireDeLaFacture(c, { numero, emetteur: emetteur.identifiant })
  if (trouve.etat === 'trouve') Object.assign(s, { destinataire: trouve.identifiant, codeService: trouve.codeService })
  return trouve.etat
}
