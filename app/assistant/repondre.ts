import { DIT } from '#app/accueil/recherche/documents.ts'
import { assurerIndex } from '#app/accueil/recherche/indexer.ts'
import { trouver, type Trouve } from '#app/accueil/recherche/recherche.ts'
import { formuler } from '#app/assistant/formuler.ts'
import { estEmpeche, repondreSurSonCas } from '#app/assistant/cas.ts'
import { AILLEURS, connaissances, type Ecran, type Rapprochee } from '#app/assistant/connues.ts'
import { deLaLoi } from '#app/assistant/regles/index.ts'
import { enMots } from '#app/assistant/traits.ts'
import type { Contexte } from '#app/contexte.ts'

export interface Lien {
  libelle: string
  href: string
}
export interface Reponse {
  /** From the guide, from the person's own case, or « je ne sais pas ». */
  genre: 'guide' | 'cas' | 'inconnu'
  texte: string[]
  /** The sheet that is quoted. */
  source?: Lien
  /** All the sheets it rests on, when a language model phrased it. */
  sources?: Lien[]
  /** Where to go: applications, best first. */
  liens: Lien[]
  /** Asked back: which of these one speaks of. */
  choix?: Lien[]
}

/** Longer, a quotation is the sheet itself. */
const CITATION = 420
const PART_DU_DIT = 1.4
const PART = { application: 0.8, page: 0.8, domaine: 0.6, fiche: 0.35, section: 0.35, ailleurs: 1 }
/** What the sheets' words weigh beside the likeness of questions. */
const PART_DES_MOTS = 0.04
/** A question that none of the known ones resembles is of a subject only as far as the sheets speak of it. */
const SANS_RESSEMBLANCE = -1
/**
 * What speaks for none of the portal's subjects is outweighed by so much of what speaks for the best of them, and a margin (fitted on the
 * halves to tune, decision 0074).
 */
const PORTAIL = { part: 0.62, marge: 0.14 }
/** Resembling nothing known, and of whose words most are said nowhere: not recognised. */
const RESSEMBLANCE_MINIMUM = 0.15
const COUVERTURE_SURE = 0.5
/** A subject that speaks of less than this much of what the question is about is not what was asked, however alike their letters. */
const PART_MINIMUM = 0.34
/** A question that a sheet answers by itself, and that resembles it this much, is the one that was asked. */
const MEME_QUESTION = 0.45
/** Asked of how things go rather than of one's own case: so near a sheet's question, and nearer than any of one's own. */
const SUREMENT_LA_MEME = 0.5
/** So near a question that a sheet answers, words such as « mon ticket » alone do not make it one of one's own case. */
const PLUTOT_DU_GUIDE = 0.4

interface Sujet {
  cible: string
  mots: number
  note: number
  couverture: number
  ecran: Ecran | null
  section: Trouve | null
  fiche: Trouve | null
  proche: Rapprochee | null
}

/** Answers from the guide's own sentences and from what the person may see: words of the question are looked up, never obeyed (ASS-01, ASS-02). */
export async function repondre(c: Contexte, question: string): Promise<Reponse> {
  const inconnu: Reponse = { genre: 'inconnu', texte: [c.t.assistant.inconnu], liens: [] }
  if (deLaLoi(enMots(question))) return inconnu
  await assurerIndex(c)
  const { ecrans, rapprocher } = await connaissances(c)
  const proches = rapprocher(question)
  const sujets = classer(await trouver(c.db, question, { frappe: false, sections: true }), proches.sujets, ecrans)
  const duPortail = sujets.filter((s) => s.cible !== AILLEURS)
  const premier = duPortail[0]
  const reconnue = premier !== undefined && estDuPortail(premier, sujets)
  // What the portal does not deal with is of nobody's case, whatever subject comes first.
  const cas = repond(premier, question, proches.sien)
    ? null
    : await repondreSurSonCas(
        c,
        question,
        reconnue ? duPortail.slice(0, 3).map((s) => s.cible) : [],
        proches.cas,
        (premier?.proche?.repondue.ressemblance ?? 0) >= Math.max(PLUTOT_DU_GUIDE, proches.sien),
      )
  // A sub-domain may bear the name of its only application.
  const liens = duPortail.flatMap((s) => (s.ecran ? [lien(c, s.ecran)] : []))
  const propositions = liens.filter((l, i) => liens.findIndex((x) => x.libelle === l.libelle) === i).slice(0, 3)
  if (cas) return { ...cas, liens: [...cas.liens, ...propositions.filter((p) => !cas.liens.some((l) => l.href === p.href))].slice(0, 3) }
  if (!reconnue) return inconnu
  const simple: Reponse = { genre: 'guide', ...dire(c, premier), liens: propositions }
  const formulee = await formuler(c, question, passages(duPortail))
  return formulee ? { ...simple, texte: formulee.texte, source: formulee.sources[0]!, sources: formulee.sources } : simple
}

