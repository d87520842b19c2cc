import { sql } from 'kysely'
import { z } from 'zod'
import { annoncerCompte } from '#app/organisation/coordonnees-bancaires/courriels.ts'
import { lieuDuCompte } from '#app/organisation/coordonnees-bancaires/lieu.ts'
import { prevenusDuCompte } from '#app/organisation/coordonnees-bancaires/prevenus.ts'
import { lireCoordonnee, type StatutCoordonnee } from '#app/organisation/coordonnees-bancaires/lire.ts'
import { DE_LA_COORDONNEE } from '#app/organisation/coordonnees-bancaires/modifier.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Textes } from '#ui/textes/index.ts'

/** « Activer » and « Désactiver » (BAN-02), each from the other. */
const definirStatut = <const T extends string>(type: T, de: StatutCoordonnee, vers: StatutCoordonnee) =>
  definirDemande({
    type,
    saisie: z.strictObject(DE_LA_COORDONNEE),
    acces: { profil: 'organisation.modification', sur: 'structure' },
    approbation: 'aucune',
    effet: 'coordonnee-bancaire',
    lieu: lieuDuCompte,
    preuve: true,
    avisPropre: annoncerCompte,
    prevenus: prevenusDuCompte,
    objet: { table: 'coordonnee_bancaire', champ: 'coordonneeBancaire' },
    async preparer(tx, { t, objet }) {
      await exiger(tx, t, objet!.id, de)
      return { saisie: { statut: vers }, avant: { statut: de } }
    },
    async appliquer(tx, { milieu: { t }, objet }) {
      await exiger(tx, t, objet!.id, de)
      await sql`update coordonnee_bancaire set statut = ${vers} where id = ${objet!.id}::uuid`.execute(tx)
    },
  })

export const activerCoordonnee = definirStatut('coordonnee-bancaire.activer', 'INACTIVE', 'ACTIVE')
export const desactiverCoordonnee = definirStatut('coordonnee-bancaire.desactiver', 'ACTIVE', 'INACTIVE')

async function exiger(tx: Tx, t: Textes, id: string, statut: StatutCoordonnee) {
  if ((await lireCoordonnee(tx, id))?.statut !== statut)
    throw refus(t, statut === 'ACTIVE' ? 'coordonnee-bancaire-deja-inactive' : 'coordonnee-bancaire-deja-active')
}
