import { sql } from 'kysely'
import type { Contexte } from '#app/contexte.ts'
import type { SaisieGardee } from '#app/support/tickets/emetteur/brouillons.ts'
import { structureEmettrice } from '#app/support/tickets/emetteur/creer.ts'
import { destinataireDeLaFacture } from '#app/support/tickets/emetteur/facture.ts'

/** What the form says next to the recipient. */
type IssueDeLObjet = 'trouve' | 'inconnu' | 'muet' | 'manque'

/** For an invoice, the recipient's block fills itself from the invoicing application (TIC-02). */
export async function remplirLeDestinataire(
  c: Pick<Contexte, 'settings' | 'log' | 'db' | 'utilisateur'>,
  s: SaisieGardee,
): Promise<IssueDeLObjet> {
  const numero = s.numeroObjet?.trim()
  const {
    rows: [emetteur],
  } = await sql<{
    identifiant: string
  }>`select identifiant from structure where id = ${structureEmettrice(c.utilisateur!.id, s.structure ?? '')}`.execute(c.db)
  if (s.typeObjet !== 'FACTURE' || !numero || !emetteur) return 'manque'
  const trouve = await destinataireDeLaFacture(c, { numero, emetteur: emetteur.identifiant })
  if (trouve.etat === 'trouve') Object.assign(s, { destinataire: trouve.identifiant, codeService: trouve.codeService })
  return trouve.etat
}
