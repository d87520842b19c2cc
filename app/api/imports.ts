import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { limiteDuCorps } from '#app/organisation/imports/recevoir.ts'
import { lireImport, TRIS_LIGNES, type Import } from '#app/organisation/imports/lister.ts'
import { textesImport, type GenreImport } from '#app/organisation/imports/refus.ts'
import { servicesEnFeuille } from '#app/organisation/services/importer.feuille.ts'
import * as desServices from '#app/organisation/services/importer.lister.ts'
import { deposerServices, exigerServices } from '#app/organisation/services/importer.page.tsx'
import {
  exigerGestion,
  ISSUES,
  lignesEnFeuille,
  lireFichier,
  listerLignes,
  RESULTATS,
  type LigneDImport,
} from '#app/organisation/utilisateurs/index.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { readMultipart, type MultipartForm } from '#platform/http/multipart.ts'
import { taille } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

const n = z.number()
const COMMUNS = { lignes: n, inchangees: n, erreurs: n, traitees: n, echouees: n }
const ImportVu = z
  .object({
    id: z.string(),
    genre: z.enum(['utilisateurs', 'services']),
    nom: z.string(),
    creeLe: z.string(),
    ignorees: z.array(z.string()),
    ...COMMUNS,
    aRattacher: n.optional(),
    aInviter: n.optional(),
    aCompleter: n.optional(),
    rattachees: n.optional(),
    invitees: n.optional(),
    completees: n.optional(),
    habilitations: n.optional(),
    aCreer: n.optional(),
    aModifier: n.optional(),
    creees: n.optional(),
    modifiees: n.optional(),
    demande: z.object({ numero: z.string(), etat: z.string() }).nullable(),
  })
  .meta({ id: 'Import' })
const FauteVue = z.array(z.object({ colonne: z.string(), code: z.string(), message: z.string(), remede: z.string() }))
const TOUS_RESULTATS = [...new Set([...RESULTATS, ...desServices.RESULTATS])] as const
const TOUTES_ISSUES = [...new Set([...ISSUES, ...desServices.ISSUES])] as const
const LigneVue = z
  .object({
    ligne: n,
    cellules: z.record(z.string(), z.string()),
    resultat: z.enum(TOUS_RESULTATS),
    issue: z.enum(TOUTES_ISSUES).nullable(),
    structure: z.object({ id: z.string(), raisonSociale: z.string() }).nullable(),
    service: z.object({ code: z.string(), nom: z.string() }).nullable(),
    ajouts: z.array(z.string()).optional(),
    avant: z.record(z.string(), z.unknown()).nullable().optional(),
    fautes: FauteVue,
    avis: FauteVue.optional(),
  })
  .meta({ id: 'LigneImport' })

const COMPTES = {
  utilisateurs: ['aRattacher', 'aInviter', 'aCompleter', 'rattachees', 'invitees', 'completees', 'habilitations'],
  services: ['aCreer', 'aModifier', 'creees', 'modifiees'],
} as const
/** The counts of its own kind. */
const vue = (i: Import) => ({
  id: i.id,
  genre: i.genre,
  nom: i.nom,
  creeLe: i.creeLe.toISOString(),
  ignorees: i.ignorees,
  demande: i.demande,
  lignes: i.lignes,
  inchangees: i.inchangees,
  erreurs: i.erreurs,
  traitees: i.traitees,
  echouees: i.echouees,
  ...Object.fromEntries(COMPTES[i.genre].map((c) => [c, i[c]])),
})
const dites = (genre: GenreImport, fautes: { colonne: string; code: string; valeur: string }[]) =>
  fautes.map(({ colonne, code, valeur }) => {
    const { motif, remede } = textesImport(fr, genre).faute(code, valeur)
    return { colonne, code, message: motif, remede }
  })
const ligneVue = (l: LigneDImport) => ({
  ...l,
  ajouts: l.ajouts.map((a) => `${a.application}.${a.niveau === 2 ? 'modification' : 'consultation'}`),
  fautes: dites('utilisateurs', l.fautes),
})
const serviceVu = (l: desServices.LigneDeService) => ({ ...l, fautes: dites('services', l.fautes), avis: dites('services', l.avis) })

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
