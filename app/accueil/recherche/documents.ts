import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '#app/accueil/catalogue/index.ts'
import { fiches } from '#app/accueil/documentation/documentation.ts'
import { ROOT } from '#platform/root.ts'

/**
 * How people speak of an application or of a page: data of the guide, beside its sheets. `dit` is for search and the assistant, `questions`
 * (whole situations) for the assistant alone.
 */
interface Formulation {
  page?: { adresse: string; fr: string; en: string; acces: 'public' | 'session'; demonstration?: boolean }
  fiches?: string[]
  dit?: string[]
  questions?: string[]
  ailleurs?: string[]
}

export interface DocumentGuide {
  cle: string
  genre: 'application' | 'page' | 'domaine' | 'fiche' | 'section' | 'ailleurs'
  cible: string | null
  acces: 'public' | 'session'
  titreFr: string
  titreEn: string
  detailFr: string
  detailEn: string
  adresse: string
  champs: { t: string; p: number }[]
}

/** By the code of an application or of a page of the portal. */
export const lireFormulations = () =>
  JSON.parse(readFileSync(join(ROOT, 'docs', 'guide', 'formulations.json'), 'utf8')) as Record<string, Formulation>

/** The application or page that each sheet is about. */
export const sujetsDesFiches = (formulations: Record<string, Formulation>) =>
  new Map(Object.entries(formulations).flatMap(([sujet, f]) => (f.fiches ?? []).map((x) => [x, sujet] as const)))

/** In a sheet, a heading of this level is a question, and what follows its answer. */
export const NIVEAU_D_UNE_QUESTION = 3

/** What a word counts for, by where it is said. */
const POIDS = { titre: 4, dit: 2, detail: 1.5, sujet: 2, texte: 1, refus: 0.4, question: 0.15 }

/** One way of saying, by itself: words that go together in one of them tell more than the same words anywhere. The assistant's alone. */
export const DIT = 'dit:'
/** Why something is refused is seldom what is asked. */
const REFUS = /^Si c’est refusé$/

/** Everything that search and the assistant may find, from the catalogue, the sheets and how people speak of them. */
export function documentsDuGuide(catalogue: Catalogue, demonstration: boolean): DocumentGuide[] {
  const formulations = lireFormulations()
  const cibleDe = sujetsDesFiches(formulations)
  const dits = (code: string) => (formulations[code]?.dit ?? []).map((t) => ({ t, p: POIDS.dit }))
  return [
    ...catalogue.domaines
      .flatMap((d) => [d, ...d.sousDomaines])
      .map((d) => ({
        cle: `domaine:${d.code}`,
        genre: 'domaine' as const,
        cible: `domaine:${d.code}`,
        acces: 'public' as const,
        titreFr: d.nom.fr,
        titreEn: d.nom.en,
        detailFr: d.description.fr,
        detailEn: d.description.en,
        adresse: d.adresse,
        champs: [
          { t: `${d.nom.fr} ${d.nom.en}`, p: POIDS.titre },
          { t: d.description.fr, p: POIDS.detail },
          {
            t: catalogue.applications
              .filter((a) => a.domaine === d.code || a.sousDomaine === d.code)
              .map((a) => a.nom.fr)
              .join(' '),
            p: POIDS.texte,
          },
        ],
      })),
    ...catalogue.applications.map((a) => ({
      cle: `application:${a.code}`,
      genre: 'application' as const,
      cible: a.code,
      acces: 'public' as const,
      titreFr: a.nom.fr,
      titreEn: a.nom.en,
      detailFr: a.description.fr,
      detailEn: a.description.en,
      adresse: a.nature === 'ecran' ? a.adresse! : `/applications/${a.code}`,
      champs: [
        { t: `${a.nom.fr} ${a.nom.en}`, p: POIDS.titre },
        { t: `${a.description.fr} ${a.description.en}`, p: POIDS.detail },
        ...dits(a.code),
      ],
    })),
    ...Object.entries(formulations).flatMap(([code, f]) =>
      f.page && (demonstration || !f.page.demonstration)
        ? [
            {
              cle: `page:${code}`,
              genre: 'page' as const,
              cible: code,
              acces: f.page.acces,
              titreFr: f.page.fr,
              titreEn: f.page.en,
              detailFr: '',
              detailEn: '',
              adresse: f.page.adresse,
              champs: [{ t: `${f.page.fr} ${f.page.en}`, p: POIDS.titre }, ...dits(code)],
            },
          ]
        : [],
    ),
    ...Object.entries(formulations).flatMap(([code, f]) =>
      [...(f.dit ?? []), ...(f.questions ?? [])].map((t, i) => ({
        cle: `${DIT}${code}#${i}`,
        genre: 'section' as const,
        cible: code,
        acces: 'public' as const,
        titreFr: code,
        titreEn: code,
        detailFr: '',
        detailEn: '',
        adresse: '',
        champs: [{ t, p: 1 }],
      })),
    ),
    ...Object.entries(formulations).flatMap(([code, f]) =>
      f.ailleurs
        ? [
            {
              cle: `ailleurs:${code}`,
              genre: 'ailleurs' as const,
              cible: 'ailleurs',
              acces: 'public' as const,
              titreFr: code,
              titreEn: code,
              detailFr: '',
              detailEn: '',
              adresse: '',
              champs: f.ailleurs.map((t) => ({ t, p: POIDS.dit })),
            },
          ]
        : [],
    ),
    ...fiches().flatMap((f) => {
      const base = { cible: cibleDe.get(f.chemin) ?? null, acces: 'public' as const, titreFr: f.titre, titreEn: f.titre }
      const adresse = `/documentation/${f.chemin}`
      return [
        {
          ...base,
          cle: `fiche:${f.chemin}`,
          genre: 'fiche' as const,
          detailFr: '',
          detailEn: '',
          adresse,
          champs: [
            { t: f.titre, p: POIDS.titre },
            {
              t: f.sections
                .filter((s) => s.niveau < NIVEAU_D_UNE_QUESTION)
                .map((s) => s.titre)
                .join(' '),
              p: POIDS.sujet,
            },
            {
              t: f.sections
                .filter((s) => s.niveau < NIVEAU_D_UNE_QUESTION)
                .map((s) => s.texte)
                .join(' '),
              p: POIDS.texte,
            },
            {
              t: f.sections
                .filter((s) => s.niveau === NIVEAU_D_UNE_QUESTION)
                .map((s) => `${s.titre} ${s.texte}`)
                .join(' '),
              p: POIDS.question,
            },
          ],
        },
        ...f.sections
          .filter((s) => s.niveau < NIVEAU_D_UNE_QUESTION)
          .map((s) => ({
            ...base,
            cle: `section:${f.chemin}#${s.ancre}`,
            genre: 'section' as const,
            detailFr: s.cite,
            detailEn: s.cite,
            adresse: s.ancre ? `${adresse}#${s.ancre}` : adresse,
            champs: [
              { t: f.titre, p: POIDS.sujet },
              { t: s.titre, p: POIDS.sujet },
              { t: s.texte, p: REFUS.test(s.titre) ? POIDS.refus : POIDS.texte },
            ],
          })),
      ]
    }),
  ]
}
