import type { FastifyInstance } from 'fastify'
import type { JSX } from 'preact'
import { cadre } from '#app/cadre.ts'
import { doitActiverSecondFacteur } from '#app/comptes/suite.ts'
import { creerContexte, type Contexte, type Programme } from '#app/contexte.ts'
import { modele } from '#app/organisation/utilisateurs/importer.feuille.ts'
import { lireFichier } from '#app/organisation/utilisateurs/importer.lire.ts'
import { importsRecents, type Import } from '#app/organisation/utilisateurs/importer.lister.ts'
import { structuresGerees } from '#app/organisation/rattachements/structures-gerees.ts'
import { definirPage, definirRoute, envoyerPage } from '#app/page.ts'
import { refus } from '#demandes/index.ts'
import { readMultipart, type MultipartForm } from '#platform/http/multipart.ts'
import { estRefus } from '#platform/http/problem.ts'
import { toFile } from '#platform/spreadsheets.ts'
import { Actions, Alerte, Bouton, Carte, Colonnes, Formulaire, Icone, ListeLiens, Page, Resume, ResumeErreurs, Telecharger } from '#ui/index.ts'
import { quand, taille } from '#ui/textes/format.ts'

export const IMPORTER = '/organisation/utilisateurs/importer'
const FORMATS = ['xlsx', 'ods', 'csv'] as const

export const filImport = (c: Contexte, dernier?: string) => [{ nom: c.t.utilisateurs.fil.organisation, href: '/organisation' }, { nom: c.t.utilisateurs.fil.utilisateurs, href: '/organisation/utilisateurs' }, ...(dernier ? [{ nom: c.t.imports.titre, href: IMPORTER }, { nom: dernier }] : [{ nom: c.t.imports.titre }])]

/** Whoever manages people somewhere: where, is asked line by line. @throws Refus acces-refuse */
export async function exigerGestion(c: Pick<Contexte, 'db' | 't'>, utilisateur: string) {
  if (!(await structuresGerees(c.db, utilisateur, { memeInactive: true })).length) throw refus(c.t, 'acces-refuse', { raison: c.t.imports.sansDroit, remede: c.t.acces.remedeGestionnaire(null) })
}

interface Erreur { message: string; alerte?: boolean }

function vue(c: Contexte, recents: Import[], erreur: Erreur | null): JSX.Element {
  const x = c.t.imports
  const erreurs = erreur && !erreur.alerte ? [{ champ: 'fichier', message: erreur.message }] : []
  return (
    <Page c={cadre(c)} titre={x.titre} fil={filImport(c)} chapo={x.chapo} aide={x.aide} etapes={{ liste: x.etapes, courante: 0 }} erreur={erreur !== null} resume={erreurs.length ? <ResumeErreurs erreurs={erreurs} /> : null}>
      <Colonnes large aCote={<><Modeles c={c} />{recents.length ? <Carte titre={x.recents}><ListeLiens liens={recents.map((i) => ({ libelle: x.recent(i.nom, quand(i.creeLe, c.heure, c.langue), i.lignes), href: `${IMPORTER}/${i.id}` }))} /></Carte> : null}</>}>
        {erreur?.alerte ? <Alerte genre="err" role="alert" titre={erreur.message}>{null}</Alerte> : null}
        <Formulaire action={IMPORTER} class="stack" attrs={{ enctype: 'multipart/form-data', 'data-turbo': 'false' }}>
          <div class={erreurs.length ? 'field field--error' : 'field'}>
            <label for="fichier">{x.fichierLibelle}</label>
            <p class="hint" id="fichier-aide">{x.fichierAide(taille(c.settings.TAILLE_FICHIER_MAX, c.langue))}</p>
            {erreurs.length ? <p class="error" id="fichier-erreur"><Icone nom="erreur" /><span>{erreur!.message}</span></p> : null}
            <input class="input" type="file" id="fichier" name="fichier" required accept=".xlsx,.ods,.csv,.txt" aria-describedby={erreurs.length ? 'fichier-aide fichier-erreur' : 'fichier-aide'} aria-invalid={erreurs.length ? 'true' : undefined} />
          </div>
          <Actions><Bouton>{x.verifier}</Bouton></Actions>
        </Formulaire>
        <div class="mt6">
          <Carte titre={x.modele}>
            <p>{x.modeleTexte}</p>
            <Resume lignes={x.colonnesDuModele} serre />
          </Carte>
        </div>
      </Colonnes>
    </Page>
  )
}

