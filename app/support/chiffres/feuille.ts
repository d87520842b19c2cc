import type { Chiffres, Mesures } from '#app/support/chiffres/calculer.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { dateCourte } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

const valeur = (n: number | null | undefined) => n ?? ''

/** Everything that the screen shows, line by line, in hours. */
export const chiffresEnFeuille = (c: Chiffres): Sheet => {
  const x = fr.chiffres
  const ligne = (genre: string, nom: string, m: Mesures & { resolus?: number }) => [
    genre,
    nom,
    m.recus,
    valeur(m.resolus),
    valeur(m.premiere),
    valeur(m.resolution),
    valeur(m.satisfaction),
    m.avis,
  ]
  return {
    nom: 'chiffres-du-support',
    entetes: [
      x.colonneGenre,
      x.colonneNom,
      x.recusCourt,
      x.resolus,
      x.heures(x.premiere),
      x.heures(x.resolution),
      x.satisfactions.note,
      x.avis,
    ],
    lignes: [
      ligne(x.par.total, `${dateCourte(c.du)} – ${dateCourte(c.au)}`, c.total),
      ...c.semaines.map((s) => ligne(x.par.semaine, dateCourte(s.lundi), s)),
      ...c.categories.map((k) => ligne(x.par.categorie, k.nom, k)),
    ],
  }
}