const NUMERO = /\b(ritm|cprocs) ?\d/i
/** A sheet answers that very question. */
const repond = (s: Sujet | undefined, question: string, sien: number) =>
  !NUMERO.test(question) && !estEmpeche(question) && (s?.proche?.repondue.ressemblance ?? 0) >= Math.max(SUREMENT_LA_MEME, sien)

/** The sheets' own answer to that very question, or else their best part. */
function dire(c: Contexte, { proche, section, fiche, ecran, cible }: Sujet): Pick<Reponse, 'texte' | 'source'> {
  const sue = proche && proche.repondue.ressemblance >= MEME_QUESTION ? proche.reponse : undefined
  if (sue) return { texte: citer(sue.texte), source: { libelle: sue.fiche, href: sue.adresse } }
  const cite = section ?? fiche
  const detail = ecran?.[c.langue === 'fr' ? 'detailFr' : 'detailEn']
  return {
    texte: section ? citer(section.detailFr) : detail ? [detail] : [c.t.assistant.voir(ecran ? lien(c, ecran).libelle : cible)],
    ...(cite ? { source: { libelle: cite.titreFr, href: cite.adresse } } : {}),
  }
}

/** What was asked is more of this subject than of what the portal does not deal with, and is like something known. */
function estDuPortail(premier: Sujet, sujets: Sujet[]): boolean {
  const ailleurs = sujets.find((s) => s.cible === AILLEURS)?.note ?? SANS_RESSEMBLANCE
  return (
    ailleurs < premier.note * PORTAIL.part + PORTAIL.marge &&
    Math.max(premier.proche?.part ?? 0, premier.couverture) >= PART_MINIMUM &&
    ((premier.proche?.ressemblance ?? 0) >= RESSEMBLANCE_MINIMUM || premier.couverture > COUVERTURE_SURE)
  )
}

const PASSAGES = 4
/** The best part of the best sheets: what a phrased answer may rest on. */
const passages = (sujets: Sujet[]) =>
  sujets
    .flatMap((s) => (s.section ? [{ titre: s.section.titreFr, texte: s.section.detailFr, adresse: s.section.adresse }] : []))
    .slice(0, PASSAGES)

const lien = (c: Contexte, r: Ecran): Lien => ({ libelle: c.langue === 'fr' ? r.titreFr : r.titreEn, href: r.adresse })

/**
 * Everything that speaks of one application or page counts for it: questions that are known to be about it, its name, how people say it,
 * its best sheet, the best part of a sheet.
 */
function classer(trouves: Trouve[], proches: Rapprochee[], ecrans: Map<string, Ecran>): Sujet[] {
  const parCible = Map.groupBy(trouves, (r) => r.cible ?? r.cle)
  const parSujet = new Map(proches.map((p) => [p.sujet, p]))
  return [...new Set([...parCible.keys(), ...parSujet.keys()])]
    .map((cible) => {
      const liste = parCible.get(cible) ?? []
      const meilleur = (...genres: Trouve['genre'][]) =>
        liste.filter((r) => genres.includes(r.genre) && !r.cle.startsWith(DIT)).toSorted((a, b) => b.note - a.note)[0] ?? null
      const dit = liste.filter((r) => r.cle.startsWith(DIT)).reduce((n, r) => Math.max(n, r.note), 0)
      const [ecran, fiche, section] = [meilleur('application', 'page', 'domaine'), meilleur('fiche'), meilleur('section')]
      // Of what the portal does not deal with, each part says something: together they are one subject.
      const ailleurs = liste.filter((r) => r.genre === 'ailleurs').reduce((n, r) => n + r.note * PART.ailleurs, 0)
      const mots = [ecran, fiche, section].reduce((n, r) => n + (r ? r.note * PART[r.genre] : 0), ailleurs + dit * PART_DU_DIT)
      const proche = parSujet.get(cible) ?? null
      return {
        cible,
        mots,
        note: (proche?.note ?? SANS_RESSEMBLANCE) + mots * PART_DES_MOTS,
        couverture: Math.max(0, ...liste.map((r) => r.couverture)),
        ecran: ecrans.get(cible) ?? ecran,
        fiche,
        section,
        proche,
      }
    })
    .toSorted((a, b) => b.note - a.note)
}

/** Whole lines, as far as a short answer goes. */
function citer(texte: string): string[] {
  const lignes: string[] = []
  for (const ligne of texte.split('\n')) {
    if (lignes.length && lignes.join(' ').length + ligne.length > CITATION) break
    lignes.push(ligne)
  }
  return lignes
}
