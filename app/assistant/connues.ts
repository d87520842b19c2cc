import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogueEnMemoire, type Catalogue } from '#app/accueil/catalogue/index.ts'
import { fiches } from '#app/accueil/documentation.ts'
import { documentsDuGuide, lireFormulations, NIVEAU_D_UNE_QUESTION, sujetsDesFiches, type DocumentGuide } from '#app/accueil/recherche.documents.ts'
import { rapprocheur, type Proche } from '#app/assistant/rapprocher.ts'
import type { Contexte } from '#app/contexte.ts'
import { ROOT } from '#platform/root.ts'

/** The subject of what the portal does not deal with. */
export const AILLEURS = 'ailleurs'

interface Connue { sujet: string; question: string; reponse?: { texte: string; fiche: string; adresse: string } }
export interface Rapprochee extends Proche { reponse: Connue['reponse'] }

/** docs/guide/questions.txt: a line each, under the application or page that answers. */
function ecrites(): Connue[] {
  let sujet = ''
  return readFileSync(join(ROOT, 'docs', 'guide', 'questions.txt'), 'utf8').split('\n').flatMap((ligne) => {
    const titre = /^== (.+)$/.exec(ligne)?.[1]
    if (titre) sujet = titre
    return titre || !ligne.trim() || ligne.startsWith('#') ? [] : [{ sujet, question: ligne.trim() }]
  })
}

/** Everything that is written of what people ask: the sheets' own questions, other ways of saying them, names. */
function toutes(catalogue: Catalogue): Connue[] {
  const formulations = lireFormulations()
  const sujetDe = sujetsDesFiches(formulations)
  return [
    ...ecrites(),
    ...catalogue.applications.flatMap((a) => [a.nom.fr, a.nom.en].map((question) => ({ sujet: a.code, question }))),
    ...Object.entries(formulations).flatMap(([sujet, f]) => [...(f.page ? [f.page.fr, f.page.en] : []), ...(f.dit ?? []), ...(f.questions ?? [])].map((question) => ({ sujet, question }))),
    ...Object.values(formulations).flatMap((f) => (f.ailleurs ?? []).flatMap((mots) => mots.split(', ')).map((question) => ({ sujet: AILLEURS, question }))),
    ...fiches().flatMap((f) => {
      const sujet = sujetDe.get(f.chemin)
      return sujet === undefined ? [] : f.sections.filter((s) => s.niveau === NIVEAU_D_UNE_QUESTION).map((s) => ({ sujet, question: s.titre, reponse: { texte: s.texte, fiche: f.titre, adresse: `/documentation/${f.chemin}#${s.ancre}` } }))
    }),
  ]
}

/** The screen of an application, or a page of the portal. */
export type Ecran = Pick<DocumentGuide, 'titreFr' | 'titreEn' | 'detailFr' | 'detailEn' | 'adresse'>
interface Connaissances { ecrans: Map<string, Ecran>; rapprocher: (question: string) => Rapprochee[] }
const faites = new WeakMap<Catalogue, Connaissances>()

/** What is known of questions, made at the first one that follows a change of the catalogue. */
export function connaissances({ db, settings }: Pick<Contexte, 'db' | 'settings'>): Connaissances {
  const catalogue = catalogueEnMemoire(db)
  const deja = faites.get(catalogue)
  if (deja) return deja
  const ecrans = new Map(documentsDuGuide(catalogue, settings.demonstration).flatMap((d) => (d.cible !== null && (d.genre === 'application' || d.genre === 'page') ? [[d.cible, d] as const] : [])))
  const connues = toutes(catalogue).filter((q) => q.sujet === AILLEURS || ecrans.has(q.sujet))
  const proches = rapprocheur(connues)
  const fait = { ecrans, rapprocher: (question: string) => proches(question).map((p) => ({ ...p, reponse: connues[p.question]?.reponse })) }
  faites.set(catalogue, fait)
  return fait
}
