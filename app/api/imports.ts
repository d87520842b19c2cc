import { z } from 'zod'
import type { Api } from '#app/api/index.ts'
import { ERREURS, liste, PARAMETRES_LISTE } from '#app/api/formes.ts'
import { repondreListe } from '#app/api/fichiers.ts'
import { connecte } from '#app/api/session.ts'
import { estUuid, type Programme } from '#app/contexte.ts'
import { exigerGestion, ISSUES, lignesEnFeuille, limiteDuCorps, lireFichier, lireImport, listerLignes, RESULTATS, TRIS_LIGNES, type Import, type LigneDImport } from '#app/organisation/utilisateurs/index.ts'
import { refus, refusDeChamps } from '#demandes/index.ts'
import { readMultipart, type MultipartForm } from '#platform/http/multipart.ts'
import { taille } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

const n = z.number()
const ImportVu = z.object({
  id: z.string(), nom: z.string(), creeLe: z.string(), ignorees: z.array(z.string()), lignes: n, aRattacher: n, aInviter: n, aCompleter: n, inchangees: n, erreurs: n,
  traitees: n, rattachees: n, invitees: n, completees: n, echouees: n, habilitations: n, demande: z.object({ numero: z.string(), etat: z.string() }).nullable(),
}).meta({ id: 'Import' })
const LigneVue = z.object({
  ligne: n, cellules: z.record(z.string(), z.string()), resultat: z.enum(RESULTATS), issue: z.enum(ISSUES).nullable(), structure: z.object({ id: z.string(), raisonSociale: z.string() }).nullable(), service: z.object({ code: z.string(), nom: z.string() }).nullable(),
  ajouts: z.array(z.string()), fautes: z.array(z.object({ colonne: z.string(), code: z.string(), message: z.string(), remede: z.string() })),
}).meta({ id: 'LigneImport' })

const vue = (i: Import) => ({ ...i, creeLe: i.creeLe.toISOString() })
const ligneVue = (l: LigneDImport) => ({ ...l, ajouts: l.ajouts.map((a) => `${a.application}.${a.niveau === 2 ? 'modification' : 'consultation'}`), fautes: l.fautes.map(({ colonne, code, valeur }) => { const { motif, remede } = fr.imports.faute(code, valeur); return { colonne, code, message: motif, remede } }) })

/** PLUS-10: what the screen does with a spreadsheet, from a script. */
export function routesImports(api: Api, programme: Programme) {
  const bodyLimit = limiteDuCorps(programme)
  api.register(async (brute) => {
    const portee = brute as unknown as Api
    portee.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (requete, corps, fait) => {
      readMultipart(corps as Buffer, requete.headers['content-type']!, 'fichier').then((lu) => fait(null, lu), (e: Error) => fait(e))
    })
    portee.post('/api/v1/imports/utilisateurs', {
      schema: { summary: fr.imports.api.deposer, description: fr.imports.api.fichier, tags: ['imports'], consumes: ['multipart/form-data'], response: { 201: ImportVu, ...ERREURS } }, bodyLimit,
      // Who may send a file is asked before it is read.
      onRequest: async (requete, reponse) => {
        const c = await connecte(programme, requete, reponse)
        await exigerGestion(c, c.utilisateur.id)
      },
    }, async (requete, reponse) => {
      const c = await connecte(programme, requete, reponse)
      const fichier = (requete.body as Partial<MultipartForm> | undefined)?.file
      const max = c.settings.TAILLE_FICHIER_MAX
      if (!fichier) throw refusDeChamps(fr, [{ champ: 'fichier', code: 'champ-manquant', message: fr.imports.fichier('champ-manquant') }])
      if (fichier.content.length > max) throw refusDeChamps(fr, [{ champ: 'fichier', code: 'fichier-trop-grand', message: fr.imports.fichierTropGrand(taille(max)) }])
      const id = await lireFichier(c, c.utilisateur, { nom: fichier.name, contenu: fichier.content })
      return reponse.code(201).send(vue((await lireImport(c.db, c.utilisateur.id, id))!))
    })
  })

  const params = z.object({ id: z.string() })
  const lire = async (c: Awaited<ReturnType<typeof connecte>>, id: string) => {
    const i = estUuid(id) ? await lireImport(c.db, c.utilisateur.id, id) : null
    if (!i) throw refus(fr, 'introuvable')
    return i
  }
  api.get('/api/v1/imports/:id', { schema: { summary: fr.imports.api.un, tags: ['imports'], params, response: { 200: ImportVu, ...ERREURS } } }, async (requete, reponse) => {
    const c = await connecte(programme, requete, reponse)
    return vue(await lire(c, requete.params.id))
  })
  api.get('/api/v1/imports/:id/lignes', { schema: { summary: fr.imports.api.lignes, tags: ['imports'], params, querystring: z.strictObject({ ...PARAMETRES_LISTE, tri: z.enum(TRIS_LIGNES).optional(), resultat: z.enum(RESULTATS).optional(), issue: z.enum(ISSUES).optional() }), response: { 200: liste(LigneVue), ...ERREURS } } }, async (requete, reponse) => {
    const c = await connecte(programme, requete, reponse)
    const { id } = await lire(c, requete.params.id)
    return repondreListe(requete, reponse, (l: LigneDImport[]) => lignesEnFeuille(l), (f) => listerLignes(c.db, id, f)).then((page) => ('elements' in (page as object) ? { ...(page as object), elements: (page as { elements: LigneDImport[] }).elements.map(ligneVue) } : page) as never)
  })
}
