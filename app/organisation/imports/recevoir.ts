import type { FastifyInstance } from 'fastify'
import { doitActiverSecondFacteur } from '#app/comptes/suite.ts'
import { creerContexte, type Programme } from '#app/contexte.ts'
import { depot, type Erreur } from '#app/organisation/imports/depot.vue.tsx'
import type { Genre } from '#app/organisation/imports/genre.ts'
import type { LigneImportee } from '#app/organisation/imports/lister.ts'
import { textesImport } from '#app/organisation/imports/refus.ts'
import { envoyerPage } from '#app/page.ts'
import { readMultipart, type MultipartForm } from '#platform/http/multipart.ts'
import { estRefus } from '#platform/http/problem.ts'
import { taille } from '#ui/textes/format.ts'

/** Larger than the file allowed, so that somewhat too large is answered by the form itself. */
export const limiteDuCorps = (programme: Programme) => 2 * programme.settings.TAILLE_FICHIER_MAX + 100_000

/** A form with a file, in one piece: it works without script. Who may send one is asked before it is read. */
export function recevoir<L extends LigneImportee>(g: Genre<L>, app: FastifyInstance, programme: Programme) {
  const { chemin } = g
  const bodyLimit = limiteDuCorps(programme)
  app.register(async (portee) => {
    portee.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (requete, corps, fait) => {
      readMultipart(corps as Buffer, requete.headers['content-type']!, 'fichier').then(
        (lu) => fait(null, lu),
        (e: Error) => fait(e),
      )
    })
    portee.post(
      chemin,
      {
        schema: { hide: true } as object,
        bodyLimit,
        onRequest: async (requete, reponse) => {
          const c = await creerContexte(programme, requete, reponse)
          if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(chemin)}`, 303)
          if (doitActiverSecondFacteur(c)) return reponse.redirect(`/compte/second-facteur?retour=${encodeURIComponent(chemin)}`, 303)
          await g.exiger(c, c.utilisateur.id)
        },
      },
      async (requete, reponse) => {
        const c = await creerContexte(programme, requete, reponse)
        if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(chemin)}`, 303)
        const x = textesImport(c.t, g.genre)
        const { file: fichier, fields = new Map<string, string>() } = (requete.body ?? {}) as Partial<MultipartForm>
        const refuser = async (statut: number, erreur: Erreur) =>
          envoyerPage(c, statut, await depot(g, c, erreur, fields.get('structure') ?? null))
        if (!fichier) return refuser(422, { message: x.fichier('champ-manquant') })
        if (fichier.content.length > c.settings.TAILLE_FICHIER_MAX)
          return refuser(422, { message: x.fichierTropGrand(taille(c.settings.TAILLE_FICHIER_MAX, c.langue)) })
        try {
          return reponse.redirect(`${chemin}/${await g.deposer(c, { nom: fichier.name, contenu: fichier.content }, fields)}`, 303)
        } catch (e) {
          if (!estRefus(e)) throw e
          const champ = e.probleme.champs?.[0]
          return refuser(
            e.probleme.status,
            champ ? { message: champ.message, champ: champ.champ } : { message: e.probleme.detail, alerte: true },
          )
        }
      },
    )
  })
}
