import { sql } from 'kysely'
import { z } from 'zod'
import { CHAMPS_COMPTE, erreursDuCompte, normaliserCompte, type Compte } from '#app/organisation/coordonnees-bancaires/champs.ts'
import { finDesNumeros, masque, scellerCompte } from '#app/organisation/coordonnees-bancaires/sceau.ts'
import { exigerEnvois, rattacherEnvois } from '#app/organisation/pieces-jointes/index.ts'
import { RefStructure } from '#demandes/communs.ts'
import { definirDemande, refusDeChamps } from '#demandes/index.ts'
import { code } from '#demandes/validation.ts'

/** What is kept of an account besides its seal: the number is its last three characters. */
export function sansNumeros({ iban, bban, ...c }: Compte) {
  return { ...Object.fromEntries(Object.entries(c).filter(([, v]) => v !== null && v !== '' && v !== false)), compte: masque(finDesNumeros({ iban, bban })) }
}

/** BAN-01: at once; the numbers are sealed before anything is stored. */
export const creerCoordonnee = definirDemande({
  type: 'coordonnee-bancaire.creer',
  saisie: z.strictObject({ structure: RefStructure, ...CHAMPS_COMPTE, rib: z.guid(code('champ-manquant')) }),
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',
  preuve: true,
  objet: { table: 'coordonnee_bancaire', champ: 'coordonneeBancaire', cree: true },

  async preparer(tx, { t, saisie, structure, auteur }) {
    const compte = normaliserCompte(saisie)
    const erreurs = erreursDuCompte(compte, t)
    if (erreurs.length) throw refusDeChamps(t, erreurs)
    await exigerEnvois(tx, { t, auteur: auteur.id, envois: [saisie.rib], structure: structure!.id, champ: 'rib' })
    return { saisie: sansNumeros(compte) }
  },

  async appliquer(tx, { milieu, saisie, structure, auteur }) {
    const c = normaliserCompte(saisie)
    const [piece] = await rattacherEnvois(tx, { t: milieu.t, auteur: auteur.id, envois: [saisie.rib], structure: structure!.id, genre: 'CB', champ: 'rib', designation: c.nom })
    const { rows } = await sql<{ id: string }>`select nouvel_id() as id`.execute(tx)
    const { id } = rows[0]!
    const { cle, scelle } = await scellerCompte(tx, milieu.settings, id, c)
    await sql`insert into coordonnee_bancaire (id, structure, type, nom, pays, bic, affactureur, designation_affactureur, identifiant_affactureur, cle, scelle, fin, a_iban, piece_jointe)
      values (${id}::uuid, ${structure!.id}::uuid, ${c.type}, ${c.nom}, ${c.pays}, ${c.bic}, ${c.affactureur}, ${c.designationAffactureur}, ${c.identifiantAffactureur}, ${cle}, ${scelle}, ${finDesNumeros(c)}, ${c.iban !== null}, ${piece!.id}::uuid)`.execute(tx)
    return { objet: id, resultat: { coordonneeBancaire: { id, nom: c.nom } } }
  },
})
