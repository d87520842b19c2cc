import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { catalogueEnMemoire, type Application, type Catalogue } from '#app/accueil/catalogue/index.ts'
import { fiches } from '#app/accueil/documentation/documentation.ts'
import {
  documentsDuGuide,
  lireFormulations,
  NIVEAU_D_UNE_QUESTION,
  sujetsDesFiches,
  type DocumentGuide,
} from '#app/accueil/recherche/documents.ts'
import type { Cas } from '#app/assistant/regles/index.ts'
import { rapprocheur, type Proche } from '#app/assistant/rapprocher.ts'
import type { Contexte } from '#app/contexte.ts'
import { ROOT } from '#platform/root.ts'

/** The subject of what the portal does not deal with. */
export const AILLEURS = 'ailleurs'

/** Before what is read to answer a question about one’s own case. */
const PERSONNEL = 'cas:'

/** As alike as this, or what is asked is rather how to do. */
const CAS_MINIMUM = 0.3

interface Connue {
  sujet: string
  question: string
  reponse?: { texte: string; fiche: string; adresse: string }
}
export interface Rapprochee extends Proche {
  /** What a sheet answers to the nearest of the questions that it answers by itself. */ reponse: Connue['reponse']
}

/** « question → fiche#section »: the part of a sheet that answers it. */
const RENVOI = /^(.+?) → (\S+)#(\S+)$/
/** A heading that asks twice is known by each of its questions. */
const SUITE = /\s*\?\s*|\s*[,:] (?=(?:comment|où|que|qui|quand|pourquoi|puis-je|peut-on|à qui|jusqu)\b)/u
/** Shorter, it tells of no question: « je pars en vacances ». */
const MOTS_D_UNE_QUESTION = 5

/** A file of docs/guide: a question a line, under the application or page that answers. */
function ecrites(fichier: string): Connue[] {
  let sujet = ''
  return readFileSync(join(ROOT, 'docs', 'guide', fichier), 'utf8')
    .split('\n')
    .flatMap((ligne) => {
      const titre = /^== (.+)$/.exec(ligne)?.[1]
      if (titre) sujet = titre
      if (titre || !ligne.trim() || ligne.startsWith('#')) return []
      const [, question = ligne.trim(), fiche, ancre] = RENVOI.exec(ligne.trim()) ?? []
      return [{ sujet, question, ...(fiche ? { reponse: partieDeFiche(fiche, ancre!) } : {}) }]
    })
}

/** @throws Error when the sheet has no such part: a test asks them all */
function partieDeFiche(chemin: string, ancre: string): NonNullable<Connue['reponse']> {
  const f = fiches().find((une) => une.chemin === chemin)
  const s = f?.sections.find((une) => une.ancre === ancre)
  if (!f || !s) throw new Error(`docs/guide/questions.txt: ${chemin}#${ancre} is nowhere`)
  return { texte: s.cite, fiche: f.titre, adresse: `/documentation/${chemin}#${ancre}` }
}

const dites = (titre: string): string[] => [
  titre,
  ...titre.split(SUITE).filter((q) => q !== titre && q.split(' ').length >= MOTS_D_UNE_QUESTION),
]

const APPLICATION = '{application}'
/** What is asked of one's rights names any application: each is said once. */
const pourChacune = (q: Connue, applications: Application[]): Connue[] =>
  q.question.includes(APPLICATION) ? applications.map((a) => ({ ...q, question: q.question.replace(APPLICATION, a.nom.fr) })) : [q]

