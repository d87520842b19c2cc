import type { JSX } from 'preact'
import { estUuid, type Contexte } from '#app/contexte.ts'
import { entier } from '#app/listes/entier.ts'
import { depot, FORMATS } from '#app/organisation/imports/depot.vue.tsx'
import type { Genre } from '#app/organisation/imports/genre.ts'
import { lireImport, TRIS_LIGNES, type FiltreLignes, type Import, type LigneImportee } from '#app/organisation/imports/lister.ts'
import type { ListeDeLignes } from '#app/organisation/imports/parties.tsx'
import { recevoir } from '#app/organisation/imports/recevoir.ts'
import { textesImport } from '#app/organisation/imports/refus.ts'
import { CompteRendu, EnCours, Verification } from '#app/organisation/imports/suivi.vue.tsx'
import { definirAction, definirPage, definirRoute, type Domaine, type Reponse } from '#app/page.ts'
import { annulerDemande, refus, soumettre } from '#demandes/index.ts'
import { EXPORT_LIMIT } from '#platform/database/lists.ts'
import { estRefus } from '#platform/http/problem.ts'
import { toFile } from '#platform/spreadsheets.ts'

const RAFRAICHIR_SECONDES = 3
const TAILLES = [20, 50, 100, 200]

const choisi = <T extends string>(v: string | null, parmi: readonly T[]) => parmi.find((p) => p === v)

/** The screens of one kind of import: the file and its model, what it would do, what it does, what came of it. */
export function definirImport<L extends LigneImportee>(g: Genre<L>): Domaine {
  const { chemin } = g
  const pageDepot = definirPage<JSX.Element>({
    chemin,
    acces: 'session',
    charger: async (c) => {
      await g.exiger(c, c.utilisateur!.id)
      return depot(g, c, null, c.url.searchParams.get('structure'))
    },
    vue: (page) => page,
  })

  const routesModele = FORMATS.map((format) =>
    definirRoute({ chemin: `${chemin}/modele.${format}`, acces: 'session', repondre: async () => toFile(format, g.modele()) }),
  )

  const lireFiltre = (p: URLSearchParams): FiltreLignes & { page: number; taille: number } => ({
    page: entier(p, 'page', 1, 10_000),
    taille: TAILLES.find((t) => t === Number(p.get('taille'))) ?? 20,
    tri: choisi(p.get('tri'), TRIS_LIGNES) ?? 'erreurs',
    resultat: choisi(p.get('resultat'), g.resultats),
    issue: choisi(p.get('issue'), g.issues),
    recherche: p.get('recherche')?.slice(0, 200),
    apres: p.get('apres')?.slice(0, 200),
  })

  async function lire(c: Contexte): Promise<Import> {
    const i = estUuid(c.params.id) ? await lireImport(c.db, c.utilisateur!.id, c.params.id) : null
    if (i?.genre !== g.genre) throw refus(c.t, 'introuvable')
    return i
  }

  async function lister(c: Contexte, i: Import): Promise<ListeDeLignes<L>> {
    const filtre = lireFiltre(c.url.searchParams)
    return { filtre, liste: await g.lister(c.db, i.id, filtre) }
  }

  /** One import, from what it would do to what came of it. While it works, the page comes back by itself. */
  const pageImport = definirRoute({
    chemin: `${chemin}/:id`,
    acces: 'session',
    repondre: async (c) => {
      const i = await lire(c)
      const enCours = i.demande?.etat === 'programmee'
      if (enCours) c.reponse.header('refresh', String(RAFRAICHIR_SECONDES))
      return enCours ? (
        <EnCours g={g} c={c} i={i} />
      ) : i.demande ? (
        <CompteRendu g={g} c={c} i={i} d={await lister(c, i)} />
      ) : (
        <Verification g={g} c={c} i={i} d={await lister(c, i)} erreur={null} />
      )
    },
  })

  const retourner = (i: Pick<Import, 'id'>): Reponse => ({ rediriger: `${chemin}/${i.id}` })

  const actionImport = definirAction({
    chemin: `${chemin}/:id`,
    acces: 'session',
    executer: async (c, champs) => {
      const i = await lire(c)
      const cle = champs.get('_cle')?.[0]
      try {
        await soumettre(c, {
          definition: g.definition as never,
          auteur: c.utilisateur!,
          corps: { import: i.id, lignes: champs.get('lignes')?.[0] ?? '' },
          ...(estUuid(cle) ? { cle } : {}),
        })
        return retourner(i)
      } catch (e) {
        if (!estRefus(e)) throw e
        // Sent twice: it is under way, the page says so.
        if (e.probleme.code === 'import-deja-lance') return retourner(i)
        return { statut: e.probleme.status, page: <Verification g={g} c={c} i={i} d={await lister(c, i)} erreur={e.probleme.detail} /> }
      }
    },
  })

  /** Between two batches: what is done stays. */
  const actionArreter = definirAction({
    chemin: `${chemin}/:id/arreter`,
    acces: 'session',
    executer: async (c) => {
      const i = await lire(c)
      try {
        if (i.demande) await annulerDemande(c, i.demande.numero, c.utilisateur!, textesImport(c.t, g.genre).rendu.arrete)
      } catch (e) {
        // It was done meanwhile: the report says so.
        if (!estRefus(e) || e.probleme.status !== 409) throw e
      }
      return retourner(i)
    },
  })

  /** The lines to mend, or any others that the address filters, as a file that can be sent again once mended. */
  const routeLignes = definirRoute({
    chemin: `${chemin}/:id/lignes.xlsx`,
    acces: 'session',
    repondre: async (c) => {
      const i = await lire(c)
      return toFile('xlsx', g.feuille(await toutesLesLignes(c, i.id, lireFiltre(c.url.searchParams))))
    },
  })

  async function toutesLesLignes(c: Contexte, id: string, filtre: FiltreLignes): Promise<L[]> {
    const page = await g.lister(c.db, id, { ...filtre, tri: 'ligne', page: 1, taille: EXPORT_LIMIT, apres: undefined })
    return page.elements
  }

  return {
    pages: [pageDepot, ...routesModele, pageImport, routeLignes],
    actions: [actionImport, actionArreter],
    routes: (app, programme) => recevoir(g, app, programme),
  }
}
