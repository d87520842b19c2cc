import { sql } from 'kysely'
import { z } from 'zod'
import { exigerEnvois, rattacherEnvois } from '#app/organisation/pieces-jointes/rattacher.ts'
import { RefStructure } from '#demandes/communs.ts'
import { definirDemande, refus } from '#demandes/index.ts'
import { code } from '#demandes/validation.ts'

/** PJ-01: what was sent becomes the structure's. */
export const creerPieceJointe = definirDemande({
  type: 'piece-jointe.creer',
  saisie: z.strictObject({
    structure: RefStructure,
    envois: z.array(z.guid(code('champ-invalide'))).min(1, code('champ-manquant')).max(20, code('trop-de-lignes')).meta({ description: 'Identifiants (UUID) rendus par le dépôt des fichiers, un jour au plus avant.' }),
    designation: z.string().trim().max(200, code('trop-long')).optional().meta({ description: 'Ce que c’est, en clair.' }),
  }),
  objet: { table: 'piece_jointe', champ: 'pieceJointe', cree: true },
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',

  async preparer(tx, { t, saisie, structure, auteur }) {
    const fichiers = await exigerEnvois(tx, { t, auteur: auteur.id, envois: saisie.envois, structure: structure!.id })
    return { saisie: { fichiers: fichiers.map((f) => f.nom).join(', '), ...(saisie.designation ? { designation: saisie.designation } : {}) } }
  },

  async appliquer(tx, { saisie, structure, auteur, milieu }) {
    const pieces = await rattacherEnvois(tx, { t: milieu.t, auteur: auteur.id, envois: saisie.envois, structure: structure!.id, genre: 'STRUCTURE', ...(saisie.designation ? { designation: saisie.designation } : {}) })
    return { ...(pieces.length === 1 ? { objet: pieces[0]!.id } : {}), resultat: { piecesJointes: pieces.map((p) => p.id) } }
  },
})

/** PJ-01: gone for everybody at once; its content goes with the last that held it. */
export const supprimerPieceJointe = definirDemande({
  type: 'piece-jointe.supprimer',
  saisie: z.strictObject({ structure: RefStructure.optional(), pieceJointe: z.guid(code('champ-invalide')).meta({ description: 'Identifiant (UUID) de la pièce-jointe.' }) }),
  objet: { table: 'piece_jointe', champ: 'pieceJointe' },
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',

  async preparer(tx, { t, objet }) {
    const { rows } = await sql<{ nom: string }>`select nom from piece_jointe where id = ${objet!.id}::uuid and genre = 'STRUCTURE' and supprimee_le is null`.execute(tx)
    if (!rows[0]) throw refus(t, 'introuvable')
    return { saisie: { fichiers: rows[0].nom } }
  },

  appliquer: async (tx, { objet }) => void (await sql`update piece_jointe set supprimee_le = maintenant(), fichier = null where id = ${objet!.id}::uuid`.execute(tx)),
})
