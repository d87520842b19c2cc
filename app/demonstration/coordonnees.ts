import { sql } from 'kysely'
import type { Pool } from 'pg'
import { comme } from '#app/demonstration/comme.ts'
import type { Monde } from '#app/demonstration/monde.ts'
import { enPdf } from '#app/demonstration/pieces.ts'
import { creerCoordonnee } from '#app/organisation/coordonnees-bancaires/creer.ts'
import { modifierCoordonnee } from '#app/organisation/coordonnees-bancaires/modifier.ts'
import { deposer } from '#app/organisation/pieces-jointes/index.ts'
import { soumettre, type Demande } from '#demandes/index.ts'
import type { Settings } from '#platform/settings.ts'

/** Numbers of banks' own examples: nobody's accounts. */
export const COMPTES = [
  { type: 'IBAN', nom: 'Compte principal', iban: 'FR7630006000011234567890189', bic: 'AGRIFRPP' },
  {
    type: 'IBAN',
    nom: 'Affacturage, Crédit Rive Gauche',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFF',
    affactureur: true,
    designationAffactureur: 'Crédit Rive Gauche',
    identifiantAffactureur: '552 100 554',
  },
  { type: 'IBAN', nom: 'Ancien compte', iban: 'FR1420041010050500013M02606', bic: 'PSSTFRPP' },
]

/** Three accounts of the joiner's workshop, given through the portal's own door; the last one is no longer in use. */
export async function donnerLesComptes(pool: Pool, settings: Settings, monde: Monde) {
  const { milieu, auteur } = await comme(pool, settings, monde.daniel)
  for (const [n, compte] of COMPTES.entries()) {
    const rib = await deposer(milieu, auteur, { nom: `rib-${n + 1}.pdf`, contenu: await enPdf('RIB', compte.nom) })
    await soumettre(milieu, {
      definition: creerCoordonnee as unknown as Demande,
      auteur,
      corps: { structure: monde.menuiserie, ...compte, rib: rib.id },
    })
  }
  const { rows } = await sql<{
    id: string
  }>`select id from coordonnee_bancaire where structure = ${monde.menuiserie}::uuid order by nom desc limit 1`.execute(milieu.db)
  // About to be renamed, the time to think better of it.
  await soumettre(
    { ...milieu, settings: { ...settings, DELAI_EFFET_MINUTES: { ...settings.DELAI_EFFET_MINUTES, 'coordonnee-bancaire': 720 } } },
    {
      definition: modifierCoordonnee as unknown as Demande,
      auteur,
      corps: { structure: monde.menuiserie, coordonneeBancaire: rows[0]!.id, nom: 'Compte courant' },
    },
  )
  await sql`update coordonnee_bancaire set statut = 'INACTIVE' where nom = 'Ancien compte' and structure = ${monde.menuiserie}::uuid`.execute(
    milieu.db,
  )
}
