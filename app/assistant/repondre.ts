import { DIT } from '#app/accueil/recherche.documents.ts'
import { assurerIndex } from '#app/accueil/recherche.indexer.ts'
import { trouver, type Trouve } from '#app/accueil/recherche.ts'
import { formuler } from '#app/assistant/formuler.ts'
import { repondreSurSonCas } from '#app/assistant/cas.ts'
import type { Contexte } from '#app/contexte.ts'

export interface Lien { libelle: string; href: string }
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

/** What answers must weigh this much, the less so the more of what was asked it speaks of; below the least part, nothing does. */
const POIDS_MINIMUM = 7
const COUVERTURE_SURE = 0.8
const COUVERTURE_MINIMUM = 0.15
/** What the portal does not deal with, in the same question, must weigh less than this part of it. */
const PART_D_AILLEURS = 0.5
/** Longer, a quotation is the sheet itself. */
const CITATION = 420
const PART_DU_DIT = 1.4
const PART = { application: 0.8, page: 0.8, domaine: 0.6, fiche: 0.35, section: 0.35, ailleurs: 1 }

interface Sujet { cible: string; note: number; couverture: number; ecran: Trouve | null; section: Trouve | null; fiche: Trouve | null; ailleurs: boolean }

/** Answers from the guide's own sentences and from what the person may see: words of the question are looked up, never obeyed (ASS-01, ASS-02). */
export async function repondre(c: Contexte, question: string): Promise<Reponse> {
  await assurerIndex(c)
  const sujets = classer(await trouver(c.db, question, { frappe: false, sections: true }))
  const cas = await repondreSurSonCas(c, question, sujets.slice(0, 3).map((s) => s.cible))
  // A sub-domain may bear the name of its only application.
  const ecrans = sujets.flatMap((s) => (s.ecran && !s.ailleurs ? [lien(c, s.ecran)] : []))
  const propositions = ecrans.filter((l, i) => ecrans.findIndex((x) => x.libelle === l.libelle) === i).slice(0, 3)
  if (cas) return { ...cas, liens: [...cas.liens, ...propositions.filter((p) => !cas.liens.some((l) => l.href === p.href))].slice(0, 3) }
  const premier = sujets[0]
  if (!premier || !estDuPortail(premier, sujets)) return { genre: 'inconnu', texte: [c.t.assistant.inconnu], liens: [] }
  const cite = premier.section ?? premier.fiche
  const detail = premier.ecran?.[c.langue === 'fr' ? 'detailFr' : 'detailEn']
  const texte = premier.section ? citer(premier.section.detailFr) : detail ? [detail] : [c.t.assistant.voir(premier.ecran ? lien(c, premier.ecran).libelle : premier.cible)]
  const simple: Reponse = { genre: 'guide', texte, ...(cite ? { source: { libelle: cite.titreFr, href: cite.adresse } } : {}), liens: propositions }
  const formulee = await formuler(c, question, passages(sujets))
  return formulee ? { ...simple, texte: formulee.texte, source: formulee.sources[0]!, sources: formulee.sources } : simple
}

/** What was asked is mostly spoken of here, and not better elsewhere. */
function estDuPortail(premier: Sujet, sujets: Sujet[]): boolean {
  const ailleurs = sujets.find((s) => s.ailleurs)?.note ?? 0
  return premier.couverture >= COUVERTURE_MINIMUM && premier.note >= POIDS_MINIMUM * (1 - premier.couverture / COUVERTURE_SURE) && ailleurs < premier.note * PART_D_AILLEURS
}

const PASSAGES = 4
/** The best part of the best sheets: what a phrased answer may rest on. */
const passages = (sujets: Sujet[]) => sujets.filter((s) => !s.ailleurs).flatMap((s) => (s.section ? [{ titre: s.section.titreFr, texte: s.section.detailFr, adresse: s.section.adresse }] : [])).slice(0, PASSAGES)

const lien = (c: Contexte, r: Trouve): Lien => ({ libelle: c.langue === 'fr' ? r.titreFr : r.titreEn, href: r.adresse })

/** Everything that speaks of one application or page counts for it: its name, how people say it, its best sheet, the best part of a sheet. */
function classer(trouves: Trouve[]): Sujet[] {
  const parCible = Map.groupBy(trouves, (r) => r.cible ?? r.cle)
  return [...parCible].map(([cible, liste]) => {
    const meilleur = (...genres: Trouve['genre'][]) => liste.filter((r) => genres.includes(r.genre) && !r.cle.startsWith(DIT)).toSorted((a, b) => b.note - a.note)[0] ?? null
    const dits = liste.filter((r) => r.cle.startsWith(DIT)).toSorted((a, b) => b.note - a.note)
    const [ecran, fiche, section] = [meilleur('application', 'page', 'domaine'), meilleur('fiche'), meilleur('section')]
    // Of what the portal does not deal with, each part says something: together they are one subject.
    const ailleurs = liste.filter((r) => r.genre === 'ailleurs').reduce((n, r) => n + r.note * PART.ailleurs, 0)
    const note = [ecran, fiche, section].reduce((n, r) => n + (r ? r.note * PART[r.genre] : 0), ailleurs + (dits[0]?.note ?? 0) * PART_DU_DIT)
    return { cible, note, couverture: Math.max(...liste.map((r) => r.couverture)), ecran, fiche, section, ailleurs: ailleurs > 0 }
  }).toSorted((a, b) => b.note - a.note)
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