/** Everything that is written of what people ask: the sheets' own questions, other ways of saying them, names. */
function toutes(catalogue: Catalogue): Connue[] {
  const formulations = lireFormulations()
  const sujetDe = sujetsDesFiches(formulations)
  const externes = catalogue.applications.filter((a) => a.nature === 'externe' && a.profil)
  return [
    ...ecrites('questions.txt').flatMap((q) => pourChacune(q, externes)),
    ...ecrites('questions-personnelles.txt').map((q) => ({ ...q, sujet: `${PERSONNEL}${q.sujet}` })),
    ...catalogue.applications.flatMap((a) => [a.nom.fr, a.nom.en].map((question) => ({ sujet: a.code, question }))),
    ...Object.entries(formulations).flatMap(([sujet, f]) =>
      [...(f.page ? [f.page.fr, f.page.en] : []), ...(f.dit ?? []), ...(f.questions ?? [])].map((question) => ({ sujet, question })),
    ),
    ...Object.values(formulations).flatMap((f) =>
      (f.ailleurs ?? []).flatMap((mots) => mots.split(', ')).map((question) => ({ sujet: AILLEURS, question })),
    ),
    ...fiches().flatMap((f) => {
      const sujet = sujetDe.get(f.chemin)
      return sujet === undefined
        ? []
        : f.sections
            .filter((s) => s.niveau === NIVEAU_D_UNE_QUESTION)
            .flatMap((s) =>
              dites(s.titre).map((question) => ({
                sujet,
                question,
                reponse: { texte: s.cite, fiche: f.titre, adresse: `/documentation/${f.chemin}#${s.ancre}` },
              })),
            )
    }),
  ]
}

/** The screen of an application, or a page of the portal. */
export type Ecran = Pick<DocumentGuide, 'titreFr' | 'titreEn' | 'detailFr' | 'detailEn' | 'adresse'>
interface Connaissances {
  ecrans: Map<string, Ecran>
  /** `cas`: which one's own case is asked of; `sien`: how near the nearest such question is. */
  rapprocher: (question: string) => { sujets: Rapprochee[]; cas: Cas | null; sien: number }
}
const faites = new WeakMap<Catalogue, Promise<Connaissances>>()

/** What is known of questions, made at the first one that follows a change of the catalogue. */
export function connaissances({ db, settings }: Pick<Contexte, 'db' | 'settings'>): Promise<Connaissances> {
  const catalogue = catalogueEnMemoire(db)
  const deja = faites.get(catalogue)
  if (deja) return deja
  const fait = apprendre(catalogue, settings)
  faites.set(catalogue, fait)
  return fait
}

async function apprendre(catalogue: Catalogue, settings: Contexte['settings']): Promise<Connaissances> {
  const ecrans = new Map(
    documentsDuGuide(catalogue, settings.demonstration).flatMap((d) =>
      d.cible !== null && (d.genre === 'application' || d.genre === 'page') ? [[d.cible, d] as const] : [],
    ),
  )
  const connues = toutes(catalogue).filter((q) => q.sujet === AILLEURS || q.sujet.startsWith(PERSONNEL) || ecrans.has(q.sujet))
  const proches = await rapprocheur(connues)
  return {
    ecrans,
    rapprocher(question) {
      const { siens = [], sujets = [] } = Object.groupBy(proches(question), (p) => (p.sujet.startsWith(PERSONNEL) ? 'siens' : 'sujets'))
      return {
        sujets: sujets.map((p) => ({ ...p, reponse: connues[p.repondue.question]?.reponse })),
        cas: casPressenti(siens, sujets),
        sien: Math.max(0, ...siens.map((s) => s.ressemblance)),
      }
    },
  }
}

/** A question like those that people ask of their own case, more than like any that the guide answers. */
function casPressenti(siens: Proche[], sujets: Proche[]): Cas | null {
  const [premier] = siens
  const ailleurs = sujets.find((s) => s.sujet === AILLEURS)?.note ?? -Infinity
  if (!premier || premier.ressemblance < CAS_MINIMUM || premier.note <= ailleurs) return null
  const guide = Math.max(0, ...sujets.map((s) => s.ressemblance))
  return premier.ressemblance >= guide || premier.note >= (sujets[0]?.note ?? -Infinity)
    ? (premier.sujet.slice(PERSONNEL.length) as Cas)
    : null
}
