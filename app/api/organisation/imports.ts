import { z } from 'zod'
import { repondreListe } from '#app/api/fichiers.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { ImportVu, TOUS_RESULTATS, TOUTES_ISSUES, LigneVue, vue, ligneVue, serviceVu } from '#app/api/organisation/imports.schemas.ts'
import type { Api } from '#app/api/index.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { lireImport, TRIS_LIGNES } from '#app/organisation/imports/lister.ts'
import { limiteDuCorps } from '#app/organisation/imports/recevoir.ts'
import { textesImport } from '#app/organisation/imports/refus.ts'
import { servicesEnFeuille } from '#app/organisation/services/importer.feuille.ts'
import * as desServices from '#app/organisation/services/importer.lister.ts'
import { deposerServices, exigerServices } from '#app/organisation/services/importer.page.tsx'
import { exigerGestion, lignesEnFeuille, lireFichier, listerLignes } from '#app/organisation/utilisateurs/index.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { readMultipart, type MultipartForm } from '#platform/http/multipart.ts'
import { taille } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

const DEPOTS = {
  utilisateurs: { exiger: exigerGestion, deposer: (c: Connecte, fichier: Fichier) => lireFichier(c, c.utilisateur, fichier) },
  services: {
    exiger: exigerServices,
    deposer: (c: Connecte, fichier: Fichier, champs: Map<string, string>) =>
      deposerServices(c, c.utilisateur, fichier, champs.get('structure')),
  },
}

type Connecte = Awaited<ReturnType<typeof connecte>>

type Fichier = { nom: string; contenu: Buffer }

/** PLUS-10: what the screen does with a spreadsheet, from a script. */
export function routesImports(api: Api, programme: Programme) {
  const bodyLimit = limiteDuCorps(programme)
  api.register(async (brute) => {
    const portee = brute as unknown as Api
    portee.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (requete, corps, fait) => {
      readMultipart(corps as Buffer, requete.headers['content-type']!, 'fichier').then(
        (lu) => fait(null, lu),
        (e: Error) => fait(e),
      )
    })
    for (const genre of ['utilisateurs', 'services'] as const) {
      const x = textesImport(fr, genre)
      portee.post(
        `/api/v1/imports/${genre}`,
        {
          schema: {
            summary: x.api.deposer,
            description: genre === 'services' ? fr.importsServices.api.fichier : fr.imports.api.fichier,
            tags: ['imports'],
            consumes: ['multipart/form-data'],
            response: { 201: ImportVu, ...ERREURS },
          },
          bodyLimit,
          // Who may send a file is asked before it is read.
          onRequest: async (requete, reponse) => {
            const c = await connecte(programme, requete, reponse)
            await DEPOTS[genre].exiger(c, c.utilisateur.id)
          },
        },
        async (requete, reponse) => {
          const c = await connecte(programme, requete, reponse)
          const { file: fichier, fields = new Map<string, string>() } = (requete.body ?? {}) as Partial<MultipartForm>
          const max = c.settings.TAILLE_FICHIER_MAX
          if (!fichier) throw refusDeChamps(fr, [{ champ: 'fichier', code: 'champ-manquant', message: x.fichier('champ-manquant') }])
          if (fichier.content.length > max)
            throw refusDeChamps(fr, [{ champ: 'fichier', code: 'fichier-trop-grand', message: x.fichierTropGrand(taille(max)) }])
          const id = await DEPOTS[genre].deposer(c, { nom: fichier.name, contenu: fichier.content }, fields)
          return reponse.code(201).send(vue((await lireImport(c.db, c.utilisateur.id, id))!))
        },
      )
    }
  })

  const params = z.object({ id: z.string() })
  const lire = async (c: Awaited<ReturnType<typeof connecte>>, id: string) => {
    const i = estUuid(id) ? await lireImport(c.db, c.utilisateur.id, id) : null
    if (!i) throw refus(fr, 'introuvable')
    return i
  }
  api.get(
    '/api/v1/imports/:id',
    { schema: { summary: fr.imports.api.un, tags: ['imports'], params, response: { 200: ImportVu, ...ERREURS } } },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      return vue(await lire(c, requete.params.id))
    },
  )
  api.get(
    '/api/v1/imports/:id/lignes',
    {
      schema: {
        summary: fr.imports.api.lignes,
        tags: ['imports'],
        params,
        querystring: z.strictObject({
          ...PARAMETRES_LISTE,
          tri: z.enum(TRIS_LIGNES).optional(),
          resultat: z.enum(TOUS_RESULTATS).optional(),
          issue: z.enum(TOUTES_ISSUES).optional(),
        }),
        response: { 200: liste(LigneVue), ...ERREURS },
      },
    },
    async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const { id, genre } = await lire(c, requete.params.id)
      const repondre = async <L>(
        feuille: Parameters<typeof repondreListe<L, typeof requete.query>>[2],
        lister: Parameters<typeof repondreListe<L, typeof requete.query>>[3],
        dire: (l: L) => object,
      ) => {
        const page = (await repondreListe(requete, reponse, feuille, lister)) as object
        return ('elements' in page ? { ...page, elements: (page.elements as L[]).map(dire) } : page) as never
      }
      return genre === 'services'
        ? repondre(servicesEnFeuille, (f) => desServices.listerServices(c.db, id, f), serviceVu)
        : repondre(lignesEnFeuille, (f) => listerLignes(c.db, id, f), ligneVue)
    },
  )
}
