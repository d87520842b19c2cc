import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { laisser } from '#app/api/corps.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import type { Contexte, Programme } from '#app/contexte.ts'
import type { Deposant } from '#app/organisation/pieces-jointes/deposer.ts'
import { piecesEnFeuille } from '#app/organisation/pieces-jointes/feuille.ts'
import { pieceVisible, structureDesPieces } from '#app/organisation/pieces-jointes/lire.ts'
import { ETATS_PIECES, listerPieces, TRIS_PIECES, type PieceEnListe } from '#app/organisation/pieces-jointes/lister.ts'
import { lireFormulaire } from '#app/organisation/pieces-jointes/multipart.ts'
import { servirFichier } from '#app/organisation/pieces-jointes/servir.ts'
import { refusDeChamps } from '#demandes/index.ts'
import { fr } from '#ui/textes/index.ts'

const Etat = z.enum(ETATS_PIECES)
const EnvoiVu = z.object({ id: z.string(), nom: z.string(), taille: z.number(), type: z.string(), etat: Etat }).meta({ id: 'Envoi' })
const vueEnListe = (p: PieceEnListe) => ({ ...p, creeLe: p.creeLe.toISOString() })
const PieceVue = z
  .object({
    id: z.string(),
    nom: z.string(),
    designation: z.string(),
    taille: z.number(),
    type: z.string(),
    etat: Etat,
    creeLe: z.string(),
    auteur: z.object({ prenom: z.string(), nom: z.string() }),
    version: z.number(),
  })
  .meta({ id: 'PieceJointe' })

/** Described only: read as it comes. */
const FichierEnvoye = z.object({ fichier: z.string().meta({ format: 'binary' }) })

const erreurDeFichier = (code: string) => ({
  champ: 'fichier',
  code,
  message: code === 'champ-manquant' ? fr.champs.erreur(code, fr.champs.libelles.fichier) : fr.pieces.api.unSeul,
})

/** Where one file is sent before it is attached; `qui` says who sends it, or refuses. */
export function routeDEnvoi(
  api: Api,
  chemin: string,
  { schema }: { schema: object },
  qui: (requete: FastifyRequest, reponse: FastifyReply) => Promise<{ c: Contexte; deposant: Deposant }>,
) {
  api.register(async (brute) => {
    const portee = brute as unknown as Api
    // Left where it is: who sends it is asked before it is read.
    portee.addContentTypeParser('multipart/form-data', (_requete, _corps, fait) => fait(null, null))
    portee.post(
      chemin,
      {
        schema: { ...schema, consumes: ['multipart/form-data'], body: FichierEnvoye, response: { 201: EnvoiVu, ...ERREURS } },
        validatorCompiler: laisser,
      },
      async (requete, reponse) => {
        const { c, deposant } = await qui(requete, reponse)
        const estFormulaire = requete.headers['content-type']?.startsWith('multipart/')
        const { envois, erreurs } = estFormulaire ? await lireFormulaire(c, deposant, 'fichier') : { envois: [], erreurs: [] }
        const [envoi, second] = envois
        if (erreurs.length || !envoi || second)
          throw refusDeChamps(fr, erreurs.length ? erreurs : [erreurDeFichier(second ? 'un-seul-fichier' : 'champ-manquant')])
        return reponse.code(201).send(envoi)
      },
    )
  })
}

/** A file is sent first, then attached by a demande that names it (PJ-01, PJ-02); in several times: `pieces-jointes.tus.ts`. */
export function routesPieces(api: Api, programme: Programme) {
  const params = z.object({ id: z.string() })
  routeDEnvoi(
    api,
    '/api/v1/envois',
    { schema: { summary: fr.pieces.api.deposer, description: fr.pieces.api.fichier, tags: ['pieces-jointes'] } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return { c, deposant: c.utilisateur }
    },
  )

  const filtres = z.strictObject({ ...PARAMETRES_LISTE, tri: z.enum(TRIS_PIECES).optional(), etat: Etat.optional() })
  api.get(
    '/api/v1/structures/:id/pieces-jointes',
    {
      schema: {
        summary: fr.pieces.api.liste,
        tags: ['pieces-jointes'],
        params,
        querystring: filtres,
        response: { 200: liste(PieceVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id } = await structureDesPieces(c, requete.params.id)
      return repondreListe(requete, reponse, piecesEnFeuille, (f) => listerPieces(c.db, id, f), vueEnListe)
    },
  )
  api.get(
    '/api/v1/pieces-jointes/:id/contenu',
    {
      schema: {
        summary: fr.pieces.api.contenu,
        description: fr.pieces.api.contenuTexte,
        tags: ['pieces-jointes'],
        params,
        response: ERREURS,
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { brut } = await servirFichier(c, (await pieceVisible(c, requete.params.id)).piece)
      // Past the schema of the JSON answer: a file is sent as it is.
      await c.reponse.send(brut)
    },
  )
}
