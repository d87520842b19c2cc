import { sql } from 'kysely'
import { z } from 'zod'
import {
  CHAMPS_CLAIRS,
  CHAMPS_COMPTE,
  erreursDuCompte,
  normaliserCompte,
  type Compte,
} from '#app/organisation/coordonnees-bancaires/champs.ts'
import { annoncerCompte } from '#app/organisation/coordonnees-bancaires/courriels.ts'
import { lieuDuCompte } from '#app/organisation/coordonnees-bancaires/lieu.ts'
import { prevenusDuCompte } from '#app/organisation/coordonnees-bancaires/prevenus.ts'
import { finDesNumeros, masque, scellerCompte } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { exigerEnvois, rattacherEnvois } from '#app/organisation/pieces-jointes/rattacher.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { definirDemande } from '#demandes/index.ts'
import type { Tx } from '#platform/database/open.ts'
import type { Settings } from '#platform/settings.ts'

export const RefRib = reference().meta({ description: 'Identifiant (UUID) rendu par le dépôt du fichier, un jour au plus avant.' })

/** What is kept of an account besides its seal: its number is its last characters. */
const sansNumeros = (c: Compte) => ({
  ...Object.fromEntries(CHAMPS_CLAIRS.map((n) => [n, c[n]] as const).filter(([, v]) => v !== null && v !== '' && v !== false)),
  compte: masque(finDesNumeros(c)),
})

/** BAN-01: at once; the numbers are sealed before anything is stored. */
export const creerCoordonnee = definirDemande({
  type: 'coordonnee-bancaire.creer',
  saisie: z.strictObject({ structure: RefStructure, ...CHAMPS_COMPTE, rib: RefRib }),
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDuCompte,
  preuve: true,
  avisPropre: annoncerCompte,
  prevenus: prevenusDuCompte,
  scelles: ['iban', 'bban'],
  objet: { table: 'coordonnee_bancaire', champ: 'coordonneeBancaire', cree: true },
  controler: (_corps, t, { saisie, lus }) => erreursDuCompte(normaliserCompte(saisie), t, lus),

  async examiner(tx, { t, saisie: { rib }, structure, auteur }) {
    const envois = rib ? await exigerEnvois(tx, { t, auteur: auteur.id, envois: [rib], structure: structure!.id, champ: 'rib' }) : []
    return { erreurs: [], vu: envois }
  },

  preparer: async (_tx, { saisie, vu: [rib] }) => ({ saisie: { ...sansNumeros(normaliserCompte(saisie)), nomDuRib: rib!.nom } }),

  async appliquer(tx, { milieu, saisie, structure, auteur }) {
    const compte = normaliserCompte(saisie)
    const [piece] = await rattacherEnvois(tx, {
      t: milieu.t,
      auteur: auteur.id,
      envois: [saisie.rib],
      structure: structure!.id,
      genre: 'CB',
      champ: 'rib',
      designation: compte.nom,
    })
    const id = await ajouterCompte(tx, milieu.settings, { structure: structure!.id, compte, piece: piece!.id })
    return { objet: id, resultat: { coordonneeBancaire: { id, nom: compte.nom } } }
  },
})

/** A row of its own, sealed to its id. */
export async function ajouterCompte(
  tx: Tx,
  settings: Settings,
  { structure, compte: c, piece, statut = 'ACTIVE' }: { structure: string; compte: Compte; piece: string | null; statut?: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`select nouvel_id() as id`.execute(tx)
  const { id } = rows[0]!
  const { cle, scelle } = await scellerCompte(tx, settings, id, c)
  await sql`insert into coordonnee_bancaire (id, structure, type, nom, pays, bic, affactureur, designation_affactureur,
          identifiant_affactureur, cle, scelle, fin, a_iban, statut, piece_jointe)
    values (${id}::uuid, ${structure}::uuid, ${c.type}, ${c.nom}, ${c.pays}, ${c.bic}, ${c.affactureur}, ${c.designationAffactureur},
          ${c.identifiantAffactureur}, ${cle}, ${scelle}, ${finDesNumeros(c)}, ${c.iban !== null}, ${statut}, ${piece}::uuid)`.execute(tx)
  return id
}