const Modeles = ({ c }: { c: Contexte }) => (
  <Carte>
    <div class="stack">{FORMATS.map((f) => <Telecharger key={f} href={`${IMPORTER}/modele.${f}`}>{c.t.imports.modeles(f.toUpperCase())}</Telecharger>)}</div>
  </Carte>
)

/** UTI-06: the file, and the model to fill in. */
export const pageImporter = definirPage<Import[]>({
  chemin: IMPORTER,
  acces: 'session',
  charger: async (c) => {
    await exigerGestion(c, c.utilisateur!.id)
    return importsRecents(c.db, c.utilisateur!.id)
  },
  vue: (recents, c) => vue(c, recents, null),
})

export const routesModele = FORMATS.map((format) => definirRoute({ chemin: `${IMPORTER}/modele.${format}`, acces: 'session', repondre: async () => toFile(format, modele()) }))

/** Larger than the file allowed, so that somewhat too large is answered by the form itself. */
export const limiteDuCorps = (programme: Programme) => 2 * programme.settings.TAILLE_FICHIER_MAX + 100_000

/** A form with a file, in one piece: it works without script. Who may send one is asked before it is read. */
export function recevoirImport(app: FastifyInstance, programme: Programme) {
  const bodyLimit = limiteDuCorps(programme)
  app.register(async (portee) => {
    portee.addContentTypeParser('multipart/form-data', { parseAs: 'buffer', bodyLimit }, (requete, corps, fait) => {
      readMultipart(corps as Buffer, requete.headers['content-type']!, 'fichier').then((lu) => fait(null, lu), (e: Error) => fait(e))
    })
    portee.post(IMPORTER, {
      schema: { hide: true } as object, bodyLimit,
      onRequest: async (requete, reponse) => {
        const c = await creerContexte(programme, requete, reponse)
        if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(IMPORTER)}`, 303)
        if (doitActiverSecondFacteur(c)) return reponse.redirect(`/compte/second-facteur?retour=${encodeURIComponent(IMPORTER)}`, 303)
        await exigerGestion(c, c.utilisateur.id)
      },
    }, async (requete, reponse) => {
      const c = await creerContexte(programme, requete, reponse)
      if (!c.utilisateur) return reponse.redirect(`/connexion?retour=${encodeURIComponent(IMPORTER)}`, 303)
      const fichier = (requete.body as Partial<MultipartForm> | undefined)?.file
      const refuser = async (statut: number, erreur: Erreur) => envoyerPage(c, statut, vue(c, await importsRecents(c.db, c.utilisateur!.id), erreur))
      if (!fichier) return refuser(422, { message: c.t.imports.fichier('champ-manquant') })
      if (fichier.content.length > c.settings.TAILLE_FICHIER_MAX) return refuser(422, { message: c.t.imports.fichierTropGrand(taille(c.settings.TAILLE_FICHIER_MAX, c.langue)) })
      try {
        const id = await lireFichier(c, c.utilisateur, { nom: fichier.name, contenu: fichier.content })
        return reponse.redirect(`${IMPORTER}/${id}`, 303)
      } catch (e) {
        if (!estRefus(e)) throw e
        return refuser(e.probleme.status, { message: e.probleme.detail, alerte: !e.probleme.champs })
      }
    })
  })
}
