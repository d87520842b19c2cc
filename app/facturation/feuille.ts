import type { Mandat } from '#app/facturation/mandats.ts'
import type { Sheet } from '#platform/spreadsheets.ts'
import { jourIso } from '#ui/textes/format.ts'
import { fr } from '#ui/textes/index.ts'

/** A list of mandates as a sheet. */
export const mandatsEnFeuille = (elements: Mandat[]): Sheet => {
  const { mandats: x, champs } = fr
  return {
    nom: 'mandats',
    entetes: [x.colonnes.avec, champs.libelles.identifiant, x.colonnes.sens, x.colonnes.structure, x.debut, x.fin, x.colonnes.etat],
    lignes: elements.map((m) => [
      m.autre.raisonSociale,
      m.autre.identifiant,
      x[m.sens],
      m.mienne.raisonSociale,
      { jour: jourIso(m.debut) },
      m.fin ? { jour: jourIso(new Date(m.fin.getTime() - 1)) } : '',
      x[m.etat],
    ]),
  }
}
