import { z } from 'zod'
import { lieuDesPieces } from '#app/organisation/pieces-jointes/lieu.ts'
import { exigerEnvois, rattacherEnvois } from '#app/organisation/pieces-jointes/rattacher.ts'
import { reference, RefStructure } from '#demandes/communs.ts'
import { definirDemande } from '#demandes/index.ts'
import { justes } from '#demandes/lecture.ts'
import { code, texte } from '#demandes/validation.ts'

export const FICHIERS_PAR_DEMANDE = 20

/** PJ-01: what was sent becomes the structure's, all or nothing. */
export const creerPieceJointe = definirDemande({
  type: 'piece-jointe.creer',
  saisie: z.strictObject({
    structure: RefStructure,
    envois: z
      .array(reference())
      .min(1, code('champ-manquant'))
      .max(FICHIERS_PAR_DEMANDE, code('trop-de-fichiers-a-la-fois', FICHIERS_PAR_DEMANDE))
      .meta({ description: 'Identifiants (UUID) rendus par POST /api/v1/envois, un jour au plus avant.' }),
    designation: texte(200).optional().meta({ description: 'Ce que c’est, en clair.' }),
  }),
  objet: { table: 'piece_jointe', champ: 'pieceJointe', cree: true },
  acces: { profil: 'organisation.modification', sur: 'structure' },
  approbation: 'aucune',
  effet: 'immediat',
  lieu: lieuDesPieces,

  async examiner(tx, { t, saisie: { envois }, structure, auteur }) {
    const bons = justes(envois)
    return { erreurs: [], vu: bons.length ? await exigerEnvois(tx, { t, auteur: auteur.id, envois: bons, structure: structure!.id }) : [] }
  },

  preparer: async (_tx, { saisie: { designation }, vu: fichiers }) => ({
    saisie: { fichiers: fichiers.map((f) => f.nom).join(', '), ...(designation ? { designation } : {}) },
  }),

  async appliquer(tx, { saisie, structure, auteur, milieu }) {
    const pieces = await rattacherEnvois(tx, {
      t: milieu.t,
      auteur: auteur.id,
      envois: saisie.envois,
      structure: structure!.id,
      genre: 'STRUCTURE',
      ...(saisie.designation ? { designation: saisie.designation } : {}),
    })
    return { ...(pieces.length === 1 ? { objet: pieces[0]!.id } : {}), resultat: { piecesJointes: pieces.map((p) => p.id) } }
  },
})
